//! `conflicts()`: pairs of claims from different sources that cannot both hold.
//!
//! Two kinds: relations of one type between the same ends whose periods cannot be equal, and relations of a functional type
//! (a start has one end) that lead from one start to different ends.

use crate::context::Context;
use crate::error::Result;
use crate::kind::Kind;
use crate::procedure::{Field, Procedure};
use crate::trace::facts::{Element, Facts};
use crate::trace::when::When;
use factio_graph::catalog::Catalog;
use factio_graph::facts::Relation;
use factio_graph::id::{NodeId, RelationId, Symbol};
use factio_graph::time::{Certainty, relate};
use factio_graph::value::Value;
use indexmap::IndexMap;

pub(super) fn conflicts() -> Procedure {
    Procedure {
        name: "conflicts".into(),
        parameters: Vec::new(),
        results: vec![
            Field::new("left", Kind::Relation),
            Field::new("right", Kind::Relation),
            Field::new("reason", Kind::String),
        ],
        summary: "Pairs of relations from different sources that cannot both hold: the same claim in periods that differ, or different ends where the type is functional.".into(),
        run: Box::new(|context, _| rows(context)),
    }
}

/// In the order of the earlier claim of each pair, then of the later.
fn rows(context: &Context<'_>) -> Result<Vec<Vec<Value>>> {
    let facts = Facts {
        graph: context.graph(),
    };
    let when = When::of(context);
    let mut found = Vec::new();
    for claims in claims(facts).values() {
        context.check()?;
        for (place, left) in claims.iter().enumerate() {
            for right in &claims[place + 1..] {
                let counts = |claim: &Claim| claim.counts(when, facts);
                let reason = reason(left, right, facts).filter(|_| counts(left) || counts(right));
                found.extend(reason.map(|reason| (left.id, right.id, reason)));
            }
        }
    }
    found.sort();
    Ok(found
        .into_iter()
        .map(|(left, right, reason)| {
            vec![
                Value::Relation(left),
                Value::Relation(right),
                Value::string(reason),
            ]
        })
        .collect())
}

/// A relation, and its ends in an order that does not depend on how a symmetric one was written.
struct Claim {
    id: RelationId,
    relation: Relation,
    ends: (NodeId, NodeId),
}

/// The claims that may contradict each other: of one type from one start, and where the type is not functional to one end.
fn claims(facts: Facts<'_>) -> IndexMap<(Symbol, NodeId, Option<NodeId>), Vec<Claim>> {
    let mut claims: IndexMap<_, Vec<Claim>> = IndexMap::new();
    let relations = facts.graph.relations();
    for (id, relation) in relations.filter_map(|id| Some((id, facts.graph.relation(id)?))) {
        let defined = facts.graph.schema().relations.get(&relation.kind);
        let symmetric = defined.is_some_and(|defined| defined.symmetric);
        let functional = defined.is_some_and(|defined| defined.functional);
        let ends = match symmetric && relation.end < relation.start {
            true => (relation.end, relation.start),
            false => (relation.start, relation.end),
        };
        let key = (relation.kind, ends.0, (!functional).then_some(ends.1));
        claims
            .entry(key)
            .or_default()
            .push(Claim { id, relation, ends });
    }
    claims
}

impl Claim {
    fn counts(&self, when: When, facts: Facts<'_>) -> bool {
        let element = Element::Relation(self.id);
        when.decide(&[element], facts).is_some()
    }
}

/// Why two claims cannot both hold; `None` when they can, or have a source in common.
fn reason(left: &Claim, right: &Claim, facts: Facts<'_>) -> Option<String> {
    let sources = [facts.sources(left.id), facts.sources(right.id)];
    if sources[0].iter().any(|source| sources[1].contains(source)) {
        return None;
    }
    let name = |node: NodeId| facts.name(node);
    let told = [
        told(left, &sources[0], facts),
        told(right, &sources[1], facts),
    ];
    let kind = facts.graph.symbols().text(left.relation.kind);
    if left.ends.1 != right.ends.1 {
        let (one, other) = (name(left.ends.1), name(right.ends.1));
        let [left, right] = told;
        return Some(format!(
            "{kind} has one end: {one} {left} or {other} {right}"
        ));
    }
    let bounds = [left.id, right.id].map(|id| facts.bounds(Element::Relation(id)));
    let [left, right] = told;
    (relate::equals(bounds[0], bounds[1]) == Certainty::Absent)
        .then(|| format!("{kind} in different periods: {left} or {right}"))
}

/// When, and on whose word.
fn told(claim: &Claim, sources: &[Value], facts: Facts<'_>) -> String {
    let period = facts.period(Element::Relation(claim.id));
    let period = period.map_or("always".to_string(), |period| period.to_string());
    let sources: Vec<String> = sources.iter().map(Value::to_text).collect();
    match sources.is_empty() {
        true => format!("{period} (no source)"),
        false => format!("{period} ({})", sources.join(", ")),
    }
}
