//! The ties of a graph, made for one actor when they are first asked for.

use crate::context::Context;
use crate::error::Result;
use crate::trace::facts::{Element, Facts, Place, elements};
use crate::trace::tie::{Rule, Sign, Tie};
use crate::trace::when::When;
use crate::trace::{derive, infer};
use factio_graph::id::{NodeId, RelationId};
use factio_graph::value::Path;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::rc::Rc;

/// What makes ties, besides the graph.
#[derive(Clone, Debug, Default)]
pub(super) struct Asked {
    /// Bodies that count as contesting, whatever their labels say.
    pub via: Vec<NodeId>,
    /// Whether friends of friends and enemies of enemies are tied (D5).
    pub infer: bool,
}

/// The ties in a slice.
pub(super) struct Ties<'c> {
    pub facts: Facts<'c>,
    pub when: When,
    pub asked: Asked,
    context: &'c Context<'c>,
    evident: RefCell<FxHashMap<NodeId, Rc<Vec<Tie>>>>,
}

impl<'c> Ties<'c> {
    pub fn new(context: &'c Context<'c>, when: When, asked: Asked) -> Ties<'c> {
        Ties {
            facts: Facts {
                graph: context.graph(),
            },
            when,
            asked,
            context,
            evident: RefCell::default(),
        }
    }

    /// The ties of an actor by rules D0 to D3: by rule, then in the order of the relations that they rest on.
    ///
    /// Costs the relations of the actor's bodies, and of the bodies that these have signed relations to.
    ///
    /// # Errors
    /// A relation's `sign` is not a number, or the statement was stopped.
    pub fn evident(&self, actor: NodeId) -> Result<Rc<Vec<Tie>>> {
        if let Some(known) = self.evident.borrow().get(&actor) {
            return Ok(Rc::clone(known));
        }
        self.context.check()?;
        let mut ties = derive::ties(self, actor)?;
        ties.sort_by_key(|tie| tie.rule);
        let ties = Rc::new(ties);
        self.evident.borrow_mut().insert(actor, Rc::clone(&ties));
        Ok(ties)
    }

    /// The ties of an actor, with the inferred ones where they were asked for.
    pub fn of(&self, actor: NodeId) -> Result<Rc<Vec<Tie>>> {
        let evident = self.evident(actor)?;
        if !self.asked.infer {
            return Ok(evident);
        }
        let mut all = evident.to_vec();
        all.extend(infer::ties(self, actor)?);
        Ok(Rc::new(all))
    }

    /// Every evident tie once, seen from the end that came into the graph first. Nothing of it is kept for later.
    ///
    /// # Errors
    /// As [`Ties::evident`].
    pub fn all(&self) -> Result<Vec<Tie>> {
        let mut all = Vec::new();
        for actor in self.facts.graph.nodes() {
            self.context.check()?;
            let ties = derive::ties(self, actor)?;
            all.extend(ties.into_iter().filter(|tie| tie.from < tie.to));
        }
        Ok(all)
    }

    /// Those of some ties that count in this slice.
    pub fn of_these(&self, ties: &[Tie]) -> Vec<Tie> {
        let held = ties.iter().filter_map(|tie| {
            let certainty = self.when.decide(&elements(&tie.walk), self.facts)?;
            Some(Tie {
                certainty,
                ..tie.clone()
            })
        });
        held.collect()
    }

    /// Whether a node holds in the slice at all.
    pub fn holds(&self, node: NodeId) -> bool {
        let element = Element::Node(node);
        self.when.decide(&[element], self.facts).is_some()
    }

    /// Those who belong to a body or lead it in the slice, be it only possibly: whether a body is more than a name hangs on them.
    pub fn people(&self, body: NodeId) -> Vec<Place> {
        let holds = |place: &Place| {
            let elements = [
                Element::Relation(place.relation),
                Element::Node(place.person),
                Element::Node(place.body),
            ];
            self.when.leaves_open(&elements, self.facts)
        };
        let people = self.facts.people(body);
        people.into_iter().filter(holds).collect()
    }

    /// Whether two members of a body are tied by that.
    pub fn takes_sides(&self, body: NodeId) -> bool {
        self.facts.is_contesting(body) || self.asked.via.contains(&body)
    }

    /// The tie over a walk from an actor; `None` when its evidence does not hold together in the slice.
    pub fn tie(
        &self,
        from: NodeId,
        sign: Sign,
        rule: Rule,
        steps: &[(RelationId, NodeId)],
    ) -> Option<Tie> {
        let walk = Path {
            nodes: std::iter::once(from)
                .chain(steps.iter().map(|step| step.1))
                .collect(),
            relations: steps.iter().map(|step| step.0).collect(),
        };
        self.over(walk, sign, rule)
    }

    /// As [`Ties::tie`], over a walk at hand.
    pub fn over(&self, walk: Path, sign: Sign, rule: Rule) -> Option<Tie> {
        let elements = elements(&walk);
        let certainty = self.when.decide(&elements, self.facts)?;
        let valid = self.facts.common(&elements)?;
        Some(Tie {
            from: *walk.nodes.first()?,
            to: *walk.nodes.last()?,
            sign,
            rule,
            walk,
            valid,
            certainty,
        })
    }
}
