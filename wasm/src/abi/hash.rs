//! Exports of the checksums.
use std::cell::RefCell;

use super::memory::{input, number, reply, table};
use super::slab::Slab;
use super::{Misuse, status};
use crate::crc32::Crc32;
use crate::hash::{SHA256_BYTES, Sha256};

thread_local! {
    static SHA256: RefCell<Slab<Sha256>> = const { RefCell::new(Slab::new()) };
    /// Last digest, where the host reads it.
    static DIGEST: RefCell<[u8; SHA256_BYTES]> = const { RefCell::new([0; SHA256_BYTES]) };
    static CRC32: RefCell<Slab<Crc32>> = const { RefCell::new(Slab::new()) };
}

/// Handle of a new SHA-256.
#[unsafe(no_mangle)]
pub extern "C" fn sha256_new() -> i32 {
    status(SHA256.with_borrow_mut(|slab| slab.insert(Sha256::new())))
}

/// Takes the next bytes: 0.
#[unsafe(no_mangle)]
pub extern "C" fn sha256_update(handle: u32, ptr: usize, len: usize) -> i32 {
    status(SHA256.with_borrow_mut(|slab| {
        let hash = slab.get(handle)?;
        input(ptr, len, |bytes| hash.update(bytes)).map(|()| 0)
    }))
}

/// Ends the handle. Reply: digest (ptr, 32), valid until the next one is finished.
#[unsafe(no_mangle)]
pub extern "C" fn sha256_finish(handle: u32) -> i32 {
    status(SHA256.with_borrow_mut(|slab| {
        let digest = slab.remove(handle)?.finish();
        DIGEST.set(digest);
        reply(DIGEST.with_borrow(|kept| table(kept)));
        Ok(0)
    }))
}

/// Ends the handle without a digest.
#[unsafe(no_mangle)]
pub extern "C" fn sha256_close(handle: u32) -> i32 {
    status(SHA256.with_borrow_mut(|slab| slab.remove(handle)).map(|_| 0))
}

/// Handle of a new CRC-32.
#[unsafe(no_mangle)]
pub extern "C" fn crc32_new() -> i32 {
    status(CRC32.with_borrow_mut(|slab| slab.insert(Crc32::new())))
}

/// Takes the next bytes: 0. Reply: the CRC-32 so far.
#[unsafe(no_mangle)]
pub extern "C" fn crc32_update(handle: u32, ptr: usize, len: usize) -> i32 {
    status(CRC32.with_borrow_mut(|slab| {
        let crc = slab.get(handle)?;
        input(ptr, len, |bytes| crc.update(bytes))?;
        reply([number(u64::from(crc.value()))]);
        Ok::<_, Misuse>(0)
    }))
}

/// Ends the handle.
#[unsafe(no_mangle)]
pub extern "C" fn crc32_close(handle: u32) -> i32 {
    status(CRC32.with_borrow_mut(|slab| slab.remove(handle)).map(|_| 0))
}
