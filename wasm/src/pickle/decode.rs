//! One opcode at a time out of a window of bytes, with the frame handling of each engine.
//!
//! `_pickle` keeps a buffer: FRAME fills it, a read that does not fit drops what is left of it (`_Unpickler_ReadFromFile`),
//! unless the source can be peeked or is a bytes object. `pickle.py` reads frames strictly (`_Unframer`). [`super::plain`] has the common case.

use super::line::Implementation;
use super::log::{Failure, Odd};
use super::opcode::{self, Arg};

/// What decides how bytes are taken.
#[derive(Clone, Copy, Debug)]
pub struct Engine {
    /// C or Python.
    pub implementation: Implementation,
    /// C only: the source has no `peek`, so the rest of a frame is dropped when an argument crosses its end.
    pub drops: bool,
    /// How 8-bit strings are decoded.
    pub encoding: Encoding,
}

/// `encoding=` of the unpickler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// The default of `pickle`.
    Ascii,
    /// The default of `torch.load`.
    Utf8,
    /// Takes every byte.
    Latin1,
}

/// Where the machine stands in the source.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cursor {
    /// Offset of the next byte.
    pub position: u64,
    /// Dropping engine: end of what is buffered.
    pub buffer_end: u64,
    /// End of the frame in force; 0 when there is none.
    pub frame_end: u64,
}

/// Bytes of the source from `base` on, as far as the host has read them.
#[derive(Clone, Copy)]
pub struct Window<'a> {
    /// The bytes.
    pub bytes: &'a [u8],
    /// Offset of the first one.
    pub base: u64,
    /// Size of the source.
    pub size: u64,
}

/// Argument of an opcode.
#[derive(Clone, Copy, Debug)]
pub enum Argument<'a> {
    /// Fixed bytes, little-endian, zero-extended; 0 where there are none.
    Number(u64),
    /// A line without its LF.
    Line(&'a [u8], u64),
    /// Two lines without their LF.
    Lines(&'a [u8], &'a [u8]),
    /// Counted bytes: full length, offset of the first, and what was read of them (all, or the head).
    Payload {
        /// Full length.
        len: u64,
        /// Offset of the first byte.
        offset: u64,
        /// What was read of it.
        seen: &'a [u8],
    },
}

/// A decoded opcode. Bytes `[start, end)` are used up.
#[derive(Clone, Copy, Debug)]
pub struct Op<'a> {
    /// Opcode byte.
    pub code: u8,
    /// Offset of the opcode byte.
    pub start: u64,
    /// Its argument.
    pub argument: Argument<'a>,
    /// Offset of the next one.
    pub end: u64,
}

/// Why there is no opcode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The host must give a window that starts at `at` (an opcode) and holds `len` bytes or ends with the source.
    Need {
        /// Offset of the opcode.
        at: u64,
        /// Bytes wanted from there.
        len: u64,
    },
    /// The engine raises here.
    Fail {
        /// Opcode byte; 0 when there is none left.
        code: u8,
        /// Its offset.
        start: u64,
        /// Why.
        failure: Failure,
    },
}

/// Things noted while decoding, with a number whose meaning depends on the code.
pub type Notes = Vec<(Odd, f64)>;

/// Counted bytes up to this length are read whole.
const WHOLE: u64 = 64 * 1024;
/// Counted text up to this length is read whole, to check it.
const WHOLE_TEXT: u64 = 1 << 20;
/// Of longer ones this much is read.
pub const HEAD: u64 = 1024;
/// Longest line.
const MAX_LINE: u64 = 64 << 20;

enum Halt {
    Need(u64),
    Fail(Failure),
}

struct Reader<'a, 'n> {
    window: Window<'a>,
    engine: Engine,
    cursor: Cursor,
    start: u64,
    notes: &'n mut Notes,
}

/// Decodes the opcode at `cursor`, and says where it leaves it.
#[inline(never)]
pub fn decode<'a>(
    window: Window<'a>,
    engine: Engine,
    cursor: Cursor,
    notes: &mut Notes,
) -> Result<(Op<'a>, Cursor), Stop> {
    notes.clear();
    let cursor = behind_frame(&engine, cursor);
    let mut reader = Reader { window, engine, cursor, start: cursor.position, notes };
    let mut code = 0;
    match reader.op(&mut code) {
        Ok(argument) => Ok((Op { code, start: reader.start, argument, end: reader.cursor.position }, reader.cursor)),
        Err(Halt::Need(len)) => Err(Stop::Need { at: cursor.position, len }),
        Err(Halt::Fail(failure)) => Err(Stop::Fail { code, start: reader.start, failure }),
    }
}

/// pickle.py, whose loader has read the file behind the frame in force (`super::inline`): after the frame the file goes on behind that.
fn behind_frame(engine: &Engine, cursor: Cursor) -> Cursor {
    if is_behind(engine, &cursor) {
        return Cursor { position: cursor.buffer_end, frame_end: 0, ..cursor };
    }
    cursor
}

fn is_behind(engine: &Engine, cursor: &Cursor) -> bool {
    engine.implementation == Implementation::Python
        && cursor.frame_end != 0
        && cursor.position == cursor.frame_end
        && cursor.buffer_end > cursor.position
}

impl<'a> Reader<'a, '_> {
    fn op(&mut self, code: &mut u8) -> Result<Argument<'a>, Halt> {
        let at = self.take(1)?;
        self.start = at;
        *code = self.bytes(at, 1)?[0];
        let Some(shape) = opcode::argument(*code) else { return Err(Halt::Fail(Failure::BadOpcode)) };
        if shape != Arg::None && self.cursor.frame_end == self.cursor.position && self.cursor.frame_end != 0 {
            self.notes.push((Odd::FrameSplit, 0.0));
        }
        match shape {
            Arg::None => Ok(Argument::Number(0)),
            Arg::Fixed(width) => {
                let number = self.number(u64::from(width))?;
                if *code == opcode::FRAME {
                    self.frame(number)?;
                }
                Ok(Argument::Number(number))
            }
            Arg::Line => self.line().map(|(line, offset)| Argument::Line(line, offset)),
            Arg::TwoLines => {
                let (first, _) = self.line()?;
                // C refuses an empty first line before it reads the second.
                if first.is_empty() && self.engine.implementation == Implementation::C {
                    return Err(Halt::Fail(Failure::Truncated));
                }
                Ok(Argument::Lines(first, self.line()?.0))
            }
            Arg::Counted(width) => self.payload(*code, width),
        }
    }

    fn number(&mut self, width: u64) -> Result<u64, Halt> {
        let at = self.take(width)?;
        let bytes = self.bytes(at, width)?;
        Ok(bytes.iter().rev().fold(0, |n, &b| n << 8 | u64::from(b)))
    }

    fn payload(&mut self, code: u8, width: u8) -> Result<Argument<'a>, Halt> {
        let raw = self.number(u64::from(width))?;
        let len = self.length(code, raw)?;
        let left = self.window.size - self.cursor.position;
        if len > left {
            self.notes.push((Odd::LengthBeyondEnd, len as f64));
        }
        let offset = if opcode::reads_into(code) { self.take_into(len)? } else { self.take(len)? };
        let whole = match code {
            opcode::BINUNICODE | opcode::BINUNICODE8 | opcode::BINSTRING => WHOLE_TEXT,
            _ => WHOLE,
        };
        let wanted = if len <= whole { len } else { HEAD };
        Ok(Argument::Payload { len, offset, seen: self.bytes(offset, wanted)? })
    }

    fn length(&self, code: u8, raw: u64) -> Result<u64, Halt> {
        let negative = raw > i32::MAX as u64 && raw <= u64::from(u32::MAX);
        match code {
            opcode::LONG4 if negative => Err(Halt::Fail(Failure::NegativeLength)),
            // C takes the length as unsigned (cpython#135321).
            opcode::BINSTRING if negative && self.engine.implementation == Implementation::Python => {
                Err(Halt::Fail(Failure::NegativeLength))
            }
            _ if raw > i64::MAX.cast_unsigned() => Err(Halt::Fail(Failure::TooLong)),
            _ => Ok(raw),
        }
    }

    fn frame(&mut self, len: u64) -> Result<(), Halt> {
        if len > i64::MAX.cast_unsigned() {
            return Err(Halt::Fail(Failure::TooLong));
        }
        let position = self.cursor.position;
        let inside = self.cursor.frame_end > position;
        if inside {
            self.notes.push((Odd::FrameNested, 0.0));
        }
        let left = self.window.size - position;
        if len > left {
            self.notes.push((Odd::FrameBeyondEnd, len as f64));
        }
        if self.engine.implementation == Implementation::Python {
            if inside {
                return Err(Halt::Fail(Failure::FrameNested));
            }
            self.cursor.frame_end = position + len.min(left);
            return Ok(());
        }
        if self.engine.drops {
            // `_Unpickler_Read(frame_len)`, then the position is set back to where the bytes begin.
            let from =
                if position + len.min(left) <= self.cursor.buffer_end { position } else { self.refill(position, len)? };
            self.cursor.position = from;
        }
        if self.cursor.position.checked_add(len).is_none_or(|end| end > self.window.size) {
            return Err(Halt::Fail(Failure::Truncated));
        }
        self.cursor.frame_end = self.cursor.position + len;
        Ok(())
    }

    /// Dropping engine: what is left of the buffer goes, `len` bytes come in. Returns where they begin.
    fn refill(&mut self, position: u64, len: u64) -> Result<u64, Halt> {
        let from = self.cursor.buffer_end.max(position);
        let end = from.checked_add(len).filter(|&end| end <= self.window.size).ok_or(Halt::Fail(Failure::Truncated))?;
        self.cursor.buffer_end = end;
        Ok(from)
    }

    /// Uses up `len` bytes and returns where they begin.
    fn take(&mut self, len: u64) -> Result<u64, Halt> {
        self.note_straddle(len)?;
        let position = self.cursor.position;
        let from = if self.engine.drops && position + len.min(1 << 62) > self.cursor.buffer_end {
            self.refill(position, len)?
        } else {
            position
        };
        self.advance(from, len)
    }

    /// `_Unpickler_ReadInto`: takes the rest of the buffer and then goes on; nothing is dropped.
    fn take_into(&mut self, len: u64) -> Result<u64, Halt> {
        self.note_straddle(len)?;
        let from = self.cursor.position;
        let at = self.advance(from, len)?;
        self.cursor.buffer_end = self.cursor.buffer_end.max(self.cursor.position);
        Ok(at)
    }

    fn advance(&mut self, from: u64, len: u64) -> Result<u64, Halt> {
        let end = from.checked_add(len).filter(|&end| end <= self.window.size).ok_or(Halt::Fail(Failure::Truncated))?;
        self.cursor.position = end;
        if self.cursor.frame_end != 0 && end > self.cursor.frame_end {
            self.cursor.frame_end = 0;
        }
        Ok(from)
    }

    fn note_straddle(&mut self, len: u64) -> Result<(), Halt> {
        let Cursor { position, frame_end, .. } = self.cursor;
        if frame_end == 0 {
            return Ok(());
        }
        if position == frame_end {
            self.refuse_distant()?;
            if len > 0 {
                self.cursor.frame_end = 0;
            }
            return Ok(());
        }
        if position.checked_add(len).is_none_or(|end| end > frame_end) {
            self.notes.push((Odd::FrameStraddle, (frame_end - position) as f64));
            if self.engine.implementation == Implementation::Python {
                return Err(Halt::Fail(Failure::FrameOverrun));
            }
        }
        Ok(())
    }

    /// An opcode whose argument lies behind an array: a window would have to hold both.
    fn refuse_distant(&self) -> Result<(), Halt> {
        if is_behind(&self.engine, &self.cursor) { Err(Halt::Fail(Failure::LimitMemory)) } else { Ok(()) }
    }

    fn line(&mut self) -> Result<(&'a [u8], u64), Halt> {
        self.refuse_distant()?;
        let position = self.cursor.position;
        let in_frame = self.cursor.frame_end > position;
        let frame_limit = if in_frame { self.cursor.frame_end } else { self.window.size };
        let python = self.engine.implementation == Implementation::Python;
        let first_limit = if python {
            frame_limit
        } else if self.engine.drops && self.cursor.buffer_end > position {
            self.cursor.buffer_end
        } else {
            self.window.size
        };
        if let Some(end) = self.find_newline(position, first_limit)? {
            if end >= frame_limit && in_frame {
                self.notes.push((Odd::FrameStraddle, (frame_limit - position) as f64));
            }
            return self.finish_line(position, end);
        }
        if first_limit < self.window.size {
            self.notes.push((Odd::FrameStraddle, (first_limit - position) as f64));
            if python {
                return Err(Halt::Fail(Failure::FrameOverrun));
            }
            if let Some(end) = self.find_newline(first_limit, self.window.size)? {
                return self.finish_line(first_limit, end);
            }
        }
        self.notes.push((Odd::LineAtEnd, 0.0));
        if !python {
            return Err(Halt::Fail(Failure::Truncated));
        }
        if in_frame {
            return Err(Halt::Fail(Failure::FrameOverrun));
        }
        // `readline()[:-1]` of a last line without LF loses its last character, and goes on; at the end it is empty.
        // A frame that was used up is over.
        self.cursor.frame_end = 0;
        let len = (self.window.size - position).saturating_sub(1);
        let line = self.bytes(position, len)?;
        self.cursor.position = self.window.size;
        Ok((line, position))
    }

    fn finish_line(&mut self, from: u64, end: u64) -> Result<(&'a [u8], u64), Halt> {
        let line = self.bytes(from, end - from)?;
        self.cursor.position = end + 1;
        self.cursor.buffer_end = self.cursor.buffer_end.max(end + 1);
        if self.cursor.frame_end != 0 && end >= self.cursor.frame_end {
            self.cursor.frame_end = 0;
        }
        Ok((line, from))
    }

    /// Offset of the next LF in [from, limit), if there is one.
    fn find_newline(&self, from: u64, limit: u64) -> Result<Option<u64>, Halt> {
        let window_end = self.window.base + self.window.bytes.len() as u64;
        let end = limit.min(window_end);
        let index = |offset: u64| usize::try_from(offset.saturating_sub(self.window.base)).unwrap_or(usize::MAX);
        if let Some(seen) = self.window.bytes.get(index(from)..index(end))
            && let Some(found) = seen.iter().position(|&c| c == b'\n')
        {
            return Ok(Some(from + found as u64));
        }
        if end >= limit {
            return Ok(None);
        }
        let have = window_end.saturating_sub(self.start);
        if have > MAX_LINE { Err(Halt::Fail(Failure::LimitLine)) } else { Err(Halt::Need((have * 2).max(4096))) }
    }

    fn bytes(&self, at: u64, len: u64) -> Result<&'a [u8], Halt> {
        let from = at.checked_sub(self.window.base).and_then(|n| usize::try_from(n).ok());
        let len_here = usize::try_from(len).ok();
        match (from, len_here) {
            (Some(from), Some(len_here)) => from
                .checked_add(len_here)
                .and_then(|to| self.window.bytes.get(from..to))
                .ok_or(Halt::Need(at + len - self.start)),
            _ => Err(Halt::Need(at.saturating_add(len) - self.start)),
        }
    }
}
