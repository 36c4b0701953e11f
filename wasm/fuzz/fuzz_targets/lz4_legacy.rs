//! LZ4 frames of the first format, see `decode`.
#![no_main]
#[expect(dead_code, reason = "for the formats that say where they end")]
mod decode;
use libfuzzer_sys::fuzz_target;
use vitrine_engine::codec::buffered::Buffered;
use vitrine_engine::codec::lz4::{Kind, Lz4};

fuzz_target!(|data: &[u8]| decode::check_before(data, &[0; 4], || Buffered::new(Lz4::new(Kind::Legacy))));
