//! What follows by inference in an answer of `alliances` or `rivals`: a dashed line from the actor to the other.

use crate::export::diagram::{Arrow, Diagram, Tone, said, when};
use crate::outcome::Outcome;
use factio_graph::id::NodeId;
use factio_graph::value::Value;

/// Adds an arrow for each row of rule D5 that has `actor`, and `ally` or `rival`.
pub(super) fn add(diagram: &mut Diagram, outcome: &Outcome) {
    let column = |name: &str| outcome.columns.iter().position(|column| column == name);
    let (Some(actor), Some(rule)) = (column("actor"), column("rule")) else {
        return;
    };
    let (other, tone) = match (column("ally"), column("rival")) {
        (Some(ally), _) => (ally, Tone::Ally),
        (None, Some(rival)) => (rival, Tone::Rival),
        (None, None) => return,
    };
    let valid = column("valid");
    let inferred = outcome
        .rows
        .iter()
        .filter(|row| row[rule].to_text() == "D5");
    let arrows = inferred.filter_map(|row| {
        let place = |value: &Value| match value {
            Value::Node(node) => placed(diagram, *node),
            _ => None,
        };
        Some(Arrow {
            relation: None,
            bold: false,
            inferred: true,
            from: place(&row[actor])?,
            to: place(&row[other])?,
            kind: "inferred".to_string(),
            tone,
            symmetric: true,
            contested: false,
            possible: false,
            color: None,
            period: valid.map(|place| said(&row[place])).unwrap_or_default(),
            sources: String::new(),
            when: valid.and_then(|place| when(&row[place])),
        })
    });
    let mut arrows: Vec<Arrow> = arrows.collect();
    arrows.sort_by(|a, b| (a.from, a.to, &a.period).cmp(&(b.from, b.to, &b.period)));
    arrows.dedup_by(|a, b| (a.from, a.to, &a.period) == (b.from, b.to, &b.period));
    diagram.arrows.extend(arrows);
}

fn placed(diagram: &Diagram, node: NodeId) -> Option<usize> {
    diagram.marks.iter().position(|mark| mark.node == node)
}
