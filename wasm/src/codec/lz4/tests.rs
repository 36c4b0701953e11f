use super::super::buffered::Buffered;
use super::super::testing::{check, run, text};
use super::super::{Failure, Status};
use super::{Kind, Lz4};

const TEXT: &[u8] = include_bytes!("../fixtures/text.lz4");

fn new() -> Option<Buffered<Lz4>> {
    Buffered::new(Lz4::new(Kind::Frame))
}

#[test]
fn gives_what_lz4_packed() {
    check(new, TEXT, &text());
    check(new, include_bytes!("../fixtures/linked.lz4"), &text());
    check(new, include_bytes!("../fixtures/empty.lz4"), b"");
}

#[test]
fn says_what_is_wrong() {
    let broken = |at: usize| {
        let mut bytes = TEXT.to_vec();
        bytes[at] ^= 1;
        run(new(), &bytes, &[usize::MAX]).status
    };
    assert_eq!(broken(14), Status::Failed(Failure::Header));
    assert_eq!(broken(TEXT.len() - 1), Status::Failed(Failure::Checksum));
}

#[test]
fn the_legacy_format_ends_with_the_input() {
    // "vitrine" as literals: a token, the bytes.
    let stream = b"\x02\x21\x4c\x18\x08\0\0\0\x70vitrine";
    let legacy = || Buffered::new(Lz4::new(Kind::Legacy));
    let all = run(legacy(), stream, &[3]);
    assert_eq!((all.status, all.output.as_slice(), all.consumed), (Status::Done, b"vitrine".as_slice(), stream.len()));
    assert_eq!(run(legacy(), &stream[..12], &[3]).status, Status::NeedsInput);
    let followed = run(legacy(), &[&stream[..], b"\x04\x22\x4d\x18"].concat(), &[3]);
    assert_eq!((followed.status, followed.consumed), (Status::Done, stream.len()));
}

#[test]
fn a_match_before_the_first_byte_is_broken_data() {
    let stream = b"\x02\x21\x4c\x18\x04\0\0\0\x10a\x02\0";
    let all = run(Buffered::new(Lz4::new(Kind::Legacy)), stream, &[usize::MAX]);
    assert_eq!((all.status, all.output.as_slice()), (Status::Failed(Failure::Data), b"a".as_slice()));
}
