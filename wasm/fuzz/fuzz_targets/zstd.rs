//! Zstandard frames, see `decode`.
#![no_main]
mod decode;
use libfuzzer_sys::fuzz_target;
use vitrine_engine::codec::buffered::Buffered;
use vitrine_engine::codec::zstd::Zstd;

fuzz_target!(|data: &[u8]| decode::check(data, || Zstd::new().and_then(Buffered::new)));
