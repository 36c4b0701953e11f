//! LZMA without its header, as 7z and ZIP keep it: properties, dictionary and size come from outside, here from the first bytes. See `decode`.
#![no_main]
mod decode;
use libfuzzer_sys::fuzz_target;
use vitrine_engine::codec::buffered::Buffered;
use vitrine_engine::codec::lzma::alone::{Header, Lzma};

fuzz_target!(|data: &[u8]| {
    let [properties, dictionary, size, rest @ ..] = data else { return };
    let size = if *size == 0 { None } else { Some(u64::from(*size) * 16) };
    let Some(header) = Header::new(*properties, u64::from(*dictionary) << 8, size) else { return };
    decode::check(rest, || Buffered::new(Lzma::bare(header)));
});
