//! LZMA as in Igor Pavlov's specification (lzma-specification.txt): the range coder, the symbol model, and the streams made of them.

pub mod alone;
mod dictionary;
pub mod lzma2;
mod model;

pub use dictionary::Dictionary;
pub use model::{Ended, Model, Properties, RC_START_BYTES};

#[cfg(test)]
mod tests;
