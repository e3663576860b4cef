//! Exact amounts with a fraction, as durations are written with (`1.5` days), and the factors that scale durations.
//!
//! A floating-point number stands for the shortest decimal that reads back as it, so that 0.1 days are 2.4 hours to the nanosecond.

use crate::time::TimeError;

/// A decimal number: `whole + rest / Amount::OVER`, both of one sign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amount {
    pub(crate) whole: i128,
    pub(crate) rest: i128,
}

/// A number to multiply by, as a fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Factor {
    pub(crate) numerator: i128,
    /// Above zero, at most [`Factor::LARGEST`].
    pub(crate) denominator: i128,
}

const OVERFLOW: TimeError = TimeError::Overflow("duration");

impl Amount {
    /// Eighteen decimal digits.
    pub(crate) const OVER: i128 = 1_000_000_000_000_000_000;

    /// # Errors
    /// When the number is not finite, or far beyond what a duration holds.
    pub fn from_float(number: f64) -> Result<Amount, TimeError> {
        if !number.is_finite() {
            return Err(OVERFLOW);
        }
        let digits = number.abs().to_string();
        let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
        let amount = Amount::from_digits(whole, fraction)?;
        Ok(if number < 0.0 {
            amount.negated()
        } else {
            amount
        })
    }

    /// The number with those decimal digits before and after the point; what follows the eighteenth after it is dropped.
    ///
    /// # Errors
    /// When the number is far beyond what a duration holds.
    pub(crate) fn from_digits(whole: &str, fraction: &str) -> Result<Amount, TimeError> {
        let value = |digits: &str| {
            digits.bytes().try_fold(0_i128, |value, digit| {
                value.checked_mul(10)?.checked_add(i128::from(digit - b'0'))
            })
        };
        let whole = value(whole).ok_or(OVERFLOW)?;
        if whole > i128::from(u64::MAX) {
            return Err(OVERFLOW);
        }
        let fraction = &fraction[..fraction.len().min(18)];
        let scale = 10_i128.pow(18 - fraction.len() as u32);
        let rest = value(fraction).ok_or(OVERFLOW)? * scale;
        Ok(Amount { whole, rest })
    }

    pub(crate) fn negated(self) -> Amount {
        Amount {
            whole: -self.whole,
            rest: -self.rest,
        }
    }

    /// `self + amount × times`.
    pub(crate) fn plus(self, amount: Amount, times: i128) -> Amount {
        let rest = self.rest + amount.rest * times;
        Amount {
            whole: self.whole + amount.whole * times + rest / Amount::OVER,
            rest: rest % Amount::OVER,
        }
    }
}

impl From<i64> for Amount {
    fn from(whole: i64) -> Amount {
        Amount {
            whole: i128::from(whole),
            rest: 0,
        }
    }
}

impl Factor {
    const LARGEST: i128 = 100_000_000_000_000_000_000;

    /// # Errors
    /// When the number is not finite, or far beyond what a duration holds.
    pub fn from_float(number: f64) -> Result<Factor, TimeError> {
        let amount = Amount::from_float(number)?;
        let (mut numerator, mut denominator) = (amount.rest, Amount::OVER);
        while denominator > 1 && numerator % 10 == 0 {
            numerator /= 10;
            denominator /= 10;
        }
        let whole = amount.whole.checked_mul(denominator).ok_or(OVERFLOW)?;
        let numerator = whole.checked_add(numerator).ok_or(OVERFLOW)?;
        Ok(Factor {
            numerator,
            denominator,
        })
    }

    /// One over this.
    ///
    /// # Errors
    /// When this is zero.
    pub fn inverted(self) -> Result<Factor, TimeError> {
        if self.numerator == 0 {
            return Err(TimeError::DivisionByZero);
        }
        let mut numerator = self.denominator * self.numerator.signum();
        let mut denominator = self.numerator.abs();
        while denominator > Factor::LARGEST {
            numerator /= 10;
            denominator /= 10;
        }
        Ok(Factor {
            numerator,
            denominator,
        })
    }

    /// `number × self`: the whole of it, and what is left over the denominator.
    pub(crate) fn times(self, number: i64) -> Result<(i128, i128), TimeError> {
        let product = self.numerator.checked_mul(i128::from(number));
        let product = product.ok_or(OVERFLOW)?;
        Ok((product / self.denominator, product % self.denominator))
    }
}

impl From<i64> for Factor {
    fn from(number: i64) -> Factor {
        Factor {
            numerator: i128::from(number),
            denominator: 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Amount, Factor};
    use crate::time::TimeError;

    #[test]
    fn a_float_stands_for_its_shortest_decimal() {
        let tenth = Amount::from_float(-0.1).expect("a small number");
        assert_eq!((tenth.whole, tenth.rest), (0, -100_000_000_000_000_000));
        let factor = Factor::from_float(12.5).expect("a small number");
        assert_eq!((factor.numerator, factor.denominator), (125, 10));
    }

    #[test]
    fn what_no_duration_holds_is_an_overflow() {
        let overflow = Err(TimeError::Overflow("duration"));
        for number in [f64::NAN, f64::INFINITY, 1e300, -1e20] {
            assert_eq!(Amount::from_float(number), overflow, "{number}");
        }
    }

    #[test]
    fn a_tiny_float_is_nothing_and_cannot_divide() {
        let tiny = Factor::from_float(1e-300).expect("a small number");
        assert_eq!(tiny.numerator, 0);
        assert_eq!(tiny.inverted(), Err(TimeError::DivisionByZero));
    }
}
