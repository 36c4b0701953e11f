use super::super::buffered::Buffered;
use super::super::testing::{check, run, text};
use super::super::{Failure, Status};
use super::Zstd;

const TEXT: &[u8] = include_bytes!("../fixtures/text.zst");

fn new() -> Option<Buffered<Zstd>> {
    Zstd::new().and_then(Buffered::new)
}

#[test]
fn gives_what_zstd_packed() {
    check(new, TEXT, &text());
    check(new, include_bytes!("../fixtures/text.1.zst"), &text());
    check(new, include_bytes!("../fixtures/empty.zst"), b"");
}

#[test]
fn says_what_is_wrong_and_gives_what_came_before() {
    let mut checksum = TEXT.to_vec();
    *checksum.last_mut().expect("not empty") ^= 1;
    let all = run(new(), &checksum, &[usize::MAX]);
    assert_eq!((all.status, all.output), (Status::Failed(Failure::Checksum), text()));
    assert_eq!(run(new(), b"\x28\xb5\x2f\xfe\0\0\0\0\0\0", &[usize::MAX]).status, Status::Failed(Failure::Header));
    // A dictionary nobody has; a window of 3.75 GiB.
    assert_eq!(
        run(new(), b"\x28\xb5\x2f\xfd\x01\x58\x07\0\0\0\0\0", &[1]).status,
        Status::Failed(Failure::Unsupported)
    );
    assert_eq!(run(new(), b"\x28\xb5\x2f\xfd\0\xb7\x01\0\0", &[1]).status, Status::Failed(Failure::Memory));
    // Raw block "vitrine", then a block of the reserved kind.
    let broken = run(new(), b"\x28\xb5\x2f\xfd\0\x58\x38\0\0vitrine\x07\0\0", &[usize::MAX]);
    assert_eq!((broken.status, broken.output.as_slice()), (Status::Failed(Failure::Data), b"vitrine".as_slice()));
}

#[test]
fn a_bomb_of_runs_comes_out_in_pieces() {
    // Frames of runs of 128 KiB: four bytes each.
    let mut bomb = b"\x28\xb5\x2f\xfd\0\x58".to_vec();
    for _ in 0..500 {
        bomb.extend_from_slice(&[0x02, 0, 0x10, b'x']);
    }
    bomb.extend_from_slice(&[1, 0, 0]);
    let all = run(new(), &bomb, &[usize::MAX]);
    assert_eq!((all.status, all.output.len()), (Status::Done, 500 * 128 * 1024));
}
