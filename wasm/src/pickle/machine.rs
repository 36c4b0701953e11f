//! The abstract machine: executes opcodes over symbols, as `_pickle` and `pickle.py` do over objects. Nothing is imported or called.

use super::arena::{Kind, Value};
use super::decode::{Argument, Encoding, Engine, Op};
use super::line::{self, Implementation, Number};
use super::log::{EventKind, Failure, Odd};
use super::opcode as op;
pub use super::stack::Cell;
use super::stack::Stack;

/// Cells of one opcode that are handed on at once. More of them go piece by piece.
const PIECE: usize = 1 << 16;

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

/// Stack, marks and protocol.
pub struct Machine {
    /// The stack.
    pub stack: Stack,
    /// Stack heights at open MARKs, in place of steps; the values say nothing.
    pub marks: Stack,
    /// PROTO in force.
    pub protocol: u8,
    /// Highest PROTO so far.
    pub highest: u8,
    /// Step being executed.
    pub step: u32,
    /// Lowest stack height since it was last reset.
    pub low: u32,
    engine: Engine,
}

/// What an opcode leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// The next opcode.
    Next,
    /// STOP with this result.
    Stopped(Value),
    /// The next opcode, after a BUILD.
    Built,
    /// The next opcode, after a name was looked up.
    Imported,
}

type Done = Result<(), Failure>;

impl Machine {
    /// An empty machine.
    pub fn new(engine: Engine) -> Machine {
        Machine { stack: Stack::default(), marks: Stack::default(), protocol: 0, highest: 0, step: 0, low: 0, engine }
    }

    /// Executes one decoded opcode.
    #[inline(always)]
    pub fn execute<W: World>(&mut self, w: &mut W, o: &Op) -> Result<Flow, Failure> {
        match o.code {
            op::STOP => return self.stop(w).map(Flow::Stopped),
            op::PROTO => self.proto(w, o)?,
            op::FRAME => {}
            op::MARK => {
                let step = self.height();
                self.marks.push(Cell { value: Value::MARK, step })?;
            }
            op::POP => self.pop_or_mark()?,
            op::POP_MARK => self.pop_mark().map(|at| self.truncate(at))?,
            op::DUP => {
                let top = self.top()?;
                self.push(top.value)?;
            }
            op::NONE => self.push(Value::NONE)?,
            op::NEWTRUE => self.push(Value::TRUE)?,
            op::NEWFALSE => self.push(Value::FALSE)?,
            op::INT | op::LONG | op::FLOAT => self.number_line(w, o)?,
            op::BININT | op::BININT1 | op::BININT2 | op::BINFLOAT => self.fixed(w, o)?,
            op::LONG1 | op::LONG4 => self.long(w, o)?,
            op::STRING | op::BINSTRING | op::SHORT_BINSTRING => self.string8(w, o)?,
            op::UNICODE | op::BINUNICODE | op::SHORT_BINUNICODE | op::BINUNICODE8 => self.unicode(w, o)?,
            op::BINBYTES | op::SHORT_BINBYTES | op::BINBYTES8 => self.payload(w, o, Kind::Bytes)?,
            op::BYTEARRAY8 => self.payload(w, o, Kind::ByteArray)?,
            op::NEXT_BUFFER => {
                w.odd(Odd::NeedsBuffers, 0.0);
                let v = w.plain(Kind::Buffer, 0, 0)?;
                self.push(v)?;
            }
            op::READONLY_BUFFER => {
                self.top()?;
            }
            op::EMPTY_LIST => self.empty(w, Kind::List)?,
            op::EMPTY_DICT => self.empty(w, Kind::Dict)?,
            op::EMPTY_SET => self.empty(w, Kind::Set)?,
            op::EMPTY_TUPLE => self.empty(w, Kind::Tuple)?,
            op::LIST => self.collect(w, Kind::List)?,
            op::TUPLE => self.collect(w, Kind::Tuple)?,
            op::DICT => self.collect(w, Kind::Dict)?,
            op::FROZENSET => self.collect(w, Kind::FrozenSet)?,
            op::TUPLE1 => self.tuple(w, 1)?,
            op::TUPLE2 => self.tuple(w, 2)?,
            op::TUPLE3 => self.tuple(w, 3)?,
            op::APPEND => {
                let at = self.height_above(1)?;
                self.append(w, at, Kind::List)?;
            }
            op::APPENDS => {
                let at = self.pop_mark()?;
                self.append(w, at, Kind::List)?;
            }
            op::ADDITEMS => {
                let at = self.pop_mark()?;
                self.append(w, at, Kind::Set)?;
            }
            op::SETITEM => {
                let at = self.height_above(2)?;
                self.append(w, at, Kind::Dict)?;
            }
            op::SETITEMS => {
                let at = self.pop_mark()?;
                self.append(w, at, Kind::Dict)?;
            }
            op::BINPUT | op::LONG_BINPUT => self.keep(w, fixed_number(o))?,
            op::MEMOIZE => self.keep(w, w.memo_len())?,
            op::PUT => self.put(w, o)?,
            op::GET | op::BINGET | op::LONG_BINGET => self.get(w, o)?,
            op::GLOBAL => return self.global(w, o).map(|()| Flow::Imported),
            op::STACK_GLOBAL => return self.stack_global(w).map(|()| Flow::Imported),
            op::INST => return self.inst(w, o).map(|()| Flow::Imported),
            op::OBJ => self.obj(w)?,
            op::REDUCE => self.reduce(w)?,
            op::NEWOBJ => self.newobj(w)?,
            op::NEWOBJ_EX => self.newobj_ex(w)?,
            op::BUILD => return self.build(w).map(|()| Flow::Built),
            op::EXT1 | op::EXT2 | op::EXT4 => self.extension(w, o)?,
            op::PERSID => self.persid(w, o)?,
            op::BINPERSID => {
                let pid = self.pop()?;
                self.persistent(w, pid)?;
            }
            _ => return Err(Failure::BadOpcode),
        }
        Ok(Flow::Next)
    }

    // Stack and marks -------------------------------------------------------------------------------------------------

    #[inline]
    fn height(&self) -> u32 {
        u32::try_from(self.stack.len()).unwrap_or(u32::MAX)
    }

    /// Values below this height belong to an open MARK: no opcode may take them (`Pdata.fence`).
    #[inline]
    fn fence(&self) -> usize {
        self.marks.last().map_or(0, |mark| mark.step as usize)
    }

    #[inline]
    fn push(&mut self, value: Value) -> Done {
        self.stack.push(Cell { value, step: self.step })
    }

    fn underflow(&self) -> Failure {
        if self.marks.is_empty() { Failure::StackUnderflow } else { Failure::UnexpectedMark }
    }

    #[inline]
    fn top(&self) -> Result<Cell, Failure> {
        if self.stack.len() <= self.fence() {
            Err(self.underflow())
        } else {
            self.stack.last().copied().ok_or(Failure::StackUnderflow)
        }
    }

    #[inline]
    fn pop(&mut self) -> Result<Cell, Failure> {
        let cell = self.top()?;
        self.truncate(self.stack.len() - 1);
        Ok(cell)
    }

    #[inline]
    fn truncate(&mut self, height: usize) {
        self.stack.truncate(height);
        self.low = self.low.min(self.height());
    }

    fn pop_mark(&mut self) -> Result<usize, Failure> {
        let at = self.marks.last().ok_or(Failure::NoMark)?.step;
        self.marks.truncate(self.marks.len() - 1);
        Ok(at as usize)
    }

    fn pop_or_mark(&mut self) -> Done {
        if self.marks.last().is_some_and(|mark| mark.step as usize == self.stack.len()) {
            self.pop_mark().map(|_| ())
        } else {
            self.pop().map(|_| ())
        }
    }

    /// Height below the top `n` cells, which must not reach under the fence.
    fn height_above(&self, n: usize) -> Result<usize, Failure> {
        self.stack.len().checked_sub(n).filter(|&at| at >= self.fence()).ok_or(self.underflow())
    }

    fn stop<W: World>(&mut self, w: &mut W) -> Result<Value, Failure> {
        let marks = self.marks.len();
        let cell = self.pop()?;
        if marks > 0 {
            w.odd(Odd::MarkLeft, marks as f64);
        }
        if !self.stack.is_empty() {
            w.odd(Odd::StackLeft, self.stack.len() as f64);
        }
        Ok(cell.value)
    }

    // Constants -------------------------------------------------------------------------------------------------------

    fn proto<W: World>(&mut self, w: &mut W, o: &Op) -> Done {
        let n = fixed_number(o);
        if n > 5 {
            return Err(Failure::Protocol);
        }
        if self.step > 0 {
            w.odd(Odd::ProtoAgain, n as f64);
        }
        self.protocol = u8::try_from(n).unwrap_or(0);
        self.highest = self.highest.max(self.protocol);
        Ok(())
    }

    fn number_line<W: World>(&mut self, w: &mut W, o: &Op) -> Done {
        let Argument::Line(text, offset) = o.argument else { return Err(Failure::BadOpcode) };
        let how = self.engine.implementation;
        let mut odd = None;
        let parsed = match o.code {
            op::FLOAT => line::float(text, how, &mut odd).map(Err),
            op::INT => line::int(text, how, &mut odd).map(Ok),
            _ => line::long(text, how, &mut odd).map(Ok),
        };
        if let Some(code) = odd {
            w.odd(code, text.len() as f64);
        }
        let value = match parsed? {
            Err(float) => float_node(w, float)?,
            Ok(Number::Bool(b)) => {
                if b {
                    Value::TRUE
                } else {
                    Value::FALSE
                }
            }
            Ok(Number::Int(n)) => int_value(w, n)?,
            Ok(Number::Big) => w.text(Kind::BigInt, text, text.len() as u64, offset)?,
        };
        self.push(value)
    }

    #[inline(always)]
    fn fixed<W: World>(&mut self, w: &mut W, o: &Op) -> Done {
        let raw = fixed_number(o);
        let value = match o.code {
            op::BINFLOAT => float_node(w, f64::from_bits(raw.swap_bytes()))?,
            op::BININT => int_value(w, i64::from((raw & 0xffff_ffff) as u32 as i32))?,
            _ => int_value(w, raw.cast_signed())?,
        };
        self.push(value)
    }

    fn long<W: World>(&mut self, w: &mut W, o: &Op) -> Done {
        let Argument::Payload { len, offset, seen } = o.argument else { return Err(Failure::BadOpcode) };
        let value = if len <= 8 {
            let negative = seen.last().is_some_and(|&b| b & 0x80 != 0);
            let fill = if negative && len < 8 { u64::MAX << (len * 8) } else { 0 };
            let bits = seen.iter().rev().fold(0u64, |n, &b| n << 8 | u64::from(b));
            int_value(w, (bits | fill).cast_signed())?
        } else {
            w.text(Kind::BigInt, seen, len, offset)?
        };
        self.push(value)
    }

    fn string8<W: World>(&mut self, w: &mut W, o: &Op) -> Done {
        let decoded;
        let (seen, len, offset) = match o.argument {
            Argument::Line(text, offset) => {
                decoded = line::string(text)?;
                (decoded.as_slice(), decoded.len() as u64, offset + 1)
            }
            Argument::Payload { len, offset, seen } => (seen, len, offset),
            _ => return Err(Failure::BadOpcode),
        };
        if !seen.is_ascii() {
            w.odd(Odd::StringEncoding, len as f64);
            match self.engine.encoding {
                Encoding::Ascii => return Err(Failure::NotAscii),
                Encoding::Utf8 if len == seen.len() as u64 && std::str::from_utf8(seen).is_err() => {
                    return Err(Failure::BadUtf8);
                }
                _ => {}
            }
        }
        let value = w.text(Kind::Text8, seen, len, offset)?;
        self.push(value)
    }

    #[inline(always)]
    fn unicode<W: World>(&mut self, w: &mut W, o: &Op) -> Done {
        let value = match o.argument {
            Argument::Line(text, offset) => {
                let decoded = line::raw_unicode(text)?;
                w.text(Kind::Text, &decoded, decoded.len() as u64, offset)?
            }
            Argument::Payload { len, offset, seen } => {
                if len != seen.len() as u64 {
                    w.odd(Odd::TextUnchecked, len as f64);
                } else if !line::is_utf8_surrogatepass(seen) {
                    return Err(Failure::BadUtf8);
                }
                w.text(Kind::Text, seen, len, offset)?
            }
            _ => return Err(Failure::BadOpcode),
        };
        self.push(value)
    }

    fn payload<W: World>(&mut self, w: &mut W, o: &Op, kind: Kind) -> Done {
        let Argument::Payload { len, offset, seen } = o.argument else { return Err(Failure::BadOpcode) };
        let value = w.text(kind, seen, len, offset)?;
        self.push(value)
    }

    // Containers ------------------------------------------------------------------------------------------------------

    fn empty<W: World>(&mut self, w: &mut W, kind: Kind) -> Done {
        let value = w.items(kind, &[])?;
        self.push(value)
    }

    fn collect<W: World>(&mut self, w: &mut W, kind: Kind) -> Done {
        let at = self.pop_mark()?;
        let count = self.stack.len() - at;
        if kind == Kind::Dict && !count.is_multiple_of(2) {
            return Err(Failure::OddItems);
        }
        let value = if count > PIECE && matches!(kind, Kind::List | Kind::Dict) {
            let value = w.items(kind, &[])?;
            self.append_pieces(w, at, value)?;
            value
        } else {
            self.items(w, kind, at)?
        };
        self.truncate(at);
        self.push(value)
    }

    #[inline(always)]
    fn tuple<W: World>(&mut self, w: &mut W, n: usize) -> Done {
        let at = self.height_above(n)?;
        let value = w.items(Kind::Tuple, self.stack.from_height(at)?)?;
        self.truncate(at);
        self.push(value)
    }

    /// APPEND(S), ADDITEMS, SETITEM(S) of the cells from `at` on to the value below them (`do_append`, `do_setitems`, `load_additems`).
    fn append<W: World>(&mut self, w: &mut W, at: usize, exact: Kind) -> Done {
        if at <= self.fence() {
            return Err(self.underflow());
        }
        let count = self.stack.len() - at;
        let Some(below) = self.below(at)? else { return Err(Failure::StackUnderflow) };
        let target = below.value;
        let kind = w.kind(target);
        if count == 0 {
            if exact != Kind::Dict && kind != Some(exact as u8) {
                w.odd(Odd::AppendEmpty, 0.0);
                if self.engine.implementation == Implementation::Python && is_constant(kind) {
                    return Err(Failure::NoMethod);
                }
            }
            return Ok(());
        }
        if exact == Kind::Dict && !count.is_multiple_of(2) {
            return Err(Failure::OddItems);
        }
        if kind == Some(exact as u8) {
            if count > PIECE {
                self.append_pieces(w, at, target)?;
            } else {
                w.append(target, self.stack.from_height(at)?)?;
            }
        } else {
            if is_constant(kind) && !takes_items(kind, exact) {
                return Err(Failure::NoMethod);
            }
            let args = self.items(w, Kind::Tuple, at)?;
            w.event(&Happening {
                kind: EventKind::Method,
                target,
                args,
                kwargs: Value::NONE,
                from: below.step,
                makes: None,
            })?;
        }
        self.truncate(at);
        Ok(())
    }

    /// A container of the cells from `at` on.
    fn items<W: World>(&mut self, w: &mut W, kind: Kind, at: usize) -> Result<Value, Failure> {
        let count = self.stack.len() - at;
        if count <= PIECE {
            return w.items(kind, self.stack.from_height(at)?);
        }
        self.stack.pieces(at, w.most(), &mut |cells| w.gather(cells, count))?;
        w.items(kind, &[])
    }

    #[inline(never)]
    fn append_pieces<W: World>(&mut self, w: &mut W, at: usize, target: Value) -> Done {
        let stack = &self.stack;
        let mut added = 0;
        stack.pieces(at, w.most(), &mut |cells| {
            added += cells.len();
            w.append(target, cells)?;
            w.between(stack)
        })?;
        w.pass(target, stack.len() - at - added)
    }

    /// The cell under a height.
    fn below(&self, at: usize) -> Result<Option<Cell>, Failure> {
        at.checked_sub(1).map_or(Ok(None), |at| self.stack.at(at))
    }

    // Memo ------------------------------------------------------------------------------------------------------------

    fn memo_key<W: World>(&self, w: &mut W, o: &Op) -> Result<i64, Failure> {
        match o.argument {
            Argument::Line(text, _) => {
                let mut odd = None;
                let key = line::memo_key(text, self.engine.implementation, &mut odd);
                if let Some(code) = odd {
                    w.odd(code, text.len() as f64);
                }
                key
            }
            _ => Ok(fixed_number(o).cast_signed()),
        }
    }

    fn put<W: World>(&mut self, w: &mut W, o: &Op) -> Done {
        let key = self.memo_key(w, o)?;
        self.top()?;
        self.keep(w, u64::try_from(key).map_err(|_| Failure::NegativeMemo)?)
    }

    /// Keeps the top of the stack in a memo slot.
    #[inline(always)]
    fn keep<W: World>(&mut self, w: &mut W, key: u64) -> Done {
        let top = self.top()?;
        if key > u64::from(self.step) * 16 + 1_000_000 {
            w.odd(Odd::MemoSparse, key as f64);
        }
        w.memo_put(key, top.value)
    }

    fn get<W: World>(&mut self, w: &mut W, o: &Op) -> Done {
        let key = self.memo_key(w, o)?;
        let value = u64::try_from(key).ok().and_then(|key| w.memo_get(key)).ok_or(Failure::MemoMissing)?;
        self.push(value)
    }

    // Names and calls -------------------------------------------------------------------------------------------------

    fn name_line<W: World>(&self, w: &mut W, text: &[u8], ascii: bool) -> Result<Value, Failure> {
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

    fn import<W: World>(&mut self, w: &mut W, o: &Op, ascii: bool) -> Result<Value, Failure> {
        let Argument::Lines(module, name) = o.argument else { return Err(Failure::BadOpcode) };
        let target = self.name_line(w, module, ascii)?;
        let args = self.name_line(w, name, ascii)?;
        self.happen(w, EventKind::Import, target, args, Value::NONE, self.step, Some(Kind::Global))
    }

    #[allow(clippy::too_many_arguments, reason = "one line per event field reads better than a builder")]
    fn happen<W: World>(
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

    fn global<W: World>(&mut self, w: &mut W, o: &Op) -> Done {
        let value = self.import(w, o, false)?;
        self.push(value)
    }

    fn stack_global<W: World>(&mut self, w: &mut W) -> Done {
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

    fn inst<W: World>(&mut self, w: &mut W, o: &Op) -> Done {
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

    fn obj<W: World>(&mut self, w: &mut W) -> Done {
        let at = self.pop_mark()?;
        let Some(class) = self.stack.at(at)? else { return Err(self.underflow()) };
        let args = self.items(w, Kind::Tuple, at + 1)?;
        self.truncate(at);
        self.call(w, class, args, Value::NONE)
    }

    fn call<W: World>(&mut self, w: &mut W, callee: Cell, args: Value, kwargs: Value) -> Done {
        let kind = w.kind(callee.value);
        if kind.is_none() || is_constant(kind) || is_container(kind) {
            return Err(Failure::NotCallable);
        }
        let value = self.happen(w, EventKind::Call, callee.value, args, kwargs, callee.step, Some(Kind::Result))?;
        self.push(value)
    }

    fn reduce<W: World>(&mut self, w: &mut W) -> Done {
        let args = self.pop()?;
        let callee = self.pop()?;
        self.arguments(w, args.value)?;
        self.call(w, callee, args.value, Value::NONE)
    }

    fn newobj<W: World>(&mut self, w: &mut W) -> Done {
        let args = self.pop()?;
        let class = self.pop()?;
        self.arguments(w, args.value)?;
        self.call(w, class, args.value, Value::NONE)
    }

    fn newobj_ex<W: World>(&mut self, w: &mut W) -> Done {
        let kwargs = self.pop()?;
        let args = self.pop()?;
        let class = self.pop()?;
        self.arguments(w, args.value)?;
        self.call(w, class, args.value, kwargs.value)
    }

    /// C wants exactly a tuple; Python unpacks any iterable.
    fn arguments<W: World>(&self, w: &mut W, args: Value) -> Done {
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

    fn build<W: World>(&mut self, w: &mut W) -> Done {
        let state = self.height_above(2).and_then(|_| self.pop())?;
        let target = self.top()?;
        if w.is_false(state.value) {
            w.odd(Odd::BuildFalsy, 0.0);
        }
        self.happen(w, EventKind::Build, target.value, state.value, Value::NONE, target.step, None)?;
        Ok(())
    }

    fn extension<W: World>(&mut self, w: &mut W, o: &Op) -> Done {
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

    fn persid<W: World>(&mut self, w: &mut W, o: &Op) -> Done {
        let Argument::Line(text, offset) = o.argument else { return Err(Failure::BadOpcode) };
        if !text.is_ascii() {
            return Err(Failure::NotAscii);
        }
        let pid = w.text(Kind::Text, text, text.len() as u64, offset)?;
        self.persistent(w, Cell { value: pid, step: self.step })
    }

    fn persistent<W: World>(&mut self, w: &mut W, pid: Cell) -> Done {
        let value =
            self.happen(w, EventKind::Persistent, pid.value, pid.value, Value::NONE, pid.step, Some(Kind::Persistent))?;
        self.push(value)
    }
}

fn fixed_number(o: &Op) -> u64 {
    if let Argument::Number(n) = o.argument { n } else { 0 }
}

fn int_value<W: World>(w: &mut W, n: i64) -> Result<Value, Failure> {
    match Value::int(n) {
        Some(value) => Ok(value),
        None => words(w, Kind::Int, n.cast_unsigned()),
    }
}

fn float_node<W: World>(w: &mut W, f: f64) -> Result<Value, Failure> {
    words(w, Kind::Float, f.to_bits())
}

#[allow(clippy::cast_possible_truncation, reason = "splits 64 bits into two words")]
fn words<W: World>(w: &mut W, kind: Kind, bits: u64) -> Result<Value, Failure> {
    w.plain(kind, bits as u32, (bits >> 32) as u32)
}

/// Text, bytes, numbers: values whose type is certain and that are not called.
fn is_constant(kind: Option<u8>) -> bool {
    kind.is_none_or(|k| (Kind::Text as u8..=Kind::Float as u8).contains(&k))
}

fn is_container(kind: Option<u8>) -> bool {
    kind.is_some_and(|k| (Kind::Tuple as u8..=Kind::Dict as u8).contains(&k))
}

/// A bytearray has `append` and `extend`, and takes `b[i] = n`.
fn takes_items(kind: Option<u8>, exact: Kind) -> bool {
    kind == Some(Kind::ByteArray as u8) && exact != Kind::Set
}
