//! The bytes half of Vitrine. Sans-I/O: the host feeds chunks and reads tables; nothing here opens, judges or executes anything.
#![deny(unsafe_code)]

pub mod abi;
pub mod codec;
pub mod crc32;
pub mod hash;
pub mod pickle;
pub mod scan;
