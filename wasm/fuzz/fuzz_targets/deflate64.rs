//! Deflate64 streams, see `decode`.
#![no_main]
mod decode;
use libfuzzer_sys::fuzz_target;
use vitrine_engine::codec::buffered::Buffered;
use vitrine_engine::codec::deflate64::Deflate64;

fuzz_target!(|data: &[u8]| decode::check(data, || Deflate64::new().and_then(Buffered::new)));
