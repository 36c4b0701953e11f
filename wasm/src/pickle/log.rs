//! What a run leaves behind: events, anomalies, how it ended, and checkpoints to replay from.

use super::arena::Value;
use super::stack::Tail;

/// Kinds of events. Numbers are part of the ABI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum EventKind {
    /// find_class ran.
    Import = 1,
    /// `callee(*args)` or `callee.__new__(callee, *args)`.
    Call = 2,
    /// BUILD.
    Build = 3,
    /// A container opcode on something that is no exact container.
    Method = 4,
    /// persistent_load.
    Persistent = 5,
}

/// One event, 40 bytes.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Event {
    /// Offset of the opcode byte.
    pub offset: u64,
    /// Import: module. Call: callee. Build, method: target. Persistent: pid.
    pub target: Value,
    /// Import: name. Call: arguments. Build: state. Method: items as a tuple.
    pub args: Value,
    /// NEWOBJ_EX only, else NONE.
    pub kwargs: Value,
    /// What it pushes.
    pub result: Value,
    /// Step of the opcode.
    pub step: u32,
    /// First step that belongs to it.
    pub from: u32,
    /// Bytes of the opcode with its argument.
    pub length: u32,
    /// [`EventKind`].
    pub kind: u8,
    /// Opcode byte.
    pub opcode: u8,
    /// PROTO in force.
    pub protocol: u8,
    /// [`TAME`], [`AGAIN`], [`ALIKE`] or 0.
    pub tame: u8,
}

/// An ordinary call or state among very many, of data alone: see [`super::names`]. What it is given may have been let go.
pub const TAME: u8 = 1;
/// The same opcode called the same name before, and the host looks at no call of it but the first.
pub const AGAIN: u8 = 2;
/// The same with arguments of the same kinds, see [`super::shapes`]; or one more storage.
pub const ALIKE: u8 = 3;

impl Event {
    /// Whether this value is what it gave, and did not exist before.
    pub fn makes(&self, value: Value) -> bool {
        let changes = self.kind == EventKind::Build as u8 || self.kind == EventKind::Method as u8;
        self.result == value && !(changes && self.target == value)
    }
}

/// Something unusual about the stream. Codes are part of the ABI (`workers/formats/pickle/anomalies.ts`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u16)]
pub enum Odd {
    /// An argument crosses the end of its frame: engines read different bytes.
    FrameStraddle = 1,
    /// FRAME claims more than is left.
    FrameBeyondEnd = 2,
    /// FRAME inside a frame that is not used up.
    FrameNested = 3,
    /// A frame ends between an opcode and its argument.
    FrameSplit = 4,
    /// A NUL inside a text line: C stops there.
    TextNul = 5,
    /// A number text with a base prefix, a leading zero, blanks, signs or underscores.
    NumberSpelling = 6,
    /// Bytes above 0x7f in an 8-bit string: the encoding decides whether it loads.
    StringEncoding = 7,
    /// A memo index far above what the stream has used.
    MemoSparse = 8,
    /// PROTO after the first opcode.
    ProtoAgain = 9,
    /// MARKs left open at STOP.
    MarkLeft = 10,
    /// Values left on the stack at STOP.
    StackLeft = 11,
    /// A declared length beyond the end of the source.
    LengthBeyondEnd = 12,
    /// NEWOBJ or REDUCE whose arguments are no tuple.
    ArgsNotTuple = 13,
    /// An empty APPENDS on something without `append`.
    AppendEmpty = 14,
    /// An EXT opcode.
    Extension = 15,
    /// More than 4,300 digits.
    Digits = 16,
    /// BUILD with a false state that is no dict.
    BuildFalsy = 17,
    /// A name line with a backslash, a byte above 0x7f or a control character.
    NameBytes = 18,
    /// NEXT_BUFFER: needs buffers from the loader.
    NeedsBuffers = 19,
    /// A line without LF at the end of the source.
    LineAtEnd = 20,
    /// A memo slot is written a second time with something else.
    MemoRewritten = 21,
    /// Text too long to be checked for valid UTF-8.
    TextUnchecked = 22,
    /// Opcode of a higher protocol than the PROTO in force.
    OpcodeTooNew = 23,
    /// A list, set, dict or bytearray is to be a key or an item of a set: its hash is asked for. The first one is noted.
    Unhashable = 24,
}

/// One anomaly, 32 bytes.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Anomaly {
    /// Offset of the opcode byte.
    pub offset: u64,
    /// Meaning depends on the code.
    pub value: f64,
    /// Step of the opcode.
    pub step: u32,
    /// Bytes of the opcode seen.
    pub length: u32,
    /// [`Odd`].
    pub code: u16,
    /// Unused.
    pub pad: [u16; 3],
}

/// Anomalies kept; more are counted.
pub const MAX_ANOMALIES: usize = 4096;

/// Why a run ended before STOP. Codes are part of the ABI (`workers/formats/pickle/failures.ts`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
pub enum Failure {
    /// Source ends inside an opcode, or before STOP.
    Truncated = 1,
    /// A byte that is no opcode.
    BadOpcode = 2,
    /// Not enough values on the stack.
    StackUnderflow = 3,
    /// A MARK where a value was needed.
    UnexpectedMark = 4,
    /// No MARK where one was needed.
    NoMark = 5,
    /// GET of a slot that was never written.
    MemoMissing = 6,
    /// Text that is not UTF-8.
    BadUtf8 = 7,
    /// Number text that the engine refuses.
    BadInt = 8,
    /// Float text that the engine refuses.
    BadFloat = 9,
    /// STRING without quotes.
    NotQuoted = 10,
    /// A broken escape.
    BadEscape = 11,
    /// A byte above 0x7f where ASCII is demanded.
    NotAscii = 12,
    /// PROTO above 5.
    Protocol = 13,
    /// Python engine: an argument crosses the end of its frame.
    FrameOverrun = 14,
    /// Python engine: FRAME before the end of the current one.
    FrameNested = 15,
    /// EXT code of zero or less.
    ExtensionCode = 16,
    /// Odd number of items for DICT or SETITEMS.
    OddItems = 17,
    /// Arguments are no tuple.
    NotTuple = 18,
    /// What is called is a constant.
    NotCallable = 19,
    /// A negative length.
    NegativeLength = 20,
    /// FRAME or a length beyond what the engine can hold.
    TooLong = 21,
    /// A method is looked up on a constant that has none.
    NoMethod = 22,
    /// Negative memo index in PUT.
    NegativeMemo = 23,
    /// STACK_GLOBAL on something that is no str.
    NotText = 25,
    /// Memo index beyond the machine's integers.
    MemoTooLarge = 24,
    /// Our limit: a line longer than 64 MiB.
    LimitLine = 100,
    /// Our limit: memory for values.
    LimitMemory = 101,
    /// Our limit: 2^32 - 16 opcodes.
    LimitSteps = 102,
}

/// State to replay from.
#[derive(Clone, Default)]
pub struct Checkpoint {
    /// Next step.
    pub step: u32,
    /// Offset of the next opcode byte.
    pub position: u64,
    /// See `decode::Cursor`.
    pub buffer_end: u64,
    /// See `decode::Cursor`.
    pub frame_end: u64,
    /// Next node id.
    pub nodes: u32,
    /// Next event index.
    pub events: u32,
    /// Distinct memo keys.
    pub memo_len: u32,
    /// The stack.
    pub stack: Tail,
    /// Open MARKs.
    pub marks: Tail,
    /// PROTO in force.
    pub protocol: u8,
}

/// Steps between checkpoints, and bytes of opcodes that are not much more than one step's.
pub const INTERVAL: u32 = 4_096;
/// See [`INTERVAL`].
pub const SPAN: u64 = 2 << 20;
/// Steps between depth samples.
pub const DEPTH_INTERVAL: u32 = 256;
