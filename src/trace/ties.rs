//! The ties of a graph, made for one actor when they are first asked for.

use crate::context::Context;
use crate::error::Result;
use crate::trace::claims::Claims;
use crate::trace::derive::{Derivation, Steps};
use crate::trace::facts::{Element, Facts, elements};
use crate::trace::filter::Filter;
use crate::trace::ground::Ground;
use crate::trace::infer;
use crate::trace::tie::{Rule, Sign, Tie};
use crate::trace::when::When;
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
    ground: RefCell<Ground>,
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
            ground: RefCell::default(),
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
        let mut derivation = Derivation {
            ties: self,
            ground: &mut self.ground.borrow_mut(),
            wanted: &|_| true,
            found: Vec::new(),
        };
        derivation.of(actor)?;
        let mut ties = derivation.found;
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

    /// What may tie anybody at any time, for [`Ties::among`].
    ///
    /// # Errors
    /// As [`Ties::evident`].
    pub fn claims(&self, filter: &Filter) -> Result<Claims<'c>> {
        Claims::read(self.facts, filter, &|| self.context.check())
    }

    /// Every evident tie that the filter keeps, once, seen from the end that came into the graph first.
    ///
    /// # Errors
    /// As [`Ties::evident`].
    pub fn among(&self, claims: &Claims<'_>, filter: &Filter) -> Result<Vec<Tie>> {
        let mut ground = claims.within(&self.when);
        let actors = ground.actors();
        let mut all = Vec::new();
        for actor in actors {
            self.context.check()?;
            let kept = |steps: &Steps| steps.iter().all(|step| filter.keeps(step.0, self.facts));
            let later = |steps: &Steps| steps.last().is_some_and(|step| step.1 > actor);
            let mut derivation = Derivation {
                ties: self,
                ground: &mut ground,
                wanted: &|steps| later(steps) && kept(steps),
                found: all,
            };
            derivation.of(actor)?;
            all = derivation.found;
        }
        Ok(all)
    }

    /// Whether a node holds in the slice at all.
    pub fn holds(&self, node: NodeId) -> bool {
        let element = Element::Node(node);
        self.when.decide(&[element], self.facts).is_some()
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
