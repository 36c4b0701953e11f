//! Streaming decompressors, push style: the caller hands over input and takes output, in its own rhythm and up to its own cap.

pub mod inflate;

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
}

/// A decompressor that owns its output buffer and nothing else.
pub trait Decompress {
    /// Decodes until the input is used up, the output buffer is full or the stream ends. Returns how much input was taken, exactly: at the end
    /// of the stream the bytes behind it are left alone, wherever the input was cut. Discards the output of the push before.
    fn push(&mut self, input: &[u8]) -> (usize, Status);
    /// What the last push made.
    fn output(&self) -> &[u8];
}
