//! Names that are looked up, calls, states, and objects from outside: every one an event.

use super::super::arena::{Kind, Value};
use super::super::decode::{Argument, Op};
use super::super::line::Implementation;
use super::super::log::{EventKind, Failure, Odd};
use super::super::opcode as op;
use super::super::stack::Cell;
use super::super::world::{Happening, World};
use super::constants::int_value;
use super::{Done, Machine, fixed_number, is_constant, is_container};

impl Machine {
    pub(super) fn name_line<W: World>(&self, w: &mut W, text: &[u8], ascii: bool) -> Result<Value, Failure> {
        if text.is_empty() && self.engine.implementation == Implementation::C {
            return Err(Failure::Truncated);
        }
        if text.iter().any(|&c| c == b'\\' || !(0x20..0x7f).contains(&c)) {
            w.odd(Odd::NameBytes, text.len() as f64);
        }
        if ascii && !text.is_ascii() {
            return Err(Failure::NotAscii);
        }
        // GLOBAL decodes strictly: no surrogates.
        if std::str::from_utf8(text).is_err() {
            return Err(Failure::BadUtf8);
        }
        w.text(Kind::Text, text, text.len() as u64, 0)
    }

    pub(super) fn import<W: World>(&mut self, w: &mut W, o: &Op, ascii: bool) -> Result<Value, Failure> {
        let Argument::Lines(module, name) = o.argument else { return Err(Failure::BadOpcode) };
        let target = self.name_line(w, module, ascii)?;
        let args = self.name_line(w, name, ascii)?;
        self.happen(w, EventKind::Import, target, args, Value::NONE, self.step, Some(Kind::Global))
    }

    #[allow(clippy::too_many_arguments, reason = "one line per event field reads better than a builder")]
    pub(super) fn happen<W: World>(
        &self,
        w: &mut W,
        kind: EventKind,
        target: Value,
        args: Value,
        kwargs: Value,
        from: u32,
        makes: Option<Kind>,
    ) -> Result<Value, Failure> {
        w.event(&Happening { kind, target, args, kwargs, from, makes })
    }

    pub(super) fn global<W: World>(&mut self, w: &mut W, o: &Op) -> Done {
        let value = self.import(w, o, false)?;
        self.push(value)
    }

    pub(super) fn stack_global<W: World>(&mut self, w: &mut W) -> Done {
        let name = self.pop()?;
        let module = self.pop()?;
        // Both must be exactly str.
        for cell in [module, name] {
            let kind = w.kind(cell.value);
            if kind.is_none()
                || is_constant(kind) && kind != Some(Kind::Text as u8) && kind != Some(Kind::Text8 as u8)
                || is_container(kind)
            {
                return Err(Failure::NotText);
            }
        }
        let value =
            self.happen(w, EventKind::Import, module.value, name.value, Value::NONE, module.step, Some(Kind::Global))?;
        self.push(value)
    }

    pub(super) fn inst<W: World>(&mut self, w: &mut W, o: &Op) -> Done {
        if self.marks.is_empty() {
            return Err(Failure::NoMark);
        }
        let class = self.import(w, o, true)?;
        let at = self.pop_mark()?;
        let from = self.stack.at(at)?.map_or(self.step, |c| c.step);
        let args = self.items(w, Kind::Tuple, at)?;
        self.truncate(at);
        let value = self.happen(w, EventKind::Call, class, args, Value::NONE, from, Some(Kind::Result))?;
        self.push(value)
    }

    pub(super) fn obj<W: World>(&mut self, w: &mut W) -> Done {
        let at = self.pop_mark()?;
        let Some(class) = self.stack.at(at)? else { return Err(self.underflow()) };
        let args = self.items(w, Kind::Tuple, at + 1)?;
        self.truncate(at);
        self.call(w, class, args, Value::NONE)
    }

    pub(super) fn call<W: World>(&mut self, w: &mut W, callee: Cell, args: Value, kwargs: Value) -> Done {
        let kind = w.kind(callee.value);
        if kind.is_none() || is_constant(kind) || is_container(kind) {
            return Err(Failure::NotCallable);
        }
        let value = self.happen(w, EventKind::Call, callee.value, args, kwargs, callee.step, Some(Kind::Result))?;
        self.push(value)
    }

    pub(super) fn reduce<W: World>(&mut self, w: &mut W) -> Done {
        let args = self.pop()?;
        let callee = self.pop()?;
        self.arguments(w, args.value)?;
        self.call(w, callee, args.value, Value::NONE)
    }

    pub(super) fn newobj<W: World>(&mut self, w: &mut W) -> Done {
        let args = self.pop()?;
        let class = self.pop()?;
        self.arguments(w, args.value)?;
        self.call(w, class, args.value, Value::NONE)
    }

    pub(super) fn newobj_ex<W: World>(&mut self, w: &mut W) -> Done {
        let kwargs = self.pop()?;
        let args = self.pop()?;
        let class = self.pop()?;
        self.arguments(w, args.value)?;
        self.call(w, class, args.value, kwargs.value)
    }

    /// C wants exactly a tuple; Python unpacks any iterable.
    pub(super) fn arguments<W: World>(&self, w: &mut W, args: Value) -> Done {
        let kind = w.kind(args);
        if kind == Some(Kind::Tuple as u8) {
            return Ok(());
        }
        let known = kind.is_none() || is_constant(kind) || is_container(kind);
        if !known {
            return Ok(());
        }
        w.odd(Odd::ArgsNotTuple, 0.0);
        let iterable = kind.is_some_and(|k| k != Kind::Int as u8 && k != Kind::BigInt as u8 && k != Kind::Float as u8);
        if self.engine.implementation == Implementation::C || !iterable { Err(Failure::NotTuple) } else { Ok(()) }
    }

    pub(super) fn build<W: World>(&mut self, w: &mut W) -> Done {
        let state = self.height_above(2).and_then(|_| self.pop())?;
        let target = self.top()?;
        if w.is_false(state.value) {
            w.odd(Odd::BuildFalsy, 0.0);
        }
        self.happen(w, EventKind::Build, target.value, state.value, Value::NONE, target.step, None)?;
        Ok(())
    }

    pub(super) fn extension<W: World>(&mut self, w: &mut W, o: &Op) -> Done {
        let raw = fixed_number(o);
        let code = if o.code == op::EXT4 { i64::from((raw & 0xffff_ffff) as u32 as i32) } else { raw.cast_signed() };
        w.odd(Odd::Extension, code as f64);
        if code <= 0 && self.engine.implementation == Implementation::C {
            return Err(Failure::ExtensionCode);
        }
        let target = int_value(w, code)?;
        let value =
            self.happen(w, EventKind::Import, target, Value::NONE, Value::NONE, self.step, Some(Kind::Extension))?;
        self.push(value)
    }

    pub(super) fn persid<W: World>(&mut self, w: &mut W, o: &Op) -> Done {
        let Argument::Line(text, offset) = o.argument else { return Err(Failure::BadOpcode) };
        if !text.is_ascii() {
            return Err(Failure::NotAscii);
        }
        let pid = w.text(Kind::Text, text, text.len() as u64, offset)?;
        self.persistent(w, Cell { value: pid, step: self.step })
    }

    pub(super) fn persistent<W: World>(&mut self, w: &mut W, pid: Cell) -> Done {
        let value =
            self.happen(w, EventKind::Persistent, pid.value, pid.value, Value::NONE, pid.step, Some(Kind::Persistent))?;
        self.push(value)
    }
}
