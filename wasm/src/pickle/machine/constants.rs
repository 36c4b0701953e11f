//! PROTO, and the opcodes that push numbers, texts and bytes.

use super::super::arena::{Kind, Value};
use super::super::decode::{Argument, Encoding, Op};
use super::super::line::{self, Number};
use super::super::log::{Failure, Odd};
use super::super::opcode as op;
use super::super::world::World;
use super::{Done, Machine, fixed_number};

impl Machine {
    pub(super) fn proto<W: World>(&mut self, w: &mut W, o: &Op) -> Done {
        let n = fixed_number(o);
        if n > 5 {
            return Err(Failure::Protocol);
        }
        if self.step > 0 {
            w.odd(Odd::ProtoAgain, n as f64);
        }
        self.protocol = u8::try_from(n).unwrap_or(0);
        self.highest = self.highest.max(self.protocol);
        Ok(())
    }

    pub(super) fn number_line<W: World>(&mut self, w: &mut W, o: &Op) -> Done {
        let Argument::Line(text, offset) = o.argument else { return Err(Failure::BadOpcode) };
        let how = self.engine.implementation;
        let mut odd = None;
        let parsed = match o.code {
            op::FLOAT => line::float(text, how, &mut odd).map(Err),
            op::INT => line::int(text, how, &mut odd).map(Ok),
            _ => line::long(text, how, &mut odd).map(Ok),
        };
        if let Some(code) = odd {
            w.odd(code, text.len() as f64);
        }
        let value = match parsed? {
            Err(float) => float_node(w, float)?,
            Ok(Number::Bool(b)) => {
                if b {
                    Value::TRUE
                } else {
                    Value::FALSE
                }
            }
            Ok(Number::Int(n)) => int_value(w, n)?,
            Ok(Number::Big) => w.text(Kind::BigInt, text, text.len() as u64, offset)?,
        };
        self.push(value)
    }

    #[inline(always)]
    pub(super) fn fixed<W: World>(&mut self, w: &mut W, code: u8, raw: u64) -> Done {
        let value = match code {
            op::BINFLOAT => float_node(w, f64::from_bits(raw.swap_bytes()))?,
            op::BININT => int_value(w, i64::from((raw & 0xffff_ffff) as u32 as i32))?,
            _ => int_value(w, raw.cast_signed())?,
        };
        self.push(value)
    }

    pub(super) fn long<W: World>(&mut self, w: &mut W, o: &Op) -> Done {
        let Argument::Payload { len, offset, seen } = o.argument else { return Err(Failure::BadOpcode) };
        let value = if len <= 8 {
            let negative = seen.last().is_some_and(|&b| b & 0x80 != 0);
            let fill = if negative && len < 8 { u64::MAX << (len * 8) } else { 0 };
            let bits = seen.iter().rev().fold(0u64, |n, &b| n << 8 | u64::from(b));
            int_value(w, (bits | fill).cast_signed())?
        } else {
            w.text(Kind::BigInt, seen, len, offset)?
        };
        self.push(value)
    }

    pub(super) fn string8<W: World>(&mut self, w: &mut W, o: &Op) -> Done {
        let decoded;
        let (seen, len, offset) = match o.argument {
            Argument::Line(text, offset) => {
                decoded = line::string(text)?;
                (decoded.as_slice(), decoded.len() as u64, offset + 1)
            }
            Argument::Payload { len, offset, seen } => (seen, len, offset),
            _ => return Err(Failure::BadOpcode),
        };
        if !seen.is_ascii() {
            w.odd(Odd::StringEncoding, len as f64);
            match self.engine.encoding {
                Encoding::Ascii => return Err(Failure::NotAscii),
                Encoding::Utf8 if len == seen.len() as u64 && std::str::from_utf8(seen).is_err() => {
                    return Err(Failure::BadUtf8);
                }
                _ => {}
            }
        }
        let value = w.text(Kind::Text8, seen, len, offset)?;
        self.push(value)
    }

    pub(super) fn text_line<W: World>(&mut self, w: &mut W, o: &Op) -> Done {
        let Argument::Line(text, offset) = o.argument else { return Err(Failure::BadOpcode) };
        let decoded = line::raw_unicode(text)?;
        let value = w.text(Kind::Text, &decoded, decoded.len() as u64, offset)?;
        self.push(value)
    }

    #[inline(always)]
    pub(super) fn counted_text<W: World>(&mut self, w: &mut W, argument: Argument) -> Done {
        let Argument::Payload { len, offset, seen } = argument else { return Err(Failure::BadOpcode) };
        if len != seen.len() as u64 {
            w.odd(Odd::TextUnchecked, len as f64);
        } else if !line::is_utf8_surrogatepass(seen) {
            return Err(Failure::BadUtf8);
        }
        let value = w.text(Kind::Text, seen, len, offset)?;
        self.push(value)
    }

    pub(super) fn payload<W: World>(&mut self, w: &mut W, o: &Op, kind: Kind) -> Done {
        let Argument::Payload { len, offset, seen } = o.argument else { return Err(Failure::BadOpcode) };
        let value = w.text(kind, seen, len, offset)?;
        self.push(value)
    }
}

/// An integer: a value by itself where it fits.
pub(super) fn int_value<W: World>(w: &mut W, n: i64) -> Result<Value, Failure> {
    match Value::int(n) {
        Some(value) => Ok(value),
        None => words(w, Kind::Int, n.cast_unsigned()),
    }
}

fn float_node<W: World>(w: &mut W, f: f64) -> Result<Value, Failure> {
    words(w, Kind::Float, f.to_bits())
}

#[allow(clippy::cast_possible_truncation, reason = "splits 64 bits into two words")]
fn words<W: World>(w: &mut W, kind: Kind, bits: u64) -> Result<Value, Failure> {
    w.plain(kind, bits as u32, (bits >> 32) as u32)
}
