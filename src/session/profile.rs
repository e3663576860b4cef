//! EXPLAIN and PROFILE: the plan as a table, with and without figures.

use crate::context::{Figures, Passed, Profile};
use crate::outcome::Outcome;
use crate::plan::Explained;
use factio_graph::value::Value;

/// The plan of a query that is not run: a row a line.
pub(super) fn explained(lines: &[Explained]) -> Outcome {
    Outcome {
        columns: vec!["plan".to_string()],
        rows: lines
            .iter()
            .map(|line| vec![Value::string(line.line())])
            .collect(),
        ..Outcome::default()
    }
}

/// The plan of a query that was run: beside each operator the rows that were expected of it, those that it passed on, and the
/// milliseconds in it alone. Beside a step of a match stand rows too, and how many matches they stand for.
///
/// An operator whose work another one did has no figures; without a clock there are no milliseconds.
pub(super) fn profiled(lines: &[Explained], profile: &Profile) -> Outcome {
    let rows = (0..lines.len()).map(|at| {
        let line = &lines[at];
        let estimate = line.rows().map(|rows| Value::Integer(rows as i64));
        let (passed, milliseconds) = match passed(line, profile) {
            Some(passed) => (Some(passed.rows), None),
            None => of_operator(&lines[at..], profile),
        };
        vec![
            Value::string(text(line, profile)),
            estimate.unwrap_or_default(),
            passed.map_or(Value::Null, |rows| Value::Integer(rows as i64)),
            milliseconds.map_or(Value::Null, Value::Float),
        ]
    });
    let columns = ["plan", "expected", "rows", "ms"];
    Outcome {
        rows: rows.collect(),
        columns: columns.map(String::from).to_vec(),
        ..Outcome::default()
    }
}

/// The line, and for a step how many matches its rows stand for, where that is another number.
fn text(line: &Explained, profile: &Profile) -> String {
    match passed(line, profile) {
        Some(passed) if passed.matches != passed.rows => {
            format!("{}, for {} matches", line.text, passed.matches)
        }
        _ => line.text.clone(),
    }
}

/// What the first line's operator passed on, and the milliseconds in it alone.
fn of_operator(lines: &[Explained], profile: &Profile) -> (Option<u64>, Option<f64>) {
    let Some(figures) = lines.first().and_then(|line| figures(line, profile)) else {
        return (None, None);
    };
    let alone = figures.nanoseconds.saturating_sub(below(lines, profile));
    let milliseconds = profile.clock.map(|_| (alone / 1_000) as f64 / 1_000.0);
    (Some(figures.rows), milliseconds)
}

/// What the step of a line passed on.
fn passed<'p>(line: &Explained, profile: &'p Profile) -> Option<&'p Passed> {
    profile.steps.get(line.probe?)?.get(line.step?)
}

/// The figures of a line's operator.
fn figures<'p>(line: &Explained, profile: &'p Profile) -> Option<&'p Figures> {
    let figures = profile.figures.get(line.probe?)?;
    (figures.calls > 0 && line.step.is_none()).then_some(figures)
}

/// The time in the operators that the first line's operator stands on: of those below it, the highest that have figures.
fn below(lines: &[Explained], profile: &Profile) -> u64 {
    let Some((first, rest)) = lines.split_first() else {
        return 0;
    };
    let mut total = 0;
    let mut counted: Option<usize> = None;
    for line in rest.iter().take_while(|line| line.depth > first.depth) {
        if counted.is_some_and(|counted| line.depth > counted) {
            continue;
        }
        counted = None;
        if let Some(figures) = figures(line, profile) {
            total += figures.nanoseconds;
            counted = Some(line.depth);
        }
    }
    total
}

#[cfg(test)]
mod tests {
    use crate::Session;
    use factio_graph::value::Value;
    use std::sync::atomic::{AtomicU64, Ordering};

    /// A clock that goes on by a millisecond whenever it is read.
    fn ticking() -> u64 {
        static TICKS: AtomicU64 = AtomicU64::new(0);
        TICKS.fetch_add(1_000_000, Ordering::Relaxed)
    }

    #[test]
    fn the_time_of_an_operator_leaves_out_what_it_stands_on() {
        let mut session = Session::new();
        session.clock = Some(ticking);
        let outcome = session.run("PROFILE UNWIND [1, 2] AS x WITH DISTINCT x RETURN x");
        let rows = outcome.map(|outcome| outcome.rows).unwrap_or_default();
        let times: Vec<&Value> = rows.iter().filter_map(|row| row.get(3)).collect();
        // Each is asked twice, and asking another takes a tick before and one after. The argument under UNWIND has no line.
        assert_eq!(times, [&Value::Float(4.0), &Value::Float(6.0)]);
    }
}
