//! Values of the machine: small constants inline, everything else a node. Ids are given in the order of making, so a replay finds the
//! same ids again; which nodes are still held, and where, is for [`super::forget`] to say.

use super::forget::{LARGE, Past};
use super::log::Failure;

/// A value: a tag in the upper three bits and 29 bits of payload. There are as many as a stream has opcodes, so they are small.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[repr(transparent)]
pub struct Value(pub u32);

const TAG: u32 = 1 << 29;
const PAYLOAD: u32 = TAG - 1;
const INT_MIN: i64 = -(1 << 28);
const INT_MAX: i64 = (1 << 28) - 1;
/// Nodes a value can name.
const MAX_NODES: usize = 1 << 29;

impl Value {
    /// `None`.
    pub const NONE: Value = Value(0);
    /// `True`.
    pub const TRUE: Value = Value(TAG);
    /// `False`.
    pub const FALSE: Value = Value(2 * TAG);
    /// A MARK, in lists of stack cells only.
    pub const MARK: Value = Value(5 * TAG);

    /// A node of the arena.
    pub const fn node(id: u32) -> Value {
        Value((4 * TAG) | (id & PAYLOAD))
    }

    /// An inline integer, when it fits 29 bits.
    #[allow(clippy::cast_possible_truncation, reason = "in range")]
    pub fn int(n: i64) -> Option<Value> {
        (INT_MIN..=INT_MAX).contains(&n).then_some(Value((3 * TAG) | ((n as i32).cast_unsigned() & PAYLOAD)))
    }

    /// The arena node, if it is one.
    pub fn id(self) -> Option<u32> {
        (self.0 / TAG == 4).then_some(self.0 & PAYLOAD)
    }

    /// The inline integer, if it is one.
    pub fn as_int(self) -> Option<i64> {
        (self.0 / TAG == 3).then(|| i64::from(((self.0 & PAYLOAD) << 3).cast_signed() >> 3))
    }
}

const FROZEN_TUPLE: u8 = Kind::Tuple as u8;
const FROZEN_SET: u8 = Kind::FrozenSet as u8;
const MUTABLE_LIST: u8 = Kind::List as u8;
const MUTABLE_SET: u8 = Kind::Set as u8;
const MUTABLE_DICT: u8 = Kind::Dict as u8;
const FIRST_TEXT: u8 = Kind::Text as u8;
const LAST_TEXT: u8 = Kind::ByteArray as u8;
const BIG_INT: u8 = Kind::BigInt as u8;

/// What a node is. Numbers are part of the ABI (`workers/formats/pickle/arena.ts`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Kind {
    /// str. Text arena holds UTF-8 (surrogates as three bytes).
    Text = 1,
    /// 8-bit string; str or bytes by encoding.
    Text8 = 2,
    /// bytes.
    Bytes = 3,
    /// bytearray.
    ByteArray = 4,
    /// int of 29 to 64 bits, in `a` (low) and `b` (high).
    Int = 5,
    /// int beyond 64 bits; text arena holds what was written.
    BigInt = 6,
    /// float; bits in `a` (low) and `b` (high).
    Float = 7,
    /// tuple: `b` items from `a`.
    Tuple = 8,
    /// list: segments from `a` to `b` (+1; 0 is none).
    List = 9,
    /// set, as list.
    Set = 10,
    /// frozenset, as tuple.
    FrozenSet = 11,
    /// dict, as list, keys and values in turn.
    Dict = 12,
    /// What find_class returned; `a` is the event, `b` the number of the name.
    Global = 13,
    /// What a call returned; `a` is the event.
    Result = 14,
    /// What persistent_load returned; `a` is the event.
    Persistent = 15,
    /// Extension registry entry; `a` is the event, `b` the code.
    Extension = 16,
    /// Out-of-band buffer.
    Buffer = 17,
}

impl Kind {
    /// Kinds from here on come from an event or from outside: they are no data.
    pub const FIRST_LIVE: u8 = Kind::Global as u8;

    /// Kinds of which the event says everything: such a node can always be let go.
    pub fn is_of_event(kind: u8) -> bool {
        (Kind::Global as u8..=Kind::Persistent as u8).contains(&kind)
    }
}

/// Set in the kind of a node whose text or bytes are held whole; otherwise the arena record starts with the full length (u64).
const WHOLE: u8 = 0x80;
/// Set in the kind of what is no data, and of a container that held something of the kind when it was put in.
pub const LIVE: u8 = 0x40;
/// Set in the kind of a node that an event reaches.
pub const NEEDED: u8 = 0x20;
/// Set in the kind of what came from an event and is harmless all the same: see [`super::names`].
pub const TAME: u8 = 0x80;
const KIND: u8 = 0x1f;

/// One value that is not inline, 16 bytes. See [`Kind`] for what `a` and `b` are.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Node {
    /// [`Kind`], [`WHOLE`] or [`TAME`], [`LIVE`] and [`NEEDED`].
    tagged: u8,
    /// Texts and bytes: payload offset, bits 32 to 39.
    offset_hi: u8,
    /// Texts and bytes: how many of them are held.
    held: u16,
    /// Texts and bytes: payload offset, bits 0 to 31. Others: `b`.
    low: u32,
    /// Step that made it.
    pub step: u32,
    /// See [`Kind`].
    pub a: u32,
}

impl Node {
    /// A value that is no text.
    pub fn plain(kind: Kind, a: u32, b: u32, step: u32) -> Node {
        let live = if kind as u8 >= Kind::FIRST_LIVE { LIVE } else { 0 };
        Node { tagged: kind as u8 | live, offset_hi: 0, held: 0, low: b, step, a }
    }

    /// [`Kind`].
    pub fn kind(&self) -> u8 {
        self.tagged & KIND
    }

    /// Whether one of these flags is set.
    pub fn has(&self, flags: u8) -> bool {
        self.tagged & flags != 0
    }

    /// Sets a flag.
    pub fn set(&mut self, flag: u8) {
        self.tagged |= flag;
    }

    /// tuple or frozenset.
    pub fn is_frozen(&self) -> bool {
        matches!(self.kind(), FROZEN_TUPLE | FROZEN_SET)
    }

    /// list, set or dict.
    pub fn is_mutable(&self) -> bool {
        matches!(self.kind(), MUTABLE_LIST | MUTABLE_SET | MUTABLE_DICT)
    }

    /// Its bytes are in the text arena.
    pub fn is_text(&self) -> bool {
        matches!(self.kind(), FIRST_TEXT..=LAST_TEXT | BIG_INT)
    }

    /// Comes from an event and may be more than data, or holds what does.
    pub fn is_live(&self) -> bool {
        self.has(LIVE)
    }

    /// From an event, and harmless.
    pub fn tame(&mut self) {
        self.tagged = self.tagged & !LIVE | TAME;
    }

    /// Its event says all there is to say of it.
    pub fn is_of_event(&self) -> bool {
        Kind::is_of_event(self.kind())
    }

    /// A text all of which is held.
    pub fn is_whole(&self) -> bool {
        self.has(WHOLE)
    }

    /// Second number of a value that is no text.
    pub fn b(&self) -> u32 {
        self.low
    }

    /// Where its run or its first segment is, and its length or its last segment.
    pub fn set_contents(&mut self, a: u32, b: u32) {
        (self.a, self.low) = (a, b);
    }

    /// The record in the text arena: the bytes held, and before them their full length when they are not all.
    pub fn text_record(&self) -> std::ops::Range<usize> {
        self.a as usize..self.text().end
    }

    /// Where the bytes held of a text are in the text arena.
    pub fn text(&self) -> std::ops::Range<usize> {
        let start = self.a as usize + if self.tagged & WHOLE == 0 { 8 } else { 0 };
        start..start + usize::from(self.held)
    }
}

/// `start` of a run whose items were let go.
pub const GONE: u32 = u32::MAX;

/// A run of items added to a list, set or dict by one step, or several such runs of which only the length is left.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Segment {
    /// First item, or [`GONE`].
    pub start: u32,
    /// Number of items.
    pub len: u32,
    /// Next segment + 1; 0 is none.
    pub next: u32,
    /// Step that added it.
    pub step: u32,
}

/// Payloads up to this many bytes are kept whole, longer ones with their head.
pub const WHOLE_MAX: usize = 64 * 1024 - 1;
/// Bytes kept of a payload that is not kept whole.
pub const HEAD: usize = 1024;
/// Text kept in all; after that only heads of [`HEAD_LATE`] bytes.
const TEXT_BUDGET: usize = 160 << 20;
const HEAD_LATE: usize = 48;

/// All values of one run, as far as they are held.
#[derive(Default)]
pub struct Arena {
    /// Nodes; by id as long as none was let go.
    pub nodes: Vec<Node>,
    /// Items of tuples and segments.
    pub items: Vec<Value>,
    /// Runs of items of mutable containers.
    pub segments: Vec<Segment>,
    /// Bytes of text and bytes values.
    pub text: Vec<u8>,
    /// Nodes made.
    pub made: u32,
    /// What was let go.
    pub past: Past,
    /// Items that belong to the next tuple or frozenset, and whether one of them is no data.
    gathered: u32,
    gathered_live: bool,
}

/// Appends, or reports that memory ran out. Never aborts.
pub fn push<T>(vec: &mut Vec<T>, item: T) -> Result<(), Failure> {
    if vec.len() == vec.capacity() {
        // Growth by half keeps the peak of a copy lower than doubling does.
        let more = (vec.len() / 2).max(64);
        vec.try_reserve(more).map_err(|_| Failure::LimitMemory)?;
    }
    vec.push(item);
    Ok(())
}

/// Appends a slice, or reports that memory ran out.
pub fn extend<T: Copy>(vec: &mut Vec<T>, items: &[T]) -> Result<(), Failure> {
    if vec.capacity() - vec.len() < items.len() {
        let more = (vec.len() / 2).max(items.len()).max(64);
        vec.try_reserve(more).map_err(|_| Failure::LimitMemory)?;
    }
    vec.extend_from_slice(items);
    Ok(())
}

/// Texts up to this length are copied in place: a copy of any length is a call into the browser, which takes longer than they do.
const SHORT: usize = 64;

/// [`extend`] of bytes that are mostly few.
#[inline]
pub fn extend_text(vec: &mut Vec<u8>, text: &[u8]) -> Result<(), Failure> {
    if text.len() > SHORT || vec.capacity() - vec.len() < SHORT {
        return extend(vec, text);
    }
    if let Some(last) = text.last_chunk::<16>() {
        text.as_chunks::<16>().0.iter().for_each(|chunk| vec.extend_from_slice(chunk));
        end_with(vec, last, 16 - text.len() % 16);
    } else if let (Some(first), Some(last)) = (text.first_chunk::<8>(), text.last_chunk::<8>()) {
        vec.extend_from_slice(first);
        end_with(vec, last, 16 - text.len());
    } else if let (Some(first), Some(last)) = (text.first_chunk::<4>(), text.last_chunk::<4>()) {
        vec.extend_from_slice(first);
        end_with(vec, last, 8 - text.len());
    } else {
        text.iter().for_each(|&byte| vec.push(byte));
    }
    Ok(())
}

/// Appends bytes the first of which, so many, are there already.
#[inline(always)]
fn end_with<const N: usize>(vec: &mut Vec<u8>, last: &[u8; N], there: usize) {
    vec.truncate(vec.len() - there);
    vec.extend_from_slice(last);
}

/// An arena index as the ABI stores it.
pub fn index(n: usize) -> Result<u32, Failure> {
    u32::try_from(n).map_err(|_| Failure::LimitMemory)
}

impl Arena {
    /// Bytes this arena holds.
    pub fn bytes(&self) -> usize {
        self.nodes.capacity() * size_of::<Node>()
            + self.items.capacity() * size_of::<Value>()
            + self.segments.capacity() * size_of::<Segment>()
            + self.text.capacity()
            + self.past.bytes()
    }

    /// The node behind a value, if it is held.
    pub fn get(&self, value: Value) -> Option<&Node> {
        self.nodes.get(self.past.index_of(value.id()?)?)
    }

    /// The kind of a node value, held or not; `None` for inline constants.
    #[inline]
    pub fn kind(&self, value: Value) -> Option<u8> {
        let id = value.id()?;
        match self.past.place(id) {
            Some(at) => self.nodes.get(at).map(Node::kind),
            None => self.past.remnant(id).map(|remnant| remnant.kind()),
        }
    }

    /// Whether a value is no data: something from outside, or a container that was given some.
    #[inline]
    fn is_live(&self, value: Value) -> bool {
        let Some(id) = value.id() else { return false };
        match self.past.place(id) {
            Some(at) => self.nodes.get(at).is_some_and(Node::is_live),
            None => self.was_live(id),
        }
    }

    #[inline(never)]
    fn was_live(&self, id: u32) -> bool {
        let Some(remnant) = self.past.remnant(id) else { return false };
        remnant.kind() >= Kind::FIRST_LIVE && !remnant.is_tame()
            || self.past.index_of(id).and_then(|at| self.nodes.get(at)).is_some_and(Node::is_live)
    }

    /// Whether a value is data, or as harmless.
    pub fn is_tame(&self, value: Value) -> bool {
        !self.is_live(value)
    }

    /// Whether a value is an object that a tame event made.
    pub fn is_tame_result(&self, value: Value) -> bool {
        let is_made = self.kind(value).is_some_and(|kind| kind != Kind::Global as u8 && Kind::is_of_event(kind));
        is_made && self.is_tame(value)
    }

    /// The number of the name a value is; 0 for anything else.
    pub fn name_number(&self, value: Value) -> u32 {
        let Some(id) = value.id() else { return 0 };
        match self.past.place(id).and_then(|at| self.nodes.get(at)) {
            Some(node) if node.kind() == Kind::Global as u8 => node.b(),
            Some(_) => 0,
            None => self.past.remnant(id).map_or(0, |remnant| remnant.name_number()),
        }
    }

    /// Whether one of them is no data.
    #[inline]
    pub fn any_live(&self, mut items: impl Iterator<Item = Value>) -> bool {
        items.any(|item| self.is_live(item))
    }

    /// Adds a node.
    #[inline]
    pub fn add(&mut self, mut node: Node) -> Result<Value, Failure> {
        let id = self.made;
        if id as usize >= MAX_NODES {
            return Err(Failure::LimitMemory);
        }
        if self.past.is_wanted(id) {
            node.set(NEEDED);
        }
        push(&mut self.nodes, node)?;
        self.made += 1;
        Ok(Value::node(id))
    }

    /// Some of the items of the tuple or frozenset that is added next; `count` in all.
    pub fn gather(&mut self, items: impl ExactSizeIterator<Item = Value> + Clone, count: usize) -> Result<(), Failure> {
        if self.gathered == 0 {
            self.items.try_reserve_exact(count).map_err(|_| Failure::LimitMemory)?;
        }
        self.gathered += index(items.len())?;
        self.gathered_live |= self.any_live(items.clone());
        self.items.extend(items);
        Ok(())
    }

    /// Adds a tuple or a frozenset.
    #[inline]
    pub fn add_frozen(
        &mut self,
        kind: Kind,
        items: impl ExactSizeIterator<Item = Value> + Clone,
        step: u32,
    ) -> Result<Value, Failure> {
        if self.gathered > 0 {
            return self.add_gathered(kind, step);
        }
        let (a, b) = (index(self.items.len())?, index(items.len())?);
        let mut node = Node::plain(kind, a, b, step);
        if self.any_live(items.clone()) {
            node.set(LIVE);
        }
        for item in items.clone() {
            push(&mut self.items, item)?;
        }
        let value = self.add(node)?;
        if self.past.is_rereading() && self.nodes.last().is_some_and(|made| made.has(NEEDED)) {
            self.past.need(items)?;
        }
        Ok(value)
    }

    #[inline(never)]
    fn add_gathered(&mut self, kind: Kind, step: u32) -> Result<Value, Failure> {
        let count = std::mem::take(&mut self.gathered);
        let start = index(self.items.len())? - count;
        let mut node = Node::plain(kind, start, count, step);
        if std::mem::take(&mut self.gathered_live) {
            node.set(LIVE);
        }
        let value = self.add(node)?;
        if self.past.is_rereading() && self.nodes.last().is_some_and(|made| made.has(NEEDED)) {
            self.past.need(self.items.get(start as usize..).unwrap_or(&[]).iter().copied().take(LARGE as usize))?;
        }
        Ok(value)
    }

    /// Adds a text or bytes node. `seen` is what was in the window, `len` the full length, `offset` of the first payload byte.
    pub fn add_text(&mut self, kind: Kind, seen: &[u8], len: u64, offset: u64, step: u32) -> Result<Value, Failure> {
        let whole = len == seen.len() as u64 && seen.len() <= WHOLE_MAX && self.text.len() + seen.len() <= TEXT_BUDGET;
        let a = index(self.text.len())?;
        let held = if whole {
            seen
        } else {
            let head = if self.text.len() < TEXT_BUDGET { HEAD } else { HEAD_LATE };
            extend(&mut self.text, &len.to_le_bytes())?;
            &seen[..seen.len().min(head)]
        };
        extend_text(&mut self.text, held)?;
        self.add(Node {
            tagged: kind as u8 | if whole { WHOLE } else { 0 },
            offset_hi: u8::try_from(offset >> 32).unwrap_or(u8::MAX),
            held: u16::try_from(held.len()).map_err(|_| Failure::LimitMemory)?,
            low: u32::try_from(offset & 0xffff_ffff).unwrap_or(u32::MAX),
            step,
            a,
        })
    }

    /// Adds items to a list, set or dict.
    pub fn append(
        &mut self,
        target: Value,
        items: impl ExactSizeIterator<Item = Value> + Clone,
        step: u32,
    ) -> Result<(), Failure> {
        let Some(id) = target.id() else { return Ok(()) };
        let live = self.any_live(items.clone());
        let Some(at) = self.past.index_of(id) else { return self.append_to_lost(id, items, live) };
        let start = index(self.items.len())?;
        let len = index(items.len())?;
        for item in items.clone() {
            push(&mut self.items, item)?;
        }
        let Some(node) = self.nodes.get_mut(at) else { return Ok(()) };
        if live {
            node.set(LIVE);
        }
        let needed = node.has(NEEDED);
        let last = node.b();
        if self.extend_last(last, (id, live), Segment { start, len, next: 0, step }) {
            return if needed { self.past.need(items) } else { Ok(()) };
        }
        self.past.note_append(id, live, last)?;
        self.link(at, Segment { start, len, next: 0, step })?;
        if needed { self.past.need(items) } else { Ok(()) }
    }

    /// What one step adds in pieces is one run.
    fn extend_last(&mut self, last: u32, (owner, live): (u32, bool), more: Segment) -> bool {
        if last as usize != self.segments.len() || last as usize <= self.past.base.segments {
            return false;
        }
        let Some(run) = self.segments.last_mut() else { return false };
        let follows = run.step == more.step && run.start.checked_add(run.len) == Some(more.start);
        let Some(len) = run.len.checked_add(more.len).filter(|_| follows) else { return false };
        run.len = len;
        self.past.note_more(owner, live);
        true
    }

    /// Puts a run behind those a container has.
    pub(super) fn link(&mut self, at: usize, run: Segment) -> Result<(), Failure> {
        let segment = index(self.segments.len() + 1)?;
        push(&mut self.segments, run)?;
        let Some(node) = self.nodes.get_mut(at) else { return Ok(()) };
        let (first, last) = (node.a, node.b());
        node.set_contents(if last == 0 { segment } else { first }, segment);
        if let Some(previous) = (last as usize).checked_sub(1).and_then(|at| self.segments.get_mut(at)) {
            previous.next = segment;
        }
        Ok(())
    }

    /// The bytes held of a text node.
    pub fn text_of(&self, value: Value) -> Option<&[u8]> {
        self.text.get(self.get(value)?.text())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_every_length_are_copied_whole() {
        let bytes: Vec<u8> = (0..200).collect();
        let (mut texts, mut plain) = (Vec::new(), Vec::new());
        for from in [0, 1, 7, 50] {
            for text in (0..=100).filter_map(|len| bytes.get(from..from + len)) {
                assert_eq!(extend_text(&mut texts, text), Ok(()));
                plain.extend_from_slice(text);
            }
        }
        assert_eq!(texts, plain);
    }
}
