//! Branches of machine code whose instructions are four bytes each.

/// BL of ARM (xz's `arm.c`).
pub fn arm(bytes: &mut [u8], position: u32) -> usize {
    words(bytes, position, u32::from_le_bytes, u32::to_le_bytes, |word, at| {
        if word >> 24 != 0xeb {
            return word;
        }
        let target = (word << 2).wrapping_sub(at.wrapping_add(8)) >> 2;
        0xeb00_0000 | target & 0x00ff_ffff
    })
}

/// BL and ADRP of ARM64 (xz's `arm64.c`).
pub fn arm64(bytes: &mut [u8], position: u32) -> usize {
    words(bytes, position, u32::from_le_bytes, u32::to_le_bytes, |word, at| {
        if word >> 26 == 0x25 {
            return 0x9400_0000 | word.wrapping_sub(at >> 2) & 0x03ff_ffff;
        }
        let source = word >> 29 & 3 | word >> 3 & 0x001f_fffc;
        // Only addresses within 512 MiB were converted.
        if word & 0x9f00_0000 != 0x9000_0000 || source.wrapping_add(0x0002_0000) & 0x001c_0000 != 0 {
            return word;
        }
        let target = source.wrapping_sub(at >> 12);
        let sign = 0_u32.wrapping_sub(target & 0x0002_0000) & 0x00e0_0000;
        word & 0x9000_001f | (target & 3) << 29 | (target & 0x0003_fffc) << 3 | sign
    })
}

/// Branches of PowerPC (xz's `powerpc.c`).
pub fn powerpc(bytes: &mut [u8], position: u32) -> usize {
    words(bytes, position, u32::from_be_bytes, u32::to_be_bytes, |word, at| {
        if word & 0xfc00_0003 != 0x4800_0001 {
            return word;
        }
        0x4800_0001 | (word & 0x03ff_fffc).wrapping_sub(at) & 0x03ff_fffc
    })
}

/// CALL of SPARC (xz's `sparc.c`).
pub fn sparc(bytes: &mut [u8], position: u32) -> usize {
    words(bytes, position, u32::from_be_bytes, u32::to_be_bytes, |word, at| {
        if word >> 22 != 0x100 && word >> 22 != 0x1ff {
            return word;
        }
        let target = (word << 2).wrapping_sub(at) >> 2;
        let sign = 0_u32.wrapping_sub(target >> 22 & 1) << 22 & 0x3fff_ffff;
        sign | target & 0x003f_ffff | 0x4000_0000
    })
}

fn words(
    bytes: &mut [u8],
    position: u32,
    read: fn([u8; 4]) -> u32,
    write: fn(u32) -> [u8; 4],
    convert: impl Fn(u32, u32) -> u32,
) -> usize {
    let mut at = position;
    let (words, _) = bytes.as_chunks_mut::<4>();
    for word in words.iter_mut() {
        *word = write(convert(read(*word), at));
        at = at.wrapping_add(4);
    }
    words.len() * 4
}
