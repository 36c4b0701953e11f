use super::super::buffered::Buffered;
use super::super::testing::{check, run, text};
use super::super::{Failure, Status};
use super::alone::{Header, Lzma};
use super::lzma2::Lzma2;

const TEXT: &[u8] = include_bytes!("../fixtures/text.lzma");

fn alone() -> Option<Buffered<Lzma>> {
    Buffered::new(Lzma::alone())
}

/// As 7z has it: properties and size elsewhere.
fn bare(size: Option<u64>) -> Option<Buffered<Lzma>> {
    let dictionary = u64::from(u32::from_le_bytes(*TEXT[1..].first_chunk().expect("4 bytes")));
    Buffered::new(Lzma::bare(Header::new(TEXT[0], dictionary, size)?))
}

#[test]
fn gives_what_lzma_packed() {
    check(alone, TEXT, &text());
    check(alone, include_bytes!("../fixtures/small-dictionary.lzma"), &text());
    check(|| Buffered::new(Lzma2::new(4096)), include_bytes!("../fixtures/text.lzma2"), &text());
    check(|| bare(None), &TEXT[13..], &text());
}

#[test]
fn a_size_may_be_stated_beside_the_end_marker_or_instead_of_it() {
    let data = text();
    let size = data.len() as u64;
    assert_eq!(run(bare(Some(size)), &TEXT[13..], &[100]).status, Status::Done);
    assert_eq!(run(bare(Some(size)), &TEXT[13..], &[100]).consumed, TEXT.len() - 13);
    for wrong in [size - 1, size + 1] {
        assert_eq!(run(bare(Some(wrong)), &TEXT[13..], &[100]).status, Status::Failed(Failure::Data));
    }
}

#[test]
fn a_declared_dictionary_costs_nothing() {
    let mut stream = TEXT.to_vec();
    stream[1..5].copy_from_slice(&u32::MAX.to_le_bytes());
    assert_eq!(run(alone(), &stream, &[usize::MAX]).output, text());
}

#[test]
fn what_was_never_made_cannot_be_copied() {
    // The dictionary the stream was made for is larger than the one it is given.
    let stream = &TEXT[13..];
    let small = || Buffered::new(Lzma::bare(Header::new(TEXT[0], 4096, None)?));
    assert_eq!(run(small(), stream, &[usize::MAX]).status, Status::Failed(Failure::Data));
    assert!(Header::new(225, 4096, None).is_none());
}

#[test]
fn what_the_range_coder_takes_after_the_end_marker_is_waited_for() {
    // `lzma.compress(b"a", lzma.FORMAT_ALONE)` of Python, and a byte that belongs to something else.
    let stream = [
        0x5d, 0, 0, 0x80, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0x30, 0xc1, 0xfb, 0xff, 0xff, 0xff,
        0xe0, 0, 0, 0, 0x77,
    ];
    let end = stream.len() - 1;
    for sizes in [[usize::MAX], [1]] {
        let done = run(alone(), &stream, &sizes);
        assert_eq!((done.output.as_slice(), done.consumed, done.status), (b"a".as_slice(), end, Status::Done));
        assert_eq!(run(alone(), &stream[..end - 1], &sizes).status, Status::NeedsInput);
    }
}
