//! A stream comes to the same, however it is cut; nothing is made of nothing; what follows the end is left alone.
#![no_main]
use libfuzzer_sys::fuzz_target;
use vitrine_engine::codec::inflate::{Inflate, Wrapper};
use vitrine_engine::codec::{Decompress, Status};

/// DEFLATE makes 258 bytes of two bits at most.
const MAX_RATIO: usize = 1032;

fuzz_target!(|data: &[u8]| {
    let [first, stream @ ..] = data else { return };
    let wrapper = if first & 1 == 0 { Wrapper::Raw } else { Wrapper::Zlib };
    let piece = usize::from(first >> 1) + 1;
    let whole = run(wrapper, stream, stream.len().max(1));
    assert_eq!(run(wrapper, stream, piece), whole);
    let (output, consumed, status) = whole;
    assert!(output.len() <= consumed * MAX_RATIO);
    if status == Status::Done {
        assert_eq!(run(wrapper, &stream[..consumed], piece), (output, consumed, status));
    }
});

fn run(wrapper: Wrapper, stream: &[u8], piece: usize) -> (Vec<u8>, usize, Status) {
    let mut inflate = Inflate::new(wrapper).expect("memory");
    let mut output = Vec::new();
    let mut consumed = 0;
    loop {
        let rest = &stream[consumed..];
        let (taken, status) = inflate.push(&rest[..piece.min(rest.len())]);
        consumed += taken;
        output.extend_from_slice(inflate.output());
        let goes_on = match status {
            Status::NeedsInput => consumed < stream.len(),
            Status::OutputFull => true,
            Status::Done | Status::Failed(_) => false,
        };
        if !goes_on {
            return (output, consumed, status);
        }
    }
}
