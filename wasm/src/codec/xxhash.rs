//! xxHash (seed 0): the 32-bit one of LZ4 frames, the 64-bit one of Zstandard frames.

const P32: [u32; 5] = [0x9E37_79B1, 0x85EB_CA77, 0xC2B2_AE3D, 0x27D4_EB2F, 0x1656_67B1];
const P64: [u64; 5] =
    [0x9E37_79B1_85EB_CA87, 0xC2B2_AE3D_27D4_EB4F, 0x1656_67B1_9E37_79F9, 0x85EB_CA77_C2B2_AE63, 0x27D4_EB2F_1656_67C5];

/// Cuts a stream into stripes of `N` bytes, whatever pieces it comes in.
#[derive(Clone, Debug)]
struct Stripes<const N: usize> {
    held: [u8; N],
    filled: usize,
    total: u64,
}

impl<const N: usize> Stripes<N> {
    const fn new() -> Self {
        Self { held: [0; N], filled: 0, total: 0 }
    }

    fn feed(&mut self, mut bytes: &[u8], mut each: impl FnMut(&[u8; N])) {
        self.total += bytes.len() as u64;
        if self.filled > 0 {
            let (head, rest) = bytes.split_at(bytes.len().min(N - self.filled));
            self.held[self.filled..self.filled + head.len()].copy_from_slice(head);
            self.filled += head.len();
            bytes = rest;
            if self.filled < N {
                return;
            }
            each(&self.held);
        }
        let (stripes, rest) = bytes.as_chunks::<N>();
        stripes.iter().for_each(each);
        self.held[..rest.len()].copy_from_slice(rest);
        self.filled = rest.len();
    }

    fn rest(&self) -> &[u8] {
        &self.held[..self.filled]
    }
}

/// XXH32 of everything fed so far.
#[derive(Clone, Debug)]
pub struct XxHash32 {
    lanes: [u32; 4],
    stripes: Stripes<16>,
}

impl XxHash32 {
    /// Nothing fed.
    #[must_use]
    pub const fn new() -> Self {
        let lanes = [P32[0].wrapping_add(P32[1]), P32[1], 0, 0_u32.wrapping_sub(P32[0])];
        Self { lanes, stripes: Stripes::new() }
    }

    /// Takes the next bytes of the stream.
    pub fn update(&mut self, bytes: &[u8]) {
        let lanes = &mut self.lanes;
        self.stripes.feed(bytes, |stripe| {
            let (words, _) = stripe.as_chunks::<4>();
            for (lane, word) in lanes.iter_mut().zip(words) {
                *lane = lane
                    .wrapping_add(u32::from_le_bytes(*word).wrapping_mul(P32[1]))
                    .rotate_left(13)
                    .wrapping_mul(P32[0]);
            }
        });
    }

    /// The hash of everything fed.
    #[must_use]
    #[allow(clippy::cast_possible_truncation, reason = "the length counts modulo 2^32")]
    pub fn value(&self) -> u32 {
        let [a, b, c, d] = self.lanes;
        let mut hash = if self.stripes.total >= 16 {
            let ab = a.rotate_left(1).wrapping_add(b.rotate_left(7));
            ab.wrapping_add(c.rotate_left(12)).wrapping_add(d.rotate_left(18))
        } else {
            P32[4]
        };
        hash = hash.wrapping_add(self.stripes.total as u32);
        let (words, bytes) = self.stripes.rest().as_chunks::<4>();
        for word in words {
            hash = hash.wrapping_add(u32::from_le_bytes(*word).wrapping_mul(P32[2]));
            hash = hash.rotate_left(17).wrapping_mul(P32[3]);
        }
        for byte in bytes {
            hash = hash.wrapping_add(u32::from(*byte).wrapping_mul(P32[4])).rotate_left(11).wrapping_mul(P32[0]);
        }
        hash = (hash ^ (hash >> 15)).wrapping_mul(P32[1]);
        hash = (hash ^ (hash >> 13)).wrapping_mul(P32[2]);
        hash ^ (hash >> 16)
    }
}

impl Default for XxHash32 {
    fn default() -> Self {
        Self::new()
    }
}

/// XXH64 of everything fed so far.
#[derive(Clone, Debug)]
pub struct XxHash64 {
    lanes: [u64; 4],
    stripes: Stripes<32>,
}

fn round(lane: u64, word: u64) -> u64 {
    lane.wrapping_add(word.wrapping_mul(P64[1])).rotate_left(31).wrapping_mul(P64[0])
}

impl XxHash64 {
    /// Nothing fed.
    #[must_use]
    pub const fn new() -> Self {
        let lanes = [P64[0].wrapping_add(P64[1]), P64[1], 0, 0_u64.wrapping_sub(P64[0])];
        Self { lanes, stripes: Stripes::new() }
    }

    /// Takes the next bytes of the stream.
    pub fn update(&mut self, bytes: &[u8]) {
        let lanes = &mut self.lanes;
        self.stripes.feed(bytes, |stripe| {
            let (words, _) = stripe.as_chunks::<8>();
            for (lane, word) in lanes.iter_mut().zip(words) {
                *lane = round(*lane, u64::from_le_bytes(*word));
            }
        });
    }

    /// The hash of everything fed.
    #[must_use]
    pub fn value(&self) -> u64 {
        let mut hash = self.start().wrapping_add(self.stripes.total);
        let (words, mut bytes) = self.stripes.rest().as_chunks::<8>();
        for word in words {
            hash ^= round(0, u64::from_le_bytes(*word));
            hash = hash.rotate_left(27).wrapping_mul(P64[0]).wrapping_add(P64[3]);
        }
        if let Some((half, rest)) = bytes.split_first_chunk::<4>() {
            hash ^= u64::from(u32::from_le_bytes(*half)).wrapping_mul(P64[0]);
            hash = hash.rotate_left(23).wrapping_mul(P64[1]).wrapping_add(P64[2]);
            bytes = rest;
        }
        for byte in bytes {
            hash = (hash ^ u64::from(*byte).wrapping_mul(P64[4])).rotate_left(11).wrapping_mul(P64[0]);
        }
        hash = (hash ^ (hash >> 33)).wrapping_mul(P64[1]);
        hash = (hash ^ (hash >> 29)).wrapping_mul(P64[2]);
        hash ^ (hash >> 32)
    }

    fn start(&self) -> u64 {
        let [a, b, c, d] = self.lanes;
        if self.stripes.total < 32 {
            return P64[4];
        }
        let ab = a.rotate_left(1).wrapping_add(b.rotate_left(7));
        let all = ab.wrapping_add(c.rotate_left(12)).wrapping_add(d.rotate_left(18));
        self.lanes.iter().fold(all, |hash, lane| (hash ^ round(0, *lane)).wrapping_mul(P64[0]).wrapping_add(P64[3]))
    }
}

impl Default for XxHash64 {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values of the reference implementation.
    #[test]
    fn known_values() {
        let text = b"Nobody inspects the spammish repetition";
        for cut in 0..text.len() {
            let (mut small, mut large) = (XxHash32::new(), XxHash64::new());
            for part in [&text[..cut], &text[cut..]] {
                small.update(part);
                large.update(part);
            }
            assert_eq!((small.value(), large.value()), (0xE229_3B2F, 0xFBCE_A83C_8A37_8BF1));
        }
        assert_eq!((XxHash32::new().value(), XxHash64::new().value()), (0x02CC_5D05, 0xEF46_DB37_51D8_E999));
    }
}
