//! How long a proof may take: `'60s'`, by the session's clock where it has one, else by a number of steps.

use crate::context::Context;
use crate::error::Result;
use crate::trace::options::Options;
use factio_graph::algo::partition::Budget;
use factio_graph::value::Value;
use std::sync::atomic::Ordering;

const DEFAULT: f64 = 5.0;

/// About what a second is worth without a clock.
const STEPS_A_SECOND: f64 = 400_000_000.0;

/// The option `budget`, in seconds.
///
/// # Errors
/// It is no length of time.
pub(super) fn seconds(options: &Options<'_>) -> Result<f64> {
    let read = match options.get("budget") {
        None => Some(DEFAULT),
        Some(Value::Integer(seconds)) => Some(*seconds as f64),
        Some(Value::Float(seconds)) => Some(*seconds),
        Some(Value::String(text)) => parse(text),
        Some(_) => None,
    };
    read.filter(|seconds| seconds.is_finite() && *seconds >= 0.0)
        .ok_or_else(|| options.wrong("budget", "a length of time such as '60s', '500ms' or '2m'"))
}

fn parse(text: &str) -> Option<f64> {
    let text = text.trim();
    let units = [("ms", 0.001), ("s", 1.0), ("m", 60.0)];
    let (number, unit) = units
        .iter()
        .find_map(|(unit, seconds)| Some((text.strip_suffix(unit)?, seconds)))?;
    Some(number.trim().parse::<f64>().ok()? * unit)
}

/// Runs `proof` within the budget; it stops early when the statement is stopped.
///
/// # Errors
/// The statement was stopped.
pub(super) fn within<T>(
    seconds: f64,
    context: &Context<'_>,
    proof: impl FnOnce(Budget<'_>) -> T,
) -> Result<T> {
    let nanoseconds = (seconds * 1e9) as u64;
    let begun = context.clock.map(|clock| clock());
    let is_over = || match (context.clock, begun) {
        (Some(clock), Some(begun)) => clock().saturating_sub(begun) > nanoseconds,
        _ => false,
    };
    let should_stop = || is_over() || context.limits.cancelled.load(Ordering::Relaxed);
    let steps = match begun {
        Some(_) => u64::MAX,
        None => (seconds * STEPS_A_SECOND) as u64,
    };
    let answer = proof(Budget {
        should_stop: &should_stop,
        steps,
    });
    context.check()?;
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn lengths_of_time_have_a_unit() {
        assert_eq!(parse("60s"), Some(60.0));
        assert_eq!(parse("500 ms"), Some(0.5));
        assert_eq!(parse("2m"), Some(120.0));
        assert_eq!(parse("60"), None);
        assert_eq!(parse("soon"), None);
    }
}
