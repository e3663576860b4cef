//! Chunks of nodes, relations, and the orders of their properties.

use crate::facts::{Graph, Relation};
use crate::id::{NodeId, RelationId, Symbol};
use crate::store::bytes::{Read, Reader, write_number, write_packed};
use crate::store::chunk::read_list;
use crate::store::chunk::slots::{read_slots, write_slots};
use crate::store::piece::{CHUNK, Of};
use indexmap::IndexSet;
use rustc_hash::FxBuildHasher;
use std::sync::Arc;

pub(super) fn write_nodes(out: &mut Vec<u8>, graph: &Graph, first: u32) -> usize {
    let nodes = elements(first, graph.node_bound()).filter(|&id| graph.contains_node(NodeId(id)));
    write_lists(out, first, nodes, |id| graph.node_labels(NodeId(id)))
}

pub(super) fn read_nodes(reader: &mut Reader, first: u32) -> Read<Vec<(NodeId, Arc<[Symbol]>)>> {
    let lists = read_lists(reader, first)?;
    Ok(lists
        .into_iter()
        .map(|(id, labels)| (NodeId(id), labels))
        .collect())
}

pub(super) fn write_orders(out: &mut Vec<u8>, graph: &Graph, of: Of, first: u32) -> usize {
    let keys = |id: u32| match of {
        Of::Nodes => graph.node_keys(NodeId(id)),
        Of::Relations => graph.relation_keys(RelationId(id)),
    };
    let bound = match of {
        Of::Nodes => graph.node_bound(),
        Of::Relations => graph.relation_bound(),
    };
    let with_keys = elements(first, bound).filter(|&id| !keys(id).is_empty());
    write_lists(out, first, with_keys, keys)
}

pub(super) fn write_relations(out: &mut Vec<u8>, graph: &Graph, first: u32) -> usize {
    let mut slots = Vec::new();
    let [mut kinds, mut starts, mut ends] = [Vec::new(), Vec::new(), Vec::new()];
    for id in elements(first, graph.relation_bound()) {
        if let Some(relation) = graph.relation(RelationId(id)) {
            slots.push((id - first) as u16);
            kinds.push(i64::from(relation.kind.0));
            starts.push(i64::from(relation.start.0));
            ends.push(i64::from(relation.end.0));
        }
    }
    write_slots(out, &slots);
    for numbers in [kinds, starts, ends] {
        write_packed(out, &numbers);
    }
    slots.len()
}

pub(super) fn read_relations(reader: &mut Reader, first: u32) -> Read<Vec<(RelationId, Relation)>> {
    let ids = read_slots(reader, first)?;
    let mut numbers = || {
        let numbers = reader.packed(ids.len())?;
        match numbers.len() == ids.len() {
            true => Ok(numbers),
            false => Err("there are fewer relations than it says"),
        }
    };
    let (kinds, starts, ends) = (numbers()?, numbers()?, numbers()?);
    let number = |number: i64| u32::try_from(number).map_err(|_| "there are no such ids");
    let places = kinds.into_iter().zip(starts).zip(ends);
    ids.into_iter()
        .zip(places)
        .map(|(id, ((kind, start), end))| {
            let relation = Relation {
                kind: Symbol(number(kind)?),
                start: NodeId(number(start)?),
                end: NodeId(number(end)?),
            };
            Ok((RelationId(id), relation))
        })
        .collect()
}

/// A list of symbols for each of some elements; equal lists are written once.
fn write_lists<'g>(
    out: &mut Vec<u8>,
    first: u32,
    elements: impl Iterator<Item = u32>,
    list: impl Fn(u32) -> &'g [Symbol],
) -> usize {
    let mut lists: IndexSet<&[Symbol], FxBuildHasher> = IndexSet::default();
    let mut slots = Vec::new();
    let mut places = Vec::new();
    for element in elements {
        slots.push((element - first) as u16);
        places.push(lists.insert_full(list(element)).0 as i64);
    }
    write_slots(out, &slots);
    write_number(out, lists.len() as u64);
    for list in lists {
        write_number(out, list.len() as u64);
        list.iter()
            .for_each(|symbol| write_number(out, u64::from(symbol.0)));
    }
    write_packed(out, &places);
    slots.len()
}

pub(super) fn read_lists(reader: &mut Reader, first: u32) -> Read<Vec<(u32, Arc<[Symbol]>)>> {
    let elements = read_slots(reader, first)?;
    let count = reader.count()?;
    let lists: Read<Vec<Arc<[Symbol]>>> = (0..count)
        .map(|_| Ok(Arc::from(read_list(reader)?)))
        .collect();
    let lists = lists?;
    let places = reader.packed(elements.len())?;
    if places.len() != elements.len() {
        return Err("there are fewer lists than it says");
    }
    let list = |place: i64| {
        let list = usize::try_from(place)
            .ok()
            .and_then(|place| lists.get(place));
        list.map(Arc::clone).ok_or("a list is missing")
    };
    elements
        .into_iter()
        .zip(places)
        .map(|(element, place)| Ok((element, list(place)?)))
        .collect()
}

fn elements(first: u32, bound: u32) -> impl Iterator<Item = u32> {
    first..bound.min(first.saturating_add(CHUNK))
}
