use miniz_oxide::deflate::{compress_to_vec, compress_to_vec_zlib};
use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

/// Everything a stream came to.
#[derive(Debug, PartialEq, Eq)]
struct Run {
    output: Vec<u8>,
    consumed: usize,
    status: Status,
}

/// Feeds pieces of the given sizes, over and over, until the stream ends or the input does.
fn run(wrapper: Wrapper, input: &[u8], sizes: &[usize]) -> Run {
    let mut inflate = Inflate::new(wrapper).expect("memory");
    let mut run = Run { output: Vec::new(), consumed: 0, status: Status::NeedsInput };
    let mut sizes = sizes.iter().cycle();
    while run.consumed < input.len() || run.status == Status::OutputFull {
        let size = sizes.next().copied().unwrap_or(usize::MAX).max(1);
        let rest = &input[run.consumed..];
        let (consumed, status) = inflate.push(&rest[..size.min(rest.len())]);
        run.consumed += consumed;
        run.status = status;
        run.output.extend_from_slice(inflate.output());
        if !matches!(status, Status::NeedsInput | Status::OutputFull) {
            break;
        }
    }
    run
}

fn whole(wrapper: Wrapper, input: &[u8]) -> Run {
    run(wrapper, input, &[usize::MAX])
}

/// Text with repeats at all distances, so that every kind of block and match turns up.
fn compressible() -> impl Strategy<Value = Vec<u8>> {
    (vec(any::<u8>(), 1..200), vec((0_usize..200, 1_usize..200), 0..60)).prop_map(|(seed, cuts)| {
        cuts.iter().fold(seed.clone(), |mut all, (at, length)| {
            let at = at % seed.len();
            all.extend_from_slice(&seed[at..(at + length).min(seed.len())]);
            all
        })
    })
}

fn compressed(wrapper: Wrapper, data: &[u8], level: u8) -> Vec<u8> {
    match wrapper {
        Wrapper::Raw => compress_to_vec(data, level),
        Wrapper::Zlib => compress_to_vec_zlib(data, level),
    }
}

fn wrapper() -> impl Strategy<Value = Wrapper> {
    prop_oneof![Just(Wrapper::Raw), Just(Wrapper::Zlib)]
}

proptest! {
    #[test]
    fn gives_the_data_and_leaves_what_follows(
        wrapper in wrapper(), data in compressible(), level in 0_u8..=10, tail in vec(any::<u8>(), 0..20), sizes in vec(1_usize..40, 1..6),
    ) {
        let stream = compressed(wrapper, &data, level);
        let input = [stream.as_slice(), &tail].concat();
        let expected = Run { output: data, consumed: stream.len(), status: Status::Done };
        prop_assert_eq!(&run(wrapper, &input, &sizes), &expected);
        prop_assert_eq!(&run(wrapper, &input, &[1]), &expected);
    }

    #[test]
    fn asks_for_more_when_cut_short(wrapper in wrapper(), data in compressible(), level in 0_u8..=10, cut in any::<prop::sample::Index>()) {
        let stream = compressed(wrapper, &data, level);
        let cut = cut.index(stream.len());
        let short = whole(wrapper, &stream[..cut]);
        prop_assert_eq!(short.status, Status::NeedsInput);
        prop_assert_eq!(short.consumed, cut);
        prop_assert!(data.starts_with(&short.output));
    }

    #[test]
    fn breaks_at_the_same_place_however_it_is_cut(
        wrapper in wrapper(), data in compressible(), level in 0_u8..=10, flips in vec((any::<prop::sample::Index>(), 1_u8..), 1..4), sizes in vec(1_usize..40, 1..6),
    ) {
        let mut stream = compressed(wrapper, &data, level);
        for (at, bits) in flips {
            let at = at.index(stream.len());
            stream[at] ^= bits;
        }
        prop_assert_eq!(run(wrapper, &stream, &sizes), whole(wrapper, &stream));
    }

    #[test]
    fn anything_at_all_ends_and_is_bounded(wrapper in wrapper(), input in vec(any::<u8>(), 0..400), sizes in vec(1_usize..40, 1..6)) {
        let all = whole(wrapper, &input);
        prop_assert_eq!(&run(wrapper, &input, &sizes), &all);
        // 258 bytes for two bits is the most DEFLATE can promise.
        prop_assert!(all.output.len() <= input.len() * 1032);
    }
}

#[test]
fn long_streams_cross_the_buffer_with_matches_of_every_distance() {
    let mut data = Vec::new();
    let mut state = 1_u32;
    while data.len() < 5 * BUFFER_BYTES {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let far = usize::try_from(state >> 17).expect("15 bits") + 1;
        if state & 64 == 0 || far > data.len() {
            data.push(u8::try_from(state >> 24).expect("8 bits"));
        } else {
            let from = data.len() - far;
            data.extend_from_within(from..(from + 40).min(data.len()));
        }
    }
    let stream = compress_to_vec(&data, 9);
    for sizes in [[usize::MAX], [4096], [70_001]] {
        let all = run(Wrapper::Raw, &stream, &sizes);
        assert_eq!((all.status, all.consumed), (Status::Done, stream.len()));
        assert!(all.output == data, "output differs for pieces of {sizes:?}");
    }
}

#[test]
fn a_match_before_the_first_byte_is_broken_data() {
    // Fixed block: literal 'a', then length 3 at distance 2. A ring buffer would give a zero byte here.
    let stream =
        bits(&[(1, 1), (1, 2), (reversed(0x30 + u32::from(b'a'), 8), 8), (reversed(1, 7), 7), (reversed(1, 5), 5)]);
    let all = whole(Wrapper::Raw, &stream);
    assert_eq!((all.status, all.output.as_slice()), (Status::Failed(Failure::Data), b"a".as_slice()));
}

#[test]
fn says_which_part_of_the_wrapper_is_wrong() {
    let good = compress_to_vec_zlib(b"vitrine", 6);
    let mut checksum = good.clone();
    *checksum.last_mut().expect("not empty") ^= 1;
    assert_eq!(whole(Wrapper::Zlib, &checksum).status, Status::Failed(Failure::Checksum));
    assert_eq!(whole(Wrapper::Zlib, &checksum).output, b"vitrine");
    // 0x78 0xbb asks for a preset dictionary.
    for header in [[0x78, 0x02], [0x78, 0xbb], [0x98, 0x9c], [0x79, 0x9c]] {
        let bad = [&header, &good[2..]].concat();
        assert_eq!(whole(Wrapper::Zlib, &bad).status, Status::Failed(Failure::Header), "{header:02x?}");
    }
}

#[test]
fn stays_ended() {
    let mut inflate = Inflate::new(Wrapper::Raw).expect("memory");
    let stream = compress_to_vec(b"x", 6);
    assert_eq!(inflate.push(&stream), (stream.len(), Status::Done));
    assert_eq!(inflate.push(&stream), (0, Status::Done));
    assert_eq!(inflate.output(), b"");
    let mut broken = Inflate::new(Wrapper::Raw).expect("memory");
    assert_eq!(broken.push(&[7]), (1, Status::Failed(Failure::Data)));
    assert_eq!(broken.push(&stream), (0, Status::Failed(Failure::Data)));
}

/// Values with their widths, least significant bit first.
fn bits(parts: &[(u32, u32)]) -> Vec<u8> {
    let all: Vec<bool> =
        parts.iter().flat_map(|(value, width)| (0..*width).map(move |bit| value >> bit & 1 == 1)).collect();
    all.chunks(8).map(|byte| byte.iter().rev().fold(0, |sum, bit| sum << 1 | u8::from(*bit))).collect()
}

/// Huffman codes go in most significant bit first.
fn reversed(code: u32, width: u32) -> u32 {
    code.reverse_bits() >> (32 - width)
}
