//! What a selector keeps of all paths.

use crate::plan::expr::Slot;
use crate::plan::pattern::PathVariable;
use factio_grammar::ast::{PathCount, Selector};
use factio_graph::id::RelationId;
use factio_graph::value::Value;

/// A match: its row, and each relation with the walk in which it may repeat.
pub struct Found {
    pub row: Vec<Value>,
    pub relations: Vec<(RelationId, Option<usize>)>,
}

fn number(count: &PathCount) -> u64 {
    match count {
        PathCount::Number(number) => *number,
        PathCount::Parameter(_) => 1,
    }
}

/// Keeps what a selector keeps.
pub fn select(path: &PathVariable, found: Vec<Found>) -> Vec<Found> {
    let ends = |found: &Found| {
        let node = |slot: Option<&Slot>| format!("{:?}", slot.map(|&slot| &found.row[slot]));
        (node(path.parts.first()), node(path.parts.last()))
    };
    let length = |found: &Found| match path.slot.map(|slot| &found.row[slot]) {
        Some(Value::Path(path)) => path.relations.len(),
        _ => 0,
    };
    let (most, groups) = match &path.selector {
        None | Some(Selector::All) => return found,
        Some(Selector::Any(count) | Selector::Shortest(count)) => (number(count), u64::MAX),
        Some(Selector::ShortestPath) => (1, u64::MAX),
        Some(Selector::AllShortest | Selector::AllShortestPaths) => (u64::MAX, 1),
        Some(Selector::ShortestGroups(count)) => (u64::MAX, number(count)),
    };
    let mut found = found;
    found.sort_by_key(|it| (ends(it), length(it)));
    let mut kept: Vec<Found> = Vec::new();
    let (mut count, mut lengths) = (0, 0);
    for next in found {
        match kept.last() {
            Some(last) if ends(last) == ends(&next) => {
                count += 1;
                lengths += u64::from(length(last) != length(&next));
            }
            _ => (count, lengths) = (1, 1),
        }
        if count <= most && lengths <= groups {
            kept.push(next);
        }
    }
    kept
}
