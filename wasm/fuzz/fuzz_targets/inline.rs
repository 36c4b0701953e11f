//! Streams that pause after a BUILD, as joblib's do: whatever is read between two opcodes, the run ends, comes to the same however the windows
//! are cut, and is replayed as it was.
#![no_main]
use libfuzzer_sys::fuzz_target;
use vitrine_engine::pickle::decode::{Encoding, Engine, Window};
use vitrine_engine::pickle::line::Implementation;
use vitrine_engine::pickle::replay::Replay;
use vitrine_engine::pickle::stream::{Status, Stream};

fuzz_target!(|data: &[u8]| {
    let [first, source @ ..] = data else { return };
    let skip = u64::from(first & 15);
    let whole = run(source, source.len().max(1), skip);
    let cut = run(source, usize::from(first >> 4) + 1, skip);
    assert_eq!((cut.ended, cut.steps, cut.inlines.len()), (whole.ended, whole.steps, whole.inlines.len()));
    assert_eq!((cut.record.events.len(), cut.record.arena.made), (whole.record.events.len(), whole.record.arena.made));
    let Some(mut replay) = Replay::seek(&whole, 0) else { return };
    let window = Window { bytes: source, base: 0, size: source.len() as u64 };
    let mut steps = 0;
    while let Ok(Some(_)) = replay.next(&whole, window) {
        steps += 1;
    }
    assert_eq!(steps, whole.steps);
});

/// Windows of so many bytes at least; after each BUILD so many bytes are read, every other time.
fn run(source: &[u8], piece: usize, skip: u64) -> Stream {
    let engine = Engine { implementation: Implementation::Python, drops: false, encoding: Encoding::Latin1 };
    let mut stream = Stream::new(engine, 0);
    stream.pauses = true;
    let (mut at, mut len, mut built) = (0, piece, 0u32);
    loop {
        let end = (at + len).min(source.len());
        let window = Window { bytes: source.get(at..end).unwrap_or(&[]), base: at as u64, size: source.len() as u64 };
        match stream.feed(window, 7) {
            Status::Need { at: next, len: need } => (at, len) = (next as usize, piece.max(need as usize)),
            Status::Yield { at: next } => (at, len) = (next as usize, piece),
            Status::Built { at: from, .. } => {
                built += 1;
                let to = from.saturating_add(skip);
                if built.is_multiple_of(2) && to <= source.len() as u64 {
                    assert!(stream.read_inline(to).is_ok());
                }
            }
            _ => return stream,
        }
    }
}
