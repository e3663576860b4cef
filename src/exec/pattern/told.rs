//! What EXPLAIN and PROFILE tell of a match: its steps in the order chosen, each with the matches expected after it.

use crate::context::Context;
use crate::exec::pattern::order::{Move, Order};
use crate::exec::pattern::program::{Builder, compile};
use crate::exec::pattern::scope::Joint;
use crate::exec::pattern::start::{Place, Start};
use crate::exec::pattern::{Scoped, scoped};
use crate::plan::expr::Slot;
use crate::plan::pattern::{PatternPlan, Rows};
use crate::plan::{Found, MatchStep};

/// The steps by which a pattern would be matched in the graph as it is; none where it cannot be said before it runs.
pub fn steps(pattern: &PatternPlan, context: &Context<'_>) -> Vec<MatchStep> {
    let scope = scoped(pattern, context);
    let program =
        scope.and_then(|Scoped { scope, order, .. }| compile(&scope, order, context.graph()));
    let Ok(program) = program else {
        return Vec::new();
    };
    let stages = program.legs.into_iter().flat_map(|leg| leg.stages);
    let steps = stages.map(|stage| {
        let untold = || MatchStep::new(stage.step.word());
        stage.told.unwrap_or_else(untold)
    });
    steps.collect()
}

/// The matches expected after what each move does, by the joint or node that it is about.
pub(super) struct Estimates {
    of: Vec<(About, f64)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum About {
    Joint(usize),
    Node(Slot),
    /// What hangs on a node.
    Weight(Slot),
}

impl Estimates {
    pub fn of(order: &Order<'_>) -> Estimates {
        let after = order.rows.iter().skip(1).chain([&order.end]);
        let moves = order.moves.iter();
        let of = moves.zip(after).map(|(it, &rows)| (about(it), rows));
        Estimates { of: of.collect() }
    }

    fn after(&self, it: &Move<'_>) -> Option<f64> {
        let wanted = about(it);
        let found = self.of.iter().find(|(about, _)| *about == wanted);
        found.map(|(_, rows)| *rows)
    }
}

fn about(it: &Move<'_>) -> About {
    match it {
        Move::Scan { node, .. } => About::Node(*node),
        Move::Intersect { to, .. } => About::Node(*to),
        Move::Weigh { node } => About::Weight(*node),
        Move::Tally { to, joints } => match joints.as_slice() {
            &[joint] => About::Joint(joint),
            _ => About::Node(*to),
        },
        Move::Relations { joint, .. }
        | Move::Follow { joint, .. }
        | Move::Close { joint }
        | Move::Ends { joint } => About::Joint(*joint),
    }
}

impl<'p> Builder<'_, 'p> {
    /// What is to be told of a move, but for the word of the step that it becomes.
    pub fn told(&self, it: &Move<'p>, estimates: &Estimates) -> MatchStep {
        let joint = |joint: &usize| parts(&self.scope.joints[*joint]);
        let (elements, start) = match it {
            Move::Scan { node, start } => (vec![*node], Some(start)),
            Move::Relations { joint: it, start } => (joint(it), Some(start)),
            Move::Intersect { to, joints } => {
                let along = joints.iter().flat_map(joint);
                (std::iter::once(*to).chain(along).collect(), None)
            }
            Move::Weigh { node } => (self.hanging(*node), None),
            Move::Tally { to, joints } => {
                let along = joints.iter().flat_map(joint);
                (along.chain(self.hanging(*to)).collect(), None)
            }
            Move::Follow { joint: it, .. }
            | Move::Close { joint: it }
            | Move::Ends { joint: it } => (joint(it), None),
        };
        let about = match it.joint() {
            Some(joint) => vec![joint],
            None => self.tallied(it),
        };
        let sifts = |joint: &usize| self.chosen.get(*joint).is_some_and(Option::is_some);
        MatchStep {
            elements,
            sifted: about.iter().any(sifts),
            found: start.and_then(found),
            estimate: estimates.after(it),
            ..MatchStep::new("")
        }
    }

    /// Has the step that was added last tell this, too.
    pub fn tell(&mut self, told: MatchStep) {
        let rows = self.scope.wanted.rows;
        let Some(stage) = self.leg.stages.last_mut() else {
            return;
        };
        let before = stage.told.take();
        let elements = before.into_iter().flat_map(|before| before.elements);
        stage.told = Some(MatchStep {
            word: stage.step.word(),
            rows: match stage.fold.is_some() || stage.step.folds() {
                true => rows,
                false => Rows::Each,
            },
            elements: elements.chain(told.elements).collect(),
            ..told
        });
    }

    fn tallied(&self, it: &Move<'p>) -> Vec<usize> {
        match it {
            Move::Intersect { joints, .. } | Move::Tally { joints, .. } => joints.clone(),
            _ => Vec::new(),
        }
    }

    /// What hangs on a node and is counted there.
    fn hanging(&self, node: Slot) -> Vec<Slot> {
        let mut nodes = vec![node];
        let mut found = Vec::new();
        while let Some(node) = nodes.pop() {
            let optional = self.optional.iter().filter(|it| it.at == node);
            found.extend(optional.map(|it| it.relation.slot));
            for (joint, _, to) in self.branches.iter().filter(|(_, at, _)| *at == node) {
                found.extend(parts(&self.scope.joints[*joint]));
                nodes.push(*to);
            }
        }
        found
    }
}

/// The slots by which the plan knows a joint.
fn parts(joint: &Joint<'_>) -> Vec<Slot> {
    match joint {
        Joint::Selection(selection) => selection.joints.iter().flat_map(parts).collect(),
        joint => vec![joint.part()],
    }
}

fn found(start: &Start<'_>) -> Option<Found> {
    let Start::Found(place, _) = start else {
        return None;
    };
    let (key, indexed) = match *place {
        Place::Index { key, .. } => (key, true),
        Place::Column { key } => (key, false),
    };
    Some(Found { key, indexed })
}
