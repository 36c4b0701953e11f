//! Events, a few bytes each. A long program does the same again and again: what one event adds to the one before it (bytes
//! passed, steps passed, how far back its values were made) is a template, and most events are the number of one.

use super::arena::{Value, extend, index, push};
use super::chunked::Chunked;
use super::log::{Event, Failure};

/// Events between two places where reading can begin.
pub const BLOCK: usize = 64;
/// Different templates that are kept; what comes later stands in full.
const MOST_TEMPLATES: usize = 1 << 16;
/// Nodes made this long ago are told by how long, others by their id.
const NEAR: u32 = 1 << 10;
/// An event in full never takes more.
const LONGEST: usize = 96;

/// What the event before has to be known for.
#[derive(Clone, Copy, Debug, Default)]
struct Before {
    offset: u64,
    step: u32,
    made: u32,
}

#[derive(Clone, Copy, Debug)]
struct Anchor {
    before: Before,
    at: usize,
}

/// Events in order. The last one can still be changed.
#[derive(Default)]
pub struct Packed {
    len: usize,
    last: Option<(Event, u32)>,
    before: Before,
    bytes: Chunked<u8>,
    anchors: Vec<Anchor>,
    /// Templates one after the other, and where each ends.
    texts: Vec<u8>,
    ends: Vec<u32>,
    /// Open addressing: number of a template plus one.
    slots: Vec<u32>,
    /// By template: number plus one of the one that came after it last.
    next: Vec<u32>,
    /// The one written last.
    written: usize,
}

impl Packed {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// There are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        self.bytes.bytes()
            + self.anchors.capacity() * size_of::<Anchor>()
            + self.texts.capacity()
            + (self.ends.capacity() + self.slots.capacity() + self.next.capacity()) * 4
    }

    /// The last one.
    pub fn last(&self) -> Option<&Event> {
        self.last.as_ref().map(|(event, _)| event)
    }

    /// The last one gives something else.
    pub fn set_last_result(&mut self, result: Value, made_by_now: u32) {
        if let Some((event, made)) = &mut self.last {
            (event.result, *made) = (result, made_by_now);
        }
    }

    /// Adds one. `made`: values made by now.
    pub fn push(&mut self, event: Event, made: u32) -> Result<(), Failure> {
        if let Some((event, made)) = self.last.take() {
            self.write(&event, made)?;
        }
        self.last = Some((event, made));
        self.len += 1;
        Ok(())
    }

    /// One by its number. Takes as long as reading a block.
    pub fn get(&self, at: usize) -> Option<Event> {
        self.iter_from(at).next()
    }

    /// All of them from one on.
    pub fn iter_from(&self, first: usize) -> Iter<'_> {
        let anchor = self.anchors.get(first.min(self.len) / BLOCK).or(self.anchors.last());
        let number =
            anchor.map_or(0, |_| (first.min(self.len) / BLOCK).min(self.anchors.len().saturating_sub(1)) * BLOCK);
        let mut iter = Iter {
            events: self,
            before: anchor.map_or(Before::default(), |anchor| anchor.before),
            at: anchor.map_or(0, |anchor| anchor.at),
            number,
        };
        while iter.number < first.min(self.len) {
            let _ = iter.next();
        }
        iter
    }

    /// Where the event begins to be looked for that made a node: it is one of [`BLOCK`] and one more.
    pub fn block_of(&self, id: u32) -> usize {
        self.anchors.partition_point(|anchor| anchor.before.made <= id).saturating_sub(1) * BLOCK
    }

    fn write(&mut self, event: &Event, made: u32) -> Result<(), Failure> {
        // The event before this one is `len - 1` when it is written: it was counted already.
        if (self.len - 1).is_multiple_of(BLOCK) {
            push(&mut self.anchors, Anchor { before: self.before, at: self.bytes.len() })?;
        }
        let (text, length) = template(event, self.before, made);
        let text = text.get(..length).unwrap_or(&[]);
        match self.follow(text)? {
            Some(number) => write_number(&mut self.bytes, u64::from(number) + 1)?,
            None => {
                self.bytes.push(0)?;
                self.bytes.push(u8::try_from(text.len()).unwrap_or(u8::MAX))?;
                for &byte in text {
                    self.bytes.push(byte)?;
                }
            }
        }
        self.before = Before { offset: event.offset, step: event.step, made };
        Ok(())
    }

    /// What came after the template before is mostly what comes after it again.
    fn follow(&mut self, text: &[u8]) -> Result<Option<u32>, Failure> {
        let likely = self.next.get(self.written).and_then(|number| number.checked_sub(1));
        if let Some(number) = likely.filter(|&number| self.template(number) == text) {
            self.written = number as usize;
            return Ok(Some(number));
        }
        let found = self.number_of(text)?;
        if let Some(number) = found {
            while self.next.len() < self.ends.len() {
                push(&mut self.next, 0)?;
            }
            if let Some(next) = self.next.get_mut(self.written) {
                *next = number + 1;
            }
            self.written = number as usize;
        }
        Ok(found)
    }

    fn number_of(&mut self, text: &[u8]) -> Result<Option<u32>, Failure> {
        if (self.ends.len() + 1) * 2 > self.slots.len() && self.ends.len() < MOST_TEMPLATES {
            self.grow()?;
        }
        let mask = self.slots.len().saturating_sub(1);
        let mut slot = hash(text) as usize & mask;
        while let Some(number) = self.slots.get(slot).and_then(|number| number.checked_sub(1)) {
            if self.template(number) == text {
                return Ok(Some(number));
            }
            slot = (slot + 1) & mask;
        }
        if self.ends.len() >= MOST_TEMPLATES {
            return Ok(None);
        }
        let number = index(self.ends.len())?;
        extend(&mut self.texts, text)?;
        let end = index(self.texts.len())?;
        push(&mut self.ends, end)?;
        if let Some(slot) = self.slots.get_mut(slot) {
            *slot = number + 1;
        }
        Ok(Some(number))
    }

    fn template(&self, number: u32) -> &[u8] {
        let number = number as usize;
        let start = number.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.ends.get(number).and_then(|&end| self.texts.get(start as usize..end as usize)).unwrap_or(&[])
    }

    fn grow(&mut self) -> Result<(), Failure> {
        let size = (self.slots.len() * 2).max(16);
        let mut slots = Vec::new();
        slots.try_reserve_exact(size).map_err(|_| Failure::LimitMemory)?;
        slots.resize(size, 0u32);
        for number in 0..index(self.ends.len())? {
            let mut slot = hash(self.template(number)) as usize & (size - 1);
            while slots.get(slot).is_some_and(|&taken| taken != 0) {
                slot = (slot + 1) & (size - 1);
            }
            if let Some(slot) = slots.get_mut(slot) {
                *slot = number + 1;
            }
        }
        self.slots = slots;
        Ok(())
    }
}

/// Reads events in order.
pub struct Iter<'a> {
    events: &'a Packed,
    before: Before,
    at: usize,
    number: usize,
}

impl Iter<'_> {
    fn number(&mut self) -> u64 {
        let (mut n, mut shift) = (0u64, 0);
        while let Some(&byte) = self.events.bytes.get(self.at) {
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
    type Item = Event;

    fn next(&mut self) -> Option<Event> {
        if self.number >= self.events.len {
            return None;
        }
        self.number += 1;
        if self.number == self.events.len {
            return self.events.last.map(|(event, _)| event);
        }
        let (event, made) = match self.number().checked_sub(1) {
            Some(number) => expand(self.events.template(u32::try_from(number).unwrap_or(u32::MAX)), self.before),
            None => {
                let length = usize::from(self.events.bytes.get(self.at).copied().unwrap_or(0));
                let mut text = [0u8; LONGEST];
                for (to, at) in text.iter_mut().take(length).zip(self.at + 1..) {
                    *to = self.events.bytes.get(at).copied().unwrap_or(0);
                }
                self.at += 1 + length;
                expand(text.get(..length).unwrap_or(&[]), self.before)
            }
        };
        self.before = Before { offset: event.offset, step: event.step, made };
        Some(event)
    }
}

fn hash(text: &[u8]) -> u32 {
    text.iter().fold(0x811c_9dc5, |hash: u32, &byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

fn write_number(to: &mut Chunked<u8>, mut n: u64) -> Result<(), Failure> {
    while n >= 0x80 {
        to.push((n & 0x7f) as u8 | 0x80)?;
        n >>= 7;
    }
    to.push((n & 0x7f) as u8)
}

struct Writer {
    text: [u8; LONGEST],
    len: usize,
}

impl Writer {
    fn byte(&mut self, byte: u8) {
        if let Some(to) = self.text.get_mut(self.len) {
            *to = byte;
        }
        self.len += 1;
    }

    fn number(&mut self, mut n: u64) {
        while n >= 0x80 {
            self.byte((n & 0x7f) as u8 | 0x80);
            n >>= 7;
        }
        self.byte((n & 0x7f) as u8);
    }

    fn value(&mut self, value: Value, made: u32) {
        let back = value.id().and_then(|id| made.checked_sub(id)).filter(|&back| back < NEAR);
        self.number(match back {
            Some(back) => u64::from(back) << 1 | 1,
            None => u64::from(value.0) << 1,
        });
    }
}

/// At most 4 bytes, and nine numbers of which one has 64 bits and eight have 33: 54 bytes.
fn template(event: &Event, before: Before, made: u32) -> ([u8; LONGEST], usize) {
    let mut to = Writer { text: [0; LONGEST], len: 0 };
    for byte in [event.kind, event.opcode, event.protocol, event.tame] {
        to.byte(byte);
    }
    to.number(event.offset.wrapping_sub(before.offset));
    to.number(u64::from(event.length));
    to.number(u64::from(event.step.wrapping_sub(before.step)));
    to.number(u64::from(event.step.wrapping_sub(event.from)));
    to.number(u64::from(made.wrapping_sub(before.made)));
    for value in [event.target, event.args, event.kwargs, event.result] {
        to.value(value, made);
    }
    (to.text, to.len)
}

struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn byte(&mut self) -> u8 {
        let Some((&first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        first
    }

    fn number(&mut self) -> u64 {
        let (mut n, mut shift) = (0u64, 0);
        loop {
            let byte = self.byte();
            n |= u64::from(byte & 0x7f) << shift;
            shift += 7;
            if byte < 0x80 || shift > 63 {
                return n;
            }
        }
    }

    #[allow(clippy::cast_possible_truncation, reason = "what was written had 32 bits")]
    fn word(&mut self) -> u32 {
        self.number() as u32
    }

    #[allow(clippy::cast_possible_truncation, reason = "what was written had 32 bits")]
    fn value(&mut self, made: u32) -> Value {
        let n = self.number();
        if n & 1 == 1 { Value::node(made.wrapping_sub((n >> 1) as u32)) } else { Value((n >> 1) as u32) }
    }
}

fn expand(text: &[u8], before: Before) -> (Event, u32) {
    let mut from = Reader(text);
    let [kind, opcode, protocol, tame] = [from.byte(), from.byte(), from.byte(), from.byte()];
    let offset = before.offset.wrapping_add(from.number());
    let length = from.word();
    let step = before.step.wrapping_add(from.word());
    let first = step.wrapping_sub(from.word());
    let made = before.made.wrapping_add(from.word());
    let [target, args, kwargs, result] = [from.value(made), from.value(made), from.value(made), from.value(made)];
    (Event { offset, target, args, kwargs, result, step, from: first, length, kind, opcode, protocol, tame }, made)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn event(step: u32, made: u32, seed: u32) -> Event {
        Event {
            offset: u64::from(step) * 3 + u64::from(seed % 7),
            target: Value::node(seed % made.max(1)),
            args: if seed.is_multiple_of(3) { Value::NONE } else { Value::node(made.saturating_sub(2)) },
            kwargs: if seed.is_multiple_of(11) { Value::node(0) } else { Value::NONE },
            result: Value::node(made.saturating_sub(1)),
            step,
            from: step.saturating_sub(seed % 9),
            length: seed,
            kind: (seed % 5 + 1) as u8,
            opcode: 0x81,
            protocol: 4,
            tame: (seed % 2) as u8,
        }
    }

    fn text(event: &Event) -> String {
        format!("{event:?}")
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_was_written_is_read(seeds in prop::collection::vec(any::<u32>(), 0..1500), few in any::<bool>()) {
            let (mut events, mut plain) = (Packed::default(), Vec::new());
            let (mut step, mut made) = (0, 0);
            for seed in seeds {
                let seed = if few { seed % 4 } else { seed };
                step += seed % 5;
                made += 1 + seed % 4000;
                plain.push(event(step, made, seed));
                assert_eq!(events.push(event(step, made, seed), made), Ok(()));
            }
            let all: Vec<String> = plain.iter().map(text).collect();
            assert_eq!(events.iter_from(0).map(|e| text(&e)).collect::<Vec<_>>(), all);
            assert_eq!(events.len(), plain.len());
            assert_eq!(events.last().map(text), all.last().cloned());
            for at in [0, 1, 255, 256, 257, 1000, 1499, 1500] {
                assert_eq!(events.get(at).map(|e| text(&e)).as_ref(), all.get(at));
            }
        }
    }

    #[test]
    fn what_a_program_does_again_and_again_takes_a_byte_or_two() {
        let mut events = Packed::default();
        for i in 0..100_000u32 {
            let mut one = event(i * 13, i * 3 + 3, 4);
            one.target = Value::node(2);
            assert_eq!(events.push(one, i * 3 + 3), Ok(()));
        }
        assert!(events.bytes() < 300_000, "{}", events.bytes());
        assert_eq!(events.get(77_777).map(|e| e.step), Some(77_777 * 13));
    }

    #[test]
    fn the_last_one_can_be_changed() {
        let mut events = Packed::default();
        assert_eq!(events.push(event(1, 1, 4), 1), Ok(()));
        events.set_last_result(Value::NONE, 1);
        assert_eq!(events.push(event(2, 2, 4), 2), Ok(()));
        assert_eq!(events.get(0).map(|e| e.result), Some(Value::NONE));
    }
}
