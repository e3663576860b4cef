//! `sum` and `avg` of numbers or durations.
//!
//! Integers are summed exactly, so that whether a sum overflows does not depend on the order of the rows.

use super::summary::{Part, Summary};
use crate::error::{Detail, Error, ErrorKind, Result};
use crate::exec::op::evaluate::describe;
use factio_graph::time::Duration;
use factio_graph::value::Value;
use std::sync::Arc;

const NANOSECONDS: i128 = 1_000_000_000;

/// The sum of a group so far.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Total {
    count: i64,
    integers: i128,
    /// Set as soon as a float took part.
    floats: Option<f64>,
    /// How many of the values were durations: none or all.
    durations: i64,
    parts: Parts,
}

/// A sum of durations.
#[derive(Clone, Copy, Debug, Default)]
struct Parts {
    months: i128,
    days: i128,
    nanoseconds: i128,
}

#[derive(Default)]
pub(super) struct Sum(Vec<Total>);

#[derive(Default)]
pub(super) struct Average(Vec<Total>);

impl Summary for Sum {
    fn grow(&mut self, groups: usize) {
        self.0.resize(groups, Total::default());
    }

    fn add(&mut self, group: usize, value: Value, _: &[Value]) -> Result<()> {
        self.0[group].add(&value, "sum")
    }

    fn part(&mut self, group: usize) -> Part {
        Part::Total(self.0[group])
    }

    fn join(&mut self, group: usize, next: Part) -> Result<()> {
        match next {
            Part::Total(next) => self.0[group].join(next, "sum"),
            _ => Ok(()),
        }
    }

    fn finish(&mut self, group: usize) -> Result<Value> {
        let total = self.0[group];
        match total.floats {
            _ if total.durations > 0 => total.parts.value(),
            Some(_) => Ok(Value::Float(total.number())),
            None => i64::try_from(total.integers)
                .map(Value::Integer)
                .map_err(|_| overflow("the sum does not fit into 64 bits")),
        }
    }
}

impl Summary for Average {
    fn grow(&mut self, groups: usize) {
        self.0.resize(groups, Total::default());
    }

    fn add(&mut self, group: usize, value: Value, _: &[Value]) -> Result<()> {
        self.0[group].add(&value, "avg")
    }

    fn part(&mut self, group: usize) -> Part {
        Part::Total(self.0[group])
    }

    fn join(&mut self, group: usize, next: Part) -> Result<()> {
        match next {
            Part::Total(next) => self.0[group].join(next, "avg"),
            _ => Ok(()),
        }
    }

    fn finish(&mut self, group: usize) -> Result<Value> {
        let total = self.0[group];
        match total.count {
            0 => Ok(Value::Null),
            count if total.durations > 0 => total.parts.divided(count.into()).value(),
            count => Ok(Value::Float(total.number() / count as f64)),
        }
    }
}

impl Total {
    fn add(&mut self, value: &Value, function: &str) -> Result<()> {
        self.count += 1;
        match value {
            Value::Integer(number) => self.integers += i128::from(*number),
            Value::Float(number) => *self.floats.get_or_insert(0.0) += number,
            Value::Duration(duration) => {
                self.durations += 1;
                self.parts.add(duration);
            }
            other => return Err(wrong_kind(function, describe(other))),
        }
        self.check(function)
    }

    /// Adds the total of values that come next.
    fn join(&mut self, next: Total, function: &str) -> Result<()> {
        self.count += next.count;
        self.integers += next.integers;
        self.floats = match (self.floats, next.floats) {
            (Some(sum), Some(next)) => Some(sum + next),
            (sum, next) => sum.or(next),
        };
        self.durations += next.durations;
        self.parts.join(next.parts);
        self.check(function)
    }

    fn check(&self, function: &str) -> Result<()> {
        match self.durations == 0 || self.durations == self.count {
            true => Ok(()),
            false => Err(wrong_kind(function, "a mixture of numbers and durations")),
        }
    }

    fn number(&self) -> f64 {
        self.integers as f64 + self.floats.unwrap_or(0.0)
    }
}

impl Parts {
    fn add(&mut self, duration: &Duration) {
        self.months += i128::from(duration.months);
        self.days += i128::from(duration.days);
        self.nanoseconds +=
            i128::from(duration.seconds) * NANOSECONDS + i128::from(duration.nanoseconds);
    }

    fn join(&mut self, next: Parts) {
        self.months += next.months;
        self.days += next.days;
        self.nanoseconds += next.nanoseconds;
    }

    /// Each part divided on its own; what is left of a day goes on as 24 hours. A part of a month stays out.
    fn divided(self, by: i128) -> Parts {
        let day = 86_400 * NANOSECONDS;
        Parts {
            months: self.months / by,
            days: self.days / by,
            nanoseconds: (self.nanoseconds + self.days % by * day) / by,
        }
    }

    fn value(self) -> Result<Value> {
        let part = |part: i128| {
            i64::try_from(part).map_err(|_| overflow("the sum is too long for a duration"))
        };
        Ok(Value::Duration(Arc::new(Duration {
            months: part(self.months)?,
            days: part(self.days)?,
            seconds: part(self.nanoseconds.div_euclid(NANOSECONDS))?,
            nanoseconds: self.nanoseconds.rem_euclid(NANOSECONDS) as i32,
        })))
    }
}

fn wrong_kind(function: &str, found: &str) -> Error {
    Error::runtime(
        ErrorKind::TypeError,
        Detail::InvalidArgumentType,
        format!("{function}() takes numbers or durations; this is {found}"),
    )
}

fn overflow(message: &str) -> Error {
    Error::runtime(ErrorKind::ArithmeticError, Detail::IntegerOverflow, message)
}

#[cfg(test)]
mod tests {
    use super::{Average, Sum};
    use crate::error::Detail;
    use crate::exec::op::aggregate::summary::Summary;
    use factio_graph::value::Value;

    fn of(mut summary: impl Summary, values: &[Value]) -> crate::Result<Value> {
        summary.grow(1);
        for value in values {
            summary.add(0, value.clone(), &[])?;
        }
        summary.finish(0)
    }

    #[test]
    fn integers_stay_integers_and_one_float_makes_a_float() {
        let sum = |values: &[Value]| of(Sum::default(), values);
        assert_eq!(sum(&[1.into(), 2.into()]), Ok(Value::Integer(3)));
        assert_eq!(sum(&[1.into(), 2.5.into()]), Ok(Value::Float(3.5)));
        assert_eq!(sum(&[]), Ok(Value::Integer(0)));
    }

    #[test]
    fn only_a_final_sum_beyond_64_bits_overflows() {
        let sum = |values: &[Value]| of(Sum::default(), values);
        let most = Value::Integer(i64::MAX);
        assert_eq!(
            sum(&[most.clone(), 1.into(), (-1).into()]),
            Ok(most.clone())
        );
        let error = sum(&[most, 1.into()]).unwrap_err();
        assert_eq!(error.detail, Some(Detail::IntegerOverflow));
    }

    #[test]
    fn the_average_of_nothing_is_null() {
        assert_eq!(of(Average::default(), &[]), Ok(Value::Null));
        let two = of(Average::default(), &[1.into(), 3.into()]);
        assert_eq!(two, Ok(Value::Float(2.0)));
    }

    #[test]
    fn a_string_cannot_be_summed() {
        let error = of(Sum::default(), &["1".into()]).unwrap_err();
        assert_eq!(error.detail, Some(Detail::InvalidArgumentType));
    }
}
