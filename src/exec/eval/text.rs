//! STARTS WITH, ENDS WITH, CONTAINS and `=~`: unknown where one side is no string. CONTAINS is also said of periods.

use crate::context::Context;
use crate::error::{Detail, Error, ErrorKind, Result};
use crate::fun::period;
use crate::plan::expr::TextOp;
use factio_graph::value::Value;
use regex::{Regex, RegexBuilder};
use std::cell::RefCell;
use std::collections::VecDeque;

/// Bytes that a compiled pattern may take.
const MAX_COMPILED: usize = 1 << 20;
/// How many compiled patterns are kept at hand.
const KEPT: usize = 16;

pub fn apply(op: TextOp, a: &Value, b: &Value, context: &Context<'_>) -> Result<Value> {
    match (a, b) {
        (Value::String(a), Value::String(b)) => of_strings(op, a, b).map(Value::Boolean),
        _ if op == TextOp::Contains && is_of_time(a, b) => period::covers(a, b, context),
        _ => Ok(Value::Null),
    }
}

/// Whether CONTAINS asks for a period that covers another: the left has a validity, or the right is a period.
fn is_of_time(a: &Value, b: &Value) -> bool {
    matches!(
        (a, b),
        (
            Value::Period(_) | Value::Node(_) | Value::Relation(_) | Value::Path(_),
            _
        ) | (_, Value::Period(_))
    )
}

fn of_strings(op: TextOp, a: &str, b: &str) -> Result<bool> {
    match op {
        TextOp::StartsWith => Ok(a.starts_with(b)),
        TextOp::EndsWith => Ok(a.ends_with(b)),
        TextOp::Contains => Ok(a.contains(b)),
        TextOp::Matches => matches(a, b),
    }
}

/// Whether the whole text matches the pattern, in time linear in the text.
fn matches(text: &str, pattern: &str) -> Result<bool> {
    thread_local! {
        static COMPILED: RefCell<VecDeque<(String, Regex)>> = const { RefCell::new(VecDeque::new()) };
    }
    COMPILED.with_borrow_mut(|compiled| {
        if let Some((_, regex)) = compiled.iter().find(|(known, _)| known == pattern) {
            return Ok(regex.is_match(text));
        }
        let regex = compile(pattern)?;
        let answer = regex.is_match(text);
        compiled.truncate(KEPT - 1);
        compiled.push_front((pattern.to_owned(), regex));
        Ok(answer)
    })
}

/// The pattern between anchors. It must stand alone first, lest it close the brackets that are put around it; a comment at its end
/// (in its verbose mode) is closed by the line break.
fn compile(pattern: &str) -> Result<Regex> {
    let build = |text: &str| RegexBuilder::new(text).size_limit(MAX_COMPILED).build();
    build(pattern)
        .and_then(|_| build(&format!(r"\A(?:{pattern})\z")))
        .or_else(|_| build(pattern).and_then(|_| build(&format!("\\A(?:{pattern}\n)\\z"))))
        .map_err(|error| invalid(&error))
}

fn invalid(error: &regex::Error) -> Error {
    let reason = match error {
        regex::Error::CompiledTooBig(_) => "it is too large".to_owned(),
        other => last_line(&other.to_string()),
    };
    Error::runtime(
        ErrorKind::ArgumentError,
        Detail::InvalidArgumentValue,
        format!("the regular expression cannot be read: {reason}"),
    )
}

/// The sentence of a message that draws the pattern above it.
fn last_line(message: &str) -> String {
    let line = message.lines().last().unwrap_or_default();
    line.trim_start_matches("error: ").to_owned()
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn a_pattern_matches_the_whole_text() {
        assert_eq!(matches("ab", "a|ab"), Ok(true));
        assert_eq!(matches("xab", "a|ab"), Ok(false));
        assert_eq!(matches("ABC", "(?i)abc"), Ok(true));
        assert_eq!(matches("a", "(?x) a # the first letter"), Ok(true));
        assert_eq!(matches("a\n", "a"), Ok(false));
    }

    #[test]
    fn a_pattern_that_cannot_be_read_is_an_error() {
        for pattern in ["(", "a)|(b", r"(a)\1", "(?=a)", "a{1000000}"] {
            assert!(matches("a", pattern).is_err(), "{pattern}");
        }
    }
}
