//! Objects the host holds by number.
use std::collections::BTreeMap;

use super::Misuse;

/// Objects under handles. A handle is never given out twice, so a stale one is an error and not another object.
#[derive(Debug)]
pub struct Slab<T> {
    last: u32,
    live: BTreeMap<u32, T>,
}

impl<T> Slab<T> {
    /// Empty.
    #[must_use]
    pub const fn new() -> Self {
        Self { last: 0, live: BTreeMap::new() }
    }

    /// The handle of a new object: 1 or more, below 2^31 (the host reads statuses as signed).
    ///
    /// # Errors
    /// [`Misuse::State`] after 2^31 - 1 objects.
    pub fn insert(&mut self, value: T) -> Result<i32, Misuse> {
        let handle = self.last.checked_add(1).ok_or(Misuse::State)?;
        let seen = i32::try_from(handle).map_err(|_| Misuse::State)?;
        self.last = handle;
        self.live.insert(handle, value);
        Ok(seen)
    }

    /// # Errors
    /// [`Misuse::Handle`] when there is no such object.
    pub fn get(&mut self, handle: u32) -> Result<&mut T, Misuse> {
        self.live.get_mut(&handle).ok_or(Misuse::Handle)
    }

    /// Takes the object out.
    ///
    /// # Errors
    /// [`Misuse::Handle`] when there is no such object.
    pub fn remove(&mut self, handle: u32) -> Result<T, Misuse> {
        self.live.remove(&handle).ok_or(Misuse::Handle)
    }
}

impl<T> Default for Slab<T> {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handles_are_never_reused() {
        let mut slab = Slab::new();
        assert_eq!(slab.insert('a'), Ok(1));
        assert_eq!(slab.remove(1), Ok('a'));
        assert_eq!(slab.insert('b'), Ok(2));
        assert_eq!(slab.get(1), Err(Misuse::Handle));
        assert_eq!(slab.get(2), Ok(&mut 'b'));
        assert_eq!(slab.remove(7), Err(Misuse::Handle));
    }

    #[test]
    fn handles_run_out_before_they_turn_negative() {
        let mut slab = Slab { last: u32::try_from(i32::MAX).unwrap_or(0) - 1, live: BTreeMap::new() };
        assert_eq!(slab.insert(()), Ok(i32::MAX));
        assert_eq!(slab.insert(()), Err(Misuse::State));
    }
}
