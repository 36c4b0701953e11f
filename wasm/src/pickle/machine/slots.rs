//! Memo opcodes: keeping the top of the stack in a slot, and getting it back.

use super::super::decode::{Argument, Op};
use super::super::line;
use super::super::log::{Failure, Odd};
use super::super::world::World;
use super::{Done, Machine};

impl Machine {
    fn memo_key<W: World>(&self, w: &mut W, o: &Op) -> Result<i64, Failure> {
        let Argument::Line(text, _) = o.argument else { return Err(Failure::BadOpcode) };
        let mut odd = None;
        let key = line::memo_key(text, self.engine.implementation, &mut odd);
        if let Some(code) = odd {
            w.odd(code, text.len() as f64);
        }
        key
    }

    pub(super) fn put<W: World>(&mut self, w: &mut W, o: &Op) -> Done {
        let key = self.memo_key(w, o)?;
        self.top()?;
        self.keep(w, u64::try_from(key).map_err(|_| Failure::NegativeMemo)?)
    }

    /// Keeps the top of the stack in a memo slot.
    #[inline(always)]
    pub(super) fn keep<W: World>(&mut self, w: &mut W, key: u64) -> Done {
        let top = self.top()?;
        if key > u64::from(self.step) * 16 + 1_000_000 {
            w.odd(Odd::MemoSparse, key as f64);
        }
        w.memo_put(key, top.value)
    }

    pub(super) fn get<W: World>(&mut self, w: &mut W, o: &Op) -> Done {
        let key = self.memo_key(w, o)?;
        self.fetch(w, u64::try_from(key).map_err(|_| Failure::MemoMissing)?)
    }

    #[inline(always)]
    pub(super) fn fetch<W: World>(&mut self, w: &mut W, key: u64) -> Done {
        let value = w.memo_get(key).ok_or(Failure::MemoMissing)?;
        self.push(value)
    }
}
