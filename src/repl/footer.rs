//! The line below an answer: rows, how many are certain, what was changed, how long it took.

use crate::outcome::{Changes, Outcome, Timed};
use crate::report::{Doubts, MARK, Mode};

/// `12 rows, 10 certain, 2 possible (marked ?), 3.1 ms`; without a time where nobody asks for it.
pub fn footer(outcome: &Outcome, mode: Mode, milliseconds: Option<f64>) -> String {
    let mut parts = Vec::new();
    if !outcome.columns.is_empty() {
        parts.push(count(outcome.rows.len() as u64, "row", "rows"));
    }
    if let Some((certain, possible)) = outcome.time.as_ref().and_then(Timed::counts)
        && certain + possible > 0
    {
        parts.push(format!("{certain} certain"));
        let marked = matches!(mode, Mode::Table | Mode::Line) && Doubts::of(outcome).any();
        parts.push(match marked {
            true => format!("{possible} possible (marked {MARK})"),
            false => format!("{possible} possible"),
        });
    }
    parts.extend(changes(&outcome.changes));
    if parts.is_empty() {
        parts.push("done".to_string());
    }
    parts.extend(milliseconds.map(time));
    parts.join(", ")
}

fn time(milliseconds: f64) -> String {
    match milliseconds {
        short if short < 10_000.0 => format!("{short:.1} ms"),
        long => format!("{:.1} s", long / 1_000.0),
    }
}

fn changes(changes: &Changes) -> Vec<String> {
    [
        (changes.nodes_created, "node created", "nodes created"),
        (changes.nodes_deleted, "node deleted", "nodes deleted"),
        (
            changes.relations_created,
            "relation created",
            "relations created",
        ),
        (
            changes.relations_deleted,
            "relation deleted",
            "relations deleted",
        ),
        (changes.labels_added, "label added", "labels added"),
        (changes.labels_removed, "label removed", "labels removed"),
        (changes.properties_set, "property set", "properties set"),
        (
            changes.properties_removed,
            "property removed",
            "properties removed",
        ),
    ]
    .into_iter()
    .filter(|(number, ..)| *number > 0)
    .map(|(number, one, many)| count(number, one, many))
    .collect()
}

fn count(number: u64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::footer;
    use crate::outcome::{Changes, Outcome, Timed};
    use crate::report::Mode;
    use factio_graph::time::Certainty;

    #[test]
    fn rows_certainty_changes_and_time_stand_in_this_order() {
        let mut outcome = Outcome {
            columns: vec!["a".to_string()],
            rows: vec![vec![], vec![]],
            time: Some(Timed {
                slices: Vec::new(),
                rows: Some(vec![Certainty::Certain, Certainty::Possible]),
            }),
            ..Outcome::default()
        };
        assert_eq!(
            footer(&outcome, Mode::Table, Some(3.12)),
            "2 rows, 1 certain, 1 possible (marked ?), 3.1 ms"
        );
        assert_eq!(
            footer(&outcome, Mode::Csv, None),
            "2 rows, 1 certain, 1 possible"
        );
        outcome.rows.pop();
        outcome.time = None;
        outcome.changes = Changes {
            nodes_created: 1,
            properties_set: 2,
            ..Changes::default()
        };
        assert_eq!(
            footer(&outcome, Mode::Table, None),
            "1 row, 1 node created, 2 properties set"
        );
        assert_eq!(
            footer(&Outcome::default(), Mode::Table, Some(12_345.0)),
            "done, 12.3 s"
        );
    }
}
