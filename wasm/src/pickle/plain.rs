//! Opcodes on which all engines agree and that lie whole in a window: nearly all of them. The rest is for [`super::decode`].

use super::decode::{Argument, Cursor, Engine, HEAD, Op, Window};
use super::opcode;

/// Bytes of a window in which opcodes are plain: whole in it and, where there is one, inside the frame, so that all engines agree. It holds
/// until an opcode is not.
#[derive(Clone, Copy)]
pub struct Plain<'a> {
    bytes: &'a [u8],
    base: u64,
}

impl<'a> Plain<'a> {
    /// What of a window is plain from `cursor` on, up to `limit`.
    pub fn of(window: &Window<'a>, engine: &Engine, cursor: &Cursor, limit: u64) -> Plain<'a> {
        let end = if cursor.frame_end == 0 { limit } else { limit.min(cursor.frame_end) };
        let end = if engine.drops { end.min(cursor.buffer_end) } else { end };
        let len = usize::try_from(end.min(window.size).saturating_sub(window.base)).unwrap_or(usize::MAX);
        Plain { bytes: window.bytes.get(..len).unwrap_or(window.bytes), base: window.base }
    }

    /// The common case: the opcode at `start` lies within, with some bytes behind it. `None` means: ask [`super::decode::decode`], which knows the rest.
    #[inline(always)]
    pub fn decode(&self, start: u64) -> Option<Op<'a>> {
        let at = usize::try_from(start.checked_sub(self.base)?).ok()?;
        let [code, number @ ..] = *self.bytes.get(at..)?.first_chunk::<9>()?;
        let plain = opcode::PLAIN[usize::from(code)];
        let width = usize::from(plain & 15);
        let number = u64::from_le_bytes(number) & MASKS[width];
        let behind = at + 1 + width;
        if plain < opcode::COUNTED {
            return Some(Op { code, start, argument: Argument::Number(number), end: self.base + behind as u64 });
        }
        if plain == opcode::NOT_PLAIN || number > HEAD {
            return None;
        }
        let end = behind + usize::try_from(number).ok()?;
        let seen = self.bytes.get(behind..end)?;
        let argument = Argument::Payload { len: number, offset: self.base + behind as u64, seen };
        Some(Op { code, start, argument, end: self.base + end as u64 })
    }
}

/// Bits of a number so many bytes wide.
const MASKS: [u64; 16] = {
    let mut masks = [0; 16];
    (masks[1], masks[2], masks[4], masks[8]) = (0xff, 0xffff, 0xffff_ffff, u64::MAX);
    masks
};

#[cfg(test)]
mod tests {
    use super::super::decode::{Stop, decode};
    use super::super::tests::{C, DROP, PY};
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4096, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn is_what_is_decoded_with_care(
            code in prop::sample::select(opcode::ALL),
            length in 0u8..12,
            behind in prop::collection::vec(any::<u8>(), 0..24),
            base in 0u64..1000,
            frame_end in prop::option::of(0u64..40),
            limit in 0u64..40,
        ) {
            // Mostly a length that fits.
            let bytes = [&[code, length, 0, 0, 0], behind.as_slice()].concat();
            let window = Window { bytes: &bytes, base, size: base + bytes.len() as u64 };
            for engine in [C, PY, DROP] {
                let cursor = Cursor { position: base, buffer_end: window.size, frame_end: frame_end.map_or(0, |at| base + at) };
                let Some(op) = Plain::of(&window, &engine, &cursor, base + limit).decode(base) else { continue };
                let mut notes = Vec::new();
                let careful: Result<(Op, Cursor), Stop> = decode(window, engine, cursor, &mut notes);
                prop_assert_eq!(notes.len(), 0);
                let Ok((careful, after)) = careful else { return Err(TestCaseError::fail("refused with care")) };
                prop_assert_eq!(format!("{op:?}"), format!("{careful:?}"));
                prop_assert_eq!((after.position, after.frame_end), (op.end, cursor.frame_end));
            }
        }
    }

    #[test]
    fn leaves_lines_frames_long_lengths_and_the_last_bytes_to_others() {
        let plain = |bytes: &[u8]| {
            let window = Window { bytes, base: 0, size: bytes.len() as u64 };
            Plain::of(&window, &C, &Cursor::default(), window.size).decode(0).map(|op| op.end)
        };
        assert_eq!(plain(b"K\x01........"), Some(2));
        assert_eq!(plain(b"X\x03\0\0\0abc.."), Some(8));
        assert_eq!(plain(b"K\x01......"), None);
        assert_eq!(plain(b"I1\n........."), None);
        assert_eq!(plain(b"\x95\x01\0\0\0\0\0\0\0.."), None);
        assert_eq!(plain(&[b"X\x01\x04\0\0".as_slice(), &[b'a'; 2000]].concat()), None);
        assert_eq!(plain(b"\xff........."), None);
    }
}
