//! Turns the moves of an order into steps, gives each bound slot its place, and hangs each condition where it can first be checked.

use crate::error::Result;
use crate::exec::pattern::chain::Chain;
use crate::exec::pattern::conditions::{Pending, pending};
use crate::exec::pattern::filter::Filter;
use crate::exec::pattern::fold::Fold;
use crate::exec::pattern::gate::Gate;
use crate::exec::pattern::knowledge;
use crate::exec::pattern::lookup::Lookup;
use crate::exec::pattern::merge::Merge;
use crate::exec::pattern::order::{Move, Notes, Order};
use crate::exec::pattern::scope::{Joint, Scope};
use crate::exec::pattern::sift::Sift;
use crate::exec::pattern::start::{Start, Wanted};
use crate::exec::pattern::step::{Intersect, Relations, Scan, Second, Source, Step};
use crate::exec::pattern::together::Pair;
use crate::exec::pattern::told::Estimates;
use crate::exec::pattern::view::{Kind, Place};
use crate::exec::pattern::walk::{Chosen, Walk};
use crate::plan::MatchStep;
use crate::plan::expr::Slot;
use crate::plan::pattern::{OptionalRelation, PathVariable, RelationVariable, Rows};
use factio_graph::facts::Graph;
use std::rc::Rc;
use std::sync::Arc;

/// A pattern, ready to run: legs, each of which goes on from what the one before found.
pub(super) struct Program<'p> {
    pub legs: Vec<Leg<'p>>,
    /// What stands between two legs.
    pub merges: Vec<Merge>,
    /// What is to be sifted before the first step.
    pub sifts: Vec<Sift<'p>>,
    /// What all of it is likely to cost, where 1 is to go where a relation leads.
    pub cost: f64,
}

/// Some steps.
pub(super) struct Leg<'p> {
    /// The columns of the first chunk.
    pub given: Vec<Kind>,
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
    /// Where the relations that the step binds are counted and not read.
    pub fold: Option<Fold>,
    /// What EXPLAIN tells of it.
    pub told: Option<MatchStep>,
}

impl<'p> Leg<'p> {
    pub fn new(given: Vec<Kind>, places: Vec<Option<Place>>) -> Leg<'p> {
        Leg {
            given,
            first: Vec::new(),
            stages: Vec::new(),
            places,
        }
    }
}

/// Compiles a scope in this order.
pub(super) fn compile<'p>(
    scope: &Scope<'p>,
    order: Order<'p>,
    graph: &Graph,
) -> Result<Program<'p>> {
    let mut builder = Builder::new(scope, graph);
    let (estimates, cost) = (Estimates::of(&order), order.cost);
    let order = builder.unfold(order);
    builder.find_pairs(&order.moves);
    builder.find_chains(&order.moves);
    let counted = || builder.find_counted(&order.moves);
    builder.counted = order.notes.counted.get_or_init(counted).clone();
    builder.notes = Some(Arc::clone(&order.notes));
    builder.find_sifts(&order);
    let mut moves = builder.find_tallies(order.moves).into_iter().peekable();
    builder.give();
    while let Some(step) = moves.next() {
        let listed = moves.next_if(|next| builder.lists(&step, next));
        let told = builder.told(listed.as_ref().unwrap_or(&step), &estimates);
        match listed.as_ref().and_then(Move::joint) {
            Some(joint) => builder.add_listing(joint),
            None => builder.add_move(step)?,
        }
        builder.tell(told);
        builder.add_awaited_paths();
        // Counting costs as little as merging.
        if !matches!(moves.peek(), Some(Move::Tally { .. } | Move::Weigh { .. })) {
            builder.cut();
        }
    }
    builder.add_other_paths();
    builder.cut();
    builder.legs.push(builder.leg);
    Ok(Program {
        legs: builder.legs,
        merges: builder.merges,
        sifts: builder.sifts,
        cost,
    })
}

pub(super) struct Builder<'s, 'p> {
    pub scope: &'s Scope<'p>,
    pub graph: &'s Graph,
    pub legs: Vec<Leg<'p>>,
    pub merges: Vec<Merge>,
    /// The leg at hand.
    pub leg: Leg<'p>,
    pub pending: Vec<Pending<'p>>,
    /// Joints placed so far.
    pub placed: Vec<usize>,
    /// Joints whose move was made.
    pub followed: Vec<usize>,
    /// For each joint, whether its relation is counted and not bound.
    pub counted: Vec<bool>,
    /// For each joint the relations that pass its sift, if it has one.
    pub chosen: Vec<Option<Arc<Chosen>>>,
    pub sifts: Vec<Sift<'p>>,
    /// Joints along which nodes hang that are not bound, the node they hang on, and the hanging node.
    pub branches: Vec<(usize, Slot, Slot)>,
    /// What hangs on nodes, need not be there, and is not counted yet.
    pub optional: Vec<&'p OptionalRelation>,
    /// Nodes for which there is one candidate or few.
    pub single: Vec<Slot>,
    pub paths: Vec<&'p PathVariable>,
    /// Joints that are followed in the order of time.
    pub pairs: Vec<Pair>,
    /// Paths that are followed in the order of time, relation by relation.
    pub chains: Vec<Chain>,
    /// The second steps of pairs, by joint.
    pub waiting: Vec<(usize, Second)>,
    /// What is known of the order.
    notes: Option<Arc<Notes>>,
}

impl<'s, 'p> Builder<'s, 'p> {
    fn new(scope: &'s Scope<'p>, graph: &'s Graph) -> Builder<'s, 'p> {
        let hidden = scope.kinds.keys().max().map_or(0, |slot| slot + 1);
        let places = vec![None; scope.shape.end().max(hidden)];
        let given = scope.given.iter().map(|(_, kind)| *kind);
        Builder {
            scope,
            graph,
            legs: Vec::new(),
            merges: Vec::new(),
            leg: Leg::new(given.collect(), places),
            pending: pending(scope, graph),
            placed: Vec::new(),
            followed: Vec::new(),
            counted: Vec::new(),
            chosen: Vec::new(),
            sifts: Vec::new(),
            branches: Vec::new(),
            optional: scope.optional.iter().collect(),
            single: Vec::new(),
            paths: scope.paths.clone(),
            pairs: Vec::new(),
            chains: Vec::new(),
            waiting: Vec::new(),
            notes: None,
        }
    }

    /// Places what is given.
    fn give(&mut self) {
        for (column, &(slot, kind)) in self.scope.given.iter().enumerate() {
            self.leg.places[slot] = Some(Place {
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
        self.leg.first = self.ripe();
    }

    fn is_given(&self, joint: usize) -> bool {
        matches!(&self.scope.joints[joint], Joint::Relation(relation, _) if relation.bound)
    }

    pub fn is_bound(&self, slot: Slot) -> bool {
        self.leg.places.get(slot).is_some_and(Option::is_some)
    }

    pub fn kind(&self, slot: Slot) -> Kind {
        self.scope.kind(slot).unwrap_or(Kind::Span)
    }

    /// What a joint needs bound besides its ends.
    pub fn needs(&self, joint: usize) -> Vec<Slot> {
        knowledge::needs(self.scope, &self.scope.joints[joint])
    }

    /// Adds a step that binds these slots, and the conditions that became ripe.
    pub fn add(&mut self, step: Box<dyn Step + 'p>, binds: &[Slot]) {
        let level = self.leg.stages.len() + 1;
        let columns: Vec<Kind> = binds.iter().map(|&slot| self.kind(slot)).collect();
        for (column, (&slot, &kind)) in binds.iter().zip(&columns).enumerate() {
            self.leg.places[slot] = Some(Place {
                level,
                column,
                kind,
            });
        }
        let filters = self.ripe();
        self.leg.stages.push(Stage {
            step,
            columns,
            filters,
            fold: None,
            told: None,
        });
    }

    /// As [`Builder::add`], for a step that follows a joint whose relation is counted.
    pub fn add_counted(&mut self, joint: usize, step: Box<dyn Step + 'p>, binds: &[Slot]) {
        self.add(step, binds);
        let Some(relation) = self.scope.joints[joint].as_free_relation() else {
            return;
        };
        let column = binds.iter().position(|slot| *slot == relation.slot);
        let (rows, ends) = (self.scope.wanted.rows, (relation.left, relation.right));
        let notes = self.notes.as_ref().and_then(|it| it.twins.get(joint));
        let twins = match notes {
            Some(note) => note.get_or_init(|| self.twins(joint)).clone(),
            None => self.twins(joint),
        };
        let walk = self.scope.rightward(relation, self.graph);
        let one_list = walk.list_kinds().len() == 1 && walk.is_one_way();
        if column.is_none() && one_list && twins.ends.is_empty() && rows == Rows::Counted {
            // Each node came once, and with its weight.
            return;
        }
        let fold = Fold::new(rows, column, ends, twins);
        if let Some(stage) = self.leg.stages.last_mut() {
            stage.fold = Some(fold);
        }
    }

    /// Takes the conditions whose slots are all bound, in the order written.
    pub fn ripe(&mut self) -> Vec<Filter<'p>> {
        let places = &self.leg.places;
        let bound = |slot: &Slot| places.get(*slot).is_some_and(Option::is_some);
        let (ripe, pending) = std::mem::take(&mut self.pending)
            .into_iter()
            .partition(|pending| pending.needs.iter().all(bound));
        self.pending = pending;
        let ripe: Vec<Pending<'p>> = ripe;
        ripe.into_iter().map(|pending| pending.filter).collect()
    }

    /// Takes the conditions on one relation alone that the step which follows it can check.
    pub fn take_gate(&mut self, relation: Slot) -> Gate<'p> {
        let mut tests = Vec::new();
        for pending in std::mem::take(&mut self.pending) {
            match pending.filter {
                Filter::Property { slot, test } if slot == relation && test.is_constant() => {
                    tests.push(test);
                }
                filter => self.pending.push(Pending { filter, ..pending }),
            }
        }
        Gate::new(tests)
    }

    fn add_move(&mut self, step: Move<'p>) -> Result<()> {
        self.followed.extend(step.joint());
        match step {
            Move::Scan { node, start } => {
                let equal = matches!(start, Start::Found(_, Wanted::Equal(_)));
                if equal || matches!(start, Start::One(_)) {
                    self.single.push(node);
                }
                let scan = Scan::new(self.source(node, start));
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
            Move::Weigh { node } => {
                self.add_weigh(node);
                Ok(())
            }
            Move::Tally { to, joints } => {
                self.add_tally(to, &joints);
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

    fn source(&self, node: Slot, start: Start<'p>) -> Source<'p> {
        match start {
            Start::All => match self.walks_from(node) {
                walks if walks.is_empty() => Source::All,
                walks => Source::Along(None, walks),
            },
            Start::Label(label) => match self.walks_from(node) {
                walks if walks.is_empty() => Source::Label(label),
                walks => Source::Along(Some(label), walks),
            },
            Start::One(node) => Source::One(node),
            Start::Found(place, wanted) => {
                let lookup = Lookup::new(Kind::Node, place, wanted, self.scope.shape);
                Source::Lookup(Box::new(lookup))
            }
        }
    }

    /// The walks that lead on from a node that is bound first, along relations that are counted.
    fn walks_from(&self, node: Slot) -> Vec<Walk<'p>> {
        let joints = (0..self.scope.joints.len()).filter(|&joint| self.counted[joint]);
        let onward = joints.filter_map(|joint| {
            let to = self
                .other_end(joint, node)
                .filter(|to| !self.is_bound(*to))?;
            let (from, walk) = self.edge(joint, to)?;
            (from == node).then_some(walk)
        });
        onward.collect()
    }

    fn add_relations(&mut self, joint: usize, start: Start<'p>) {
        let relation = self.scope.joints[joint].as_free_relation();
        let (Some(relation), Start::Found(place, wanted)) = (relation, start) else {
            return;
        };
        let lookup = Lookup::new(Kind::Relation, place, wanted, self.scope.shape);
        let loops = relation.left == relation.right;
        self.await_time(relation.slot);
        let walk = self.scope.rightward(relation, self.graph);
        let gate = self.take_gate(relation.slot);
        let mut binds = vec![relation.slot, relation.left];
        if !loops {
            binds.push(relation.right);
        }
        self.add(Box::new(Relations::new(lookup, walk, gate, loops)), &binds);
    }

    /// The bound node and walk by which a relation pattern leads to `to`.
    pub fn edge(&self, joint: usize, to: Slot) -> Option<(Slot, Walk<'p>)> {
        let it = &self.scope.joints[joint];
        let (rightward, leftward) = self.walks(joint)?;
        Some(match it.right() == to {
            true => (it.left(), rightward),
            false => (it.right(), leftward),
        })
    }

    /// Asks that a relation counts in the slice, where it does not come from a sifted list.
    fn await_time(&mut self, slot: Slot) {
        if let (Some(clause), Some(_)) = (&self.scope.clause, &self.scope.sieve) {
            self.pending.push(Pending {
                needs: vec![slot],
                outer: true,
                filter: Filter::Held {
                    slot,
                    kind: Kind::Relation,
                    times: Rc::clone(clause),
                },
            });
        }
    }

    /// The walk along a relation pattern, in the slice.
    pub fn rightward(&self, relation: &'p RelationVariable) -> Walk<'p> {
        let walk = self.scope.rightward(relation, self.graph);
        walk.through(self.scope.sieve.as_ref())
    }

    /// As [`Builder::rightward`], from the right end.
    pub fn leftward(&self, relation: &'p RelationVariable) -> Walk<'p> {
        let walk = self.scope.leftward(relation, self.graph);
        walk.through(self.scope.sieve.as_ref())
    }
}
