//! Names that a program looks up, each once, and what the host says of them. The machine knows no name by itself.
//!
//! A program of millions of small objects makes as many calls, which are alike: the same name, and arguments that are nothing but data or
//! objects made in the same way. Where the host says that it does not look at what such a name is given, or not at more than so many of
//! them ([`AS_NEW`], [`AS_CALL`]), the calls are tame once there were enough ([`TOLD`]), and so are the objects they make and the states
//! these are given: what they hold may be let go as other data is. A tame object that something else reaches is asked for, and the next
//! reading does not take it for tame. Once a program does something that may change what names mean ([`MAY_CHANGE`]), nothing is tame.

use super::arena::{Arena, Kind, Node, Value, index, push};
use super::log::Failure;
use std::collections::BTreeMap;

/// Holding what this name gives is harmless.
pub const HARMLESS: u8 = 1;
/// NEWOBJ and NEWOBJ_EX of it may be tame.
pub const AS_NEW: u8 = 2;
/// Other calls of it may be tame.
pub const AS_CALL: u8 = 4;
/// Calls of it may change what other names mean.
pub const MAY_CHANGE: u8 = 8;

/// Somebody looks at many of its calls before they are tame: see [`MANY_TOLD`].
pub const MANY: u8 = 16;

/// Nobody looks at what NEWOBJ and NEWOBJ_EX of it are given.
pub const QUIET_AS_NEW: u8 = 32;
/// Nobody looks at what other calls of it are given.
pub const QUIET_AS_CALL: u8 = 64;

/// Calls of a name before further ones are tame: more than anybody is told one by one.
pub const TOLD: u32 = 1024;
/// The same for names of which somebody makes a list, and for persistent objects: more than any list holds.
pub const MANY_TOLD: u32 = 1 << 18;
/// Different names that are told apart, and how long they may be.
const MOST: usize = 4096;
const LONGEST: usize = 512;

/// One name.
#[derive(Clone, Copy, Debug)]
pub struct Name {
    /// Module.
    pub module: Value,
    /// Name.
    pub name: Value,
    /// PROTO in force.
    pub protocol: u8,
    /// The event that looked it up first.
    pub event: u32,
    /// What the host says of it.
    pub class: u8,
    /// What looking it up gave the first time.
    pub value: Value,
    /// Calls of it by now.
    pub calls: u32,
    /// The opcode of the first one.
    opcode: u8,
}

/// The names of a run, from 1 on.
pub struct Names {
    /// The host is asked what names are.
    pub asks: bool,
    /// See [`TOLD`].
    pub told: u32,
    /// See [`MANY_TOLD`].
    pub many_told: u32,
    /// Persistent objects by now, and the first text of the first one's id.
    persistents: u32,
    kind: Option<Value>,
    list: Vec<Name>,
    numbers: BTreeMap<Vec<u8>, u32>,
    /// The two values that were looked up last, and what they are: mostly the same again.
    last: Option<(Value, Value, u8, u32)>,
    /// Names the host was told of.
    answered: usize,
    changed: bool,
}

impl Default for Names {
    fn default() -> Names {
        Names {
            asks: false,
            told: TOLD,
            many_told: MANY_TOLD,
            persistents: 0,
            kind: None,
            list: Vec::new(),
            numbers: BTreeMap::new(),
            last: None,
            answered: 0,
            changed: false,
        }
    }
}

impl Names {
    /// The number of a name, whether it was looked up before or not; 0 for one that cannot be told.
    pub fn look_up(
        &mut self,
        arena: &Arena,
        module: Value,
        name: Value,
        protocol: u8,
        event: u32,
    ) -> Result<u32, Failure> {
        // Names below 3 go through a map, and dots mean attributes from 4 on.
        let rules = match protocol {
            0..=2 => 2,
            3 => 3,
            _ => 4,
        };
        if let Some((a, b, c, number)) = self.last
            && (a, b, c) == (module, name, rules)
        {
            return Ok(number);
        }
        let number = self.find(arena, module, name, rules, event)?;
        if number != 0 {
            self.last = Some((module, name, rules, number));
        }
        Ok(number)
    }

    fn find(&mut self, arena: &Arena, module: Value, name: Value, rules: u8, event: u32) -> Result<u32, Failure> {
        let mut key = vec![rules];
        for value in [module, name] {
            let text = arena.get(value).filter(|node| node.kind() == Kind::Text as u8 && node.is_whole());
            let Some(text) = text.and_then(|node| arena.text.get(node.text())).filter(|text| text.len() <= LONGEST)
            else {
                return Ok(0);
            };
            key.extend_from_slice(&index(text.len())?.to_le_bytes());
            key.extend_from_slice(text);
        }
        if let Some(&number) = self.numbers.get(&key) {
            return Ok(number);
        }
        if self.list.len() >= MOST {
            return Ok(0);
        }
        push(
            &mut self.list,
            Name { module, name, protocol: rules, event, class: 0, value: Value::NONE, calls: 0, opcode: 0 },
        )?;
        let number = index(self.list.len())?;
        self.numbers.insert(key, number);
        Ok(number)
    }

    /// A name by its number.
    pub fn get(&self, number: u32) -> Option<&Name> {
        self.list.get((number as usize).checked_sub(1)?)
    }

    /// A name nobody answered for yet, if the host is asked at all.
    #[inline]
    pub fn open(&self) -> Option<u32> {
        (self.asks && self.answered < self.list.len()).then(|| u32::try_from(self.answered + 1).unwrap_or(0))
    }

    /// The host says what the name is that was [`Names::open`]. What it gave when it was looked up.
    pub(super) fn answer(&mut self, class: u8) -> Option<Value> {
        let value = self.list.get(self.answered).map(|name| name.value);
        if let Some(name) = self.list.get_mut(self.answered) {
            name.class = class;
            // INST looks up and calls at once.
            self.changed |= name.calls > 0 && class & MAY_CHANGE != 0;
            self.answered += 1;
        }
        value
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Name> {
        self.list.iter()
    }

    /// What the host said of a name.
    pub fn class(&self, number: u32) -> u8 {
        self.get(number).map_or(MAY_CHANGE, |name| name.class)
    }

    /// One more call of a name: whether it is tame as far as that goes.
    pub fn is_told(&mut self, number: u32, as_new: bool) -> bool {
        let wanted = if as_new { AS_NEW } else { AS_CALL };
        let Some(name) = self.list.get_mut((number as usize).wrapping_sub(1)) else { return false };
        name.calls = name.calls.saturating_add(1);
        let told = if name.class & MANY == 0 { self.told } else { self.many_told };
        name.class & wanted != 0 && name.calls > told && !self.changed
    }

    /// Whether a call that was counted is one more that nobody looks at, see [`super::log::AGAIN`].
    pub fn is_again(&mut self, number: u32, opcode: u8, as_new: bool) -> bool {
        let wanted = if as_new { QUIET_AS_NEW } else { QUIET_AS_CALL };
        let Some(name) = self.list.get_mut((number as usize).wrapping_sub(1)) else { return false };
        if name.calls == 1 {
            name.opcode = opcode;
        }
        name.calls > 1 && name.opcode == opcode && name.class & wanted != 0
    }

    /// Whether a persistent object that was counted is one more of those whose ids begin as torch writes them: `('storage', type, …)`.
    pub fn is_storage_again(&self, arena: &Arena, id: Value) -> bool {
        let Some([first, second]) = pair(arena, id) else { return false };
        self.persistents > 1
            && arena.kind(second) == Some(Kind::Global as u8)
            && arena.get(first).is_some_and(|node| node.is_whole() && node.kind() == Kind::Text as u8)
            && arena.text_of(first) == Some(b"storage")
    }

    /// One more persistent object: whether there were enough of them and its id is a text, or is like that of the first: a tuple of data
    /// that begins with the same text, and with a harmless name.
    pub fn is_told_persistent(&mut self, arena: &Arena, id: Value) -> bool {
        self.persistents = self.persistents.saturating_add(1);
        let Some([first, second]) = pair(arena, id) else {
            return self.persistents > self.many_told && !self.changed && arena.kind(id) == Some(Kind::Text as u8);
        };
        let text =
            |value: Value| arena.get(value).filter(|node| Node::is_whole(node)).and_then(|_| arena.text_of(value));
        if self.persistents == 1 {
            self.kind = Some(first);
        }
        self.persistents > self.many_told
            && !self.changed
            && text(first).is_some()
            && self.kind.and_then(text) == text(first)
            && arena.kind(second) == Some(Kind::Global as u8)
            && arena.is_tame(id)
    }

    /// What looking up a name gave: the first value stands for all in tame calls.
    pub fn gave(&mut self, number: u32, value: Value) {
        let name = self.list.get_mut((number as usize).wrapping_sub(1)).filter(|name| name.value == Value::NONE);
        if let Some(name) = name {
            name.value = value;
        }
    }

    /// From here on names may mean something else.
    pub fn change(&mut self) {
        self.changed = true;
    }

    /// Whether names may mean something else by now.
    pub fn is_changed(&self) -> bool {
        self.changed
    }

    /// Bytes held, roughly.
    pub fn bytes(&self) -> usize {
        self.list.capacity() * size_of::<Name>() + self.numbers.len() * 128
    }
}

/// The first two items of a tuple that is held.
fn pair(arena: &Arena, tuple: Value) -> Option<[Value; 2]> {
    let node = arena.get(tuple).filter(|node| node.kind() == Kind::Tuple as u8)?;
    let items = arena.items.get(node.a as usize..node.a as usize + node.b() as usize)?;
    items.first_chunk::<2>().copied()
}
