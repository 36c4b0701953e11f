//! LZMA streams with their header, see `decode`.
#![no_main]
mod decode;
use libfuzzer_sys::fuzz_target;
use vitrine_engine::codec::buffered::Buffered;
use vitrine_engine::codec::lzma::alone::Lzma;

fuzz_target!(|data: &[u8]| decode::check(data, || Buffered::new(Lzma::alone())));
