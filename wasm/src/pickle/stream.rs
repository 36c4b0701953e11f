//! One pickle stream under one engine: fed with windows, leaves a record and checkpoints.

use super::arena::{Value, extend, index, push};
use super::decode::{Cursor, Engine, Notes, Op, Stop, Window, decode, decode_plain, plain_end};
use super::forget::Past;
use super::inline::{Inline, file_position};
use super::log::{Checkpoint, DEPTH_INTERVAL, Failure, INTERVAL};
use super::machine::{Cell, Flow, Machine, World};
use super::record::{Here, Recorder};

/// Where a stream stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Status {
    /// A window is wanted: starting at `at`, with `len` bytes or up to the end of the source.
    Need {
        /// Offset of the next opcode.
        at: u64,
        /// Bytes wanted from there.
        len: u64,
    },
    /// STOP.
    Stopped(Value),
    /// An opcode raised.
    Failed {
        /// Opcode byte; 0 when there is none left.
        code: u8,
        /// Its offset.
        start: u64,
        /// Why.
        failure: Failure,
    },
    /// A stream that pauses has executed a BUILD: see [`super::inline`]. Feeding it again goes on as if nothing was read.
    Built {
        /// What was built.
        target: Value,
        /// Offset from which the loader reads the file.
        at: u64,
    },
    /// A name was looked up for the first time: the host says what it is ([`super::names::Names::answer`]).
    Named {
        /// Its number.
        number: u32,
    },
    /// The budget of steps for this call is used up: call again with a window at `at`.
    Yield {
        /// Offset of the next opcode.
        at: u64,
    },
}

/// First execution of an opcode, and how many there are.
#[derive(Clone, Copy, Debug, Default)]
#[repr(C)]
pub struct FirstUse {
    /// Offset of the opcode byte.
    pub offset: f64,
    /// Step, plus one; 0 is never.
    pub step: u32,
    /// Executions.
    pub count: u32,
}

/// Bytes held per stream at most. Data is let go long before; what events reach is not.
const MAX_BYTES: usize = 700 << 20;

/// One run.
pub struct Stream {
    /// How bytes are taken and text is read.
    pub engine: Engine,
    /// Offset of the first opcode.
    pub start: u64,
    /// Next opcode.
    pub cursor: Cursor,
    /// Steps executed.
    pub steps: u32,
    /// Greatest stack height.
    pub max_depth: u32,
    /// What was made.
    pub record: Recorder,
    /// Checkpoint k is the state before step `k * INTERVAL`.
    pub checkpoints: Vec<Checkpoint>,
    /// Cells of checkpoints.
    pub cells: Vec<Cell>,
    /// Marks of checkpoints.
    pub marks: Vec<u32>,
    /// Greatest stack height of every [`DEPTH_INTERVAL`] steps.
    pub depths: Vec<u32>,
    /// By opcode byte.
    pub first_uses: Vec<FirstUse>,
    /// How it ended, once it has.
    pub ended: Option<Status>,
    /// Stop after each BUILD.
    pub pauses: bool,
    /// What was read between opcodes, by step.
    pub inlines: Vec<Inline>,
    /// Greatest stack height since the last sample.
    deepest: u32,
    pub(super) machine: Machine,
    notes: Notes,
}

impl Stream {
    /// A stream at `start` of its source.
    pub fn new(engine: Engine, start: u64) -> Stream {
        Stream {
            engine,
            start,
            cursor: Cursor { position: start, buffer_end: start, frame_end: 0 },
            steps: 0,
            max_depth: 0,
            record: Recorder::default(),
            checkpoints: Vec::new(),
            cells: Vec::new(),
            marks: Vec::new(),
            depths: Vec::new(),
            first_uses: vec![FirstUse::default(); 256],
            ended: None,
            pauses: false,
            inlines: Vec::new(),
            deepest: 0,
            machine: Machine::new(engine),
            notes: Vec::new(),
        }
    }

    /// Executes opcodes as far as the window and `budget` steps reach.
    pub fn feed(&mut self, window: Window, budget: u32) -> Status {
        if let Some(ended) = self.ended {
            return ended;
        }
        let until = self.steps.saturating_add(budget);
        let mut plain = plain_end(&window, &self.engine, &self.cursor);
        loop {
            if self.steps >= until {
                return Status::Yield { at: self.cursor.position };
            }
            let done = match decode_plain(&window, self.cursor.position, plain) {
                Some(op) => self.step(&op, None),
                None => {
                    let done = self.one_slowly(window);
                    plain = plain_end(&window, &self.engine, &self.cursor);
                    done
                }
            };
            match done {
                Ok(Flow::Next) => {}
                Ok(Flow::Built) if self.pauses => return self.built(),
                Ok(Flow::Built) => {}
                Ok(Flow::Imported) => {
                    if let Some(number) = self.record.names.open() {
                        return Status::Named { number };
                    }
                }
                Ok(Flow::Stopped(value)) => return self.end(Status::Stopped(value)),
                Err(Stop::Need { at, len }) => return Status::Need { at, len },
                Err(Stop::Fail { code, start, failure }) => return self.end(Status::Failed { code, start, failure }),
            }
        }
    }

    /// Bytes from the opcode of a checkpoint to that of the next one, or to the end.
    pub fn span(&self, position: u64) -> u64 {
        let next = self.checkpoints.partition_point(|at| at.position <= position);
        self.checkpoints.get(next).map_or(self.cursor.position, |at| at.position).saturating_sub(position)
    }

    /// Highest PROTO.
    pub fn highest_protocol(&self) -> u8 {
        self.machine.highest
    }

    fn built(&self) -> Status {
        let target = self.record.events.last().map_or(Value::NONE, |event| event.target);
        Status::Built { target, at: file_position(&self.cursor) }
    }

    fn end(&mut self, status: Status) -> Status {
        self.ended = Some(status);
        if !self.steps.is_multiple_of(DEPTH_INTERVAL) {
            self.max_depth = self.max_depth.max(self.deepest);
            // A profile that lacks its last steps is one nobody misses.
            let _ = push(&mut self.depths, self.deepest);
        }
        // What the last events reach counts, and the result is looked at. Without memory for that, what was let go stays unknown.
        if self.record.arena.past.began {
            if let Status::Stopped(value) = status {
                let _ = push(&mut self.machine.stack, Cell { value, step: self.steps });
            }
            if self.record.sweep(&self.machine.stack).is_err() {
                self.record.arena.past.lost = true;
            }
        }
        status
    }

    /// The same stream once more, keeping what this run let go and events reach. `None` when there is nothing of the kind.
    pub fn again(&self) -> Option<Stream> {
        let past = &self.record.arena.past;
        if past.wants.is_empty() || self.pauses {
            return None;
        }
        let mut stream = Stream::new(self.engine, self.start);
        stream.record.arena.past = past.again();
        stream.record.names.asks = self.record.names.asks;
        (stream.record.names.told, stream.record.names.many_told) =
            (self.record.names.told, self.record.names.many_told);
        Some(stream)
    }

    /// How much is held whole, and how much is made between two sweeps, in bytes.
    pub fn hold(&mut self, whole: usize, young: usize) {
        self.record.arena.past = Past::sized(whole, young);
    }

    #[inline(never)]
    fn one_slowly(&mut self, window: Window) -> Result<Flow, Stop> {
        let mut notes = std::mem::take(&mut self.notes);
        let decoded = decode(window, self.engine, self.cursor, &mut notes);
        self.notes = notes;
        match decoded {
            Ok((op, after)) => self.step(&op, Some(after)),
            Err(stop) => {
                if let Stop::Fail { code, start, .. } = stop {
                    self.note_failure(code, start, window.size);
                }
                Err(stop)
            }
        }
    }

    #[inline(always)]
    fn step(&mut self, op: &Op, slowly: Option<Cursor>) -> Result<Flow, Stop> {
        let fail = |failure| Stop::Fail { code: op.code, start: op.start, failure };
        if self.steps.is_multiple_of(INTERVAL) {
            self.checkpoint().map_err(fail)?;
        }
        let first = &mut self.first_uses[usize::from(op.code)];
        if first.step == 0 {
            *first = FirstUse { offset: op.start as f64, step: self.steps + 1, count: 0 };
        }
        first.count += 1;
        let length = u32::try_from(op.end - op.start).unwrap_or(u32::MAX);
        self.record.here =
            Here { offset: op.start, length, opcode: op.code, protocol: self.machine.protocol, step: self.steps };
        self.machine.step = self.steps;
        if slowly.is_some() {
            for &(code, value) in &self.notes {
                self.record.odd(code, value);
            }
        }
        let flow = self.machine.execute(&mut self.record, op).map_err(fail)?;
        match slowly {
            Some(after) => self.cursor = after,
            None => self.cursor.position = op.end,
        }
        let depth = u32::try_from(self.machine.stack.len()).unwrap_or(u32::MAX);
        self.deepest = self.deepest.max(depth);
        self.steps += 1;
        if self.steps.is_multiple_of(DEPTH_INTERVAL) {
            self.sample().map_err(fail)?;
        }
        match flow {
            Flow::Next | Flow::Built | Flow::Imported if self.steps >= u32::MAX - 16 => Err(fail(Failure::LimitSteps)),
            flow => Ok(flow),
        }
    }

    /// What decoding noted before it failed still counts.
    fn note_failure(&mut self, opcode: u8, offset: u64, size: u64) {
        let length = u32::try_from(size - offset.min(size)).unwrap_or(u32::MAX);
        self.record.here = Here { offset, length, opcode, protocol: self.machine.protocol, step: self.steps };
        for &(code, value) in &self.notes {
            self.record.odd(code, value);
        }
    }

    /// Every [`DEPTH_INTERVAL`] steps, and at the end.
    #[inline(never)]
    fn sample(&mut self) -> Result<(), Failure> {
        push(&mut self.depths, self.deepest)?;
        self.max_depth = self.max_depth.max(self.deepest);
        self.deepest = 0;
        if self.record.arena.is_due() { self.record.sweep(&self.machine.stack) } else { Ok(()) }
    }

    fn checkpoint(&mut self) -> Result<(), Failure> {
        let cells = self.cells.capacity() + self.machine.stack.capacity();
        if self.record.bytes() + cells * size_of::<Cell>() > MAX_BYTES {
            return Err(Failure::LimitMemory);
        }
        let machine = &mut self.machine;
        let height = index(machine.stack.len())?;
        let marks = index(machine.marks.len())?;
        let low = machine.low.min(height);
        let marks_low = machine.marks_low.min(marks);
        let checkpoint = Checkpoint {
            position: self.cursor.position,
            buffer_end: self.cursor.buffer_end,
            frame_end: self.cursor.frame_end,
            nodes: self.record.arena.made,
            events: index(self.record.events.len())?,
            memo_len: u32::try_from(self.record.memo.len).unwrap_or(u32::MAX),
            height,
            low,
            cells: index(self.cells.len())?,
            marks,
            marks_low,
            mark_list: index(self.marks.len())?,
            protocol: machine.protocol,
        };
        extend(&mut self.cells, machine.stack.get(low as usize..).unwrap_or(&[]))?;
        extend(&mut self.marks, machine.marks.get(marks_low as usize..).unwrap_or(&[]))?;
        push(&mut self.checkpoints, checkpoint)?;
        machine.low = height;
        machine.marks_low = marks;
        Ok(())
    }
}
