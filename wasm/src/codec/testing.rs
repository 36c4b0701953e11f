//! What the decoders' tests share: the bytes the fixtures hold, and running a stream in pieces.
use super::{Decompress, Status};

/// Everything a stream came to.
#[derive(Debug, PartialEq, Eq)]
pub struct Run {
    pub output: Vec<u8>,
    pub consumed: usize,
    pub status: Status,
}

/// Feeds pieces of the given sizes, over and over, until the stream ends or the input does; then what was held back.
pub fn run(codec: Option<impl Decompress>, input: &[u8], sizes: &[usize]) -> Run {
    let mut codec = codec.expect("memory");
    let mut run = Run { output: Vec::new(), consumed: 0, status: Status::NeedsInput };
    let mut sizes = sizes.iter().cycle();
    while run.consumed < input.len() || run.status == Status::OutputFull {
        let size = sizes.next().copied().unwrap_or(usize::MAX).max(1);
        let rest = &input[run.consumed..];
        let (consumed, status) = codec.push(&rest[..size.min(rest.len())]);
        run.consumed += consumed;
        run.status = status;
        run.output.extend_from_slice(codec.output());
        if !matches!(status, Status::NeedsInput | Status::OutputFull) {
            break;
        }
    }
    if matches!(run.status, Status::Done | Status::Failed(_)) {
        run.consumed = usize::try_from(codec.used()).expect("a small stream");
    }
    if run.status != Status::Done {
        loop {
            let status = codec.flush();
            run.output.extend_from_slice(codec.output());
            match status {
                Status::OutputFull => {}
                Status::Done => {
                    let consumed = usize::try_from(codec.used()).expect("a small stream");
                    return Run { status, consumed, ..run };
                }
                _ => break,
            }
        }
    }
    run
}

/// The bytes of `fixtures/make.py`.
pub fn text() -> Vec<u8> {
    let mut data = Vec::new();
    let mut state = 1_u32;
    while data.len() < 90_000 {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let far = (state >> 14) as usize + 1;
        if state & 192 == 0 || far > data.len() {
            data.push(u8::try_from((state >> 24) % 13 + 97).expect("a letter"));
        } else {
            let start = data.len() - far;
            for i in 0..(3 + (state >> 3) as usize % 250).min(far) {
                data.push(data[start + i]);
            }
        }
    }
    data
}

/// Holds a decoder against a stream of a real encoder: whole, in pieces, cut short, with something behind it, and damaged.
pub fn check<D: Decompress>(make: impl Fn() -> Option<D>, stream: &[u8], data: &[u8]) {
    let expected = Run { output: data.to_vec(), consumed: stream.len(), status: Status::Done };
    let followed = [stream, &[0, 1, 0xff, 7, 7, 7, 7, 7, 7]].concat();
    for sizes in [&[usize::MAX][..], &[1], &[3, 1000, 17], &[4096, 1]] {
        assert!(run(make(), stream, sizes) == expected, "pieces of {sizes:?}");
        assert!(run(make(), &followed, sizes) == expected, "followed, pieces of {sizes:?}");
    }
    for cut in (0..stream.len()).step_by(stream.len() / 60 + 1) {
        let short = run(make(), &stream[..cut], &[997]);
        assert_eq!((short.status, short.consumed), (Status::NeedsInput, cut), "cut at {cut}");
        assert!(data.starts_with(&short.output), "cut at {cut}");
    }
    for at in (0..stream.len()).step_by(stream.len() / 40 + 1) {
        let mut damaged = stream.to_vec();
        damaged[at] ^= 0x10;
        let whole = run(make(), &damaged, &[usize::MAX]);
        assert!(run(make(), &damaged, &[13, 700]) == whole, "damaged at {at}, in pieces");
        assert!(whole.output.len() <= 50 * data.len() + 1_000_000, "damaged at {at}");
    }
}
