//! A stack of any depth. Its top is a plain list; what lies far below stands in blocks of a few bytes a cell, which nothing changes any
//! more: checkpoints, the run and its replays share them. Keeping a state, going back to it, and dropping millions of cells take as long
//! at any depth.

use super::arena::{Value, push};
use super::log::Failure;
use std::cell::Cell as Counter;
use std::rc::Rc;

/// A value on the stack, with the step that pushed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct Cell {
    /// The value.
    pub value: Value,
    /// Step that pushed it.
    pub step: u32,
}

/// Cells of a block at most.
const BLOCK: usize = 2048;
/// Cells of the plain list after which its lower part goes to blocks.
const PLAIN: usize = 4 * BLOCK;
/// Cells that are always in the plain list, if there are so many: more than any opcode takes without a MARK.
const NEAR: usize = 8;
/// Cells taken out of blocks when the plain list runs low: from as many blocks as it takes, and of one block.
const REFILL: usize = 256;
const OF_BLOCK: usize = 512;
/// Room that refilling needs: it never asks for more.
const ROOM: usize = NEAR + REFILL + OF_BLOCK;

/// The cells from the bottom up to some height. Shared, never changed.
#[derive(Clone, Default)]
pub struct Tail {
    block: Option<Rc<Block>>,
    /// Cells of the block that belong to it.
    len: usize,
    height: usize,
    /// Bytes of its blocks.
    bytes: usize,
}

struct Block {
    below: Tail,
    bytes: Box<[u8]>,
    held: Rc<Counter<usize>>,
}

impl Tail {
    /// Number of cells.
    pub fn height(&self) -> usize {
        self.height
    }

    /// Bytes of its blocks.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// What lies under its block.
    fn below(&self) -> Tail {
        self.block.as_ref().map_or(Tail::default(), |block| block.below.clone())
    }

    /// The lowest `height` cells. Passes over whole blocks.
    fn cut(&mut self, height: usize) {
        while self.height > height {
            let excess = self.height - height;
            if excess < self.len {
                self.len -= excess;
                self.height = height;
            } else {
                *self = self.below();
            }
        }
    }

    /// Its parts that reach above a height, from the lowest on, with the number of cells to leave out of the lowest.
    fn above(&self, height: usize) -> Result<(Vec<Tail>, usize), Failure> {
        let mut parts = Vec::new();
        let mut part = self.clone();
        while part.height > height {
            let below = part.below();
            push(&mut parts, part)?;
            part = below;
        }
        parts.reverse();
        Ok((parts, height - part.height))
    }

    /// The cells of its block from `from` on.
    fn read(&self, from: usize, to: &mut Vec<Cell>) -> Result<(), Failure> {
        let Some(block) = &self.block else { return Ok(()) };
        to.try_reserve(self.len.saturating_sub(from)).map_err(|_| Failure::LimitMemory)?;
        let mut cells = Cells::of(&block.bytes);
        for at in 0..self.len {
            let Some(cell) = cells.next() else { break };
            if at >= from {
                to.push(cell);
            }
        }
        Ok(())
    }
}

impl Drop for Block {
    fn drop(&mut self) {
        self.held.set(self.held.get().saturating_sub(self.bytes.len() + size_of::<Block>()));
        // One by one: there may be more of them than calls fit one into the other.
        let mut next = self.below.block.take();
        while let Some(block) = next {
            next = Rc::into_inner(block).and_then(|mut block| block.below.block.take());
        }
    }
}

/// The stack of a run or of a replay.
pub struct Stack {
    plain: Vec<Cell>,
    below: Tail,
    held: Rc<Counter<usize>>,
}

impl Default for Stack {
    fn default() -> Stack {
        Stack { plain: Vec::new(), below: Tail::default(), held: Rc::new(Counter::new(0)) }
    }
}

impl Stack {
    /// The stack of a checkpoint.
    pub fn from(tail: &Tail) -> Result<Stack, Failure> {
        let mut stack = Stack { below: tail.clone(), ..Stack::default() };
        stack.make_room()?;
        stack.refill();
        Ok(stack)
    }

    /// Number of cells.
    #[inline]
    pub fn len(&self) -> usize {
        self.below.height + self.plain.len()
    }

    /// There are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The top.
    #[inline]
    pub fn last(&self) -> Option<&Cell> {
        self.plain.last()
    }

    /// The top, to be changed.
    pub fn last_mut(&mut self) -> Option<&mut Cell> {
        self.plain.last_mut()
    }

    /// A cell by its height.
    pub fn at(&self, at: usize) -> Result<Option<Cell>, Failure> {
        match at.checked_sub(self.below.height) {
            Some(near) => Ok(self.plain.get(near).copied()),
            None => self.deep(at),
        }
    }

    /// Adds a cell.
    #[inline]
    pub fn push(&mut self, cell: Cell) -> Result<(), Failure> {
        if self.plain.len() == self.plain.capacity() {
            self.grow()?;
        }
        self.plain.push(cell);
        Ok(())
    }

    /// Drops the cells from a height on.
    pub fn truncate(&mut self, height: usize) {
        let below = self.below.height;
        if below == 0 || height >= below + NEAR {
            self.plain.truncate(height - below);
        } else {
            self.truncate_deep(height);
        }
    }

    #[inline(never)]
    fn truncate_deep(&mut self, height: usize) {
        self.plain.truncate(height.saturating_sub(self.below.height));
        self.below.cut(height);
        self.refill();
    }

    /// The cells from a height on, as a list. For very many of them see [`Stack::pieces`].
    pub fn from_height(&mut self, at: usize) -> Result<&[Cell], Failure> {
        if at < self.below.height {
            self.pull(at)?;
        }
        Ok(self.plain.get(at - self.below.height..).unwrap_or(&[]))
    }

    /// Hands on the cells from a height on, piece by piece from the lowest, until there were `most` of them.
    pub fn pieces(
        &self,
        at: usize,
        most: usize,
        take: &mut dyn FnMut(&[Cell]) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let (parts, mut from) = self.below.above(at.min(self.below.height))?;
        let (mut cells, mut count) = (Vec::new(), 0);
        for part in parts {
            cells.clear();
            part.read(from, &mut cells)?;
            from = 0;
            take(&cells)?;
            count += cells.len();
            if count >= most {
                return Ok(());
            }
        }
        take(self.plain.get(at.saturating_sub(self.below.height)..).unwrap_or(&[]))
    }

    /// At most `count` cells from the top, top last.
    pub fn top(&self, count: usize) -> Result<Vec<Cell>, Failure> {
        let mut cells = Vec::new();
        let mut add = |piece: &[Cell]| super::arena::extend(&mut cells, piece);
        self.pieces(self.len().saturating_sub(count), usize::MAX, &mut add)?;
        Ok(cells)
    }

    /// Keeps what is there now.
    pub fn keep(&mut self) -> Result<Tail, Failure> {
        let height = self.len();
        let near = self.plain.len().saturating_sub(REFILL);
        let mut top = Vec::new();
        super::arena::extend(&mut top, self.plain.get(near..).unwrap_or(&[]))?;
        self.spill(self.plain.len())?;
        let kept = self.below.clone();
        self.plain.shrink_to(PLAIN);
        // Written down, and still at hand.
        self.below.cut(height - top.len());
        self.plain.extend_from_slice(&top);
        self.refill();
        Ok(kept)
    }

    /// Bytes held, by checkpoints too.
    pub fn bytes(&self) -> usize {
        self.held.get() + self.plain.capacity() * size_of::<Cell>()
    }

    #[inline(never)]
    fn grow(&mut self) -> Result<(), Failure> {
        if self.plain.len() >= PLAIN {
            return self.spill(self.plain.len() - BLOCK);
        }
        let more = self.plain.len().max(64);
        self.plain.try_reserve_exact(more).map_err(|_| Failure::LimitMemory)
    }

    fn make_room(&mut self) -> Result<(), Failure> {
        self.plain.try_reserve(ROOM.saturating_sub(self.plain.len())).map_err(|_| Failure::LimitMemory)
    }

    /// Puts the lowest cells of the plain list into blocks.
    fn spill(&mut self, count: usize) -> Result<(), Failure> {
        self.make_room()?;
        let mut bytes = Vec::new();
        for cells in self.plain.get(..count).unwrap_or(&[]).chunks(BLOCK) {
            bytes.clear();
            write(cells, &mut bytes)?;
            let mut exact = Vec::new();
            exact.try_reserve_exact(bytes.len()).map_err(|_| Failure::LimitMemory)?;
            exact.extend_from_slice(&bytes);
            let size = bytes.len() + size_of::<Block>();
            self.held.set(self.held.get() + size);
            let below = std::mem::take(&mut self.below);
            let (height, all) = (below.height + cells.len(), below.bytes + size);
            let block = Block { below, bytes: exact.into_boxed_slice(), held: Rc::clone(&self.held) };
            self.below = Tail { block: Some(Rc::new(block)), len: cells.len(), height, bytes: all };
        }
        self.plain.drain(..count);
        Ok(())
    }

    /// Takes cells out of blocks until there are some above them. There is room: nothing is in blocks before [`Stack::make_room`].
    #[inline(never)]
    fn refill(&mut self) {
        while self.plain.len() < REFILL && self.below.height > 0 {
            let taken = self.below.len.min(OF_BLOCK);
            let above = self.plain.len();
            // Into room that is there.
            let _ = self.below.read(self.below.len - taken, &mut self.plain);
            self.plain.rotate_left(above);
            self.below.cut(self.below.height - taken);
        }
    }

    #[inline(never)]
    fn deep(&self, at: usize) -> Result<Option<Cell>, Failure> {
        let (parts, from) = self.below.above(at)?;
        let block = parts.first().and_then(|part| part.block.as_ref());
        Ok(block.and_then(|block| Cells::of(&block.bytes).nth(from)))
    }

    #[inline(never)]
    fn pull(&mut self, at: usize) -> Result<(), Failure> {
        let (parts, mut from) = self.below.above(at)?;
        let mut cells: Vec<Cell> = Vec::new();
        cells.try_reserve_exact(self.len() - at + ROOM).map_err(|_| Failure::LimitMemory)?;
        for part in parts {
            part.read(from, &mut cells)?;
            from = 0;
        }
        cells.extend_from_slice(&self.plain);
        self.plain = cells;
        self.below.cut(at);
        Ok(())
    }
}

/// How a cell differs from the one before it is mostly how that one did from the one before: a number stands for so many alike.
fn write(cells: &[Cell], to: &mut Vec<u8>) -> Result<(), Failure> {
    to.try_reserve(cells.len() * 11).map_err(|_| Failure::LimitMemory)?;
    let (mut value, mut step, mut change, mut alike) = (0u32, 0u32, (0u32, 0u32), 0u64);
    for cell in cells {
        let now = (cell.value.0.wrapping_sub(value), cell.step.wrapping_sub(step));
        (value, step) = (cell.value.0, cell.step);
        if now == change {
            alike += 1;
            continue;
        }
        if alike > 0 {
            number(alike << 1, to);
            alike = 0;
        }
        number(u64::from(now.1) << 1 | 1, to);
        number(u64::from(zigzag(now.0)), to);
        change = now;
    }
    if alike > 0 {
        number(alike << 1, to);
    }
    Ok(())
}

fn zigzag(n: u32) -> u32 {
    n << 1 ^ if n >> 31 == 1 { u32::MAX } else { 0 }
}

fn number(mut n: u64, to: &mut Vec<u8>) {
    while n >= 0x80 {
        to.push((n & 0x7f) as u8 | 0x80);
        n >>= 7;
    }
    to.push((n & 0x7f) as u8);
}

/// Reads what [`write`] wrote.
struct Cells<'a> {
    bytes: std::slice::Iter<'a, u8>,
    now: Cell,
    change: (u32, u32),
    alike: u64,
}

impl Cells<'_> {
    fn of(bytes: &[u8]) -> Cells<'_> {
        Cells { bytes: bytes.iter(), now: Cell { value: Value(0), step: 0 }, change: (0, 0), alike: 0 }
    }

    fn number(&mut self) -> Option<u64> {
        let (mut n, mut shift) = (0u64, 0u32);
        loop {
            let byte = *self.bytes.next()?;
            n |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 || shift >= 56 {
                return Some(n);
            }
            shift += 7;
        }
    }
}

impl Iterator for Cells<'_> {
    type Item = Cell;

    #[allow(clippy::cast_possible_truncation, reason = "what was written had 32 bits")]
    fn next(&mut self) -> Option<Cell> {
        if self.alike == 0 {
            let head = self.number()?;
            if head & 1 == 0 {
                self.alike = head >> 1;
            } else {
                let n = self.number()? as u32;
                self.change = (n >> 1 ^ if n & 1 == 1 { u32::MAX } else { 0 }, (head >> 1) as u32);
                self.alike = 1;
            }
        }
        self.alike = self.alike.saturating_sub(1);
        self.now = Cell {
            value: Value(self.now.value.0.wrapping_add(self.change.0)),
            step: self.now.step.wrapping_add(self.change.1),
        };
        Some(self.now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What is done to a stack.
    #[derive(Clone, Debug)]
    enum Deed {
        Push(u32, u32),
        Drop(u32),
        Read(u32),
        Keep,
    }

    fn deed() -> impl Strategy<Value = Deed> {
        prop_oneof![
            (1..6000u32, any::<u32>()).prop_map(|(count, seed)| Deed::Push(count, seed)),
            (1..9000u32).prop_map(Deed::Drop),
            (0..9000u32).prop_map(Deed::Read),
            Just(Deed::Keep),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn is_what_a_list_is(deeds in prop::collection::vec(deed(), 0..60)) {
            let (mut stack, mut list) = (Stack::default(), Vec::new());
            let mut kept = Vec::new();
            for deed in deeds {
                match deed {
                    Deed::Push(count, seed) => for i in 0..count {
                        let value = if seed & 1 == 0 { seed.wrapping_mul(i | 1) } else { i };
                        let cell = Cell { value: Value(value), step: seed.wrapping_add(i) };
                        prop_assert_eq!(stack.push(cell), Ok(()));
                        list.push(cell);
                    },
                    Deed::Drop(count) => {
                        let height = list.len().saturating_sub(count as usize);
                        stack.truncate(height);
                        list.truncate(height);
                    }
                    Deed::Read(count) => {
                        let at = list.len().saturating_sub(count as usize);
                        let mut pieces = Vec::new();
                        let done = stack.pieces(at, usize::MAX, &mut |piece| { pieces.extend_from_slice(piece); Ok(()) });
                        prop_assert_eq!(done, Ok(()));
                        prop_assert_eq!(&pieces, &list[at..]);
                        prop_assert_eq!(stack.from_height(at), Ok(&list[at..]));
                    }
                    Deed::Keep => kept.push((stack.keep(), list.clone())),
                }
                prop_assert_eq!(stack.len(), list.len());
                for at in [0, list.len() / 2, list.len().saturating_sub(NEAR), list.len().saturating_sub(1)].into_iter().filter(|&at| at < list.len()) {
                    prop_assert_eq!(stack.at(at), Ok(Some(list[at])));
                }
                prop_assert_eq!(stack.last(), list.last());
            }
            for (tail, list) in kept {
                let back = tail.and_then(|tail| Stack::from(&tail)).expect("room");
                prop_assert_eq!(back.top(usize::MAX), Ok(list));
            }
        }
    }

    #[test]
    fn what_is_alike_takes_little_and_what_nobody_keeps_nothing() {
        let mut stack = Stack::default();
        for step in 0..3_000_000 {
            assert_eq!(stack.push(Cell { value: Value::node(step), step }), Ok(()));
        }
        assert!(stack.bytes() < 400_000, "{}", stack.bytes());
        stack.truncate(5);
        assert_eq!(stack.top(2).map(|cells| cells.iter().map(|cell| cell.step).collect()), Ok(vec![3, 4]));
        assert_eq!(stack.held.get(), 0);
    }
}
