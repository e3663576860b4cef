//! The moves that a state allows, each with what it costs.

use crate::exec::pattern::order::{Candidate, Knowledge, Move, Start, State};
use crate::exec::pattern::scope::Joint;
use crate::plan::expr::Slot;

impl<'p> Knowledge<'_, 'p> {
    /// Cheap checks between bound nodes: they only reduce.
    pub(super) fn closings(&self, state: &State<'p>) -> Vec<Candidate<'p>> {
        let closes = |&&joint: &&usize| {
            let it = &self.scope.joints[joint];
            let cheap = it.as_free_relation().is_some() || self.is_given(joint);
            cheap && state.has(it.left()) && state.has(it.right()) && self.is_ready(joint, state)
        };
        let joints = state.open.iter().filter(closes);
        joints.map(|&joint| self.close(joint, state)).collect()
    }

    pub(super) fn close(&self, joint: usize, state: &State<'p>) -> Candidate<'p> {
        let it = &self.scope.joints[joint];
        let fanout = self.fanouts[joint].rightward;
        let targets = self.nodes[&it.right()].labelled.max(1.0);
        let work = match it.as_free_relation() {
            Some(_) => 1.0,
            None => fanout,
        };
        Candidate {
            step: match self.is_given(joint) {
                true => Move::Ends { joint },
                false => Move::Close { joint },
            },
            binds: Vec::new(),
            rows: match state.met.contains(&joint) {
                true => self.fanouts[joint].kept,
                false => (fanout / targets).min(1.0) * self.fanouts[joint].kept,
            },
            work,
        }
    }

    pub(super) fn is_given(&self, joint: usize) -> bool {
        matches!(&self.scope.joints[joint], Joint::Relation(relation, _) if relation.bound)
    }

    pub(super) fn moves(&self, state: &State<'p>) -> Vec<Candidate<'p>> {
        let mut moves = self.scans(state);
        for &joint in &state.open {
            if !self.is_ready(joint, state) {
                continue;
            }
            let it = &self.scope.joints[joint];
            let (left, right) = (it.left(), it.right());
            match (state.has(left), state.has(right)) {
                _ if self.is_given(joint) => moves.push(self.ends(joint, state)),
                (true, true) => moves.push(self.close(joint, state)),
                (true, false) => moves.push(self.follow(joint, left, right, state)),
                (false, true) => moves.push(self.follow(joint, right, left, state)),
                (false, false) => {}
            }
        }
        moves
    }

    pub(super) fn ends(&self, joint: usize, state: &State<'p>) -> Candidate<'p> {
        let it = &self.scope.joints[joint];
        let mut binds = vec![it.left(), it.right()];
        binds.retain(|&slot| !state.has(slot));
        binds.dedup();
        Candidate {
            step: Move::Ends { joint },
            binds,
            rows: 1.0,
            work: 1.0,
        }
    }

    pub(super) fn follow(
        &self,
        joint: usize,
        from: Slot,
        to: Slot,
        state: &State<'p>,
    ) -> Candidate<'p> {
        let fanout = |joint: usize| match self.scope.joints[joint].left() == from {
            true => self.fanouts[joint].rightward,
            false => self.fanouts[joint].leftward,
        };
        let target = &self.nodes[&to];
        let mut together: Vec<usize> = self.leading_to(to, state);
        if self.scope.joints[joint].as_free_relation().is_none() || together.len() < 2 {
            return Candidate {
                step: Move::Follow { joint, from },
                binds: vec![to],
                rows: fanout(joint) * self.fanouts[joint].kept * target.share,
                work: fanout(joint),
            };
        }
        together.sort_unstable();
        let fanouts = together.iter().map(|&each| {
            let it = &self.scope.joints[each];
            match it.right() == to {
                true => self.fanouts[each].rightward,
                false => self.fanouts[each].leftward,
            }
        });
        let fanouts: Vec<f64> = fanouts.collect();
        let least = fanouts.iter().copied().fold(f64::INFINITY, f64::min);
        let all = target.labelled.max(1.0);
        let product: f64 = fanouts
            .iter()
            .map(|fanout| (fanout / all).min(1.0))
            .product();
        Candidate {
            step: Move::Intersect {
                to,
                joints: together,
            },
            binds: vec![to],
            rows: product * all * target.kept,
            work: least,
        }
    }

    /// The free relation patterns from bound nodes to a node.
    pub(super) fn leading_to(&self, to: Slot, state: &State<'p>) -> Vec<usize> {
        let leads = |&&joint: &&usize| {
            let it = &self.scope.joints[joint];
            let far = match (it.left() == to, it.right() == to) {
                (true, false) => it.right(),
                (false, true) => it.left(),
                _ => return false,
            };
            it.as_free_relation().is_some() && state.has(far) && self.is_ready(joint, state)
        };
        state.open.iter().filter(leads).copied().collect()
    }

    /// A scan of each node that is not bound yet.
    pub(super) fn scans(&self, state: &State<'p>) -> Vec<Candidate<'p>> {
        let mut slots: Vec<Slot> = self.scope.nodes.iter().map(|node| node.slot).collect();
        slots.sort_unstable();
        slots.dedup();
        slots.retain(|&slot| !state.has(slot));
        slots
            .into_iter()
            .map(|slot| self.scan(slot, state))
            .collect()
    }

    pub(super) fn scan(&self, node: Slot, state: &State<'p>) -> Candidate<'p> {
        let estimate = &self.nodes[&node];
        let mut tests = self.scope.nodes.iter().filter(|it| it.slot == node);
        let seek = self
            .seeks
            .iter()
            .filter(|seek| seek.node == node && seek.needs.iter().all(|&slot| state.has(slot)))
            .min_by(|a, b| a.rows.total_cmp(&b.rows));
        let (start, rows, work) = if let Some(one) = tests.find_map(|it| it.handle) {
            (Start::One(one), 1.0, 1.0)
        } else if let Some(seek) = seek {
            (seek.start, seek.rows, seek.rows)
        } else {
            let start = estimate.label.map_or(Start::All, Start::Label);
            (start, estimate.labelled * estimate.kept, estimate.labelled)
        };
        Candidate {
            step: Move::Scan { node, start },
            binds: vec![node],
            rows,
            work,
        }
    }
}
