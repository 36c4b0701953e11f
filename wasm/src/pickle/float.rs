//! Decimal text to the nearest double, ties to even (IEEE 754, 5.12.2). The standard library's parser gives the same, faster, and brings
//! ten KiB of tables that do not compress: more than all of this module, for an opcode that only protocol 0 has.

/// Digits kept. Halfway between two doubles are at most 767 of them; of the others counts that there are some.
const DIGITS: usize = 800;
/// What a limb of [`Natural`] takes at once: 10^9.
const STEP: u32 = 9;
const MANTISSA: i64 = 52;
const BIAS: i64 = 1023;

/// Digits with at most one point and an exponent: `12.5e-3`. No sign, no blanks, no names.
pub fn parse(text: &[u8]) -> Option<f64> {
    let (number, exponent) = match text.iter().position(|c| c.eq_ignore_ascii_case(&b'e')) {
        Some(at) => (text.get(..at)?, power(text.get(at + 1..)?)?),
        None => (text, 0),
    };
    let point = number.iter().position(|&c| c == b'.');
    let fraction = point.map_or(0, |at| number.len() - at - 1);
    let digits = || number.iter().enumerate().filter(|&(at, _)| Some(at) != point).map(|(_, &c)| c);
    if digits().next().is_none() || !digits().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let exponent = exponent.saturating_sub(i64::try_from(fraction).ok()?);
    Some(nearest(digits().skip_while(|&c| c == b'0'), exponent))
}

/// Saturates: an exponent may have any number of digits.
fn power(text: &[u8]) -> Option<i64> {
    let digits = text.strip_prefix(b"-").or_else(|| text.strip_prefix(b"+")).unwrap_or(text);
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let size = digits.iter().fold(0i64, |n, c| n.saturating_mul(10).saturating_add(i64::from(c - b'0')));
    Some(if text.starts_with(b"-") { -size } else { size })
}

/// The double nearest to digits times a power of ten. The first digit is none of 0.
fn nearest(digits: impl Iterator<Item = u8> + Clone, exponent: i64) -> f64 {
    let count = digits.clone().count();
    let exponent = exponent.saturating_add(i64::try_from(count.saturating_sub(DIGITS)).unwrap_or(i64::MAX));
    // As 0.d × 10^size.
    let size = exponent.saturating_add(i64::try_from(count.min(DIGITS)).unwrap_or(i64::MAX));
    if count == 0 || size < -330 {
        return 0.0;
    }
    if size > 330 {
        return f64::INFINITY;
    }
    let mut is_more = digits.clone().skip(DIGITS).any(|c| c != b'0');
    let mut natural = Natural(Vec::new());
    digits.take(DIGITS).for_each(|c| natural.times_plus(10, u32::from(c - b'0')));
    let mut halvings = 0;
    if exponent >= 0 {
        natural.by_tens(exponent, |natural, ten| {
            natural.times_plus(ten, 0);
            false
        });
    } else {
        // So many that 64 bits are left after the division.
        halvings = -exponent * 10 / 3 + 68;
        natural.double(halvings);
        is_more |= natural.by_tens(-exponent, Natural::divide);
    }
    rounded(&natural, halvings, is_more)
}

/// A natural number, and a bit more if `is_more`, halved so often.
fn rounded(natural: &Natural, halvings: i64, is_more: bool) -> f64 {
    let bits = natural.bits();
    let mut exponent = bits - 1 - halvings;
    // Below the smallest normal double there are fewer bits.
    let kept = (MANTISSA + 1).min(exponent + BIAS + MANTISSA);
    if kept < 0 {
        return 0.0;
    }
    let dropped = bits - kept;
    let mut mantissa = natural.above(dropped);
    if natural.has(dropped - 1) && (is_more || natural.any_below(dropped - 1) || mantissa & 1 == 1) {
        mantissa += 1;
    }
    if kept <= MANTISSA {
        // One that is rounded up to the smallest normal double has its bits as well.
        return f64::from_bits(mantissa);
    }
    if mantissa >> (MANTISSA + 1) != 0 {
        (mantissa, exponent) = (mantissa >> 1, exponent + 1);
    }
    if exponent > BIAS {
        return f64::INFINITY;
    }
    let fraction = mantissa & ((1 << MANTISSA) - 1);
    f64::from_bits((exponent + BIAS).cast_unsigned() << MANTISSA | fraction)
}

/// A natural number of at most some thousand bits: 32 bits a limb, the lowest first.
struct Natural(Vec<u32>);

#[allow(clippy::cast_possible_truncation, reason = "splits 64 bits into two limbs")]
impl Natural {
    fn times_plus(&mut self, factor: u32, add: u32) {
        let mut carry = u64::from(add);
        for limb in &mut self.0 {
            let product = u64::from(*limb) * u64::from(factor) + carry;
            (*limb, carry) = (product as u32, product >> 32);
        }
        if carry != 0 {
            self.0.push(carry as u32);
        }
    }

    /// Says whether there is a remainder.
    fn divide(&mut self, divisor: u32) -> bool {
        let mut rest = 0u64;
        for limb in self.0.iter_mut().rev() {
            let whole = rest << 32 | u64::from(*limb);
            (*limb, rest) = ((whole / u64::from(divisor)) as u32, whole % u64::from(divisor));
        }
        rest != 0
    }

    fn double(&mut self, times: i64) {
        (0..times % 32).for_each(|_| self.times_plus(2, 0));
        self.0.splice(0..0, (0..times / 32).map(|_| 0));
    }

    /// Hands on powers of ten whose product is 10^power; whether one of the answers was yes.
    fn by_tens(&mut self, power: i64, mut each: impl FnMut(&mut Natural, u32) -> bool) -> bool {
        let mut any = false;
        let mut left = u32::try_from(power).unwrap_or(0);
        while left > 0 {
            let now = left.min(STEP);
            any |= each(self, 10u32.pow(now));
            left -= now;
        }
        any
    }

    /// Bits up to the highest that is set.
    fn bits(&self) -> i64 {
        let top = self.0.iter().rposition(|&limb| limb != 0);
        top.map_or(0, |at| at as i64 * 32 + 32 - i64::from(self.0[at].leading_zeros()))
    }

    fn has(&self, bit: i64) -> bool {
        let limb = usize::try_from(bit.div_euclid(32)).ok().and_then(|at| self.0.get(at));
        limb.is_some_and(|limb| limb >> bit.rem_euclid(32) & 1 == 1)
    }

    fn any_below(&self, bit: i64) -> bool {
        (0..bit).any(|at| self.has(at))
    }

    /// The bits from one on, of which there are at most 64. Below zero there are only zeros.
    fn above(&self, bit: i64) -> u64 {
        (bit..self.bits()).rev().fold(0, |bits, at| bits << 1 | u64::from(self.has(at)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn expected(text: &str) -> Option<u64> {
        text.parse::<f64>().ok().map(f64::to_bits)
    }

    fn found(text: &str) -> Option<u64> {
        parse(text.as_bytes()).map(f64::to_bits)
    }

    #[test]
    fn what_is_hard_to_round() {
        let halfway = "9007199254740993";
        let limits =
            ["1.7976931348623157e308", "1.7976931348623158e308", "1.7976931348623159e308", "2.2250738585072011e-308"];
        let least =
            ["4.9406564584124654e-324", "2.4703282292062327e-324", "2.4703282292062328e-324", "2.5e-324", "1e-400"];
        let spelled = [
            "0",
            "0.0",
            "000.000e99999999999999999999",
            "1e99999999999999999999",
            "1e-99999999999999999999",
            "1.",
            ".5",
        ];
        let wrong = ["", ".", "e5", "1e", "1e+", "1e5.", "1.2.3", "-1", "+1", "inf", "0x1", "1_0", "1e5e5"];
        let texts = limits.iter().chain(&least).chain(&spelled).map(ToString::to_string);
        let more = (0..5).map(|n| format!("{halfway}{}{n}e-1", ".0".repeat(usize::from(n > 2))));
        for text in texts.chain(more) {
            assert_eq!(found(&text), expected(&text), "{text}");
        }
        for text in wrong {
            assert_eq!(found(text), None, "{text}");
        }
        // Only the digits behind all that are kept tell: just above halfway.
        for tail in ["0", "1"] {
            let text = format!("{halfway}.{}{tail}", "0".repeat(DIGITS));
            assert_eq!(found(&text), expected(&text));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2048, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn is_what_the_standard_library_says(whole in "[0-9]{0,30}", fraction in "(\\.[0-9]{0,30})?", exponent in -360i64..360, has in any::<bool>()) {
            let text = if has { format!("{whole}{fraction}e{exponent}") } else { format!("{whole}{fraction}") };
            prop_assert_eq!(found(&text), expected(&text));
        }

        #[test]
        fn reads_back_every_double_and_what_lies_halfway_to_the_next(bits in any::<u64>(), small in any::<bool>()) {
            let bits = if small { bits >> 12 } else { bits & !(1 << 63) };
            let value = f64::from_bits(bits);
            prop_assume!(value.is_finite());
            let text = format!("{value:e}");
            prop_assert_eq!(found(&text), Some(bits));
            let exact = format!("{value:.1100e}");
            prop_assert_eq!(found(&exact), Some(bits));
            let next = f64::from_bits(bits + 1);
            prop_assume!(next.is_finite());
            let between = format!("{:.1100e}", value / 2.0 + next / 2.0);
            prop_assert_eq!(found(&between), expected(&between));
        }
    }
}
