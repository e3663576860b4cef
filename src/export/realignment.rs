//! The picture of an answer of `realignments`: both dates side by side, the factions of each as clusters, what changed as
//! lines, and who changed sides bold, with an arrow from the one date to the other.

use crate::export::diagram::{Arrow, Diagram, Tone, mark, said};
use crate::export::factions::nodes;
use crate::outcome::Outcome;
use factio_graph::facts::Graph;
use factio_graph::id::NodeId;
use factio_graph::value::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// The picture; `None` when the answer lacks the columns `before` and `after`.
pub(super) fn of(outcome: &Outcome, graph: &Graph) -> Option<Diagram> {
    let column = |name: &str| outcome.columns.iter().position(|column| column == name);
    let dates = [column("before")?, column("after")?];
    let row = outcome.rows.first()?;
    let mut picture = Picture::default();
    for (date, place) in dates.into_iter().enumerate() {
        let Value::Map(told) = &row[place] else {
            return None;
        };
        picture.date(date, told, graph);
    }
    for row in &outcome.rows {
        for (kind, flips) in [("flipped", true), ("begun", false), ("ended", false)] {
            if let Some(place) = column(kind) {
                picture.changes(&row[place], flips);
            }
        }
        if let Some(Value::Node(mover)) = column("mover").map(|place| &row[place]) {
            picture.moved(*mover);
        }
    }
    Some(picture.finished())
}

#[derive(Default)]
struct Picture {
    diagram: Diagram,
    places: [BTreeMap<NodeId, usize>; 2],
}

impl Picture {
    /// The factions of a date.
    fn date(&mut self, date: usize, told: &Map, graph: &Graph) {
        let at = told.get("at").map(said).unwrap_or_default();
        let side = ["before", "after"][date];
        let Some(Value::List(factions)) = told.get("factions") else {
            return;
        };
        let mut names = Vec::new();
        for (number, members) in factions.iter().enumerate() {
            let name = format!("{at}: faction {}", number + 1);
            let mut inside = Vec::new();
            for node in nodes(members) {
                let mut mark = mark(node, graph);
                mark.id = format!("{side} {}", mark.id);
                inside.push(self.diagram.marks.len());
                self.places[date].insert(node, self.diagram.marks.len());
                self.diagram.marks.push(mark);
            }
            self.diagram.clusters.insert(name.clone(), inside);
            names.push(name);
        }
        let frame = format!("{side}: {at}");
        self.diagram.frames.push((frame, names));
    }

    /// Pairs `{a, b, from, to}`, as they stood at each date; bold where the sign flipped.
    fn changes(&mut self, pairs: &Value, flips: bool) {
        let Value::List(pairs) = pairs else {
            return;
        };
        for pair in pairs.iter() {
            let Value::Map(pair) = pair else {
                continue;
            };
            for (date, sign) in ["from", "to"].into_iter().enumerate() {
                self.tie(date, pair, pair.get(sign), flips);
            }
        }
    }

    fn tie(&mut self, date: usize, pair: &Map, sign: Option<&Value>, flips: bool) {
        let end = |key: &str| match pair.get(key) {
            Some(Value::Node(node)) => self.places[date].get(node).copied(),
            _ => None,
        };
        let (Some(from), Some(to), Some(Value::Integer(sign))) = (end("a"), end("b"), sign) else {
            return;
        };
        self.diagram.arrows.push(Arrow {
            tone: match *sign >= 0 {
                true => Tone::Ally,
                false => Tone::Rival,
            },
            contested: *sign == 0,
            bold: flips,
            ..arrow(from, to, "")
        });
    }

    fn moved(&mut self, mover: NodeId) {
        let [before, after] = [0, 1].map(|date| self.places[date].get(&mover).copied());
        for place in [before, after].into_iter().flatten() {
            self.diagram.marks[place].bold = true;
        }
        if let (Some(before), Some(after)) = (before, after) {
            self.diagram.arrows.push(Arrow {
                tone: Tone::Succession,
                symmetric: false,
                ..arrow(before, after, "changed sides")
            });
        }
    }

    /// A pair of two movers is told by both of their rows, and drawn once. Ties lead to movers before and from them after, so
    /// that all movers stand between the two dates and nothing is in the way of what they did.
    fn finished(mut self) -> Diagram {
        let before: BTreeSet<usize> = self.places[0].values().copied().collect();
        let ties = self.diagram.arrows.iter_mut();
        for tie in ties.filter(|arrow| arrow.symmetric) {
            let [from, to] = [tie.from, tie.to].map(|place| self.diagram.marks[place].bold);
            let is_turned = match before.contains(&tie.from) {
                true => from && !to,
                false => to && !from,
            };
            if is_turned {
                (tie.from, tie.to) = (tie.to, tie.from);
            }
        }
        let key = |arrow: &Arrow| (arrow.from, arrow.to, arrow.tone);
        self.diagram.arrows.sort_by_key(key);
        self.diagram.arrows.dedup_by_key(|arrow| key(arrow));
        self.diagram
    }
}

fn arrow(from: usize, to: usize, kind: &str) -> Arrow {
    Arrow {
        relation: None,
        bold: false,
        inferred: false,
        from,
        to,
        kind: kind.to_string(),
        tone: Tone::Neutral,
        symmetric: true,
        contested: false,
        possible: false,
        color: None,
        period: String::new(),
        sources: String::new(),
        when: None,
    }
}
