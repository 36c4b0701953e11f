//! Bytes between opcodes: joblib's unpickler reads arrays from the file right after a BUILD and pushes them in place of what was built
//! (`joblib/numpy_pickle.py`, `NumpyUnpickler.load_build`). The machine knows no such thing: a stream that pauses stops after each BUILD,
//! and the host says whether something was read, and where the file goes on.

use super::arena::{Kind, Value, index, push};
use super::decode::Cursor;
use super::log::Failure;
use super::machine::Machine;
use super::replay::Replay;
use super::stream::Stream;

/// What was read between two opcodes.
#[derive(Clone, Copy, Debug)]
pub struct Inline {
    /// Step of the BUILD before it.
    pub step: u32,
    /// The stream goes on here.
    pub after: Cursor,
}

/// Where the reader of the file stands: behind the frame in force, and behind what was read there already.
pub fn file_position(cursor: &Cursor) -> u64 {
    if in_frame(cursor) { cursor.buffer_end.max(cursor.frame_end) } else { cursor.position }
}

fn in_frame(cursor: &Cursor) -> bool {
    cursor.frame_end > cursor.position
}

impl Machine {
    /// The top of the stack is something else from here on.
    pub fn replace_top(&mut self, value: Value) {
        let below = self.stack.len().saturating_sub(1);
        if let Some(top) = self.stack.last_mut() {
            top.value = value;
        }
        self.low = self.low.min(u32::try_from(below).unwrap_or(u32::MAX));
    }
}

impl Stream {
    /// After a BUILD: the file was read up to `at`, and what came out of it stands in place of what was built.
    /// `None` when `at` lies before what was read already.
    pub fn read_inline(&mut self, at: u64) -> Result<Option<()>, Failure> {
        let Some(event) = self.record.events.len().checked_sub(1) else { return Ok(None) };
        if at < file_position(&self.cursor) {
            return Ok(None);
        }
        let value = self.record.plain_result(index(event)?)?;
        self.record.events.set_last_result(value, self.record.arena.made);
        self.machine.replace_top(value);
        self.cursor = if in_frame(&self.cursor) {
            Cursor { buffer_end: at, ..self.cursor }
        } else {
            Cursor { position: at, buffer_end: at, frame_end: 0 }
        };
        push(&mut self.inlines, Inline { step: self.steps - 1, after: self.cursor })?;
        Ok(Some(()))
    }

    /// What was read after a step.
    pub fn inline_after(&self, step: u32) -> Option<&Inline> {
        if self.inlines.is_empty() {
            return None;
        }
        self.inlines.binary_search_by_key(&step, |inline| inline.step).ok().and_then(|at| self.inlines.get(at))
    }

    /// The callee of the call that made a value; `NONE` for anything else.
    pub fn class_of(&self, value: Value) -> Value {
        let made = self.record.arena.kind(value) == Some(Kind::Result as u8);
        let event = if made { self.record.event_of(value) } else { None };
        event.and_then(|at| self.record.events.get(at)).map_or(Value::NONE, |event| event.target)
    }
}

impl Replay {
    /// After a step was executed again: passes over what was read behind it, finding the same value.
    pub fn pass_inline(&mut self, stream: &Stream, step: u32) {
        if let Some(inline) = stream.inline_after(step) {
            self.machine.replace_top(Value::node(self.next_node));
            self.next_node += 1;
            self.cursor = inline.after;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::arena::Value;
    use super::super::decode::Window;
    use super::super::log::EventKind;
    use super::super::replay::Replay;
    use super::super::stream::{Status, Stream};
    use super::super::tests::PY;

    /// Runs a stream that pauses; `skip` bytes are read after each BUILD. Windows are cut small, to cross them.
    fn run(bytes: &[u8], skip: u64) -> Stream {
        let size = bytes.len() as u64;
        let mut stream = Stream::new(PY, 0);
        stream.pauses = true;
        let (mut from, mut len) = (0, 8);
        loop {
            let end = (from + len).min(bytes.len());
            match stream.feed(Window { bytes: &bytes[from..end], base: from as u64, size }, 3) {
                Status::Need { at, len: need } => (from, len) = (at as usize, 8.max(need as usize)),
                Status::Yield { at } => (from, len) = (at as usize, 8),
                Status::Built { at, .. } => assert_eq!(stream.read_inline(at + skip), Ok(Some(()))),
                Status::Stopped(_) | Status::Failed { .. } | Status::Named { .. } => return stream,
            }
        }
    }

    fn rows(stream: &Stream, bytes: &[u8]) -> Vec<(u64, Value)> {
        let mut replay = Replay::seek(stream, 0).expect("a checkpoint");
        let window = Window { bytes, base: 0, size: bytes.len() as u64 };
        let mut rows = Vec::new();
        while let Ok(Some((row, _))) = replay.next(stream, window) {
            rows.push((row.offset as u64, row.top));
        }
        rows
    }

    #[test]
    fn bytes_after_a_build_are_passed_over_and_replayed() {
        let bytes = b"]ca\nb\n)\x81}b....cx\ny\n)Re.";
        let bytes = [&bytes[..1], b"(", &bytes[1..]].concat();
        let stream = run(&bytes, 4);
        assert!(matches!(stream.ended, Some(Status::Stopped(_))), "{:?}", stream.ended);
        let imports = stream.record.events.iter().filter(|e| e.kind == EventKind::Import as u8).count();
        assert_eq!((imports, stream.inlines.len()), (2, 1));
        let built = stream.record.events.iter().find(|e| e.kind == EventKind::Build as u8).expect("a BUILD");
        assert_ne!(built.result, built.target);
        let rows = rows(&stream, &bytes);
        assert_eq!(rows.len(), stream.steps as usize);
        let at = rows.iter().position(|row| row.0 == built.offset).expect("its row");
        assert_eq!(rows[at].1, built.result);
        assert_eq!(rows[at + 1].0, built.offset + 5);
    }

    #[test]
    fn a_build_inside_a_frame_reads_behind_the_frame() {
        // The frame ends with POP; what was read lies behind it, and the stream goes on behind that.
        let mut bytes = b"\x80\x04\x95\x0a\0\0\0\0\0\0\0ca\nb\n)\x81}b0".to_vec();
        bytes.extend_from_slice(b"\xff\xff\xffN.");
        let stream = run(&bytes, 3);
        assert!(matches!(stream.ended, Some(Status::Stopped(Value::NONE))), "{:?}", stream.ended);
        assert_eq!(rows(&stream, &bytes).last().map(|row| row.0), Some(bytes.len() as u64 - 1));
    }

    #[test]
    fn what_was_read_already_is_not_read_again() {
        let bytes = b"ca\nb\n)\x81}b.";
        let mut stream = Stream::new(PY, 0);
        stream.pauses = true;
        let status = stream.feed(Window { bytes, base: 0, size: bytes.len() as u64 }, 99);
        assert_eq!(status, Status::Built { target: Value::node(4), at: 9 });
        assert_eq!(stream.read_inline(8), Ok(None));
    }

    #[test]
    fn a_stream_that_does_not_pause_is_what_it_was() {
        let bytes = b"ca\nb\n)\x81}b.";
        let mut stream = Stream::new(PY, 0);
        let status = stream.feed(Window { bytes, base: 0, size: bytes.len() as u64 }, 99);
        assert!(matches!(status, Status::Stopped(_)));
    }
}
