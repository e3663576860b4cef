//! What ties are made of, by actor: signed relations, and places in bodies. Read for one actor when that is asked for, or for
//! all at once.

use crate::error::Result;
use crate::trace::facts::{Element, Facts, Place};
use crate::trace::tie::Sign;
use crate::trace::when::When;
use factio_graph::id::{NodeId, RelationId};
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// A signed relation as seen from one of its ends: the other end is the third.
pub(super) type Signed = (RelationId, Sign, NodeId);

/// What is known of each actor so far. A clone shares nothing.
#[derive(Debug, Default)]
pub(super) struct Ground {
    signed: FxHashMap<NodeId, Rc<Vec<Signed>>>,
    bodies: FxHashMap<NodeId, Rc<Vec<Place>>>,
    people: FxHashMap<NodeId, Rc<Vec<Place>>>,
    /// Whether the whole graph was read: who is not here then is tied by nothing.
    whole: bool,
}

impl Ground {
    /// Nothing yet, to be filled from all of the graph.
    pub fn whole() -> Ground {
        Ground {
            whole: true,
            ..Ground::default()
        }
    }

    /// The relations that an actor has a sign by.
    ///
    /// # Errors
    /// A relation's `sign` is not a number.
    pub fn signed(&mut self, actor: NodeId, facts: Facts<'_>) -> Result<Rc<Vec<Signed>>> {
        if let Some(known) = self.signed.get(&actor) {
            return Ok(Rc::clone(known));
        }
        let read = match self.whole {
            true => Vec::new(),
            false => facts.signed(actor)?,
        };
        Ok(keep(&mut self.signed, actor, read))
    }

    /// The bodies that a person belongs to or leads, at any time.
    pub fn bodies(&mut self, person: NodeId, facts: Facts<'_>) -> Rc<Vec<Place>> {
        if let Some(known) = self.bodies.get(&person) {
            return Rc::clone(known);
        }
        let read = match self.whole {
            true => Vec::new(),
            false => facts.bodies(person),
        };
        keep(&mut self.bodies, person, read)
    }

    /// Those who belong to a body or lead it in the slice, be it only possibly: whether a body is more than a name hangs on them.
    pub fn people(&mut self, body: NodeId, when: &When, facts: Facts<'_>) -> Rc<Vec<Place>> {
        if let Some(known) = self.people.get(&body) {
            return Rc::clone(known);
        }
        let mut read = match self.whole {
            true => Vec::new(),
            false => facts.people(body),
        };
        read.retain(|place| may_hold(place, when, facts));
        keep(&mut self.people, body, read)
    }

    /// Every actor that something is known of, in the order in which they came into the graph.
    pub fn actors(&self) -> Vec<NodeId> {
        let mut actors: Vec<NodeId> = self
            .signed
            .keys()
            .chain(self.bodies.keys())
            .copied()
            .collect();
        actors.sort_unstable();
        actors.dedup();
        actors
    }

    pub fn add_signed(&mut self, relation: RelationId, sign: Sign, [start, end]: [NodeId; 2]) {
        for (actor, other) in [(start, end), (end, start)] {
            add(&mut self.signed, actor, (relation, sign, other));
        }
    }

    pub fn add_place(&mut self, place: Place, when: &When, facts: Facts<'_>) {
        add(&mut self.bodies, place.person, place);
        if may_hold(&place, when, facts) {
            add(&mut self.people, place.body, place);
        }
    }
}

fn may_hold(place: &Place, when: &When, facts: Facts<'_>) -> bool {
    let elements = [
        Element::Relation(place.relation),
        Element::Node(place.person),
        Element::Node(place.body),
    ];
    when.leaves_open(&elements, facts)
}

fn keep<T>(known: &mut FxHashMap<NodeId, Rc<Vec<T>>>, node: NodeId, read: Vec<T>) -> Rc<Vec<T>> {
    let read = Rc::new(read);
    known.insert(node, Rc::clone(&read));
    read
}

fn add<T: Clone>(known: &mut FxHashMap<NodeId, Rc<Vec<T>>>, node: NodeId, one: T) {
    Rc::make_mut(known.entry(node).or_default()).push(one);
}
