//! One XZ stream (xz-file-format.txt 1.2.1): header, blocks, index, footer.
use super::buffered::{Output, Stage};
use super::crc64::Crc64;
use super::filter::{Chain, Filter};
use super::lzma::lzma2::{Lzma2, dictionary_size};
use super::{Failure, Status};
use crate::crc32::Crc32;
use crate::hash::Sha256;

const MAGIC: [u8; 6] = [0xfd, b'7', b'z', b'X', b'Z', 0];
const HEADER_BYTES: usize = 12;
const FOOTER_MAGIC: [u8; 2] = *b"YZ";
const FILTER_LZMA2: u64 = 0x21;
const MAX_CHECK_BYTES: usize = 64;

/// Checksum of a block's content.
enum Check {
    None,
    Crc32(Crc32),
    Crc64(Crc64),
    Sha256(Sha256),
    /// Reserved: its size is known, its meaning is not.
    Unknown,
}

impl Check {
    fn of(kind: u8) -> Self {
        match kind {
            0 => Self::None,
            1 => Self::Crc32(Crc32::new()),
            4 => Self::Crc64(Crc64::new()),
            10 => Self::Sha256(Sha256::new()),
            _ => Self::Unknown,
        }
    }

    fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Crc32(crc) => crc.update(bytes),
            Self::Crc64(crc) => crc.update(bytes),
            Self::Sha256(hash) => hash.update(bytes),
            Self::None | Self::Unknown => {}
        }
    }

    fn holds(self, stated: &[u8]) -> bool {
        match self {
            Self::Crc32(crc) => crc.value().to_le_bytes() == stated,
            Self::Crc64(crc) => crc.value().to_le_bytes() == stated,
            Self::Sha256(hash) => hash.finish() == stated,
            Self::None | Self::Unknown => true,
        }
    }
}

/// Bytes a check of this kind takes.
fn check_bytes(kind: u8) -> usize {
    [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, MAX_CHECK_BYTES, MAX_CHECK_BYTES, MAX_CHECK_BYTES]
        [usize::from(kind & 15)]
}

struct Block {
    lzma: Lzma2,
    filters: Chain,
    check: Check,
    header_bytes: u64,
    packed: u64,
    made: u64,
    stated_packed: Option<u64>,
    stated_made: Option<u64>,
    /// Input used by the call that came to something.
    used: usize,
}

enum State {
    Header,
    /// A block's header or the index.
    Next,
    Data(Box<Block>),
    /// Padding to a multiple of four, then the check.
    Check(Box<Block>),
    Index {
        left: Option<u64>,
        crc: Crc32,
        length: u64,
    },
    IndexEnd {
        crc: Crc32,
        length: u64,
    },
    Footer {
        index_bytes: u64,
    },
}

/// One stream.
pub struct Xz {
    state: State,
    flags: [u8; 2],
    blocks: u64,
    /// Sizes of the blocks as they were, and as the index lists them.
    seen: Crc64,
    listed: Crc64,
}

type Step = Result<usize, Status>;
const BROKEN: Status = Status::Failed(Failure::Data);

impl Xz {
    /// Nothing decoded yet.
    #[must_use]
    pub fn new() -> Self {
        Self { state: State::Header, flags: [0; 2], blocks: 0, seen: Crc64::new(), listed: Crc64::new() }
    }

    fn step(&mut self, input: &[u8], output: &mut Output) -> Step {
        match &mut self.state {
            State::Header => self.header(input),
            State::Next => self.next(input),
            State::Data(block) => {
                let (used, status) = block.decode(input, output);
                match status {
                    Status::Done => {
                        let State::Data(block) = std::mem::replace(&mut self.state, State::Next) else {
                            return Err(BROKEN);
                        };
                        self.state = State::Check(block);
                        Ok(used)
                    }
                    _ => {
                        block.used = used;
                        Err(status)
                    }
                }
            }
            State::Check(_) => self.check(input),
            State::Index { left, crc, length } => {
                let (used, fields) = match *left {
                    None => vli(input).map(|(count, used)| (used, [count, 0])),
                    Some(_) => vli(input).and_then(|(packed, used)| {
                        let (made, more) = vli(input.get(used..).unwrap_or_default())?;
                        Ok((used + more, [packed, made]))
                    }),
                }?;
                crc.update(input.get(..used).unwrap_or_default());
                *length += used as u64;
                let more = match *left {
                    None => fields[0],
                    Some(count) => {
                        record(&mut self.listed, fields[0], fields[1]);
                        count - 1
                    }
                };
                *left = Some(more);
                if more > self.blocks {
                    return Err(BROKEN);
                }
                if more == 0 {
                    let (crc, length) = (*crc, *length);
                    self.state = State::IndexEnd { crc, length };
                }
                Ok(used)
            }
            State::IndexEnd { crc, length } => {
                let padding = padding(*length);
                let bytes = input.get(..padding + 4).ok_or(Status::NeedsInput)?;
                let (zeros, stated) = bytes.split_at(padding);
                crc.update(zeros);
                let same = self.seen.value() == self.listed.value();
                if zeros.iter().any(|byte| *byte != 0) || !same {
                    return Err(BROKEN);
                }
                if crc.value().to_le_bytes() != stated {
                    return Err(Status::Failed(Failure::Checksum));
                }
                let index_bytes = *length + padding as u64 + 4;
                self.state = State::Footer { index_bytes };
                Ok(padding + 4)
            }
            State::Footer { index_bytes } => {
                let bytes: [u8; HEADER_BYTES] = input.first_chunk().copied().ok_or(Status::NeedsInput)?;
                let [c0, c1, c2, c3, s0, s1, s2, s3, f0, f1, magic @ ..] = bytes;
                let mut crc = Crc32::new();
                crc.update(&[s0, s1, s2, s3, f0, f1]);
                let backward = (u64::from(u32::from_le_bytes([s0, s1, s2, s3])) + 1) * 4;
                if magic != FOOTER_MAGIC || [f0, f1] != self.flags || backward != *index_bytes {
                    return Err(BROKEN);
                }
                Err(if crc.value().to_le_bytes() == [c0, c1, c2, c3] {
                    Status::Done
                } else {
                    Status::Failed(Failure::Checksum)
                })
            }
        }
    }

    fn header(&mut self, input: &[u8]) -> Step {
        const NONE: Status = Status::Failed(Failure::Header);
        let bytes: [u8; HEADER_BYTES] = input.first_chunk().copied().ok_or(Status::NeedsInput)?;
        let [m0, m1, m2, m3, m4, m5, f0, f1, stated @ ..] = bytes;
        let mut crc = Crc32::new();
        crc.update(&[f0, f1]);
        if [m0, m1, m2, m3, m4, m5] != MAGIC || crc.value().to_le_bytes() != stated {
            return Err(NONE);
        }
        if f0 != 0 || f1 > 15 {
            return Err(Status::Failed(Failure::Unsupported));
        }
        self.flags = [f0, f1];
        self.state = State::Next;
        Ok(HEADER_BYTES)
    }

    fn next(&mut self, input: &[u8]) -> Step {
        let first = *input.first().ok_or(Status::NeedsInput)?;
        if first == 0 {
            let mut crc = Crc32::new();
            crc.update(&[0]);
            self.state = State::Index { left: None, crc, length: 1 };
            return Ok(1);
        }
        let length = (usize::from(first) + 1) * 4;
        let bytes = input.get(..length).ok_or(Status::NeedsInput)?;
        let (header, stated) = bytes.split_at(length - 4);
        let mut crc = Crc32::new();
        crc.update(header);
        if crc.value().to_le_bytes() != stated {
            return Err(Status::Failed(Failure::Checksum));
        }
        self.state = State::Data(Box::new(Block::parse(header, length as u64, self.flags[1])?));
        Ok(length)
    }

    fn check(&mut self, input: &[u8]) -> Step {
        let State::Check(block) = &self.state else { return Err(BROKEN) };
        let padding = padding(block.packed);
        let size = check_bytes(self.flags[1]);
        let bytes = input.get(..padding + size).ok_or(Status::NeedsInput)?;
        let (zeros, stated) = bytes.split_at(padding);
        if zeros.iter().any(|byte| *byte != 0) || !block.has_stated_sizes() {
            return Err(BROKEN);
        }
        record(&mut self.seen, block.header_bytes + block.packed + size as u64, block.made);
        self.blocks += 1;
        let State::Check(block) = std::mem::replace(&mut self.state, State::Next) else { return Err(BROKEN) };
        if block.check.holds(stated) { Ok(padding + size) } else { Err(Status::Failed(Failure::Checksum)) }
    }
}

impl Default for Xz {
    fn default() -> Self {
        Self::new()
    }
}

impl Block {
    /// `header` without its checksum.
    fn parse(header: &[u8], header_bytes: u64, check: u8) -> Result<Self, Status> {
        let flags = header.get(1).copied().unwrap_or(0);
        if flags & 0x3c != 0 {
            return Err(Status::Failed(Failure::Unsupported));
        }
        let mut rest = header.get(2..).unwrap_or_default();
        let stated_packed = if flags & 0x40 == 0 { None } else { Some(number(&mut rest)?) };
        let stated_made = if flags & 0x80 == 0 { None } else { Some(number(&mut rest)?) };
        let mut filters = Vec::new();
        for _ in 0..flags & 3 {
            let (id, properties) = filter(&mut rest)?;
            filters.push(Filter::of(id, properties).ok_or(Status::Failed(Failure::Unsupported))?);
        }
        // What was done last is undone first.
        filters.reverse();
        let (FILTER_LZMA2, [byte]) = filter(&mut rest)? else {
            return Err(Status::Failed(Failure::Unsupported));
        };
        let lzma = Lzma2::new(dictionary_size(*byte).ok_or(BROKEN)?);
        if rest.iter().any(|byte| *byte != 0) {
            return Err(Status::Failed(Failure::Unsupported));
        }
        Ok(Self {
            lzma,
            filters: Chain::new(filters),
            check: Check::of(check),
            header_bytes,
            packed: 0,
            made: 0,
            stated_packed,
            stated_made,
            used: 0,
        })
    }

    fn decode(&mut self, input: &[u8], output: &mut Output) -> (usize, Status) {
        let before = output.bytes().len();
        let held = self.filters.held();
        if output.room() <= held {
            return (0, Status::OutputFull);
        }
        // Room for what the filters hold.
        for _ in 0..held {
            output.push(0);
        }
        let (used, status) = self.lzma.decode(input, output);
        if !self.filters.is_empty() {
            let mut bytes = output.take_back(before, held);
            self.filters.apply(&mut bytes);
            if status == Status::Done {
                bytes.append(&mut self.filters.finish());
            }
            output.take(&bytes);
        }
        let made = output.bytes().get(before..).unwrap_or_default();
        self.check.update(made);
        self.packed += used as u64;
        self.made += made.len() as u64;
        (used, status)
    }

    fn has_stated_sizes(&self) -> bool {
        self.stated_packed.is_none_or(|stated| stated == self.packed)
            && self.stated_made.is_none_or(|stated| stated == self.made)
    }
}

/// A number off the front.
fn number(rest: &mut &[u8]) -> Result<u64, Status> {
    let (value, used) = vli(rest).map_err(|_| BROKEN)?;
    *rest = rest.get(used..).unwrap_or_default();
    Ok(value)
}

/// Id and properties of a filter off the front.
fn filter<'a>(rest: &mut &'a [u8]) -> Result<(u64, &'a [u8]), Status> {
    let [id, size] = [number(rest)?, number(rest)?];
    let (properties, behind) = usize::try_from(size).ok().and_then(|size| rest.split_at_checked(size)).ok_or(BROKEN)?;
    *rest = behind;
    Ok((id, properties))
}

fn record(sizes: &mut Crc64, packed: u64, made: u64) {
    sizes.update(&packed.to_le_bytes());
    sizes.update(&made.to_le_bytes());
}

/// Zeros up to a multiple of four.
fn padding(length: u64) -> usize {
    [0, 3, 2, 1][(length & 3) as usize]
}

/// A number of seven bits a byte, low ones first, and the bytes it takes.
fn vli(input: &[u8]) -> Result<(u64, usize), Status> {
    let mut value = 0;
    for at in 0..9 {
        let byte = *input.get(at).ok_or(Status::NeedsInput)?;
        value |= u64::from(byte & 0x7f) << (7 * at);
        if byte & 0x80 == 0 {
            return if byte == 0 && at > 0 { Err(BROKEN) } else { Ok((value, at + 1)) };
        }
    }
    Err(BROKEN)
}

impl Stage for Xz {
    fn decode(&mut self, input: &[u8], output: &mut Output) -> (usize, Status) {
        let mut used = 0;
        loop {
            match self.step(input.get(used..).unwrap_or_default(), output) {
                Ok(more) => used += more,
                Err(status) => {
                    let more = match &self.state {
                        State::Data(block) => block.used,
                        State::Footer { .. } if status == Status::Done => HEADER_BYTES,
                        _ => 0,
                    };
                    return (used + more, status);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
