//! What a store asks of a graph: the order in which names came into use, and putting back what was read from a file.
//!
//! What is put back is noted nowhere; the store commits when it is done.

use crate::facts::Graph;
use crate::facts::dictionary::Dictionary;
use crate::facts::journal::Step;
use crate::facts::restore::{Column, restore_columns};
use crate::facts::topology::Rows;
use crate::id::{NodeId, RelationId, Symbol};
use std::sync::Arc;

/// For each of some elements, ascending, which of some lists it has.
#[derive(Debug, Default)]
pub(crate) struct Lists {
    pub elements: Vec<u32>,
    pub lists: Vec<Arc<[Symbol]>>,
    /// Places among the lists.
    pub places: Vec<u32>,
}

/// All that a file holds of nodes and relations, every part in the order of ids.
#[derive(Debug, Default)]
pub(crate) struct Elements {
    /// The labels of nodes.
    pub nodes: Vec<Lists>,
    pub relations: Vec<Rows>,
    /// The keys of elements, in their order; the values stand in the columns.
    pub node_keys: Vec<Lists>,
    pub relation_keys: Vec<Lists>,
    pub node_columns: Vec<Column>,
    pub relation_columns: Vec<Column>,
}

impl Graph {
    /// Labels in the order in which they were first used, also those that nothing carries any more.
    pub(crate) fn seen_labels(&self) -> impl ExactSizeIterator<Item = Symbol> {
        self.labels.keys().copied()
    }

    /// As [`Graph::seen_labels`], of relation types.
    pub(crate) fn seen_types(&self) -> impl ExactSizeIterator<Item = Symbol> {
        self.types.keys().copied()
    }

    /// As [`Graph::seen_labels`], of property keys.
    pub(crate) fn seen_keys(&self) -> impl ExactSizeIterator<Item = Symbol> {
        self.keys.iter().copied()
    }

    /// Takes a label for used, in this place of the order.
    pub(crate) fn see_label(&mut self, label: Symbol) {
        if !self.labels.contains_key(&label) {
            self.labels.entry(label).or_default();
            self.journal.note(Step::LabelSeen);
        }
    }

    /// As [`Graph::see_label`], for a relation type.
    pub(crate) fn see_type(&mut self, kind: Symbol) {
        if !self.types.contains_key(&kind) {
            self.types.entry(kind).or_default();
            self.snapshot.see_type();
            self.journal.note(Step::TypeSeen);
        }
    }

    /// As [`Graph::see_label`], for a property key.
    pub(crate) fn see_property_key(&mut self, key: Symbol) {
        if self.keys.insert(key) {
            self.journal.note(Step::KeySeen);
        }
    }

    /// Puts everything back into an empty graph, on all cores. Returns what does not fit, a sentence each; a relation without
    /// its ends is left out.
    pub(crate) fn restore(&mut self, elements: Elements) -> Vec<String> {
        for relations in &elements.relations {
            relations
                .relations
                .chunk_by(|a, b| a.kind == b.kind)
                .for_each(|run| self.see_type(run[0].kind));
        }
        for label in elements.nodes.iter().flat_map(|nodes| &nodes.lists) {
            label.iter().for_each(|label| self.see_label(*label));
        }
        let Graph {
            node_properties,
            relation_properties,
            shared,
            ..
        } = self;
        let (nodes, relations) = (elements.node_columns, elements.relation_columns);
        restore_columns(
            node_properties,
            nodes,
            relation_properties,
            relations,
            shared,
        );
        self.node_properties.put_orders(&elements.node_keys);
        self.relation_properties.put_orders(&elements.relation_keys);
        self.restore_nodes(&elements.nodes);
        let missing = self.topology.put_relations(&elements.relations);
        self.list_relations();
        let mut wrong: Vec<String> = missing
            .into_iter()
            .map(|(id, end)| format!("relation {}: there is no node {}", id.0, end.0))
            .collect();
        let nodes = |id| self.contains_node(NodeId(id));
        let relations = |id| self.contains_relation(RelationId(id));
        if !all_alive(&elements.node_keys, nodes) || !all_alive(&elements.relation_keys, relations)
        {
            wrong.push("there are properties of what there is not".to_string());
        }
        wrong
    }

    fn restore_nodes(&mut self, chunks: &[Lists]) {
        for chunk in chunks {
            let sets = chunk.acquire(&mut self.label_sets);
            let set = |row: usize| sets[chunk.places[row] as usize];
            self.topology.put_nodes(&chunk.elements, set);
            for (label, nodes) in &mut self.labels {
                let has: Vec<bool> = chunk.lists.iter().map(|set| set.contains(label)).collect();
                if has.contains(&true) {
                    let own = chunk.elements.iter().zip(&chunk.places);
                    let own = own.filter(|(_, place)| has[**place as usize]);
                    nodes.extend(own.map(|(&id, _)| NodeId(id)));
                }
            }
        }
    }

    fn list_relations(&mut self) {
        let most = self.types.keys().map(|kind| kind.0 as usize + 1).max();
        let mut positions = vec![0; most.unwrap_or(0)];
        for (position, kind) in self.types.keys().enumerate() {
            positions[kind.0 as usize] = position;
        }
        let mut lists = vec![Vec::new(); self.types.len()];
        for id in self.topology.relations() {
            if let Some(relation) = self.topology.relation(id) {
                lists[positions[relation.kind.0 as usize]].push(id);
            }
        }
        for (ids, list) in self.types.values_mut().zip(lists) {
            ids.extend(list.into_iter());
        }
    }
}

fn all_alive(chunks: &[Lists], alive: impl Fn(u32) -> bool) -> bool {
    let mut elements = chunks.iter().flat_map(|lists| &lists.elements);
    elements.all(|&element| alive(element))
}

impl Lists {
    /// The lists of elements, which ascend.
    pub fn of(pairs: impl IntoIterator<Item = (u32, Arc<[Symbol]>)>) -> Lists {
        let mut lists = Lists::default();
        for (element, list) in pairs {
            lists.elements.push(element);
            lists.places.push(lists.lists.len() as u32);
            lists.lists.push(list);
        }
        lists
    }

    pub fn pairs(&self) -> impl Iterator<Item = (u32, &Arc<[Symbol]>)> {
        let places = self.elements.iter().zip(&self.places);
        places.map(|(&element, &place)| (element, &self.lists[place as usize]))
    }

    /// Counts the uses; returns the number of each list, 0 for one that nothing uses.
    pub fn acquire(&self, dictionary: &mut Dictionary<[Symbol]>) -> Vec<u32> {
        dictionary.acquire_all(&self.lists, &self.places)
    }
}
