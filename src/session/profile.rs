//! EXPLAIN and PROFILE: the plan as a table, with and without figures.

use crate::context::{Figures, Profile};
use crate::outcome::Outcome;
use crate::plan::{self, Explained, Planned};
use factio_graph::catalog::Catalog;
use factio_graph::value::Value;

/// The plan of a query that is not run: a row a line.
pub(super) fn explained(text: &str, planned: &Planned, catalog: &dyn Catalog) -> Outcome {
    let lines = plan::explain_lines(text, planned, catalog);
    Outcome {
        columns: vec!["plan".to_string()],
        rows: lines
            .into_iter()
            .map(|line| vec![Value::string(line.text)])
            .collect(),
        ..Outcome::default()
    }
}

/// The plan of a query that was run: beside each operator the rows that it passed on, and the milliseconds in it alone.
///
/// An operator whose work another one did has no figures; without a clock there are no milliseconds.
pub(super) fn profiled(
    text: &str,
    planned: &Planned,
    profile: &Profile,
    catalog: &dyn Catalog,
) -> Outcome {
    let lines = plan::explain_lines(text, planned, catalog);
    let rows = (0..lines.len()).map(|at| {
        let figures = figures(&lines[at], profile);
        let milliseconds = profile.clock.and(figures).map(|figures| {
            let alone = figures
                .nanoseconds
                .saturating_sub(below(&lines[at..], profile));
            Value::Float((alone / 1_000) as f64 / 1_000.0)
        });
        vec![
            lines[at].text.as_str().into(),
            figures.map_or(Value::Null, |figures| Value::Integer(figures.rows as i64)),
            milliseconds.unwrap_or_default(),
        ]
    });
    let columns = ["plan", "rows", "ms"];
    Outcome {
        rows: rows.collect(),
        columns: columns.map(String::from).to_vec(),
        ..Outcome::default()
    }
}

fn figures<'p>(line: &Explained, profile: &'p Profile) -> Option<&'p Figures> {
    let figures = profile.figures.get(line.probe?)?;
    (figures.calls > 0).then_some(figures)
}

/// The time in the operators that the first line's operator stands on: of those below it, the highest that have figures.
fn below(lines: &[Explained], profile: &Profile) -> u64 {
    let depth = |line: &Explained| line.text.len() - line.text.trim_start().len();
    let Some((first, rest)) = lines.split_first() else {
        return 0;
    };
    let mut total = 0;
    let mut counted: Option<usize> = None;
    for line in rest.iter().take_while(|line| depth(line) > depth(first)) {
        if counted.is_some_and(|counted| depth(line) > counted) {
            continue;
        }
        counted = None;
        if let Some(figures) = figures(line, profile) {
            total += figures.nanoseconds;
            counted = Some(depth(line));
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
        let times: Vec<&Value> = rows.iter().filter_map(|row| row.get(2)).collect();
        // Each is asked twice, and asking another takes a tick before and one after. The argument under UNWIND has no line.
        assert_eq!(times, [&Value::Float(4.0), &Value::Float(6.0)]);
    }
}
