//! Texts and bytes among the values that begin as a pickle does. Most values of a large stream are texts, so this is a pass of its own here
//! and not a read of each of them from outside.

use super::arena::{Arena, Kind, Node};

/// Bytes of a value that are looked at.
const LOOK: usize = 96;
/// Shortest value that counts.
const SHORTEST: usize = 4;

/// Ids of at most `max` such values, in order of making.
pub fn heads(arena: &Arena, max: usize) -> Vec<u32> {
    let begins = |node: &Node| {
        let text = (Kind::Text as u8..=Kind::ByteArray as u8).contains(&node.kind());
        text && begins_as_pickle(arena.text.get(node.text()).unwrap_or(&[]))
    };
    let mut ids: Vec<u32> = arena.held().filter(|(_, node)| begins(node)).map(|(id, _)| id).collect();
    ids.sort_unstable();
    ids.truncate(max);
    ids
}

/// PROTO of a known protocol, or a GLOBAL or INST line after a few opcodes that only open containers.
pub(super) fn begins_as_pickle(text: &[u8]) -> bool {
    if text.len() < SHORTEST {
        return false;
    }
    let head = &text[..text.len().min(LOOK)];
    if let [0x80, protocol, ..] = head {
        return *protocol <= 5;
    }
    let opened = head.iter().take(8).take_while(|byte| b"(]})".contains(byte)).count();
    let Some((b'c' | b'i', lines)) = head.get(opened..).and_then(<[u8]>::split_first) else { return false };
    let mut names = lines.splitn(3, |&byte| byte == b'\n');
    let is_name =
        |name: &[u8]| !name.is_empty() && name.iter().all(|&b| b.is_ascii_alphanumeric() || b == b'_' || b == b'.');
    // The third part says that the second line ended.
    names.next().is_some_and(is_name) && names.next().is_some_and(is_name) && names.next().is_some()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{C, run};
    use super::*;

    #[test]
    fn what_begins_as_a_pickle() {
        for head in [b"\x80\x04N.".as_slice(), b"cos\nsystem\n", b"(ios\nsystem\n", b"(]})(]})cos.path\njoin_2\nq"] {
            assert!(begins_as_pickle(head), "{head:?}");
        }
        for head in [
            b"".as_slice(),
            b"\x80",
            b"\x80\x06N.",
            b"cos\nsystem",
            b"c\nsystem\n",
            b"cos\n\n",
            b"cos\nsys tem\n",
            b"city of\nnames\n",
            b"(((((((((cos\nsystem\n",
            b"plain text",
        ] {
            assert!(!begins_as_pickle(head), "{head:?}");
        }
    }

    #[test]
    fn finds_texts_bytes_and_bytearrays_and_no_others() {
        let stream = run(
            C,
            b"(X\x0b\0\0\0cos\nsystem\nC\x04\x80\x02N.C\x03\x80\x02.\x96\x04\0\0\0\0\0\0\0\x80\x02N.U\x05plainK\x01t.",
        );
        assert_eq!(heads(&stream.record.arena, 10).len(), 3);
        assert_eq!(heads(&stream.record.arena, 2), heads(&stream.record.arena, 10)[..2]);
    }

    #[test]
    fn a_long_payload_is_known_by_its_head() {
        let mut program = b"B\0\0\x02\0".to_vec();
        program.extend_from_slice(b"\x80\x04");
        program.resize(5 + 0x2_0000, b'x');
        program.push(b'.');
        assert_eq!(heads(&run(C, &program).record.arena, 10), [0]);
    }
}
