//! `trace(a, b)`: the paths of ties that lead from one actor to another, and what they say of the two.

use crate::context::Context;
use crate::error::Result;
use crate::kind::Kind;
use crate::procedure::{Field, Procedure};
use crate::trace::facts::elements;
use crate::trace::options::Options;
use crate::trace::search::{self, Course, Found, Wanted};
use crate::trace::tie::{Rule, Sign, Tie};
use crate::trace::ties::{Asked, Ties};
use crate::trace::verdict::{Verdict, verdict};
use crate::trace::when::When;
use factio_graph::catalog::Catalog;
use factio_graph::time::Date;
use factio_graph::value::{Path, Value};
use std::sync::Arc;

/// Longer explanations convince nobody; `hops` allows them.
const HOPS: usize = 6;

/// The search goes as deep as a path has hops.
const MOST_HOPS: usize = 128;

const OPTIONS: &[&str] = &["best", "hops", "order", "earliest", "infer", "via"];

pub(super) fn trace() -> Procedure {
    let mut options = Field::optional("options", Kind::Map);
    options.nullable = true;
    Procedure {
        name: "trace".into(),
        parameters: vec![
            Field::new("a", Kind::Node),
            Field::new("b", Kind::Node),
            options,
        ],
        results: vec![
            Field::new("path", Kind::Path),
            Field::new("sign", Kind::Integer),
            Field::new("valid", Kind::Period),
            Field::new("verdict", Kind::String),
            Field::new("certainty", Kind::String),
            Field::new("hops", Kind::List),
            Field::new("arrival", Kind::Date),
            Field::new("unanimous", Kind::Boolean),
        ],
        summary: "The best paths of ties between two actors, and whether these were ALLY, RIVAL, CONTESTED or UNCONNECTED; options best, hops, order, earliest, infer, via.".into(),
        run: Box::new(rows),
    }
}

fn rows(context: &Context<'_>, arguments: &[Value]) -> Result<Vec<Vec<Value>>> {
    let options = Options::read("trace", arguments.get(2), OPTIONS)?;
    let asked = Asked {
        via: options.nodes("via")?,
        infer: options.truth("infer")?,
    };
    let when = When::of(context);
    let course = match (options.truth("earliest")?, options.truth("order")?) {
        (true, _) => Course::Earliest,
        (false, true) => Course::InOrder,
        (false, false) if when.is_in_order() => Course::InOrder,
        (false, false) => Course::Together,
    };
    let (best, hops) = (options.count("best")?, options.count("hops")?);
    if hops.is_some_and(|hops| hops > MOST_HOPS) {
        return Err(options.wrong("hops", &format!("at most {MOST_HOPS}")));
    }
    let [Value::Node(from), Value::Node(to), ..] = arguments else {
        return Ok(Vec::new());
    };
    let wanted = Wanted {
        from: *from,
        to: *to,
        best: best.unwrap_or(1),
        hops: hops.unwrap_or(HOPS),
        course,
    };
    let ties = Ties::new(context, when, asked);
    let paths = search::paths(&ties, wanted, context)?;
    told(&paths, wanted, &ties)
}

/// A row for each of the best paths, and for the one that contests them where it is not among these.
fn told(paths: &[Found], wanted: Wanted, ties: &Ties<'_>) -> Result<Vec<Vec<Value>>> {
    let (verdict, contesting) = verdict(paths);
    if verdict == Verdict::Unconnected {
        let mut row = vec![Value::Null; 8];
        row[3] = verdict.name().into();
        return Ok(vec![row]);
    }
    // In order, a path may pass actors that no path at one instant can; their ties are all looked at.
    let unanimous = verdict != Verdict::Contested && search::is_balanced(ties, wanted.from)?;
    let shown = paths.iter().take(wanted.best);
    let contesting = contesting.filter(|place| *place >= wanted.best);
    let shown = shown.chain(contesting.map(|place| &paths[place]));
    Ok(shown
        .map(|path| row(path, verdict, unanimous, ties))
        .collect())
}

fn row(found: &Found, verdict: Verdict, unanimous: bool, ties: &Ties<'_>) -> Vec<Value> {
    let elements = found.elements();
    let common = ties.facts.common(&elements);
    let arrival = found.arrival.and_then(|day| Date::from_days(day).ok());
    vec![
        Value::Path(Arc::new(walk(&found.hops))),
        Value::Integer(found.sign().number()),
        common.map_or(Value::Null, |common| ties.facts.worded(&common, &elements)),
        verdict.name().into(),
        found.certainty.name().into(),
        Value::list(hops(&found.hops, ties)),
        arrival.map_or(Value::Null, Value::Date),
        Value::Boolean(unanimous),
    ]
}

/// The whole walk, through the bodies that stand between the actors.
fn walk(hops: &[Tie]) -> Path {
    let first = hops.first().map(|tie| tie.from);
    let mut walk = Path {
        nodes: first.into_iter().collect(),
        relations: Vec::new(),
    };
    for tie in hops {
        walk.nodes.extend(tie.walk.nodes.iter().skip(1));
        walk.relations.extend(&tie.walk.relations);
    }
    walk
}

/// What a story tells of each hop.
fn hops(hops: &[Tie], ties: &Ties<'_>) -> Vec<Value> {
    let mut running = Sign::Plus;
    hops.iter()
        .map(|tie| {
            running = running.times(tie.sign);
            hop(tie, running, ties)
        })
        .collect()
}

fn hop(tie: &Tie, running: Sign, ties: &Ties<'_>) -> Value {
    let (subject, relation, object) = sentence(tie, ties);
    let evidence = tie.walk.relations.iter();
    let mut sources: Vec<Value> = Vec::new();
    for source in evidence.clone().flat_map(|&id| ties.facts.sources(id)) {
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    let entries = [
        ("subject", subject),
        ("relation", relation),
        ("object", object),
        ("rule", tie.rule.name().into()),
        ("valid", ties.facts.worded(&tie.valid, &elements(&tie.walk))),
        ("certainty", tie.certainty.name().into()),
        ("sources", Value::list(sources)),
        (
            "evidence",
            Value::list(evidence.map(|&id| Value::Relation(id)).collect()),
        ),
        ("sign", Value::Integer(tie.sign.number())),
        ("running", Value::Integer(running.number())),
    ];
    Value::map(entries.map(|(key, value)| (Arc::from(key), value)))
}

/// Who did what to whom: a direct tie as it was written, a derived one from the actor that the path comes from.
fn sentence(tie: &Tie, ties: &Ties<'_>) -> (Value, Value, Value) {
    let graph = ties.facts.graph;
    let direct = match (tie.rule, tie.walk.relations.as_slice()) {
        (Rule::Direct, [id]) => graph.relation(*id),
        _ => None,
    };
    match direct {
        Some(relation) => (
            Value::Node(relation.start),
            Value::String(graph.symbols().text(relation.kind)),
            Value::Node(relation.end),
        ),
        None => (
            Value::Node(tie.from),
            tie.rule.words(tie.sign).into(),
            Value::Node(tie.to),
        ),
    }
}
