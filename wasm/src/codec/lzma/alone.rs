//! LZMA1 as one stream: the `.lzma` file with its 13 bytes of header, and bare behind properties given elsewhere (7z, ZIP).
use super::super::buffered::{Output, Stage};
use super::super::{Failure, Status};
use super::{Dictionary, Ended, Model, Properties, RC_START_BYTES};

const HEADER_BYTES: usize = 13;

/// What the header says, wherever it stands.
#[derive(Clone, Copy, Debug)]
pub struct Header {
    properties: Properties,
    dictionary: u64,
    /// Bytes it becomes; `None`: up to the end marker.
    size: Option<u64>,
}

impl Header {
    /// `None` when the byte of properties stands for none.
    #[must_use]
    pub fn new(properties: u8, dictionary: u64, size: Option<u64>) -> Option<Self> {
        Some(Self { properties: Properties::of(properties)?, dictionary, size })
    }

    fn parse(bytes: [u8; HEADER_BYTES]) -> Option<Self> {
        let [properties, a, b, c, d, size @ ..] = bytes;
        let size = u64::from_le_bytes(size);
        let dictionary = u64::from(u32::from_le_bytes([a, b, c, d]));
        Self::new(properties, dictionary, (size != u64::MAX).then_some(size))
    }
}

struct Running {
    model: Model,
    dictionary: Dictionary,
    left: Option<u64>,
    /// The end marker was read: what the range coder still takes is to come.
    marked: bool,
}

enum State {
    Header,
    Start(Header),
    Running(Box<Running>),
}

/// One LZMA1 stream.
pub struct Lzma(State);

impl Lzma {
    /// With a header of its own.
    #[must_use]
    pub fn alone() -> Self {
        Self(State::Header)
    }

    /// Bare data.
    #[must_use]
    pub fn bare(header: Header) -> Self {
        Self(State::Start(header))
    }

    /// Steps until something is to be said.
    fn step(&mut self, input: &[u8], output: &mut Output) -> (usize, Option<Status>) {
        match &mut self.0 {
            State::Header => {
                let Some(bytes) = input.first_chunk() else { return (0, Some(Status::NeedsInput)) };
                let Some(header) = Header::parse(*bytes) else {
                    return (0, Some(Status::Failed(Failure::Header)));
                };
                self.0 = State::Start(header);
                (HEADER_BYTES, None)
            }
            State::Start(header) => {
                let Some(bytes) = input.first_chunk() else { return (0, Some(Status::NeedsInput)) };
                let mut model = Model::new(header.properties);
                if !model.start(*bytes) {
                    return (0, Some(Status::Failed(Failure::Data)));
                }
                let dictionary = Dictionary::new(header.dictionary);
                self.0 = State::Running(Box::new(Running { model, dictionary, left: header.size, marked: false }));
                (RC_START_BYTES, None)
            }
            State::Running(running) => running.step(input, output),
        }
    }
}

impl Running {
    fn step(&mut self, input: &[u8], output: &mut Output) -> (usize, Option<Status>) {
        if self.marked {
            // What is due is taken, so that the stream ends where its writer ended it.
            return self
                .model
                .normalize(input)
                .map_or((0, Some(Status::NeedsInput)), |used| (used, Some(Status::Done)));
        }
        if self.left == Some(0) {
            return self.finish(input);
        }
        let Self { model, dictionary, left, .. } = self;
        let (used, made, ended) = model.run(input, left.unwrap_or(u64::MAX), dictionary, output);
        if let Some(left) = left {
            *left -= made;
        }
        match ended {
            // A marker before the declared size is reached: the size is wrong.
            Ended::Marker if left.is_some() => (used, Some(Status::Failed(Failure::Data))),
            Ended::Marker => {
                self.marked = true;
                (used, None)
            }
            Ended::Full if *left == Some(0) => (used, None),
            other => (used, Some(other.into())),
        }
    }

    /// All bytes are made: the range coder is at its end, or an end marker follows.
    fn finish(&mut self, input: &[u8]) -> (usize, Option<Status>) {
        let Self { model, dictionary, marked, .. } = self;
        if model.is_copying() {
            return (0, Some(Status::Failed(Failure::Data)));
        }
        let Some(used) = model.normalize(input) else { return (0, Some(Status::NeedsInput)) };
        if model.is_at_end() {
            return (used, Some(Status::Done));
        }
        let (more, _, ended) = model.run(input.get(used..).unwrap_or_default(), 1, dictionary, &mut Output::default());
        let end = used + more;
        match ended {
            Ended::Marker => {
                *marked = true;
                (end, None)
            }
            Ended::Starved => (end, Some(Status::NeedsInput)),
            _ => (end, Some(Status::Failed(Failure::Data))),
        }
    }
}

impl Stage for Lzma {
    fn decode(&mut self, input: &[u8], output: &mut Output) -> (usize, Status) {
        let mut used = 0;
        loop {
            let (more, status) = self.step(input.get(used..).unwrap_or_default(), output);
            used += more;
            if let Some(status) = status {
                return (used, status);
            }
        }
    }
}
