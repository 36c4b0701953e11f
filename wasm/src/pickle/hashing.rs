//! Keys of dicts and items of sets: CPython asks for their hash, which lists, sets, dicts and bytearrays do not have.

use super::arena::{Arena, Kind, Value};
use super::log::Odd;
use super::record::Recorder;
use super::stack::Cell;
use super::world::World;

/// Tuples in tuples that are looked into, and items of each.
const DEEPEST: usize = 8;
const MOST: usize = 16;

impl Recorder {
    /// Notes the first one that has no hash.
    #[inline]
    pub(super) fn note_hash(&mut self, keys: Kind, cells: &[Cell]) {
        let every = match keys {
            Kind::Dict => 2,
            Kind::Set | Kind::FrozenSet => 1,
            _ => return,
        };
        if !self.unhashable && cells.iter().step_by(every).any(|cell| self.arena.is_unhashable(cell.value, 0)) {
            self.unhashable = true;
            self.odd(Odd::Unhashable, 0.0);
        }
    }
}

impl Arena {
    /// False for what was let go, and for what lies deep.
    fn is_unhashable(&self, value: Value, depth: usize) -> bool {
        let Some(node) = self.get(value) else { return false };
        let kind = node.kind();
        if kind != Kind::Tuple as u8 || depth > DEEPEST {
            return [Kind::List, Kind::Set, Kind::Dict, Kind::ByteArray].into_iter().any(|one| one as u8 == kind);
        }
        let items = self.items.get(node.a as usize..node.a as usize + (node.b() as usize).min(MOST)).unwrap_or(&[]);
        items.iter().any(|&item| self.is_unhashable(item, depth + 1))
    }
}
