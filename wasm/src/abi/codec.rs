//! Exports of the decompressors. Each has its own constructor; the rest is the same for all.
use std::cell::RefCell;

use super::memory::{input, number, reply, table};
use super::slab::Slab;
use super::{Misuse, status};
use crate::codec::inflate::{Inflate, Wrapper};
use crate::codec::{Decompress, Failure, Status};
use crate::crc32::Crc32;

/// A decompressor and what every caller wants to know of its output.
struct Codec {
    decompressor: Box<dyn Decompress>,
    consumed: u64,
    produced: u64,
    crc: Crc32,
}

thread_local! {
    static CODECS: RefCell<Slab<Codec>> = const { RefCell::new(Slab::new()) };
}

fn insert(decompressor: Box<dyn Decompress>) -> Result<i32, Misuse> {
    CODECS.with_borrow_mut(|slab| slab.insert(Codec { decompressor, consumed: 0, produced: 0, crc: Crc32::new() }))
}

/// Handle of a new inflate; 0 when there is no memory for it. `wrapper`: 0 none, 1 zlib.
#[unsafe(no_mangle)]
pub extern "C" fn inflate_new(wrapper: u32) -> i32 {
    let wrapper = match wrapper {
        0 => Wrapper::Raw,
        1 => Wrapper::Zlib,
        _ => return Misuse::Argument.status(),
    };
    match Inflate::new(wrapper) {
        Some(inflate) => status(insert(Box::new(inflate))),
        None => 0,
    }
}

/// Decodes on: 0 needs input, 1 output full, 2 done, 3 broken header, 4 broken data, 5 wrong checksum.
/// Reply: bytes consumed and output (ptr, len) of this call; bytes consumed, bytes produced and CRC-32 of the output since the start.
#[unsafe(no_mangle)]
pub extern "C" fn codec_push(handle: u32, ptr: usize, len: usize) -> i32 {
    status(CODECS.with_borrow_mut(|slab| {
        let codec = slab.get(handle)?;
        let (consumed, came_to) = input(ptr, len, |bytes| codec.decompressor.push(bytes))?;
        let output = codec.decompressor.output();
        codec.consumed += consumed as u64;
        codec.produced += output.len() as u64;
        codec.crc.update(output);
        let [at, length] = table(output);
        let crc = u64::from(codec.crc.value());
        reply([number(consumed as u64), at, length, number(codec.consumed), number(codec.produced), number(crc)]);
        Ok(code(came_to))
    }))
}

/// Ends the handle.
#[unsafe(no_mangle)]
pub extern "C" fn codec_close(handle: u32) -> i32 {
    status(CODECS.with_borrow_mut(|slab| slab.remove(handle)).map(|_| 0))
}

fn code(status: Status) -> i32 {
    match status {
        Status::NeedsInput => 0,
        Status::OutputFull => 1,
        Status::Done => 2,
        Status::Failed(Failure::Header) => 3,
        Status::Failed(Failure::Data) => 4,
        Status::Failed(Failure::Checksum) => 5,
    }
}
