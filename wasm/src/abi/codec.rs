//! Exports of the decompressors: one constructor, told which; the rest is the same for all.
use std::cell::RefCell;

use super::memory::{input, number, reply, table, whole};
use super::slab::Slab;
use super::{Misuse, status};
use crate::codec::buffered::{Buffered, Stage};
use crate::codec::bzip2::Bzip2;
use crate::codec::deflate64::Deflate64;
use crate::codec::filter::{Filter, Filtered};
use crate::codec::inflate::{Inflate, Wrapper};
use crate::codec::lz4::{Kind, Lz4};
use crate::codec::lzma::alone::{Header, Lzma};
use crate::codec::lzma::lzma2::{Lzma2, dictionary_size};
use crate::codec::xz::Xz;
use crate::codec::zstd::Zstd;
use crate::codec::{Decompress, Failure, Status};
use crate::crc32::Crc32;

/// A decompressor and what every caller wants to know of its output.
struct Codec {
    decompressor: Box<dyn Decompress>,
    consumed: u64,
    produced: u64,
    crc: Crc32,
}

impl Codec {
    /// Counts the output of the last call and leaves the reply.
    fn tell(&mut self, consumed: usize, status: Status) {
        let goes_on = matches!(status, Status::NeedsInput | Status::OutputFull);
        let output = self.decompressor.output();
        self.consumed += consumed as u64;
        let total = if goes_on { self.consumed } else { self.decompressor.used() };
        self.produced += output.len() as u64;
        self.crc.update(output);
        let [at, length] = table(output);
        let crc = u64::from(self.crc.value());
        reply([number(consumed as u64), at, length, number(total), number(self.produced), number(crc)]);
    }
}

thread_local! {
    static CODECS: RefCell<Slab<Codec>> = const { RefCell::new(Slab::new()) };
}

fn insert(decompressor: Box<dyn Decompress>) -> Result<i32, Misuse> {
    CODECS.with_borrow_mut(|slab| slab.insert(Codec { decompressor, consumed: 0, produced: 0, crc: Crc32::new() }))
}

/// Handle of a new decompressor; 0 when there is no memory for it.
/// `kind`: 0 DEFLATE, 1 zlib, 2 bzip2, 3 XZ, 4 LZMA with its header, 5 LZMA, 6 LZMA2, 7 Zstandard, 8 LZ4, 9 LZ4 legacy, 10 Deflate64, 11 a filter.
/// `properties`: of 5 the five bytes before the data as one little-endian number, of 6 the one byte, of 11 its number in XZ and 7z and behind it the distance of Delta or the address code starts at. `size`: of 5 the bytes it becomes, -1 up to its end marker.
#[unsafe(no_mangle)]
pub extern "C" fn codec_new(kind: u32, properties: f64, size: f64) -> i32 {
    status(create(kind, properties, size).and_then(|made| made.map_or(Ok(0), insert)))
}

fn create(kind: u32, properties: f64, size: f64) -> Result<Option<Box<dyn Decompress>>, Misuse> {
    let [byte, dictionary] = [whole(properties)? & 0xff, whole(properties)? >> 8];
    let byte = u8::try_from(byte).map_err(|_| Misuse::Argument)?;
    Ok(match kind {
        0 => inflate(Wrapper::Raw),
        1 => inflate(Wrapper::Zlib),
        2 => buffered(Bzip2::new()),
        3 => buffered(Xz::new()),
        4 => buffered(Lzma::alone()),
        5 => {
            let size = if size < 0.0 { None } else { Some(whole(size)?) };
            buffered(Lzma::bare(Header::new(byte, dictionary, size).ok_or(Misuse::Argument)?))
        }
        6 => buffered(Lzma2::new(dictionary_size(byte).ok_or(Misuse::Argument)?)),
        7 => Zstd::new().and_then(buffered),
        8 => buffered(Lz4::new(Kind::Frame)),
        9 => buffered(Lz4::new(Kind::Legacy)),
        10 => Deflate64::new().and_then(buffered),
        11 => {
            let argument = u32::try_from(dictionary).map_err(|_| Misuse::Argument)?;
            buffered(Filtered::new(Filter::new(byte.into(), argument).ok_or(Misuse::Argument)?))
        }
        _ => return Err(Misuse::Argument),
    })
}

fn inflate(wrapper: Wrapper) -> Option<Box<dyn Decompress>> {
    Inflate::new(wrapper).map(|inflate| Box::new(inflate) as Box<dyn Decompress>)
}

fn buffered<S: Stage + 'static>(stage: S) -> Option<Box<dyn Decompress>> {
    Buffered::new(stage).map(|codec| Box::new(codec) as Box<dyn Decompress>)
}

/// Decodes on: 0 needs input, 1 output full, 2 done, 3 broken header, 4 broken data, 5 wrong checksum, 6 not supported, 7 needs too much memory.
/// Reply: bytes consumed and output (ptr, len) of this call; bytes consumed (of a stream that is over: decoded), bytes produced and CRC-32 of the output since the start.
#[unsafe(no_mangle)]
pub extern "C" fn codec_push(handle: u32, ptr: usize, len: usize) -> i32 {
    status(CODECS.with_borrow_mut(|slab| {
        let codec = slab.get(handle)?;
        let (consumed, came_to) = input(ptr, len, |bytes| codec.decompressor.push(bytes))?;
        codec.tell(consumed, came_to);
        Ok(code(came_to))
    }))
}

/// No more input comes, or the stream failed: gives out what is decoded and was held back. Status and reply as of `codec_push`; again after 1.
#[unsafe(no_mangle)]
pub extern "C" fn codec_flush(handle: u32) -> i32 {
    status(CODECS.with_borrow_mut(|slab| {
        let codec = slab.get(handle)?;
        let came_to = codec.decompressor.flush();
        codec.tell(0, came_to);
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
        Status::Failed(Failure::Unsupported) => 6,
        Status::Failed(Failure::Memory) => 7,
    }
}
