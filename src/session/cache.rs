//! Plans kept by the text of their statements.
//!
//! A plan hangs on its text, on the schema, on procedures and on what handles name, and never on how many nodes there are. One
//! that calls a procedure, names a handle or has something to note is planned anew each time.

use crate::plan::{Op, Plan, Planned, inputs};
use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
use std::sync::Arc;

/// How many plans are kept; the oldest goes first.
const KEPT: usize = 256;

/// Longer texts are hardly said twice, in bytes.
const LONGEST: usize = 16 << 10;

/// The plans of the statements that ran last.
#[derive(Debug, Default)]
pub(super) struct Plans {
    by_text: IndexMap<Box<str>, Arc<Planned>, FxBuildHasher>,
    /// The state of the schema that they were planned by.
    schema_changes: u64,
}

impl Plans {
    pub(super) fn get(&mut self, text: &str, schema_changes: u64) -> Option<Arc<Planned>> {
        if self.schema_changes != schema_changes {
            self.by_text.clear();
            self.schema_changes = schema_changes;
        }
        self.by_text.get(text).cloned()
    }

    pub(super) fn forget(&mut self) {
        self.by_text.clear();
    }

    /// Keeps a plan without notes that was made by the schema of the last `get`, if it may be kept.
    pub(super) fn keep(&mut self, text: &str, planned: &Arc<Planned>) {
        let names_a_handle = text.contains('@');
        if text.len() > LONGEST || names_a_handle || calls_a_procedure(&planned.plan) {
            return;
        }
        if self.by_text.len() >= KEPT {
            self.by_text.shift_remove_index(0);
        }
        self.by_text.insert(text.into(), planned.clone());
    }
}

fn calls_a_procedure(plan: &Plan) -> bool {
    let mut calls = matches!(plan.op, Op::Call { .. });
    inputs(plan, &mut |input| calls = calls || calls_a_procedure(input));
    calls
}

#[cfg(test)]
mod tests {
    use crate::Session;
    use factio_graph::value::Value;

    fn number(session: &mut Session, text: &str) -> Option<Value> {
        let outcome = session.run(text).ok()?;
        Some(outcome.rows.first()?.first()?.clone())
    }

    #[test]
    fn a_plan_is_kept_and_gives_what_is_true_now() {
        let mut session = Session::new();
        assert!(session.run("CREATE (:A)").is_ok());
        let text = "MATCH (n:A) RETURN count(n)";
        assert_eq!(number(&mut session, text), Some(Value::Integer(1)));
        assert!(session.run("CREATE (:A)").is_ok());
        assert_eq!(number(&mut session, text), Some(Value::Integer(2)));
        assert!(session.plans.by_text.contains_key(text));
        assert!(session.plans.by_text.contains_key("CREATE (:A)"));
    }

    #[test]
    fn plans_go_when_the_schema_changes() {
        let mut session = Session::new();
        let text = "MATCH ()-[r:knew]->() RETURN count(r)";
        assert!(session.run("CREATE (:A)-[:knew]->(:B)").is_ok());
        assert_eq!(number(&mut session, text), Some(Value::Integer(1)));
        let define = "DEFINE RELATION knew {symmetric: true}";
        assert!(session.run(define).is_ok());
        assert_eq!(number(&mut session, text), Some(Value::Integer(2)));
    }

    #[test]
    fn what_is_known_of_a_pattern_fits_other_parameters_and_a_graph_that_has_changed() {
        let mut session = Session::new();
        let make = "UNWIND range(0, 99) AS t CREATE (:A {k: t % 10})-[:R {t: t}]->(:B {t: t})";
        let text = "MATCH (a:A)-[r:R]->(b:B) WHERE r.t >= $low AND r.t < $high AND b.t >= $low RETURN count(*)";
        for times in 1..=2 {
            assert!(session.run(make).is_ok());
            for (low, high) in [(10, 12), (10, 12), (0, 100), (99, 100), (50, 40), (10, 12)] {
                session.param("low", Value::Integer(low));
                session.param("high", Value::Integer(high));
                let expected = Value::Integer(times * (high - low).max(0));
                assert_eq!(number(&mut session, text), Some(expected));
            }
        }
    }

    #[test]
    fn parameters_are_looked_up_each_time() {
        let mut session = Session::new();
        for given in [1, 2] {
            session.param("x", Value::Integer(given));
            assert_eq!(
                number(&mut session, "RETURN $x"),
                Some(Value::Integer(given))
            );
        }
        session.parameters.clear();
        assert!(session.run("RETURN $x").is_err());
    }
}
