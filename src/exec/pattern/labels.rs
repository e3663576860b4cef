//! Label and type expressions whose names are all constants, tested against labels and types directly.

use crate::exec::pattern::scope::Scope;
use crate::plan::expr::{ExprKind, LabelTest, Sign, Slot};
use factio_graph::id::Symbol;

/// Whether no label of the test is computed.
pub(super) fn is_constant(test: &LabelTest) -> bool {
    match test {
        LabelTest::Dynamic(_) => false,
        LabelTest::Is(_) | LabelTest::Any | LabelTest::Sign(_) => true,
        LabelTest::Not(inner) => is_constant(inner),
        LabelTest::And(tests) | LabelTest::Or(tests) => tests.iter().all(is_constant),
    }
}

/// Whether the test asks for a sign anywhere.
pub(super) fn asks_sign(test: &LabelTest) -> bool {
    match test {
        LabelTest::Sign(_) => true,
        LabelTest::Is(_) | LabelTest::Any | LabelTest::Dynamic(_) => false,
        LabelTest::Not(inner) => asks_sign(inner),
        LabelTest::And(tests) | LabelTest::Or(tests) => tests.iter().any(asks_sign),
    }
}

/// Whether the test asks for a name anywhere.
pub(super) fn asks_name(test: &LabelTest) -> bool {
    match test {
        LabelTest::Is(_) => true,
        LabelTest::Sign(_) | LabelTest::Any | LabelTest::Dynamic(_) => false,
        LabelTest::Not(inner) => asks_name(inner),
        LabelTest::And(tests) | LabelTest::Or(tests) => tests.iter().any(asks_name),
    }
}

/// Whether a node with these labels passes. Computed labels are not decided here: they count as passed.
pub(super) fn node_passes(test: &LabelTest, labels: &[Symbol]) -> bool {
    match test {
        LabelTest::Is(label) => labels.contains(label),
        LabelTest::Any => !labels.is_empty(),
        LabelTest::Sign(_) => false,
        LabelTest::Dynamic(_) => true,
        LabelTest::Not(inner) => !node_passes(inner, labels),
        LabelTest::And(tests) => tests.iter().all(|test| node_passes(test, labels)),
        LabelTest::Or(tests) => tests.iter().any(|test| node_passes(test, labels)),
    }
}

/// Whether a relation that is read under this name (`None`: under no name that a test could ask for) and has this sign passes.
pub(super) fn relation_passes(test: &LabelTest, name: Option<Symbol>, sign: i64) -> bool {
    match test {
        LabelTest::Is(kind) => name == Some(*kind),
        LabelTest::Any | LabelTest::Dynamic(_) => true,
        LabelTest::Sign(Sign::Positive) => sign > 0,
        LabelTest::Sign(Sign::Negative) => sign < 0,
        LabelTest::Not(inner) => !relation_passes(inner, name, sign),
        LabelTest::And(tests) => tests.iter().all(|test| relation_passes(test, name, sign)),
        LabelTest::Or(tests) => tests.iter().any(|test| relation_passes(test, name, sign)),
    }
}

/// The labels that every node which passes must have.
pub(super) fn required(test: &LabelTest) -> Vec<Symbol> {
    match test {
        LabelTest::Is(label) => vec![*label],
        LabelTest::And(tests) => tests.iter().flat_map(required).collect(),
        _ => Vec::new(),
    }
}

/// The tests that a pattern makes of a node's labels: those of its variable, and `n:A` among the conditions.
pub(super) fn tests<'s, 'p>(
    scope: &'s Scope<'p>,
    node: Slot,
) -> impl Iterator<Item = &'p LabelTest> + use<'s, 'p> {
    let variables = scope.nodes.iter().filter(move |it| it.slot == node);
    let written = variables.filter_map(|it| it.labels.as_ref());
    let conditions = scope
        .filters
        .iter()
        .filter_map(move |filter| match &filter.kind {
            ExprKind::HasLabels(subject, test) => match subject.kind {
                ExprKind::Slot(slot) if slot == node => Some(test),
                _ => None,
            },
            _ => None,
        });
    written.chain(conditions)
}

#[cfg(test)]
mod tests {
    use super::{node_passes, relation_passes, required};
    use crate::plan::expr::{LabelTest, Sign};
    use factio_graph::id::Symbol;

    const A: Symbol = Symbol(1);
    const B: Symbol = Symbol(2);

    #[test]
    fn label_expressions_combine() {
        let a_not_b = LabelTest::And(vec![
            LabelTest::Is(A),
            LabelTest::Not(Box::new(LabelTest::Is(B))),
        ]);
        assert!(node_passes(&a_not_b, &[A]));
        assert!(!node_passes(&a_not_b, &[A, B]));
        assert!(!node_passes(&LabelTest::Any, &[]));
        assert_eq!(required(&a_not_b), [A]);
    }

    #[test]
    fn a_sign_is_asked_of_the_relation_and_not_of_its_name() {
        let negative = LabelTest::Sign(Sign::Negative);
        assert!(relation_passes(&negative, None, -1));
        assert!(!relation_passes(&negative, Some(A), 1));
    }
}
