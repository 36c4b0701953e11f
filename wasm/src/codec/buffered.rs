//! What decoders that need several bytes at once have in common: input that is kept until it is enough, and bounded output.
use super::{Decompress, Status};

/// The most output one push can make.
pub const OUTPUT_BYTES: usize = 256 * 1024;

/// Bounded output of one push.
#[derive(Debug, Default)]
pub struct Output(Vec<u8>);

impl Output {
    /// How many bytes still fit.
    #[must_use]
    pub fn room(&self) -> usize {
        OUTPUT_BYTES - self.0.len()
    }

    /// Takes as much of `bytes` as fits, and says how much that is.
    pub fn take(&mut self, bytes: &[u8]) -> usize {
        let fits = bytes.get(..self.room()).unwrap_or(bytes);
        self.0.extend_from_slice(fits);
        fits.len()
    }

    /// Takes one byte. The caller has seen that there is room.
    pub fn push(&mut self, byte: u8) {
        self.0.push(byte);
    }

    /// Takes out again what stands behind `at`, but for the first `left_out` bytes of it.
    #[must_use]
    pub fn take_back(&mut self, at: usize, left_out: usize) -> Vec<u8> {
        let bytes = self.0.get(at + left_out..).unwrap_or_default().to_vec();
        self.0.truncate(at);
        bytes
    }

    /// Everything so far.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

/// A decoder that sees its input as one slice and may leave the end of it for later.
pub trait Stage {
    /// Decodes on from the first byte of `input`. Returns how much of it is used for good; with `NeedsInput` the rest is offered again, with more behind it,
    /// with every other status the rest is not touched.
    fn decode(&mut self, input: &[u8], output: &mut Output) -> (usize, Status);

    /// Gives out what is held back although no more input comes.
    fn flush(&mut self, _output: &mut Output) -> Status {
        Status::NeedsInput
    }
}

/// Makes a push-style decompressor of a stage.
pub struct Buffered<S> {
    stage: S,
    /// Input that was taken and not used yet.
    pending: Vec<u8>,
    output: Output,
    used: u64,
    over: Option<Status>,
}

impl<S: Stage> Buffered<S> {
    /// Nothing decoded yet. `None` when there is no memory for the output buffer.
    #[must_use]
    pub fn new(stage: S) -> Option<Self> {
        let mut output = Vec::new();
        output.try_reserve_exact(OUTPUT_BYTES).ok()?;
        Some(Self { stage, pending: Vec::new(), output: Output(output), used: 0, over: None })
    }

    fn settle(&mut self, status: Status) -> Status {
        if matches!(status, Status::Done | Status::Failed(_)) {
            self.over = Some(status);
        }
        status
    }
}

impl<S: Stage> Decompress for Buffered<S> {
    fn push(&mut self, input: &[u8]) -> (usize, Status) {
        self.output.0.clear();
        if let Some(status) = self.over {
            return (0, status);
        }
        let held = self.pending.len();
        let (used, status) = if held == 0 {
            self.stage.decode(input, &mut self.output)
        } else {
            self.pending.extend_from_slice(input);
            self.stage.decode(&self.pending, &mut self.output)
        };
        self.used += used as u64;
        let consumed = if status == Status::NeedsInput {
            if held == 0 {
                self.pending.extend_from_slice(input.get(used..).unwrap_or_default());
            } else {
                self.pending.drain(..used.min(held + input.len()));
            }
            input.len()
        } else {
            // Input of this push that was not used goes back; older input can only be left when this push brought none.
            let left = (held + input.len() - used).min(input.len());
            if held > 0 {
                self.pending.truncate(held + input.len() - left);
                self.pending.drain(..used.min(self.pending.len()));
            }
            input.len() - left
        };
        (consumed, self.settle(status))
    }

    fn output(&self) -> &[u8] {
        self.output.bytes()
    }

    fn used(&self) -> u64 {
        self.used
    }

    fn flush(&mut self) -> Status {
        self.output.0.clear();
        match self.over {
            Some(Status::Done) => Status::Done,
            _ => self.stage.flush(&mut self.output),
        }
    }
}
