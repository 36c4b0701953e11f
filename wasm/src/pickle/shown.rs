//! What a replay makes again of values that were let go: enough of each to show it.

use super::arena::{Arena, Kind, Node, Value};
use super::log::Failure;
use std::collections::BTreeMap;

/// Bytes of a text that are shown at most.
const HEAD: usize = 512;

/// Items of one step that are shown at most, of those that are many.
pub const ITEMS: usize = 4096;

/// Values that were let go, by id.
#[derive(Default)]
pub struct Shown {
    /// Their nodes, in the order in which they were met.
    pub arena: Arena,
    /// The first items of the next tuple or frozenset, and how many it has.
    gathered: (Vec<Value>, usize),
    places: BTreeMap<u32, u32>,
}

impl Shown {
    /// Whether this value was made again.
    pub fn has(&self, id: u32) -> bool {
        self.places.contains_key(&id)
    }

    /// (id, place) of all values, by id.
    pub fn places(&self) -> Vec<[u32; 2]> {
        self.places.iter().map(|(&id, &place)| [id, place]).collect()
    }

    /// A number.
    pub fn plain(&mut self, id: u32, kind: Kind, a: u32, b: u32, step: u32) -> Result<(), Failure> {
        self.arena.add(Node::plain(kind, a, b, step)).map(|value| self.found(id, value))
    }

    /// A text or bytes.
    pub fn text(&mut self, id: u32, kind: Kind, seen: &[u8], at: (u64, u64), step: u32) -> Result<(), Failure> {
        let (len, offset) = at;
        let head = seen.get(..HEAD).unwrap_or(seen);
        self.arena.add_text(kind, head, len, offset, step).map(|value| self.found(id, value))
    }

    /// The first items of a tuple or frozenset that has `count` of them.
    pub fn gather(&mut self, items: impl Iterator<Item = Value>, count: usize) -> Result<(), Failure> {
        let (first, all) = &mut self.gathered;
        *all = count;
        for item in items.take(ITEMS - first.len()) {
            super::arena::push(first, item)?;
        }
        Ok(())
    }

    /// A tuple or frozenset.
    pub fn frozen(
        &mut self,
        id: u32,
        kind: Kind,
        items: impl ExactSizeIterator<Item = Value> + Clone,
        step: u32,
    ) -> Result<(), Failure> {
        let start = super::arena::index(self.arena.items.len())?;
        let (gathered, all) = std::mem::take(&mut self.gathered);
        let len = super::arena::index(all.max(items.len()))?;
        for item in gathered.into_iter().chain(items) {
            super::arena::push(&mut self.arena.items, item)?;
        }
        self.plain(id, kind, start, len, step)
    }

    /// Items for a list, set or dict that was made again.
    pub fn append(
        &mut self,
        target: Value,
        items: impl ExactSizeIterator<Item = Value>,
        step: u32,
    ) -> Result<(), Failure> {
        let Some(&place) = target.id().and_then(|id| self.places.get(&id)) else { return Ok(()) };
        let (start, len) = (super::arena::index(self.arena.items.len())?, super::arena::index(items.len())?);
        for item in items {
            super::arena::push(&mut self.arena.items, item)?;
        }
        self.arena.link(place as usize, super::arena::Segment { start, len, next: 0, step })
    }

    /// Items for a list, set or dict that was made again, of which nothing is shown but that they are there.
    pub fn pass(&mut self, target: Value, count: usize, step: u32) -> Result<(), Failure> {
        let place = target.id().and_then(|id| self.places.get(&id)).filter(|_| count > 0);
        let Some(&place) = place else { return Ok(()) };
        let len = super::arena::index(count)?;
        self.arena.link(place as usize, super::arena::Segment { start: super::arena::GONE, len, next: 0, step })
    }

    fn found(&mut self, id: u32, value: Value) {
        if let Some(place) = value.id() {
            self.places.insert(id, place);
        }
    }
}
