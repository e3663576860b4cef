//! `db.labels`, `db.relationshipTypes`, `db.propertyKeys`, `db.schema`: what names a graph knows.

use crate::context::Context;
use crate::kind::Kind;
use crate::procedure::{Field, Procedure};
use factio_graph::catalog::Catalog;
use factio_graph::id::{NodeId, Symbol};
use factio_graph::value::Value;
use indexmap::IndexMap;

pub(super) fn procedures() -> [Procedure; 4] {
    [
        names(
            "db.labels",
            "label",
            "The labels that nodes carry, in the order of their first use.",
            |context| context.graph().labels(),
        ),
        names(
            "db.relationshipTypes",
            "relationshipType",
            "The types that relations have, in the order of their first use.",
            |context| context.graph().types(),
        ),
        names(
            "db.propertyKeys",
            "propertyKey",
            "The keys that properties stand under, in the order of their first use.",
            |context| context.graph().property_keys(),
        ),
        schema(),
    ]
}

/// A procedure that yields one name a row.
fn names(
    name: &str,
    result: &str,
    summary: &str,
    list: fn(&Context<'_>) -> Vec<Symbol>,
) -> Procedure {
    Procedure {
        name: name.into(),
        parameters: Vec::new(),
        results: vec![never_null(result, Kind::String)],
        summary: summary.into(),
        run: Box::new(move |context, _| {
            let symbols = list(context).into_iter();
            Ok(symbols.map(|symbol| vec![text(symbol, context)]).collect())
        }),
    }
}

fn schema() -> Procedure {
    Procedure {
        name: "db.schema".into(),
        parameters: Vec::new(),
        results: vec![
            Field::new("from", Kind::String),
            never_null("type", Kind::String),
            Field::new("to", Kind::String),
            never_null("count", Kind::Integer),
        ],
        summary: "How many relations of each type lead from nodes of one label to nodes of another; a relation counts once for each pair of labels, and a node without labels counts under null.".into(),
        run: Box::new(|context, _| Ok(schema_rows(context))),
    }
}

/// Label, type, label and count, in the order of first appearance.
fn schema_rows(context: &Context<'_>) -> Vec<Vec<Value>> {
    type Ends = (Option<Symbol>, Symbol, Option<Symbol>);
    let graph = context.graph();
    let mut counts: IndexMap<Ends, i64> = IndexMap::new();
    let relations = graph.relations().filter_map(|id| graph.relation(id));
    for relation in relations {
        for from in labels(relation.start, context) {
            for to in labels(relation.end, context) {
                *counts.entry((from, relation.kind, to)).or_default() += 1;
            }
        }
    }
    let name = |label: Option<Symbol>| label.map_or(Value::Null, |label| text(label, context));
    counts
        .into_iter()
        .map(|((from, kind, to), count)| {
            vec![
                name(from),
                text(kind, context),
                name(to),
                Value::Integer(count),
            ]
        })
        .collect()
}

/// The labels of a node; `None` stands for a node that has no label.
fn labels(node: NodeId, context: &Context<'_>) -> Vec<Option<Symbol>> {
    match context.graph().node_labels(node) {
        [] => vec![None],
        labels => labels.iter().copied().map(Some).collect(),
    }
}

fn text(symbol: Symbol, context: &Context<'_>) -> Value {
    Value::String(context.graph().symbols().text(symbol))
}

fn never_null(name: &str, kind: Kind) -> Field {
    Field {
        nullable: false,
        ..Field::new(name, kind)
    }
}
