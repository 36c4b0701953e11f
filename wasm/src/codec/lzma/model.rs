//! One LZMA symbol after another. A symbol is decoded whole or not at all: when the input ends inside one, every change it made is taken back.
use super::super::buffered::Output;
use super::super::{Failure, Status};
use super::dictionary::{Dictionary, Missing};

/// A range coder starts with a zero and the first 32 bits.
pub const RC_START_BYTES: usize = 5;
/// No symbol takes more input than this.
const SYMBOL_BYTES: usize = 21;

const STATES: usize = 12;
const POS_STATES: usize = 16;
const LENGTH_PROBS: usize = 2 + 2 * POS_STATES * 8 + 256;
const IS_MATCH: usize = 0;
const IS_REP: usize = IS_MATCH + STATES * POS_STATES;
const IS_REP_G0: usize = IS_REP + STATES;
const IS_REP_G1: usize = IS_REP_G0 + STATES;
const IS_REP_G2: usize = IS_REP_G1 + STATES;
const IS_REP0_LONG: usize = IS_REP_G2 + STATES;
const POS_SLOT: usize = IS_REP0_LONG + STATES * POS_STATES;
const SPECIAL: usize = POS_SLOT + 4 * 64;
const ALIGN: usize = SPECIAL + 128;
const LENGTH: usize = ALIGN + 16;
const REP_LENGTH: usize = LENGTH + LENGTH_PROBS;
const LITERAL: usize = REP_LENGTH + LENGTH_PROBS;
const LITERAL_PROBS: usize = 0x300;

const HALF: u16 = 1024;
const TOP: u32 = 1 << 24;
const MIN_MATCH: usize = 2;
const END_DISTANCE: u32 = u32::MAX;

/// `lc`, `lp`, `pb` in one byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Properties {
    lc: u32,
    lp: u32,
    pb: u32,
}

impl Properties {
    /// `None` for a byte that stands for none.
    #[must_use]
    pub fn of(byte: u8) -> Option<Self> {
        let byte = u32::from(byte);
        (byte < 9 * 5 * 5).then_some(Self { lc: byte % 9, lp: byte / 9 % 5, pb: byte / 45 })
    }

    /// LZMA2 has no more literal contexts than this.
    #[must_use]
    pub fn fit_lzma2(self) -> bool {
        self.lc + self.lp <= 4
    }
}

/// Why `run` came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The input ends inside a symbol.
    Starved,
    /// No room, or as many bytes as were asked for.
    Full,
    /// The end marker.
    Marker,
    /// Broken.
    Failed(Failure),
}

/// Probabilities, state and the match that is being copied.
pub struct Model {
    properties: Properties,
    probs: Vec<u16>,
    state: usize,
    reps: [u32; 4],
    /// Bytes of the current match that did not fit into the output yet.
    copying: usize,
    range: u32,
    code: u32,
    /// What the current symbol changed: only kept near the end of the input.
    log: Vec<(usize, u16)>,
}

/// The input of one `run`.
struct Input<'a> {
    bytes: &'a [u8],
    at: usize,
    starved: bool,
    logged: bool,
}

impl Input<'_> {
    fn next(&mut self) -> u32 {
        if let Some(byte) = self.bytes.get(self.at) {
            self.at += 1;
            u32::from(*byte)
        } else {
            self.starved = true;
            0
        }
    }
}

enum Symbol {
    Literal(u8),
    Copy(usize),
    Marker,
}

impl Model {
    /// Initial state. The range coder has to be started before the first `run`.
    #[must_use]
    pub fn new(properties: Properties) -> Self {
        let mut model = Self {
            properties,
            probs: Vec::new(),
            state: 0,
            reps: [0; 4],
            copying: 0,
            range: u32::MAX,
            code: 0,
            log: Vec::new(),
        };
        model.reset(properties);
        model
    }

    /// Initial state, keeping the memory.
    pub fn reset(&mut self, properties: Properties) {
        self.properties = properties;
        self.probs.clear();
        self.probs.resize(LITERAL + (LITERAL_PROBS << (properties.lc + properties.lp)), HALF);
        self.state = 0;
        self.reps = [0; 4];
        self.copying = 0;
    }

    /// The properties in force.
    #[must_use]
    pub fn properties(&self) -> Properties {
        self.properties
    }

    /// Starts the range coder. `false` when the first byte is not the zero it must be.
    #[must_use]
    pub fn start(&mut self, first: [u8; RC_START_BYTES]) -> bool {
        let [zero, code @ ..] = first;
        self.range = u32::MAX;
        self.code = u32::from_be_bytes(code);
        zero == 0
    }

    /// Whether a match goes on.
    #[must_use]
    pub fn is_copying(&self) -> bool {
        self.copying > 0
    }

    /// Where a stream without end marker ends properly.
    #[must_use]
    pub fn is_at_end(&self) -> bool {
        self.code == 0
    }

    /// Takes the byte that may be due before the range coder is compared. `None` when there is none.
    #[must_use]
    pub fn normalize(&mut self, input: &[u8]) -> Option<usize> {
        if self.range >= TOP {
            return Some(0);
        }
        let byte = input.first()?;
        self.range <<= 8;
        self.code = self.code << 8 | u32::from(*byte);
        Some(1)
    }

    /// Makes at most `wanted` bytes. Returns how much input was used and why it stopped.
    pub fn run(
        &mut self,
        input: &[u8],
        wanted: u64,
        dictionary: &mut Dictionary,
        output: &mut Output,
    ) -> (usize, u64, Ended) {
        let mut input = Input { bytes: input, at: 0, starved: false, logged: false };
        let mut made = 0;
        let ended = loop {
            if made == wanted || output.room() == 0 {
                break Ended::Full;
            }
            if self.copying > 0 {
                match self.copy(wanted - made, dictionary, output) {
                    Ok(copied) => made += copied,
                    Err(failure) => break Ended::Failed(failure),
                }
                continue;
            }
            match self.symbol(&mut input, dictionary) {
                Ok(Some(Symbol::Literal(byte))) => {
                    if !dictionary.push(byte) {
                        break Ended::Failed(Failure::Memory);
                    }
                    output.push(byte);
                    made += 1;
                }
                Ok(Some(Symbol::Copy(length))) => self.copying = length,
                Ok(Some(Symbol::Marker)) => break Ended::Marker,
                Ok(None) => break Ended::Starved,
                Err(failure) => break Ended::Failed(failure),
            }
        };
        (input.at, made, ended)
    }

    fn copy(&mut self, wanted: u64, dictionary: &mut Dictionary, output: &mut Output) -> Result<u64, Failure> {
        let distance = self.reps[0] as usize;
        let count = self.copying.min(output.room()).min(usize::try_from(wanted).unwrap_or(usize::MAX));
        for _ in 0..count {
            let byte = dictionary.back(distance).map_err(failure)?;
            if !dictionary.push(byte) {
                return Err(Failure::Memory);
            }
            output.push(byte);
        }
        self.copying -= count;
        Ok(count as u64)
    }

    /// The next symbol; `None`, and nothing changed, when the input ends inside it.
    fn symbol(&mut self, input: &mut Input<'_>, dictionary: &Dictionary) -> Result<Option<Symbol>, Failure> {
        let before = (self.range, self.code, self.state, self.reps, input.at);
        input.logged = input.bytes.len() - input.at < SYMBOL_BYTES;
        self.log.clear();
        let symbol = self.decode(input, dictionary);
        if !input.starved {
            return symbol.map(Some);
        }
        for (at, prob) in self.log.drain(..).rev() {
            if let Some(slot) = self.probs.get_mut(at) {
                *slot = prob;
            }
        }
        (self.range, self.code, self.state, self.reps, input.at) = before;
        input.starved = false;
        Ok(None)
    }

    fn decode(&mut self, input: &mut Input<'_>, dictionary: &Dictionary) -> Result<Symbol, Failure> {
        #[allow(clippy::cast_possible_truncation, reason = "only the low bits are used")]
        let position = dictionary.position() as usize;
        let pos_state = position & ((1 << self.properties.pb) - 1);
        if self.bit(input, IS_MATCH + self.state * POS_STATES + pos_state) == 0 {
            return self.literal(input, position, dictionary).map(Symbol::Literal);
        }
        if self.bit(input, IS_REP + self.state) == 0 {
            return self.new_match(input, pos_state);
        }
        if self.bit(input, IS_REP_G0 + self.state) == 0 {
            if self.bit(input, IS_REP0_LONG + self.state * POS_STATES + pos_state) == 0 {
                self.state = if self.state < 7 { 9 } else { 11 };
                return Ok(Symbol::Copy(1));
            }
        } else {
            let which = if self.bit(input, IS_REP_G1 + self.state) == 0 {
                1
            } else {
                2 + self.bit(input, IS_REP_G2 + self.state) as usize
            };
            let distance = self.reps[which];
            self.reps.copy_within(..which, 1);
            self.reps[0] = distance;
        }
        let length = self.length(input, REP_LENGTH, pos_state);
        self.state = if self.state < 7 { 8 } else { 11 };
        Ok(Symbol::Copy(length))
    }

    fn new_match(&mut self, input: &mut Input<'_>, pos_state: usize) -> Result<Symbol, Failure> {
        let length = self.length(input, LENGTH, pos_state);
        self.state = if self.state < 7 { 7 } else { 10 };
        let distance = self.distance(input, length);
        self.reps = [distance, self.reps[0], self.reps[1], self.reps[2]];
        Ok(if distance == END_DISTANCE { Symbol::Marker } else { Symbol::Copy(length) })
    }

    fn literal(&mut self, input: &mut Input<'_>, position: usize, dictionary: &Dictionary) -> Result<u8, Failure> {
        let Properties { lc, lp, .. } = self.properties;
        let previous = usize::from(dictionary.back(0).unwrap_or(0));
        let context = ((position & ((1 << lp) - 1)) << lc) + (previous >> (8 - lc));
        let base = LITERAL + LITERAL_PROBS * context;
        let mut symbol = 1;
        if self.state >= 7 {
            let mut matched = usize::from(dictionary.back(self.reps[0] as usize).map_err(failure)?);
            while symbol < 0x100 {
                let expected = matched >> 7 & 1;
                matched <<= 1;
                let bit = self.bit(input, base + ((1 + expected) << 8) + symbol) as usize;
                symbol = symbol << 1 | bit;
                if bit != expected {
                    break;
                }
            }
        }
        while symbol < 0x100 {
            symbol = symbol << 1 | self.bit(input, base + symbol) as usize;
        }
        self.state = match self.state {
            0..4 => 0,
            4..10 => self.state - 3,
            _ => self.state - 6,
        };
        Ok(u8::try_from(symbol & 0xff).unwrap_or(0))
    }

    fn length(&mut self, input: &mut Input<'_>, base: usize, pos_state: usize) -> usize {
        let low = base + 2;
        let middle = low + POS_STATES * 8;
        let high = middle + POS_STATES * 8;
        MIN_MATCH
            + if self.bit(input, base) == 0 {
                self.tree(input, low + pos_state * 8, 3)
            } else if self.bit(input, base + 1) == 0 {
                8 + self.tree(input, middle + pos_state * 8, 3)
            } else {
                16 + self.tree(input, high, 8)
            }
    }

    fn distance(&mut self, input: &mut Input<'_>, length: usize) -> u32 {
        let slot = self.tree(input, POS_SLOT + (length - MIN_MATCH).min(3) * 64, 6);
        #[allow(clippy::cast_possible_truncation, reason = "six bits")]
        let slot = slot as u32;
        if slot < 4 {
            return slot;
        }
        let direct = (slot >> 1) - 1;
        let base = (2 | slot & 1) << direct;
        if slot < 14 {
            // The tree of a slot starts at base - slot; its first node is 1.
            return base + self.reverse_tree(input, SPECIAL + (base - slot) as usize, direct);
        }
        let mut high = 0_u32;
        for _ in 0..direct - 4 {
            if self.range < TOP {
                self.range <<= 8;
                self.code = self.code << 8 | input.next();
            }
            self.range >>= 1;
            let bit = u32::from(self.code >= self.range);
            self.code = self.code.wrapping_sub(self.range * bit);
            high = high << 1 | bit;
        }
        base.wrapping_add(high << 4).wrapping_add(self.reverse_tree(input, ALIGN, 4))
    }

    fn tree(&mut self, input: &mut Input<'_>, base: usize, bits: u32) -> usize {
        let mut node = 1;
        for _ in 0..bits {
            node = node << 1 | self.bit(input, base + node) as usize;
        }
        node - (1 << bits)
    }

    fn reverse_tree(&mut self, input: &mut Input<'_>, base: usize, bits: u32) -> u32 {
        let mut node = 1;
        let mut value = 0;
        for place in 0..bits {
            let bit = self.bit(input, base + node);
            node = node << 1 | bit as usize;
            value |= bit << place;
        }
        value
    }

    fn bit(&mut self, input: &mut Input<'_>, at: usize) -> u32 {
        if self.range < TOP {
            self.range <<= 8;
            self.code = self.code << 8 | input.next();
        }
        let Some(prob) = self.probs.get_mut(at) else { return 0 };
        if input.logged {
            self.log.push((at, *prob));
        }
        let bound = (self.range >> 11) * u32::from(*prob);
        if self.code < bound {
            self.range = bound;
            *prob += (2048 - *prob) >> 5;
            0
        } else {
            self.range -= bound;
            self.code -= bound;
            *prob -= *prob >> 5;
            1
        }
    }
}

fn failure(missing: Missing) -> Failure {
    match missing {
        Missing::Before => Failure::Data,
        Missing::Memory => Failure::Memory,
    }
}

impl From<Ended> for Status {
    fn from(ended: Ended) -> Self {
        match ended {
            Ended::Starved => Self::NeedsInput,
            Ended::Full => Self::OutputFull,
            Ended::Marker => Self::Done,
            Ended::Failed(failure) => Self::Failed(failure),
        }
    }
}
