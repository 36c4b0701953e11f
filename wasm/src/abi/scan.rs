//! Exports of the byte scan.
use std::cell::RefCell;

use super::memory::{input, number, reply, table, whole};
use super::slab::Slab;
use super::{Misuse, status};
use crate::scan::Scanner;

/// A scan and, once it is finished, its results as the host reads them.
struct Scan {
    scanner: Scanner,
    finished: bool,
    histogram: Vec<f64>,
    counts: Vec<f64>,
}

thread_local! {
    static SCANS: RefCell<Slab<Scan>> = const { RefCell::new(Slab::new()) };
}

/// Handle of a new scan over a source of `size` bytes (infinite: unknown). Keeps `cap` hits of each kind; 0 looks for none.
#[unsafe(no_mangle)]
pub extern "C" fn scan_new(size: f64, cap: usize) -> i32 {
    status((|| {
        let size = if size == f64::INFINITY { u64::MAX } else { whole(size)? };
        let scan =
            Scan { scanner: Scanner::new(size, cap), finished: false, histogram: Vec::new(), counts: Vec::new() };
        SCANS.with_borrow_mut(|slab| slab.insert(scan))
    })())
}

/// Takes the next bytes: 0.
#[unsafe(no_mangle)]
pub extern "C" fn scan_feed(handle: u32, ptr: usize, len: usize) -> i32 {
    status(SCANS.with_borrow_mut(|slab| {
        let scan = slab.get(handle)?;
        if scan.finished {
            return Err(Misuse::State);
        }
        input(ptr, len, |bytes| scan.scanner.feed(bytes)).map(|()| 0)
    }))
}

/// Ends the stream: 0. Reply: bytes, entropy in bits per byte, then (ptr, len) of: histogram (256 f64), offsets of the kept hits (f64, ascending),
/// their kinds (u8), count of each kind, kept or not (f64). All stay until the handle is closed.
#[unsafe(no_mangle)]
pub extern "C" fn scan_finish(handle: u32) -> i32 {
    status(SCANS.with_borrow_mut(|slab| {
        let scan = slab.get(handle)?;
        if scan.finished {
            return Err(Misuse::State);
        }
        scan.finished = true;
        scan.scanner.finish();
        let statistics = scan.scanner.statistics();
        scan.histogram = statistics.histogram().iter().copied().map(number).collect();
        scan.counts = scan.scanner.counts().iter().copied().map(number).collect();
        let (offsets, kinds) = scan.scanner.hits();
        let [histogram_at, values] = table(&scan.histogram);
        let [offsets_at, hits] = table(offsets);
        let [kinds_at, _] = table(kinds);
        let [counts_at, all_kinds] = table(&scan.counts);
        let tables = [histogram_at, values, offsets_at, hits, kinds_at, hits, counts_at, all_kinds];
        let [a, b, c, d, e, f, g, h] = tables;
        reply([number(statistics.total()), statistics.entropy(), a, b, c, d, e, f, g, h]);
        Ok(0)
    }))
}

/// Ends the handle.
#[unsafe(no_mangle)]
pub extern "C" fn scan_close(handle: u32) -> i32 {
    status(SCANS.with_borrow_mut(|slab| slab.remove(handle)).map(|_| 0))
}
