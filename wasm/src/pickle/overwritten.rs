//! What memo slots held before they were written again, and until when: a replay asks for it. A program can write one slot millions of
//! times, so what is known lies in runs sorted by slot and step, a few bytes each; runs of like length are made one, so there are few.

use super::arena::{Value, push};
use super::chunked::Chunked;
use super::log::Failure;

/// Writes that are put in their places one by one, before they become a run.
const RECENT: usize = 1024;
/// Of a run, how many stand between two places where reading can begin.
const BLOCK: usize = 64;

/// Until `step` the slot held this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Held {
    key: u64,
    step: u32,
    value: Value,
}

impl Held {
    fn order(&self) -> (u64, u32) {
        (self.key, self.step)
    }
}

/// Sorted by slot and step, each as it differs from the one before.
#[derive(Default)]
struct Run {
    bytes: Chunked<u8>,
    /// The first of each block, and where what follows it begins.
    anchors: Vec<(Held, usize)>,
    len: usize,
    last: Option<Held>,
    /// The latest step in it.
    until: u32,
}

impl Run {
    #[inline(never)]
    fn push(&mut self, held: Held) -> Result<(), Failure> {
        match self.last {
            Some(before) if !self.len.is_multiple_of(BLOCK) => {
                self.number(held.key.wrapping_sub(before.key))?;
                self.number(zigzag(held.step.wrapping_sub(before.step)))?;
                self.number(zigzag(held.value.0.wrapping_sub(before.value.0)))?;
            }
            _ => push(&mut self.anchors, (held, self.bytes.len()))?,
        }
        self.last = Some(held);
        self.len += 1;
        self.until = self.until.max(held.step);
        Ok(())
    }

    #[inline(never)]
    fn number(&mut self, mut n: u64) -> Result<(), Failure> {
        while n >= 0x80 {
            self.bytes.push((n & 0x7f) as u8 | 0x80)?;
            n >>= 7;
        }
        self.bytes.push((n & 0x7f) as u8)
    }

    /// From the block on that begins with this anchor.
    fn iter_from(&self, block: usize) -> Iter<'_> {
        Iter { run: self, number: block * BLOCK, at: 0, last: None }
    }

    /// What the slot held at a step, if it was written again in this run after it.
    #[inline(never)]
    fn at(&self, key: u64, step: u32) -> Option<Value> {
        let block = self.anchors.partition_point(|(held, _)| held.order() <= (key, step)).saturating_sub(1);
        let next = self.iter_from(block).find(|held| held.order() >= (key, step))?;
        (next.key == key).then_some(next.value)
    }
}

/// Reads a run in order.
struct Iter<'a> {
    run: &'a Run,
    number: usize,
    at: usize,
    last: Option<Held>,
}

impl Iter<'_> {
    #[inline(never)]
    fn read(&mut self) -> u64 {
        let (mut n, mut shift) = (0u64, 0u32);
        while let Some(&byte) = self.run.bytes.get(self.at) {
            self.at += 1;
            n |= u64::from(byte & 0x7f) << shift;
            shift += 7;
            if byte < 0x80 || shift > 63 {
                break;
            }
        }
        n
    }
}

impl Iterator for Iter<'_> {
    type Item = Held;

    #[inline(never)]
    fn next(&mut self) -> Option<Held> {
        if self.number >= self.run.len {
            return None;
        }
        let held = match self.last {
            Some(before) if !self.number.is_multiple_of(BLOCK) => Held {
                key: before.key.wrapping_add(self.read()),
                step: before.step.wrapping_add(unzigzag(self.read())),
                value: Value(before.value.0.wrapping_add(unzigzag(self.read()))),
            },
            _ => {
                let &(held, at) = self.run.anchors.get(self.number / BLOCK)?;
                self.at = at;
                held
            }
        };
        self.number += 1;
        self.last = Some(held);
        Some(held)
    }
}

/// All of them: runs from the earliest on, each of other steps than the others, and the latest.
#[derive(Default)]
pub struct Overwritten {
    runs: Vec<Run>,
    recent: Vec<Held>,
}

impl Overwritten {
    /// A slot held this until `step`. Steps come in order.
    pub fn push(&mut self, key: u64, step: u32, value: Value) -> Result<(), Failure> {
        let held = Held { key, step, value };
        if self.recent.capacity() == 0 {
            self.recent.try_reserve_exact(RECENT).map_err(|_| Failure::LimitMemory)?;
        }
        self.recent.insert(place(&self.recent, key, step), held);
        if self.recent.len() >= RECENT { self.settle() } else { Ok(()) }
    }

    #[inline(never)]
    fn settle(&mut self) -> Result<(), Failure> {
        let mut run = Run::default();
        for held in self.recent.drain(..) {
            run.push(held)?;
        }
        while let Some(before) = self.runs.pop_if(|before| before.len <= run.len * 2) {
            run = merged(&before, &run)?;
        }
        push(&mut self.runs, run)
    }

    /// What a slot held just before `step`, if it was written again later.
    pub fn at(&self, key: u64, step: u32) -> Option<Value> {
        let mut runs = self.runs.iter().filter(|run| run.until >= step);
        runs.find_map(|run| run.at(key, step)).or_else(|| {
            let next = self.recent.get(place(&self.recent, key, step))?;
            (next.key == key).then_some(next.value)
        })
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        let runs = self.runs.iter().map(|run| run.bytes.bytes() + run.anchors.capacity() * size_of::<(Held, usize)>());
        runs.sum::<usize>() + self.recent.capacity() * size_of::<Held>()
    }
}

/// Where one of this slot and step stands, or would.
fn place(sorted: &[Held], key: u64, step: u32) -> usize {
    sorted.partition_point(|held| held.order() < (key, step))
}

/// Two runs as one.
fn merged(before: &Run, after: &Run) -> Result<Run, Failure> {
    let mut run = Run::default();
    let (mut left, mut right) = (before.iter_from(0).peekable(), after.iter_from(0).peekable());
    loop {
        let next = match (left.peek(), right.peek()) {
            (Some(a), Some(b)) if b.order() < a.order() => right.next(),
            (Some(_), _) => left.next(),
            (None, _) => right.next(),
        };
        let Some(held) = next else { return Ok(run) };
        run.push(held)?;
    }
}

fn zigzag(n: u32) -> u64 {
    u64::from(n << 1 ^ if n >> 31 == 1 { u32::MAX } else { 0 })
}

#[allow(clippy::cast_possible_truncation, reason = "what was written had 32 bits")]
fn unzigzag(n: u64) -> u32 {
    let n = n as u32;
    n >> 1 ^ if n & 1 == 1 { u32::MAX } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn tells_what_every_slot_held_at_every_step(
            writes in prop::collection::vec((0..40u64, 1..9u32, any::<u32>()), 1..1500),
            settle_every in 1..200usize,
            far in any::<bool>(),
        ) {
            let (mut overwritten, mut plain) = (Overwritten::default(), BTreeMap::new());
            let mut step = 0;
            for (number, (key, passed, value)) in writes.into_iter().enumerate() {
                let key = if far { key.wrapping_mul(0x9e37_79b9_7f4a_7c15) } else { key };
                step += passed;
                prop_assert_eq!(overwritten.push(key, step, Value(value)), Ok(()));
                plain.insert((key, step), Value(value));
                if number.is_multiple_of(settle_every) {
                    prop_assert_eq!(overwritten.settle(), Ok(()));
                }
            }
            for key in plain.keys().map(|&(key, _)| key).chain([7, u64::MAX]) {
                for at in (0..step + 2).step_by(37).chain([step]) {
                    let held = plain.range((key, at)..=(key, u32::MAX)).next().map(|(_, &value)| value);
                    prop_assert_eq!(overwritten.at(key, at), held);
                }
            }
        }
    }

    #[test]
    fn millions_of_writes_take_a_few_bytes_each() {
        let mut overwritten = Overwritten::default();
        for i in 0..1_000_000u32 {
            assert_eq!(overwritten.push(u64::from(i % 3), i * 3, Value::node(i)), Ok(()));
        }
        assert!(overwritten.bytes() < 6_000_000 && overwritten.runs.len() < 12, "{}", overwritten.bytes());
        assert_eq!(overwritten.at(1, 1_500_001), Some(Value::node(500_002)));
        assert_eq!(overwritten.at(2, 2_999_998), None);
    }
}
