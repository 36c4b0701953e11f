//! One LZ4 frame (lz4_Frame_format.md 1.6.4), or one of the legacy format. Blocks are decoded as they come; the last 64 KiB stay, as matches reach into them.
use super::buffered::{Output, Stage};
use super::xxhash::XxHash32;
use super::{Failure, Status};

const WINDOW: usize = 64 * 1024;
const LEGACY_BLOCK: usize = 8 * 1024 * 1024;
const MAGIC_BYTES: usize = 4;

/// Which of the two formats the magic number announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `04 22 4D 18`.
    Frame,
    /// `02 21 4C 18`: blocks of 8 MiB up to the end of the input, or to a size that is none.
    Legacy,
}

#[derive(Clone, Copy)]
struct Descriptor {
    independent: bool,
    block_checksum: bool,
    content_checksum: bool,
    content_size: Option<u64>,
    block_max: usize,
}

enum State {
    Header,
    Block,
    /// Inside a block: input it still has, and the sequence that is being worked on.
    Data {
        left: usize,
        plain: bool,
        step: Sequence,
    },
    BlockChecksum,
    ContentChecksum,
}

#[derive(Clone, Copy)]
enum Sequence {
    Token,
    Literals { left: usize, length: usize },
    Match { offset: usize, left: usize },
}

/// One frame.
pub struct Lz4 {
    kind: Kind,
    state: State,
    descriptor: Descriptor,
    /// The window, then what was made since it was last cut.
    window: Vec<u8>,
    /// Bytes this block made, and where matches may reach back to: how much of the window counts.
    in_block: usize,
    reach: usize,
    made: u64,
    block_hash: XxHash32,
    content_hash: XxHash32,
}

impl Lz4 {
    /// Nothing decoded yet.
    #[must_use]
    pub fn new(kind: Kind) -> Self {
        let descriptor = Descriptor {
            independent: true,
            block_checksum: false,
            content_checksum: false,
            content_size: None,
            block_max: LEGACY_BLOCK,
        };
        Self {
            kind,
            state: State::Header,
            descriptor,
            window: Vec::new(),
            in_block: 0,
            reach: 0,
            made: 0,
            block_hash: XxHash32::new(),
            content_hash: XxHash32::new(),
        }
    }

    fn step(&mut self, input: &[u8], output: &mut Output) -> Result<usize, Status> {
        match self.state {
            State::Header => self.header(input),
            State::Block => self.block(input),
            State::Data { left: 0, step: Sequence::Token, .. } => {
                self.state = if self.descriptor.block_checksum { State::BlockChecksum } else { State::Block };
                Ok(0)
            }
            State::Data { left, plain: true, .. } => self.plain(left, input, output),
            State::Data { left, plain: false, step } => self.sequence(left, step, input, output),
            State::BlockChecksum => {
                let stated = word(input)?;
                self.state = State::Block;
                if stated == self.block_hash.value() { Ok(4) } else { Err(Status::Failed(Failure::Checksum)) }
            }
            State::ContentChecksum => {
                let stated = word(input)?;
                Err(if stated == self.content_hash.value() { Status::Done } else { Status::Failed(Failure::Checksum) })
            }
        }
    }

    fn header(&mut self, input: &[u8]) -> Result<usize, Status> {
        const BROKEN: Status = Status::Failed(Failure::Header);
        if self.kind == Kind::Legacy {
            word(input)?;
            self.state = State::Block;
            return Ok(MAGIC_BYTES);
        }
        let [_, _, _, _, flags, sizes] = input.first_chunk().copied().ok_or(Status::NeedsInput)?;
        if flags >> 6 != 1 || flags & 2 != 0 || sizes & 0x8f != 0 {
            return Err(BROKEN);
        }
        let has_size = flags & 8 != 0;
        let has_dictionary = flags & 1 != 0;
        let length = MAGIC_BYTES + 2 + if has_size { 8 } else { 0 } + if has_dictionary { 4 } else { 0 };
        let described = input.get(MAGIC_BYTES..length).ok_or(Status::NeedsInput)?;
        let stated = *input.get(length).ok_or(Status::NeedsInput)?;
        let mut hash = XxHash32::new();
        hash.update(described);
        if hash.value().to_le_bytes()[1] != stated {
            return Err(BROKEN);
        }
        if has_dictionary {
            return Err(Status::Failed(Failure::Unsupported));
        }
        let block_max = match sizes >> 4 {
            4 => 64 * 1024,
            5 => 256 * 1024,
            6 => 1024 * 1024,
            7 => 4 * 1024 * 1024,
            _ => return Err(BROKEN),
        };
        self.descriptor = Descriptor {
            independent: flags & 0x20 != 0,
            block_checksum: flags & 0x10 != 0,
            content_checksum: flags & 4 != 0,
            content_size: described
                .get(2..)
                .filter(|_| has_size)
                .and_then(<[u8]>::first_chunk)
                .copied()
                .map(u64::from_le_bytes),
            block_max,
        };
        self.state = State::Block;
        Ok(length + 1)
    }

    fn block(&mut self, input: &[u8]) -> Result<usize, Status> {
        let size = word(input)?;
        let length = (size & 0x7fff_ffff) as usize;
        if self.kind == Kind::Legacy {
            // There is no end mark: what is no size of a block belongs to something else.
            if size == 0 || size as usize > LEGACY_BLOCK + LEGACY_BLOCK / 255 + 16 {
                return Err(Status::Done);
            }
            self.start_block(size as usize, false);
            return Ok(4);
        }
        if size == 0 {
            if self.descriptor.content_size.is_some_and(|stated| stated != self.made) {
                return Err(Status::Failed(Failure::Data));
            }
            if !self.descriptor.content_checksum {
                return Err(Status::Done);
            }
            self.state = State::ContentChecksum;
            return Ok(4);
        }
        if length > self.descriptor.block_max || length == 0 {
            return Err(Status::Failed(Failure::Data));
        }
        self.start_block(length, size >> 31 == 1);
        Ok(4)
    }

    fn start_block(&mut self, left: usize, plain: bool) {
        if self.descriptor.independent {
            self.reach = 0;
        }
        self.in_block = 0;
        self.block_hash = XxHash32::new();
        self.state = State::Data { left, plain, step: Sequence::Token };
    }

    fn plain(&mut self, left: usize, input: &[u8], output: &mut Output) -> Result<usize, Status> {
        let bytes = input.get(..left).unwrap_or(input);
        let count = self.literals(bytes, output)?;
        self.state = State::Data { left: left - count, plain: true, step: Sequence::Token };
        Ok(count)
    }

    fn sequence(&mut self, left: usize, step: Sequence, input: &[u8], output: &mut Output) -> Result<usize, Status> {
        let input = input.get(..left).unwrap_or(input);
        // What ends a block in the middle of a sequence is broken; what ends the input there is not all there yet.
        let short = if input.len() == left { Status::Failed(Failure::Data) } else { Status::NeedsInput };
        let mut next = |used: usize, step: Sequence| {
            self.block_hash.update(input.get(..used).unwrap_or_default());
            self.state = State::Data { left: left - used, plain: false, step };
            Ok(used)
        };
        match step {
            Sequence::Token => {
                let token = usize::from(*input.first().ok_or(short)?);
                let (more, used) = extended(token >> 4, input.get(1..).unwrap_or_default()).ok_or(short)?;
                next(1 + used, Sequence::Literals { left: more, length: token & 15 })
            }
            Sequence::Literals { left: 0, length } => {
                if left == 0 {
                    // The last sequence of a block has literals only.
                    return next(0, Sequence::Token);
                }
                let [low, high] = input.first_chunk().copied().ok_or(short)?;
                let offset = usize::from(u16::from_le_bytes([low, high]));
                let (more, used) = extended(length, input.get(2..).unwrap_or_default()).ok_or(short)?;
                if offset == 0 || offset > self.reach {
                    return Err(Status::Failed(Failure::Data));
                }
                next(2 + used, Sequence::Match { offset, left: more + 4 })
            }
            Sequence::Literals { left: literals, length } => {
                let bytes = input.get(..literals).unwrap_or(input);
                if bytes.is_empty() {
                    return Err(short);
                }
                let used = self.literals(bytes, output)?;
                self.state = State::Data {
                    left: left - used,
                    plain: false,
                    step: Sequence::Literals { left: literals - used, length },
                };
                Ok(used)
            }
            Sequence::Match { offset, left: length } => {
                let copied = self.copy(offset, length, output)?;
                let step =
                    if copied == length { Sequence::Token } else { Sequence::Match { offset, left: length - copied } };
                self.state = State::Data { left, plain: false, step };
                Ok(0)
            }
        }
    }

    fn literals(&mut self, bytes: &[u8], output: &mut Output) -> Result<usize, Status> {
        if bytes.is_empty() {
            return Err(Status::NeedsInput);
        }
        let count = self.fitting(bytes.len(), output)?;
        let bytes = bytes.get(..count).unwrap_or_default();
        self.block_hash.update(bytes);
        self.window.extend_from_slice(bytes);
        self.give(count, output);
        Ok(count)
    }

    fn copy(&mut self, offset: usize, length: usize, output: &mut Output) -> Result<usize, Status> {
        let count = self.fitting(length, output)?;
        let mut left = count;
        while left > 0 {
            let from = self.window.len() - offset;
            let part = left.min(offset);
            self.window.extend_from_within(from..from + part);
            left -= part;
        }
        self.give(count, output);
        Ok(count)
    }

    /// How many of `wanted` bytes fit into the output and the block.
    fn fitting(&self, wanted: usize, output: &Output) -> Result<usize, Status> {
        let in_block = self.descriptor.block_max - self.in_block;
        if in_block == 0 {
            return Err(Status::Failed(Failure::Data));
        }
        match wanted.min(output.room()).min(in_block) {
            0 => Err(Status::OutputFull),
            count => Ok(count),
        }
    }

    /// Hands over the last `count` bytes of the window.
    fn give(&mut self, count: usize, output: &mut Output) {
        let bytes = self.window.get(self.window.len() - count..).unwrap_or_default();
        output.take(bytes);
        if self.descriptor.content_checksum {
            self.content_hash.update(bytes);
        }
        self.made += count as u64;
        self.in_block += count;
        self.reach = (self.reach + count).min(WINDOW);
        if self.window.len() >= 4 * WINDOW {
            self.window.drain(..self.window.len() - WINDOW);
        }
    }
}

/// A length of four bits and the bytes that continue it: the value, and how many bytes that took. `None` when they are not all there.
fn extended(start: usize, bytes: &[u8]) -> Option<(usize, usize)> {
    if start < 15 {
        return Some((start, 0));
    }
    let full = bytes.iter().position(|byte| *byte != 0xff)?;
    let last = usize::from(*bytes.get(full)?);
    Some((start + full * 255 + last, full + 1))
}

fn word(input: &[u8]) -> Result<u32, Status> {
    input.first_chunk().copied().map(u32::from_le_bytes).ok_or(Status::NeedsInput)
}

impl Stage for Lz4 {
    fn decode(&mut self, input: &[u8], output: &mut Output) -> (usize, Status) {
        let mut used = 0;
        loop {
            match self.step(input.get(used..).unwrap_or_default(), output) {
                Ok(more) => used += more,
                Err(Status::Done) => {
                    // The last word of a frame belongs to it; a legacy one ends before what is no size.
                    return (if self.kind == Kind::Frame { used + 4 } else { used }, Status::Done);
                }
                Err(status) => return (used, status),
            }
        }
    }

    fn flush(&mut self, _output: &mut Output) -> Status {
        if self.kind == Kind::Legacy && matches!(self.state, State::Block) { Status::Done } else { Status::NeedsInput }
    }
}

#[cfg(test)]
mod tests;
