//! Pickle: decoder, abstract machine, event log and replay.
//!
//! The machine follows CPython's unpicklers, not `pickletools`: it states what a loader does with these bytes.
//! It knows no module or function by name and judges nothing.

pub mod arena;
pub mod chunked;
pub mod decode;
pub mod events;
pub mod float;
pub mod forget;
pub mod hashing;
pub mod heads;
pub mod inline;
pub mod line;
pub mod log;
pub mod machine;
pub mod memo;
pub mod names;
pub mod opcode;
pub mod overwritten;
pub mod packed;
pub mod past;
pub mod plain;
pub mod record;
pub mod replay;
pub mod shapes;
pub mod shown;
pub mod stack;
pub mod stream;
pub mod weigh;
pub mod world;

#[cfg(test)]
mod forgetting;
#[cfg(test)]
mod tests;
