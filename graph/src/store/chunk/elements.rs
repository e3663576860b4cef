//! Chunks of nodes, relations, and the orders of their properties.

use crate::facts::{Graph, Lists, Relation, Rows};
use crate::id::{NodeId, RelationId, Symbol};
use crate::store::bytes::{Read, Reader, write_number, write_packed};
use crate::store::chunk::read_list;
use crate::store::chunk::slots::{read_slots, write_slots};
use crate::store::piece::{CHUNK, Of};
use indexmap::IndexSet;
use rustc_hash::FxBuildHasher;
use std::sync::Arc;

const FEWER: &str = "there are fewer relations than it says";

pub(super) fn write_nodes(out: &mut Vec<u8>, graph: &Graph, first: u32) -> usize {
    let nodes = elements(first, graph.node_bound()).filter(|&id| graph.contains_node(NodeId(id)));
    write_lists(out, first, nodes, |id| graph.node_labels(NodeId(id)))
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

/// The highest number of a type, of relations that [`read_relations`] can read.
pub(super) fn check_relations(reader: &mut Reader, first: u32) -> Read<Symbol> {
    let ids = read_slots(reader, first)?;
    let mut greatest = || {
        let packing = reader.packing(ids.len())?;
        match packing.count == ids.len() {
            true => packing.greatest_u32(),
            false => Err(FEWER),
        }
    };
    let kind = greatest()?;
    greatest()?;
    greatest()?;
    Ok(Symbol(kind))
}

pub(super) fn read_relations(reader: &mut Reader, first: u32) -> Read<Rows> {
    let ids = read_slots(reader, first)?;
    let none = Relation {
        kind: Symbol(0),
        start: NodeId(0),
        end: NodeId(0),
    };
    let mut relations = vec![none; ids.len()];
    let mut packing = || reader.packing(ids.len());
    let (kinds, starts, ends) = (packing()?, packing()?, packing()?);
    kinds.put_u32(&mut relations, |relation, kind| {
        relation.kind = Symbol(kind)
    })?;
    starts.put_u32(&mut relations, |relation, start| {
        relation.start = NodeId(start)
    })?;
    ends.put_u32(&mut relations, |relation, end| relation.end = NodeId(end))?;
    Ok(Rows { ids, relations })
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

pub(super) fn read_lists(reader: &mut Reader, first: u32) -> Read<Lists> {
    let elements = read_slots(reader, first)?;
    let count = reader.count()?;
    let lists: Read<Vec<Arc<[Symbol]>>> = (0..count)
        .map(|_| Ok(Arc::from(read_list(reader)?)))
        .collect();
    let lists = lists?;
    let places = reader.packed_u32(elements.len())?;
    if places.len() != elements.len() {
        return Err("there are fewer lists than it says");
    }
    match places.iter().all(|&place| (place as usize) < lists.len()) {
        true => Ok(Lists::new(elements, lists, places)),
        false => Err("a list is missing"),
    }
}

fn elements(first: u32, bound: u32) -> impl Iterator<Item = u32> {
    first..bound.min(first.saturating_add(CHUNK))
}
