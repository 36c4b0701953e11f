//! XZ streams, see `decode`.
#![no_main]
mod decode;
use libfuzzer_sys::fuzz_target;
use vitrine_engine::codec::buffered::Buffered;
use vitrine_engine::codec::xz::Xz;

fuzz_target!(|data: &[u8]| decode::check(data, || Buffered::new(Xz::new())));
