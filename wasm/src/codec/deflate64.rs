//! Deflate64, method 9 of ZIP: DEFLATE (RFC 1951) with a window of 64 KiB, two more distance codes, and a last length code of up to 65,538 bytes.
//! Windows writes it for files of 2 GiB and more.
use super::buffered::{Output, Stage};
use super::{Failure, Status};

const WINDOW: usize = 64 * 1024;
const MAX_BITS: usize = 15;
const LITERALS: usize = 288;
const DISTANCES: usize = 32;
const END_OF_BLOCK: u16 = 256;
/// The order code lengths are sent in (RFC 1951, 3.2.7).
const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const LENGTH_BASE: [usize; 29] =
    [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 3];
const LENGTH_EXTRA: [u32; 29] =
    [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 16];

/// Bits from the first byte on, low ones first.
#[derive(Clone)]
struct Bits<'a> {
    bytes: &'a [u8],
    /// In bits.
    at: usize,
}

/// Why a step was not taken.
enum Stop {
    /// More input is needed: the step is taken again from its start.
    Input,
    Broken,
}

impl Bits<'_> {
    /// Up to 16 bits.
    fn take(&mut self, count: u32) -> Result<u32, Stop> {
        if self.at + count as usize > self.bytes.len() * 8 {
            return Err(Stop::Input);
        }
        let first = self.at / 8;
        let word =
            (0..3).fold(0, |word, i| word | u32::from(self.bytes.get(first + i).copied().unwrap_or(0)) << (8 * i));
        self.at += count as usize;
        Ok(word >> ((self.at - count as usize) % 8) & ((1 << count) - 1))
    }

    fn align(&mut self) {
        self.at = self.at.next_multiple_of(8);
    }
}

/// One canonical Huffman code: how many codes each length has, and the symbols in order of their codes.
#[derive(Clone, Default)]
struct Code {
    counts: [u16; MAX_BITS + 1],
    symbols: Vec<u16>,
}

impl Code {
    /// `None` for lengths no code can have: too many codes, or room for more with `complete`.
    fn new(lengths: &[u8], complete: bool) -> Option<Self> {
        let mut counts = [0_u16; MAX_BITS + 1];
        for &length in lengths {
            *counts.get_mut(usize::from(length))? += 1;
        }
        let used = lengths.len() - usize::from(counts[0]);
        counts[0] = 0;
        let mut room = 1_i32;
        for &count in counts.get(1..)? {
            room = room * 2 - i32::from(count);
            if room < 0 {
                return None;
            }
        }
        if room > 0 && (complete || used > 1) {
            return None;
        }
        let mut symbols: Vec<u16> =
            (0_u16..).zip(lengths).filter(|(_, length)| **length > 0).map(|(symbol, _)| symbol).collect();
        symbols.sort_by_key(|&symbol| lengths.get(usize::from(symbol)));
        Some(Self { counts, symbols })
    }

    fn next(&self, bits: &mut Bits) -> Result<u16, Stop> {
        let [mut code, mut first, mut index] = [0_usize; 3];
        for &count in &self.counts[1..] {
            code |= bits.take(1)? as usize;
            let count = usize::from(count);
            if code < first + count {
                return self.symbols.get(index + code - first).copied().ok_or(Stop::Broken);
            }
            index += count;
            first = (first + count) << 1;
            code <<= 1;
        }
        Err(Stop::Broken)
    }
}

#[derive(Clone, Copy)]
enum State {
    Header,
    /// Bytes left of a stored block.
    Stored(usize),
    Codes,
    Copy {
        length: usize,
        distance: usize,
    },
    Over,
}

/// A stream of Deflate64.
pub struct Deflate64 {
    state: State,
    /// This is the last block.
    last: bool,
    /// Bits of the first byte that are used already.
    bit: usize,
    literals: Code,
    distances: Code,
    window: Vec<u8>,
    made: usize,
}

impl Deflate64 {
    /// `None` when there is no memory for the window.
    #[must_use]
    pub fn new() -> Option<Self> {
        let mut window = Vec::new();
        window.try_reserve_exact(WINDOW).ok()?;
        window.resize(WINDOW, 0);
        let [literals, distances] = [Code::default(), Code::default()];
        Some(Self { state: State::Header, last: false, bit: 0, literals, distances, window, made: 0 })
    }

    fn put(&mut self, byte: u8, output: &mut Output) {
        output.push(byte);
        if let Some(slot) = self.window.get_mut(self.made % WINDOW) {
            *slot = byte;
        }
        self.made += 1;
    }

    /// One header, symbol or run; a copy goes on as long as there is room.
    fn step(&mut self, bits: &mut Bits, output: &mut Output) -> Result<(), Stop> {
        match self.state {
            State::Header => self.header(bits),
            State::Stored(0) => {
                self.block_ends();
                Ok(())
            }
            State::Stored(left) => {
                let byte = u8::try_from(bits.take(8)?).map_err(|_| Stop::Broken)?;
                self.put(byte, output);
                self.state = State::Stored(left - 1);
                Ok(())
            }
            State::Codes => self.symbol(bits, output),
            State::Copy { length, distance } => {
                let now = length.min(output.room());
                for _ in 0..now {
                    let byte = self.window.get((self.made - distance) % WINDOW).copied().unwrap_or(0);
                    self.put(byte, output);
                }
                self.state = if now == length { State::Codes } else { State::Copy { length: length - now, distance } };
                Ok(())
            }
            State::Over => Ok(()),
        }
    }

    fn block_ends(&mut self) {
        self.state = if self.last { State::Over } else { State::Header };
    }

    fn header(&mut self, bits: &mut Bits) -> Result<(), Stop> {
        let last = bits.take(1)? == 1;
        match bits.take(2)? {
            0 => {
                bits.align();
                let [length, check] = [bits.take(16)?, bits.take(16)?];
                if length != !check & 0xffff {
                    return Err(Stop::Broken);
                }
                self.state = State::Stored(length as usize);
            }
            1 => {
                let mut lengths = [8_u8; LITERALS];
                lengths[144..256].fill(9);
                lengths[256..280].fill(7);
                self.literals = Code::new(&lengths, true).ok_or(Stop::Broken)?;
                self.distances = Code::new(&[5; DISTANCES], true).ok_or(Stop::Broken)?;
                self.state = State::Codes;
            }
            2 => {
                (self.literals, self.distances) = codes(bits)?;
                self.state = State::Codes;
            }
            _ => return Err(Stop::Broken),
        }
        self.last = last;
        Ok(())
    }

    fn symbol(&mut self, bits: &mut Bits, output: &mut Output) -> Result<(), Stop> {
        let symbol = self.literals.next(bits)?;
        if let Ok(byte) = u8::try_from(symbol) {
            self.put(byte, output);
            return Ok(());
        }
        if symbol == END_OF_BLOCK {
            self.block_ends();
            return Ok(());
        }
        let index = usize::from(symbol - END_OF_BLOCK - 1);
        let (base, extra) = LENGTH_BASE.get(index).zip(LENGTH_EXTRA.get(index)).ok_or(Stop::Broken)?;
        let length = base + bits.take(*extra)? as usize;
        let code = u32::from(self.distances.next(bits)?);
        let extra = (code / 2).saturating_sub(1);
        let base = if code < 2 { code } else { (2 + code % 2) << extra };
        let distance = 1 + (base + bits.take(extra)?) as usize;
        if distance > self.made {
            return Err(Stop::Broken);
        }
        self.state = State::Copy { length, distance };
        Ok(())
    }
}

/// The two codes of a block that brings its own (RFC 1951, 3.2.7).
fn codes(bits: &mut Bits) -> Result<(Code, Code), Stop> {
    let [literals, distances, sent] =
        [bits.take(5)? as usize + 257, bits.take(5)? as usize + 1, bits.take(4)? as usize + 4];
    let mut lengths = [0_u8; 19];
    for &at in &ORDER[..sent] {
        lengths[at] = u8::try_from(bits.take(3)?).map_err(|_| Stop::Broken)?;
    }
    let code = Code::new(&lengths, true).ok_or(Stop::Broken)?;
    let mut all: Vec<u8> = Vec::with_capacity(LITERALS + DISTANCES);
    while all.len() < literals + distances {
        let symbol = code.next(bits)?;
        let (value, times) = match symbol {
            16 => (*all.last().ok_or(Stop::Broken)?, 3 + bits.take(2)?),
            17 => (0, 3 + bits.take(3)?),
            18 => (0, 11 + bits.take(7)?),
            _ => (u8::try_from(symbol).map_err(|_| Stop::Broken)?, 1),
        };
        all.extend(std::iter::repeat_n(value, times as usize));
    }
    if all.len() > literals + distances || literals > LITERALS || all.get(usize::from(END_OF_BLOCK)) == Some(&0) {
        return Err(Stop::Broken);
    }
    let (first, second) = all.split_at(literals);
    Code::new(first, true).zip(Code::new(second, false)).ok_or(Stop::Broken)
}

impl Stage for Deflate64 {
    fn decode(&mut self, input: &[u8], output: &mut Output) -> (usize, Status) {
        let mut bits = Bits { bytes: input, at: self.bit };
        let status = loop {
            if matches!(self.state, State::Over) {
                bits.align();
                break Status::Done;
            }
            if output.room() == 0 {
                break Status::OutputFull;
            }
            let before = bits.at;
            match self.step(&mut bits, output) {
                Ok(()) => {}
                Err(Stop::Input) => {
                    bits.at = before;
                    break Status::NeedsInput;
                }
                Err(Stop::Broken) => {
                    bits.at = before;
                    break Status::Failed(Failure::Data);
                }
            }
        };
        self.bit = bits.at % 8;
        (bits.at / 8, status)
    }
}

#[cfg(test)]
mod tests;
