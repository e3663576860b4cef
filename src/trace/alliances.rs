//! `alliances(x)` and `rivals(x)`: with whom and against whom an actor stood, when, by which rule, on what evidence.

use crate::context::Context;
use crate::error::Result;
use crate::kind::Kind;
use crate::procedure::{Field, Procedure};
use crate::trace::facts::{Element, elements};
use crate::trace::options::Options;
use crate::trace::tie::{Rule, Sign, Tie};
use crate::trace::ties::{Asked, Ties};
use crate::trace::when::When;
use factio_graph::id::{NodeId, RelationId};
use factio_graph::time::{Bounds, Certainty, intersection};
use factio_graph::value::Value;
use indexmap::IndexMap;

pub(super) fn alliances() -> Procedure {
    procedure(
        "alliances",
        "ally",
        Sign::Plus,
        "With whom an actor stood: by direct relations (D0), in one contesting body (D1), by the stand of their bodies (D2), as leaders of one body (D3), and with {infer: true} by inference (D5).",
    )
}

pub(super) fn rivals() -> Procedure {
    procedure(
        "rivals",
        "rival",
        Sign::Minus,
        "Against whom an actor stood: by direct relations (D0) and by the stand of their bodies (D2).",
    )
}

fn procedure(name: &'static str, other: &str, sign: Sign, summary: &str) -> Procedure {
    Procedure {
        name: name.into(),
        parameters: vec![
            Field::new("actor", Kind::Node),
            Field::optional("options", Kind::Map),
        ],
        results: vec![
            Field::new(other, Kind::Node),
            Field::new("valid", Kind::Period),
            Field::new("certainty", Kind::String),
            Field::new("rule", Kind::String),
            Field::new("evidence", Kind::RelationList),
            Field::new("ambivalent", Kind::Period),
            Field::new("actor", Kind::Node),
        ],
        summary: summary.into(),
        run: Box::new(move |context, arguments| rows(name, sign, context, arguments)),
    }
}

fn rows(
    name: &'static str,
    sign: Sign,
    context: &Context<'_>,
    arguments: &[Value],
) -> Result<Vec<Vec<Value>>> {
    let options = Options::read(name, arguments.get(1), &["via", "infer"])?;
    let asked = Asked {
        via: options.nodes("via")?,
        infer: options.truth("infer")?,
    };
    let Some(Value::Node(actor)) = arguments.first() else {
        return Ok(Vec::new());
    };
    let ties = Ties::new(context, When::of(context), asked);
    let all = ties.of(*actor)?;
    let mut told: Vec<Told> = gathered(all.iter().filter(|tie| tie.sign == sign));
    told.sort_by_cached_key(|told| (told.rule, ties.facts.name(told.other), told.valid));
    let against: Vec<&Tie> = all.iter().filter(|tie| tie.sign != sign).collect();
    Ok(told
        .iter()
        .map(|told| told.row(*actor, &against, &ties))
        .collect())
}

/// Ties of the same two actors, by the same rule, over the same days.
struct Told {
    other: NodeId,
    rule: Rule,
    valid: Bounds,
    certainty: Certainty,
    evidence: Vec<RelationId>,
    elements: Vec<Element>,
}

fn gathered<'t>(ties: impl Iterator<Item = &'t Tie>) -> Vec<Told> {
    let mut told: IndexMap<(NodeId, Rule, Bounds), Told> = IndexMap::new();
    for tie in ties {
        let group = told
            .entry((tie.to, tie.rule, tie.valid))
            .or_insert_with(|| Told {
                other: tie.to,
                rule: tie.rule,
                valid: tie.valid,
                certainty: tie.certainty,
                evidence: Vec::new(),
                elements: Vec::new(),
            });
        group.certainty = group.certainty.max(tie.certainty);
        group.elements.extend(elements(&tie.walk));
        for relation in &tie.walk.relations {
            if !group.evidence.contains(relation) {
                group.evidence.push(*relation);
            }
        }
    }
    told.into_values().collect()
}

impl Told {
    fn row(&self, actor: NodeId, against: &[&Tie], ties: &Ties<'_>) -> Vec<Value> {
        let evidence = self.evidence.iter().map(|&id| Value::Relation(id));
        vec![
            Value::Node(self.other),
            ties.facts.worded(&self.valid, &self.elements),
            self.certainty.name().into(),
            self.rule.name().into(),
            Value::list(evidence.collect()),
            self.ambivalent(against, ties),
            Value::Node(actor),
        ]
    }

    /// When the two also stood the other way, by the first tie of highest rank; null when they never did.
    fn ambivalent(&self, against: &[&Tie], ties: &Ties<'_>) -> Value {
        let opposite = against.iter().filter(|tie| tie.to == self.other);
        let mut common = opposite.filter_map(|tie| {
            let both = intersection([&self.valid, &tie.valid])?;
            ties.when.decide_one(&both)?;
            let mut elements = elements(&tie.walk);
            elements.extend(&self.elements);
            Some(ties.facts.worded(&both, &elements))
        });
        common.next().unwrap_or_default()
    }
}
