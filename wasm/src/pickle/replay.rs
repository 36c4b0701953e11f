//! Going back to any step: from the checkpoint before it, the same decoder and machine run again, finding the same values.

use super::arena::{Kind, Value};
use super::decode::{Cursor, Notes, Op, Stop, Window, decode};
use super::log::{Checkpoint, Failure, Odd};
use super::machine::Machine;
use super::opcode::NUMBERS;
use super::plain::Plain;
use super::record::Recorder;
use super::shown::{ITEMS, Shown};
use super::stack::{Cell, Stack};
use super::stream::Stream;
use super::world::{Happening, World};

/// One row of the opcode listing, 48 bytes.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Row {
    /// Offset of the opcode byte.
    pub offset: f64,
    /// Bytes used up, with the argument.
    pub length: f64,
    /// Top of the stack after the step; MARK when there is none.
    pub top: Value,
    /// Step.
    pub step: u32,
    /// Stack height after the step.
    pub depth: u32,
    /// Open MARKs before the step.
    pub marks: u32,
    /// Opcode byte.
    pub opcode: u32,
}

/// Values seen by a replay instead of made by it.
struct Seen<'a> {
    record: &'a Recorder,
    shown: &'a mut Shown,
    next_node: u32,
    memo_len: u64,
    step: u32,
    /// The memo slot this step reads or writes.
    touched: Option<u64>,
    wrote: bool,
}

impl Seen<'_> {
    fn next(&mut self) -> Value {
        let value = Value::node(self.next_node);
        self.next_node += 1;
        value
    }

    /// The next value, and its id when it was let go and was not made again yet.
    fn next_lost(&mut self) -> (Value, Option<u32>) {
        let id = self.next_node;
        let is_lost = self.record.arena.past.index_of(id).is_none() && !self.shown.has(id);
        (self.next(), is_lost.then_some(id))
    }
}

impl World for Seen<'_> {
    fn kind(&self, value: Value) -> Option<u8> {
        self.record.arena.kind(value)
    }
    fn is_false(&self, _: Value) -> bool {
        false
    }
    fn plain(&mut self, kind: Kind, a: u32, b: u32) -> Result<Value, Failure> {
        let (value, lost) = self.next_lost();
        if let Some(id) = lost {
            self.shown.plain(id, kind, a, b, self.step)?;
        }
        Ok(value)
    }
    fn text(&mut self, kind: Kind, seen: &[u8], len: u64, offset: u64) -> Result<Value, Failure> {
        let (value, lost) = self.next_lost();
        if let Some(id) = lost {
            self.shown.text(id, kind, seen, (len, offset), self.step)?;
        }
        Ok(value)
    }
    fn gather(&mut self, cells: &[Cell], count: usize) -> Result<(), Failure> {
        self.shown.gather(cells.iter().map(|c| c.value), count)
    }
    fn items(&mut self, kind: Kind, cells: &[Cell]) -> Result<Value, Failure> {
        if matches!(kind, Kind::List | Kind::Set | Kind::Dict) {
            let value = self.plain(kind, 0, 0)?;
            self.append(value, cells)?;
            return Ok(value);
        }
        let (value, lost) = self.next_lost();
        if let Some(id) = lost {
            self.shown.frozen(id, kind, cells.iter().map(|c| c.value), self.step)?;
        }
        Ok(value)
    }
    fn append(&mut self, target: Value, cells: &[Cell]) -> Result<(), Failure> {
        if cells.is_empty() { Ok(()) } else { self.shown.append(target, cells.iter().map(|c| c.value), self.step) }
    }
    fn most(&self) -> usize {
        ITEMS
    }
    fn pass(&mut self, target: Value, count: usize) -> Result<(), Failure> {
        self.shown.pass(target, count, self.step)
    }
    fn between(&mut self, _: &Stack) -> Result<(), Failure> {
        Ok(())
    }
    fn event(&mut self, h: &Happening) -> Result<Value, Failure> {
        Ok(if h.makes.is_some() { self.next() } else { h.target })
    }
    fn memo_put(&mut self, key: u64, _: Value) -> Result<(), Failure> {
        if self.record.memo.written(key).is_some_and(|w| w.step == self.step + 1) {
            self.memo_len += 1;
        }
        self.touched = Some(key);
        self.wrote = true;
        Ok(())
    }
    fn memo_get(&mut self, key: u64) -> Option<Value> {
        self.touched = Some(key);
        self.record.memo.at(key, self.step)
    }
    fn memo_len(&self) -> u64 {
        self.memo_len
    }
    fn odd(&mut self, _: Odd, _: f64) {}
}

/// The machine at some step of a stream. Windows may move forward between calls; nothing is lost.
pub struct Replay {
    /// The machine, before step `step`.
    pub machine: Machine,
    /// Next step.
    pub step: u32,
    pub(super) next_node: u32,
    memo_len: u64,
    pub(super) cursor: Cursor,
    notes: Notes,
    /// What was let go and was made again.
    pub shown: Shown,
}

/// What one replayed step did.
#[derive(Clone, Copy, Debug, Default)]
pub struct Effect {
    /// Lowest stack height during the step: what was above it was taken.
    pub low: u32,
    /// Memo slot read or written, plus one; 0 is none.
    pub memo: u64,
    /// It was written.
    pub wrote: bool,
}

impl Replay {
    /// The machine at the last checkpoint not after `step`; `None` when the stream has none.
    pub fn seek(stream: &Stream, step: u32) -> Option<Replay> {
        Replay::at(stream, stream.checkpoint_before(step)?)
    }

    fn at(stream: &Stream, at: &Checkpoint) -> Option<Replay> {
        let mut machine = Machine::new(stream.engine);
        machine.protocol = at.protocol;
        machine.stack = Stack::from(&at.stack).ok()?;
        machine.marks = Stack::from(&at.marks).ok()?;
        Some(Replay {
            machine,
            step: at.step,
            next_node: at.nodes,
            memo_len: u64::from(at.memo_len),
            cursor: Cursor { position: at.position, buffer_end: at.buffer_end, frame_end: at.frame_end },
            notes: Vec::new(),
            shown: Shown::default(),
        })
    }

    /// The machine at the last checkpoint before a value was made. What `before` made again stays.
    pub fn seek_value(stream: &Stream, id: u32, before: Option<Replay>) -> Option<Replay> {
        let k = stream.checkpoints.partition_point(|at| at.nodes <= id).checked_sub(1)?;
        let mut replay = Replay::at(stream, stream.checkpoints.get(k)?)?;
        replay.shown = before.map(|before| before.shown).unwrap_or_default();
        Some(replay)
    }

    /// Whether this value was made by now.
    pub fn is_made(&self, id: u32) -> bool {
        self.next_node > id
    }

    /// Offset of the next opcode.
    pub fn position(&self) -> u64 {
        self.cursor.position
    }

    /// Distinct memo keys now.
    pub fn memo_len(&self) -> u64 {
        self.memo_len
    }

    /// Executes the next step again. `Ok(None)` at the end of the run, `Err` with the length wanted from [`Replay::position`] on.
    pub fn next(&mut self, stream: &Stream, window: Window) -> Result<Option<(Row, Effect)>, u64> {
        let Some((op, after)) = self.decode(stream, window)? else { return Ok(None) };
        let marks = u32::try_from(self.machine.marks.len()).unwrap_or(u32::MAX);
        self.machine.step = self.step;
        self.machine.low = u32::try_from(self.machine.stack.len()).unwrap_or(u32::MAX);
        let mut world = Seen {
            record: &stream.record,
            shown: &mut self.shown,
            next_node: self.next_node,
            memo_len: self.memo_len,
            step: self.step,
            touched: None,
            wrote: false,
        };
        if self.machine.execute(&mut world, &op).is_err() {
            return Ok(None);
        }
        let Seen { next_node, memo_len, touched, wrote, .. } = world;
        (self.next_node, self.memo_len) = (next_node, memo_len);
        let memo = touched.map_or(0, |key| key.saturating_add(1));
        self.cursor = after;
        self.pass_inline(stream, self.step);
        let effect = Effect { low: self.machine.low, memo, wrote };
        let row = Row {
            offset: op.start as f64,
            length: (op.end - op.start) as f64,
            top: self.machine.stack.last().map_or(Value::MARK, |c| c.value),
            step: self.step,
            depth: u32::try_from(self.machine.stack.len()).unwrap_or(u32::MAX),
            marks,
            opcode: u32::from(op.code),
        };
        self.step += 1;
        Ok(Some((row, effect)))
    }

    /// Passes over steps, decoding only, until one at or after `from` and before `until` has an opcode in `mask` (bit per index in
    /// `opcode::ALL`) or, when `needle` is not empty, holds it in its argument bytes (ASCII case ignored). The machine is not kept up.
    pub fn find(&mut self, stream: &Stream, window: Window, search: &Search) -> Result<Option<u32>, u64> {
        while self.step < search.until {
            let Some((op, after)) = self.decode(stream, window)? else { return Ok(None) };
            if self.step >= search.from && search.matches(window, &op) {
                return Ok(Some(self.step));
            }
            self.cursor = stream.inline_after(self.step).map_or(after, |inline| inline.after);
            self.step += 1;
        }
        Ok(None)
    }

    fn decode<'w>(&mut self, stream: &Stream, window: Window<'w>) -> Result<Option<(Op<'w>, Cursor)>, u64> {
        if self.step >= stream.steps {
            return Ok(None);
        }
        let plain = Plain::of(&window, &stream.engine, &self.cursor, window.size);
        if let Some(op) = plain.decode(self.cursor.position) {
            return Ok(Some((op, Cursor { position: op.end, ..self.cursor })));
        }
        match decode(window, stream.engine, self.cursor, &mut self.notes) {
            Ok(decoded) => Ok(Some(decoded)),
            Err(Stop::Need { len, .. }) => Err(len),
            Err(Stop::Fail { .. }) => Ok(None),
        }
    }
}

/// What to look for.
#[derive(Clone, Copy, Debug)]
pub struct Search<'a> {
    /// First step that counts.
    pub from: u32,
    /// First step that no longer counts.
    pub until: u32,
    /// Opcodes, one bit per index in `opcode::ALL`.
    pub mask: u128,
    /// Argument bytes.
    pub needle: &'a [u8],
}

impl Search<'_> {
    fn matches(&self, window: Window, op: &Op) -> bool {
        if self.mask != 0 && self.mask >> NUMBERS[usize::from(op.code)] & 1 == 1 {
            return true;
        }
        let Some(first) = self.needle.first() else { return false };
        let index = |offset: u64| usize::try_from(offset.saturating_sub(window.base)).unwrap_or(usize::MAX);
        let end = index(op.end).min(window.bytes.len());
        let argument = window.bytes.get(index(op.start + 1).min(end)..end).unwrap_or(&[]);
        argument.windows(self.needle.len()).any(|w| {
            w.first().is_some_and(|byte| byte.eq_ignore_ascii_case(first)) && w.eq_ignore_ascii_case(self.needle)
        })
    }
}
