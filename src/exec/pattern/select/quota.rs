//! How many paths a selector keeps, by what it says and what its parameter holds.

use crate::context::Parameters;
use crate::error::{Detail, Error, ErrorKind, Phase, Result};
use crate::exec::op::describe;
use factio_grammar::ast::{Name, PathCount, Selector};
use factio_graph::value::Value;

/// How many paths are kept for a pair of ends.
#[derive(Clone, Copy, Debug)]
pub(in crate::exec::pattern) struct Quota {
    pub paths: usize,
    /// Different lengths.
    pub lengths: usize,
}

impl Quota {
    /// Every path.
    pub const ALL: Quota = Quota {
        paths: usize::MAX,
        lengths: usize::MAX,
    };

    /// # Errors
    /// The parameter has no value, or one that is no integer of at least 1.
    pub fn of(selector: &Selector, parameters: &Parameters) -> Result<Quota> {
        let (paths, lengths) = match selector {
            Selector::All => (usize::MAX, usize::MAX),
            Selector::Any(count) | Selector::Shortest(count) => {
                (number(count, parameters)?, usize::MAX)
            }
            Selector::ShortestPath => (1, usize::MAX),
            Selector::AllShortest | Selector::AllShortestPaths => (usize::MAX, 1),
            Selector::ShortestGroups(count) => (usize::MAX, number(count, parameters)?),
        };
        Ok(Quota { paths, lengths })
    }
}

fn number(count: &PathCount, parameters: &Parameters) -> Result<usize> {
    let number = match count {
        PathCount::Number(number) => *number,
        PathCount::Parameter(name) => given(name, parameters)?,
    };
    Ok(usize::try_from(number).unwrap_or(usize::MAX))
}

fn given(name: &Name, parameters: &Parameters) -> Result<u64> {
    let text = &name.text;
    let Some(value) = parameters.get(text.as_str()) else {
        let message = format!("no value was given for the parameter ${text}");
        let kind = ErrorKind::ParameterMissing;
        return Err(Error::compile(kind, Detail::MissingParameter, message).at(name.span));
    };
    let detail = match value {
        Value::Integer(count) if *count > 0 => return Ok(count.unsigned_abs()),
        Value::Integer(0) => Detail::NumberOutOfRange,
        Value::Integer(_) => Detail::NegativeIntegerArgument,
        _ => Detail::InvalidArgumentType,
    };
    let found = match value {
        Value::Integer(count) => count.to_string(),
        other => describe(other).to_owned(),
    };
    let message = format!("the number of paths is an integer of at least 1; ${text} is {found}");
    Err(Error {
        phase: Phase::Runtime,
        ..Error::compile(ErrorKind::SyntaxError, detail, message).at(name.span)
    })
}
