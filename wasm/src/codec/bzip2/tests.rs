use super::super::buffered::Buffered;
use super::super::testing::{check, run, text};
use super::super::{Failure, Status};
use super::Bzip2;

fn new() -> Option<Buffered<Bzip2>> {
    Buffered::new(Bzip2::new())
}

#[test]
fn gives_what_bzip2_packed() {
    check(new, include_bytes!("../fixtures/text.bz2"), &text());
    check(new, include_bytes!("../fixtures/text.1.bz2"), &text()[..40_000]);
    check(new, include_bytes!("../fixtures/empty.bz2"), b"");
    let runs = [vec![0; 30_000], b"ab".repeat(9), vec![b'c'; 259]].concat();
    check(new, include_bytes!("../fixtures/runs.bz2"), &runs);
}

#[test]
fn says_what_is_wrong() {
    let stream = include_bytes!("../fixtures/runs.bz2");
    let broken = |at: usize| {
        let mut bytes = stream.to_vec();
        bytes[at] ^= 1;
        run(new(), &bytes, &[usize::MAX])
    };
    assert_eq!(broken(1).status, Status::Failed(Failure::Header));
    assert_eq!(broken(4).status, Status::Failed(Failure::Data));
    // The checksum of the block, after all of it was given out; then that of the stream.
    let block = broken(10);
    assert_eq!((block.status, block.output.len()), (Status::Failed(Failure::Checksum), 30_277));
    assert_eq!(broken(stream.len() - 2).status, Status::Failed(Failure::Checksum));
}
