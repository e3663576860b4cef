//! The parts of a path that a selector chooses from: segments of like moves, and the nodes between them.

use crate::context::Context;
use crate::error::Result;
use crate::exec::pattern::evaluator::Evaluator;
use crate::exec::pattern::group::walked;
use crate::exec::pattern::hop::Hop;
use crate::exec::pattern::labels::node_passes;
use crate::exec::pattern::repetition::{Repetition, Repetitions};
use crate::exec::pattern::select::quick::Line;
use crate::exec::pattern::slice::Times;
use crate::exec::pattern::view::{Kind, View};
use crate::exec::pattern::walk::Walk;
use crate::fun::sign::sign_of;
use crate::plan::expr::{LabelTest, Slot};
use factio_graph::id::{NodeId, RelationId};
use factio_graph::value::Value;
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// The row for which paths are sought.
#[derive(Clone, Copy)]
pub(super) struct At<'a, 'g> {
    pub view: View<'a>,
    pub row: usize,
    pub context: &'a Context<'g>,
}

/// Moves of one kind, so many of them in a row.
pub(super) struct Segment<'p> {
    pub least: u64,
    pub most: u64,
    pub follow: Follow<'p>,
    pub times: Option<Rc<Times<'p>>>,
}

/// What a move is. Onward leads from the source of the search to its target.
pub(super) enum Follow<'p> {
    Relation {
        onward: Walk<'p>,
        back: Walk<'p>,
        test: Hop<'p>,
    },
    Group {
        onward: Box<Repetitions<'p>>,
        back: Box<Repetitions<'p>>,
        /// A repetition's path is read from its right end when one goes onward.
        reversed: bool,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Onward,
    Back,
}

/// A move that can be made.
#[derive(Clone, Debug)]
pub(super) struct Move {
    /// Where it leads.
    pub node: u32,
    /// How many relations it follows.
    pub length: u32,
    /// The product of their signs; 1 where nobody asks.
    pub sign: i64,
    pub what: What,
}

#[derive(Clone, Debug)]
pub(super) enum What {
    Relation(u32),
    /// One of some repetitions.
    Repetition(Rc<[Repetition]>, usize),
}

/// What a node at the end of a segment must fulfil.
pub(super) struct NodeTest<'p> {
    pub slot: Slot,
    pub labels: Vec<&'p LabelTest>,
    pub handle: Option<NodeId>,
    /// It is bound already: the node must be the one.
    pub bound: bool,
    pub conditions: Vec<Evaluator<'p>>,
    pub times: Option<Rc<Times<'p>>>,
    /// Answers so far, for one row.
    pub known: FxHashMap<u32, bool>,
}

impl<'p> Segment<'p> {
    /// The moves from a node. `signed`: with their signs.
    pub fn moves(
        &mut self,
        way: Way,
        node: u32,
        signed: bool,
        at: At<'_, '_>,
        moves: &mut Vec<Move>,
    ) -> Result<()> {
        match &mut self.follow {
            Follow::Relation { onward, back, test } => {
                let walk = match way {
                    Way::Onward => onward,
                    Way::Back => back,
                };
                hops(walk, test, self.times.as_deref(), node, at, moves)?;
            }
            Follow::Group {
                onward,
                back,
                reversed,
            } => {
                let from_right = (way == Way::Back) != *reversed;
                let repetitions = match way {
                    Way::Onward => onward,
                    Way::Back => back,
                };
                let found = repetitions.from(node, at.view, at.row, at.context)?;
                for number in 0..found.len() {
                    moves.push(repeated(&found, number, from_right));
                }
            }
        }
        if signed {
            for step in moves.iter_mut() {
                step.sign = sign(step, at)?;
            }
        }
        Ok(())
    }

    /// The segment as a line of relations.
    pub fn as_line(&mut self) -> Option<Line<'_, 'p>> {
        match &mut self.follow {
            Follow::Relation { onward, back, test } => Some(Line {
                onward,
                back,
                test,
                times: self.times.as_deref(),
                most: self.most,
            }),
            Follow::Group { .. } => None,
        }
    }

    /// What each relation is asked; `None` for a group.
    pub fn test(&mut self) -> Option<&mut Hop<'p>> {
        match &mut self.follow {
            Follow::Relation { test, .. } => Some(test),
            Follow::Group { .. } => None,
        }
    }

    pub fn is_relation(&self) -> bool {
        matches!(self.follow, Follow::Relation { .. })
    }

    /// Whether its moves are the same for every row.
    pub fn is_constant(&self) -> bool {
        let timeless = self.times.as_ref().is_none_or(|times| times.is_constant());
        match &self.follow {
            Follow::Relation { test, .. } => test.is_empty() && timeless,
            Follow::Group { onward, .. } => onward.is_constant(),
        }
    }

    pub fn rewind(&mut self) {
        match &mut self.follow {
            Follow::Relation { test, .. } => test.rewind(),
            Follow::Group { onward, back, .. } => {
                onward.rewind();
                back.rewind();
            }
        }
    }
}

fn hops(
    walk: &Walk<'_>,
    test: &mut Hop<'_>,
    times: Option<&Times<'_>>,
    node: u32,
    at: At<'_, '_>,
    moves: &mut Vec<Move>,
) -> Result<()> {
    let open = walk.open(at.context);
    for strand in 0..open.strands() {
        let entries = open.strand(strand, node);
        for position in 0..entries.len() {
            let Some((node, relation)) = entries.get(position) else {
                continue;
            };
            if !test.passes(at.view, at.row, relation, at.context)? {
                continue;
            }
            if let Some(times) = times
                && !(times.admits(Kind::Relation, relation, at.view, at.row, at.context)?
                    && times.admits(Kind::Node, node, at.view, at.row, at.context)?)
            {
                continue;
            }
            moves.push(Move {
                node,
                length: 1,
                sign: 1,
                what: What::Relation(relation),
            });
        }
    }
    Ok(())
}

/// The move that a repetition is.
fn repeated(found: &Rc<[Repetition]>, number: usize, from_right: bool) -> Move {
    let path = &found[number].path;
    let far = match from_right {
        true => path.nodes.first(),
        false => path.nodes.last(),
    };
    Move {
        node: far.map_or(0, |far| far.0),
        length: path.relations.len() as u32,
        sign: 1,
        what: What::Repetition(Rc::clone(found), number),
    }
}

/// The product of the signs of a move's relations.
fn sign(step: &Move, at: At<'_, '_>) -> Result<i64> {
    let mut sign = 1;
    for relation in step.relations() {
        sign *= sign_of(at.context.graph(), RelationId(relation))?;
    }
    Ok(sign)
}

impl Move {
    /// Its hops from its near end on: each relation with the node that it leads to. `from_right`: it goes leftward.
    pub fn hops(&self, from_right: bool) -> Vec<(RelationId, NodeId)> {
        match &self.what {
            What::Relation(relation) => vec![(RelationId(*relation), NodeId(self.node))],
            What::Repetition(found, number) => walked(&found[*number].path, from_right).collect(),
        }
    }

    /// The relations it follows, in some order.
    pub fn relations(&self) -> Vec<u32> {
        match &self.what {
            What::Relation(relation) => vec![*relation],
            What::Repetition(found, number) => {
                let relations = found[*number].path.relations.iter();
                relations.map(|relation| relation.0).collect()
            }
        }
    }

    /// The nodes that it passes on its way, without its ends.
    pub fn inner_nodes(&self) -> Vec<u32> {
        match &self.what {
            What::Relation(_) => Vec::new(),
            What::Repetition(found, number) => {
                let nodes = &found[*number].path.nodes;
                let inner = nodes
                    .get(1..nodes.len().saturating_sub(1))
                    .unwrap_or_default();
                inner.iter().map(|node| node.0).collect()
            }
        }
    }
}

impl NodeTest<'_> {
    pub fn passes(&mut self, node: u32, at: At<'_, '_>) -> Result<bool> {
        if let Some(&known) = self.known.get(&node) {
            return Ok(known);
        }
        let passes = self.decide(node, at)?;
        self.known.insert(node, passes);
        Ok(passes)
    }

    fn decide(&mut self, node: u32, at: At<'_, '_>) -> Result<bool> {
        let labels = at.context.graph().node_labels(NodeId(node));
        if let Some(times) = &self.times
            && !times.admits(Kind::Node, node, at.view, at.row, at.context)?
        {
            return Ok(false);
        }
        let fits = self.handle.is_none_or(|handle| handle.0 == node)
            && self.labels.iter().all(|test| node_passes(test, labels))
            && (!self.bound || at.view.id(self.slot, at.row) == node);
        if !fits {
            return Ok(false);
        }
        for condition in &mut self.conditions {
            let value = Some((self.slot, Value::Node(NodeId(node))));
            let holds = condition.eval_with(at.view, at.row, value, at.context)?;
            if holds != Value::Boolean(true) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether its answers are the same for every row.
    pub fn is_constant(&self) -> bool {
        let timeless = self.times.as_ref().is_none_or(|times| times.is_constant());
        self.conditions.is_empty() && !self.bound && timeless
    }
}
