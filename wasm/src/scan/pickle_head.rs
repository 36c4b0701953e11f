//! Could a pickle begin here? The first opcodes are walked with a stack of what kind of thing each leaves: other bytes seldom pass. What the
//! pickle does is the machine's business, not this one's.
use crate::pickle::opcode::{self as op, Arg};

mod stack;
mod text;

use stack::{Item, Stack};

/// Opcodes that convince: other bytes do not get this far, and what imports has called by then.
const ENOUGH: usize = 16;
/// Bytes of lines and texts that are looked at, in all: hostile input must not make every position cost the whole lookahead.
const TEXT_BYTES: usize = 256;

/// How far a walk got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Walk {
    /// To an opcode that calls.
    Calls,
    /// To STOP, with a result.
    Stops,
    /// Through [`ENOUGH`] opcodes.
    GoesOn,
    /// To an argument that goes on beyond what is looked at, of this opcode.
    Cut(u8),
    /// To bytes no unpickler takes.
    Breaks,
}

/// PROTO 0 to 5, and opcodes that can follow. A stream that breaks counts when it got to import something: an unpickler would have, too.
#[must_use]
pub fn begins_with_proto(head: &[u8], left: u64) -> bool {
    if !matches!(head, [op::PROTO, 0..=5, ..]) {
        return false;
    }
    let mut walker = Walker::new(head, left);
    walker.walk() != Walk::Breaks || walker.stack.imports
}

/// Opcodes that import something and go on to make use of it, or a protocol 0 container (`(dp0`, `(lp0`): text has few of these.
#[must_use]
pub fn begins_bare(head: &[u8], left: u64) -> bool {
    let mut walker = Walker::new(head, left);
    let walk = walker.walk();
    match head {
        [op::GLOBAL, ..] => match walk {
            Walk::Calls | Walk::Stops => true,
            // Into the arguments, if it is more than lines of text: those that begin with P are opcodes, too.
            Walk::Cut(code) => walker.stack.imports && code != op::PERSID,
            Walk::GoesOn => walker.stack.has_mark(),
            Walk::Breaks => false,
        },
        [op::MARK, ..] => (walker.stack.imports && walk == Walk::Calls) || walker.stack.numbered,
        _ => walker.stack.imports,
    }
}

struct Walker<'a> {
    rest: &'a [u8],
    /// Bytes of the source from `rest` on; `rest` may be fewer.
    left: u64,
    /// What is left of [`TEXT_BYTES`].
    budget: usize,
    /// What the last text is good for.
    text: Item,
    stack: Stack,
}

impl<'a> Walker<'a> {
    fn new(head: &'a [u8], left: u64) -> Self {
        Self { rest: head, left, budget: TEXT_BYTES, text: Item::Plain, stack: Stack::new() }
    }

    fn walk(&mut self) -> Walk {
        for _ in 0..=ENOUGH {
            let Some(&code) = self.rest.first() else { return if self.left > 0 { Walk::GoesOn } else { Walk::Breaks } };
            self.skip(1);
            match self.argument(code) {
                Some(true) => {}
                Some(false) => return Walk::Cut(code),
                None => return Walk::Breaks,
            }
            match self.stack.apply(code, self.text) {
                Some(()) if calls(code) => return Walk::Calls,
                Some(()) if code == op::STOP => return Walk::Stops,
                Some(()) => {}
                None => return Walk::Breaks,
            }
        }
        Walk::GoesOn
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
        self.left = self.left.saturating_sub(bytes as u64);
    }

    /// Whether all of the argument is in sight, or none when no unpickler takes it.
    fn argument(&mut self, code: u8) -> Option<bool> {
        match op::argument(code)? {
            Arg::None => Some(true),
            Arg::Fixed(size) => self.payload(u64::from(size), code),
            Arg::Line => self.line(code),
            Arg::TwoLines => match self.line(code)? {
                true => self.line(code),
                false => Some(false),
            },
            Arg::Counted(size) => {
                let size = usize::from(size);
                let mut count = [0; 8];
                count.get_mut(..size)?.copy_from_slice(self.rest.get(..size)?);
                self.skip(size);
                self.payload(u64::from_le_bytes(count), code)
            }
        }
    }

    fn payload(&mut self, length: u64, code: u8) -> Option<bool> {
        if length > self.left {
            return None;
        }
        let in_sight = usize::try_from(length).unwrap_or(usize::MAX).min(self.rest.len());
        let unicode = matches!(code, op::SHORT_BINUNICODE | op::BINUNICODE | op::BINUNICODE8);
        if unicode || matches!(code, op::BINSTRING | op::SHORT_BINSTRING) {
            let looked_at = self.rest.get(..in_sight.min(self.budget))?;
            self.budget -= looked_at.len();
            self.text = if looked_at.len() < in_sight { Item::Any } else { text::kind_of(looked_at) };
            if unicode && !text::could_be_text(looked_at) {
                return None;
            }
        }
        self.skip(in_sight);
        Some(in_sight as u64 == length)
    }

    fn line(&mut self, code: u8) -> Option<bool> {
        let looked_at = self.rest.get(..self.rest.len().min(self.budget))?;
        let line = text::line_of(code, looked_at);
        let end = line.len();
        self.budget -= end;
        match self.rest.get(end) {
            _ if end == looked_at.len() => (self.left > end as u64 && self.could_begin(code, line)).then_some(false),
            Some(b'\n') if text::is_argument(code, line) => {
                self.text = text::kind_of(line);
                self.skip(end + 1);
                Some(true)
            }
            _ => None,
        }
    }

    /// Of a line whose end is out of sight.
    fn could_begin(&self, code: u8, line: &[u8]) -> bool {
        match code {
            op::STRING => matches!(line, [] | [b'\'' | b'"', ..]),
            // Any bytes would do, so it takes more than that.
            op::UNICODE => self.stack.imports || line.iter().all(|byte| *byte >= b'\t'),
            // Names and numbers are not that long; they may lie beyond a long text.
            _ => line.len() < TEXT_BYTES / 2,
        }
    }
}

fn calls(code: u8) -> bool {
    matches!(code, op::REDUCE | op::NEWOBJ | op::NEWOBJ_EX | op::OBJ | op::INST | op::BUILD)
}

#[cfg(test)]
mod tests;
