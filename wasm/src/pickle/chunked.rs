//! A table that grows without being copied: one that is copied needs its room twice over while it grows.

use super::log::Failure;

const BITS: u32 = 14;
const CHUNK: usize = 1 << BITS;
/// Items there is room for at first.
const SHORT: usize = 64;

/// Items in chunks of 16,384.
pub struct Chunked<T> {
    chunks: Vec<Vec<T>>,
    len: usize,
}

impl<T> Default for Chunked<T> {
    fn default() -> Chunked<T> {
        Chunked { chunks: Vec::new(), len: 0 }
    }
}

impl<T> Chunked<T> {
    /// Items held.
    pub fn len(&self) -> usize {
        self.len
    }

    /// There are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Bytes reserved.
    pub fn bytes(&self) -> usize {
        let first = self.chunks.first().map_or(0, Vec::capacity);
        (first + self.chunks.len().saturating_sub(1) * CHUNK) * size_of::<T>()
    }

    /// The item at `at`.
    #[inline]
    pub fn get(&self, at: usize) -> Option<&T> {
        self.chunks.get(at >> BITS)?.get(at & (CHUNK - 1))
    }

    /// The item at `at`, to be changed.
    #[inline]
    pub fn get_mut(&mut self, at: usize) -> Option<&mut T> {
        self.chunks.get_mut(at >> BITS)?.get_mut(at & (CHUNK - 1))
    }

    /// Appends, or reports that memory ran out. Never aborts.
    #[inline(always)]
    pub fn push(&mut self, item: T) -> Result<(), Failure> {
        let last = match self.chunks.last_mut() {
            Some(last) if last.len() < last.capacity() => last,
            _ => self.room()?,
        };
        last.push(item);
        self.len += 1;
        Ok(())
    }

    /// A chunk with room. The first one grows as a list does: most tables are short, and a file may have thousands of them.
    #[inline(never)]
    fn room(&mut self) -> Result<&mut Vec<T>, Failure> {
        if self.len & (CHUNK - 1) == 0 {
            super::arena::push(&mut self.chunks, Vec::new())?;
        }
        let first = self.chunks.len() == 1;
        let last = self.chunks.last_mut().ok_or(Failure::LimitMemory)?;
        let left = CHUNK - last.len();
        let more = if first { last.len().clamp(SHORT, left.max(SHORT)).min(left) } else { left };
        last.try_reserve_exact(more).map_err(|_| Failure::LimitMemory)?;
        Ok(last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_ones_are_small() {
        let mut table = Chunked::default();
        assert_eq!(table.bytes(), 0);
        assert_eq!(table.push(1u64), Ok(()));
        assert_eq!(table.bytes(), SHORT * 8);
        for i in 0..SHORT as u64 {
            assert_eq!(table.push(i), Ok(()));
        }
        assert_eq!(table.bytes(), 2 * SHORT * 8);
    }

    #[test]
    fn holds_what_was_pushed_across_chunks() {
        let mut table = Chunked::default();
        for i in 0..CHUNK * 2 + 5 {
            assert_eq!(table.push(i), Ok(()));
        }
        assert_eq!((table.len(), table.get(CHUNK), table.get(CHUNK * 2 + 5)), (CHUNK * 2 + 5, Some(&CHUNK), None));
        if let Some(item) = table.get_mut(CHUNK * 2 + 4) {
            *item = 7;
        }
        assert_eq!(table.get(CHUNK * 2 + 4), Some(&7));
        assert!(!table.is_empty() && table.bytes() == 3 * CHUNK * size_of::<usize>());
    }
}
