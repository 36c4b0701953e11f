//! The stack of a walk: kinds instead of values.
use super::ENOUGH;
use crate::pickle::opcode as op;

/// What is on the stack, as far as it decides what an opcode may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    Mark,
    /// Text that names can be made of.
    Name,
    Tuple,
    /// Imported, called for, or fetched from where it could have been: whatever a call needs.
    Any,
    /// Certainly nothing to call or import by.
    Plain,
}

/// No opcode pushes more than one item.
pub struct Stack {
    items: [Item; ENOUGH + 1],
    depth: usize,
    /// Something was imported.
    pub imports: bool,
    /// A protocol 0 PUT was seen: a letter, digits and a line feed.
    pub numbered: bool,
    /// Something is in the memo.
    remembers: bool,
}

impl Stack {
    pub const fn new() -> Self {
        Self { items: [Item::Mark; ENOUGH + 1], depth: 0, imports: false, numbered: false, remembers: false }
    }

    /// Whether a MARK is still open.
    pub fn has_mark(&self) -> bool {
        self.items.get(..self.depth).is_some_and(|items| items.contains(&Item::Mark))
    }

    /// Does what the opcode does; none when it cannot. `text` is what its text argument is good for.
    pub fn apply(&mut self, code: u8, text: Item) -> Option<()> {
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
            op::STRING | op::BINSTRING | op::SHORT_BINSTRING => self.push(text),
            op::UNICODE | op::BINUNICODE | op::SHORT_BINUNICODE | op::BINUNICODE8 => self.push(text),
            _ => self.push(Item::Plain),
        }
    }

    fn import(&mut self, taken: usize) -> Option<()> {
        self.imports = true;
        self.take(taken).and_then(|()| self.push(Item::Any))
    }

    fn push(&mut self, item: Item) -> Option<()> {
        *self.items.get_mut(self.depth)? = item;
        self.depth += 1;
        Some(())
    }

    /// The item `below` the top; none at a mark.
    fn top(&self, below: usize) -> Option<Item> {
        let items = self.items.get(..self.depth)?.iter().rev();
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
        let items = self.items.get(..self.depth)?;
        let mark = items.iter().rposition(|item| *item == Item::Mark)?;
        let first = items.get(mark + 1).copied().unwrap_or(Item::Plain);
        self.depth = mark;
        Some(first)
    }
}
