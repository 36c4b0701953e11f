//! Values of the machine: small constants inline, everything else a node. Append-only, so a replay finds the same ids again.

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
    /// What find_class returned; `a` is the event.
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

/// Set in the kind of a node whose text or bytes are held whole; otherwise the arena record starts with the full length (u64).
const WHOLE: u8 = 0x80;

/// One value that is not inline, 16 bytes. See [`Kind`] for what `a` and `b` are.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Node {
    /// [`Kind`] and [`WHOLE`].
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
        Node { tagged: kind as u8, offset_hi: 0, held: 0, low: b, step, a }
    }

    /// [`Kind`].
    pub fn kind(&self) -> u8 {
        self.tagged & !WHOLE
    }

    /// Second number of a value that is no text.
    pub fn b(&self) -> u32 {
        self.low
    }

    fn set_b(&mut self, b: u32) {
        self.low = b;
    }

    /// Where the bytes held of a text are in the text arena.
    pub fn text(&self) -> std::ops::Range<usize> {
        let start = self.a as usize + if self.tagged & WHOLE == 0 { 8 } else { 0 };
        start..start + usize::from(self.held)
    }
}

/// A run of items added to a list, set or dict by one step.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Segment {
    /// First item.
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

/// All values of one run.
#[derive(Default)]
pub struct Arena {
    /// Nodes by id.
    pub nodes: Vec<Node>,
    /// Items of tuples and segments.
    pub items: Vec<Value>,
    /// Runs of items of mutable containers.
    pub segments: Vec<Segment>,
    /// Bytes of text and bytes values.
    pub text: Vec<u8>,
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
    }

    /// The node behind a value.
    pub fn get(&self, value: Value) -> Option<&Node> {
        self.nodes.get(usize::try_from(value.id()?).ok()?)
    }

    /// The kind of a node value; `None` for inline constants.
    pub fn kind(&self, value: Value) -> Option<u8> {
        self.get(value).map(Node::kind)
    }

    /// Adds a node.
    pub fn add(&mut self, node: Node) -> Result<Value, Failure> {
        let id = index(self.nodes.len())?;
        if self.nodes.len() >= MAX_NODES {
            return Err(Failure::LimitMemory);
        }
        push(&mut self.nodes, node)?;
        Ok(Value::node(id))
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
        extend(&mut self.text, held)?;
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
        items: impl ExactSizeIterator<Item = Value>,
        step: u32,
    ) -> Result<(), Failure> {
        let start = index(self.items.len())?;
        let len = index(items.len())?;
        for item in items {
            push(&mut self.items, item)?;
        }
        let segment = index(self.segments.len() + 1)?;
        push(&mut self.segments, Segment { start, len, next: 0, step })?;
        let Some(node) = target.id().and_then(|id| usize::try_from(id).ok()).and_then(|id| self.nodes.get_mut(id))
        else {
            return Ok(());
        };
        let last = node.b();
        node.set_b(segment);
        if last == 0 {
            node.a = segment;
        } else if let Some(previous) = self.segments.get_mut(last as usize - 1) {
            previous.next = segment;
        }
        Ok(())
    }

    /// The bytes held of a text node.
    pub fn text_of(&self, value: Value) -> Option<&[u8]> {
        self.text.get(self.get(value)?.text())
    }
}
