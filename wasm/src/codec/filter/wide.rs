//! Branches of machine code whose instructions are longer or shorter than four bytes.

/// Pairs of BL halves of ARM Thumb (xz's `armthumb.c`).
pub fn thumb(bytes: &mut [u8], position: u32) -> usize {
    let mut at = 0;
    while let Some(pair) = bytes.get_mut(at..).and_then(<[_]>::first_chunk_mut::<4>) {
        at += 2;
        let [a, b, c, d] = pair.map(u32::from);
        if b & 0xf8 != 0xf0 || d & 0xf8 != 0xf8 {
            continue;
        }
        let source = (b & 7) << 19 | a << 11 | (d & 7) << 8 | c;
        let target = (source << 1).wrapping_sub(address(position, at + 2)) >> 1;
        *pair = [target >> 11, 0xf0 | target >> 19 & 7, target, 0xf8 | target >> 8 & 7].map(low);
        at += 2;
    }
    at
}

/// Slots of a bundle that are branches, by its template.
const SLOTS: [u8; 32] =
    [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 4, 6, 6, 0, 0, 7, 7, 4, 4, 0, 0, 4, 4, 0, 0];

/// Branches in bundles of three instructions of Itanium (xz's `ia64.c`).
pub fn itanium(bytes: &mut [u8], position: u32) -> usize {
    let (bundles, _) = bytes.as_chunks_mut::<16>();
    for (i, bytes) in bundles.iter_mut().enumerate() {
        let mut bundle = u128::from_le_bytes(*bytes);
        let slots = SLOTS[(bundle & 31) as usize];
        for slot in (0..3).filter(|slot| slots >> slot & 1 == 1) {
            let shift = 5 + 41 * slot;
            let code = bundle >> shift & 0x1ff_ffff_ffff;
            if code >> 37 != 5 || code >> 9 & 7 != 0 {
                continue;
            }
            let source = u32::try_from(code >> 13 & 0xf_ffff | (code >> 36 & 1) << 20).unwrap_or(0);
            let target = u128::from((source << 4).wrapping_sub(address(position, i * 16)) >> 4);
            let changed = code & !(0x8f_ffff << 13) | (target & 0xf_ffff) << 13 | (target & 0x10_0000) << 16;
            bundle = bundle & !(0x1ff_ffff_ffff << shift) | changed << shift;
        }
        *bytes = bundle.to_le_bytes();
    }
    bundles.len() * 16
}

/// JAL, and AUIPC with what follows it, of RISC-V (xz's `riscv.c`).
pub fn riscv(bytes: &mut [u8], position: u32) -> usize {
    let mut at = 0;
    while let Some(pair) = bytes.get_mut(at..).and_then(<[_]>::first_chunk_mut::<8>) {
        let [first, b1, b2, b3, rest @ ..] = *pair;
        let pc = address(position, at);
        at += 2;
        if first == 0xef && b1 & 0x0d == 0 {
            let [b1, b2, b3] = [b1, b2, b3].map(u32::from);
            let target = ((b1 & 0xf0) << 13 | b2 << 9 | b3 << 1).wrapping_sub(pc);
            let changed = [
                b1 & 0x0f | target >> 8 & 0xf0,
                target >> 16 & 0x0f | target >> 7 & 0x10 | target << 4 & 0xe0,
                target >> 4 & 0x7f | target >> 13 & 0x80,
            ]
            .map(low);
            pair.split_at_mut(1).1.split_at_mut(3).0.copy_from_slice(&changed);
            at += 2;
        } else if first & 0x7f == 0x17 {
            let word = u32::from_le_bytes([first, b1, b2, b3]);
            let (skipped, changed) = auipc(word, rest, pc);
            if let Some([first, second]) = changed {
                *pair = (u64::from(first) | u64::from(second) << 32).to_le_bytes();
            }
            at += skipped - 2;
        }
    }
    at
}

/// How far to go on, and what the two instructions become when they were converted.
fn auipc(word: u32, rest: [u8; 4], pc: u32) -> (usize, Option<[u32; 2]>) {
    if word & 0xe80 != 0 {
        // As it was in the code: only what looks like a converted pair was marked by swapping its halves.
        let second = u32::from_le_bytes(rest);
        if (word << 8 ^ second.wrapping_sub(3)) & 0xf8003 != 0 {
            return (6, None);
        }
        let target = (word & 0xffff_f000).wrapping_add(second >> 20);
        return (8, Some([0x17 | 2 << 7 | second << 12, target]));
    }
    let register = word >> 27;
    if word.wrapping_sub(0x3117) << 18 >= register & 0x1d {
        return (4, None);
    }
    let target = u32::from_be_bytes(rest).wrapping_sub(pc);
    (8, Some([0x17 | register << 7 | target.wrapping_add(0x800) & 0xffff_f000, word >> 12 | target << 20]))
}

fn address(position: u32, at: usize) -> u32 {
    position.wrapping_add(u32::try_from(at).unwrap_or(0))
}

fn low(value: u32) -> u8 {
    value.to_le_bytes()[0]
}
