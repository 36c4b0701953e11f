//! SHA-256 (FIPS 180-4) over a stream. On wasm32 with `simd128` the `sha2` crate picks its SIMD backend by itself.
use sha2::Digest;

/// Digest size in bytes.
pub const SHA256_BYTES: usize = 32;

/// SHA-256 of everything fed so far.
#[derive(Clone, Debug, Default)]
pub struct Sha256(sha2::Sha256);

impl Sha256 {
    /// Nothing fed.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next bytes of the stream.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// Digest of everything fed.
    #[must_use]
    pub fn finish(self) -> [u8; SHA256_BYTES] {
        self.0.finalize().into()
    }
}
