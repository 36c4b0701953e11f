//! CRC-32 as ZIP, gzip and PNG use it (ISO 3309, reflected polynomial 0xEDB88320), sixteen bytes at a time.
use std::sync::OnceLock;

const POLYNOMIAL: u32 = 0xEDB8_8320;
const SLICES: usize = 16;

/// `TABLES[k][b]`: the CRC of byte `b` followed by `k` zero bytes. Built at first use: as data it would be 16 KiB that does not compress.
type Tables = [[u32; 256]; SLICES];

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
const fn low(word: u32) -> u8 {
    word as u8
}

/// CRC-32 of everything fed so far.
#[derive(Clone, Copy, Debug)]
pub struct Crc32 {
    inverted: u32,
}

impl Crc32 {
    /// Nothing fed: value 0.
    #[must_use]
    pub const fn new() -> Self {
        Self { inverted: u32::MAX }
    }

    /// Takes the next bytes of the stream.
    pub fn update(&mut self, bytes: &[u8]) {
        let tables = tables();
        let (blocks, rest) = bytes.as_chunks::<SLICES>();
        let mut crc = self.inverted;
        for block in blocks {
            let mut mixed = *block;
            for (byte, crc_byte) in mixed.iter_mut().zip(crc.to_le_bytes()) {
                *byte ^= crc_byte;
            }
            crc = 0;
            for (position, byte) in mixed.iter().enumerate() {
                crc ^= tables[SLICES - 1 - position][usize::from(*byte)];
            }
        }
        for byte in rest {
            crc = (crc >> 8) ^ tables[0][usize::from(low(crc) ^ byte)];
        }
        self.inverted = crc;
    }

    /// CRC-32 of everything fed.
    #[must_use]
    pub const fn value(self) -> u32 {
        !self.inverted
    }
}

impl Default for Crc32 {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crc(bytes: &[u8]) -> u32 {
        let mut crc = Crc32::new();
        crc.update(bytes);
        crc.value()
    }

    /// One bit at a time, straight from the definition.
    fn by_bits(bytes: &[u8]) -> u32 {
        let mut crc = u32::MAX;
        for byte in bytes {
            crc ^= u32::from(*byte);
            for _ in 0..8 {
                crc = if crc & 1 == 1 { POLYNOMIAL ^ (crc >> 1) } else { crc >> 1 };
            }
        }
        !crc
    }

    #[test]
    fn check_value_of_the_catalogue() {
        assert_eq!(crc(b"123456789"), 0xCBF4_3926);
        assert_eq!(crc(b""), 0);
    }

    proptest::proptest! {
        #[test]
        fn equals_the_definition_however_it_is_cut(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..400), cut in 0_usize..400) {
            let (head, tail) = bytes.split_at(cut.min(bytes.len()));
            let mut crc = Crc32::new();
            crc.update(head);
            crc.update(tail);
            proptest::prop_assert_eq!(crc.value(), by_bits(&bytes));
        }
    }
}
