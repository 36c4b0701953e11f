//! What holds for every decoder: a stream comes to the same, however it is cut; output is bounded; what follows the end is left alone.
use vitrine_engine::codec::{Decompress, Status};

/// Output that is followed: bombs are told by their ratio, not by decoding them here.
const ENOUGH: usize = 1 << 22;

/// The first byte says how the rest is cut.
pub fn check<D: Decompress>(data: &[u8], make: impl Fn() -> Option<D>) {
    check_before(data, &[], make);
}

/// `end`: what has to follow a stream for it to be over, where the format has no end mark.
pub fn check_before<D: Decompress>(data: &[u8], end: &[u8], make: impl Fn() -> Option<D>) {
    let [first, stream @ ..] = data else { return };
    let piece = usize::from(*first) + 1;
    let whole = run(make(), stream, stream.len().max(1));
    let (output, used, status) = &whole;
    if output.len() < ENOUGH {
        let cut = run(make(), stream, piece);
        assert_eq!((&cut.0, cut.2), (output, *status));
        if *status == Status::Done {
            assert_eq!(cut.1, *used);
            assert_eq!(run(make(), &[&stream[..*used], end].concat(), piece), whole);
        }
    }
    assert!(*used <= stream.len());
}

fn run<D: Decompress>(codec: Option<D>, stream: &[u8], piece: usize) -> (Vec<u8>, usize, Status) {
    let mut codec = codec.expect("memory");
    let mut output = Vec::new();
    let mut taken = 0;
    loop {
        let rest = &stream[taken..];
        let (consumed, status) = codec.push(&rest[..piece.min(rest.len())]);
        taken += consumed;
        output.extend_from_slice(codec.output());
        let goes_on = match status {
            Status::NeedsInput => taken < stream.len(),
            Status::OutputFull => output.len() < ENOUGH,
            Status::Done | Status::Failed(_) => false,
        };
        if goes_on {
            continue;
        }
        if matches!(status, Status::NeedsInput | Status::Failed(_)) {
            while codec.flush() == Status::OutputFull && output.len() < ENOUGH {
                output.extend_from_slice(codec.output());
            }
            output.extend_from_slice(codec.output());
        }
        return (output, usize::try_from(codec.used()).expect("small"), status);
    }
}
