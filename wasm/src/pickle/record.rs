//! The first run: everything the machine makes is kept.

use super::arena::{Arena, Kind, NEEDED, Node, Value, index, push};
use super::events::Events;
use super::forget::CELLS;
use super::log::{AGAIN, ALIKE, Anomaly, Event, EventKind, Failure, MAX_ANOMALIES, Odd, TAME};
use super::memo::Memo;
use super::names::{HARMLESS, MAY_CHANGE, Names};
use super::opcode as op;
use super::shapes::Shapes;
use super::stack::{Cell, Stack};
use super::world::{Happening, World};

/// Events of which is noted that they tell something: those of a long program are gone through one by one.
pub const TELLING: usize = 1 << 16;

/// Offset and length of the opcode being executed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Here {
    /// Offset of the opcode byte.
    pub offset: u64,
    /// Bytes of the opcode with its argument.
    pub length: u32,
    /// Opcode byte.
    pub opcode: u8,
    /// PROTO in force.
    pub protocol: u8,
    /// Step.
    pub step: u32,
}

/// Values, events, anomalies and memo of a run.
#[derive(Default)]
pub struct Recorder {
    /// Values.
    pub arena: Arena,
    /// Events in order.
    pub events: Events,
    /// Numbers of the first ones that are not [`ALIKE`], at most [`TELLING`].
    pub telling: Vec<u32>,
    /// Imports and calls among all of them.
    pub imports: u32,
    /// See `imports`.
    pub calls: u32,
    /// The names among them.
    pub names: Names,
    /// What calls were like.
    shapes: Shapes,
    /// Anomalies in order, at most [`MAX_ANOMALIES`].
    pub anomalies: Vec<Anomaly>,
    /// Anomalies not kept.
    pub omitted: u32,
    /// Memo.
    pub memo: Memo,
    /// The opcode being executed.
    pub here: Here,
    /// [`Odd::Unhashable`] was noted.
    pub(super) unhashable: bool,
}

impl World for Recorder {
    fn kind(&self, value: Value) -> Option<u8> {
        self.arena.kind(value)
    }

    fn is_false(&self, value: Value) -> bool {
        let Some(id) = value.id() else { return value == Value::FALSE || value.as_int() == Some(0) };
        match self.arena.get(value) {
            Some(node) => {
                let kind = node.kind();
                kind == Kind::Tuple as u8 && node.b() == 0
                    || (kind == Kind::Text as u8 || kind == Kind::Bytes as u8) && node.text().is_empty()
            }
            None => self.arena.past.remnant(id).is_some_and(|remnant| {
                let kind = remnant.kind();
                remnant.is_empty()
                    && (kind == Kind::Tuple as u8 || kind == Kind::Text as u8 || kind == Kind::Bytes as u8)
            }),
        }
    }

    fn plain(&mut self, kind: Kind, a: u32, b: u32) -> Result<Value, Failure> {
        self.arena.add(Node::plain(kind, a, b, self.here.step))
    }

    fn text(&mut self, kind: Kind, seen: &[u8], len: u64, offset: u64) -> Result<Value, Failure> {
        self.arena.add_text(kind, seen, len, offset, self.here.step)
    }

    fn gather(&mut self, cells: &[Cell], count: usize) -> Result<(), Failure> {
        self.arena.gather(cells.iter().map(|c| c.value), count)
    }

    fn items(&mut self, kind: Kind, cells: &[Cell]) -> Result<Value, Failure> {
        let step = self.here.step;
        let mutable = matches!(kind, Kind::List | Kind::Set | Kind::Dict);
        if mutable {
            let value = self.plain(kind, 0, 0)?;
            if !cells.is_empty() {
                self.append(value, cells)?;
            }
            return Ok(value);
        }
        self.arena.add_frozen(kind, cells.iter().map(|c| c.value), step)
    }

    fn append(&mut self, target: Value, cells: &[Cell]) -> Result<(), Failure> {
        self.arena.append(target, cells.iter().map(|c| c.value), self.here.step)
    }

    #[inline]
    fn hash(&mut self, keys: Kind, cells: &[Cell]) {
        self.note_hash(keys, cells);
    }

    fn most(&self) -> usize {
        usize::MAX
    }

    fn pass(&mut self, _: Value, _: usize) -> Result<(), Failure> {
        Ok(())
    }

    fn between(&mut self, stack: &Stack) -> Result<(), Failure> {
        if self.arena.is_due() { self.sweep(stack) } else { Ok(()) }
    }

    fn event(&mut self, h: &Happening) -> Result<Value, Failure> {
        let id = index(self.events.len())?;
        let Here { offset, length, opcode, protocol, step } = self.here;
        let (mut target, mut args, mut number) = (h.target, h.args, 0);
        if h.makes == Some(Kind::Global) {
            number = self.names.look_up(&self.arena, target, args, protocol, id)?;
            if let Some(name) = self.names.get(number) {
                // The same texts again: those of the first time stand for all.
                (target, args) = (name.module, name.name);
            }
        }
        let mut is_tame = self.may_be_tame(h);
        let result = match h.makes {
            Some(Kind::Extension) => {
                self.plain(Kind::Extension, id, h.target.as_int().and_then(|n| u32::try_from(n).ok()).unwrap_or(0))?
            }
            Some(kind) => {
                let value = self.plain(kind, id, number)?;
                let is_harmless = is_tame || number != 0 && self.names.class(number) & HARMLESS != 0;
                if let Some(node) = self.arena.nodes.last_mut() {
                    // Asked for by the reading before: something else reaches it.
                    is_tame &= !node.has(NEEDED);
                    if is_harmless && (is_tame || kind == Kind::Global) {
                        node.tame();
                    }
                }
                if kind == Kind::Global {
                    self.names.gave(number, value);
                } else if is_tame && h.kind == EventKind::Call {
                    let name = self.names.get(self.arena.name_number(target));
                    target = name.map_or(target, |name| name.value);
                }
                value
            }
            None => h.target,
        };
        let kind = h.kind as u8;
        let event = Event {
            offset,
            target,
            args,
            kwargs: h.kwargs,
            result,
            step,
            from: h.from,
            length,
            kind,
            opcode,
            protocol,
            tame: if is_tame { TAME } else { self.likeness(h) },
        };
        match h.kind {
            EventKind::Import => self.imports += 1,
            EventKind::Call => self.calls += 1,
            _ => {}
        }
        if event.tame != ALIKE && self.telling.len() < TELLING {
            push(&mut self.telling, id)?;
        }
        self.events.push(event, self.arena.made)?;
        if self.arena.past.began && !is_tame {
            self.arena.past.need([target, args, h.kwargs].into_iter())?;
        }
        Ok(result)
    }

    #[inline(always)]
    fn memo_put(&mut self, key: u64, value: Value) -> Result<(), Failure> {
        if self.memo.put_next(key, value, self.here.step)? { Ok(()) } else { self.memo_put_again(key, value) }
    }

    fn memo_get(&mut self, key: u64) -> Option<Value> {
        self.memo.get(key)
    }

    fn memo_len(&self) -> u64 {
        self.memo.len
    }

    fn odd(&mut self, code: Odd, value: f64) {
        if self.anomalies.len() >= MAX_ANOMALIES {
            self.omitted = self.omitted.saturating_add(1);
            return;
        }
        let Here { offset, length, step, .. } = self.here;
        self.anomalies.push(Anomaly { offset, value, step, length, code: code as u16, pad: [0; 3] });
    }
}

impl Recorder {
    /// Whether an event is an ordinary one among very many, of data alone; see [`super::names`].
    fn may_be_tame(&mut self, h: &Happening) -> bool {
        match h.kind {
            EventKind::Call => {
                let number = self.arena.name_number(h.target);
                let is_tame = self.names.is_told(number, matches!(self.here.opcode, op::NEWOBJ | op::NEWOBJ_EX))
                    && self.arena.past.began
                    && self.arena.is_tame(h.args)
                    && self.arena.is_tame(h.kwargs);
                if !is_tame && self.names.class(number) & MAY_CHANGE != 0 {
                    self.names.change();
                }
                is_tame
            }
            EventKind::Build | EventKind::Method => {
                if self.arena.kind(h.target) == Some(Kind::Global as u8) {
                    self.names.change();
                }
                h.kind == EventKind::Build
                    && !self.names.is_changed()
                    && self.arena.is_tame_result(h.target)
                    && self.arena.is_tame(h.args)
            }
            EventKind::Persistent => self.names.is_told_persistent(&self.arena, h.target) && self.arena.past.began,
            EventKind::Import => false,
        }
    }

    /// [`AGAIN`], [`ALIKE`] or 0. After [`Recorder::may_be_tame`], which counts.
    fn likeness(&mut self, h: &Happening) -> u8 {
        let opcode = self.here.opcode;
        match h.kind {
            EventKind::Call => {
                let number = self.arena.name_number(h.target);
                let is_alike = self.shapes.is_alike(&self.arena, number, opcode, h.args);
                match self.names.is_again(number, opcode, matches!(opcode, op::NEWOBJ | op::NEWOBJ_EX)) {
                    true if is_alike => ALIKE,
                    true => AGAIN,
                    false => 0,
                }
            }
            EventKind::Persistent if self.names.is_storage_again(&self.arena, h.target) => ALIKE,
            _ => 0,
        }
    }

    /// A write of a slot that was written before, or that is not the next one.
    #[inline(never)]
    fn memo_put_again(&mut self, key: u64, value: Value) -> Result<(), Failure> {
        if self.memo.put(key, value, self.here.step)? {
            self.odd(Odd::MemoRewritten, key as f64);
        }
        Ok(())
    }

    /// The host says what the name is that was asked for last: see [`Names::open`].
    pub fn answer(&mut self, class: u8) {
        let value = self.names.answer(class).filter(|_| class & HARMLESS != 0);
        let at = value.and_then(Value::id).and_then(|id| self.arena.past.index_of(id));
        if let Some(node) = at.and_then(|at| self.arena.nodes.get_mut(at)) {
            node.tame();
        }
    }

    /// A value that an event gives besides the ones it makes by itself.
    pub fn plain_result(&mut self, event: u32) -> Result<Value, Failure> {
        self.plain(Kind::Result, event, 0)
    }

    /// Lets go of values that do not matter, see [`super::forget`].
    #[inline(never)]
    pub fn sweep(&mut self, stack: &Stack) -> Result<(), Failure> {
        let held = self.bytes();
        self.arena.sweep(&self.events, &stack.top(CELLS)?, held)
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        self.arena.bytes() + self.events.bytes() + self.names.bytes() + self.memo.bytes()
    }

    /// The event that a name, a result or a persistent object is of, held or not.
    pub fn event_of(&self, value: Value) -> Option<usize> {
        match self.arena.get(value) {
            Some(node) => node.is_of_event().then_some(node.a as usize),
            None => self.arena.kind(value).is_some_and(Kind::is_of_event).then(|| self.events.maker(value)).flatten(),
        }
    }

    /// Events of this kind.
    pub fn count(&self, kind: EventKind) -> usize {
        self.events.iter().filter(|e| e.kind == kind as u8).count()
    }
}
