//! One pickle stream under one engine: fed with windows, leaves a record and checkpoints.

use super::arena::{Value, extend, index, push};
use super::decode::{Cursor, Engine, Notes, Op, Stop, Window, decode, decode_plain};
use super::foresee::foresee;
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

/// Values held per stream at most.
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
    /// Highest PROTO.
    pub protocol: u8,
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
            protocol: 0,
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
            machine: Machine::new(engine),
            notes: Vec::new(),
        }
    }

    /// Executes opcodes as far as the window and `budget` steps reach.
    pub fn feed(&mut self, window: Window, budget: u32) -> Status {
        if let Some(ended) = self.ended {
            return ended;
        }
        let at = self.cursor.position;
        foresee(&mut self.record, at.saturating_sub(self.start), window.size.saturating_sub(at));
        let until = self.steps.saturating_add(budget);
        loop {
            if self.steps >= until {
                return Status::Yield { at: self.cursor.position };
            }
            match self.one(&window) {
                Ok(Flow::Next) => {}
                Ok(Flow::Built) if self.pauses => return self.built(),
                Ok(Flow::Built) => {}
                Ok(Flow::Stopped(value)) => return self.end(Status::Stopped(value)),
                Err(Stop::Need { at, len }) => return Status::Need { at, len },
                Err(Stop::Fail { code, start, failure }) => return self.end(Status::Failed { code, start, failure }),
            }
        }
    }

    fn built(&self) -> Status {
        let target = self.record.events.last().map_or(Value::NONE, |event| event.target);
        Status::Built { target, at: file_position(&self.cursor) }
    }

    fn end(&mut self, status: Status) -> Status {
        self.ended = Some(status);
        status
    }

    #[inline(always)]
    fn one(&mut self, window: &Window) -> Result<Flow, Stop> {
        match decode_plain(window, &self.engine, &self.cursor) {
            Some(op) => self.step(&op, false),
            None => self.one_slowly(*window),
        }
    }

    #[inline(never)]
    fn one_slowly(&mut self, window: Window) -> Result<Flow, Stop> {
        let mut notes = std::mem::take(&mut self.notes);
        let decoded = decode(window, self.engine, self.cursor, &mut notes);
        self.notes = notes;
        match decoded {
            Ok(op) => self.step(&op, true),
            Err(stop) => {
                if let Stop::Fail { code, start, .. } = stop {
                    self.note_failure(code, start, window.size);
                }
                Err(stop)
            }
        }
    }

    #[inline(always)]
    fn step(&mut self, op: &Op, noted: bool) -> Result<Flow, Stop> {
        let fail = |failure| Stop::Fail { code: op.code, start: op.start, failure };
        if self.steps.is_multiple_of(INTERVAL) {
            self.checkpoint().map_err(fail)?;
        }
        let first = &mut self.first_uses[usize::from(op.code)];
        if first.step == 0 {
            *first = FirstUse { offset: op.start as f64, step: self.steps + 1, count: 0 };
        }
        first.count += 1;
        let length = u32::try_from(op.after.position - op.start).unwrap_or(u32::MAX);
        self.record.here =
            Here { offset: op.start, length, opcode: op.code, protocol: self.machine.protocol, step: self.steps };
        self.machine.step = self.steps;
        if noted {
            for &(code, value) in &self.notes {
                self.record.odd(code, value);
            }
        }
        let flow = self.machine.execute(&mut self.record, op).map_err(fail)?;
        self.cursor = op.after;
        self.protocol = self.protocol.max(self.machine.protocol);
        self.note_depth().map_err(fail)?;
        self.steps += 1;
        match flow {
            Flow::Next | Flow::Built if self.steps >= u32::MAX - 16 => Err(fail(Failure::LimitSteps)),
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

    fn note_depth(&mut self) -> Result<(), Failure> {
        let depth = u32::try_from(self.machine.stack.len()).unwrap_or(u32::MAX);
        self.max_depth = self.max_depth.max(depth);
        if self.steps.is_multiple_of(DEPTH_INTERVAL) {
            push(&mut self.depths, depth)?;
        } else if let Some(last) = self.depths.last_mut() {
            *last = (*last).max(depth);
        }
        Ok(())
    }

    fn checkpoint(&mut self) -> Result<(), Failure> {
        if self.record.bytes() + self.cells.capacity() * size_of::<Cell>() > MAX_BYTES {
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
            nodes: index(self.record.arena.nodes.len())?,
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
