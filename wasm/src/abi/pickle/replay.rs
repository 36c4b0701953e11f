//! Going back to any step: rows, the machine at a step, what was let go, and search.

use super::super::memory::{input, number, reply, table, whole};
use super::super::{Misuse, status};
use super::{DONE, FAILED, Held, NEED, value, with};
use crate::pickle::arena::Value;
use crate::pickle::decode::Window;
use crate::pickle::log::Failure;
use crate::pickle::replay::{Replay, Search};
use crate::pickle::stack::Cell;

/// Stack cells shown.
const SHOWN: usize = 64;

/// Goes to the last checkpoint at or before `step`. Reply: its step, the offset of its opcode, bytes up to the next checkpoint.
#[unsafe(no_mangle)]
pub extern "C" fn pickle_seek(handle: u32, step: u32) -> i32 {
    status(with(handle, |held| {
        let replay = Replay::seek(&held.stream, step).ok_or(Misuse::State)?;
        reply([f64::from(replay.step), number(replay.position()), number(held.stream.span(replay.position()))]);
        held.replay = Some(replay);
        held.rows.clear();
        Ok(DONE)
    }))
}

/// Reply: step and offset of the last checkpoint at or before `offset`.
#[unsafe(no_mangle)]
pub extern "C" fn pickle_checkpoint_at(handle: u32, offset: f64) -> i32 {
    status(with(handle, |held| {
        let offset = whole(offset)?;
        let after = held.stream.checkpoints.partition_point(|c| c.position <= offset);
        let k = after.saturating_sub(1);
        let checkpoint = held.stream.checkpoints.get(k).ok_or(Misuse::State)?;
        reply([f64::from(checkpoint.step), number(checkpoint.position)]);
        Ok(DONE)
    }))
}

/// Goes to the last checkpoint before a value was made; what was made again since the last `pickle_seek` stays. Reply: the offset of its
/// opcode, bytes up to the next checkpoint. FAILED: there is none.
#[unsafe(no_mangle)]
pub extern "C" fn pickle_seek_value(handle: u32, id: u32) -> i32 {
    status(with(handle, |held| {
        let before = held.replay.take();
        held.replay = Replay::seek_value(&held.stream, id, before);
        let Some(replay) = &held.replay else { return Ok(FAILED) };
        reply([number(replay.position()), number(held.stream.span(replay.position()))]);
        Ok(DONE)
    }))
}

/// After `pickle_seek_value`: goes on until the value is made. NEED: call again with that window.
#[unsafe(no_mangle)]
pub extern "C" fn pickle_recall(handle: u32, ptr: usize, len: usize, base: f64, id: u32) -> i32 {
    status(with(handle, |held| {
        let base = whole(base)?;
        let Held { stream, size, replay, .. } = held;
        let replay = replay.as_mut().ok_or(Misuse::State)?;
        let outcome = input(ptr, len, |bytes| {
            let window = Window { bytes, base, size: *size };
            while !replay.is_made(id) {
                match replay.next(stream, window) {
                    Ok(Some(_)) => {}
                    Ok(None) => break,
                    Err(len) => return Some((replay.position(), len)),
                }
            }
            None
        })?;
        Ok(answer(outcome, [0.0, 0.0]))
    }))
}

/// Reply: (ptr, count) of nodes, items, segments and text of what was let go and made again since the last `pickle_seek`, and of its
/// (id, index of the node), by id.
#[unsafe(no_mangle)]
pub extern "C" fn pickle_shown(handle: u32) -> i32 {
    status(with(handle, |held| {
        let shown = &held.replay.as_ref().ok_or(Misuse::State)?.shown;
        held.places = shown.places();
        let a = &shown.arena;
        let ([n, nn], [i, ni], [s, ns]) = (table(&a.nodes), table(&a.items), table(&a.segments));
        let ([t, nt], [p, np]) = (table(&a.text), table(&held.places));
        reply([n, nn, i, ni, s, ns, t, nt, p, np]);
        Ok(DONE)
    }))
}

/// After `pickle_seek`: goes on until rows `[first, first + count)` are held. DONE, reply: (ptr, count) of rows. NEED: call again with that window.
#[unsafe(no_mangle)]
pub extern "C" fn pickle_rows(handle: u32, ptr: usize, len: usize, base: f64, first: u32, count: u32) -> i32 {
    status(with(handle, |held| {
        let base = whole(base)?;
        let Held { stream, size, replay, rows, .. } = held;
        let replay = replay.as_mut().ok_or(Misuse::State)?;
        let end = first.saturating_add(count);
        let outcome = input(ptr, len, |bytes| {
            let window = Window { bytes, base, size: *size };
            while replay.step < end {
                match replay.next(stream, window) {
                    Ok(Some((row, _))) if row.step >= first => rows.push(row),
                    Ok(Some(_)) => {}
                    Ok(None) => break,
                    Err(len) => return Some((replay.position(), len)),
                }
            }
            None
        })?;
        Ok(answer(outcome, table(rows)))
    }))
}

/// After `pickle_seek`: goes on to just before `step` and through it. DONE, reply: (ptr, count) of the stack before (top last, MARKs
/// among the values), (ptr, count) of what the step left, heights before, after and lowest during it, memo slot touched plus one, whether it was written,
/// memo keys after, (ptr, count) of its row.
#[unsafe(no_mangle)]
pub extern "C" fn pickle_state(handle: u32, ptr: usize, len: usize, base: f64, step: u32) -> i32 {
    status(with(handle, |held| {
        let base = whole(base)?;
        let Held { stream, size, replay, rows, before, left, .. } = held;
        let replay = replay.as_mut().ok_or(Misuse::State)?;
        input(ptr, len, |bytes| {
            let window = Window { bytes, base, size: *size };
            while replay.step <= step {
                let last = replay.step == step;
                if last {
                    *before = visible(replay).unwrap_or_default();
                }
                let height = replay.machine.stack.len();
                match replay.next(stream, window) {
                    Ok(Some((row, effect))) if last => {
                        let stack = &replay.machine.stack;
                        let low = stack.len().min(effect.low as usize);
                        *left = stack.top((stack.len() - low).min(SHOWN)).unwrap_or_default();
                        *rows = vec![row];
                        let ([b, bn], [l, ln], [r, rn]) = (table(before), table(left), table(rows));
                        let wrote = if effect.wrote { 1.0 } else { 0.0 };
                        let heights = [number(height as u64), number(stack.len() as u64), f64::from(effect.low)];
                        reply([
                            b,
                            bn,
                            l,
                            ln,
                            heights[0],
                            heights[1],
                            heights[2],
                            number(effect.memo),
                            wrote,
                            number(replay.memo_len()),
                            r,
                            rn,
                        ]);
                        return DONE;
                    }
                    Ok(Some(_)) => {}
                    Ok(None) => break,
                    Err(len) => {
                        reply([number(replay.position()), number(len)]);
                        return NEED;
                    }
                }
            }
            FAILED
        })
    }))
}

/// The top of the stack with MARKs between the values, top last.
fn visible(replay: &Replay) -> Result<Vec<Cell>, Failure> {
    let top = replay.machine.stack.top(SHOWN)?;
    let from = replay.machine.stack.len() - top.len();
    // A MARK lies under the values above it. Of very many on one spot the upper ones are shown.
    let marks = replay.machine.marks.top(2 * SHOWN)?;
    let mut next = marks.partition_point(|mark| (mark.step as usize) < from);
    let mut cells = Vec::new();
    for (height, cell) in (from..).zip(top) {
        while marks.get(next).is_some_and(|mark| mark.step as usize == height) {
            cells.push(Cell { value: Value::MARK, step: 0 });
            next += 1;
        }
        cells.push(cell);
    }
    cells.extend(marks.iter().skip(next).take(SHOWN).map(|_| Cell { value: Value::MARK, step: 0 }));
    Ok(cells)
}

/// After `pickle_seek`: passes over steps `[from, until)` until an opcode of the mask (four words, bit per opcode in table order) or
/// the needle (`needle_len` bytes at the start of the input block; the window follows them). DONE, reply: the step, or -1.
#[unsafe(no_mangle)]
#[allow(clippy::too_many_arguments, reason = "a C signature")]
pub extern "C" fn pickle_find(
    handle: u32,
    ptr: usize,
    len: usize,
    needle_len: usize,
    base: f64,
    from: u32,
    until: u32,
    m0: u32,
    m1: u32,
    m2: u32,
) -> i32 {
    status(with(handle, |held| {
        let base = whole(base)?;
        let Held { stream, size, replay, .. } = held;
        let replay = replay.as_mut().ok_or(Misuse::State)?;
        let mask = u128::from(m0) | u128::from(m1) << 32 | u128::from(m2) << 64;
        let found = input(ptr, len, |block| {
            let (needle, bytes) = block.split_at_checked(needle_len)?;
            let window = Window { bytes, base, size: *size };
            Some(replay.find(stream, window, &Search { from, until, mask, needle }))
        })?;
        Ok(match found.ok_or(Misuse::Argument)? {
            Ok(step) => {
                reply([step.map_or(-1.0, f64::from)]);
                DONE
            }
            Err(len) => {
                reply([number(replay.position()), number(len)]);
                NEED
            }
        })
    }))
}

/// Memo slot `key` just before `step`. DONE, reply: value, first step that wrote it, reads in the whole run. FAILED: not written yet.
#[unsafe(no_mangle)]
pub extern "C" fn pickle_memo(handle: u32, key: f64, step: u32) -> i32 {
    status(with(handle, |held| {
        let key = whole(key)?;
        let memo = &held.stream.record.memo;
        Ok(match (memo.at(key, step), memo.written(key)) {
            (Some(v), Some(write)) => {
                reply([value(v), f64::from(write.step - 1), f64::from(memo.reads(key))]);
                DONE
            }
            _ => FAILED,
        })
    }))
}

fn answer(need: Option<(u64, u64)>, [ptr, len]: [f64; 2]) -> i32 {
    match need {
        Some((at, len)) => {
            reply([number(at), number(len)]);
            NEED
        }
        None => {
            reply([ptr, len]);
            DONE
        }
    }
}
