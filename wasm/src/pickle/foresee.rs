//! Room for what is still to come. Tables that grow step by step are copied each time, which for a large stream costs a quarter of the run
//! and leaves holes in linear memory; what a stream holds so far tells well enough what the rest of it will need.

use super::record::Recorder;

/// Bytes read before anything is foreseen.
const ENOUGH: u64 = 1 << 20;
/// Nothing is reserved beyond so many bytes held, all tables together. Nothing is touched before it is used.
const MOST: usize = 320 << 20;

/// Reserves for `left` more bytes after `done`, assuming that they are like those before. Too little memory is not an error yet.
pub fn foresee(record: &mut Recorder, done: u64, left: u64) {
    if done < ENOUGH || left == 0 {
        return;
    }
    // One sixteenth more than the rule of three says.
    let ratio = left as f64 / done as f64 * 17.0 / 16.0;
    // What is held counts: this is asked with every window, and room that was reserved for nothing would be taken for values.
    let mut budget = MOST.saturating_sub(record.bytes());
    let arena = &mut record.arena;
    reserve(&mut arena.nodes, ratio, &mut budget);
    reserve(&mut arena.items, ratio, &mut budget);
    reserve(&mut arena.text, ratio, &mut budget);
    reserve(&mut arena.segments, ratio, &mut budget);
    reserve(&mut record.memo.dense, ratio, &mut budget);
    reserve(&mut record.events, ratio, &mut budget);
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a guess, bounded by the budget"
)]
fn reserve<T>(table: &mut Vec<T>, ratio: f64, budget: &mut usize) {
    let more = (table.len() as f64 * ratio) as usize;
    // Half of it is room enough: the next window asks again.
    if table.capacity() - table.len() >= more / 2 {
        return;
    }
    let more = more.min(*budget / size_of::<T>());
    if table.try_reserve_exact(more).is_ok() {
        *budget -= more * size_of::<T>();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pickle::arena::Value;

    #[test]
    fn reserves_by_what_was_read_and_never_without_bound() {
        let mut record = Recorder::default();
        record.arena.items = vec![Value::NONE; 1000];
        foresee(&mut record, ENOUGH - 1, 1 << 30);
        assert_eq!(record.arena.items.capacity(), 1000);
        foresee(&mut record, 2 << 20, 20 << 20);
        let room = record.arena.items.capacity();
        assert!((11_000..12_500).contains(&room), "{room}");
        foresee(&mut record, 2 << 20, 19 << 20);
        assert_eq!(record.arena.items.capacity(), room);
        foresee(&mut record, 1 << 20, u64::MAX);
        assert!(record.bytes() <= MOST + 16_000);
        for _ in 0..8 {
            record.arena.text.resize(record.arena.text.capacity().min(1 << 20), 0);
            foresee(&mut record, 1 << 20, u64::MAX);
        }
        assert!(record.bytes() <= MOST + (1 << 20) + 16_000);
    }
}
