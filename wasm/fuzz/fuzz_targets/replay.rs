//! Going back agrees with going forward: every replayed step has the offset, depth and top of the first run, from any checkpoint.
#![no_main]
use libfuzzer_sys::fuzz_target;
use vitrine_engine::pickle::decode::{Encoding, Engine, Window};
use vitrine_engine::pickle::line::Implementation;
use vitrine_engine::pickle::replay::{Replay, Search};
use vitrine_engine::pickle::stream::Stream;

fuzz_target!(|data: &[u8]| {
    let [first, seed @ ..] = data else { return };
    let engine = Engine {
        implementation: if first & 1 == 0 { Implementation::C } else { Implementation::Python },
        drops: first & 1 == 0 && first & 2 != 0,
        encoding: Encoding::Latin1,
    };
    // Repeated, so that more than one checkpoint is made.
    let source = seed.repeat(1 + usize::from(first >> 2) * 64);
    let window = Window { bytes: &source, base: 0, size: source.len() as u64 };
    let mut stream = Stream::new(engine, 0);
    if first & 4 != 0 {
        stream.space(16, 256, 0);
    }
    stream.feed(window, u32::MAX);
    let Some(mut forward) = Replay::seek(&stream, 0) else { return };
    let mut rows = Vec::new();
    while let Ok(Some((row, _))) = forward.next(&stream, window) {
        rows.push((row.offset.to_bits(), row.top, row.depth, row.marks, forward.memo_len()));
    }
    assert_eq!(rows.len(), stream.steps as usize);
    for step in [stream.steps, stream.steps / 3, stream.steps / 7 * 5] {
        let Some(mut late) = Replay::seek(&stream, step) else { return };
        while let Ok(Some((row, _))) = late.next(&stream, window) {
            let now = (row.offset.to_bits(), row.top, row.depth, row.marks, late.memo_len());
            assert_eq!(rows.get(row.step as usize), Some(&now));
        }
    }
    let search = Search { from: 0, until: u32::MAX, mask: 1 << (first & 63), needle: &[] };
    if let Some(mut replay) = Replay::seek(&stream, 0) {
        assert!(replay.find(&stream, window, &search).is_ok_and(|step| step.is_none_or(|s| s < stream.steps)));
    }
});
