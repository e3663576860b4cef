//! What a diagram shows, before any format: the nodes and relations of an answer, named, styled and sorted.
//!
//! The same answer gives the same diagram: nodes are sorted by id text, relations by ends, type and period.

use crate::export::selection::Selection;
use crate::export::{factions, inferred, realignment};
use crate::outcome::{Outcome, Timed};
use factio_graph::catalog::Catalog;
use factio_graph::facts::{Graph, VALID};
use factio_graph::id::{NodeId, RelationId, Symbol};
use factio_graph::time::Bounds;
use factio_graph::value::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A drawing.
#[derive(Clone, Debug, Default)]
pub struct Diagram {
    pub marks: Vec<Mark>,
    pub arrows: Vec<Arrow>,
    /// Groups of marks by a shared name: factions where the answer shows who belongs to them, else labels.
    pub clusters: BTreeMap<String, Vec<usize>>,
    /// Frames around clusters, side by side, with the names of the clusters in them: the dates of a realignment.
    pub frames: Vec<(String, Vec<String>)>,
}

/// A node as it is drawn.
#[derive(Clone, Debug)]
pub struct Mark {
    pub node: NodeId,
    /// It is what the drawing is about: someone who changed sides.
    pub bold: bool,
    /// Stable between runs: the key where there is one.
    pub id: String,
    pub title: String,
    pub label: String,
    pub shape: Option<String>,
    pub color: Option<String>,
    /// In the slice of the answer it is possible and not certain.
    pub possible: bool,
    pub period: String,
    pub sources: String,
    /// The bounds of its period; without one it always is.
    pub when: Option<Bounds>,
}

/// A relation as it is drawn; `from` and `to` are positions in `marks`.
#[derive(Clone, Debug)]
pub struct Arrow {
    /// `None` for what is not written in the graph.
    pub relation: Option<RelationId>,
    /// It breaks the grouping that is drawn.
    pub bold: bool,
    /// It follows from others by inference.
    pub inferred: bool,
    pub from: usize,
    pub to: usize,
    pub kind: String,
    pub tone: Tone,
    pub symmetric: bool,
    /// Another claim of the same relation, from other sources, says something else.
    pub contested: bool,
    /// In the slice of the answer it is possible and not certain.
    pub possible: bool,
    pub color: Option<String>,
    pub period: String,
    pub sources: String,
    /// The bounds of its period; without one it always holds.
    pub when: Option<Bounds>,
}

/// What a relation says of its ends. Told by the line, never by colour alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tone {
    Ally,
    Rival,
    Succession,
    Neutral,
}

impl Tone {
    /// The usual colour of its lines, from the palette of Okabe and Ito, safe for the colour-blind.
    pub fn color(self) -> &'static str {
        match self {
            Tone::Ally => "#0072b2",
            Tone::Rival => "#d55e00",
            Tone::Succession => "#333333",
            Tone::Neutral => "#555555",
        }
    }

    /// What it is called in legends.
    pub fn name(self) -> &'static str {
        match self {
            Tone::Ally => "ally",
            Tone::Rival => "rival",
            Tone::Succession => "succession",
            Tone::Neutral => "other relation",
        }
    }
}

/// The diagram of an answer: of a realignment its two dates, else of the nodes, relations and paths in its rows.
pub fn of(outcome: &Outcome, graph: &Graph) -> Diagram {
    if let Some(diagram) = realignment::of(outcome, graph) {
        return diagram;
    }
    let mut diagram = selected(&Selection::of(outcome, graph), outcome.time.as_ref(), graph);
    factions::dress(&mut diagram, outcome, graph);
    inferred::add(&mut diagram, outcome);
    diagram
}

/// The diagram of all of a graph.
pub fn whole(graph: &Graph) -> Diagram {
    selected(&Selection::all(graph), None, graph)
}

fn selected(found: &Selection, time: Option<&Timed>, graph: &Graph) -> Diagram {
    let mut marks: Vec<(NodeId, Mark)> = found
        .nodes
        .iter()
        .map(|&node| (node, mark(node, graph)))
        .collect();
    for (node, mark) in &mut marks {
        mark.possible = is_possible(Value::Node(*node), time, graph);
    }
    tell_apart(&mut marks);
    marks.sort_by(|(_, a), (_, b)| a.id.cmp(&b.id));
    let position: BTreeMap<NodeId, usize> = marks
        .iter()
        .enumerate()
        .map(|(index, (node, _))| (*node, index))
        .collect();
    let arrows = arrows(&found.relations, &position, time, graph);
    let clusters = clusters(&marks, &found.relations, &position, graph);
    Diagram {
        marks: marks.into_iter().map(|(_, mark)| mark).collect(),
        arrows,
        clusters,
        frames: Vec::new(),
    }
}

/// A node as it is drawn.
pub fn mark(node: NodeId, graph: &Graph) -> Mark {
    let text = |key: &str| match property(graph, key, |key| graph.node_property(node, key)) {
        Value::String(text) => Some(text.to_string()),
        _ => None,
    };
    let labels = graph.node_labels(node);
    let defined = labels
        .iter()
        .find_map(|label| graph.schema().labels.get(label));
    let id = text("key").unwrap_or_else(|| format!("#{}", node.0));
    Mark {
        node,
        bold: false,
        title: text("name")
            .or_else(|| text("title"))
            .unwrap_or_else(|| id.clone()),
        id,
        label: labels
            .first()
            .map(|label| graph.symbols().text(*label).to_string())
            .unwrap_or_default(),
        shape: defined.and_then(|definition| definition.shape.clone()),
        color: defined.and_then(|definition| definition.color.clone()),
        possible: false,
        period: said(&property(graph, "valid", |key| {
            graph.node_property(node, key)
        })),
        sources: said(&property(graph, "sources", |key| {
            graph.node_property(node, key)
        })),
        when: when(&graph.node_property(node, VALID)),
    }
}

fn is_possible(fact: Value, time: Option<&Timed>, graph: &Graph) -> bool {
    time.is_some_and(|timed| timed.is_only_possible(&fact, graph))
}

/// Nodes that share a key are told apart by their number.
fn tell_apart(marks: &mut [(NodeId, Mark)]) {
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for (_, mark) in marks.iter() {
        *count.entry(mark.id.clone()).or_default() += 1;
    }
    for (node, mark) in marks.iter_mut() {
        if count[&mark.id] > 1 {
            mark.id = format!("{}#{}", mark.id, node.0);
        }
    }
}

fn arrows(
    relations: &BTreeSet<RelationId>,
    position: &BTreeMap<NodeId, usize>,
    time: Option<&Timed>,
    graph: &Graph,
) -> Vec<Arrow> {
    let drawn = relations.iter().filter_map(|&relation| {
        let possible = is_possible(Value::Relation(relation), time, graph);
        Some(Arrow {
            possible,
            ..arrow(relation, position, graph)?
        })
    });
    let mut arrows: Vec<Arrow> = drawn.collect();
    arrows.sort_by(|a, b| {
        (a.from, a.to, &a.kind, &a.period, &a.sources)
            .cmp(&(b.from, b.to, &b.kind, &b.period, &b.sources))
    });
    for index in 1..arrows.len() {
        let (before, after) = arrows.split_at_mut(index);
        let (a, b) = (&mut before[index - 1], &mut after[0]);
        if (a.from, a.to, &a.kind) == (b.from, b.to, &b.kind)
            && a.period != b.period
            && a.sources != b.sources
        {
            a.contested = true;
            b.contested = true;
        }
    }
    arrows
}

fn arrow(id: RelationId, position: &BTreeMap<NodeId, usize>, graph: &Graph) -> Option<Arrow> {
    let relation = graph.relation(id)?;
    let definition = graph.schema().relations.get(&relation.kind);
    let own = |key: &str| property(graph, key, |key| graph.relation_property(id, key));
    let (tone, symmetric) = tone(id, relation.kind, graph);
    Some(Arrow {
        relation: Some(id),
        bold: false,
        inferred: false,
        from: *position.get(&relation.start)?,
        to: *position.get(&relation.end)?,
        kind: graph.symbols().text(relation.kind).to_string(),
        tone,
        symmetric,
        contested: false,
        possible: false,
        color: definition.and_then(|definition| definition.color.clone()),
        period: said(&own("valid")),
        sources: said(&own("sources")),
        when: when(&own("valid")),
    })
}

/// What a relation says of its ends, and whether it says the same in both directions. Its own `sign` overrides its type's.
pub fn tone(id: RelationId, kind: Symbol, graph: &Graph) -> (Tone, bool) {
    let definition = graph.schema().relations.get(&kind);
    let sign = match property(graph, "sign", |key| graph.relation_property(id, key)) {
        Value::Integer(sign) => sign.signum(),
        _ => definition.map_or(0, |definition| i64::from(definition.sign)),
    };
    let bold = definition.is_some_and(|definition| definition.style.as_deref() == Some("bold"));
    let tone = match sign {
        1 => Tone::Ally,
        -1 => Tone::Rival,
        _ if bold => Tone::Succession,
        _ => Tone::Neutral,
    };
    (
        tone,
        definition.is_some_and(|definition| definition.symmetric),
    )
}

/// By faction where the drawing shows members of contesting bodies, else by label.
fn clusters(
    marks: &[(NodeId, Mark)],
    relations: &BTreeSet<RelationId>,
    position: &BTreeMap<NodeId, usize>,
    graph: &Graph,
) -> BTreeMap<String, Vec<usize>> {
    let mut bodies: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for relation in relations.iter().filter_map(|&id| graph.relation(id)) {
        if is_affiliation(relation.kind, graph) && is_contesting(relation.end, graph) {
            bodies
                .entry(position[&relation.start])
                .or_default()
                .insert(position[&relation.end]);
        }
    }
    let mut clusters: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    if bodies.is_empty() {
        for (index, (_, mark)) in marks.iter().enumerate() {
            clusters.entry(mark.label.clone()).or_default().push(index);
        }
        clusters.remove("");
        if clusters.len() == 1 {
            clusters.clear();
        }
        return clusters;
    }
    for (index, (_, mark)) in marks.iter().enumerate() {
        let only = bodies.get(&index).filter(|bodies| bodies.len() == 1);
        if let Some(body) = only.and_then(|bodies| bodies.first()) {
            let title = marks[*body].1.title.clone();
            clusters.entry(title).or_default().push(index);
        } else if bodies.values().any(|bodies| bodies.contains(&index)) {
            clusters.entry(mark.title.clone()).or_default().push(index);
        }
    }
    clusters
}

pub(super) fn is_affiliation(kind: Symbol, graph: &Graph) -> bool {
    let definition = graph.schema().relations.get(&kind);
    definition.is_some_and(|definition| definition.affiliation || definition.leadership)
}

fn is_contesting(node: NodeId, graph: &Graph) -> bool {
    graph.node_labels(node).iter().any(|label| {
        let definition = graph.schema().labels.get(label);
        definition.is_some_and(|definition| definition.contesting)
    })
}

fn property(graph: &Graph, key: &str, get: impl Fn(Symbol) -> Value) -> Value {
    graph.symbols().get(key).map_or(Value::Null, get)
}

pub(super) fn when(value: &Value) -> Option<Bounds> {
    match value {
        Value::Period(period) => Some(*period.bounds()),
        _ => None,
    }
}

/// A period, a text or a list of texts, as words.
pub(super) fn said(value: &Value) -> String {
    match value {
        Value::Period(period) => format!("{period:#}"),
        Value::String(text) => text.to_string(),
        Value::List(items) => items.iter().map(said).collect::<Vec<_>>().join(", "),
        _ => String::new(),
    }
}
