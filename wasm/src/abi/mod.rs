//! The host's side of the engine: every export and the one import. Thin wrappers; the work is in safe modules beside this one.
//!
//! The host is TypeScript (`workers/wasm/engine.ts`). Conventions:
//!
//! * Exports are plain C functions of integers and `f64` (file offsets: exact to 2^53). A pointer is an address in linear memory.
//! * Names carry their facility (`memory_free`, never `free`: that would replace libc's in native tests).
//! * Input: the host `memory_alloc`s a buffer once, writes a chunk into it and passes `(ptr, len)`; [`memory::input`] finds the buffer again, so that
//!   a wrong address is an answer and not undefined behaviour. The buffer is reused for every chunk.
//! * State lives in a [`slab::Slab`] per facility: `x_new() -> handle`, `x_…(handle, …) -> status`, `x_close(handle)`.
//! * A status is zero or more; what it means is the facility's own. Negative is a [`Misuse`]: the glue's bug, never the file's.
//! * Numbers and tables come back through [`memory::reply`]: a call leaves up to [`memory::REPLY_SLOTS`] `f64` there, counts or `(ptr, len)`
//!   of a table the handle owns. The table stays where it is until the next call with that handle; the host copies it before.
//!
//! To add a facility: a file beside this one with its slab and its exports, and one line per export in `workers/wasm/exports.ts`.
//!
//! `#[unsafe(no_mangle)]` and the import are why this module alone may hold `unsafe`. There is no `unsafe` block: nothing here needs one.
#![allow(unsafe_code)]

pub mod codec;
pub mod hash;
pub mod memory;
pub mod pickle;
pub mod scan;
pub mod slab;

/// Version of the export table and its meaning. The host refuses another one.
pub const ABI_VERSION: u32 = 1;

/// What the glue must never do. The host throws: its own fault, not the file's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misuse {
    /// Handle never given out, or closed already.
    Handle,
    /// `(ptr, len)` does not lie in one live block of [`memory::alloc`].
    Range,
    /// Call the state does not allow, such as feeding what is finished.
    State,
    /// Argument outside its documented values.
    Argument,
}

impl Misuse {
    /// The negative number the host sees.
    #[must_use]
    pub fn status(self) -> i32 {
        match self {
            Self::Handle => -1,
            Self::Range => -2,
            Self::State => -3,
            Self::Argument => -4,
        }
    }
}

/// Folds a wrapper's result into the number the host sees.
#[must_use]
pub fn status(result: Result<i32, Misuse>) -> i32 {
    result.unwrap_or_else(Misuse::status)
}

/// First call of every host: sets up the panic report and says which ABI this is.
#[unsafe(no_mangle)]
pub extern "C" fn abi_version() -> u32 {
    #[cfg(target_family = "wasm")]
    panic_report::install();
    ABI_VERSION
}

/// Panics with the host's words, so that it can prove that a panic reaches it and poisons the instance.
#[unsafe(no_mangle)]
#[allow(clippy::panic, reason = "panicking is what it is for")]
pub extern "C" fn abi_panic(ptr: usize, len: usize) -> i32 {
    let words = memory::input(ptr, len, |bytes| String::from_utf8_lossy(bytes).into_owned());
    panic!("{}", words.unwrap_or_default())
}

/// Address of a new zeroed block of `n` bytes; 0 when there is no memory for it or `n` is 0.
#[unsafe(no_mangle)]
pub extern "C" fn memory_alloc(n: usize) -> usize {
    memory::alloc(n)
}

/// Ends a block. `n` is the size it was asked with.
#[unsafe(no_mangle)]
pub extern "C" fn memory_free(ptr: usize, n: usize) -> i32 {
    status(memory::free(ptr, n).map(|()| 0))
}

/// Address of the reply slots. Constant for the life of the instance.
#[unsafe(no_mangle)]
pub extern "C" fn memory_reply() -> usize {
    memory::reply_address()
}

/// Tells the host why the instance is about to trap (`panic = "abort"`).
#[cfg(target_family = "wasm")]
mod panic_report {
    use std::panic::{self, PanicHookInfo};

    #[link(wasm_import_module = "host")]
    unsafe extern "C" {
        // Safe to call with any arguments: the host reads (ptr, len) with bounds checks and writes nothing.
        safe fn panicked(ptr: *const u8, len: usize);
    }

    pub fn install() {
        panic::set_hook(Box::new(|info| {
            let text = describe(info);
            panicked(text.as_ptr(), text.len());
        }));
    }

    fn describe(info: &PanicHookInfo<'_>) -> String {
        let what = info.payload_as_str().unwrap_or("no message");
        match info.location() {
            Some(at) => format!("{what} ({}:{})", super::source_name(at.file()), at.line()),
            None => what.to_owned(),
        }
    }
}

/// `src/codec/inflate.rs`, `miniz_oxide-0.9.1/src/lib.rs`: the path from its crate's folder on, without the machine's folders before it.
#[cfg_attr(not(target_family = "wasm"), allow(dead_code))]
fn source_name(path: &str) -> &str {
    let Some(src) = path.rfind("/src/") else { return path };
    let start = path.get(..src).and_then(|before| before.rfind('/')).map_or(0, |slash| slash + 1);
    path.get(start..).unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panic_locations_name_no_machine_folder() {
        assert_eq!(source_name("src/abi/mod.rs"), "src/abi/mod.rs");
        assert_eq!(source_name("/home/x/.cargo/registry/src/index/sha2-0.11.1/src/lib.rs"), "sha2-0.11.1/src/lib.rs");
        assert_eq!(source_name("/usr/src/rustc/library/alloc/src/vec/mod.rs"), "alloc/src/vec/mod.rs");
    }

    #[test]
    fn misuse_is_negative_and_distinct() {
        let all = [Misuse::Handle, Misuse::Range, Misuse::State, Misuse::Argument].map(Misuse::status);
        assert_eq!(all, [-1, -2, -3, -4]);
        assert_eq!(status(Ok(7)), 7);
        assert_eq!(status(Err(Misuse::State)), -3);
    }
}
