//! Filters that make data easier to pack, undone (xz-file-format.txt 5.3; 7-Zip's `Bra.c`, `Delta.c`): Delta, and BCJ, which makes the targets of
//! jumps in machine code absolute. XZ and 7z number them alike.
use super::Status;
use super::buffered::{Output, Stage};
use x86::X86;

mod code;
mod wide;
mod x86;

/// The longest instruction any filter looks at.
const HELD_BYTES: usize = 16;

enum Kind {
    /// Each byte is the difference to one before, of which the last ones are kept.
    Delta {
        before: Vec<u8>,
        at: usize,
    },
    X86(X86),
    /// Converts what it can from the start, and says how far it came.
    Code(fn(&mut [u8], u32) -> usize),
}

/// One filter, undoing what it did to a stream.
pub struct Filter {
    kind: Kind,
    /// Address of the first byte that is not settled.
    position: u32,
    /// The beginning of an instruction, its end still to come.
    held: Vec<u8>,
}

impl Filter {
    /// `argument`: for Delta the distance, for the others the address the code starts at. `None` when there is no such filter.
    #[must_use]
    pub fn new(id: u64, argument: u32) -> Option<Self> {
        let kind = match id {
            3 => Kind::Delta {
                before: vec![0; usize::try_from(argument).ok().filter(|it| (1..=256).contains(it))?],
                at: 0,
            },
            4 => Kind::X86(X86::new(argument)),
            5 => Kind::Code(code::powerpc),
            6 => Kind::Code(wide::itanium),
            7 => Kind::Code(code::arm),
            8 => Kind::Code(wide::thumb),
            9 => Kind::Code(code::sparc),
            10 => Kind::Code(code::arm64),
            11 => Kind::Code(wide::riscv),
            _ => return None,
        };
        let position = if id == 3 { 0 } else { argument };
        Some(Self { kind, position, held: Vec::new() })
    }

    /// The filter and its properties, as XZ and 7z write them.
    #[must_use]
    pub fn of(id: u64, properties: &[u8]) -> Option<Self> {
        match (id, properties) {
            (3, [distance]) => Self::new(id, u32::from(*distance) + 1),
            (4.., []) => Self::new(id, 0),
            (4.., properties) => {
                Self::new(id, u32::from_le_bytes(*properties.first_chunk().filter(|_| properties.len() == 4)?))
            }
            _ => None,
        }
    }

    /// Undoes it on what follows the bytes of the call before. What is not settled stays inside.
    fn apply(&mut self, bytes: &mut Vec<u8>) {
        if !self.held.is_empty() {
            bytes.splice(..0, self.held.drain(..));
        }
        let done = match &mut self.kind {
            Kind::Delta { before, at } => delta(bytes, before, at),
            Kind::X86(x86) => x86.convert(bytes, self.position),
            Kind::Code(convert) => convert(bytes, self.position),
        };
        let done = done.min(bytes.len());
        self.position = self.position.wrapping_add(u32::try_from(done).unwrap_or(0));
        self.held.extend(bytes.drain(done..));
    }
}

fn delta(bytes: &mut [u8], before: &mut [u8], at: &mut usize) -> usize {
    for byte in bytes.iter_mut() {
        if let Some(last) = before.get_mut(*at) {
            *byte = byte.wrapping_add(*last);
            *last = *byte;
        }
        *at = (*at + 1) % before.len().max(1);
    }
    bytes.len()
}

/// The filters of one stream, the one next to the compressor first.
#[derive(Default)]
pub struct Chain(Vec<Filter>);

impl Chain {
    /// In the order they are undone.
    #[must_use]
    pub fn new(filters: Vec<Filter>) -> Self {
        Self(filters)
    }

    /// Whether there is nothing to undo.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How much a call may give out beyond what it got.
    #[must_use]
    pub fn held(&self) -> usize {
        self.0.iter().map(|filter| filter.held.len()).sum()
    }

    /// Undoes all of them on what follows the bytes of the call before. Some of it may come with the next call.
    pub fn apply(&mut self, bytes: &mut Vec<u8>) {
        for filter in &mut self.0 {
            filter.apply(bytes);
        }
    }

    /// What is left when the stream has ended: no instruction, so it stays as it is, but for the filters behind.
    #[must_use]
    pub fn finish(&mut self) -> Vec<u8> {
        let mut rest = Vec::new();
        for i in 0..self.0.len() {
            let Some((done, behind)) = self.0.get_mut(i..).and_then(<[_]>::split_first_mut) else { break };
            let mut bytes = std::mem::take(&mut done.held);
            for filter in behind {
                filter.apply(&mut bytes);
            }
            rest.append(&mut bytes);
        }
        rest
    }
}

/// A filter as a stage of its own, for containers that name it beside the compressor.
pub struct Filtered(Chain);

impl Filtered {
    /// Nothing read yet.
    #[must_use]
    pub fn new(filter: Filter) -> Self {
        Self(Chain::new(vec![filter]))
    }
}

impl Stage for Filtered {
    fn decode(&mut self, input: &[u8], output: &mut Output) -> (usize, Status) {
        let room = output.room().saturating_sub(HELD_BYTES);
        let taken = input.get(..room).unwrap_or(input);
        let mut bytes = taken.to_vec();
        self.0.apply(&mut bytes);
        output.take(&bytes);
        (taken.len(), if taken.len() < input.len() { Status::OutputFull } else { Status::NeedsInput })
    }

    /// Whatever was read is all there is: only what is around it knows whether it should be more.
    fn flush(&mut self, output: &mut Output) -> Status {
        output.take(&self.0.finish());
        Status::Done
    }
}

#[cfg(test)]
mod tests;
