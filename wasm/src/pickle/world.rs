//! What the machine runs in: a world that records what it makes, or one that finds it again.

use super::arena::{Kind, Value};
use super::log::{EventKind, Failure, Odd};
use super::stack::{Cell, Stack};

/// What one event says; see `log::Event`.
pub struct Happening {
    /// Kind of event.
    pub kind: EventKind,
    /// See `log::Event`.
    pub target: Value,
    /// See `log::Event`.
    pub args: Value,
    /// See `log::Event`.
    pub kwargs: Value,
    /// First step that belongs to it.
    pub from: u32,
    /// Kind of the node it makes; `None` when it pushes nothing new.
    pub makes: Option<Kind>,
}

/// Where values and events go: recorded the first time, looked up again in a replay.
pub trait World {
    /// Kind of a node value.
    fn kind(&self, value: Value) -> Option<u8>;
    /// The held bytes of a text value.
    fn is_false(&self, value: Value) -> bool;
    /// A node without payload or with two words.
    fn plain(&mut self, kind: Kind, a: u32, b: u32) -> Result<Value, Failure>;
    /// A text or bytes node.
    fn text(&mut self, kind: Kind, seen: &[u8], len: u64, offset: u64) -> Result<Value, Failure>;
    /// The first items of the tuple or frozenset that `items` makes next; `count` in all of them.
    fn gather(&mut self, cells: &[Cell], count: usize) -> Result<(), Failure>;
    /// A tuple, frozenset, or the first items of a list, set or dict.
    fn items(&mut self, kind: Kind, cells: &[Cell]) -> Result<Value, Failure>;
    /// More items for a list, set or dict.
    fn append(&mut self, target: Value, cells: &[Cell]) -> Result<(), Failure>;
    /// Takes note of a key, or of an item of a set, that has no hash. Replays look at none.
    fn hash(&mut self, _keys: Kind, _cells: &[Cell]) {}
    /// Of very many items, how many are looked at.
    fn most(&self) -> usize;
    /// Between pieces of very many items: memory may be short by now.
    fn between(&mut self, stack: &Stack) -> Result<(), Failure>;
    /// More items for a list, set or dict, that are not looked at.
    fn pass(&mut self, target: Value, count: usize) -> Result<(), Failure>;
    /// An event; returns the value it makes (or its target).
    fn event(&mut self, happening: &Happening) -> Result<Value, Failure>;
    /// Memo write.
    fn memo_put(&mut self, key: u64, value: Value) -> Result<(), Failure>;
    /// Memo read.
    fn memo_get(&mut self, key: u64) -> Option<Value>;
    /// Number of distinct memo keys.
    fn memo_len(&self) -> u64;
    /// Something unusual.
    fn odd(&mut self, code: Odd, value: f64);
}
