use super::super::buffered::Buffered;
use super::super::testing::{check, run, text};
use super::super::{Failure, Status};
use super::Xz;

const TEXT: &[u8] = include_bytes!("../fixtures/text.xz");

fn new() -> Option<Buffered<Xz>> {
    Buffered::new(Xz::new())
}

#[test]
fn gives_what_xz_packed() {
    check(new, TEXT, &text());
    check(new, include_bytes!("../fixtures/text.sha256.xz"), &text());
    check(new, include_bytes!("../fixtures/text.crc32.xz"), &text());
    check(new, include_bytes!("../fixtures/empty.xz"), b"");
    let noise: Vec<u8> = (0_u64..20_000).map(|i| ((i * i * 2_654_435_761) >> 13).to_le_bytes()[0]).collect();
    check(new, include_bytes!("../fixtures/noise.xz"), &noise);
}

#[test]
fn says_what_is_wrong() {
    let broken = |from_end: usize| {
        let mut bytes = TEXT.to_vec();
        let at = bytes.len() - from_end;
        bytes[at] ^= 1;
        run(new(), &bytes, &[usize::MAX]).status
    };
    assert_eq!(broken(TEXT.len()), Status::Failed(Failure::Header));
    // Flags of the stream header, covered by its own checksum.
    assert_eq!(broken(TEXT.len() - 7), Status::Failed(Failure::Header));
    assert_eq!(broken(TEXT.len() - 13), Status::Failed(Failure::Checksum));
    assert_eq!(broken(1), Status::Failed(Failure::Data));
    assert_eq!(broken(12), Status::Failed(Failure::Checksum));
    // Backward size; the checksum of the index; the check of the block before it.
    assert_eq!(broken(8), Status::Failed(Failure::Data));
    assert_eq!(broken(16), Status::Failed(Failure::Checksum));
    let index =
        usize::try_from(u32::from_le_bytes(*TEXT[TEXT.len() - 8..].first_chunk().expect("4"))).expect("32 bits");
    assert_eq!(broken(12 + (index + 1) * 4 + 1), Status::Failed(Failure::Checksum));
}
