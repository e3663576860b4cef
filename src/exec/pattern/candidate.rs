//! The moves that could come next in a match, and what each is likely to cost.

use crate::exec::pattern::knowledge::Knowledge;
use crate::exec::pattern::order::{Move, State};
use crate::exec::pattern::start::{Offer, Start};
use crate::plan::expr::Slot;

/// So many rows may be multiplied with others.
const FEW: f64 = 8.0;

/// A move that could come next.
pub(super) struct Candidate<'p> {
    pub step: Move<'p>,
    /// Nodes that it binds.
    pub binds: Vec<Slot>,
    /// Rows after it for each row before.
    pub rows: f64,
    /// Entries looked at for each row before.
    pub work: f64,
}

impl<'p> Candidate<'p> {
    /// How dear it is: rows go on to cost.
    pub fn price(&self) -> f64 {
        self.work + 2.0 * self.rows
    }
}

impl<'p> Knowledge<'_, 'p> {
    /// What could come next. While there are checks that only reduce, those alone.
    pub fn candidates(&self, state: &State<'p>) -> Vec<Candidate<'p>> {
        let closings = self.closings(state);
        match closings.is_empty() {
            true => self.moves(state),
            false => closings,
        }
    }

    /// Starts of every node that is not bound, and of relations whose ends are not.
    pub fn starts(&self, state: &State<'p>) -> Vec<Candidate<'p>> {
        let mut slots: Vec<Slot> = self.scope.nodes.iter().map(|node| node.slot).collect();
        slots.sort_unstable();
        slots.dedup();
        let free = slots.into_iter().filter(|&slot| !state.has(slot));
        let scans = free.map(|slot| self.scan(slot, state));
        let open = state.open.iter();
        let relations = open.filter_map(|&joint| self.relation_scan(joint, state));
        scans.chain(relations).collect()
    }

    fn is_ready(&self, joint: usize, state: &State<'p>) -> bool {
        self.needs[joint].iter().all(|&slot| state.has(slot))
    }

    /// Cheap checks between bound nodes.
    fn closings(&self, state: &State<'p>) -> Vec<Candidate<'p>> {
        let closes = |&&joint: &&usize| {
            let it = &self.scope.joints[joint];
            let cheap = it.as_free_relation().is_some() || self.is_given(joint);
            cheap && state.has(it.left()) && state.has(it.right()) && self.is_ready(joint, state)
        };
        let joints = state.open.iter().filter(closes);
        joints.map(|&joint| self.close(joint, state)).collect()
    }

    fn moves(&self, state: &State<'p>) -> Vec<Candidate<'p>> {
        let mut moves = self.starts(state);
        let near = self.near(state);
        moves.retain(|it| {
            let far = |slot: &Slot| !near.contains(slot);
            it.rows <= FEW || it.binds.iter().any(far)
        });
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

    /// The nodes that relation patterns of one hop will lead to from what is bound: to start there anew multiplies rows, unless there
    /// are few.
    fn near(&self, state: &State<'p>) -> Vec<Slot> {
        let mut near = state.bound.clone();
        let mut at = 0;
        while at < near.len() {
            for &joint in &state.open {
                let it = &self.scope.joints[joint];
                let next = match (it.left() == near[at], it.right() == near[at]) {
                    (true, _) => it.right(),
                    (_, true) => it.left(),
                    _ => continue,
                };
                if it.as_free_relation().is_some() && !near.contains(&next) {
                    near.push(next);
                }
            }
            at += 1;
        }
        near
    }

    fn close(&self, joint: usize, state: &State<'p>) -> Candidate<'p> {
        let it = &self.scope.joints[joint];
        let fanout = self.fanouts[joint].rightward;
        let kept = self.fanouts[joint].kept;
        let targets = self.nodes[&it.right()].labelled.max(1.0);
        let rows = match state.met.contains(&joint) {
            true => kept,
            false => (fanout / targets).min(1.0) * kept,
        };
        Candidate {
            step: match self.is_given(joint) {
                true => Move::Ends { joint },
                false => Move::Close { joint },
            },
            binds: Vec::new(),
            rows,
            work: match it.as_free_relation() {
                Some(_) => 1.0,
                None => fanout,
            },
        }
    }

    fn ends(&self, joint: usize, state: &State<'p>) -> Candidate<'p> {
        Candidate {
            step: Move::Ends { joint },
            binds: self.free_ends(joint, state),
            rows: 1.0,
            work: 1.0,
        }
    }

    fn free_ends(&self, joint: usize, state: &State<'p>) -> Vec<Slot> {
        let it = &self.scope.joints[joint];
        let mut ends = vec![it.left(), it.right()];
        ends.retain(|&slot| !state.has(slot));
        ends.dedup();
        ends
    }

    fn follow(&self, joint: usize, from: Slot, to: Slot, state: &State<'p>) -> Candidate<'p> {
        let together = self.leading_to(to, state);
        if self.scope.joints[joint].as_free_relation().is_some() && together.len() > 1 {
            return self.intersect(to, together);
        }
        let fanout = self.fanout_to(joint, to);
        Candidate {
            step: Move::Follow { joint, from },
            binds: vec![to],
            rows: fanout * self.fanouts[joint].kept * self.share_at(joint, to),
            work: fanout,
        }
    }

    /// The share of the nodes that pass among those at one end of a joint.
    fn share_at(&self, joint: usize, end: Slot) -> f64 {
        let right = self.scope.joints[joint].right() == end;
        let labelled = self.fanouts[joint].labelled;
        self.nodes[&end].share_among(labelled.map(|ends| ends[usize::from(right)]))
    }

    fn intersect(&self, to: Slot, joints: Vec<usize>) -> Candidate<'p> {
        let target = &self.nodes[&to];
        let all = target.labelled.max(1.0);
        let fanouts = joints.iter().map(|&joint| self.fanout_to(joint, to));
        let least = fanouts.clone().fold(f64::INFINITY, f64::min);
        let shares: f64 = fanouts.map(|fanout| (fanout / all).min(1.0)).product();
        Candidate {
            step: Move::Intersect { to, joints },
            binds: vec![to],
            rows: shares * all * target.kept,
            work: least,
        }
    }

    /// The free relation patterns from bound nodes to a node, in the order written.
    fn leading_to(&self, to: Slot, state: &State<'p>) -> Vec<usize> {
        let leads = |&joint: &usize| {
            let it = &self.scope.joints[joint];
            let far = match (it.left() == to, it.right() == to) {
                (true, false) => it.right(),
                (false, true) => it.left(),
                _ => return false,
            };
            it.as_free_relation().is_some() && state.has(far) && self.is_ready(joint, state)
        };
        let mut joints: Vec<usize> = state.open.iter().copied().filter(leads).collect();
        joints.sort_unstable();
        joints
    }

    /// The best start that the conditions on an element offer.
    fn offer(&self, element: Slot, state: &State<'p>) -> Option<&Offer<'p>> {
        let offers = self.offers.iter().filter(|offer| {
            offer.element == element && offer.needs.iter().all(|&slot| state.has(slot))
        });
        offers.min_by(|a, b| (a.rows + a.work).total_cmp(&(b.rows + b.work)))
    }

    fn scan(&self, node: Slot, state: &State<'p>) -> Candidate<'p> {
        let estimate = &self.nodes[&node];
        let mut variables = self.scope.nodes.iter().filter(|it| it.slot == node);
        let start = estimate.label.map_or(Start::All, Start::Label);
        let rows = estimate.labelled * estimate.kept;
        let plain = (start, rows, estimate.labelled);
        let offer = self.offer(node, state);
        let (start, rows, work) = match (variables.find_map(|it| it.handle), offer) {
            (Some(one), _) => (Start::One(one), 1.0, 1.0),
            (None, Some(offer)) if offer.work < estimate.labelled => {
                (offer.start, rows.min(offer.rows), offer.work)
            }
            _ => plain,
        };
        Candidate {
            step: Move::Scan { node, start },
            binds: vec![node],
            rows,
            work: work + (rows - 1.0).max(0.0) * self.searches_to(node, state),
        }
    }

    /// What a search comes to that leads to a node from nodes that are bound: once it is bound, each of its candidates is sought.
    fn searches_to(&self, node: Slot, state: &State<'p>) -> f64 {
        let searches = state.open.iter().filter(|&&joint| {
            let it = &self.scope.joints[joint];
            let far = if it.right() == node {
                it.left()
            } else {
                it.right()
            };
            let leads = [it.left(), it.right()].contains(&node) && state.has(far);
            leads && it.as_free_relation().is_none() && !self.is_given(joint)
        });
        searches.map(|&joint| self.fanout_to(joint, node)).sum()
    }

    fn relation_scan(&self, joint: usize, state: &State<'p>) -> Option<Candidate<'p>> {
        let relation = self.scope.joints[joint].as_free_relation()?;
        let apart = !state.has(relation.left) && !state.has(relation.right);
        let offer = self.offer(relation.slot, state)?;
        let share = |slot| self.nodes[&slot].share;
        let ready = apart && self.is_ready(joint, state);
        ready.then(|| Candidate {
            step: Move::Relations {
                joint,
                start: offer.start,
            },
            binds: self.free_ends(joint, state),
            rows: offer.rows * share(relation.left) * share(relation.right),
            work: offer.work,
        })
    }
}
