use proptest::prelude::*;

use super::Deflate64;
use crate::codec::buffered::Buffered;
use crate::codec::testing::{Run, run, text};
use crate::codec::{Failure, Status};

const TEXT: &[u8] = include_bytes!("../fixtures/text.deflate64");
const RUNS: &[u8] = include_bytes!("../fixtures/runs.deflate64");
const NOISE: &[u8] = include_bytes!("../fixtures/stored.deflate64");

fn decode(input: &[u8], sizes: &[usize]) -> Run {
    run(Deflate64::new().and_then(Buffered::new), input, sizes)
}

#[test]
fn what_the_encoder_made_comes_back_however_it_is_cut() {
    for sizes in [&[usize::MAX][..], &[1], &[7, 100, 3]] {
        for (stream, content) in [(TEXT, text()), (RUNS, vec![b'a'; 400_000]), (NOISE, noise())] {
            let run = decode(stream, sizes);
            assert_eq!((run.status, run.consumed), (Status::Done, stream.len()));
            assert!(run.output == content, "content of {} bytes", content.len());
        }
    }
}

/// The bytes `fixtures/make.py` makes of the same generator.
fn noise() -> Vec<u8> {
    let mut state = 7_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_le_bytes()[3]
    };
    (0..500).map(|_| next()).collect()
}

#[test]
fn what_follows_the_stream_is_left_alone() {
    let longer = [TEXT, b"more"].concat();
    assert_eq!(decode(&longer, &[1000]).consumed, TEXT.len());
}

#[test]
fn cut_streams_need_more_and_give_what_they_have() {
    for end in (0..TEXT.len()).step_by(997) {
        let run = decode(&TEXT[..end], &[usize::MAX]);
        assert_eq!(run.status, Status::NeedsInput);
        assert!(text().starts_with(&run.output));
    }
}

#[test]
fn broken_streams_fail() {
    // A block of the fourth kind, a stored one whose lengths disagree, a match that reaches back before the first byte.
    assert_eq!(decode(&[7], &[1]).status, Status::Failed(Failure::Data));
    assert_eq!(decode(&[1, 1, 0, 0, 0], &[1]).status, Status::Failed(Failure::Data));
    assert_eq!(decode(&[3, 2, 0, 0], &[1]).status, Status::Failed(Failure::Data));
}

proptest! {
    #[test]
    fn any_bytes_come_to_the_same_however_they_are_cut(bytes in prop::collection::vec(any::<u8>(), 0..300), piece in 1_usize..40) {
        prop_assert_eq!(decode(&bytes, &[piece]), decode(&bytes, &[usize::MAX]));
    }

    #[test]
    fn a_damaged_stream_ends(at in 0..TEXT.len(), byte in any::<u8>()) {
        let mut stream = TEXT.to_vec();
        stream[at] = byte;
        let run = decode(&stream, &[4096]);
        prop_assert!(run.consumed <= stream.len());
    }
}
