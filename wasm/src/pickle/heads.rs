//! Texts and bytes among the values that begin as a pickle or as marshalled code of Python does. Most values of a large stream are texts, so this is a pass of its own here
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
        text && begins_as_program(arena.text.get(node.text()).unwrap_or(&[]))
    };
    let mut ids: Vec<u32> = arena.held().filter(|(_, node)| begins(node)).map(|(id, _)| id).collect();
    ids.sort_unstable();
    ids.truncate(max);
    ids
}

/// What a loader of Python might execute.
#[inline]
pub(super) fn begins_as_program(text: &[u8]) -> bool {
    // Few begin with one of these bytes.
    let [first, second, third, fourth, ..] = text else { return false };
    match first {
        0x80 | b'(' | b']' | b'}' | b')' | b'c' | b'i' | 0xe3 | 0xc3
            if begins_as_pickle(text) || begins_as_code(text) =>
        {
            true
        }
        b'g' | b'8' | b'2' | b'5' | b'7' | b'6' | b'K' | b'X' | b'f' | b'Y' | b'a' if are_digits(*first, *second) => {
            begins_as_digits(text)
        }
        _ => (*third, *fourth) == (b'\r', b'\n') && begins_as_code(text),
    }
}

/// Hexadecimal or Base64 digits of a byte that begins a pickle.
fn are_digits(first: u8, second: u8) -> bool {
    match first {
        b'8' => second == b'0',
        b'2' => matches!(second, b'8' | b'9'),
        b'5' | b'7' => matches!(second, b'd' | b'D'),
        b'6' => matches!(second, b'3' | b'9'),
        b'g' => second == b'A',
        b'K' => matches!(second, b'A'..=b'Z' | b'a'..=b'f'),
        b'X' | b'f' | b'a' => matches!(second, b'Q'..=b'Z' | b'a'..=b'f'),
        _ => matches!(second, b'w'..=b'z' | b'0'..=b'9' | b'+' | b'/' | b'-' | b'_'),
    }
}

/// Shortest text of digits that counts.
const SHORTEST_DIGITS: usize = 16;

/// A pickle written in Base64 (of either alphabet) or in hexadecimal digits, from its first character on.
fn begins_as_digits(text: &[u8]) -> bool {
    let head = &text[..text.len().min(LOOK)];
    if head.len() < SHORTEST_DIGITS {
        return false;
    }
    let is_pickle = |bytes: &[u8]| match bytes {
        // Two bytes are soon there by chance: a third has to go on as pickles do.
        [0x80, 2..=5, next, ..] => matches!(next, 0x80..=0x98 | b'(' | b']' | b'}' | b')' | b'c' | b'X'),
        [0x80, ..] => false,
        _ => begins_as_pickle(bytes),
    };
    let mut bytes = [0u8; LOOK];
    if let Some(len) = decode(head, 4, hex_digit, &mut bytes) {
        return is_pickle(&bytes[..len]);
    }
    let end = head.iter().rposition(|&byte| byte != b'=' && byte != b'\n').map_or(0, |last| last + 1);
    decode(&head[..end], 6, base64_digit, &mut bytes).is_some_and(|len| is_pickle(&bytes[..len]))
}

/// Digits of so many bits each, in lines or not; none when one of them is no digit. Bits that make no whole byte are left.
fn decode(text: &[u8], bits: u32, digit: fn(u8) -> Option<u32>, to: &mut [u8; LOOK]) -> Option<usize> {
    let (mut buffer, mut held, mut len) = (0u32, 0, 0);
    for &character in text.iter().filter(|&&character| character != b'\n') {
        buffer = buffer << bits | digit(character)?;
        held += bits;
        if held < 8 {
            continue;
        }
        held -= 8;
        *to.get_mut(len)? = (buffer >> held & 0xff) as u8;
        buffer &= (1 << held) - 1;
        len += 1;
    }
    Some(len)
}

fn hex_digit(character: u8) -> Option<u32> {
    char::from(character).to_digit(16)
}

fn base64_digit(character: u8) -> Option<u32> {
    Some(match character {
        b'A'..=b'Z' => u32::from(character - b'A'),
        b'a'..=b'z' => u32::from(character - b'a') + 26,
        b'0'..=b'9' => u32::from(character - b'0') + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    })
}

/// A code object as `marshal` writes it, by itself, behind the header of a .pyc, or in a text that stands for bytes (latin1).
fn begins_as_code(text: &[u8]) -> bool {
    match text {
        [b'c' | 0xe3, ..] => is_code(text),
        [_, _, b'\r', b'\n', ..] => [8, 12, 16].iter().any(|&header| text.get(header..).is_some_and(is_code)),
        [0xc3, 0xa3, rest @ ..] => {
            // Numbers this small are mostly ASCII; what is not takes two bytes.
            let mut bytes = [0xe3; LOOK];
            let mut len = 1;
            let mut rest = rest.iter();
            while let (Some(&byte), Some(to)) = (rest.next(), bytes.get_mut(len)) {
                let next = if byte < 0x80 { Some(byte) } else { rest.next().map(|low| byte << 6 | low & 0x3f) };
                let Some(next) = next else { break };
                (*to, len) = (next, len + 1);
            }
            is_code(bytes.get(..len).unwrap_or(&[]))
        }
        _ => false,
    }
}

/// TYPE_CODE, the numbers of CPython 2.7 (four), 3.0 to 3.7 and since 3.11 (five), or 3.8 to 3.10 (six), and bytes of bytecode
/// (Python/marshal.c, w_complex_object).
fn is_code(text: &[u8]) -> bool {
    let Some((b'c' | 0xe3, rest)) = text.split_first() else { return false };
    [4usize, 5, 6].iter().any(|&numbers| {
        let word = |at: usize| rest.get(at..at + 4).and_then(|b| <[u8; 4]>::try_from(b).ok()).map(u32::from_le_bytes);
        // Arguments, locals, stack and flags: sixteen bits each, the last one a few more.
        let are_small = (0..numbers - 1).all(|i| word(i * 4).is_some_and(|n| n < 1 << 16));
        let are_flags = word(numbers * 4 - 4).is_some_and(|n| n < 1 << 26);
        let is_string = rest.get(numbers * 4).is_some_and(|tag| tag & 0x7f == b's');
        are_small && are_flags && is_string && word(numbers * 4 + 1).is_some_and(|n| (2..1 << 28).contains(&n))
    })
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
    fn what_begins_as_digits_of_a_pickle() {
        // Base64 and hexadecimal digits of pickles of protocols 4 and 2, and of `cos\nsystem\n(S'id'\ntR.`.
        for text in [
            "gASVBQAAAAAAAABLBS4=",
            "gAJdcQAoSwFLAktLZS4=",
            "Y29zCnN5c3RlbQooUydpZCcKdFIu",
            "80049505000000000000004b052e",
            "636f730a73797374656d0a28532769",
        ] {
            assert!(begins_as_program(text.as_bytes()), "{text}");
        }
        for text in [
            "gASV",
            "garnish and gravy, please",
            "Keyboard interrupts are caught",
            "8004ffffffffffffffffffffffffffff",
            "800512345678901234567890",
            "abcdefghijklmnopqrstuvwxyz012345",
        ] {
            assert!(!begins_as_program(text.as_bytes()), "{text}");
        }
    }

    /// What `marshal.dumps(compile('x', 'f', 'eval'))` begins with in CPython 2.7, 3.6, 3.8 and 3.11.
    fn codes() -> [Vec<u8>; 4] {
        let code = |head: &[u8], numbers: &[u32]| {
            let numbers: Vec<u8> = numbers.iter().flat_map(|n| n.to_le_bytes()).collect();
            [head, &numbers, b"s\x04\0\0\0e\0S\0"].concat()
        };
        [
            code(b"c", &[0, 0, 1, 0x40]),
            code(b"\xe3", &[0, 0, 0, 1, 0x40]),
            code(b"\xe3", &[0, 0, 0, 0, 1, 0x40]),
            code(b"\xe3", &[0, 0, 0, 1, 0x100_0000]),
        ]
    }

    #[test]
    fn what_begins_as_code() {
        for code in codes() {
            assert!(begins_as_program(&code), "{code:?}");
            for header in [8, 12, 16] {
                let pyc = [b"\xa7\x0d\r\n".as_slice(), &vec![0; header - 4], &code].concat();
                assert!(begins_as_program(&pyc), "{pyc:?}");
            }
            let text: String = code.iter().map(|&byte| char::from(byte)).collect();
            assert!(begins_as_program(text.as_bytes()) || code.first() == Some(&b'c'), "{text:?}");
            assert!(!begins_as_program(&code[..code.len() - 9]) && !begins_as_program(&code[1..]));
        }
        let long: Vec<u8> = (0..100).collect();
        for data in
            [b"city of names and streets".as_slice(), b"c\0\0\0\0", &[0xe3; 64], &[0; 64], &long, b"cccc\r\n\r\n"]
        {
            assert!(!begins_as_program(data), "{data:?}");
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
