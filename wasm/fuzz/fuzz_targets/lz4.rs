//! LZ4 frames, see `decode`.
#![no_main]
mod decode;
use libfuzzer_sys::fuzz_target;
use vitrine_engine::codec::buffered::Buffered;
use vitrine_engine::codec::lz4::{Kind, Lz4};

fuzz_target!(|data: &[u8]| decode::check(data, || Buffered::new(Lz4::new(Kind::Frame))));
