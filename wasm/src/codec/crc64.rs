//! CRC-64 as XZ uses it (ECMA-182, reflected polynomial `0xC96C5795D7870F42`), four bytes at a time.
use std::sync::OnceLock;

const POLYNOMIAL: u64 = 0xC96C_5795_D787_0F42;
const SLICES: usize = 4;

type Tables = [[u64; 256]; SLICES];

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Box<Tables>> = OnceLock::new();
    TABLES.get_or_init(|| {
        let mut tables = Box::new([[0; 256]; SLICES]);
        for (byte, slot) in (0..).zip(&mut tables[0]) {
            *slot = (0..8).fold(byte, |crc, _| if crc & 1 == 1 { POLYNOMIAL ^ (crc >> 1) } else { crc >> 1 });
        }
        for slice in 1..SLICES {
            for byte in 0..256 {
                let shorter = tables[slice - 1][byte];
                tables[slice][byte] = (shorter >> 8) ^ tables[0][usize::from(low(shorter))];
            }
        }
        tables
    })
}

#[allow(clippy::cast_possible_truncation, reason = "the low byte is what is wanted")]
const fn low(word: u64) -> u8 {
    word as u8
}

/// CRC-64 of everything fed so far.
#[derive(Clone, Copy, Debug)]
pub struct Crc64 {
    inverted: u64,
}

impl Crc64 {
    /// Nothing fed: value 0.
    #[must_use]
    pub const fn new() -> Self {
        Self { inverted: u64::MAX }
    }

    /// Takes the next bytes of the stream.
    pub fn update(&mut self, bytes: &[u8]) {
        let tables = tables();
        let (blocks, rest) = bytes.as_chunks::<SLICES>();
        let mut crc = self.inverted;
        for block in blocks {
            let mixed = crc ^ u64::from(u32::from_le_bytes(*block));
            crc = (crc >> 32)
                ^ tables[3][usize::from(low(mixed))]
                ^ tables[2][usize::from(low(mixed >> 8))]
                ^ tables[1][usize::from(low(mixed >> 16))]
                ^ tables[0][usize::from(low(mixed >> 24))];
        }
        for byte in rest {
            crc = (crc >> 8) ^ tables[0][usize::from(low(crc) ^ byte)];
        }
        self.inverted = crc;
    }

    /// CRC-64 of everything fed.
    #[must_use]
    pub const fn value(self) -> u64 {
        !self.inverted
    }
}

impl Default for Crc64 {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_value_of_the_catalogue_however_it_is_cut() {
        for cut in 0..=9 {
            let mut crc = Crc64::new();
            crc.update(&b"123456789"[..cut]);
            crc.update(&b"123456789"[cut..]);
            assert_eq!(crc.value(), 0x995D_C9BB_DF19_39FA);
        }
    }
}
