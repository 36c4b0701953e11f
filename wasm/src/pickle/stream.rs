//! One pickle stream under one engine: fed with windows, leaves a record and checkpoints.

use super::arena::{Value, index, push};
use super::decode::{Cursor, Engine, Notes, Op, Stop, Window, decode};
use super::forget::Past;
use super::inline::{Inline, file_position};
use super::log::{Checkpoint, DEPTH_INTERVAL, Failure, INTERVAL, SPAN};
use super::machine::{Flow, Machine};
use super::plain::Plain;
use super::record::{Here, Recorder};
use super::stack::Cell;
use super::world::World;

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

/// Bytes held per stream at most: with what the host needs, half a gigabyte. Data is let go long before; what events reach is not.
const MAX_BYTES: usize = 420 << 20;
/// Our limit of steps.
const MAX_STEPS: u32 = u32::MAX - 16;
/// Bytes of the stack held for checkpoints alone.
const KEPT_BYTES: usize = 96 << 20;

/// When the next checkpoint is made: from a step on, or from an opcode on that begins there.
struct Due {
    step: u32,
    position: u64,
    /// Steps from one to the next, now and at most.
    every: u32,
    most: u32,
    /// Bytes of the stack kept for checkpoints alone, beyond which every second of them is dropped.
    kept: usize,
}

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
    /// States to replay from, by step: the first before step 0.
    pub checkpoints: Vec<Checkpoint>,
    /// Greatest stack height of every [`DEPTH_INTERVAL`] steps.
    pub depths: Vec<u32>,
    /// By opcode byte.
    pub first_uses: Box<[FirstUse; 256]>,
    /// How it ended, once it has.
    pub ended: Option<Status>,
    /// Stop after each BUILD.
    pub pauses: bool,
    /// What was read between opcodes, by step.
    pub inlines: Vec<Inline>,
    /// Greatest stack height since the last sample.
    deepest: u32,
    due: Due,
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
            depths: Vec::new(),
            first_uses: Box::new([FirstUse::default(); 256]),
            ended: None,
            pauses: false,
            inlines: Vec::new(),
            deepest: 0,
            due: Due { step: 0, position: start, every: INTERVAL, most: 16 * INTERVAL, kept: KEPT_BYTES },
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
        let (mut plain, mut quiet) = self.ahead(&window, until);
        loop {
            let done = match plain.decode(self.cursor.position) {
                Some(op) if self.steps < quiet => {
                    let done = self.execute(&op);
                    if done.is_ok() {
                        self.cursor.position = op.end;
                    }
                    done
                }
                _ if self.steps >= until => return Status::Yield { at: self.cursor.position },
                _ => {
                    let done = self.one_slowly(window);
                    (plain, quiet) = self.ahead(&window, until);
                    done
                }
            };
            match done {
                Ok(Flow::Next) => {}
                Ok(Flow::Built) => {
                    if self.pauses {
                        return self.built();
                    }
                }
                Ok(Flow::Imported) => {
                    if let Some(number) = self.record.names.open() {
                        return Status::Named { number };
                    }
                }
                Ok(Flow::Stopped(value)) => return self.end(Status::Stopped(value)),
                Err(stop) => return self.stopped(stop),
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

    #[inline(never)]
    fn stopped(&mut self, stop: Stop) -> Status {
        match stop {
            Stop::Need { at, len } => Status::Need { at, len },
            Stop::Fail { code, start, failure } => self.end(Status::Failed { code, start, failure }),
        }
    }

    fn built(&self) -> Status {
        let target = self.record.events.last().map_or(Value::NONE, |event| event.target);
        Status::Built { target, at: file_position(&self.cursor) }
    }

    #[inline(never)]
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
                let _ = self.machine.stack.push(Cell { value, step: self.steps });
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

    /// Steps between checkpoints at first and at most, and how much of the stack is kept for them alone, in bytes.
    pub fn space(&mut self, every: u32, most: u32, kept: usize) {
        (self.due.every, self.due.most, self.due.kept) = (every, most, kept);
    }

    /// Bytes and steps ahead in which there is nothing to do but to execute opcodes.
    fn ahead<'w>(&self, window: &Window<'w>, until: u32) -> (Plain<'w>, u32) {
        let sample = (self.steps | (DEPTH_INTERVAL - 1)).min(MAX_STEPS - 1);
        (Plain::of(window, &self.engine, &self.cursor, self.due.position), until.min(self.due.step).min(sample))
    }

    /// One opcode with all there may be to do before and after it.
    #[inline(never)]
    fn one_slowly(&mut self, window: Window) -> Result<Flow, Stop> {
        let mut notes = std::mem::take(&mut self.notes);
        let decoded = decode(window, self.engine, self.cursor, &mut notes);
        self.notes = notes;
        let (op, after) = match decoded {
            Ok(decoded) => decoded,
            Err(stop) => {
                if let Stop::Fail { code, start, .. } = stop {
                    self.note_failure(code, start, window.size);
                }
                return Err(stop);
            }
        };
        let fail = |failure| fail(&op, failure);
        if self.steps >= self.due.step || op.start >= self.due.position {
            self.checkpoint().map_err(fail)?;
        }
        self.record.here = self.here(&op);
        for &(code, value) in &self.notes {
            self.record.odd(code, value);
        }
        let flow = self.execute(&op)?;
        self.cursor = after;
        if self.steps.is_multiple_of(DEPTH_INTERVAL) {
            self.sample().map_err(fail)?;
        }
        match flow {
            Flow::Next | Flow::Built | Flow::Imported if self.steps >= MAX_STEPS => Err(fail(Failure::LimitSteps)),
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

    #[inline(always)]
    fn execute(&mut self, op: &Op) -> Result<Flow, Stop> {
        let first = &mut self.first_uses[usize::from(op.code)];
        if first.step == 0 {
            *first = FirstUse { offset: op.start as f64, step: self.steps + 1, count: 0 };
        }
        first.count += 1;
        self.record.here = self.here(op);
        self.machine.step = self.steps;
        let flow = self.machine.execute(&mut self.record, op).map_err(|failure| fail(op, failure))?;
        let depth = u32::try_from(self.machine.stack.len()).unwrap_or(u32::MAX);
        self.deepest = self.deepest.max(depth);
        self.steps += 1;
        Ok(flow)
    }

    #[inline(always)]
    fn here(&self, op: &Op) -> Here {
        let length = u32::try_from(op.end - op.start).unwrap_or(u32::MAX);
        Here { offset: op.start, length, opcode: op.code, protocol: self.machine.protocol, step: self.steps }
    }

    /// Every [`DEPTH_INTERVAL`] steps, and at the end.
    #[inline(never)]
    fn sample(&mut self) -> Result<(), Failure> {
        push(&mut self.depths, self.deepest)?;
        self.max_depth = self.max_depth.max(self.deepest);
        self.deepest = 0;
        if self.record.arena.is_due() { self.record.sweep(&self.machine.stack) } else { Ok(()) }
    }

    #[inline(never)]
    fn checkpoint(&mut self) -> Result<(), Failure> {
        let machine = &mut self.machine;
        if self.record.bytes() + machine.stack.bytes() + machine.marks.bytes() > MAX_BYTES {
            return Err(Failure::LimitMemory);
        }
        let checkpoint = Checkpoint {
            step: self.steps,
            position: self.cursor.position,
            buffer_end: self.cursor.buffer_end,
            frame_end: self.cursor.frame_end,
            nodes: self.record.arena.made,
            events: index(self.record.events.len())?,
            memo_len: u32::try_from(self.record.memo.len).unwrap_or(u32::MAX),
            stack: machine.stack.keep()?,
            marks: machine.marks.keep()?,
            protocol: machine.protocol,
        };
        let alone = [(&machine.stack, &checkpoint.stack), (&machine.marks, &checkpoint.marks)];
        let alone: usize = alone.iter().map(|(stack, kept)| stack.bytes().saturating_sub(kept.bytes())).sum();
        push(&mut self.checkpoints, checkpoint)?;
        if alone > self.due.kept && self.due.every < self.due.most {
            self.thin_out();
        }
        // This one may have been dropped again.
        let (step, position) = self.checkpoints.last().map_or((self.steps, 0), |last| (last.step, last.position));
        self.due.step = step.saturating_add(self.due.every);
        self.due.position = position.saturating_add(SPAN).max(self.cursor.position + 1);
        Ok(())
    }

    /// Going to a step then takes twice as long at most.
    fn thin_out(&mut self) {
        let mut number = 0usize;
        self.checkpoints.retain(|_| {
            number += 1;
            number % 2 == 1
        });
        self.due.every = self.due.every.saturating_mul(2);
    }

    /// The last checkpoint at or before a step.
    pub fn checkpoint_before(&self, step: u32) -> Option<&Checkpoint> {
        self.checkpoints.get(self.checkpoints.partition_point(|at| at.step <= step).checked_sub(1)?)
    }
}

fn fail(op: &Op, failure: Failure) -> Stop {
    Stop::Fail { code: op.code, start: op.start, failure }
}
