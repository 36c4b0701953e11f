//! The last bytes that were made: what matches reach back into.

/// Most bytes a dictionary takes, whatever its declared size. It grows with what is made, so a declaration alone costs nothing.
pub const MAX_DICTIONARY_BYTES: usize = 256 * 1024 * 1024;

/// A ring that is a plain vector until it is full.
#[derive(Debug)]
pub struct Dictionary {
    ring: Vec<u8>,
    /// Where the next byte goes once the ring is full.
    at: usize,
    limit: usize,
    /// The declared size is more than is given: a match that reaches further back cannot be followed.
    cut: bool,
    /// Bytes made since it was last cleared: their position decides contexts.
    position: u64,
}

/// Why a byte so far back is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Nothing was made that long ago, or the declared dictionary does not reach so far.
    Before,
    /// It was there, and is beyond what we keep.
    Memory,
}

impl Dictionary {
    /// Empty. `size` is the declared one.
    #[must_use]
    pub fn new(size: u64) -> Self {
        // Encoders and decoders all take at least 4 KiB.
        let wanted = usize::try_from(size.max(4096)).unwrap_or(usize::MAX);
        let limit = wanted.min(MAX_DICTIONARY_BYTES);
        Self { ring: Vec::new(), at: 0, limit, cut: wanted > limit, position: 0 }
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.ring.clear();
        self.at = 0;
        self.position = 0;
    }

    /// Bytes made since it was last cleared.
    #[must_use]
    pub fn position(&self) -> u64 {
        self.position
    }

    /// Adds a byte. `false` when there is no memory for it.
    #[must_use]
    pub fn push(&mut self, byte: u8) -> bool {
        if self.ring.len() < self.limit {
            if self.ring.len() == self.ring.capacity() {
                let more = self.ring.len().max(64 * 1024).min(self.limit - self.ring.len());
                if self.ring.try_reserve_exact(more).is_err() {
                    return false;
                }
            }
            self.ring.push(byte);
            self.position += 1;
            return true;
        }
        if let Some(slot) = self.ring.get_mut(self.at) {
            *slot = byte;
        }
        self.at += 1;
        self.position += 1;
        if self.at == self.limit {
            self.at = 0;
        }
        true
    }

    /// The byte `distance` back, 0 being the last one.
    ///
    /// # Errors
    /// [`Missing`] when it is not there.
    pub fn back(&self, distance: usize) -> Result<u8, Missing> {
        let len = self.ring.len();
        if distance >= len {
            return Err(if self.cut && len == self.limit { Missing::Memory } else { Missing::Before });
        }
        let end = if len < self.limit { len } else { self.at };
        let index = if distance < end { end - 1 - distance } else { end + len - 1 - distance };
        self.ring.get(index).copied().ok_or(Missing::Before)
    }
}
