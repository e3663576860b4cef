//! Turns the moves of an order into steps, gives each bound slot its place, and hangs each condition where it can first be checked.

use crate::error::{Detail, Error, ErrorKind, Result};
use crate::exec::pattern::conditions::{Pending, pending};
use crate::exec::pattern::filter::Filter;
use crate::exec::pattern::group::{Chain, Repeat};
use crate::exec::pattern::hop::Hop;
use crate::exec::pattern::lookup::Lookup;
use crate::exec::pattern::order::{Move, order};
use crate::exec::pattern::scope::{Joint, Scope, Selection};
use crate::exec::pattern::select::{self, Ends};
use crate::exec::pattern::start::Start;
use crate::exec::pattern::step::{
    Between, Bound, BoundList, Extend, Intersect, Relations, Scan, Source, Step, Target,
};
use crate::exec::pattern::varlen::{Search, VarLength};
use crate::exec::pattern::view::{Kind, Place};
use crate::exec::pattern::walk::Walk;
use crate::plan::expr::Slot;
use crate::plan::pattern::{GroupVariable, PathVariable, RelationVariable};
use factio_grammar::ast::{PathMode, Quantifier};
use factio_graph::facts::Graph;
use std::rc::Rc;

/// A pattern, ready to run.
pub(super) struct Program<'p> {
    /// Conditions on what is given.
    pub first: Vec<Filter<'p>>,
    pub stages: Vec<Stage<'p>>,
    /// By slot.
    pub places: Vec<Option<Place>>,
}

/// A step, the columns it fills, and the conditions that can be checked after it and not before.
pub(super) struct Stage<'p> {
    pub step: Box<dyn Step + 'p>,
    pub columns: Vec<Kind>,
    pub filters: Vec<Filter<'p>>,
}

/// Compiles a scope.
pub(super) fn compile<'p>(scope: &Scope<'p>, graph: &Graph) -> Result<Program<'p>> {
    let moves = order(scope, graph)?;
    let mut builder = Builder::new(scope, graph);
    builder.give();
    for step in moves {
        builder.add_move(step)?;
        builder.add_awaited_paths();
    }
    builder.add_other_paths();
    Ok(builder.program)
}

pub(super) struct Builder<'s, 'p> {
    pub scope: &'s Scope<'p>,
    pub graph: &'s Graph,
    pub program: Program<'p>,
    pub pending: Vec<Pending<'p>>,
    /// Joints placed so far.
    pub placed: Vec<usize>,
    pub paths: Vec<&'p PathVariable>,
}

impl<'s, 'p> Builder<'s, 'p> {
    fn new(scope: &'s Scope<'p>, graph: &'s Graph) -> Builder<'s, 'p> {
        let hidden = scope.kinds.keys().max().map_or(0, |slot| slot + 1);
        let places = vec![None; scope.shape.end().max(hidden)];
        Builder {
            scope,
            graph,
            program: Program {
                first: Vec::new(),
                stages: Vec::new(),
                places,
            },
            pending: pending(scope, graph),
            placed: Vec::new(),
            paths: scope.paths.clone(),
        }
    }

    /// Places what is given.
    fn give(&mut self) {
        for (column, &(slot, kind)) in self.scope.given.iter().enumerate() {
            self.program.places[slot] = Some(Place {
                level: 0,
                column,
                kind,
            });
        }
        let given = 0..self.scope.joints.len();
        let given: Vec<usize> = given.filter(|&joint| self.is_given(joint)).collect();
        for joint in given {
            self.keep_apart(joint);
            self.placed.push(joint);
        }
        self.program.first = self.ripe();
    }

    fn is_given(&self, joint: usize) -> bool {
        matches!(&self.scope.joints[joint], Joint::Relation(relation, _) if relation.bound)
    }

    pub fn is_bound(&self, slot: Slot) -> bool {
        self.program.places.get(slot).is_some_and(Option::is_some)
    }

    /// Adds a step that binds these slots, and the conditions that became ripe.
    pub fn add(&mut self, step: Box<dyn Step + 'p>, binds: &[Slot]) {
        let level = self.program.stages.len() + 1;
        let kinds = binds.iter().map(|slot| self.scope.kinds[slot]);
        let columns: Vec<Kind> = kinds.collect();
        for (column, (&slot, &kind)) in binds.iter().zip(&columns).enumerate() {
            self.program.places[slot] = Some(Place {
                level,
                column,
                kind,
            });
        }
        let filters = self.ripe();
        self.program.stages.push(Stage {
            step,
            columns,
            filters,
        });
    }

    /// Takes the conditions whose slots are all bound, in the order written.
    fn ripe(&mut self) -> Vec<Filter<'p>> {
        let places = &self.program.places;
        let bound = |slot: &Slot| places.get(*slot).is_some_and(Option::is_some);
        let (ripe, pending) = std::mem::take(&mut self.pending)
            .into_iter()
            .partition(|pending| pending.needs.iter().all(bound));
        self.pending = pending;
        let ripe: Vec<Pending<'p>> = ripe;
        ripe.into_iter().map(|pending| pending.filter).collect()
    }

    fn add_move(&mut self, step: Move<'p>) -> Result<()> {
        match step {
            Move::Scan { node, start } => {
                let scan = Scan::new(self.source(start));
                self.add(Box::new(scan), &[node]);
                Ok(())
            }
            Move::Intersect { to, joints } => {
                let edges = joints.iter().filter_map(|&joint| self.edge(joint, to));
                let intersect = Intersect::new(edges.collect());
                self.add(Box::new(intersect), &[to]);
                Ok(())
            }
            Move::Follow { joint, from, .. } => {
                self.keep_apart(joint);
                let backward = self.scope.joints[joint].left() != from;
                self.add_joint(joint, backward)?;
                self.placed.push(joint);
                Ok(())
            }
            Move::Relations { joint, start } => {
                self.keep_apart(joint);
                self.add_relations(joint, start);
                self.placed.push(joint);
                Ok(())
            }
            Move::Close { joint } => {
                self.keep_apart(joint);
                self.add_joint(joint, false)?;
                self.placed.push(joint);
                Ok(())
            }
            Move::Ends { joint } => {
                if let Joint::Relation(relation, mode) = &self.scope.joints[joint] {
                    self.add_ends(relation, *mode);
                }
                Ok(())
            }
        }
    }

    fn source(&self, start: Start<'p>) -> Source<'p> {
        match start {
            Start::All => Source::All,
            Start::Label(label) => Source::Label(label),
            Start::One(node) => Source::One(node),
            Start::Found(place, wanted) => {
                let lookup = Lookup::new(Kind::Node, place, wanted, self.scope.shape);
                Source::Lookup(Box::new(lookup))
            }
        }
    }

    fn add_relations(&mut self, joint: usize, start: Start<'p>) {
        let relation = self.scope.joints[joint].as_free_relation();
        let (Some(relation), Start::Found(place, wanted)) = (relation, start) else {
            return;
        };
        let lookup = Lookup::new(Kind::Relation, place, wanted, self.scope.shape);
        let loops = relation.left == relation.right;
        let walk = Walk::rightward(relation, self.graph);
        let mut binds = vec![relation.slot, relation.left];
        if !loops {
            binds.push(relation.right);
        }
        self.add(Box::new(Relations::new(lookup, walk, loops)), &binds);
    }

    /// The bound node and walk by which a relation pattern leads to `to`.
    fn edge(&self, joint: usize, to: Slot) -> Option<(Slot, Walk<'p>)> {
        let relation = self.scope.joints[joint].as_free_relation()?;
        Some(match relation.right == to {
            true => (relation.left, Walk::rightward(relation, self.graph)),
            false => (relation.right, Walk::leftward(relation, self.graph)),
        })
    }

    fn target(&self, slot: Slot) -> Target {
        match self.is_bound(slot) {
            true => Target::Reach(slot),
            false => Target::Bind,
        }
    }

    fn add_joint(&mut self, joint: usize, backward: bool) -> Result<()> {
        check_end(&self.scope.joints[joint])?;
        match &self.scope.joints[joint] {
            Joint::Relation(relation, mode) => match relation.length {
                Some(length) => self.add_variable_length(joint, relation, *mode, length, backward),
                None => self.add_relation(relation, backward),
            },
            Joint::Group(group, mode, hidden) => {
                return self.add_group(joint, group, *mode, *hidden, backward);
            }
            Joint::Selection(selection) => return self.add_selection(selection, backward),
        }
        Ok(())
    }

    fn add_relation(&mut self, relation: &'p RelationVariable, backward: bool) {
        let rightward = Walk::rightward(relation, self.graph);
        let leftward = Walk::leftward(relation, self.graph);
        let (left, right) = (relation.left, relation.right);
        if self.is_bound(left) && self.is_bound(right) {
            let between = Between::new(left, right, rightward, leftward);
            self.add(Box::new(between), &[relation.slot]);
        } else if backward {
            let extend = Extend::new(right, leftward);
            self.add(Box::new(extend), &[relation.slot, left]);
        } else {
            let extend = Extend::new(left, rightward);
            self.add(Box::new(extend), &[relation.slot, right]);
        }
    }

    fn add_variable_length(
        &mut self,
        joint: usize,
        relation: &'p RelationVariable,
        mode: PathMode,
        length: Quantifier,
        backward: bool,
    ) {
        let (from, to, walk) = match backward {
            true => (
                relation.right,
                relation.left,
                Walk::leftward(relation, self.graph),
            ),
            false => (
                relation.left,
                relation.right,
                Walk::rightward(relation, self.graph),
            ),
        };
        let target = self.target(to);
        let step = VarLength {
            from,
            target,
            walk: Rc::new(walk),
            hop: Hop::of(relation, self.scope.shape),
            least: length.min,
            most: length.max.unwrap_or(u64::MAX),
            mode,
            backward,
            avoid: self.to_avoid(joint),
            times: self.scope.times.clone(),
            search: Search::default(),
        };
        match target {
            Target::Bind => self.add(Box::new(step), &[relation.slot, to]),
            Target::Reach(_) => self.add(Box::new(step), &[relation.slot]),
        }
    }

    fn add_ends(&mut self, relation: &'p RelationVariable, mode: PathMode) {
        let rightward = Walk::rightward(relation, self.graph);
        let left = self.target(relation.left);
        let right = self.target(relation.right);
        let loops = relation.left == relation.right && left == Target::Bind;
        let step: Box<dyn Step + 'p> = match relation.length {
            None => Box::new(Bound::new(relation.slot, left, right, loops, rightward)),
            Some(length) => Box::new(BoundList {
                relations: relation.slot,
                left,
                right,
                loops,
                rightward,
                hop: Hop::of(relation, self.scope.shape),
                least: length.min,
                most: length.max.unwrap_or(u64::MAX),
                repeats: mode == PathMode::Walk,
                row: 0,
                starts: None,
            }),
        };
        let mut binds = Vec::new();
        for slot in [relation.left, relation.right] {
            if !self.is_bound(slot) && !binds.contains(&slot) {
                binds.push(slot);
            }
        }
        self.add(step, &binds);
    }

    fn add_group(
        &mut self,
        joint: usize,
        group: &'p GroupVariable,
        mode: PathMode,
        hidden: Slot,
        backward: bool,
    ) -> Result<()> {
        let (from, to) = match backward {
            true => (group.right, group.left),
            false => (group.left, group.right),
        };
        let target = self.target(to);
        let step = Repeat::new(
            group,
            Chain {
                from,
                target,
                backward,
                mode,
                avoid: self.to_avoid(joint),
            },
            self.scope.times.clone(),
            self.graph,
        )?;
        let mut binds = vec![hidden, group.path];
        binds.extend(group.collected.iter().map(|(_, outer)| *outer));
        if target == Target::Bind {
            binds.push(to);
        }
        self.add(Box::new(step), &binds);
        Ok(())
    }

    fn add_selection(&mut self, selection: &Selection<'p>, backward: bool) -> Result<()> {
        // Time that goes on from left to right is followed best from the left, and paths are sought from their target.
        let both = self.is_bound(selection.left) && self.is_bound(selection.right);
        let in_order = self
            .scope
            .times
            .as_ref()
            .is_some_and(|times| times.is_in_order());
        let backward = backward || (both && in_order);
        let (source, to) = match backward {
            true => (selection.right, selection.left),
            false => (selection.left, selection.right),
        };
        let ends = Ends {
            source,
            target: self.target(to),
            reversed: backward,
        };
        let bound = |slot| self.is_bound(slot);
        let (step, binds) = select::build(self.scope, selection, ends, &bound, self.graph)?;
        self.add(Box::new(step), &binds);
        Ok(())
    }
}

/// A walk that may repeat relations has to end somewhere.
fn check_end(joint: &Joint<'_>) -> Result<()> {
    let (mode, length) = match joint {
        Joint::Relation(relation, mode) => (*mode, relation.length),
        Joint::Group(group, mode, _) => (*mode, Some(group.quantifier)),
        Joint::Selection(_) => return Ok(()),
    };
    let endless = length.is_some_and(|length| length.max.is_none());
    if mode != PathMode::Walk || !endless {
        return Ok(());
    }
    let message = "a WALK of any length has no end: it may meet the same relations again";
    let error = Error::compile(ErrorKind::SyntaxError, Detail::UnexpectedSyntax, message);
    Err(error
        .at(joint.span())
        .hint("give it a greatest length, or a selector such as ANY SHORTEST, or write TRAIL"))
}
