//! What a store asks of a graph: the order in which names came into use, and putting back what was read from a file.
//!
//! What is put back is noted nowhere; the store commits when it is done.

use crate::facts::Graph;
use crate::facts::deferred::Later;
use crate::facts::dictionary::Dictionary;
use crate::facts::ids::Ids;
use crate::facts::journal::Step;
use crate::facts::restore::{Arrival, restore_column};
use crate::facts::topology::Rows;
use crate::facts::unlisted::Unlisted;
use crate::id::{NodeId, RelationId, Symbol};
use std::sync::Arc;

/// For each of some elements, ascending, which of some lists it has.
#[derive(Debug, Default)]
pub(crate) struct Lists {
    pub elements: Ids,
    pub lists: Vec<Arc<[Symbol]>>,
    /// Places among the lists; none where there is one list, which all have.
    places: Vec<u32>,
}

/// All that a file holds of nodes and relations, every part in the order of ids.
#[derive(Default)]
pub(crate) struct Elements {
    /// The labels of nodes.
    pub nodes: Vec<Lists>,
    pub relations: Vec<Later<Rows>>,
    /// The keys of elements, in their order; the values stand in the columns.
    pub node_keys: Vec<Lists>,
    pub relation_keys: Vec<Lists>,
    pub node_columns: Vec<Arrival>,
    pub relation_columns: Vec<Arrival>,
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
        for label in elements.nodes.iter().flat_map(|nodes| &nodes.lists) {
            label.iter().for_each(|label| self.see_label(*label));
        }
        self.restore_nodes(&elements.nodes);
        let restored = self.topology.put_relations(elements.relations);
        for (kind, count) in restored.kinds {
            self.see_type(kind);
            self.types.entry(kind).or_default().expect(count);
        }
        self.unlisted = Some(Unlisted::default());
        let missing = restored.missing.into_iter();
        let mut wrong: Vec<String> = missing
            .map(|(id, end)| format!("relation {}: there is no node {}", id.0, end.0))
            .collect();
        let nodes = |id| self.contains_node(NodeId(id));
        let relations = |id| self.contains_relation(RelationId(id));
        if !all_alive(&elements.node_keys, nodes) || !all_alive(&elements.relation_keys, relations)
        {
            wrong.push("there are properties of what there is not".to_string());
        }
        let periods = &mut self.periods;
        for (properties, columns, orders) in [
            (
                &mut self.node_properties,
                elements.node_columns,
                elements.node_keys,
            ),
            (
                &mut self.relation_properties,
                elements.relation_columns,
                elements.relation_keys,
            ),
        ] {
            for column in columns {
                restore_column(properties, column, periods);
            }
            orders.iter().for_each(|lists| properties.put_orders(lists));
        }
        wrong
    }

    fn restore_nodes(&mut self, chunks: &[Lists]) {
        for chunk in chunks {
            let sets = chunk.acquire(&mut self.label_sets);
            match sets[..] {
                [only] => self.topology.put_alike(&chunk.elements, only),
                _ => {
                    let set = |row: usize| sets[chunk.place(row)];
                    self.topology.put_nodes(&chunk.elements, set);
                }
            }
            for (label, nodes) in &mut self.labels {
                let has: Vec<bool> = chunk.lists.iter().map(|set| set.contains(label)).collect();
                if has.contains(&true) {
                    let own = chunk.elements.iter().enumerate();
                    let own = own.filter(|(row, _)| has[chunk.place(*row)]);
                    nodes.extend(own.map(|(_, id)| NodeId(id)));
                }
            }
        }
    }
}

fn all_alive(chunks: &[Lists], alive: impl Fn(u32) -> bool) -> bool {
    let mut elements = chunks.iter().flat_map(|lists| lists.elements.iter());
    elements.all(alive)
}

impl Lists {
    /// For each element the place of its list.
    pub fn new(elements: Ids, lists: Vec<Arc<[Symbol]>>, places: Vec<u32>) -> Lists {
        Lists {
            places: match lists.len() {
                1 => Vec::new(),
                _ => places,
            },
            elements,
            lists,
        }
    }

    /// The lists of elements, which ascend.
    pub fn of(pairs: impl IntoIterator<Item = (u32, Arc<[Symbol]>)>) -> Lists {
        let (elements, lists): (Vec<u32>, Vec<_>) = pairs.into_iter().unzip();
        let places = (0..lists.len() as u32).collect();
        Lists::new(Ids::Each(elements), lists, places)
    }

    pub fn pairs(&self) -> impl Iterator<Item = (u32, &Arc<[Symbol]>)> {
        let elements = self.elements.iter().enumerate();
        elements.map(|(row, element)| (element, &self.lists[self.place(row)]))
    }

    /// The place of the list that the element of a row has.
    pub fn place(&self, row: usize) -> usize {
        self.places.get(row).map_or(0, |&place| place as usize)
    }

    /// Counts the uses; returns the number of each list, 0 for one that nothing uses.
    pub fn acquire(&self, dictionary: &mut Dictionary<[Symbol]>) -> Vec<u32> {
        match &self.lists[..] {
            [only] => vec![dictionary.acquire_many(only, self.elements.len() as u32)],
            lists => dictionary.acquire_all(lists, &self.places),
        }
    }

    /// How many symbols the lists of all elements have together.
    pub fn total(&self) -> usize {
        match &self.lists[..] {
            [only] => only.len() * self.elements.len(),
            lists => {
                let lens: Vec<usize> = lists.iter().map(|list| list.len()).collect();
                self.places.iter().map(|&place| lens[place as usize]).sum()
            }
        }
    }
}
