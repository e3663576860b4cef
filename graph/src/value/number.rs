//! Numbers against numbers: integers and floats are compared exactly, never by rounding one to the other.

use std::cmp::Ordering;

/// 2⁶³, the first float above all integers.
const ABOVE_INTEGERS: f64 = 9_223_372_036_854_775_808.0;

/// How an integer stands to a float; `None` for NaN.
pub(super) fn compare_integer_float(integer: i64, float: f64) -> Option<Ordering> {
    if float.is_nan() {
        None
    } else if float >= ABOVE_INTEGERS {
        Some(Ordering::Less)
    } else if float < -ABOVE_INTEGERS {
        Some(Ordering::Greater)
    } else {
        let whole = integer.cmp(&(float.trunc() as i64));
        Some(whole.then_with(|| 0.0_f64.total_cmp(&(float.fract() + 0.0))))
    }
}

/// The integer that a float is equal to, if there is one.
pub fn as_integer(float: f64) -> Option<i64> {
    let integer = float as i64;
    (compare_integer_float(integer, float) == Some(Ordering::Equal)).then_some(integer)
}

/// Floats in their total order: −0.0 equals 0.0, and NaN equals itself and is above all others.
pub(super) fn order_floats(a: f64, b: f64) -> Ordering {
    a.partial_cmp(&b)
        .unwrap_or_else(|| a.is_nan().cmp(&b.is_nan()))
}

#[cfg(test)]
mod tests {
    use super::{as_integer, compare_integer_float};
    use std::cmp::Ordering::{Equal, Greater, Less};

    #[test]
    fn integers_that_a_float_cannot_hold_still_differ_from_it() {
        let near = 4_611_686_018_427_387_905;
        assert_eq!(compare_integer_float(near, near as f64), Some(Greater));
        assert_eq!(compare_integer_float(i64::MAX, i64::MAX as f64), Some(Less));
        assert_eq!(
            compare_integer_float(i64::MIN, i64::MIN as f64),
            Some(Equal)
        );
    }

    #[test]
    fn fractions_lie_on_their_side_of_the_integer() {
        assert_eq!(compare_integer_float(2, 2.5), Some(Less));
        assert_eq!(compare_integer_float(-2, -2.5), Some(Greater));
        assert_eq!(compare_integer_float(0, -0.0), Some(Equal));
        assert_eq!(compare_integer_float(0, -0.5), Some(Greater));
        assert_eq!(compare_integer_float(0, f64::NEG_INFINITY), Some(Greater));
        assert_eq!(compare_integer_float(0, f64::NAN), None);
    }

    #[test]
    fn only_whole_floats_are_integers() {
        assert_eq!(as_integer(3.0), Some(3));
        assert_eq!(as_integer(-0.0), Some(0));
        assert_eq!(as_integer(3.5), None);
        assert_eq!(as_integer(f64::INFINITY), None);
        assert_eq!(as_integer(f64::NAN), None);
    }
}
