//! DEFLATE (RFC 1951), bare or in a zlib wrapper (RFC 1950), over `miniz_oxide`'s state machine.
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::{
    TINFL_FLAG_HAS_MORE_INPUT, TINFL_FLAG_PARSE_ZLIB_HEADER, TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF,
};
use miniz_oxide::inflate::core::{DecompressorOxide, TINFL_LZ_DICT_SIZE, decompress};

use super::{Decompress, Failure, Status};

/// The output buffer, so the most one push can make: the 32 KiB window a match may reach back into, and new output.
pub const BUFFER_BYTES: usize = 256 * 1024;
const ZLIB_HEADER_BYTES: u64 = 2;

/// What is around the DEFLATE data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrapper {
    /// Nothing, as in ZIP and behind a gzip header.
    Raw,
    /// Two bytes of header, Adler-32 at the end. A preset dictionary is a header we do not take.
    Zlib,
}

/// Inflate over a stream.
pub struct Inflate {
    decoder: Box<DecompressorOxide>,
    flags: u32,
    /// Everything made, in order, until it is full; then its last `TINFL_LZ_DICT_SIZE` bytes move to the front. Not a ring: in a ring the decoder
    /// would read a match that reaches back before the first byte as zeros, and every other inflate refuses it.
    buffer: Vec<u8>,
    /// The last push made `buffer[start..end]`.
    start: usize,
    end: usize,
    taken: u64,
    over: Option<Status>,
}

impl Inflate {
    /// `None` when there is no memory for the output buffer.
    #[must_use]
    pub fn new(wrapper: Wrapper) -> Option<Self> {
        let mut buffer = Vec::new();
        buffer.try_reserve_exact(BUFFER_BYTES).ok()?;
        buffer.resize(BUFFER_BYTES, 0);
        let parse_header = match wrapper {
            Wrapper::Raw => 0,
            Wrapper::Zlib => TINFL_FLAG_PARSE_ZLIB_HEADER,
        };
        let flags = TINFL_FLAG_HAS_MORE_INPUT | TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF | parse_header;
        Some(Self { decoder: Box::default(), flags, buffer, start: 0, end: 0, taken: 0, over: None })
    }

    fn slide(&mut self) {
        if self.end == BUFFER_BYTES {
            self.buffer.copy_within(BUFFER_BYTES - TINFL_LZ_DICT_SIZE.., 0);
            self.end = TINFL_LZ_DICT_SIZE;
        }
    }

    fn failure(&self) -> Failure {
        let in_header = self.flags & TINFL_FLAG_PARSE_ZLIB_HEADER != 0 && self.taken <= ZLIB_HEADER_BYTES;
        if in_header { Failure::Header } else { Failure::Data }
    }
}

impl Decompress for Inflate {
    fn push(&mut self, input: &[u8]) -> (usize, Status) {
        self.slide();
        self.start = self.end;
        if let Some(status) = self.over {
            return (0, status);
        }
        let (status, consumed, made) = decompress(&mut self.decoder, input, &mut self.buffer, self.end, self.flags);
        self.end += made;
        self.taken += consumed as u64;
        let status = match status {
            TINFLStatus::NeedsMoreInput => Status::NeedsInput,
            TINFLStatus::HasMoreOutput => Status::OutputFull,
            TINFLStatus::Done => Status::Done,
            TINFLStatus::Adler32Mismatch => Status::Failed(Failure::Checksum),
            _ => Status::Failed(self.failure()),
        };
        if matches!(status, Status::Done | Status::Failed(_)) {
            self.over = Some(status);
        }
        (consumed, status)
    }

    fn used(&self) -> u64 {
        self.taken
    }

    fn output(&self) -> &[u8] {
        self.buffer.get(self.start..self.end).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
