//! The 68 opcodes of protocols 0 to 5 (CPython `Lib/pickle.py`, `Modules/_pickle.c`), from one list.

/// How the argument that follows the opcode byte is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arg {
    /// Nothing follows.
    None,
    /// `n` bytes: a fixed little-endian number (BINFLOAT: big-endian double).
    Fixed(u8),
    /// One line of text, ended by LF.
    Line,
    /// Two lines of text: module, name.
    TwoLines,
    /// A length of `n` bytes, then that many bytes of text or bytes.
    Counted(u8),
}

macro_rules! opcodes {
    ($($name:ident = $byte:literal, $arg:expr;)*) => {
        $(#[doc = concat!("`", stringify!($name), "`")] pub const $name: u8 = $byte;)*

        /// Argument shape of an opcode; `None` when the byte is no opcode.
        pub const fn argument(code: u8) -> Option<Arg> {
            match code { $($byte => Some($arg),)* _ => None }
        }

        /// Name as in `pickletools`; empty when the byte is no opcode.
        pub const fn name(code: u8) -> &'static str {
            match code { $($byte => stringify!($name),)* _ => "" }
        }

        /// Every opcode byte.
        pub const ALL: &[u8] = &[$($byte),*];
    };
}

/// Index in [`ALL`] by opcode byte; 127 for what is no opcode.
pub static NUMBERS: [u8; 256] = {
    let mut numbers = [127; 256];
    let mut number = 0;
    while number < ALL.len() {
        numbers[ALL[number] as usize] = number as u8;
        number += 1;
    }
    numbers
};

/// The number an opcode takes is a length, and so many bytes follow.
pub const COUNTED: u8 = 16;
/// See [`PLAIN`].
pub const NOT_PLAIN: u8 = 32;

/// What of an opcode's argument is known without looking at it, by opcode byte: the width of its number (0 for none), and [`COUNTED`];
/// [`NOT_PLAIN`] for what has lines, long lengths, frames, or is no opcode.
pub static PLAIN: [u8; 256] = {
    let mut plain = [NOT_PLAIN; 256];
    let mut number = 0;
    while number < ALL.len() {
        let code = ALL[number];
        plain[code as usize] = match argument(code) {
            Some(Arg::None) => 0,
            Some(Arg::Fixed(width)) if code != FRAME => width,
            Some(Arg::Counted(width)) if width <= 4 => width | COUNTED,
            _ => NOT_PLAIN,
        };
        number += 1;
    }
    plain
};

opcodes! {
    MARK = b'(', Arg::None;
    STOP = b'.', Arg::None;
    POP = b'0', Arg::None;
    POP_MARK = b'1', Arg::None;
    DUP = b'2', Arg::None;
    FLOAT = b'F', Arg::Line;
    INT = b'I', Arg::Line;
    BININT = b'J', Arg::Fixed(4);
    BININT1 = b'K', Arg::Fixed(1);
    LONG = b'L', Arg::Line;
    BININT2 = b'M', Arg::Fixed(2);
    NONE = b'N', Arg::None;
    PERSID = b'P', Arg::Line;
    BINPERSID = b'Q', Arg::None;
    REDUCE = b'R', Arg::None;
    STRING = b'S', Arg::Line;
    BINSTRING = b'T', Arg::Counted(4);
    SHORT_BINSTRING = b'U', Arg::Counted(1);
    UNICODE = b'V', Arg::Line;
    BINUNICODE = b'X', Arg::Counted(4);
    APPEND = b'a', Arg::None;
    BUILD = b'b', Arg::None;
    GLOBAL = b'c', Arg::TwoLines;
    DICT = b'd', Arg::None;
    EMPTY_DICT = b'}', Arg::None;
    APPENDS = b'e', Arg::None;
    GET = b'g', Arg::Line;
    BINGET = b'h', Arg::Fixed(1);
    INST = b'i', Arg::TwoLines;
    LONG_BINGET = b'j', Arg::Fixed(4);
    LIST = b'l', Arg::None;
    EMPTY_LIST = b']', Arg::None;
    OBJ = b'o', Arg::None;
    PUT = b'p', Arg::Line;
    BINPUT = b'q', Arg::Fixed(1);
    LONG_BINPUT = b'r', Arg::Fixed(4);
    SETITEM = b's', Arg::None;
    TUPLE = b't', Arg::None;
    EMPTY_TUPLE = b')', Arg::None;
    SETITEMS = b'u', Arg::None;
    BINFLOAT = b'G', Arg::Fixed(8);
    PROTO = 0x80, Arg::Fixed(1);
    NEWOBJ = 0x81, Arg::None;
    EXT1 = 0x82, Arg::Fixed(1);
    EXT2 = 0x83, Arg::Fixed(2);
    EXT4 = 0x84, Arg::Fixed(4);
    TUPLE1 = 0x85, Arg::None;
    TUPLE2 = 0x86, Arg::None;
    TUPLE3 = 0x87, Arg::None;
    NEWTRUE = 0x88, Arg::None;
    NEWFALSE = 0x89, Arg::None;
    LONG1 = 0x8a, Arg::Counted(1);
    LONG4 = 0x8b, Arg::Counted(4);
    BINBYTES = b'B', Arg::Counted(4);
    SHORT_BINBYTES = b'C', Arg::Counted(1);
    SHORT_BINUNICODE = 0x8c, Arg::Counted(1);
    BINUNICODE8 = 0x8d, Arg::Counted(8);
    BINBYTES8 = 0x8e, Arg::Counted(8);
    EMPTY_SET = 0x8f, Arg::None;
    ADDITEMS = 0x90, Arg::None;
    FROZENSET = 0x91, Arg::None;
    NEWOBJ_EX = 0x92, Arg::None;
    STACK_GLOBAL = 0x93, Arg::None;
    MEMOIZE = 0x94, Arg::None;
    FRAME = 0x95, Arg::Fixed(8);
    BYTEARRAY8 = 0x96, Arg::Counted(8);
    NEXT_BUFFER = 0x97, Arg::None;
    READONLY_BUFFER = 0x98, Arg::None;
}

/// Opcodes whose counted payload C reads with `_Unpickler_ReadInto`, which keeps the rest of a frame.
pub const fn reads_into(code: u8) -> bool {
    matches!(code, BINBYTES | SHORT_BINBYTES | BINBYTES8 | BYTEARRAY8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_68_opcodes_and_each_has_a_name_and_a_shape() {
        assert_eq!(ALL.len(), 68);
        for &code in ALL {
            assert!(argument(code).is_some() && !name(code).is_empty());
        }
        assert_eq!((0u8..=255).filter(|&c| argument(c).is_some()).count(), 68);
    }
}
