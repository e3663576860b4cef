//! Rounding. With a precision it works on the decimal digits that the number prints with, so that 1.005 to two places is 1.01.

use crate::context::Context;
use crate::error::{Detail, Error, ErrorKind, Result};
use crate::fun::argument::{float, integer, text};
use crate::fun::number::map;
use crate::fun::{Function, Parameter};
use crate::kind::Kind;
use factio_graph::value::Value;
use std::cmp::Ordering;

static NUMBER: &[Parameter] = &[Parameter::new("number", Kind::Number)];
static ROUND: &[Parameter] = &[
    Parameter::new("number", Kind::Number),
    Parameter::optional("precision", Kind::Integer),
    Parameter::optional("mode", Kind::String),
];

pub static FUNCTIONS: &[Function] = &[
    Function::new(
        "ceil",
        NUMBER,
        Kind::Float,
        "The least whole number that is not less.",
        |_, a| map("ceil", a, f64::ceil),
    ),
    Function::new(
        "ceiling",
        NUMBER,
        Kind::Float,
        "The least whole number that is not less.",
        |_, a| map("ceiling", a, f64::ceil),
    ),
    Function::new(
        "floor",
        NUMBER,
        Kind::Float,
        "The greatest whole number that is not greater.",
        |_, a| map("floor", a, f64::floor),
    ),
    Function::new(
        "round",
        ROUND,
        Kind::Float,
        "The nearest number of that many decimal places.",
        round,
    ),
];

/// Where a number goes that lies between two candidates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    /// Away from zero.
    Up,
    /// Towards zero.
    Down,
    Ceiling,
    Floor,
    HalfUp,
    HalfDown,
    HalfEven,
}

/// Without a precision to the nearest whole number, ties upwards; with one, ties away from zero unless a mode says otherwise.
fn round(_: &Context<'_>, arguments: &[Value]) -> Result<Value> {
    let Some(number) = float("round", arguments, 0)? else {
        return Ok(Value::Null);
    };
    if arguments.len() < 2 {
        return Ok(Value::Float(half_upwards(number)));
    }
    let mode = match arguments.len() {
        2 => Some("HALF_UP"),
        _ => text("round", arguments, 2)?,
    };
    let (Some(precision), Some(mode)) = (integer("round", arguments, 1)?, mode) else {
        return Ok(Value::Null);
    };
    Ok(Value::Float(round_decimal(
        number,
        precision,
        mode_of(mode)?,
    )))
}

fn half_upwards(number: f64) -> f64 {
    let below = number.floor();
    match number - below >= 0.5 {
        true => below + 1.0,
        false => below,
    }
}

fn mode_of(name: &str) -> Result<Mode> {
    Ok(match name.to_ascii_uppercase().as_str() {
        "UP" => Mode::Up,
        "DOWN" => Mode::Down,
        "CEILING" => Mode::Ceiling,
        "FLOOR" => Mode::Floor,
        "HALF_UP" => Mode::HalfUp,
        "HALF_DOWN" => Mode::HalfDown,
        "HALF_EVEN" => Mode::HalfEven,
        _ => {
            let message = format!(
                "round() has no mode '{name}', but UP, DOWN, CEILING, FLOOR, HALF_UP, HALF_DOWN and HALF_EVEN"
            );
            return Err(Error::runtime(
                ErrorKind::ArgumentError,
                Detail::InvalidArgumentValue,
                message,
            ));
        }
    })
}

fn round_decimal(number: f64, precision: i64, mode: Mode) -> f64 {
    if number == 0.0 || !number.is_finite() {
        return number;
    }
    let (digits, before_point) = decimal(number.abs());
    let kept = before_point.saturating_add(precision);
    if kept >= digits.len() as i64 {
        return number;
    }
    let mut whole: u64 = match usize::try_from(kept) {
        Ok(kept) => digits[..kept]
            .iter()
            .fold(0, |sum, digit| sum * 10 + u64::from(*digit)),
        Err(_) => 0,
    };
    if goes_up(
        mode,
        number < 0.0,
        whole % 2 == 1,
        rest_to_half(&digits, kept),
    ) {
        whole += 1;
    }
    let rounded: f64 = format!("{whole}e{}", precision.saturating_neg())
        .parse()
        .unwrap_or(number);
    rounded.copysign(number)
}

/// The digits of the shortest text that reads back as the number, and how many of them stand before the point (which may be
/// negative, or more than there are).
fn decimal(number: f64) -> (Vec<u8>, i64) {
    let text = format!("{number:e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let digits = mantissa
        .bytes()
        .filter(u8::is_ascii_digit)
        .map(|digit| digit - b'0');
    (digits.collect(), exponent.parse::<i64>().unwrap_or(0) + 1)
}

/// How what is cut off stands to half a unit of the last place kept. It is never nothing.
fn rest_to_half(digits: &[u8], kept: i64) -> Ordering {
    let Ok(kept) = usize::try_from(kept) else {
        return Ordering::Less;
    };
    let rest = &digits[kept..];
    rest[0]
        .cmp(&5)
        .then_with(|| rest[1..].iter().copied().max().unwrap_or(0).cmp(&0))
}

fn goes_up(mode: Mode, is_negative: bool, is_odd: bool, rest: Ordering) -> bool {
    match mode {
        Mode::Up => true,
        Mode::Down => false,
        Mode::Ceiling => !is_negative,
        Mode::Floor => is_negative,
        Mode::HalfUp => rest.is_ge(),
        Mode::HalfDown => rest.is_gt(),
        Mode::HalfEven => rest.is_gt() || rest.is_eq() && is_odd,
    }
}

#[cfg(test)]
mod tests {
    use super::{Mode, half_upwards, round_decimal};

    #[test]
    fn ties_go_upwards_without_a_precision() {
        assert_eq!(half_upwards(0.5), 1.0);
        assert_eq!(half_upwards(-1.5), -1.0);
        assert_eq!(half_upwards(0.49999999999999994), 0.0);
        assert_eq!(half_upwards(1e300), 1e300);
    }

    #[test]
    fn decimals_round_as_they_are_written() {
        assert_eq!(round_decimal(1.005, 2, Mode::HalfUp), 1.01);
        assert_eq!(round_decimal(-1.55, 1, Mode::HalfUp), -1.6);
        assert_eq!(round_decimal(2.71649, 3, Mode::HalfUp), 2.716);
        assert_eq!(round_decimal(1249.0, -2, Mode::HalfUp), 1200.0);
        assert_eq!(round_decimal(0.04, 1, Mode::HalfUp), 0.0);
        assert_eq!(round_decimal(0.05, 1, Mode::HalfUp), 0.1);
        assert_eq!(round_decimal(9.99, 1, Mode::HalfUp), 10.0);
        assert_eq!(round_decimal(1.5, 400, Mode::HalfUp), 1.5);
    }

    #[test]
    fn every_mode_has_its_way_with_a_tie_and_with_a_little() {
        let all = |number| {
            [
                Mode::Up,
                Mode::Down,
                Mode::Ceiling,
                Mode::Floor,
                Mode::HalfUp,
                Mode::HalfDown,
                Mode::HalfEven,
            ]
            .map(|mode| round_decimal(number, 1, mode))
        };
        assert_eq!(all(1.25), [1.3, 1.2, 1.3, 1.2, 1.3, 1.2, 1.2]);
        assert_eq!(all(-1.25), [-1.3, -1.2, -1.2, -1.3, -1.3, -1.2, -1.2]);
        assert_eq!(all(0.001), [0.1, 0.0, 0.1, 0.0, 0.0, 0.0, 0.0]);
    }
}
