//! One pass over bytes nobody explained: how they are distributed, and where something known seems to begin.
//!
//! Facts only. A hit says that the bytes at an offset look like the head of a format; whether one is there, a reader of that format finds out.

pub mod pickle_head;
pub mod signature;
pub mod statistics;

use signature::{KINDS, Kind, LOOKAHEAD};
use statistics::Statistics;

/// Bytes decided at once: small enough for a core's cache.
const PIECE: usize = 64 * 1024;

/// A scan under way. Results do not depend on how the stream is cut.
#[derive(Debug)]
pub struct Scanner {
    size: u64,
    cap: usize,
    /// Bytes not decided yet: fewer than `LOOKAHEAD` between pieces.
    window: Vec<u8>,
    /// Offset of the first of them.
    position: u64,
    statistics: Statistics,
    offsets: Vec<f64>,
    kinds: Vec<u8>,
    counts: [u64; KINDS],
}

impl Scanner {
    /// `size` of the source, `u64::MAX` when unknown: a length a head states is checked against what is left. At most `cap` hits of each kind are
    /// kept, all are counted; 0 looks for none.
    #[must_use]
    pub fn new(size: u64, cap: usize) -> Self {
        Self {
            size,
            cap,
            window: Vec::new(),
            position: 0,
            statistics: Statistics::new(),
            offsets: Vec::new(),
            kinds: Vec::new(),
            counts: [0; KINDS],
        }
    }

    /// Takes the next bytes of the stream.
    pub fn feed(&mut self, bytes: &[u8]) {
        for piece in bytes.chunks(PIECE) {
            self.statistics.feed(piece);
            if self.cap > 0 {
                self.window.extend_from_slice(piece);
                self.decide((self.window.len() + 1).saturating_sub(LOOKAHEAD));
            }
        }
    }

    /// Says that the stream ended. Feeding more would start a new one.
    pub fn finish(&mut self) {
        self.decide(self.window.len());
    }

    /// Looks at the first `count` positions of the window and drops them.
    fn decide(&mut self, count: usize) {
        if count == 0 {
            return;
        }
        let window = std::mem::take(&mut self.window);
        for at in signature::candidates(&window, count) {
            let offset = self.position + at as u64;
            let head = window.get(at..window.len().min(at + LOOKAHEAD)).unwrap_or_default();
            // A head is only short where the stream ends.
            let left = if head.len() < LOOKAHEAD { head.len() as u64 } else { self.size.saturating_sub(offset) };
            if let Some(kind) = signature::identify(head, left) {
                self.keep(offset, kind);
            }
        }
        self.position += count as u64;
        self.window = window;
        self.window.drain(..count);
    }

    #[allow(clippy::cast_precision_loss, reason = "file offsets are below 2^53")]
    fn keep(&mut self, offset: u64, kind: Kind) {
        let code = kind.code();
        let count = &mut self.counts[usize::from(code)];
        *count += 1;
        let room = self.offsets.try_reserve(1).is_ok() && self.kinds.try_reserve(1).is_ok();
        if *count <= self.cap as u64 && room {
            self.offsets.push(offset as f64);
            self.kinds.push(code);
        }
    }

    /// Distribution of everything fed.
    #[must_use]
    pub fn statistics(&self) -> &Statistics {
        &self.statistics
    }

    /// Where the kept hits begin, ascending, and what each looks like ([`Kind::code`]).
    #[must_use]
    pub fn hits(&self) -> (&[f64], &[u8]) {
        (&self.offsets, &self.kinds)
    }

    /// How many hits of each kind there were, kept or not.
    #[must_use]
    pub fn counts(&self) -> &[u64; KINDS] {
        &self.counts
    }
}

#[cfg(test)]
mod tests;
