//! The picture of an answer of `factions`: a cluster a faction, its bodies beside its members, misfits bold.

use crate::export::diagram::{Diagram, Tone, is_affiliation};
use crate::outcome::Outcome;
use factio_graph::facts::Graph;
use factio_graph::id::{NodeId, RelationId};
use factio_graph::value::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Draws factions as clusters, where the answer has the columns `faction` and `members`.
pub(super) fn dress(diagram: &mut Diagram, outcome: &Outcome, graph: &Graph) {
    let column = |name: &str| outcome.columns.iter().position(|column| column == name);
    let (Some(faction), Some(members)) = (column("faction"), column("members")) else {
        return;
    };
    let component = column("component");
    let parts: BTreeSet<String> = component
        .map(|place| {
            outcome
                .rows
                .iter()
                .map(|row| row[place].to_text())
                .collect()
        })
        .unwrap_or_default();
    let mut named: BTreeMap<NodeId, String> = BTreeMap::new();
    for row in outcome.rows.iter().filter(|row| !row[faction].is_null()) {
        let name = match component.filter(|_| parts.len() > 1) {
            Some(place) => format!("Component {}, faction {}", row[place], row[faction]),
            None => format!("Faction {}", row[faction]),
        };
        named.extend(nodes(&row[members]).map(|node| (node, name.clone())));
    }
    leave_out_unplaced(diagram, &named);
    bodies(diagram, graph, &mut named);
    diagram.clusters = BTreeMap::new();
    for (place, mark) in diagram.marks.iter().enumerate() {
        if let Some(name) = named.get(&mark.node) {
            diagram
                .clusters
                .entry(name.clone())
                .or_default()
                .push(place);
        }
    }
    if let Some(misfits) = column("misfits") {
        let broken = outcome.rows.iter().flat_map(|row| evidence(&row[misfits]));
        let broken: BTreeSet<RelationId> = broken.collect();
        for arrow in &mut diagram.arrows {
            arrow.bold = arrow
                .relation
                .is_some_and(|relation| broken.contains(&relation));
        }
    }
}

/// The nodes of a list.
pub(super) fn nodes(value: &Value) -> impl Iterator<Item = NodeId> + '_ {
    let items = match value {
        Value::List(items) => items.as_slice(),
        _ => &[],
    };
    items.iter().filter_map(|item| match item {
        Value::Node(node) => Some(*node),
        _ => None,
    })
}

/// The relations under `evidence` of the maps in a list.
fn evidence(misfits: &Value) -> Vec<RelationId> {
    let Value::List(misfits) = misfits else {
        return Vec::new();
    };
    let maps = misfits.iter().filter_map(|misfit| match misfit {
        Value::Map(map) => map.get("evidence"),
        _ => None,
    });
    let relations = maps.flat_map(|evidence| match evidence {
        Value::List(items) => items.to_vec(),
        _ => Vec::new(),
    });
    let relations = relations.filter_map(|value| match value {
        Value::Relation(relation) => Some(relation),
        _ => None,
    });
    relations.collect()
}

/// Whoever has no tie stands in no faction, and would only fill the picture.
fn leave_out_unplaced(diagram: &mut Diagram, named: &BTreeMap<NodeId, String>) {
    let tied: BTreeSet<usize> = diagram
        .arrows
        .iter()
        .flat_map(|arrow| [arrow.from, arrow.to])
        .collect();
    let mut moved = vec![None; diagram.marks.len()];
    let mut kept = Vec::new();
    for (place, mark) in std::mem::take(&mut diagram.marks).into_iter().enumerate() {
        if tied.contains(&place) || named.contains_key(&mark.node) {
            moved[place] = Some(kept.len());
            kept.push(mark);
        }
    }
    diagram.marks = kept;
    for arrow in &mut diagram.arrows {
        arrow.from = moved[arrow.from].unwrap_or_default();
        arrow.to = moved[arrow.to].unwrap_or_default();
    }
}

/// A body stands in the faction that all of its members in the picture are of.
fn bodies(diagram: &Diagram, graph: &Graph, named: &mut BTreeMap<NodeId, String>) {
    let mut homes: BTreeMap<NodeId, BTreeSet<Option<String>>> = BTreeMap::new();
    for arrow in diagram
        .arrows
        .iter()
        .filter(|arrow| arrow.tone == Tone::Neutral)
    {
        let kind = arrow.relation.and_then(|id| graph.relation(id));
        let [member, body] = [arrow.from, arrow.to].map(|place| diagram.marks[place].node);
        if kind.is_some_and(|relation| is_affiliation(relation.kind, graph)) {
            homes
                .entry(body)
                .or_default()
                .insert(named.get(&member).cloned());
        }
    }
    for (body, homes) in homes {
        let only = homes.into_iter().collect::<Option<Vec<String>>>();
        if let Some([home]) = only.as_deref() {
            named.entry(body).or_insert_with(|| home.clone());
        }
    }
}
