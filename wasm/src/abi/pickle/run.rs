//! Running a stream over windows.

use super::super::memory::{input, number, reply, table, whole};
use super::super::{Misuse, status};
use super::{DONE, FAILED, NEED, value, with};
use crate::pickle::decode::Window;
use crate::pickle::inline::file_position;
use crate::pickle::stream::Status;

/// The budget is used up. Reply: offset.
const YIELD: i32 = 3;
/// A stream that pauses has executed a BUILD. Reply: what was built, the callee that made it, from where the loader reads the file.
const BUILT: i32 = 4;
/// A name is looked up for the first time: `pickle_name` says what it is. Reply: (ptr, len) of module and name, PROTO in force.
const NAMED: i32 = 5;

/// Runs over the window `(ptr, len)` whose first byte is at `base`, at most `budget` steps. Status and reply as above; DONE at STOP: offset after it, result,
/// offset from which the next load of the same file reads: behind the frame that STOP stands in.
#[unsafe(no_mangle)]
pub extern "C" fn pickle_feed(handle: u32, ptr: usize, len: usize, base: f64, budget: u32) -> i32 {
    status(with(handle, |held| {
        let base = whole(base)?;
        held.block.1.clear();
        let outcome = input(ptr, len, |bytes| held.stream.feed(Window { bytes, base, size: held.size }, budget))?;
        Ok(match outcome {
            Status::Need { at, len } => {
                reply([number(at), number(len)]);
                NEED
            }
            Status::Named { number } => {
                let record = &held.stream.record;
                let name = record.names.get(number).ok_or(Misuse::State)?;
                let text = |value| table(record.arena.text_of(value).unwrap_or(&[]));
                let ([m, mn], [n, nn]) = (text(name.module), text(name.name));
                reply([m, mn, n, nn, f64::from(name.protocol)]);
                NAMED
            }
            Status::Yield { at } => {
                reply([number(at)]);
                YIELD
            }
            Status::Built { target, at } => {
                reply([value(target), value(held.stream.class_of(target)), number(at)]);
                BUILT
            }
            Status::Stopped(result) => {
                let cursor = &held.stream.cursor;
                reply([number(cursor.position), value(result), number(file_position(cursor))]);
                DONE
            }
            Status::Failed { code, start, failure } => {
                reply([number(start), f64::from(failure as u16), f64::from(code)]);
                FAILED
            }
        })
    }))
}

/// After NAMED: what the name is, bits of `pickle/names.rs`.
#[unsafe(no_mangle)]
pub extern "C" fn pickle_name(handle: u32, class: u32) -> i32 {
    status(with(handle, |held| {
        held.stream.record.answer(u8::try_from(class).map_err(|_| Misuse::Argument)?);
        Ok(DONE)
    }))
}

/// After BUILT: the loader read the file up to `at` and pushed what it read in place of what was built. FAILED: no memory for it.
#[unsafe(no_mangle)]
pub extern "C" fn pickle_inline(handle: u32, at: f64) -> i32 {
    status(with(handle, |held| {
        let at = whole(at)?;
        if at > held.size {
            return Err(Misuse::Argument);
        }
        match held.stream.read_inline(at) {
            Ok(Some(())) => Ok(DONE),
            Ok(None) => Err(Misuse::Argument),
            Err(_) => Ok(FAILED),
        }
    }))
}

/// Reply: steps, events, deepest stack, memo keys, highest PROTO, anomalies left out, bytes held, offset of the next opcode, nodes made,
/// whether values were let go, whether some of them are needed.
#[unsafe(no_mangle)]
pub extern "C" fn pickle_summary(handle: u32) -> i32 {
    status(with(handle, |held| {
        let s = &held.stream;
        reply([
            f64::from(s.steps),
            number(s.record.events.len() as u64),
            f64::from(s.max_depth),
            number(s.record.memo.len),
            f64::from(s.highest_protocol()),
            f64::from(s.record.omitted),
            number(s.record.bytes() as u64),
            number(s.cursor.position),
            f64::from(s.record.arena.made),
            flag(s.record.arena.past.began),
            flag(s.record.arena.past.lost || !s.record.arena.past.wants.is_empty()),
        ]);
        Ok(DONE)
    }))
}

fn flag(is: bool) -> f64 {
    if is { 1.0 } else { 0.0 }
}
