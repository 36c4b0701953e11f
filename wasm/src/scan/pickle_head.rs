//! Could a pickle begin here? The first opcodes are walked with a stack of what kind of thing each leaves: other bytes seldom pass. What the
//! pickle does is the machine's business, not this one's.
use crate::pickle::opcode::{self as op, Arg};

/// Opcodes that convince: random bytes get this far once in a hundred thousand times.
const ENOUGH: usize = 8;
/// Bytes of one line or text that are looked at: hostile input must not make every position cost the whole lookahead.
const LINE_BYTES: usize = 256;

/// What is on the stack, as far as it decides what an opcode may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Item {
    Mark,
    Text,
    Tuple,
    /// Imported, called for, or fetched from where it could have been: whatever a call needs.
    Any,
    /// Certainly nothing to call or import by.
    Plain,
}

/// How far a walk got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Walk {
    /// To an opcode that calls.
    Calls,
    /// To STOP, with a result.
    Stops,
    /// Through [`ENOUGH`] opcodes, or to an argument that goes on beyond the lookahead.
    GoesOn,
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
    walker.walk() != Walk::Breaks || walker.imports
}

/// Opcodes that import something and go on to make use of it, or a protocol 0 container (`(dp0`, `(lp0`): text has few of these.
#[must_use]
pub fn begins_bare(head: &[u8], left: u64) -> bool {
    let mut walker = Walker::new(head, left);
    let walk = walker.walk();
    match head {
        [op::GLOBAL, ..] => walk != Walk::Breaks,
        [op::MARK, ..] => walk == Walk::Calls || walker.numbered,
        _ => walk == Walk::Calls || walker.imports,
    }
}

struct Walker<'a> {
    rest: &'a [u8],
    /// Bytes of the source from `rest` on; `rest` may be fewer.
    left: u64,
    stack: [Item; ENOUGH + 1],
    depth: usize,
    imports: bool,
    remembers: bool,
    /// A protocol 0 PUT was seen: a letter, digits and a line feed.
    numbered: bool,
}

impl<'a> Walker<'a> {
    fn new(head: &'a [u8], left: u64) -> Self {
        let stack = [Item::Mark; ENOUGH + 1];
        Self { rest: head, left, stack, depth: 0, imports: false, remembers: false, numbered: false }
    }

    fn walk(&mut self) -> Walk {
        for _ in 0..=ENOUGH {
            let Some(&code) = self.rest.first() else { return if self.left > 0 { Walk::GoesOn } else { Walk::Breaks } };
            self.skip(1);
            match self.argument(code) {
                Some(true) => {}
                Some(false) => return Walk::GoesOn,
                None => return Walk::Breaks,
            }
            match self.apply(code) {
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
            Arg::Line => self.line_argument(code),
            Arg::TwoLines => {
                let names = [self.line()?, self.line()?];
                names.iter().all(|name| is_name(name)).then_some(true)
            }
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
        let text = matches!(code, op::SHORT_BINUNICODE | op::BINUNICODE | op::BINUNICODE8);
        if text && !could_be_text(self.rest.get(..in_sight.min(LINE_BYTES))?) {
            return None;
        }
        self.skip(in_sight);
        Some(in_sight as u64 == length)
    }

    /// Without its line feed; none when there is no line feed in what is looked at.
    fn line(&mut self) -> Option<&'a [u8]> {
        let end = self.rest.iter().take(LINE_BYTES).position(|byte| *byte == b'\n')?;
        let line = self.rest.get(..end)?;
        self.skip(end + 1);
        Some(line)
    }

    fn line_argument(&mut self, code: u8) -> Option<bool> {
        let Some(line) = self.line() else {
            // A long text; anything else of that length is none.
            let start = self.rest.get(..LINE_BYTES)?;
            let quoted = code == op::STRING && matches!(start, [b'\'' | b'"', ..]);
            return ((quoted || code == op::UNICODE) && start.iter().all(|byte| *byte >= b'\t')).then_some(false);
        };
        let fits = match code {
            op::PUT | op::GET => !line.is_empty() && line.len() < 20 && line.iter().all(u8::is_ascii_digit),
            op::STRING => matches!(line.trim_ascii(), [b'\'', .., b'\''] | [b'"', .., b'"']),
            op::INT | op::LONG | op::FLOAT => !line.is_empty() && line.iter().all(|byte| matches!(byte, b' '..=b'~')),
            _ => true,
        };
        fits.then_some(true)
    }

    /// Does to the stack what the opcode does; none when it cannot.
    fn apply(&mut self, code: u8) -> Option<()> {
        match code {
            op::PROTO | op::FRAME => Some(()),
            op::MARK => self.push(Item::Mark),
            op::STOP => self.take(1),
            op::POP => self.depth.checked_sub(1).map(|depth| self.depth = depth),
            op::POP_MARK => self.take_to_mark().map(|_| ()),
            op::DUP => self.top(0).and_then(|top| self.push(top)),
            op::PUT | op::BINPUT | op::LONG_BINPUT | op::MEMOIZE => {
                self.top(0)?;
                self.remembers = true;
                self.numbered |= code == op::PUT;
                Some(())
            }
            op::GET | op::BINGET | op::LONG_BINGET => self.remembers.then_some(()).and_then(|()| self.push(Item::Any)),
            op::READONLY_BUFFER => self.top(0).map(|_| ()),
            op::NEXT_BUFFER => None,
            op::APPEND => self.take(1).and_then(|()| self.top(0)).map(|_| ()),
            op::SETITEM => self.take(2).and_then(|()| self.top(0)).map(|_| ()),
            op::APPENDS | op::SETITEMS | op::ADDITEMS => self.take_to_mark().and_then(|_| self.top(0)).map(|_| ()),
            op::LIST | op::DICT | op::FROZENSET => self.take_to_mark().and_then(|_| self.push(Item::Plain)),
            op::TUPLE => self.take_to_mark().and_then(|_| self.push(Item::Tuple)),
            op::EMPTY_TUPLE => self.push(Item::Tuple),
            op::TUPLE1 => self.take(1).and_then(|()| self.push(Item::Tuple)),
            op::TUPLE2 => self.take(2).and_then(|()| self.push(Item::Tuple)),
            op::TUPLE3 => self.take(3).and_then(|()| self.push(Item::Tuple)),
            op::BINPERSID => self.take(1).and_then(|()| self.push(Item::Any)),
            op::PERSID | op::EXT1 | op::EXT2 | op::EXT4 => self.push(Item::Any),
            op::GLOBAL => self.import(0),
            op::STACK_GLOBAL => self.takes(&[Item::Text, Item::Text]).and_then(|()| self.import(2)),
            op::REDUCE | op::NEWOBJ => self.takes(&[Item::Any, Item::Tuple]).and_then(|()| self.take(1)),
            op::NEWOBJ_EX => self.takes(&[Item::Any, Item::Tuple, Item::Plain]).and_then(|()| self.take(2)),
            op::BUILD => (self.top(1)? == Item::Any).then_some(()).and_then(|()| self.take(1)),
            op::INST => self.take_to_mark().and_then(|_| self.import(0)),
            op::OBJ => (self.take_to_mark()? == Item::Any).then_some(()).and_then(|()| self.push(Item::Any)),
            op::STRING | op::BINSTRING | op::SHORT_BINSTRING => self.push(Item::Text),
            op::UNICODE | op::BINUNICODE | op::SHORT_BINUNICODE | op::BINUNICODE8 => self.push(Item::Text),
            _ => self.push(Item::Plain),
        }
    }

    fn import(&mut self, taken: usize) -> Option<()> {
        self.imports = true;
        self.take(taken).and_then(|()| self.push(Item::Any))
    }

    fn push(&mut self, item: Item) -> Option<()> {
        *self.stack.get_mut(self.depth)? = item;
        self.depth += 1;
        Some(())
    }

    /// The item `below` the top; none at a mark.
    fn top(&self, below: usize) -> Option<Item> {
        let items = self.stack.get(..self.depth)?.iter().rev();
        items.take_while(|item| **item != Item::Mark).nth(below).copied()
    }

    fn take(&mut self, count: usize) -> Option<()> {
        if count > 0 {
            self.top(count - 1)?;
        }
        self.depth = self.depth.checked_sub(count)?;
        Some(())
    }

    /// Whether the top items fit, deepest first. What came from the memo fits everywhere.
    fn takes(&self, wanted: &[Item]) -> Option<()> {
        let fits =
            |(below, want): (usize, &Item)| self.top(below).is_some_and(|item| item == *want || item == Item::Any);
        wanted.iter().rev().enumerate().all(fits).then_some(())
    }

    /// Drops everything down to the mark. Returns the item just above it, `Plain` when there is none.
    fn take_to_mark(&mut self) -> Option<Item> {
        let items = self.stack.get(..self.depth)?;
        let mark = items.iter().rposition(|item| *item == Item::Mark)?;
        let first = items.get(mark + 1).copied().unwrap_or(Item::Plain);
        self.depth = mark;
        Some(first)
    }
}

fn calls(code: u8) -> bool {
    matches!(code, op::REDUCE | op::NEWOBJ | op::NEWOBJ_EX | op::OBJ | op::INST | op::BUILD)
}

/// Something an import could be asked for by: not empty, no blanks or controls.
fn is_name(line: &[u8]) -> bool {
    let plausible = |byte: &u8| matches!(byte, b'!'..=b'~' | 0x80..);
    !line.is_empty() && line.iter().all(plausible) && could_be_text(line)
}

/// UTF-8 with surrogates, as the unpicklers take it; a sequence may be cut at the end.
fn could_be_text(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    while let Err(error) = std::str::from_utf8(rest) {
        let bad = rest.get(error.valid_up_to()..).unwrap_or_default();
        match bad {
            [0xed, 0xa0..=0xbf, 0x80..=0xbf, after @ ..] => rest = after,
            _ => return error.error_len().is_none() || matches!(bad, [0xed] | [0xed, 0xa0..=0xbf]),
        }
    }
    true
}

#[cfg(test)]
mod tests;
