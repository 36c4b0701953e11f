//! Blocks the host writes into, and the slots it reads numbers from.
//!
//! Every block is an owned `Vec` kept here under its address, so a `(ptr, len)` coming back is looked up and bounds-checked instead of trusted.
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use super::Misuse;

/// Numbers one call can leave for the host.
pub const REPLY_SLOTS: usize = 16;

thread_local! {
    static BLOCKS: RefCell<BTreeMap<usize, Vec<u8>>> = const { RefCell::new(BTreeMap::new()) };
    static REPLY: Cell<[f64; REPLY_SLOTS]> = const { Cell::new([0.0; REPLY_SLOTS]) };
}

/// Has the memory grow by a quarter as soon as it has grown at all. The allocator asks for what it lacks and no more, and each time costs a
/// browser a millisecond and the views it has of the memory: thousands of small programs would take seconds for it.
#[cfg(target_arch = "wasm32")]
fn grow_ahead() {
    use std::arch::wasm32::memory_size;
    thread_local! {
        static SEEN: Cell<usize> = const { Cell::new(0) };
    }
    let pages = memory_size::<0>();
    if pages <= SEEN.get() {
        return;
    }
    // What is given back at once stays in the allocator's hands. Without room the memory grows as before.
    let mut room = Vec::<u8>::new();
    let _ = room.try_reserve_exact((pages / 4).clamp(LEAST_AHEAD, MOST_AHEAD) << 16);
    drop(std::hint::black_box(room));
    SEEN.set(memory_size::<0>());
}

/// In pages of 64 KiB.
#[cfg(target_arch = "wasm32")]
const LEAST_AHEAD: usize = 16;
#[cfg(target_arch = "wasm32")]
const MOST_AHEAD: usize = 256;

/// Address of a new zeroed block; 0 when `n` is 0 or memory is short.
#[must_use]
pub fn alloc(n: usize) -> usize {
    #[cfg(target_arch = "wasm32")]
    grow_ahead();
    let mut block = Vec::new();
    if n == 0 || block.try_reserve_exact(n).is_err() {
        return 0;
    }
    block.resize(n, 0);
    // Exposed: the host writes through this address between calls.
    let address = block.as_mut_ptr().expose_provenance();
    BLOCKS.with_borrow_mut(|blocks| blocks.insert(address, block));
    address
}

/// Ends the block at `ptr`, which was allocated with `n` bytes.
///
/// # Errors
/// [`Misuse::Range`] when there is no such block.
pub fn free(ptr: usize, n: usize) -> Result<(), Misuse> {
    BLOCKS.with_borrow_mut(|blocks| match blocks.get(&ptr) {
        Some(block) if block.len() == n => {
            blocks.remove(&ptr);
            Ok(())
        }
        _ => Err(Misuse::Range),
    })
}

/// Runs `read` over `len` bytes the host wrote at `ptr`. An empty input needs no block.
///
/// # Errors
/// [`Misuse::Range`] when the bytes are not inside one live block.
pub fn input<R>(ptr: usize, len: usize, read: impl FnOnce(&[u8]) -> R) -> Result<R, Misuse> {
    if len == 0 {
        return Ok(read(&[]));
    }
    BLOCKS.with_borrow(|blocks| {
        let (start, block) = blocks.range(..=ptr).next_back().ok_or(Misuse::Range)?;
        let from = ptr - start;
        let to = from.checked_add(len).ok_or(Misuse::Range)?;
        block.get(from..to).map(read).ok_or(Misuse::Range)
    })
}

/// Leaves numbers for the host; slots beyond them keep what they held.
pub fn reply<const N: usize>(numbers: [f64; N]) {
    const { assert!(N <= REPLY_SLOTS) };
    let mut slots = REPLY.get();
    for (slot, number) in slots.iter_mut().zip(numbers) {
        *slot = number;
    }
    REPLY.set(slots);
}

/// Address and element count of a table, as two reply numbers.
#[must_use]
#[allow(clippy::cast_precision_loss, reason = "addresses and lengths of linear memory are below 2^32")]
pub fn table<T>(items: &[T]) -> [f64; 2] {
    [items.as_ptr().expose_provenance() as f64, items.len() as f64]
}

/// Where [`reply`] writes.
#[must_use]
pub fn reply_address() -> usize {
    REPLY.with(|slots| slots.as_ptr().expose_provenance())
}

/// Offset or count as the host sees it.
#[must_use]
#[allow(clippy::cast_precision_loss, reason = "file offsets are below 2^53")]
pub fn number(value: u64) -> f64 {
    value as f64
}

/// Offset or count the host sent: whole, not negative, exact.
///
/// # Errors
/// [`Misuse::Argument`] when it is none of these.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked just before")]
pub fn whole(value: f64) -> Result<u64, Misuse> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if value.fract() == 0.0 && (0.0..=EXACT).contains(&value) { Ok(value as u64) } else { Err(Misuse::Argument) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn input_is_only_what_was_allocated() {
        let block = alloc(16);
        assert_ne!(block, 0);
        assert_eq!(input(block, 16, <[u8]>::len), Ok(16));
        assert_eq!(input(block + 4, 12, <[u8]>::len), Ok(12));
        assert_eq!(input(block + 4, 13, <[u8]>::len), Err(Misuse::Range));
        assert_eq!(input(block.wrapping_sub(1), 2, <[u8]>::len), Err(Misuse::Range));
        assert_eq!(input(block, usize::MAX, <[u8]>::len), Err(Misuse::Range));
        assert_eq!(input(0, 0, <[u8]>::len), Ok(0));
        assert_eq!(free(block, 15), Err(Misuse::Range));
        assert_eq!(free(block, 16), Ok(()));
        assert_eq!(free(block, 16), Err(Misuse::Range));
        assert_eq!(input(block, 1, <[u8]>::len), Err(Misuse::Range));
    }

    #[test]
    fn impossible_sizes_are_answered_with_zero() {
        assert_eq!(alloc(0), 0);
        assert_eq!(alloc(usize::MAX), 0);
    }

    #[test]
    fn reply_keeps_what_it_does_not_write() {
        reply([1.0, 2.0, 3.0]);
        reply([9.0]);
        assert_eq!(REPLY.get()[..3], [9.0, 2.0, 3.0]);
    }

    #[test]
    fn only_exact_offsets_come_in() {
        assert_eq!(whole(0.0), Ok(0));
        assert_eq!(whole(9_007_199_254_740_992.0), Ok(1 << 53));
        for bad in [-1.0, 0.5, f64::NAN, f64::INFINITY, 1e300] {
            assert_eq!(whole(bad), Err(Misuse::Argument));
        }
    }
}
