//! LZMA2 chunks, see `decode`.
#![no_main]
mod decode;
use libfuzzer_sys::fuzz_target;
use vitrine_engine::codec::buffered::Buffered;
use vitrine_engine::codec::lzma::lzma2::Lzma2;

fuzz_target!(|data: &[u8]| decode::check(data, || Buffered::new(Lzma2::new(4096))));
