use proptest::collection::vec;
use proptest::prelude::*;

use super::signature::Kind;
use super::*;

const UNKNOWN: u64 = u64::MAX;

fn scan(chunks: &[&[u8]], size: u64, cap: usize) -> Scanner {
    let mut scanner = Scanner::new(size, cap);
    for chunk in chunks {
        scanner.feed(chunk);
    }
    scanner.finish();
    scanner
}

/// Name and offset of every hit.
fn hits(bytes: &[u8]) -> Vec<(&'static str, f64)> {
    let scanner = scan(&[bytes], bytes.len() as u64, 1000);
    let (offsets, kinds) = scanner.hits();
    kinds.iter().map(|kind| signature::ALL[usize::from(*kind)].name()).zip(offsets.iter().copied()).collect()
}

fn pe(signature_at: u32) -> Vec<u8> {
    let mut file = vec![0; usize::try_from(signature_at).expect("small") + 4];
    file[..2].copy_from_slice(b"MZ");
    file[0x3c..0x40].copy_from_slice(&signature_at.to_le_bytes());
    let end = file.len();
    file[end - 4..].copy_from_slice(b"PE\0\0");
    file
}

/// One head of each kind.
fn heads() -> Vec<(Kind, Vec<u8>)> {
    let plain: &[(Kind, &[u8])] = &[
        (Kind::ZipLocal, b"PK\x03\x04"),
        (Kind::ZipCentral, b"PK\x01\x02"),
        (Kind::ZipEnd, b"PK\x05\x06"),
        (Kind::Zip64End, b"PK\x06\x06"),
        (Kind::Pickle, b"\x80\x02}q\x00(X\x01\x00\x00\x00aq\x01K\x01u."),
        (Kind::PickleBare, b"cos\nsystem\n(S'id'\ntR."),
        (Kind::Elf, b"\x7fELF\x02\x01\x01\0"),
        (Kind::MachO, b"\xcf\xfa\xed\xfe\x0c\0\0\x01\0\0\0\0\x02\0\0\0"),
        (Kind::Gzip, b"\x1f\x8b\x08\x00\0\0\0\0\0\x03"),
        (Kind::Gguf, b"GGUF\x03\0\0\0"),
        (Kind::Shebang, b"#!/bin/sh\n"),
        (Kind::SevenZip, b"7z\xbc\xaf\x27\x1c\0\x04"),
        (Kind::Npy, b"\x93NUMPY\x01\0v\0"),
        (Kind::Hdf5, b"\x89HDF\r\n\x1a\n"),
        (Kind::Xz, b"\xfd7zXZ\x00"),
        (Kind::Zstd, b"\x28\xb5\x2f\xfd"),
        (Kind::Bzip2, b"BZh91AY&SY"),
    ];
    let plain = plain.iter().map(|(kind, head)| (*kind, head.to_vec()));
    plain.chain([(Kind::Pe, pe(0x80))]).collect()
}

#[test]
fn there_is_a_head_of_every_kind_and_it_is_found_between_zeros() {
    let mut kinds: Vec<u8> = heads().iter().map(|(kind, _)| kind.code()).collect();
    kinds.sort_unstable();
    assert!(kinds.iter().copied().eq(0..u8::try_from(KINDS).expect("few")));
    for (kind, head) in heads() {
        let bytes = [vec![0; 5000], head, vec![0; 5000]].concat();
        assert!(hits(&bytes).contains(&(kind.name(), 5000.0)), "{}", kind.name());
        let last = bytes.len() - 5000;
        assert!(hits(&bytes[..last]).contains(&(kind.name(), 5000.0)), "{} at the end", kind.name());
    }
}

#[test]
fn almost_a_head_is_none() {
    let none: &[&[u8]] = &[
        b"PK\x07\x08",
        b"\x7fELF\x03\x01\x01",
        b"MZ and nothing behind",
        b"\xca\xfe\xba\xbe\0\0\0\x34\0\0\0\x07",
        b"\x1f\x8b\x08\x20",
        b"\x1f\x8b\x07\x00",
        b"GGUF\0\0\0\0",
        b"#!python\n",
        b"#!/bin/\x01\n",
        b"\x93NUMPY\x09\0",
        b"BZh91AY&SX",
        b"BZh01AY&SY",
    ];
    for head in none {
        assert_eq!(hits(head), [], "{}", String::from_utf8_lossy(head));
    }
}

#[test]
fn a_pe_header_beyond_the_lookahead_is_not_looked_for() {
    let near = u32::try_from(LOOKAHEAD).expect("small") - 4;
    assert_eq!(hits(&pe(near)), [("pe", 0.0)]);
    assert_eq!(hits(&pe(near + 1)), []);
}

#[test]
fn keeps_up_to_the_cap_of_each_kind_and_counts_all() {
    let bytes = b"PK\x03\x04\x28\xb5\x2f\xfd".repeat(50);
    let scanner = scan(&[&bytes], bytes.len() as u64, 3);
    assert_eq!(scanner.hits().0, [0.0, 4.0, 8.0, 12.0, 16.0, 20.0]);
    assert_eq!(scanner.counts()[usize::from(Kind::ZipLocal.code())], 50);
    assert_eq!(scanner.counts()[usize::from(Kind::Zstd.code())], 50);
}

#[test]
fn with_cap_0_only_counts_bytes() {
    let scanner = scan(&[b"PK\x03\x04\0\0"], 6, 0);
    assert_eq!(scanner.counts(), &[0; KINDS]);
    assert_eq!(scanner.statistics().histogram()[0], 2);
}

#[test]
fn random_bytes_and_plain_text_hold_next_to_nothing() {
    let mut state = 88_172_645_463_325_252_u64;
    let random: Vec<u8> = (0..1 << 24)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state.to_le_bytes()[7]
        })
        .collect();
    let found = hits(&random);
    // 16 MiB: about ten opaque payloads after a PROTO, and a handful of others.
    assert!(found.len() < 40, "{found:?}");
    let text = include_str!("pickle_head.rs").repeat(3);
    assert_eq!(hits(text.as_bytes()), []);
    let words = "cat\ndog\nelephant\nNone\nput\nsystem\ncos\nVienna\nXylophone\n(d.keys())\n(t.x)\n";
    assert_eq!(hits(words.repeat(20).as_bytes()), []);
}

/// Bytes with heads strewn in, some of them cut.
fn strewn() -> impl Strategy<Value = Vec<u8>> {
    let filler = prop_oneof![vec(any::<u8>(), 0..50), (0_usize..3000).prop_map(|length| vec![0; length])];
    vec((filler, any::<prop::sample::Index>(), any::<prop::sample::Index>()), 0..8).prop_map(|parts| {
        let heads = heads();
        let mut all = Vec::new();
        for (filler, which, cut) in parts {
            let (_, head) = &heads[which.index(heads.len())];
            all.extend_from_slice(&filler);
            all.extend_from_slice(&head[..head.len() - cut.index(2 * head.len()).saturating_sub(head.len())]);
        }
        all
    })
}

proptest! {
    #[test]
    fn the_cut_of_the_stream_changes_nothing(bytes in strewn(), sizes in vec(1_usize..700, 1..5), known: bool) {
        let size = if known { bytes.len() as u64 } else { UNKNOWN };
        let whole = scan(&[&bytes], size, 5);
        let mut chunks = Vec::new();
        let mut rest = bytes.as_slice();
        for size in sizes.iter().cycle() {
            if rest.is_empty() {
                break;
            }
            let (chunk, after) = rest.split_at(rest.len().min(*size));
            chunks.push(chunk);
            rest = after;
        }
        let cut = scan(&chunks, size, 5);
        prop_assert_eq!(cut.hits(), whole.hits());
        prop_assert_eq!(cut.counts(), whole.counts());
        prop_assert_eq!(cut.statistics().histogram(), whole.statistics().histogram());
    }
}
