//! The memo with its history: what a slot holds, since when there is one, and what it held before it was written again.

use super::arena::Value;
use super::chunked::Chunked;
use super::log::Failure;
use super::overwritten::Overwritten;
use std::collections::BTreeMap;

/// A slot.
#[derive(Clone, Copy, Debug, Default)]
pub struct Slot {
    /// What it holds at the end.
    pub value: Value,
    /// Step of the first write, plus one; 0 is never.
    pub step: u32,
}

/// Slots up to this key are held in a plain list, others in a tree. Never sized from a key alone.
const DENSE_MAX: u64 = 1 << 28;
/// A key this far beyond the list goes to the tree.
const DENSE_GAP: u64 = 4096;
/// What a slot of the tree takes, about.
const SPARSE: usize = 48;

/// All slots.
#[derive(Default)]
pub struct Memo {
    /// Distinct keys.
    pub len: u64,
    dense: Chunked<Slot>,
    /// How often a slot of the list is read, over all writes; slots behind the last one read are not counted.
    reads: Chunked<u32>,
    sparse: BTreeMap<u64, Slot>,
    before: Overwritten,
}

impl Memo {
    /// Picklers count slots up: whether this key is the next one, and was written.
    #[inline(always)]
    pub fn put_next(&mut self, key: u64, value: Value, step: u32) -> Result<bool, Failure> {
        if key != self.dense.len() as u64 || key >= DENSE_MAX || !self.sparse.is_empty() {
            return Ok(false);
        }
        self.len += 1;
        self.dense.push(Slot { value, step: step + 1 }).map(|()| true)
    }

    /// Any write. Says whether the slot held something else.
    pub fn put(&mut self, key: u64, value: Value, step: u32) -> Result<bool, Failure> {
        let slot = self.slot(key)?;
        if slot.step == 0 {
            *slot = Slot { value, step: step + 1 };
            self.len += 1;
            return Ok(false);
        }
        if slot.value == value {
            return Ok(false);
        }
        let before = std::mem::replace(&mut slot.value, value);
        self.before.push(key, step, before).map(|()| true)
    }

    /// What a slot holds now.
    pub fn get(&mut self, key: u64) -> Option<Value> {
        let value = self.written(key)?.value;
        self.note_read(key);
        Some(value)
    }

    fn slot(&mut self, key: u64) -> Result<&mut Slot, Failure> {
        let len = self.dense.len() as u64;
        if key < DENSE_MAX && key < len + DENSE_GAP {
            let at = usize::try_from(key).map_err(|_| Failure::LimitMemory)?;
            while self.dense.len() <= at {
                self.dense.push(Slot::default())?;
            }
            if !self.sparse.contains_key(&key) {
                return self.dense.get_mut(at).ok_or(Failure::LimitMemory);
            }
        }
        Ok(self.sparse.entry(key).or_default())
    }

    /// A slot that was written.
    pub fn written(&self, key: u64) -> Option<&Slot> {
        let dense = usize::try_from(key).ok().and_then(|at| self.dense.get(at)).filter(|slot| slot.step != 0);
        dense.or_else(|| self.sparse.get(&key).filter(|slot| slot.step != 0))
    }

    fn note_read(&mut self, key: u64) {
        let Some(at) = usize::try_from(key).ok().filter(|&at| at < self.dense.len()) else { return };
        while self.reads.len() <= at {
            if self.reads.push(0).is_err() {
                return;
            }
        }
        if let Some(reads) = self.reads.get_mut(at) {
            *reads = reads.saturating_add(1);
        }
    }

    /// How often a slot is read in the whole run; 0 also for keys too far apart to be counted.
    pub fn reads(&self, key: u64) -> u32 {
        usize::try_from(key).ok().and_then(|at| self.reads.get(at)).copied().unwrap_or(0)
    }

    /// What a slot holds just before `step`.
    pub fn at(&self, key: u64, step: u32) -> Option<Value> {
        let slot = self.written(key).filter(|slot| slot.step <= step)?;
        Some(self.before.at(key, step).unwrap_or(slot.value))
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        self.dense.bytes() + self.reads.bytes() + self.sparse.len() * SPARSE + self.before.bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn holds_at_every_step_what_was_written_last(
            writes in prop::collection::vec((0..12u64, 0..6u32, any::<bool>()), 1..200),
        ) {
            let mut memo = Memo::default();
            for (step, &(key, value, far)) in (0u32..).zip(&writes) {
                let key = if far { key << 40 } else { key };
                let held = memo.get(key);
                let is_next = memo.put_next(key, Value(value), step);
                prop_assert_eq!(is_next.is_ok_and(|is| is && held.is_some()), false);
                if is_next == Ok(false) {
                    prop_assert_eq!(memo.put(key, Value(value), step), Ok(held.is_some_and(|held| held != Value(value))));
                }
            }
            for step in 0..=writes.len() {
                for key in (0..12u64).flat_map(|key| [key, key << 40]) {
                    let mut before = writes.get(..step).unwrap_or(&[]).iter().rev();
                    let last = before.find(|&&(at, _, far)| key == if far { at << 40 } else { at });
                    let step = u32::try_from(step).unwrap_or(u32::MAX);
                    prop_assert_eq!(memo.at(key, step), last.map(|&(_, value, _)| Value(value)));
                }
            }
        }
    }
}
