//! What the graph says of its actors: their names, who belongs to which body, and when anything held.

use crate::error::Result;
use crate::fun;
use crate::trace::ground::Signed;
use crate::trace::tie::Sign;
use factio_graph::catalog::Catalog;
use factio_graph::facts::{Graph, Relation};
use factio_graph::id::{NodeId, PeriodId, RelationId};
use factio_graph::time::{Bounds, Period, intersection};
use factio_graph::value::{Path, Value};
use std::sync::Arc;

/// A node or relation that a tie rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Element {
    Node(NodeId),
    Relation(RelationId),
}

/// A person's place in a body.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub relation: RelationId,
    pub person: NodeId,
    pub body: NodeId,
    pub belongs: bool,
    pub leads: bool,
}

/// The graph as this module reads it.
#[derive(Clone, Copy)]
pub(super) struct Facts<'g> {
    pub graph: &'g Graph,
}

impl<'g> Facts<'g> {
    /// The live relations of a node that do not lead back to it.
    pub fn relations(self, node: NodeId) -> impl Iterator<Item = (RelationId, Relation)> + 'g {
        let incident = self.graph.incident(node).into_iter();
        incident
            .filter_map(move |id| Some((id, self.graph.relation(id)?)))
            .filter(|(_, relation)| relation.start != relation.end)
    }

    /// The sign of a relation; `None` when it ties nobody.
    ///
    /// # Errors
    /// Its `sign` is not a number.
    pub fn sign(self, relation: RelationId) -> Result<Option<Sign>> {
        fun::sign::sign_of(self.graph, relation).map(Sign::of)
    }

    /// The relations of a node that have a sign: the relation, its sign, and its other end.
    pub fn signed(self, node: NodeId) -> Result<Vec<Signed>> {
        let mut signed = Vec::new();
        for (id, relation) in self.relations(node) {
            if let Some(sign) = self.sign(id)? {
                let other = match relation.start == node {
                    true => relation.end,
                    false => relation.start,
                };
                signed.push((id, sign, other));
            }
        }
        Ok(signed)
    }

    /// The bodies that a person belongs to or leads.
    pub fn bodies(self, person: NodeId) -> Vec<Place> {
        let places = self.relations(person);
        let places = places.filter(|(_, relation)| relation.start == person);
        places
            .filter_map(|(id, relation)| self.place(id, relation))
            .collect()
    }

    /// Those who belong to a body or lead it; nobody, when it is no body.
    pub fn people(self, body: NodeId) -> Vec<Place> {
        let places = self.relations(body);
        let places = places.filter(|(_, relation)| relation.end == body);
        places
            .filter_map(|(id, relation)| self.place(id, relation))
            .collect()
    }

    /// The place of a person in a body, where the relation gives one.
    pub fn place(self, id: RelationId, relation: Relation) -> Option<Place> {
        let defined = self.graph.schema().relations.get(&relation.kind)?;
        (defined.affiliation || defined.leadership).then_some(Place {
            relation: id,
            person: relation.start,
            body: relation.end,
            belongs: defined.affiliation,
            leads: defined.leadership,
        })
    }

    /// Whether membership of a body takes sides.
    pub fn is_contesting(self, body: NodeId) -> bool {
        let labels = &self.graph.schema().labels;
        let carried = self.graph.node_labels(body).iter();
        carried
            .filter_map(|label| labels.get(label))
            .any(|defined| defined.contesting)
    }

    /// The validity of an element.
    pub fn bounds(self, element: Element) -> &'g Bounds {
        match self.period(element) {
            Some(period) => period.bounds(),
            None => &Bounds::ALWAYS,
        }
    }

    /// The period that an element holds in; `None` when it always does.
    pub fn period(self, element: Element) -> Option<&'g Arc<Period>> {
        let number: PeriodId = match element {
            Element::Node(node) => self.graph.node_validity(node)?,
            Element::Relation(relation) => self.graph.relation_validity(relation)?,
        };
        self.graph.period(number)
    }

    /// What elements have in common; `None` when they cannot hold together.
    pub fn common(self, elements: &[Element]) -> Option<Bounds> {
        intersection(elements.iter().map(|&element| self.bounds(element)))
    }

    /// The period of some bounds, in the words of an element that has just these where there is one.
    pub fn worded(self, bounds: &Bounds, elements: &[Element]) -> Value {
        let periods = elements.iter().filter_map(|&element| self.period(element));
        let same = periods.into_iter().find(|period| period.bounds() == bounds);
        Value::Period(match same {
            Some(period) => Arc::clone(period),
            None => Arc::new(Period::from_bounds(*bounds)),
        })
    }

    /// What a node is called: its name, else its key, else its number.
    pub fn name(self, node: NodeId) -> Arc<str> {
        let symbols = self.graph.symbols();
        let named = ["name", "key"].iter().find_map(|key| {
            match self.graph.node_property(node, symbols.get(key)?) {
                Value::String(text) => Some(text),
                _ => None,
            }
        });
        named.unwrap_or_else(|| Arc::from(format!("node {}", node.0)))
    }

    /// The sources of a relation.
    pub fn sources(self, relation: RelationId) -> Vec<Value> {
        let key = self.graph.symbols().get("sources");
        match key.map(|key| self.graph.relation_property(relation, key)) {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::List(items)) => items.to_vec(),
            Some(single) => vec![single],
        }
    }
}

/// The elements of a walk, each once: relations first, as they are what is claimed.
pub(super) fn elements(walk: &Path) -> Vec<Element> {
    let relations = walk.relations.iter().map(|&id| Element::Relation(id));
    let nodes = walk.nodes.iter().map(|&id| Element::Node(id));
    let mut elements = Vec::with_capacity(walk.nodes.len() + walk.relations.len());
    for element in relations.chain(nodes) {
        if !elements.contains(&element) {
            elements.push(element);
        }
    }
    elements
}
