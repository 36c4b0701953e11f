//! What a run left: values, events, names, and what is told of all of them.

use super::super::memory::{number, reply, table};
use super::super::{Misuse, status};
use super::{DONE, FAILED, Held, with};
use crate::pickle::arena::{Kind, Value, push};
use crate::pickle::events::BLOCK;
use crate::pickle::heads::heads;
use crate::pickle::log::Event;
use crate::pickle::record::Recorder;
use crate::pickle::weigh::weigh;

/// Events that are asked for at once.
const MOST_EVENTS: u32 = 4096;

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

/// Reply: (ptr, count) of the numbers of the first events that are not `ALIKE`: all of them when there are fewer than `TELLING` events.
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
            table(s.first_uses.as_slice()),
        ];
        let mut numbers = [0.0; 16];
        for (pair, [ptr, len]) in numbers.chunks_exact_mut(2).zip(tables) {
            pair.copy_from_slice(&[ptr, len]);
        }
        reply(numbers);
        Ok(DONE)
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
