//! Could a pickle begin here? The first opcodes are walked with a stack of what kind of thing each leaves: other bytes seldom pass. What the
//! pickle does is the machine's business, not this one's.
use crate::pickle::opcode::{self as op, Arg};

/// Opcodes that convince: other bytes do not get this far, and what imports has called by then.
const ENOUGH: usize = 16;
/// Bytes of lines and texts that are looked at, in all: hostile input must not make every position cost the whole lookahead.
const TEXT_BYTES: usize = 256;

/// What is on the stack, as far as it decides what an opcode may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Item {
    Mark,
    /// Text that names can be made of.
    Name,
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
    walker.walk() != Walk::Breaks || walker.imports
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
            Walk::Cut(code) => walker.imports && code != op::PERSID,
            Walk::GoesOn => walker.stack.get(..walker.depth).is_some_and(|stack| stack.contains(&Item::Mark)),
            Walk::Breaks => false,
        },
        [op::MARK, ..] => (walker.imports && walk == Walk::Calls) || walker.numbered,
        _ => walker.imports,
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
        Self {
            rest: head,
            left,
            budget: TEXT_BYTES,
            text: Item::Plain,
            stack,
            depth: 0,
            imports: false,
            remembers: false,
            numbered: false,
        }
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
        let text = matches!(code, op::SHORT_BINUNICODE | op::BINUNICODE | op::BINUNICODE8);
        if text || matches!(code, op::BINSTRING | op::SHORT_BINSTRING) {
            let looked_at = self.rest.get(..in_sight.min(self.budget))?;
            self.budget -= looked_at.len();
            self.text = if looked_at.len() < in_sight { Item::Any } else { kind_of(looked_at) };
            if text && !could_be_text(looked_at) {
                return None;
            }
        }
        self.skip(in_sight);
        Some(in_sight as u64 == length)
    }

    fn line(&mut self, code: u8) -> Option<bool> {
        let looked_at = self.rest.get(..self.rest.len().min(self.budget))?;
        // Stops at the first byte that cannot be there, which in other data is soon.
        let class = class(code);
        let foreign = |byte: &u8| CLASSES[usize::from(*byte)] & class == 0;
        let end = looked_at.iter().position(foreign).unwrap_or(looked_at.len());
        let line = looked_at.get(..end)?;
        self.budget -= end;
        match self.rest.get(end) {
            _ if end == looked_at.len() => (self.left > end as u64 && self.could_begin(code, line)).then_some(false),
            Some(b'\n') if is_argument(code, line) => {
                self.text = kind_of(line);
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
            op::UNICODE => self.imports || line.iter().all(|byte| *byte >= b'\t'),
            // Names and numbers are not that long; they may lie beyond a long text.
            _ => line.len() < TEXT_BYTES / 2,
        }
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
            op::STACK_GLOBAL => self.takes(&[Item::Name, Item::Name]).and_then(|()| self.import(2)),
            op::REDUCE | op::NEWOBJ => self.takes(&[Item::Any, Item::Tuple]).and_then(|()| self.take(1)),
            op::NEWOBJ_EX => self.takes(&[Item::Any, Item::Tuple, Item::Plain]).and_then(|()| self.take(2)),
            op::BUILD => (self.top(1)? == Item::Any).then_some(()).and_then(|()| self.take(1)),
            op::INST => self.take_to_mark().and_then(|_| self.import(0)),
            op::OBJ => (self.take_to_mark()? == Item::Any).then_some(()).and_then(|()| self.push(Item::Any)),
            op::STRING | op::BINSTRING | op::SHORT_BINSTRING => self.push(self.text),
            op::UNICODE | op::BINUNICODE | op::SHORT_BINUNICODE | op::BINUNICODE8 => self.push(self.text),
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

// What bytes a line argument may hold; a text anything, for its writers escape little.
const NAME: u8 = 1;
const DIGITS: u8 = 2;
const PRINTABLE: u8 = 4;
const TEXT: u8 = 8;

const CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte {
            0x30..=0x39 => NAME | DIGITS | PRINTABLE | TEXT,
            // What a module or attribute that can be found is spelled with: A-Z a-z _ . -
            0x41..=0x5a | 0x61..=0x7a | 0x5f | 0x2e | 0x2d => NAME | PRINTABLE | TEXT,
            0x20..=0x7e => PRINTABLE | TEXT,
            0x80.. => NAME | TEXT,
            0x0a => 0,
            _ => TEXT,
        };
        byte += 1;
    }
    classes
};

fn class(code: u8) -> u8 {
    match code {
        op::GLOBAL | op::INST => NAME,
        op::PUT | op::GET => DIGITS,
        op::INT | op::LONG | op::FLOAT | op::PERSID => PRINTABLE,
        _ => TEXT,
    }
}

/// Quotes and escapes included: `'\x6fs'` and `\u006fs` are names, too.
fn kind_of(text: &[u8]) -> Item {
    let fits = |byte: &u8| CLASSES[usize::from(*byte)] & NAME != 0 || matches!(byte, b'\\' | b'\'' | b'"');
    if !text.is_empty() && text.iter().all(fits) { Item::Name } else { Item::Plain }
}

fn is_argument(code: u8, line: &[u8]) -> bool {
    match code {
        op::STRING => matches!(line.trim_ascii(), [b'\'', .., b'\''] | [b'"', .., b'"']),
        op::UNICODE | op::PERSID => true,
        op::GLOBAL | op::INST => !line.is_empty() && could_be_text(line),
        _ => !line.is_empty(),
    }
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
