//! Exports of the pickle machine. This file has the streams the host holds; what it asks of them is beside it in `pickle/`: running one over
//! windows, reading its tables, going back to any step.

mod replay;
mod run;
mod tables;

use std::cell::RefCell;

use super::memory::whole;
use super::slab::Slab;
use super::{Misuse, status};
use crate::pickle::arena::Value;
use crate::pickle::decode::{Encoding, Engine};
use crate::pickle::line::Implementation;
use crate::pickle::log::Event;
use crate::pickle::past::YOUNG;
use crate::pickle::replay::{Replay, Row};
use crate::pickle::stack::Cell;
use crate::pickle::stream::Stream;

/// A stream and what the host is looking at.
struct Held {
    stream: Stream,
    size: u64,
    replay: Option<Replay>,
    rows: Vec<Row>,
    /// Stack before the step in view, top last, MARKs as values.
    before: Vec<Cell>,
    /// What the step left on top, top last.
    left: Vec<Cell>,
    /// Values that begin as a pickle does.
    heads: Vec<u32>,
    /// (id, place) of values made again.
    places: Vec<[u32; 2]>,
    /// Events asked for last.
    events: Vec<Event>,
    /// Names and their calls.
    pairs: Vec<[u32; 2]>,
    /// Events among which a value's was looked for last, from the first of them on: the next one is mostly there too.
    block: (usize, Vec<Event>),
}

impl Held {
    fn new(stream: Stream, size: u64) -> Held {
        Held {
            stream,
            size,
            replay: None,
            rows: Vec::new(),
            before: Vec::new(),
            left: Vec::new(),
            heads: Vec::new(),
            places: Vec::new(),
            events: Vec::new(),
            pairs: Vec::new(),
            block: (0, Vec::new()),
        }
    }
}

thread_local! {
    static STREAMS: RefCell<Slab<Held>> = const { RefCell::new(Slab::new()) };
}

/// The call is done.
const DONE: i32 = 0;
/// A window is wanted. Reply: offset, length.
const NEED: i32 = 1;
/// The stream failed. Reply: offset, failure code, opcode.
const FAILED: i32 = 2;
/// Engine id of pickle.py that pauses after each BUILD.
const JOBLIB: u32 = 4;
/// The same with latin1: what Python 2 makes of its own files.
const JOBLIB_LATIN1: u32 = 5;

fn engine(id: u32) -> Result<Engine, Misuse> {
    let (implementation, drops, encoding) = match id {
        0 => (Implementation::C, false, Encoding::Ascii),
        1 => (Implementation::C, true, Encoding::Utf8),
        2 => (Implementation::C, false, Encoding::Latin1),
        3 | JOBLIB => (Implementation::Python, false, Encoding::Ascii),
        JOBLIB_LATIN1 => (Implementation::Python, false, Encoding::Latin1),
        _ => return Err(Misuse::Argument),
    };
    Ok(Engine { implementation, drops, encoding })
}

fn with<R>(handle: u32, run: impl FnOnce(&mut Held) -> Result<R, Misuse>) -> Result<R, Misuse> {
    STREAMS.with_borrow_mut(|slab| run(slab.get(handle)?))
}

fn value(v: Value) -> f64 {
    f64::from(v.0)
}

/// Handle of a new stream. `id` is 0 C, 1 C dropping with utf-8, 2 C with latin1, 3 Python, 4 Python that pauses after BUILD, 5 that with latin1; `start` its first byte, `size` of the source, `hold` the bytes of values
/// that are held whole before any is let go.
#[unsafe(no_mangle)]
pub extern "C" fn pickle_new(id: u32, start: f64, size: f64, hold: u32) -> i32 {
    status((|| {
        let (start, size) = (whole(start)?, whole(size)?);
        if start > size {
            return Err(Misuse::Argument);
        }
        let mut stream = Stream::new(engine(id)?, start);
        stream.pauses = id == JOBLIB || id == JOBLIB_LATIN1;
        stream.hold(hold as usize, YOUNG);
        stream.record.names.asks = !stream.pauses;
        STREAMS.with_borrow_mut(|slab| slab.insert(Held::new(stream, size)))
    })())
}

/// Handle of the same stream once more, to be fed from its start: it keeps what this one let go and events reach. 0 when there is no need.
#[unsafe(no_mangle)]
pub extern "C" fn pickle_again(handle: u32) -> i32 {
    status(
        with(handle, |held| Ok(held.stream.again().map(|stream| Held::new(stream, held.size))))
            .and_then(|again| again.map_or(Ok(0), |held| STREAMS.with_borrow_mut(|slab| slab.insert(held)))),
    )
}

/// Ends a stream.
#[unsafe(no_mangle)]
pub extern "C" fn pickle_close(handle: u32) -> i32 {
    status(STREAMS.with_borrow_mut(|slab| slab.remove(handle)).map(|_| DONE))
}
