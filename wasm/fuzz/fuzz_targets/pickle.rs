//! Any bytes, every engine: the run ends, comes to the same however the windows are cut, and everything it states lies in the source.
#![no_main]
use libfuzzer_sys::fuzz_target;
use vitrine_engine::pickle::decode::{Encoding, Engine, Window};
use vitrine_engine::pickle::line::Implementation;
use vitrine_engine::pickle::stream::{Status, Stream};

fuzz_target!(|data: &[u8]| {
    let [first, source @ ..] = data else { return };
    let engine = engine(*first);
    let size = source.len() as u64;
    let mut whole = Stream::new(engine, 0);
    let end = whole.feed(Window { bytes: source, base: 0, size }, u32::MAX);
    assert!(matches!(end, Status::Stopped(_) | Status::Failed { .. }));
    let cut = cut(engine, source, usize::from(first >> 2) + 1);
    assert_eq!((cut.ended, cut.steps, cut.max_depth), (whole.ended, whole.steps, whole.max_depth));
    assert_eq!(cut.record.arena.nodes.len(), whole.record.arena.nodes.len());
    assert_eq!((cut.record.events.len(), cut.record.memo.len), (whole.record.events.len(), whole.record.memo.len));
    let mut few = Stream::new(engine, 0);
    few.hold(0, 64);
    few.feed(Window { bytes: source, base: 0, size }, u32::MAX);
    for _ in 0..64 {
        let Some(again) = few.again() else { break };
        few = again;
        few.feed(Window { bytes: source, base: 0, size }, u32::MAX);
    }
    assert_eq!((few.ended, few.steps, few.record.arena.made), (whole.ended, whole.steps, whole.record.arena.made));
    // What events name is there, and is what it was.
    for (event, other) in whole.record.events.iter().zip(&few.record.events) {
        assert_eq!((event.target, event.args, event.result), (other.target, other.args, other.result));
        for value in [event.target, event.args, event.kwargs] {
            // Names, results and persistent objects may be let go: their events say what they are.
            assert_eq!(whole.record.arena.kind(value), few.record.arena.kind(value));
            assert_eq!(whole.record.event_of(value), few.record.event_of(value));
            if whole.record.arena.get(value).is_some_and(|node| node.is_text()) {
                assert_eq!(whole.record.arena.text_of(value), few.record.arena.text_of(value));
            }
        }
    }
    for event in &whole.record.events {
        assert!(
            event.offset + u64::from(event.length) <= size && event.from <= event.step && event.step <= whole.steps
        );
    }
    // What is held is bounded by what was there, not by what the bytes claim.
    assert!(whole.record.bytes() < 1 << 20 || whole.record.bytes() < source.len() * 64);
});

fn engine(choice: u8) -> Engine {
    let (implementation, drops, encoding) = match choice & 3 {
        0 => (Implementation::C, false, Encoding::Ascii),
        1 => (Implementation::C, true, Encoding::Utf8),
        2 => (Implementation::C, false, Encoding::Latin1),
        _ => (Implementation::Python, false, Encoding::Ascii),
    };
    Engine { implementation, drops, encoding }
}

fn cut(engine: Engine, source: &[u8], piece: usize) -> Stream {
    let mut stream = Stream::new(engine, 0);
    let (mut at, mut len) = (0, piece);
    loop {
        let end = (at + len).min(source.len());
        let window = Window { bytes: source.get(at..end).unwrap_or(&[]), base: at as u64, size: source.len() as u64 };
        match stream.feed(window, 7) {
            Status::Need { at: next, len: need } => (at, len) = (next as usize, piece.max(need as usize)),
            Status::Yield { at: next } => (at, len) = (next as usize, piece),
            _ => return stream,
        }
    }
}
