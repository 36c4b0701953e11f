//! Streaming decompressors, push style: the caller hands over input and takes output, in its own rhythm and up to its own cap.
//!
//! Each decodes one stream: a gzip member's data, one bzip2 or XZ stream, one Zstandard or LZ4 frame. What follows a stream is the caller's.

pub mod buffered;
pub mod bzip2;
pub mod crc64;
pub mod deflate64;
pub mod filter;
pub mod inflate;
pub mod lz4;
pub mod lzma;
pub mod xxhash;
pub mod xz;
pub mod zstd;

#[cfg(test)]
mod testing;

/// What a push came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// All input is used up and the stream goes on. At the end of the input this means: truncated.
    NeedsInput,
    /// The output buffer is full: push again, with the input that was not consumed (it may be empty).
    OutputFull,
    /// The stream ended. What was not consumed is not part of it.
    Done,
    /// The stream is broken. Output made before is there; nothing more will come.
    Failed(Failure),
}

/// What is wrong with the stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Wrapper's header is not one.
    Header,
    /// Data no decoder accepts.
    Data,
    /// All data decoded, and its checksum is another one than the wrapper says.
    Checksum,
    /// Valid, but more than we decode: a filter, a preset dictionary.
    Unsupported,
    /// Decoding it takes more memory than we give it.
    Memory,
}

/// A decompressor that owns its output buffer and nothing else.
pub trait Decompress {
    /// Decodes until the input is used up, the output buffer is full or the stream ends. Returns how much input was taken, exactly: at the end
    /// of the stream the bytes behind it are left alone, wherever the input was cut. Discards the output of the push before.
    fn push(&mut self, input: &[u8]) -> (usize, Status);
    /// What the last push made.
    fn output(&self) -> &[u8];
    /// Input that is decoded, since the start: where a broken stream breaks. Less than what was taken when the decoder waits for more.
    fn used(&self) -> u64;
    /// The input ended early: makes what is decoded and was held back. Again after `OutputFull`.
    fn flush(&mut self) -> Status {
        self.push(&[]).1
    }
}
