use super::super::Status;
use super::super::buffered::Buffered;
use super::super::testing::{Run, run};
use super::super::xz::Xz;
use super::{Filter, Filtered};

/// Machine code of no machine: the bytes of `fixtures/make.py`, thick with what the filters look for.
fn code() -> Vec<u8> {
    let mut state = 9_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state >> 8
    };
    let mut data = Vec::new();
    while data.len() < 6_000 {
        let [a, b, c, d] = [next(), next(), next(), next()].map(|it| (it & 0xff) as u8);
        let kind = next() as usize % 10;
        data.resize(data.len().next_multiple_of([1, 4, 4, 2, 4, 4, 4, 2, 2, 16][kind]), 0);
        match kind {
            0 => data.extend([0xe8, a, b, 0, if c & 1 == 0 { 0 } else { 0xff }]),
            1 => data.extend([0x48 | a & 3, b, c, d & 0xfc | 1]),
            2 => data.extend([a, b, c, 0xeb]),
            3 => data.extend([a, 0xf0 | b & 7, c, 0xf8 | d & 7]),
            4 => {
                data.extend([if a & 1 == 0 { 0x40 } else { 0x7f }, if a & 1 == 0 { b & 0x3f } else { b | 0xc0 }, c, d])
            }
            5 => data.extend([a, b, c, 0x94 | d & 3]),
            6 => data.extend([a, b & 0x1f, c & 3, 0x90 | d & 0x60]),
            7 => data.extend([0xef, a & 0xf2, b, c]),
            8 => data.extend([0x17 | a & 0x80, b, c, d, 0x13 | b & 0xe0, a & 0x7f | c & 0x80, b, c]),
            _ => data.extend(
                [[0x10 | a & 15, b, c, d], [a, b, c, d], [a & 0x1f, b, c & 0x71, d], [a & 0xf8, b, c, 0x50 | d & 15]]
                    .concat(),
            ),
        }
    }
    data.truncate(6_000);
    data
}

fn unfilter(id: u64, argument: u32, packed: &[u8], sizes: &[usize]) -> Run {
    run(Filter::new(id, argument).and_then(|filter| Buffered::new(Filtered::new(filter))), packed, sizes)
}

#[test]
fn gives_what_7zip_and_xz_filtered() {
    let packed: &[(u64, u32, &[u8])] = &[
        (3, 1, include_bytes!("../fixtures/delta1.code")),
        (3, 256, include_bytes!("../fixtures/delta256.code")),
        (4, 0, include_bytes!("../fixtures/x86.code")),
        (5, 0, include_bytes!("../fixtures/powerpc.code")),
        (6, 0, include_bytes!("../fixtures/itanium.code")),
        (7, 0, include_bytes!("../fixtures/arm.code")),
        (8, 0, include_bytes!("../fixtures/thumb.code")),
        (9, 0, include_bytes!("../fixtures/sparc.code")),
        (10, 0, include_bytes!("../fixtures/arm64.code")),
        (11, 0, include_bytes!("../fixtures/riscv.code")),
    ];
    let data = code();
    for (id, argument, packed) in packed {
        let changed = packed.iter().zip(&data).filter(|(a, b)| a != b).count();
        assert!(changed > 100, "{id} changed {changed} bytes");
        for sizes in [&[usize::MAX][..], &[1], &[3, 1000, 17], &[4096, 1]] {
            let got = unfilter(*id, *argument, packed, sizes);
            let wrong = got.output.iter().zip(&data).position(|(a, b)| a != b);
            assert_eq!(
                (got.output.len(), wrong, got.status),
                (data.len(), None, Status::Done),
                "{id}, pieces of {sizes:?}"
            );
        }
    }
}

#[test]
fn goes_on_over_more_than_one_window_of_output() {
    let long = vec![1; 1_000_000];
    let got = unfilter(3, 1, &long, &[usize::MAX]);
    assert!(got.output.iter().enumerate().all(|(i, byte)| *byte == ((i + 1) & 0xff) as u8));
    assert_eq!(got.output.len(), long.len());
}

#[test]
fn filters_of_xz_are_undone_in_their_order() {
    let xz = |bytes: &[u8], sizes: &[usize]| run(Buffered::new(Xz::new()), bytes, sizes);
    for stream in [&include_bytes!("../fixtures/chain.xz")[..], include_bytes!("../fixtures/arm.start.xz")] {
        for sizes in [&[usize::MAX][..], &[1], &[100, 7]] {
            let got = xz(stream, sizes);
            assert_eq!((got.status, got.output == code(), got.consumed), (Status::Done, true, stream.len()));
        }
        let cut = xz(&stream[..stream.len() / 2], &[usize::MAX]);
        assert!(cut.status == Status::NeedsInput && code().starts_with(&cut.output));
    }
}

#[test]
fn no_filter_is_none() {
    assert!(Filter::of(3, &[]).is_none() && Filter::of(4, &[1]).is_none() && Filter::of(12, &[]).is_none());
    assert!(Filter::new(3, 0).is_none() && Filter::new(3, 257).is_none() && Filter::new(2, 1).is_none());
}

proptest::proptest! {
    #[test]
    fn any_bytes_stay_as_many_and_are_alike_in_pieces(id in 3_u64..12, bytes: Vec<u8>, at in 1_u32..200, size in 1_usize..40) {
        let whole = unfilter(id, at, &bytes, &[usize::MAX]);
        assert_eq!(whole.output.len(), bytes.len());
        assert_eq!(unfilter(id, at, &bytes, &[size, 1]), whole);
    }
}
