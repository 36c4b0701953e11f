//! One bzip2 stream (`BZh1` to `BZh9`). The blocks' Huffman symbols are decoded as input comes; a block is put out once it is whole.
use super::buffered::{Output, Stage};
use super::{Failure, Status};

const BLOCK_MAGIC: u64 = 0x3141_5926_5359;
const END_MAGIC: u64 = 0x1772_4538_5090;
const GROUP: usize = 50;
const MAX_BITS: u32 = 20;
const MAX_SYMBOLS: usize = 258;
const MAX_SELECTORS: usize = 18_002;

/// Bits from the first byte on, high ones first.
#[derive(Clone)]
struct Bits<'a> {
    bytes: &'a [u8],
    /// In bits.
    at: usize,
}

impl Bits<'_> {
    /// Up to 32 bits; `None` when they are not all there.
    fn take(&mut self, count: u32) -> Option<u32> {
        let value = self.peek(count)?;
        self.at += count as usize;
        Some(value)
    }

    fn peek(&self, count: u32) -> Option<u32> {
        if self.at + count as usize > self.bytes.len() * 8 {
            return None;
        }
        Some(self.window(count))
    }

    /// As `peek`, with zeros behind the end.
    fn window(&self, count: u32) -> u32 {
        let first = self.at / 8;
        let word = match self.bytes.get(first..).and_then(<[u8]>::first_chunk::<8>) {
            Some(bytes) => u64::from_be_bytes(*bytes),
            None => (0..8).fold(0, |word, i| word << 8 | u64::from(self.bytes.get(first + i).copied().unwrap_or(0))),
        };
        #[allow(clippy::cast_possible_truncation, reason = "at most 32 bits are left")]
        if count == 0 { 0 } else { (word << (self.at % 8) >> (64 - count)) as u32 }
    }

    fn left(&self) -> usize {
        (self.bytes.len() * 8).saturating_sub(self.at)
    }
}

/// One Huffman code: by length, the last code and where its symbols start.
struct Table {
    /// For each length: the first code that is longer, left-aligned in 20 bits; codes below it have at most that length.
    limits: [u32; MAX_BITS as usize + 1],
    /// Index of a length's first symbol, less its first code.
    offsets: [i32; MAX_BITS as usize + 1],
    symbols: Vec<u16>,
    shortest: u32,
}

impl Table {
    fn new(lengths: &[u8]) -> Self {
        let mut symbols = Vec::with_capacity(lengths.len());
        let mut limits = [0; MAX_BITS as usize + 1];
        let mut offsets = [0; MAX_BITS as usize + 1];
        let mut code = 0_u32;
        let mut shortest = MAX_BITS;
        for length in 1..=MAX_BITS {
            let first = symbols.len();
            symbols.extend((0_u16..).zip(lengths).filter(|(_, each)| u32::from(**each) == length).map(|(i, _)| i));
            let count = symbols.len() - first;
            if count > 0 {
                shortest = shortest.min(length);
            }
            let at = length as usize;
            offsets[at] = i32::try_from(first).unwrap_or(0) - i32::try_from(code).unwrap_or(i32::MAX);
            code = code.saturating_add(u32::try_from(count).unwrap_or(0));
            limits[at] = code.saturating_mul(1 << (MAX_BITS - length));
            code = code.saturating_mul(2).min(1 << MAX_BITS);
        }
        Self { limits, offsets, symbols, shortest }
    }

    /// The next symbol and its length; `None` when no code fits.
    fn decode(&self, window: u32) -> Option<(u16, u32)> {
        let length = (self.shortest..=MAX_BITS).find(|length| window < self.limits[*length as usize])?;
        let code = i32::try_from(window >> (MAX_BITS - length)).ok()?;
        let index = usize::try_from(code.checked_add(self.offsets[length as usize])?).ok()?;
        Some((*self.symbols.get(index)?, length))
    }
}

/// A block while its symbols are read.
struct Reading {
    tables: Vec<Table>,
    selectors: Vec<u8>,
    /// Symbols decoded so far.
    symbols: usize,
    /// Last symbol of the alphabet: the end of the block.
    end: u16,
    /// Move-to-front list.
    front: Vec<u8>,
    run: u64,
    weight: u64,
}

/// A block that is put out.
struct Writing {
    /// Where the chain of the transform stands, and how many of its bytes are left.
    at: u32,
    left: usize,
    previous: u16,
    repeated: u8,
    /// Copies of the last byte still to be given.
    copies: u32,
    crc: u32,
}

enum State {
    Stream,
    Block,
    Reading(Box<Reading>),
    Writing(Writing),
}

/// One stream.
pub struct Bzip2 {
    state: State,
    /// Bits of the first input byte that are used up.
    skip: usize,
    block_bytes: usize,
    origin: u32,
    stated: u32,
    combined: u32,
    /// Transformed bytes; when the block is whole, each with the index of the next in the upper 24 bits.
    data: Vec<u32>,
}

type Step<T> = Result<T, Status>;
const BROKEN: Status = Status::Failed(Failure::Data);

impl Bzip2 {
    /// Nothing decoded yet.
    #[must_use]
    pub fn new() -> Self {
        Self { state: State::Stream, skip: 0, block_bytes: 0, origin: 0, stated: 0, combined: 0, data: Vec::new() }
    }

    fn step(&mut self, bits: &mut Bits<'_>, output: &mut Output) -> Step<()> {
        match &mut self.state {
            State::Stream => {
                let magic = bits.take(32).ok_or(Status::NeedsInput)?;
                let level = magic.wrapping_sub(0x425a_6830);
                if !(1..=9).contains(&level) {
                    return Err(Status::Failed(Failure::Header));
                }
                self.block_bytes = level as usize * 100_000;
                self.state = State::Block;
                Ok(())
            }
            State::Block => self.block(bits),
            State::Reading(reading) => {
                if reading.read(bits, &mut self.data, self.block_bytes)? {
                    self.start_writing()?;
                }
                Ok(())
            }
            State::Writing(writing) => {
                if !writing.write(&self.data, output) {
                    return Err(Status::OutputFull);
                }
                let crc = !writing.crc;
                self.state = State::Block;
                self.combined = self.combined.rotate_left(1) ^ crc;
                if crc == self.stated { Ok(()) } else { Err(Status::Failed(Failure::Checksum)) }
            }
        }
    }

    /// Header of a block, all of it at once: it is at most some 30 KB.
    fn block(&mut self, from: &mut Bits<'_>) -> Step<()> {
        let mut bits = from.clone();
        let mut take = |count| bits.take(count).ok_or(Status::NeedsInput);
        let magic = u64::from(take(24)?) << 24 | u64::from(take(24)?);
        let crc = take(32)?;
        if magic == END_MAGIC {
            // Streams end at a byte.
            *from = bits;
            from.at = from.at.next_multiple_of(8);
            return Err(if crc == self.combined { Status::Done } else { Status::Failed(Failure::Checksum) });
        }
        if magic != BLOCK_MAGIC {
            return Err(BROKEN);
        }
        if take(1)? == 1 {
            // Blocks of before 0.9.5 are shuffled: nothing writes them any more.
            return Err(Status::Failed(Failure::Unsupported));
        }
        let origin = take(24)?;
        let reading = Reading::parse(&mut bits)?;
        (self.origin, self.stated) = (origin, crc);
        self.data.clear();
        self.state = State::Reading(Box::new(reading));
        *from = bits;
        Ok(())
    }

    /// Inverts the Burrows-Wheeler transform.
    fn start_writing(&mut self) -> Step<()> {
        let mut starts = [0_u32; 256];
        for entry in &self.data {
            starts[(entry & 0xff) as usize] += 1;
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum - *start;
        }
        for i in 0..self.data.len() {
            let byte = (self.data[i] & 0xff) as usize;
            let to = starts[byte] as usize;
            starts[byte] += 1;
            #[allow(clippy::cast_possible_truncation, reason = "a block has at most 900,000 bytes")]
            if let Some(entry) = self.data.get_mut(to) {
                *entry |= (i as u32) << 8;
            }
        }
        let first =
            if self.data.is_empty() { Some(0) } else { self.data.get(self.origin as usize).map(|entry| entry >> 8) };
        let at = first.ok_or(BROKEN)?;
        let left = self.data.len();
        self.state = State::Writing(Writing { at, left, previous: u16::MAX, repeated: 0, copies: 0, crc: u32::MAX });
        Ok(())
    }
}

impl Default for Bzip2 {
    fn default() -> Self {
        Self::new()
    }
}

impl Reading {
    fn parse(bits: &mut Bits<'_>) -> Step<Self> {
        let mut take = |count| bits.take(count).ok_or(Status::NeedsInput);
        let ranges = take(16)?;
        let mut front = Vec::new();
        for high in (0..16_u8).filter(|high| ranges >> (15 - high) & 1 == 1) {
            let used = take(16)?;
            front.extend((0..16_u8).filter(|low| used >> (15 - low) & 1 == 1).map(|low| high << 4 | low));
        }
        let tables = take(3)? as usize;
        let selectors = take(15)? as usize;
        if front.is_empty() || !(2..=6).contains(&tables) || selectors == 0 {
            return Err(BROKEN);
        }
        let mut order: Vec<u8> = (0..6).collect();
        let mut selected = Vec::new();
        for i in 0..selectors {
            let mut position = 0;
            while take(1)? == 1 {
                position += 1;
                if position >= tables {
                    return Err(BROKEN);
                }
            }
            order[..=position].rotate_right(1);
            // More than a block can use are allowed and ignored, as bzip2 1.0.8 does.
            if i < MAX_SELECTORS {
                selected.push(order[0]);
            }
        }
        let alphabet = front.len() + 2;
        let tables = (0..tables).map(|_| Self::table(bits, alphabet)).collect::<Step<_>>()?;
        let end = u16::try_from(alphabet - 1).unwrap_or(0);
        Ok(Self { tables, selectors: selected, symbols: 0, end, front, run: 0, weight: 1 })
    }

    fn table(bits: &mut Bits<'_>, alphabet: usize) -> Step<Table> {
        let mut take = |count| bits.take(count).ok_or(Status::NeedsInput);
        let mut length = take(5)?;
        let mut lengths = [0_u8; MAX_SYMBOLS];
        for slot in lengths.iter_mut().take(alphabet) {
            loop {
                if !(1..=MAX_BITS).contains(&length) {
                    return Err(BROKEN);
                }
                if take(1)? == 0 {
                    break;
                }
                length = if take(1)? == 0 { length + 1 } else { length - 1 };
            }
            *slot = u8::try_from(length).unwrap_or(0);
        }
        Ok(Table::new(&lengths[..alphabet]))
    }

    /// Reads symbols. `true`: the block is whole.
    fn read(&mut self, bits: &mut Bits<'_>, data: &mut Vec<u32>, room: usize) -> Step<bool> {
        loop {
            let selector = self.selectors.get(self.symbols / GROUP).ok_or(BROKEN)?;
            let table = self.tables.get(usize::from(*selector)).ok_or(BROKEN)?;
            let found = table.decode(bits.window(MAX_BITS));
            let (symbol, length) = match found {
                Some((symbol, length)) if length as usize <= bits.left() => (symbol, length),
                _ if bits.left() < MAX_BITS as usize => return Err(Status::NeedsInput),
                _ => return Err(BROKEN),
            };
            bits.at += length as usize;
            self.symbols += 1;
            if symbol <= 1 {
                self.run += self.weight << symbol;
                self.weight <<= 1;
                if self.run > room as u64 {
                    return Err(BROKEN);
                }
                continue;
            }
            self.end_run(data, room)?;
            if symbol == self.end {
                return Ok(true);
            }
            let position = usize::from(symbol) - 1;
            let head = self.front.get_mut(..=position).ok_or(BROKEN)?;
            head.rotate_right(1);
            add(data, head[0], 1, room)?;
        }
    }

    fn end_run(&mut self, data: &mut Vec<u32>, room: usize) -> Step<()> {
        let run = usize::try_from(self.run).unwrap_or(usize::MAX);
        (self.run, self.weight) = (0, 1);
        if run == 0 { Ok(()) } else { add(data, self.front.first().copied().unwrap_or(0), run, room) }
    }
}

fn add(data: &mut Vec<u32>, byte: u8, count: usize, room: usize) -> Step<()> {
    if count > room - data.len() {
        return Err(BROKEN);
    }
    if data.try_reserve(count).is_err() {
        return Err(Status::Failed(Failure::Memory));
    }
    data.resize(data.len() + count, u32::from(byte));
    Ok(())
}

impl Writing {
    /// Puts out what fits. `true`: all of the block.
    fn write(&mut self, data: &[u32], output: &mut Output) -> bool {
        loop {
            if output.room() == 0 {
                return self.copies == 0 && self.left == 0;
            }
            if self.copies > 0 {
                self.copies -= 1;
                self.put(u8::try_from(self.previous).unwrap_or(0), output);
                continue;
            }
            if self.left == 0 {
                return true;
            }
            self.left -= 1;
            let entry = data.get(self.at as usize).copied().unwrap_or(0);
            self.at = entry >> 8;
            #[allow(clippy::cast_possible_truncation, reason = "the low byte")]
            let byte = entry as u8;
            if self.repeated == 4 {
                self.copies = u32::from(byte);
                self.repeated = 0;
                continue;
            }
            self.repeated = if u16::from(byte) == self.previous { self.repeated + 1 } else { 1 };
            self.previous = u16::from(byte);
            self.put(byte, output);
        }
    }

    fn put(&mut self, byte: u8, output: &mut Output) {
        output.push(byte);
        self.crc = self.crc << 8 ^ crc_of(self.crc >> 24 ^ u32::from(byte));
    }
}

/// CRC-32 of one byte, not reflected, polynomial 0x04C11DB7.
fn crc_of(byte: u32) -> u32 {
    const TABLE: [u32; 256] = {
        let mut table = [0; 256];
        let mut byte = 0;
        while byte < 256 {
            let mut crc = (byte as u32) << 24;
            let mut bit = 0;
            while bit < 8 {
                crc = if crc >> 31 == 1 { crc << 1 ^ 0x04C1_1DB7 } else { crc << 1 };
                bit += 1;
            }
            table[byte] = crc;
            byte += 1;
        }
        table
    };
    TABLE[(byte & 0xff) as usize]
}

impl Stage for Bzip2 {
    fn decode(&mut self, input: &[u8], output: &mut Output) -> (usize, Status) {
        let mut bits = Bits { bytes: input, at: self.skip };
        loop {
            let step = self.step(&mut bits, output);
            if let Err(status) = step {
                // A byte that is used in part is kept: it is offered again, first.
                let whole = status == Status::Done || matches!(status, Status::Failed(_));
                let used = if whole { bits.at.div_ceil(8) } else { bits.at / 8 }.min(input.len());
                self.skip = bits.at - used.min(bits.at / 8) * 8;
                return (used, status);
            }
        }
    }
}

#[cfg(test)]
mod tests;
