//! How byte values are distributed.

/// Byte counts of a stream.
#[derive(Clone, Debug)]
pub struct Statistics {
    histogram: [u64; 256],
}

impl Statistics {
    /// Of nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self { histogram: [0; 256] }
    }

    /// Takes the next bytes. At most 4 GiB at once.
    pub fn feed(&mut self, bytes: &[u8]) {
        // Four tables: runs of one value would otherwise wait for their own last store.
        let mut lanes = [[0_u32; 256]; 4];
        let (quads, rest) = bytes.as_chunks::<4>();
        for quad in quads {
            for (lane, byte) in lanes.iter_mut().zip(quad) {
                lane[usize::from(*byte)] += 1;
            }
        }
        for byte in rest {
            lanes[0][usize::from(*byte)] += 1;
        }
        for lane in &lanes {
            for (sum, count) in self.histogram.iter_mut().zip(lane) {
                *sum += u64::from(*count);
            }
        }
    }

    /// How often each value occurs.
    #[must_use]
    pub const fn histogram(&self) -> &[u64; 256] {
        &self.histogram
    }

    /// Bytes fed.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.histogram.iter().sum()
    }

    /// Shannon entropy of the byte values, in bits per byte: 0 for one value (or nothing at all), 8 for all equally often.
    #[must_use]
    #[allow(clippy::cast_precision_loss, reason = "counts are below 2^53")]
    pub fn entropy(&self) -> f64 {
        let total = self.total() as f64;
        let counts = self.histogram.iter().filter(|count| **count > 0);
        counts.map(|count| *count as f64 / total).map(|share| -share * share.log2()).sum::<f64>().abs().min(8.0)
    }
}

impl Default for Statistics {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(bytes: &[u8]) -> Statistics {
        let mut statistics = Statistics::new();
        statistics.feed(bytes);
        statistics
    }

    #[test]
    fn entropy_of_known_distributions() {
        assert_eq!(of(b"").entropy().to_bits(), 0.0_f64.to_bits());
        assert_eq!(of(&[7; 1000]).entropy().to_bits(), 0.0_f64.to_bits());
        assert!((of(b"abababab").entropy() - 1.0).abs() < 1e-12);
        let all: Vec<u8> = (0..=255).collect();
        assert!((of(&all).entropy() - 8.0).abs() < 1e-12);
    }

    proptest::proptest! {
        #[test]
        fn counts_every_byte_once(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300)) {
            let statistics = of(&bytes);
            proptest::prop_assert_eq!(statistics.total(), bytes.len() as u64);
            for (value, count) in (0_u8..=255).zip(statistics.histogram()) {
                proptest::prop_assert_eq!(*count, bytes.iter().filter(|byte| **byte == value).count() as u64);
            }
        }
    }
}
