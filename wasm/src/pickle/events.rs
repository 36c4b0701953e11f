//! The events of a run: the first ones as they are, as many as most programs have, and the rest packed.

use super::arena::{Value, push};
use super::log::{Event, Failure};
use super::packed::{self, Packed};

pub use super::packed::BLOCK;

/// Events kept as they are.
const PLAIN: usize = 4096;

/// Events in order. The last one can still be changed.
#[derive(Default)]
pub struct Events {
    /// With the values made by then.
    first: Vec<(Event, u32)>,
    rest: Packed,
}

impl Events {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.first.len() + self.rest.len()
    }

    /// There are none.
    pub fn is_empty(&self) -> bool {
        self.first.is_empty()
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        self.first.capacity() * size_of::<(Event, u32)>() + self.rest.bytes()
    }

    /// The last one.
    pub fn last(&self) -> Option<&Event> {
        self.rest.last().or(self.first.last().map(|(event, _)| event))
    }

    /// The last one gives something else.
    pub fn set_last_result(&mut self, result: Value, made_by_now: u32) {
        if !self.rest.is_empty() {
            self.rest.set_last_result(result, made_by_now);
        } else if let Some((event, made)) = self.first.last_mut() {
            (event.result, *made) = (result, made_by_now);
        }
    }

    /// Adds one. `made`: values made by now.
    pub fn push(&mut self, event: Event, made: u32) -> Result<(), Failure> {
        if self.first.len() < PLAIN { push(&mut self.first, (event, made)) } else { self.rest.push(event, made) }
    }

    /// One by its number. Takes as long as reading a block.
    pub fn get(&self, at: usize) -> Option<Event> {
        self.iter_from(at).next()
    }

    /// All of them.
    pub fn iter(&self) -> Iter<'_> {
        self.iter_from(0)
    }

    /// All of them from one on.
    pub fn iter_from(&self, at: usize) -> Iter<'_> {
        let plain = self.first.get(at..).unwrap_or(&[]);
        Iter { plain: plain.iter(), rest: self.rest.iter_from(at.saturating_sub(self.first.len())) }
    }

    /// Where the event begins to be looked for that made a node: it is one of [`BLOCK`] and one more.
    pub fn block_of(&self, id: u32) -> usize {
        let at = self.first.partition_point(|&(_, made)| made <= id);
        if at < self.first.len() { at } else { at + self.rest.block_of(id) }
    }

    /// The event that made a value, if one did.
    pub fn maker(&self, value: Value) -> Option<usize> {
        let first = self.block_of(value.id()?);
        self.iter_from(first).take(BLOCK + 1).position(|event| event.makes(value)).map(|at| first + at)
    }
}

/// Reads events in order.
pub struct Iter<'a> {
    plain: std::slice::Iter<'a, (Event, u32)>,
    rest: packed::Iter<'a>,
}

impl Iterator for Iter<'_> {
    type Item = Event;

    fn next(&mut self) -> Option<Event> {
        self.plain.next().map(|&(event, _)| event).or_else(|| self.rest.next())
    }
}

impl<'a> IntoIterator for &'a Events {
    type Item = Event;
    type IntoIter = Iter<'a>;
    fn into_iter(self) -> Iter<'a> {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A call whose result is the last node made.
    fn event(step: u32, made: u32) -> Event {
        Event {
            offset: u64::from(step) * 3,
            target: Value::node(0),
            args: Value::NONE,
            kwargs: Value::NONE,
            result: Value::node(made - 1),
            step,
            from: step,
            length: 1,
            kind: 2,
            opcode: b'R',
            protocol: 2,
            tame: 0,
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn plain_ones_and_packed_ones_are_one_list(
            between in prop::collection::vec(0u32..6, 1..40),
            count in prop::sample::select(vec![1, PLAIN - 1, PLAIN, PLAIN + 1, PLAIN + BLOCK, 3 * PLAIN]),
        ) {
            let (mut events, mut plain, mut made) = (Events::default(), Vec::new(), 0);
            for (step, between) in (0u32..).zip(between.iter().cycle()).take(count) {
                made += 1 + between;
                plain.push(event(step, made));
                assert_eq!(events.push(event(step, made), made), Ok(()));
            }
            let text = |event: &Event| format!("{event:?}");
            let all: Vec<String> = plain.iter().map(text).collect();
            assert_eq!(events.iter().map(|e| text(&e)).collect::<Vec<_>>(), all);
            assert_eq!((events.len(), events.last().map(text)), (count, all.last().cloned()));
            for at in [0, 1, PLAIN - 1, PLAIN, PLAIN + 1, count - 1, count] {
                assert_eq!(events.get(at).map(|e| text(&e)).as_ref(), all.get(at));
                if let Some(event) = plain.get(at) {
                    assert_eq!(events.maker(event.result), Some(at));
                }
            }
            for (at, event) in plain.iter().enumerate().step_by(97) {
                assert_eq!(events.maker(event.result), Some(at));
            }
        }
    }

    #[test]
    fn the_last_one_can_be_changed() {
        let mut events = Events::default();
        for step in 0..=PLAIN as u32 {
            assert_eq!(events.push(event(step, step + 1), step + 1), Ok(()));
            events.set_last_result(Value::node(step + 7), step + 8);
        }
        for at in [0, PLAIN - 1, PLAIN] {
            assert_eq!(events.get(at).map(|e| e.result), Some(Value::node(at as u32 + 7)));
        }
    }
}
