//! Filters of XZ and 7z; which one and its argument are the first bytes. Whatever comes in, as much comes out, however it is cut.
#![no_main]
mod decode;
use libfuzzer_sys::fuzz_target;
use vitrine_engine::codec::buffered::Buffered;
use vitrine_engine::codec::filter::{Filter, Filtered};

fuzz_target!(|data: &[u8]| {
    let [id, argument, rest @ ..] = data else { return };
    let make =
        || Filter::new(u64::from(*id % 12), u32::from(*argument) * 16).and_then(|it| Buffered::new(Filtered::new(it)));
    if make().is_some() {
        decode::check(rest, make);
    }
});
