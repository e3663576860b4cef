//! `actors(options)`: the figures of each actor, its signed degrees and the balance of the triangles around it.

use crate::context::Context;
use crate::error::Result;
use crate::kind::Kind;
use crate::procedure::{Field, Procedure};
use crate::trace::options::Options;
use crate::trace::question;
use factio_graph::algo::actors::actor_figures;
use factio_graph::id::RelationId;
use factio_graph::value::Value;
use indexmap::IndexSet;

pub(super) fn actors() -> Procedure {
    let integer = |name: &str| Field::new(name, Kind::Integer);
    let float = |name: &str| Field::new(name, Kind::Float);
    Procedure {
        name: "actors".into(),
        parameters: vec![Field::optional("options", Kind::Map)],
        results: vec![
            Field::new("actor", Kind::Node),
            integer("positive"),
            integer("negative"),
            integer("ambivalent"),
            integer("net"),
            integer("triads"),
            float("local_balance"),
            float("weak_local_balance"),
            Field::new("evidence", Kind::RelationList),
        ],
        summary: "The figures of each actor: ties by sign, positive minus negative ones, triangles and the share of balanced ones; options ties, among, where, via.".into(),
        run: Box::new(rows),
    }
}

fn rows(context: &Context<'_>, arguments: &[Value]) -> Result<Vec<Vec<Value>>> {
    let options = Options::read("actors", arguments.first(), &question::options(&[]))?;
    let (network, _) = question::network(context, &options)?;
    let mut evidence: Vec<IndexSet<RelationId>> = vec![IndexSet::new(); network.actors.len()];
    for (&(a, b), relations) in &network.evidence {
        for actor in [a, b] {
            evidence[actor as usize].extend(relations.iter().copied());
        }
    }
    let share = |part: u64, all: u64| match all {
        0 => Value::Null,
        all => Value::Float(part as f64 / all as f64),
    };
    let integer = |count: u64| Value::Integer(i64::try_from(count).unwrap_or(i64::MAX));
    let figures = actor_figures(&network.signed).into_iter().zip(evidence);
    let rows = figures.enumerate().map(|(actor, (figures, evidence))| {
        vec![
            Value::Node(network.node(actor as u32)),
            integer(figures.positive.into()),
            integer(figures.negative.into()),
            integer(figures.ambivalent.into()),
            Value::Integer(figures.net_degree()),
            integer(figures.triads),
            share(figures.balanced, figures.triads),
            share(figures.weakly_balanced, figures.triads),
            Value::list(evidence.into_iter().map(Value::Relation).collect()),
        ]
    });
    Ok(rows.collect())
}
