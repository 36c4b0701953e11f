//! Exports of the pickle machine: run a stream over windows, read its tables, go back to any step.
use std::cell::RefCell;

use super::memory::{input, number, reply, table, whole};
use super::slab::Slab;
use super::{Misuse, status};
use crate::pickle::arena::{Kind, Value, push};
use crate::pickle::decode::{Encoding, Engine, Window};
use crate::pickle::events::BLOCK;
use crate::pickle::heads::heads;
use crate::pickle::inline::file_position;
use crate::pickle::line::Implementation;
use crate::pickle::log::{Event, Failure};
use crate::pickle::machine::Cell;
use crate::pickle::past::YOUNG;
use crate::pickle::record::Recorder;
use crate::pickle::replay::{Replay, Row, Search};
use crate::pickle::stream::{Status, Stream};
use crate::pickle::weigh::weigh;

/// A stream and what the host is looking at.
struct Held {
    stream: Stream,
    size: u64,
    replay: Option<Replay>,
    rows: Vec<Row>,
    /// Stack before the step in view, top last, MARKs as values.
    before: Vec<Cell>,
    /// What the step left on top, top last.
    left: Vec<Cell>,
    /// Values that begin as a pickle does.
    heads: Vec<u32>,
    /// (id, place) of values made again.
    places: Vec<[u32; 2]>,
    /// Events asked for last.
    events: Vec<Event>,
    /// Names and their calls.
    pairs: Vec<[u32; 2]>,
    /// Events among which a value's was looked for last, from the first of them on: the next one is mostly there too.
    block: (usize, Vec<Event>),
}

impl Held {
    fn new(stream: Stream, size: u64) -> Held {
        Held {
            stream,
            size,
            replay: None,
            rows: Vec::new(),
            before: Vec::new(),
            left: Vec::new(),
            heads: Vec::new(),
            places: Vec::new(),
            events: Vec::new(),
            pairs: Vec::new(),
            block: (0, Vec::new()),
        }
    }
}

thread_local! {
    static STREAMS: RefCell<Slab<Held>> = const { RefCell::new(Slab::new()) };
}

/// The call is done.
const DONE: i32 = 0;
/// A window is wanted. Reply: offset, length.
const NEED: i32 = 1;
/// The stream failed. Reply: offset, failure code, opcode.
const FAILED: i32 = 2;
/// The budget is used up. Reply: offset.
const YIELD: i32 = 3;
/// A stream that pauses has executed a BUILD. Reply: what was built, the callee that made it, from where the loader reads the file.
const BUILT: i32 = 4;
/// A name is looked up for the first time: `pickle_name` says what it is. Reply: (ptr, len) of module and name, PROTO in force.
const NAMED: i32 = 5;
/// Engine id of pickle.py that pauses after each BUILD.
const JOBLIB: u32 = 4;
/// The same with latin1: what Python 2 makes of its own files.
const JOBLIB_LATIN1: u32 = 5;
/// Events that are asked for at once.
const MOST_EVENTS: u32 = 4096;
/// Stack cells shown.
const SHOWN: usize = 64;

fn engine(id: u32) -> Result<Engine, Misuse> {
    let (implementation, drops, encoding) = match id {
        0 => (Implementation::C, false, Encoding::Ascii),
        1 => (Implementation::C, true, Encoding::Utf8),
        2 => (Implementation::C, false, Encoding::Latin1),
        3 | JOBLIB => (Implementation::Python, false, Encoding::Ascii),
        JOBLIB_LATIN1 => (Implementation::Python, false, Encoding::Latin1),
        _ => return Err(Misuse::Argument),
    };
    Ok(Engine { implementation, drops, encoding })
}

fn with<R>(handle: u32, run: impl FnOnce(&mut Held) -> Result<R, Misuse>) -> Result<R, Misuse> {
    STREAMS.with_borrow_mut(|slab| run(slab.get(handle)?))
}

fn value(v: Value) -> f64 {
    f64::from(v.0)
}

/// Handle of a new stream. `id` is 0 C, 1 C dropping with utf-8, 2 C with latin1, 3 Python, 4 Python that pauses after BUILD, 5 that with latin1; `start` its first byte, `size` of the source, `hold` the bytes of values
/// that are held whole before any is let go.
#[unsafe(no_mangle)]
pub extern "C" fn pickle_new(id: u32, start: f64, size: f64, hold: u32) -> i32 {
    status((|| {
        let (start, size) = (whole(start)?, whole(size)?);
        if start > size {
            return Err(Misuse::Argument);
        }
        let mut stream = Stream::new(engine(id)?, start);
        stream.pauses = id == JOBLIB || id == JOBLIB_LATIN1;
        stream.hold(hold as usize, YOUNG);
        stream.record.names.asks = !stream.pauses;
        STREAMS.with_borrow_mut(|slab| slab.insert(Held::new(stream, size)))
    })())
}

/// Handle of the same stream once more, to be fed from its start: it keeps what this one let go and events reach. 0 when there is no need.
#[unsafe(no_mangle)]
pub extern "C" fn pickle_again(handle: u32) -> i32 {
    status(
        with(handle, |held| Ok(held.stream.again().map(|stream| Held::new(stream, held.size))))
            .and_then(|again| again.map_or(Ok(0), |held| STREAMS.with_borrow_mut(|slab| slab.insert(held)))),
    )
}

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

/// Where the node of a value is among the nodes. Reply: its index, or -1 when it was let go; its kind; the event it is of, or -1,
/// and the step of that. A name that was let go is of the event that looked it up first.
#[unsafe(no_mangle)]
pub extern "C" fn pickle_place(handle: u32, id: u32) -> i32 {
    status(with(handle, |held| {
        let record = &held.stream.record;
        let arena = &record.arena;
        let place = arena.past.index_of(id).filter(|&at| at < arena.nodes.len());
        let kind = arena.kind(Value::node(id)).unwrap_or(0);
        if let Some(place) = place {
            reply([number(place as u64), f64::from(kind)]);
            return Ok(DONE);
        }
        let of = if Kind::is_of_event(kind) { maker(record, &mut held.block, id) } else { None };
        let (event, step) = of.map_or((-1.0, 0.0), |(event, step)| (number(event as u64), f64::from(step)));
        reply([-1.0, f64::from(kind), event, step]);
        Ok(DONE)
    }))
}

/// The event that made a node which was let go, and its step.
fn maker(record: &Recorder, block: &mut (usize, Vec<Event>), id: u32) -> Option<(usize, u32)> {
    let value = Value::node(id);
    if let Some(name) = record.names.get(record.arena.name_number(value)) {
        return Some((name.event as usize, 0));
    }
    let first = record.events.block_of(id);
    if block.0 != first || block.1.is_empty() {
        block.1.clear();
        block.1.extend(record.events.iter_from(first).take(BLOCK + 1));
        block.0 = first;
    }
    let at = block.1.iter().position(|event| event.makes(value))?;
    Some((first + at, block.1.get(at)?.step))
}

/// Reply: (ptr, count) of `count` events from `first` on.
#[unsafe(no_mangle)]
pub extern "C" fn pickle_events(handle: u32, first: u32, count: u32) -> i32 {
    status(with(handle, |held| {
        let Held { stream, events, .. } = held;
        events.clear();
        events.extend(stream.record.events.iter_from(first as usize).take(count.min(MOST_EVENTS) as usize));
        reply(table(events));
        Ok(DONE)
    }))
}

/// Reply: (ptr, count) of the numbers of the first events that are not `AGAIN`: all of them when there are fewer than `TELLING` events.
#[unsafe(no_mangle)]
pub extern "C" fn pickle_telling(handle: u32) -> i32 {
    status(with(handle, |held| {
        reply(table(&held.stream.record.telling));
        Ok(DONE)
    }))
}

/// Reply: imports, calls, (ptr, count) of pairs: a name that is called, and how often. What is called by none of these names makes the rest.
#[unsafe(no_mangle)]
pub extern "C" fn pickle_tally(handle: u32) -> i32 {
    status(with(handle, |held| {
        let Held { stream, pairs, .. } = held;
        pairs.clear();
        for name in stream.record.names.iter().filter(|name| name.calls > 0) {
            push(pairs, [name.value.0, name.calls]).map_err(|_| Misuse::State)?;
        }
        let [ptr, len] = table(pairs);
        reply([f64::from(stream.record.imports), f64::from(stream.record.calls), ptr, len]);
        Ok(DONE)
    }))
}

/// Reply: (ptr, count) of nodes, items, segments, text, (none, number) of events, (ptr, count) of anomalies, depths and first uses.
#[unsafe(no_mangle)]
pub extern "C" fn pickle_tables(handle: u32) -> i32 {
    status(with(handle, |held| {
        let (s, r) = (&held.stream, &held.stream.record);
        let tables = [
            table(&r.arena.nodes),
            table(&r.arena.items),
            table(&r.arena.segments),
            table(&r.arena.text),
            [0.0, number(r.events.len() as u64)],
            table(&r.anomalies),
            table(&s.depths),
            table(&s.first_uses),
        ];
        let mut numbers = [0.0; 16];
        for (pair, [ptr, len]) in numbers.chunks_exact_mut(2).zip(tables) {
            pair.copy_from_slice(&[ptr, len]);
        }
        reply(numbers);
        Ok(DONE)
    }))
}

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

/// Reply: deepest tuple and its step, heaviest hash and its step, heaviest walk and its step. FAILED: no memory to tell.
#[unsafe(no_mangle)]
pub extern "C" fn pickle_weigh(handle: u32) -> i32 {
    status(with(handle, |held| {
        let Ok(w) = weigh(&held.stream.record.arena) else { return Ok(FAILED) };
        let (deep, hash, walk) = (f64::from(w.depth_step), f64::from(w.hashing_step), f64::from(w.expanded_step));
        reply([f64::from(w.depth), deep, w.hashing, hash, w.expanded, walk]);
        Ok(DONE)
    }))
}

/// Reply: (ptr, count) of the ids of at most `max` texts and bytes that begin as a pickle does.
#[unsafe(no_mangle)]
pub extern "C" fn pickle_heads(handle: u32, max: u32) -> i32 {
    status(with(handle, |held| {
        held.heads = heads(&held.stream.record.arena, max as usize);
        reply(table(&held.heads));
        Ok(DONE)
    }))
}

/// Ends a stream.
#[unsafe(no_mangle)]
pub extern "C" fn pickle_close(handle: u32) -> i32 {
    status(STREAMS.with_borrow_mut(|slab| slab.remove(handle)).map(|_| DONE))
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
