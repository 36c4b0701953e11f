//! What the head of a format looks like.
use super::pickle_head;
use crate::pickle::opcode as op;

/// Bytes a decision may look at, counted from the head's first.
pub const LOOKAHEAD: usize = 4096;

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $name:literal;)*) => {
        /// Format a head looks like.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Kind { $($(#[$doc])* $kind),* }

        /// All of them, by code.
        pub const ALL: &[Kind] = &[$(Kind::$kind),*];

        impl Kind {
            /// Name the host knows it by.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$kind => $name),* }
            }

            /// Index into [`ALL`].
            #[must_use]
            pub const fn code(self) -> u8 {
                self as u8
            }
        }
    };
}

// In step with KINDS in workers/wasm/scan.ts.
kinds! {
    /// ZIP local file header (APPNOTE 4.3.7).
    ZipLocal = "zip-local";
    /// ZIP central directory header (APPNOTE 4.3.12).
    ZipCentral = "zip-central";
    /// ZIP end of central directory record (APPNOTE 4.3.16).
    ZipEnd = "zip-end";
    /// ZIP64 end of central directory record (APPNOTE 4.3.14).
    Zip64End = "zip64-end";
    /// PROTO and opcodes a pickle can begin with.
    Pickle = "pickle";
    /// Opcodes that import or build something, without PROTO: protocol 0, or the inside of a pickle.
    PickleBare = "pickle-bare";
    /// ELF header.
    Elf = "elf";
    /// MZ header that leads to a PE header.
    Pe = "pe";
    /// Mach-O header, thin or universal.
    MachO = "mach-o";
    /// gzip member header (RFC 1952 2.3.1).
    Gzip = "gzip";
    /// GGUF header, either byte order.
    Gguf = "gguf";
    /// `#!` and an absolute path.
    Shebang = "shebang";
    /// 7z signature header.
    SevenZip = "7z";
    /// NumPy array header.
    Npy = "npy";
    /// HDF5 superblock.
    Hdf5 = "hdf5";
    /// xz stream header.
    Xz = "xz";
    /// Zstandard frame (RFC 8878 3.1.1).
    Zstd = "zstd";
    /// bzip2 stream with its first block, or empty.
    Bzip2 = "bzip2";
}

/// How many kinds there are.
pub const KINDS: usize = ALL.len();

/// Heads that are recognised by fixed bytes alone.
const MAGICS: &[(&[u8], Kind)] = &[
    (b"PK\x03\x04", Kind::ZipLocal),
    (b"PK\x01\x02", Kind::ZipCentral),
    (b"PK\x05\x06", Kind::ZipEnd),
    (b"PK\x06\x06", Kind::Zip64End),
    (b"7z\xbc\xaf\x27\x1c", Kind::SevenZip),
    (b"\x89HDF\r\n\x1a\n", Kind::Hdf5),
    (b"\xfd7zXZ\x00", Kind::Xz),
    (b"\x28\xb5\x2f\xfd", Kind::Zstd),
];

/// First byte of a head and the range its second is in. A text that begins a pickle without PROTO is a name, so it is short.
const LEADS: &[(u8, u8, u8)] = &[
    (b'P', b'K', b'K'),
    (b'7', b'z', b'z'),
    (0x89, b'H', b'H'),
    (0xfd, b'7', b'7'),
    (0x28, 0xb5, 0xb5),
    (op::PROTO, 0, 5),
    (op::GLOBAL, b'!', 0xff),
    (op::MARK, op::MARK, op::READONLY_BUFFER),
    (op::UNICODE, b'!', 0xff),
    (op::BINUNICODE, 1, 128),
    (op::SHORT_BINUNICODE, 1, 128),
    (0x7f, b'E', b'E'),
    (b'M', b'Z', b'Z'),
    (0xfe, 0xed, 0xed),
    (0xce, 0xfa, 0xfa),
    (0xcf, 0xfa, 0xfa),
    (0xca, 0xfe, 0xfe),
    (0x1f, 0x8b, 0x8b),
    (b'G', b'G', b'G'),
    (b'#', b'!', b'!'),
    (0x93, b'N', b'N'),
    (b'B', b'Z', b'Z'),
];

/// A bit per row of `LEADS`, so that two loads and an AND pass over most of a stream.
const FIRSTS: [u32; 256] = bits(true);
const SECONDS: [u32; 256] = bits(false);

const fn bits(first: bool) -> [u32; 256] {
    let mut table = [0; 256];
    let mut row = 0;
    while row < LEADS.len() {
        let (lead, low, high) = LEADS[row];
        let mut byte = if first { lead } else { low } as usize;
        let last = if first { lead } else { high } as usize;
        while byte <= last {
            table[byte] |= 1 << row;
            byte += 1;
        }
        row += 1;
    }
    table
}

/// Positions among the first `count` whose two bytes begin some head.
pub fn candidates(bytes: &[u8], count: usize) -> impl Iterator<Item = usize> {
    const BLOCK: usize = 16;
    let seconds = bytes.get(1..).unwrap_or_default();
    let blocks = bytes.chunks(BLOCK).zip(seconds.chunks(BLOCK)).zip((0..count).step_by(BLOCK));
    blocks
        .filter(|((firsts, seconds), _)| match (firsts.first_chunk::<BLOCK>(), seconds.first_chunk::<BLOCK>()) {
            // One branch for the whole block.
            (Some(firsts), Some(seconds)) => firsts.iter().zip(seconds).fold(0, |any, pair| any | rows(pair)) != 0,
            _ => true,
        })
        .flat_map(move |((firsts, seconds), start)| {
            let hits = firsts.iter().zip(seconds).enumerate().filter(|(_, pair)| rows(*pair) != 0);
            hits.map(move |(at, _)| start + at).filter(move |at| *at < count)
        })
}

#[inline]
fn rows((first, second): (&u8, &u8)) -> u32 {
    FIRSTS[usize::from(*first)] & SECONDS[usize::from(*second)]
}

/// What the stream looks like from here on. `head` holds [`LOOKAHEAD`] bytes, or all there are; `left` is how many there are.
#[must_use]
pub fn identify(head: &[u8], left: u64) -> Option<Kind> {
    if !matches!(head, [first, second, ..] if rows((first, second)) != 0) {
        return None;
    }
    let magic = MAGICS.iter().find(|(magic, _)| head.starts_with(magic)).map(|(_, kind)| *kind);
    magic.or_else(|| match head.first()? {
        &op::PROTO if pickle_head::begins_with_proto(head, left) => Some(Kind::Pickle),
        &(op::GLOBAL | op::MARK | op::UNICODE | op::BINUNICODE | op::SHORT_BINUNICODE)
            if pickle_head::begins_bare(head, left) =>
        {
            Some(Kind::PickleBare)
        }
        0x7f if is_elf(head) => Some(Kind::Elf),
        b'M' if is_pe(head) => Some(Kind::Pe),
        0xfe | 0xce | 0xcf | 0xca if is_mach_o(head) => Some(Kind::MachO),
        0x1f if is_gzip(head) => Some(Kind::Gzip),
        b'G' if is_gguf(head) => Some(Kind::Gguf),
        b'#' if is_shebang(head) => Some(Kind::Shebang),
        0x93 if is_npy(head) => Some(Kind::Npy),
        b'B' if is_bzip2(head) => Some(Kind::Bzip2),
        _ => None,
    })
}

/// System V ABI, e_ident: class 32 or 64, data little or big, version 1.
fn is_elf(head: &[u8]) -> bool {
    matches!(head, [0x7f, b'E', b'L', b'F', 1 | 2, 1 | 2, 1, ..])
}

/// PE format: `e_lfanew` at 0x3c gives the offset of the signature. Only looked for within the lookahead; linkers put it within 1 KiB.
fn is_pe(head: &[u8]) -> bool {
    if !head.starts_with(b"MZ") {
        return false;
    }
    let Some(offset) = number(head, 0x3c, u32::from_le_bytes) else { return false };
    usize::try_from(offset).is_ok_and(|offset| head.get(offset..).is_some_and(|at| at.starts_with(b"PE\0\0")))
}

/// mach-o/loader.h and fat.h: a known processor family (`CPU_TYPE_*` without its ABI bits) and file type, or some of them after a fat header.
fn is_mach_o(head: &[u8]) -> bool {
    let thin = |read: fn([u8; 4]) -> u32| {
        let [processor, file_type] = [4, 12].map(|at| number(head, at, read).unwrap_or(0));
        is_processor(processor) && (1..=15).contains(&file_type)
    };
    match head {
        [0xce | 0xcf, 0xfa, 0xed, 0xfe, ..] => thin(u32::from_le_bytes),
        [0xfe, 0xed, 0xfa, 0xce | 0xcf, ..] => thin(u32::from_be_bytes),
        // 0xcafebabe is a Java class file too, whose version is read here as 45 or more architectures.
        [0xca, 0xfe, 0xba, 0xbe | 0xbf, ..] => {
            let [count, processor] = [4, 8].map(|at| number(head, at, u32::from_be_bytes).unwrap_or(0));
            (1..45).contains(&count) && is_processor(processor)
        }
        _ => false,
    }
}

fn is_processor(cpu_type: u32) -> bool {
    (1..=18).contains(&(cpu_type & 0x00ff_ffff))
}

/// Deflate, and no reserved flag.
fn is_gzip(head: &[u8]) -> bool {
    matches!(head, [0x1f, 0x8b, 8, 0..=0x1f, ..])
}

/// Versions 1 to 9 (3 is the newest), little- or big-endian.
fn is_gguf(head: &[u8]) -> bool {
    matches!(head, [b'G', b'G', b'U', b'F', 1..=9, 0, 0, 0, ..] | [b'G', b'G', b'U', b'F', 0, 0, 0, 1..=9, ..])
}

/// `#!`, blanks, an absolute path, all of it printable, within 256 bytes.
fn is_shebang(head: &[u8]) -> bool {
    let Some(rest) = head.strip_prefix(b"#!") else { return false };
    let line = rest.iter().take(254).position(|byte| *byte == b'\n').and_then(|end| rest.get(..end));
    line.is_some_and(|line| {
        let printable = line.iter().all(|byte| matches!(byte, b'\t' | b'\r' | 0x20..=0x7e));
        printable && matches!(line.trim_ascii_start(), [b'/', b'!'..=b'~', ..])
    })
}

/// NEP 1: versions 1.0, 2.0, 3.0.
fn is_npy(head: &[u8]) -> bool {
    matches!(head, [0x93, b'N', b'U', b'M', b'P', b'Y', 1..=3, 0, ..])
}

/// Block magic is pi, end magic is the square root of it.
fn is_bzip2(head: &[u8]) -> bool {
    let [b'B', b'Z', b'h', b'1'..=b'9', magic @ ..] = head else { return false };
    magic.starts_with(b"\x31\x41\x59\x26\x53\x59") || magic.starts_with(b"\x17\x72\x45\x38\x50\x90")
}

fn number(head: &[u8], at: usize, read: fn([u8; 4]) -> u32) -> Option<u32> {
    head.get(at..)?.first_chunk().map(|bytes| read(*bytes))
}
