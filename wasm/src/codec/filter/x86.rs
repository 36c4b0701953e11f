//! Calls and jumps of x86 (xz's `x86.c`).

/// Which opcodes right before forbid a conversion.
const ALLOWED: [bool; 8] = [true, true, true, false, true, false, false, false];
const BIT_NUMBER: [u32; 8] = [0, 1, 2, 2, 3, 3, 3, 3];

/// What stood before the next byte.
pub struct X86 {
    mask: u32,
    /// Address of the opcode before.
    last: u32,
}

impl X86 {
    /// For code that starts at `position`.
    #[must_use]
    pub fn new(position: u32) -> Self {
        Self { mask: 0, last: position.wrapping_sub(5) }
    }

    /// As `Kind::Code` does.
    pub fn convert(&mut self, bytes: &mut [u8], position: u32) -> usize {
        if bytes.len() < 5 {
            return 0;
        }
        if position.wrapping_sub(self.last) > 5 {
            self.last = position.wrapping_sub(5);
        }
        let mut at = 0;
        while let Some([opcode, address @ ..]) = bytes.get_mut(at..).and_then(<[_]>::first_chunk_mut::<5>) {
            if *opcode & 0xfe != 0xe8 {
                at += 1;
                continue;
            }
            let here = position.wrapping_add(u32::try_from(at).unwrap_or(0));
            let distance = here.wrapping_sub(self.last);
            self.last = here;
            self.mask = if distance > 5 { 0 } else { (0..distance).fold(self.mask, |mask, _| (mask & 0x77) << 1) };
            let [.., high] = *address;
            if is_edge(u32::from(high)) && self.mask >> 1 < 0x10 && ALLOWED[(self.mask >> 1 & 7) as usize] {
                let target = self.relative(u32::from_le_bytes(*address), here.wrapping_add(5));
                *address = (target & 0x00ff_ffff | if target >> 24 & 1 == 0 { 0 } else { 0xff00_0000 }).to_le_bytes();
                at += 5;
                self.mask = 0;
            } else {
                at += 1;
                self.mask |= if is_edge(u32::from(high)) { 0x11 } else { 1 };
            }
        }
        at
    }

    fn relative(&self, mut address: u32, after: u32) -> u32 {
        loop {
            let target = address.wrapping_sub(after);
            if self.mask == 0 {
                return target;
            }
            let bits = BIT_NUMBER[(self.mask >> 1 & 7) as usize] * 8;
            if !is_edge(target >> (24 - bits) & 0xff) {
                return target;
            }
            address = target ^ (u32::MAX >> bits);
        }
    }
}

fn is_edge(byte: u32) -> bool {
    byte == 0 || byte == 0xff
}
