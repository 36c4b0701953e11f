//! Text arguments by the rules of CPython's C unpickler (`Modules/_pickle.c`, 3.8 to 3.13), and of `pickle.py` where it differs.

use super::log::{Failure, Odd};

/// Which of CPython's two implementations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Implementation {
    /// `_pickle`.
    C,
    /// `pickle._Unpickler`.
    Python,
}

/// A number read from text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// INT `00` and `01`, and what C takes for them.
    Bool(bool),
    /// Fits 64 bits.
    Int(i64),
    /// Does not.
    Big,
}

const DIGIT_LIMIT: usize = 4300;

/// INT. `line` is without its LF. C: `strtol(base 0)`, then `PyLong_FromString(base 0)`.
pub fn int(line: &[u8], how: Implementation, odd: &mut Option<Odd>) -> Result<Number, Failure> {
    if how == Implementation::Python {
        // load_int: b'00' and b'01' are bools, everything else int(data, 0).
        return match line {
            b"00" => Ok(Number::Bool(false)),
            b"01" => Ok(Number::Bool(true)),
            _ => python_int(line, 0),
        };
    }
    if line.is_empty() {
        return Err(Failure::Truncated);
    }
    note_number(line, odd);
    let text = until_nul(line);
    if let Some((value, used)) = strtol(text)
        && used == text.len()
    {
        if line.len() == 2 && (value == 0 || value == 1) {
            return Ok(Number::Bool(value == 1));
        }
        return Ok(Number::Int(value));
    }
    python_int(text, 0)
}

/// LONG. C: one `L` before the LF is dropped, then `PyLong_FromString(base 0)`.
pub fn long(line: &[u8], how: Implementation, odd: &mut Option<Odd>) -> Result<Number, Failure> {
    let digits = line.strip_suffix(b"L").unwrap_or(line);
    if how == Implementation::Python {
        return python_int(digits, 0);
    }
    if line.is_empty() {
        return Err(Failure::Truncated);
    }
    note_number(digits, odd);
    python_int(until_nul(digits), 0)
}

/// GET and PUT keys: `PyLong_FromString(base 10)` or `int(bytes)`.
pub fn memo_key(line: &[u8], how: Implementation, odd: &mut Option<Odd>) -> Result<i64, Failure> {
    let text = if how == Implementation::C {
        if line.is_empty() {
            return Err(Failure::Truncated);
        }
        until_nul(line)
    } else {
        line
    };
    note_number(line, odd);
    match python_int(text, 10)? {
        Number::Int(n) => Ok(n),
        _ => Err(Failure::MemoTooLarge),
    }
}

/// FLOAT. C: `PyOS_string_to_double`, which takes no blanks and no underscores. Python: `float()`.
pub fn float(line: &[u8], how: Implementation, odd: &mut Option<Odd>) -> Result<f64, Failure> {
    if how == Implementation::Python {
        let trimmed = trim(line);
        let plain = without_underscores(trimmed).ok_or(Failure::BadFloat)?;
        return decimal(&plain).ok_or(Failure::BadFloat);
    }
    if line.is_empty() {
        return Err(Failure::Truncated);
    }
    let text = until_nul(line);
    if text.len() != line.len() {
        *odd = Some(Odd::TextNul);
    } else if trim(line).len() != line.len() || line.contains(&b'_') {
        *odd = Some(Odd::NumberSpelling);
    }
    let value = decimal(text).ok_or(Failure::BadFloat)?;
    // C raises OverflowError where float() says inf.
    let spelled = text.iter().any(|c| matches!(c, b'n' | b'N'));
    if value.is_infinite() && !spelled {
        *odd = Some(Odd::NumberSpelling);
        return Err(Failure::BadFloat);
    }
    Ok(value)
}

/// STRING: the bytes between the quotes with escapes decoded (`PyBytes_DecodeEscape`).
pub fn string(line: &[u8]) -> Result<Vec<u8>, Failure> {
    let inner = match line {
        [first @ (b'\'' | b'"'), inner @ .., last] if first == last => inner,
        _ => return Err(Failure::NotQuoted),
    };
    let mut out = Vec::new();
    out.try_reserve(inner.len()).map_err(|_| Failure::LimitMemory)?;
    let mut rest = inner;
    while let [c, tail @ ..] = rest {
        rest = tail;
        if *c != b'\\' {
            out.push(*c);
            continue;
        }
        let [escape, tail @ ..] = rest else { return Err(Failure::BadEscape) };
        rest = tail;
        match escape {
            b'\n' => {}
            b'\\' | b'\'' | b'"' => out.push(*escape),
            b'b' => out.push(8),
            b't' => out.push(9),
            b'n' => out.push(10),
            b'v' => out.push(11),
            b'f' => out.push(12),
            b'r' => out.push(13),
            b'a' => out.push(7),
            b'x' => {
                let [high, low, tail @ ..] = rest else { return Err(Failure::BadEscape) };
                out.push(hex(*high).ok_or(Failure::BadEscape)? << 4 | hex(*low).ok_or(Failure::BadEscape)?);
                rest = tail;
            }
            b'0'..=b'7' => {
                let mut value = u32::from(escape - b'0');
                for _ in 0..2 {
                    let [digit @ b'0'..=b'7', tail @ ..] = rest else { break };
                    value = value << 3 | u32::from(digit - b'0');
                    rest = tail;
                }
                out.push(u8::try_from(value & 0xff).unwrap_or(0));
            }
            other => out.extend_from_slice(&[b'\\', *other]),
        }
    }
    Ok(out)
}

/// UNICODE: `PyUnicode_DecodeRawUnicodeEscape`, as UTF-8 (surrogates as three bytes).
pub fn raw_unicode(line: &[u8]) -> Result<Vec<u8>, Failure> {
    let mut out = Vec::new();
    out.try_reserve(line.len()).map_err(|_| Failure::LimitMemory)?;
    let mut rest = line;
    while let [c, tail @ ..] = rest {
        let width = match (c, tail.first()) {
            (b'\\', Some(b'u')) => 4,
            (b'\\', Some(b'U')) => 8,
            (b'\\', Some(&next)) => {
                push_code_point(&mut out, u32::from(b'\\'));
                push_code_point(&mut out, u32::from(next));
                rest = &tail[1..];
                continue;
            }
            _ => {
                push_code_point(&mut out, u32::from(*c));
                rest = tail;
                continue;
            }
        };
        let digits = tail.get(1..=width).ok_or(Failure::BadEscape)?;
        let mut value = 0u32;
        for &digit in digits {
            value = value << 4 | u32::from(hex(digit).ok_or(Failure::BadEscape)?);
        }
        if value > 0x10_ffff {
            return Err(Failure::BadEscape);
        }
        push_code_point(&mut out, value);
        rest = &tail[1 + width..];
    }
    Ok(out)
}

/// UTF-8 with lone surrogates allowed (`surrogatepass`).
pub fn is_utf8_surrogatepass(bytes: &[u8]) -> bool {
    if bytes.is_ascii() {
        return true;
    }
    let mut rest = bytes;
    loop {
        match std::str::from_utf8(rest) {
            Ok(_) => return true,
            Err(error) => {
                let bad = &rest[error.valid_up_to()..];
                match bad {
                    [0xed, 0xa0..=0xbf, 0x80..=0xbf, tail @ ..] => rest = tail,
                    _ => return false,
                }
            }
        }
    }
}

fn push_code_point(out: &mut Vec<u8>, c: u32) {
    match char::from_u32(c) {
        Some(c) => {
            let mut buffer = [0u8; 4];
            out.extend_from_slice(c.encode_utf8(&mut buffer).as_bytes());
        }
        // A lone surrogate: three bytes, as surrogatepass writes it.
        None => {
            for (shift, lead) in [(12, 0xe0u32), (6, 0x80), (0, 0x80)] {
                let bits = c >> shift & if shift == 12 { 0x0f } else { 0x3f };
                out.push(u8::try_from(lead | bits).unwrap_or(b'?'));
            }
        }
    }
}

fn note_number(line: &[u8], odd: &mut Option<Odd>) {
    if line.contains(&0) {
        *odd = Some(Odd::TextNul);
    } else if line.len() > DIGIT_LIMIT {
        *odd = Some(Odd::Digits);
    } else {
        let digits = line.strip_prefix(b"-").unwrap_or(line);
        let plain = !digits.is_empty() && digits.iter().all(u8::is_ascii_digit);
        let leading_zero = digits.len() > 1 && digits.starts_with(b"0") && !matches!(line, b"00" | b"01");
        if !plain || leading_zero || line == b"-0" {
            *odd = Some(Odd::NumberSpelling);
        }
    }
}

fn until_nul(text: &[u8]) -> &[u8] {
    text.iter().position(|&c| c == 0).map_or(text, |end| &text[..end])
}

fn is_space(c: u8) -> bool {
    matches!(c, b' ' | b'\t' | b'\n' | 0x0b | 0x0c | b'\r')
}

fn trim(mut text: &[u8]) -> &[u8] {
    while let [c, rest @ ..] = text
        && is_space(*c)
    {
        text = rest;
    }
    while let [rest @ .., c] = text
        && is_space(*c)
    {
        text = rest;
    }
    text
}

fn hex(c: u8) -> Option<u8> {
    match c {
        b'0'..=b'9' => Some(c - b'0'),
        b'a'..=b'f' => Some(c - b'a' + 10),
        b'A'..=b'F' => Some(c - b'A' + 10),
        _ => None,
    }
}

/// glibc `strtol(text, &end, 0)`: the value and how much was used; `None` on overflow or when nothing was used.
fn strtol(text: &[u8]) -> Option<(i64, usize)> {
    let mut at = text.iter().take_while(|&&c| is_space(c)).count();
    let negative = text.get(at) == Some(&b'-');
    if matches!(text.get(at), Some(b'+' | b'-')) {
        at += 1;
    }
    let rest = &text[at..];
    let (base, skip): (i64, usize) = match rest {
        [b'0', b'x' | b'X', digit, ..] if hex(*digit).is_some() => (16, 2),
        [b'0', ..] => (8, 0),
        _ => (10, 0),
    };
    at += skip;
    let mut value: i64 = 0;
    let mut used = 0;
    for &c in &text[at..] {
        let Some(digit) = hex(c).map(i64::from).filter(|&d| d < base) else { break };
        let signed = if negative { -digit } else { digit };
        value = value.checked_mul(base)?.checked_add(signed)?;
        used += 1;
    }
    if used == 0 { None } else { Some((value, at + used)) }
}

/// `int(text, base)` and `PyLong_FromString`: blanks around, a sign, base prefixes for base 0, single underscores.
fn python_int(text: &[u8], base: u32) -> Result<Number, Failure> {
    let text = trim(text);
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    let (radix, digits, prefixed) = match digits {
        [b'0', b'x' | b'X', rest @ ..] if base == 0 => (16u32, rest, true),
        [b'0', b'o' | b'O', rest @ ..] if base == 0 => (8, rest, true),
        [b'0', b'b' | b'B', rest @ ..] if base == 0 => (2, rest, true),
        _ => (10, digits, false),
    };
    // An underscore may follow the prefix, but not start a number.
    let digits = if prefixed { digits.strip_prefix(b"_").unwrap_or(digits) } else { digits };
    let plain = without_underscores(digits).filter(|d| !d.is_empty()).ok_or(Failure::BadInt)?;
    if !plain.iter().all(|&c| hex(c).is_some_and(|d| u32::from(d) < radix)) {
        return Err(Failure::BadInt);
    }
    // Base 0 refuses `010`, but takes `000`.
    if base == 0 && !prefixed && plain.len() > 1 && plain[0] == b'0' && plain.iter().any(|&c| c != b'0') {
        return Err(Failure::BadInt);
    }
    if radix == 10 && plain.len() > DIGIT_LIMIT {
        return Err(Failure::BadInt);
    }
    let mut value: i64 = 0;
    for &c in plain.iter() {
        let digit = i64::from(hex(c).unwrap_or(0));
        let signed = if negative { -digit } else { digit };
        match value.checked_mul(i64::from(radix)).and_then(|v| v.checked_add(signed)) {
            Some(next) => value = next,
            None => return Ok(Number::Big),
        }
    }
    Ok(Number::Int(value))
}

fn without_underscores(text: &[u8]) -> Option<std::borrow::Cow<'_, [u8]>> {
    if !text.contains(&b'_') {
        return Some(text.into());
    }
    let lonely = text.split(|&c| c == b'_').any(<[u8]>::is_empty);
    if lonely { None } else { Some(text.iter().copied().filter(|&c| c != b'_').collect::<Vec<u8>>().into()) }
}

/// A decimal float, `inf`, `infinity` or `nan`, and nothing else.
fn decimal(text: &[u8]) -> Option<f64> {
    let (is_negative, unsigned) = match text.split_first()? {
        (b'-', rest) => (true, rest),
        (b'+', rest) => (false, rest),
        _ => (false, text),
    };
    let value = match unsigned.to_ascii_lowercase().as_slice() {
        b"inf" | b"infinity" => f64::INFINITY,
        b"nan" => f64::NAN,
        _ => super::float::parse(unsigned)?,
    };
    Some(if is_negative { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::Implementation::{C, Python};
    use super::*;

    fn c_int(line: &[u8]) -> Result<Number, Failure> {
        int(line, C, &mut None)
    }
    fn py_int(line: &[u8]) -> Result<Number, Failure> {
        int(line, Python, &mut None)
    }

    // Values measured with CPython 3.11 (`pickle.loads` and `pickle._loads`).
    #[test]
    fn int_lines_as_c_reads_them() {
        assert_eq!(c_int(b"0x1f"), Ok(Number::Int(31)));
        assert_eq!(c_int(b"0b11"), Ok(Number::Int(3)));
        assert_eq!(c_int(b"010"), Ok(Number::Int(8)));
        assert_eq!(c_int(b"+1"), Ok(Number::Bool(true)));
        assert_eq!(c_int(b" 1"), Ok(Number::Bool(true)));
        assert_eq!(c_int(b"-0"), Ok(Number::Bool(false)));
        assert_eq!(c_int(b"01"), Ok(Number::Bool(true)));
        assert_eq!(c_int(b"001"), Ok(Number::Int(1)));
        assert_eq!(c_int(b"12\0zzz"), Ok(Number::Int(12)));
        assert_eq!(c_int(b"1_000"), Ok(Number::Int(1000)));
        assert_eq!(c_int(b"12 "), Ok(Number::Int(12)));
        assert_eq!(c_int(b"08"), Err(Failure::BadInt));
        assert_eq!(c_int(b""), Err(Failure::Truncated));
        assert_eq!(c_int(b"9223372036854775808"), Ok(Number::Big));
        assert_eq!(c_int(&[b'9'; 5000]), Err(Failure::BadInt));
    }

    #[test]
    fn int_lines_as_python_reads_them() {
        assert_eq!(py_int(b"0x1f"), Ok(Number::Int(31)));
        assert_eq!(py_int(b"010"), Err(Failure::BadInt));
        assert_eq!(py_int(b"+1"), Ok(Number::Int(1)));
        assert_eq!(py_int(b"01"), Ok(Number::Bool(true)));
        assert_eq!(py_int(b"001"), Err(Failure::BadInt));
        assert_eq!(py_int(b"12\0zzz"), Err(Failure::BadInt));
    }

    #[test]
    fn longs_memo_keys_and_floats() {
        assert_eq!(long(b"5\0L", C, &mut None), Ok(Number::Int(5)));
        assert_eq!(long(b"0x10L", C, &mut None), Ok(Number::Int(16)));
        assert_eq!(memo_key(b" 7 ", C, &mut None), Ok(7));
        assert_eq!(memo_key(b"1_0", C, &mut None), Ok(10));
        assert_eq!(memo_key(b"007", C, &mut None), Ok(7));
        assert_eq!(memo_key(b"7\0x", C, &mut None), Ok(7));
        assert_eq!(memo_key(b"7\0x", Python, &mut None), Err(Failure::BadInt));
        assert_eq!(float(b" 1.5", C, &mut None), Err(Failure::BadFloat));
        assert_eq!(float(b" 1.5", Python, &mut None), Ok(1.5));
        assert_eq!(float(b"1_0", C, &mut None), Err(Failure::BadFloat));
        assert_eq!(float(b"1_0", Python, &mut None), Ok(10.0));
        assert_eq!(float(b"1e999", C, &mut None), Err(Failure::BadFloat));
        assert_eq!(float(b"1e999", Python, &mut None), Ok(f64::INFINITY));
        assert_eq!(float(b"inf", C, &mut None), Ok(f64::INFINITY));
        assert_eq!(float(b"1\0x", C, &mut None), Ok(1.0));
    }

    #[test]
    fn quoted_strings_and_raw_unicode() {
        assert_eq!(string(b"'a\\x41\\101\\n'").as_deref(), Ok(b"aAA\n".as_slice()));
        assert_eq!(string(b"'"), Err(Failure::NotQuoted));
        assert_eq!(string(b"'a\""), Err(Failure::NotQuoted));
        assert_eq!(string(b"'\\x4'"), Err(Failure::BadEscape));
        assert_eq!(raw_unicode(b"\\u0041\\x41\xe9").as_deref(), Ok("A\\x41é".as_bytes()));
        assert_eq!(raw_unicode(b"\\ud800").as_deref(), Ok([0xed, 0xa0, 0x80].as_slice()));
        assert_eq!(raw_unicode(b"\\u00"), Err(Failure::BadEscape));
        assert!(is_utf8_surrogatepass(b"\xed\xa0\x80x"));
        assert!(!is_utf8_surrogatepass(b"\xc0\x80"));
    }
}
