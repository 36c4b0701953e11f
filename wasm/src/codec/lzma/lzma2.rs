//! LZMA2: chunks of LZMA1 or of plain bytes, each saying what it resets (xz's `lzma2_decoder.c`, 7-Zip's `Lzma2Dec.c`).
use super::super::buffered::{Output, Stage};
use super::super::{Failure, Status};
use super::{Dictionary, Ended, Model, Properties, RC_START_BYTES};

const BROKEN: Status = Status::Failed(Failure::Data);

/// What is being read.
enum State {
    Control,
    Plain { left: usize },
    Start { size: usize, packed: usize },
    Packed { left: usize, packed: usize },
}

/// One LZMA2 stream, to its end marker.
pub struct Lzma2 {
    dictionary: Dictionary,
    model: Option<Box<Model>>,
    state: State,
    /// A chunk that resets the dictionary (or the state) has to come first.
    needs_dictionary: bool,
    needs_properties: bool,
    needs_state: bool,
}

/// Dictionary size of its one byte of properties; `None` when it stands for none.
#[must_use]
pub fn dictionary_size(byte: u8) -> Option<u64> {
    match byte {
        0..40 => Some((2 | u64::from(byte & 1)) << (byte / 2 + 11)),
        40 => Some(u64::from(u32::MAX)),
        _ => None,
    }
}

impl Lzma2 {
    /// Nothing decoded yet.
    #[must_use]
    pub fn new(dictionary: u64) -> Self {
        Self {
            dictionary: Dictionary::new(dictionary),
            model: None,
            state: State::Control,
            needs_dictionary: true,
            needs_properties: true,
            needs_state: true,
        }
    }

    fn step(&mut self, input: &[u8], output: &mut Output) -> (usize, Option<Status>) {
        match self.state {
            State::Control => match self.control(input) {
                Ok(used) => (used, None),
                Err(Status::Done) => (1, Some(Status::Done)),
                Err(status) => (0, Some(status)),
            },
            State::Plain { left: 0 } => {
                self.state = State::Control;
                (0, None)
            }
            State::Plain { left } => self.plain(left, input, output),
            State::Start { size, packed } => {
                let Some(bytes) = input.first_chunk() else { return (0, Some(Status::NeedsInput)) };
                if packed < RC_START_BYTES || !self.model.as_mut().is_some_and(|model| model.start(*bytes)) {
                    return (0, Some(Status::Failed(Failure::Data)));
                }
                self.state = State::Packed { left: size, packed: packed - RC_START_BYTES };
                (RC_START_BYTES, None)
            }
            State::Packed { left, packed } => self.packed(left, packed, input, output),
        }
    }

    /// The header of a chunk. An error is what else the input comes to, the end among it.
    fn control(&mut self, input: &[u8]) -> Result<usize, Status> {
        let control = input.first().copied().ok_or(Status::NeedsInput)?;
        match control {
            0 => Err(Status::Done),
            1 | 2 => {
                let [_, high, low] = input.first_chunk().copied().ok_or(Status::NeedsInput)?;
                if control == 1 {
                    self.forget();
                } else if self.needs_dictionary {
                    return Err(BROKEN);
                }
                self.state = State::Plain { left: (usize::from(high) << 8 | usize::from(low)) + 1 };
                Ok(3)
            }
            3..0x80 => Err(BROKEN),
            _ => self.packed_control(control, input),
        }
    }

    fn packed_control(&mut self, control: u8, input: &[u8]) -> Result<usize, Status> {
        let [_, a, b, c, d] = input.first_chunk().copied().ok_or(Status::NeedsInput)?;
        let size = (usize::from(control & 0x1f) << 16 | usize::from(a) << 8 | usize::from(b)) + 1;
        let packed = (usize::from(c) << 8 | usize::from(d)) + 1;
        let resets = control >> 5 & 3;
        let mut used = 5;
        if resets >= 2 {
            let byte = input.get(5).ok_or(Status::NeedsInput)?;
            let properties = Properties::of(*byte).filter(|each| each.fit_lzma2()).ok_or(BROKEN)?;
            if resets == 3 {
                self.forget();
            }
            match &mut self.model {
                Some(model) => model.reset(properties),
                None => self.model = Some(Box::new(Model::new(properties))),
            }
            self.needs_properties = false;
            self.needs_state = false;
            used = 6;
        } else if resets == 1 && !self.needs_properties {
            if let Some(model) = &mut self.model {
                model.reset(model.properties());
            }
            self.needs_state = false;
        }
        if self.needs_dictionary || self.needs_properties || self.needs_state {
            return Err(BROKEN);
        }
        self.state = State::Start { size, packed };
        Ok(used)
    }

    fn forget(&mut self) {
        self.dictionary.clear();
        self.needs_dictionary = false;
    }

    fn plain(&mut self, left: usize, input: &[u8], output: &mut Output) -> (usize, Option<Status>) {
        if input.is_empty() {
            return (0, Some(Status::NeedsInput));
        }
        let count = left.min(input.len()).min(output.room());
        let bytes = input.get(..count).unwrap_or_default();
        output.take(bytes);
        for byte in bytes {
            if !self.dictionary.push(*byte) {
                return (0, Some(Status::Failed(Failure::Memory)));
            }
        }
        self.state = State::Plain { left: left - count };
        (count, if count == 0 { Some(Status::OutputFull) } else { None })
    }

    fn packed(&mut self, left: usize, packed: usize, input: &[u8], output: &mut Output) -> (usize, Option<Status>) {
        let Self { model: Some(model), dictionary, .. } = self else {
            return (0, Some(Status::Failed(Failure::Data)));
        };
        let chunk = input.get(..packed).unwrap_or(input);
        if left == 0 {
            // The last bits may leave a byte that is due.
            let due = model.normalize(chunk);
            let fits = !model.is_copying() && model.is_at_end() && due == Some(packed);
            return match due {
                None if packed > 0 => (0, Some(Status::NeedsInput)),
                _ if fits => {
                    self.state = State::Control;
                    (packed, None)
                }
                _ => (0, Some(Status::Failed(Failure::Data))),
            };
        }
        let (used, made, ended) = model.run(chunk, left as u64, dictionary, output);
        let left = left - usize::try_from(made).unwrap_or(left);
        self.state = State::Packed { left, packed: packed - used };
        match ended {
            Ended::Starved if chunk.len() == packed => (used, Some(Status::Failed(Failure::Data))),
            Ended::Starved => (used, Some(Status::NeedsInput)),
            Ended::Full if left == 0 => (used, None),
            Ended::Full => (used, Some(Status::OutputFull)),
            Ended::Marker => (used, Some(Status::Failed(Failure::Data))),
            Ended::Failed(failure) => (used, Some(Status::Failed(failure))),
        }
    }
}

impl Stage for Lzma2 {
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
