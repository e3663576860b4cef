//! Which rows of an answer are certain: those that the same question gives of the certain facts alone.

use crate::error::Result;
use crate::outcome::{Outcome, Timed};
use crate::plan::Planned;
use crate::session::query::collect;
use crate::session::sight::Keeps;
use crate::session::{Session, time};
use factio_graph::time::Certainty;
use factio_graph::value::{Key, Value};
use rustc_hash::FxHashMap;

/// The column in which a row says itself how certain it is.
const COLUMN: &str = "certainty";

impl Session {
    /// Says of each row of an answer in a slice whether it is certain, where that is wanted or costs nothing.
    pub(super) fn tell_certainty(
        &mut self,
        outcome: &mut Outcome,
        planned: &Planned,
        doubted: bool,
    ) -> Result<()> {
        let Some(timed) = &outcome.time else {
            return Ok(());
        };
        let only_possible = self.sight.keeps() == Keeps::Possible;
        let wanted = self.counts_certainty || only_possible;
        let rows = match doubted {
            false => Some(vec![Certainty::Certain; outcome.rows.len()]),
            true if planned.writes || !wanted => None,
            true => Some(match said(outcome) {
                Some(said) => said,
                None => self.found(outcome, planned)?,
            }),
        };
        let slices = timed.slices.clone();
        outcome.time = Some(Timed { slices, rows });
        if only_possible {
            keep_possible(outcome);
        }
        Ok(())
    }

    /// Runs the statement on the certain facts, and looks for the rows there.
    fn found(&mut self, outcome: &Outcome, planned: &Planned) -> Result<Vec<Certainty>> {
        let certain = planned.of_the_certain();
        let mut context = self.context(false);
        time::look(certain.slice.as_ref(), &mut context)?;
        // The certain facts alone give a row fewer reasons, which makes it no other row.
        let told = planned.columns.len() - usize::from(planned.because);
        let mut left: FxHashMap<Vec<Key>, usize> = FxHashMap::default();
        for row in collect(&certain.plan, true, &mut context)? {
            *left.entry(key(&row[..told])).or_default() += 1;
        }
        let rows = outcome
            .rows
            .iter()
            .map(|row| match left.get_mut(&key(&row[..told])) {
                Some(count) if *count > 0 => {
                    *count -= 1;
                    Certainty::Certain
                }
                _ => Certainty::Possible,
            });
        Ok(rows.collect())
    }
}

/// What the rows say themselves.
fn said(outcome: &Outcome) -> Option<Vec<Certainty>> {
    let place = outcome.columns.iter().position(|name| name == COLUMN)?;
    let word = |value: &Value| match value {
        Value::String(word) if &**word == Certainty::Certain.name() => Some(Certainty::Certain),
        Value::String(word) if &**word == Certainty::Possible.name() => Some(Certainty::Possible),
        _ => None,
    };
    outcome.rows.iter().map(|row| word(&row[place])).collect()
}

fn key(row: &[Value]) -> Vec<Key> {
    row.iter().cloned().map(Key).collect()
}

/// Drops the rows that are certain.
fn keep_possible(outcome: &mut Outcome) {
    let Some(certainty) = outcome.time.as_mut().and_then(|timed| timed.rows.as_mut()) else {
        return;
    };
    let mut of_row = certainty.iter();
    outcome
        .rows
        .retain(|_| of_row.next() == Some(&Certainty::Possible));
    certainty.retain(|row| *row == Certainty::Possible);
}

#[cfg(test)]
mod tests {
    use crate::Session;
    use factio_graph::time::Certainty::{self, Certain, Possible};
    use factio_graph::value::Value;

    const STAGE: &str = "CREATE (a:P {k: 'a'})-[:led {valid: period('1920-01-01/1930-12-31')}]->(f:F), \
         (b:P {k: 'b'})-[:led {valid: period('1925/1930-12-31')}]->(f), \
         (c:P {k: 'c'})-[:led {valid: period('1924-01-01/1926-12-31')}]->(f), (c)-[:led {valid: period('1925')}]->(f)";

    fn rows(text: &str) -> Option<Vec<(String, Certainty)>> {
        let mut session = Session::new();
        session.counts_certainty = true;
        session.run(STAGE).unwrap();
        let outcome = session.run(text).unwrap();
        let certainty = outcome.time?.rows?;
        let words = outcome
            .rows
            .iter()
            .map(|row| row[0].to_string().replace('\'', ""));
        Some(words.zip(certainty).collect())
    }

    fn told(text: &str) -> Vec<(String, Certainty)> {
        rows(text).unwrap_or_default()
    }

    fn of(pairs: &[(&str, Certainty)]) -> Vec<(String, Certainty)> {
        pairs
            .iter()
            .map(|(word, certainty)| (word.to_string(), *certainty))
            .collect()
    }

    #[test]
    fn a_row_is_certain_when_the_certain_facts_alone_give_it() {
        let asked = "MATCH (p)-[:led]->() AT '1925-06-01' RETURN p.k ORDER BY p.k";
        let wanted = [
            ("a", Certain),
            ("b", Possible),
            ("c", Certain),
            ("c", Possible),
        ];
        assert_eq!(told(asked), of(&wanted));
    }

    #[test]
    fn a_row_that_several_matches_give_needs_one_that_is_certain() {
        let asked = "MATCH (p)-[:led]->() AT '1925-06-01' RETURN DISTINCT p.k ORDER BY p.k";
        let wanted = [("a", Certain), ("b", Possible), ("c", Certain)];
        assert_eq!(told(asked), of(&wanted));
    }

    #[test]
    fn a_row_is_as_certain_where_its_reasons_are_asked_for() {
        let asked = "WHY MATCH (p)-[:led]->() AT '1925-06-01' RETURN DISTINCT p.k ORDER BY p.k";
        let wanted = [("a", Certain), ("b", Possible), ("c", Certain)];
        assert_eq!(told(asked), of(&wanted));
    }

    #[test]
    fn a_count_is_certain_when_it_is_the_same_without_what_is_possible() {
        let asked = "MATCH (p)-[:led]->() AT '1925-06-01' RETURN p.k, count(*) ORDER BY p.k";
        let wanted = [("a", Certain), ("b", Possible), ("c", Possible)];
        assert_eq!(told(asked), of(&wanted));
    }

    #[test]
    fn what_is_skipped_is_skipped_of_all_rows() {
        let asked =
            "MATCH (p)-[:led]->() AT '1925-06-01' RETURN p.k ORDER BY p.k DESC SKIP 2 LIMIT 2";
        assert_eq!(told(asked), of(&[("b", Possible), ("a", Certain)]));
    }

    #[test]
    fn a_condition_in_a_slice_counts_too() {
        let asked =
            "MATCH (p:P) WHERE EXISTS { (p)-[:led]->() AT '1925-06-01' } RETURN p.k ORDER BY p.k";
        let wanted = [("a", Certain), ("b", Possible), ("c", Certain)];
        assert_eq!(told(asked), of(&wanted));
    }

    #[test]
    fn a_row_that_says_how_certain_it_is_is_believed() {
        let asked = "MATCH (p)-[r:led]->() AT '1925-06-01' RETURN count(*) AS n, certainty(r) AS certainty ORDER BY n";
        assert_eq!(told(asked).len(), 2);
        assert!(told(asked).iter().any(|(_, row)| *row == Possible));
    }

    #[test]
    fn without_a_slice_nothing_is_told() {
        assert_eq!(rows("MATCH (p)-[:led]->() RETURN p.k"), None);
        assert_eq!(rows("RETURN 1"), None);
    }

    #[test]
    fn facts_of_the_answer_are_told_apart() {
        let mut session = Session::new();
        session.run(STAGE).unwrap();
        let outcome = session.run("MATCH (p)-[r:led]->(f) AT '1925-06-01' RETURN p, r, f, p.k");
        let outcome = outcome.unwrap();
        let timed = outcome.time.unwrap();
        assert_eq!(timed.rows, None, "it was not asked for");
        let doubtful = |row: &Vec<Value>| {
            let only = |value: &Value| timed.is_only_possible(value, session.graph());
            row.iter().map(only).collect::<Vec<bool>>()
        };
        assert_eq!(doubtful(&outcome.rows[0]), [false, false, false, false]);
        assert_eq!(doubtful(&outcome.rows[1]), [false, true, false, false]);
    }
}
