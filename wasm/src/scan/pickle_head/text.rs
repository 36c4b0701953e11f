//! What text arguments look like.
use super::stack::Item;
use crate::pickle::opcode as op;

// What bytes a line argument may hold; a text anything, for its writers escape little.
const NAME: u8 = 1;
const DIGITS: u8 = 2;
const PRINTABLE: u8 = 4;
const TEXT: u8 = 8;

const CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte {
            0x30..=0x39 => NAME | DIGITS | PRINTABLE | TEXT,
            // What a module or attribute that can be found is spelled with: A-Z a-z _ . -
            0x41..=0x5a | 0x61..=0x7a | 0x5f | 0x2e | 0x2d => NAME | PRINTABLE | TEXT,
            0x20..=0x7e => PRINTABLE | TEXT,
            0x80.. => NAME | TEXT,
            0x0a => 0,
            _ => TEXT,
        };
        byte += 1;
    }
    classes
};

fn class(code: u8) -> u8 {
    match code {
        op::GLOBAL | op::INST => NAME,
        op::PUT | op::GET => DIGITS,
        op::INT | op::LONG | op::FLOAT | op::PERSID => PRINTABLE,
        _ => TEXT,
    }
}

/// The bytes up to the first that such a line cannot hold: its line feed, or in other data soon.
pub fn line_of(code: u8, bytes: &[u8]) -> &[u8] {
    let class = class(code);
    let foreign = |byte: &u8| CLASSES[usize::from(*byte)] & class == 0;
    bytes.iter().position(foreign).and_then(|end| bytes.get(..end)).unwrap_or(bytes)
}

/// What a text is good for. Quotes and escapes included: `'\x6fs'` and `\u006fs` are names, too.
pub fn kind_of(text: &[u8]) -> Item {
    let fits = |byte: &u8| CLASSES[usize::from(*byte)] & NAME != 0 || matches!(byte, b'\\' | b'\'' | b'"');
    if !text.is_empty() && text.iter().all(fits) { Item::Name } else { Item::Plain }
}

/// Whether a whole line is an argument of this opcode.
pub fn is_argument(code: u8, line: &[u8]) -> bool {
    match code {
        op::STRING => matches!(line.trim_ascii(), [b'\'', .., b'\''] | [b'"', .., b'"']),
        op::UNICODE | op::PERSID => true,
        op::GLOBAL | op::INST => !line.is_empty() && could_be_text(line),
        _ => !line.is_empty(),
    }
}

/// UTF-8 with surrogates, as the unpicklers take it; a sequence may be cut at the end.
pub fn could_be_text(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    while let Err(error) = std::str::from_utf8(rest) {
        let bad = rest.get(error.valid_up_to()..).unwrap_or_default();
        match bad {
            [0xed, 0xa0..=0xbf, 0x80..=0xbf, after @ ..] => rest = after,
            _ => return error.error_len().is_none() || matches!(bad, [0xed] | [0xed, 0xa0..=0xbf]),
        }
    }
    true
}
