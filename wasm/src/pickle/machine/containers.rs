//! Tuples, lists, sets and dicts: making them, and adding to what lies below.

use super::super::arena::{Kind, Value};
use super::super::line::Implementation;
use super::super::log::{EventKind, Failure, Odd};
use super::super::stack::Cell;
use super::super::world::{Happening, World};
use super::{Done, Machine, is_constant};

/// Cells of one opcode that are handed on at once. More of them go piece by piece.
const PIECE: usize = 1 << 16;

impl Machine {
    pub(super) fn empty<W: World>(&mut self, w: &mut W, kind: Kind) -> Done {
        let value = w.items(kind, &[])?;
        self.push(value)
    }

    pub(super) fn collect<W: World>(&mut self, w: &mut W, kind: Kind) -> Done {
        let at = self.pop_mark()?;
        let count = self.stack.len() - at;
        if kind == Kind::Dict && !count.is_multiple_of(2) {
            return Err(Failure::OddItems);
        }
        let value = if count > PIECE && matches!(kind, Kind::List | Kind::Dict) {
            let value = w.items(kind, &[])?;
            self.append_pieces(w, at, value, kind)?;
            value
        } else {
            if count <= PIECE {
                w.hash(kind, self.stack.from_height(at)?);
            }
            self.items(w, kind, at)?
        };
        self.truncate(at);
        self.push(value)
    }

    #[inline(always)]
    pub(super) fn tuple<W: World>(&mut self, w: &mut W, n: usize) -> Done {
        let at = self.height_above(n)?;
        let value = w.items(Kind::Tuple, self.stack.from_height(at)?)?;
        self.truncate(at);
        self.push(value)
    }

    /// APPEND(S), ADDITEMS, SETITEM(S) of the cells from `at` on to the value below them (`do_append`, `do_setitems`, `load_additems`).
    pub(super) fn append<W: World>(&mut self, w: &mut W, at: usize, exact: Kind) -> Done {
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
                self.append_pieces(w, at, target, exact)?;
            } else {
                let cells = self.stack.from_height(at)?;
                w.hash(exact, cells);
                w.append(target, cells)?;
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
    pub(super) fn items<W: World>(&mut self, w: &mut W, kind: Kind, at: usize) -> Result<Value, Failure> {
        let count = self.stack.len() - at;
        if count <= PIECE {
            return w.items(kind, self.stack.from_height(at)?);
        }
        self.stack.pieces(at, w.most(), &mut |cells| w.gather(cells, count))?;
        w.items(kind, &[])
    }

    #[inline(never)]
    pub(super) fn append_pieces<W: World>(&mut self, w: &mut W, at: usize, target: Value, kind: Kind) -> Done {
        let stack = &self.stack;
        let mut added = 0usize;
        stack.pieces(at, w.most(), &mut |cells| {
            // A piece may begin with a value, whose key was in the one before.
            let behind = usize::from(kind == Kind::Dict && !added.is_multiple_of(2));
            w.hash(kind, cells.get(behind..).unwrap_or(&[]));
            added += cells.len();
            w.append(target, cells)?;
            w.between(stack)
        })?;
        w.pass(target, stack.len() - at - added)
    }

    /// The cell under a height.
    pub(super) fn below(&self, at: usize) -> Result<Option<Cell>, Failure> {
        at.checked_sub(1).map_or(Ok(None), |at| self.stack.at(at))
    }
}

/// A bytearray has `append` and `extend`, and takes `b[i] = n`.
fn takes_items(kind: Option<u8>, exact: Kind) -> bool {
    kind == Some(Kind::ByteArray as u8) && exact != Kind::Set
}
