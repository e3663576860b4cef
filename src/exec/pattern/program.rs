//! Turns the moves of an order into steps, gives each bound slot its place, and hangs each condition where it can first be checked.

mod joint;

use crate::error::Result;
use crate::exec::pattern::filter::{Evaluator, Filter};
use crate::exec::pattern::labels::is_constant;
use crate::exec::pattern::mentions;
use crate::exec::pattern::order::{Move, Start, order};
use crate::exec::pattern::path::Assemble;
use crate::exec::pattern::scope::{Joint, Scope};
use crate::exec::pattern::slice::Times;
use crate::exec::pattern::step::{Intersect, Scan, Source, Step, Target};
use crate::exec::pattern::view::{Kind, Place};
use crate::exec::pattern::walk::Walk;
use crate::plan::expr::Slot;
use crate::plan::pattern::PathVariable;
use factio_grammar::ast::PathMode;
use factio_graph::facts::Graph;
use factio_graph::id::Symbol;
use std::borrow::Cow;
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

/// A condition that waits for its slots.
struct Pending<'p> {
    needs: Vec<Slot>,
    filter: Filter<'p>,
}

struct Builder<'s, 'p> {
    scope: &'s Scope<'p>,
    graph: &'s Graph,
    program: Program<'p>,
    pending: Vec<Pending<'p>>,
    /// Joints placed so far.
    placed: Vec<usize>,
    paths: Vec<&'p PathVariable>,
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
            pending: pending(scope),
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

    fn is_bound(&self, slot: Slot) -> bool {
        self.program.places.get(slot).is_some_and(Option::is_some)
    }

    /// Adds a step that binds these slots, and the conditions that became ripe.
    fn add(&mut self, step: Box<dyn Step + 'p>, binds: &[Slot]) {
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
        let evaluator = |expr| Evaluator::new(Cow::Borrowed(expr), self.scope.shape);
        match start {
            Start::All => Source::All,
            Start::Label(label) => Source::Label(label),
            Start::One(node) => Source::One(node),
            Start::Seek { label, key, value } => Source::Seek {
                label,
                key,
                value: evaluator(value),
            },
            Start::SeekEach { label, key, list } => Source::SeekEach {
                label,
                key,
                list: evaluator(list),
            },
        }
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

    /// Asks that the relations of a joint differ from those of every joint placed before, where they could coincide.
    fn keep_apart(&mut self, joint: usize) {
        let scope = self.scope;
        for old in self.to_avoid(joint) {
            for new in scope.joints[joint].relations() {
                self.pending.push(Pending {
                    needs: vec![new, old],
                    filter: Filter::Apart { new, old },
                });
            }
        }
    }

    /// Slots of relations placed before that a joint must not meet again, where it could.
    fn to_avoid(&self, joint: usize) -> Vec<Slot> {
        let meets = |&&old: &&usize| {
            old != joint && !self.scope.may_share(old, joint) && self.could_coincide(old, joint)
        };
        let old = self.placed.iter().filter(meets);
        old.flat_map(|&old| self.scope.joints[old].relations())
            .collect()
    }

    fn could_coincide(&self, a: usize, b: usize) -> bool {
        let kinds = |joint: usize| self.kinds(&self.scope.joints[joint]);
        match (kinds(a), kinds(b)) {
            (Some(a), Some(b)) => a.iter().any(|kind| b.contains(kind)),
            _ => true,
        }
    }

    /// The types that a joint may meet; `None` for any.
    fn kinds(&self, joint: &Joint<'p>) -> Option<Vec<Symbol>> {
        match joint {
            Joint::Relation(relation, _) => Walk::rightward(relation, self.graph).kinds(),
            Joint::Group(..) => None,
            Joint::Selection(selection) => {
                let joints = selection.joints.iter();
                let kinds: Option<Vec<Vec<Symbol>>> = joints.map(|it| self.kinds(it)).collect();
                kinds.map(|kinds| kinds.concat())
            }
        }
    }

    /// Puts together the paths that a condition waits for.
    fn add_awaited_paths(&mut self) {
        let paths = std::mem::take(&mut self.paths);
        for path in paths {
            let awaited = path.slot.is_some_and(|slot| {
                self.pending
                    .iter()
                    .any(|pending| pending.needs.contains(&slot))
            });
            let known = path.parts.iter().all(|&part| self.is_bound(part));
            match awaited && known {
                true => self.add_path(path),
                false => self.paths.push(path),
            }
        }
    }

    fn add_other_paths(&mut self) {
        self.add_awaited_paths();
        for path in std::mem::take(&mut self.paths) {
            self.add_path(path);
        }
    }

    fn add_path(&mut self, path: &'p PathVariable) {
        let mode = path.mode.unwrap_or(PathMode::Trail);
        let checks = matches!(mode, PathMode::Acyclic | PathMode::Simple);
        let bound = path.slot.is_some_and(|slot| self.is_bound(slot));
        if bound || (path.slot.is_none() && !checks) {
            return;
        }
        let parts = path
            .parts
            .iter()
            .map(|slot| (*slot, self.scope.kinds[slot]));
        let step = Assemble::new(parts.collect(), mode, path.slot.is_some());
        let binds: Vec<Slot> = path.slot.into_iter().collect();
        self.add(Box::new(step), &binds);
    }
}

/// What the time clause asks: of each element, and of each path.
fn in_time<'p>(scope: &Scope<'p>, times: &Rc<Times<'p>>) -> Vec<Pending<'p>> {
    let held = |slot: Slot| {
        let kind = scope.kinds[&slot];
        Pending {
            needs: vec![slot],
            filter: Filter::Held {
                slot,
                kind,
                times: Rc::clone(times),
            },
        }
    };
    let nodes = scope.nodes.iter().map(|node| held(node.slot));
    let relations = scope.joints.iter().filter_map(|joint| match joint {
        Joint::Relation(relation, _) if relation.bound || relation.length.is_none() => {
            Some(held(relation.slot))
        }
        // Searches ask of each hop.
        Joint::Relation(..) => None,
        Joint::Group(..) | Joint::Selection(_) => None,
    });
    let paths = scope.paths.iter().map(|path| Pending {
        needs: path.parts.clone(),
        filter: Filter::Together {
            parts: path
                .parts
                .iter()
                .map(|slot| (*slot, scope.kinds[slot]))
                .collect(),
            times: Rc::clone(times),
        },
    });
    nodes.chain(relations).chain(paths).collect()
}

/// The conditions of a scope, with what each waits for.
fn pending<'p>(scope: &Scope<'p>) -> Vec<Pending<'p>> {
    let shape = scope.shape;
    let of_pattern = |mut slots: Vec<Slot>| {
        slots.retain(|slot| scope.kinds.contains_key(slot));
        slots
    };
    let mut pending = Vec::new();
    for node in &scope.nodes {
        if let Some(id) = node.handle {
            pending.push(Pending {
                needs: vec![node.slot],
                filter: Filter::Is {
                    node: node.slot,
                    id,
                },
            });
        }
        if let Some(test) = &node.labels {
            let mut needs = of_pattern(mentions::label_slots(test, shape.end()));
            needs.push(node.slot);
            let filter = match is_constant(test) {
                true => Filter::Labels {
                    node: node.slot,
                    test,
                },
                false => Filter::computed_labels(node.slot, test, node.span, shape),
            };
            pending.push(Pending { needs, filter });
        }
    }
    for joint in &scope.joints {
        if let Joint::Relation(relation, _) = joint
            && let Some(types) = relation.types.as_ref().filter(|test| !is_constant(test))
            && relation.length.is_none()
        {
            let mut needs = of_pattern(mentions::label_slots(types, shape.end()));
            needs.push(relation.slot);
            pending.push(Pending {
                needs,
                filter: Filter::computed_labels(relation.slot, types, relation.span, shape),
            });
        }
    }
    if let Some(times) = &scope.times {
        pending.extend(in_time(scope, times));
    }
    for filter in &scope.filters {
        pending.push(Pending {
            needs: of_pattern(mentions::slots(filter, shape.end())),
            filter: Filter::new(filter, shape, &|slot| scope.kind(slot)),
        });
    }
    pending
}
