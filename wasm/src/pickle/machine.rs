//! The abstract machine: executes opcodes over symbols, as `_pickle` and `pickle.py` do over objects. Nothing is imported or called.
//! This file has its stack and which opcode does what; how, by subject, is beside it in `machine/`.

mod calls;
mod constants;
mod containers;
mod slots;

use super::arena::{Kind, Value};
use super::decode::{Argument, Engine, Op};
use super::log::{Failure, Odd};
use super::opcode as op;
use super::stack::{Cell, Stack};
use super::world::World;

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

    /// Executes one decoded opcode. Those of which ordinary files are full are right here, and take what they need of it by value: what
    /// lends it out keeps it in memory, and is elsewhere.
    #[inline(always)]
    pub fn execute<W: World>(&mut self, w: &mut W, o: &Op) -> Result<Flow, Failure> {
        match o.code {
            op::MARK => {
                let step = self.height();
                self.marks.push(Cell { value: Value::MARK, step })?;
            }
            op::NONE => self.push(Value::NONE)?,
            op::NEWTRUE => self.push(Value::TRUE)?,
            op::NEWFALSE => self.push(Value::FALSE)?,
            op::BININT | op::BININT1 | op::BININT2 | op::BINFLOAT => self.fixed(w, o.code, fixed_number(o))?,
            op::BINUNICODE | op::SHORT_BINUNICODE => self.counted_text(w, o.argument)?,
            op::EMPTY_LIST => self.empty(w, Kind::List)?,
            op::EMPTY_DICT => self.empty(w, Kind::Dict)?,
            op::EMPTY_TUPLE => self.empty(w, Kind::Tuple)?,
            op::TUPLE => self.collect(w, Kind::Tuple)?,
            op::TUPLE1 => self.tuple(w, 1)?,
            op::TUPLE2 => self.tuple(w, 2)?,
            op::TUPLE3 => self.tuple(w, 3)?,
            op::APPENDS => {
                let at = self.pop_mark()?;
                self.append(w, at, Kind::List)?;
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
            op::BINGET | op::LONG_BINGET => self.fetch(w, fixed_number(o))?,
            op::REDUCE => self.reduce(w)?,
            op::NEWOBJ => self.newobj(w)?,
            op::BUILD => return self.build(w).map(|()| Flow::Built),
            op::BINPERSID => {
                let pid = self.pop()?;
                self.persistent(w, pid)?;
            }
            _ => {
                let op = *o;
                return self.execute_rare(w, &op);
            }
        }
        Ok(Flow::Next)
    }

    #[inline(never)]
    fn execute_rare<W: World>(&mut self, w: &mut W, o: &Op) -> Result<Flow, Failure> {
        match o.code {
            op::STOP => return self.stop(w).map(Flow::Stopped),
            op::PROTO => self.proto(w, o)?,
            op::FRAME => {}
            op::POP => self.pop_or_mark()?,
            op::POP_MARK => self.pop_mark().map(|at| self.truncate(at))?,
            op::DUP => {
                let top = self.top()?;
                self.push(top.value)?;
            }
            op::INT | op::LONG | op::FLOAT => self.number_line(w, o)?,
            op::LONG1 | op::LONG4 => self.long(w, o)?,
            op::STRING | op::BINSTRING | op::SHORT_BINSTRING => self.string8(w, o)?,
            op::UNICODE => self.text_line(w, o)?,
            op::BINUNICODE8 => self.counted_text(w, o.argument)?,
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
            op::EMPTY_SET => self.empty(w, Kind::Set)?,
            op::LIST => self.collect(w, Kind::List)?,
            op::DICT => self.collect(w, Kind::Dict)?,
            op::FROZENSET => self.collect(w, Kind::FrozenSet)?,
            op::APPEND => {
                let at = self.height_above(1)?;
                self.append(w, at, Kind::List)?;
            }
            op::ADDITEMS => {
                let at = self.pop_mark()?;
                self.append(w, at, Kind::Set)?;
            }
            op::PUT => self.put(w, o)?,
            op::GET => self.get(w, o)?,
            op::GLOBAL => return self.global(w, o).map(|()| Flow::Imported),
            op::STACK_GLOBAL => return self.stack_global(w).map(|()| Flow::Imported),
            op::INST => return self.inst(w, o).map(|()| Flow::Imported),
            op::OBJ => self.obj(w)?,
            op::NEWOBJ_EX => self.newobj_ex(w)?,
            op::EXT1 | op::EXT2 | op::EXT4 => self.extension(w, o)?,
            op::PERSID => self.persid(w, o)?,
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
}

fn fixed_number(o: &Op) -> u64 {
    if let Argument::Number(n) = o.argument { n } else { 0 }
}

/// Text, bytes, numbers: values whose type is certain and that are not called.
fn is_constant(kind: Option<u8>) -> bool {
    kind.is_none_or(|k| (Kind::Text as u8..=Kind::Float as u8).contains(&k))
}

fn is_container(kind: Option<u8>) -> bool {
    kind.is_some_and(|k| (Kind::Tuple as u8..=Kind::Dict as u8).contains(&k))
}
