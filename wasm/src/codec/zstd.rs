//! One Zstandard frame (RFC 8878) over `ruzstd`, block by block: a block makes at most 128 KiB, so no input can make it hold more than the window and that.
use ruzstd::decoding::errors::FrameDecoderError;
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use ruzstd::io::Read;

use super::buffered::{OUTPUT_BYTES, Output, Stage};
use super::xxhash::XxHash64;
use super::{Failure, Status};

/// Largest window taken, the default of the reference decoder.
const MAX_WINDOW: u64 = 128 * 1024 * 1024;
const BLOCK_HEADER_BYTES: usize = 3;
/// A last block without content, and a checksum that nobody compares.
const EMPTY_LAST_BLOCK: [u8; BLOCK_HEADER_BYTES + CHECKSUM_BYTES] = [1, 0, 0, 0, 0, 0, 0];
const CHECKSUM_BYTES: usize = 4;

/// What the frame header says.
#[derive(Clone, Copy, Default)]
struct Header {
    checksum: bool,
    size: Option<u64>,
}

/// One frame.
pub struct Zstd {
    decoder: FrameDecoder,
    header: Option<Header>,
    /// All blocks are decoded; output may be left.
    finished: bool,
    hash: XxHash64,
    made: u64,
    scratch: Vec<u8>,
}

impl Zstd {
    /// Nothing decoded yet. `None` when there is no memory for its output.
    #[must_use]
    pub fn new() -> Option<Self> {
        let mut decoder = FrameDecoder::new();
        decoder.set_max_window_size(MAX_WINDOW);
        let mut scratch = Vec::new();
        scratch.try_reserve_exact(OUTPUT_BYTES).ok()?;
        scratch.resize(OUTPUT_BYTES, 0);
        Some(Self { decoder, header: None, finished: false, hash: XxHash64::new(), made: 0, scratch })
    }

    fn start(&mut self, input: &[u8]) -> Result<usize, Status> {
        let (length, header) = parse(input).ok_or(Status::NeedsInput)?;
        let bytes = input.get(..length).ok_or(Status::NeedsInput)?;
        self.decoder.reset(bytes).map_err(|error| {
            Status::Failed(match error {
                FrameDecoderError::DictNotProvided { .. } => Failure::Unsupported,
                FrameDecoderError::WindowSizeTooBig { .. } => Failure::Memory,
                _ => Failure::Header,
            })
        })?;
        self.header = Some(header);
        Ok(length)
    }

    /// Decodes one block, when all of it is there.
    fn block(&mut self, header: Header, input: &[u8]) -> Result<usize, Status> {
        let [a, b, c] = input.first_chunk().copied().ok_or(Status::NeedsInput)?;
        let word = u32::from_le_bytes([a, b, c, 0]);
        let last = word & 1 == 1;
        // A run states how often its one byte is repeated.
        let content = if word >> 1 & 3 == 1 { 1 } else { (word >> 3) as usize };
        let checksum = if last && header.checksum { CHECKSUM_BYTES } else { 0 };
        let length = BLOCK_HEADER_BYTES + content + checksum;
        if content > 128 * 1024 {
            return Err(Status::Failed(Failure::Data));
        }
        let bytes = input.get(..length).ok_or(Status::NeedsInput)?;
        let decoded = self.decoder.decode_blocks(bytes, BlockDecodingStrategy::UptoBlocks(1));
        self.finished = decoded.map_err(|_| Status::Failed(Failure::Data))?;
        Ok(length)
    }

    /// Moves what the window no longer needs into the output. Whether something is left that did not fit.
    fn drain(&mut self, output: &mut Output) -> bool {
        while self.decoder.can_collect() > 0 {
            let room = output.room();
            let Some(target) = self.scratch.get_mut(..room).filter(|target| !target.is_empty()) else { return true };
            let read = self.decoder.read(target).unwrap_or(0);
            let bytes = target.get(..read).unwrap_or_default();
            if bytes.is_empty() {
                return false;
            }
            output.take(bytes);
            self.hash.update(bytes);
            self.made += bytes.len() as u64;
        }
        false
    }

    #[allow(clippy::cast_possible_truncation, reason = "the format keeps the low half")]
    fn verdict(&self, header: Header) -> Status {
        if header.size.is_some_and(|size| size != self.made) {
            return Status::Failed(Failure::Data);
        }
        let stated = if header.checksum { self.decoder.get_checksum_from_data() } else { None };
        if stated.is_some_and(|stated| stated != self.hash.value() as u32) {
            return Status::Failed(Failure::Checksum);
        }
        Status::Done
    }
}

impl Stage for Zstd {
    fn decode(&mut self, input: &[u8], output: &mut Output) -> (usize, Status) {
        let mut used = 0;
        loop {
            let rest = input.get(used..).unwrap_or_default();
            let step = match self.header {
                None => self.start(rest),
                Some(header) => {
                    if self.drain(output) {
                        return (used, Status::OutputFull);
                    }
                    if self.finished {
                        return (used, self.verdict(header));
                    }
                    self.block(header, rest)
                }
            };
            match step {
                Ok(more) => used += more,
                Err(status) => return (used, status),
            }
        }
    }

    /// The window is held back until the frame ends: a block that ends it lets go of it.
    fn flush(&mut self, output: &mut Output) -> Status {
        if self.header.is_none() {
            return Status::NeedsInput;
        }
        if !self.finished {
            let mut last: &[u8] = &EMPTY_LAST_BLOCK;
            self.finished = true;
            if self.decoder.decode_blocks(&mut last, BlockDecodingStrategy::UptoBlocks(1)).is_err() {
                return Status::NeedsInput;
            }
        }
        if self.drain(output) { Status::OutputFull } else { Status::NeedsInput }
    }
}

/// Length of the frame header and what of it matters here. `None` when it is not all there.
fn parse(input: &[u8]) -> Option<(usize, Header)> {
    let descriptor = *input.get(4)?;
    let single = descriptor >> 5 & 1 == 1;
    let dictionary = [0, 1, 2, 4][usize::from(descriptor & 3)];
    let size_bytes = match descriptor >> 6 {
        0 => usize::from(single),
        log => 1 << log,
    };
    let at = 5 + usize::from(!single) + dictionary;
    let field = input.get(at..at + size_bytes)?;
    let value = field.iter().rev().fold(0_u64, |value, byte| value << 8 | u64::from(*byte));
    let size = match size_bytes {
        0 => None,
        2 => Some(value + 256),
        _ => Some(value),
    };
    Some((at + size_bytes, Header { checksum: descriptor >> 2 & 1 == 1, size }))
}

#[cfg(test)]
mod tests;
