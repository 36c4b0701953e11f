//! A stream comes to the same, however it is cut; hits lie in it, in order, and are counted.
#![no_main]
use libfuzzer_sys::fuzz_target;
use vitrine_engine::scan::Scanner;

fuzz_target!(|data: &[u8]| {
    let [first, stream @ ..] = data else { return };
    let size = if first & 1 == 0 { stream.len() as u64 } else { u64::MAX };
    let whole = scan(stream, size, stream.len().max(1));
    let cut = scan(stream, size, usize::from(first >> 1) + 1);
    assert_eq!(cut.hits(), whole.hits());
    assert_eq!(cut.counts(), whole.counts());
    assert_eq!(cut.statistics().histogram(), whole.statistics().histogram());
    let (offsets, kinds) = whole.hits();
    assert!(offsets.is_sorted_by(|a, b| a < b));
    assert!(offsets.iter().all(|offset| *offset < stream.len() as f64));
    for (code, count) in (0..).zip(whole.counts()) {
        let kept = kinds.iter().filter(|kind| **kind == code).count() as u64;
        assert_eq!(kept, (*count).min(CAP as u64));
    }
    assert_eq!(whole.statistics().total(), stream.len() as u64);
    assert!((0.0..=8.0).contains(&whole.statistics().entropy()));
});

const CAP: usize = 3;

fn scan(stream: &[u8], size: u64, piece: usize) -> Scanner {
    let mut scanner = Scanner::new(size, CAP);
    for chunk in stream.chunks(piece) {
        scanner.feed(chunk);
    }
    scanner.finish();
    scanner
}
