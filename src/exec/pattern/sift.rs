//! Conditions on a relation alone, decided once for all relations of its types where so many lists will be read that this is less
//! work: what passes gets neighbour lists of its own, and the steps run on those as on a type's.

use crate::context::Context;
use crate::error::Result;
use crate::exec::Batch;
use crate::exec::pattern::choosing::Choosing;
use crate::exec::pattern::chunk::{Cells, Chunk};
use crate::exec::pattern::conditions::Pending;
use crate::exec::pattern::filter::Filter;
use crate::exec::pattern::order::{Move, Order};
use crate::exec::pattern::program::Builder;
use crate::exec::pattern::view::{Kind, Place, View};
use crate::exec::pattern::walk::{Chosen, Kinds, Walk};
use crate::plan::expr::Slot;
use crate::plan::pattern::Rows;
use factio_graph::catalog::Catalog;
use factio_graph::id::RelationId;
use std::rc::Rc;
use std::sync::Arc;

/// Relations are sifted where the lists of this share of the nodes are read.
const SHARE: f64 = if cfg!(test) { 1e9 } else { 4.0 };

/// The conditions of a relation pattern, and the relations that pass.
pub(super) struct Sift<'p> {
    slot: Slot,
    kinds: Vec<Kinds>,
    filters: Vec<Filter<'p>>,
    chosen: Arc<Chosen>,
    /// Where it stands in the plan.
    place: usize,
}

impl Sift<'_> {
    /// Chooses the relations, unless they are chosen: a look at each of its types.
    ///
    /// # Errors
    /// A condition cannot be evaluated.
    pub fn prepare(&mut self, context: &Context<'_>) -> Result<()> {
        if self.chosen.get().is_some() {
            return Ok(());
        }
        let graph = context.graph();
        let choosing = context.shared(self.place, || Ok(Choosing::new(&self.kinds, graph)))?;
        choosing.help(|relations| self.passing(relations, context));
        // The next byte is no place in the plan either.
        let chosen = context.shared(self.place + 1, || choosing.outcome())?;
        self.chosen.get_or_init(|| chosen);
        Ok(())
    }

    fn passing(&mut self, relations: Vec<u32>, context: &Context<'_>) -> Result<Vec<RelationId>> {
        let mut rows: Vec<u32> = (0..relations.len() as u32).collect();
        let chunk = Chunk {
            parent: Vec::new(),
            columns: vec![Cells::Ids(relations)],
            weights: Vec::new(),
        };
        let mut places = vec![None; self.slot + 1];
        places[self.slot] = Some(Place {
            level: 0,
            column: 0,
            kind: Kind::Relation,
        });
        let view = View {
            input: &Batch::unit(),
            chunks: std::slice::from_ref(&chunk),
            top: None,
            places: &places,
        };
        for filter in &mut self.filters {
            filter.keep(view, &mut rows, context)?;
        }
        let ids = chunk.ids(0);
        Ok(rows
            .iter()
            .map(|&row| RelationId(ids[row as usize]))
            .collect())
    }
}

impl<'p> Builder<'_, 'p> {
    /// Finds the joints to sift. Their conditions are not pending any more.
    pub fn find_sifts(&mut self, order: &Order<'p>) {
        self.chosen = vec![None; self.scope.joints.len()];
        // A slice that hangs on the row is asked of each relation anew.
        let moving = self.scope.clause.is_some() && self.scope.sieve.is_none();
        if self.scope.wanted.rows == Rows::Each || moving {
            return;
        }
        for joint in 0..self.scope.joints.len() {
            if self.chosen[joint].is_none() && self.can_sift(joint) && self.reads_much(joint, order)
            {
                let alike = self.alike(joint);
                self.sift(&alike);
            }
        }
    }

    fn can_sift(&self, joint: usize) -> bool {
        self.counted[joint] && self.is_conditional(joint)
    }

    /// A joint, and those with conditions to sift by that find the same relations.
    fn alike(&self, joint: usize) -> Vec<usize> {
        let alike = |other: &usize| {
            *other == joint || self.can_sift(*other) && self.twin(joint, *other).is_some()
        };
        (0..self.scope.joints.len()).filter(alike).collect()
    }

    /// Whether there are conditions on a joint's relation, and all of them can be decided for the relation by itself.
    fn is_conditional(&self, joint: usize) -> bool {
        let Some(relation) = self.scope.joints[joint].as_free_relation() else {
            return false;
        };
        let on_it = |pending: &&Pending<'p>| pending.needs.contains(&relation.slot);
        let mut pending = self.pending.iter().filter(on_it).peekable();
        pending.peek().is_some()
            && pending.all(|it| it.needs.len() == 1 && !it.outer && it.filter.is_simple())
    }

    /// Whether the order has many nodes' lists read along a joint.
    fn reads_much(&self, joint: usize, order: &Order<'p>) -> bool {
        let reads = |step: &Move<'p>| match step {
            Move::Follow { joint: read, .. } | Move::Close { joint: read } => *read == joint,
            Move::Intersect { joints, .. } => joints.contains(&joint),
            _ => false,
        };
        let moves = order.moves.iter().zip(&order.rows);
        let most = moves
            .filter(|(step, _)| reads(step))
            .map(|(_, rows)| *rows)
            .fold(0.0, f64::max);
        let relation = self.scope.joints[joint].as_free_relation();
        let entries = relation.map_or(0, |it| {
            self.scope.rightward(it, self.graph).entries(self.graph)
        });
        let nodes = self.graph.node_count().min(entries) as f64;
        most * SHARE >= nodes
    }

    /// Makes the conditions of some joints, which are the same, into one sift.
    fn sift(&mut self, joints: &[usize]) {
        let chosen = Arc::new(Chosen::new());
        let mut sift: Option<Sift<'p>> = None;
        for &joint in joints {
            self.chosen[joint] = Some(Arc::clone(&chosen));
            let Some(relation) = self.scope.joints[joint].as_free_relation() else {
                continue;
            };
            let (own, others) = std::mem::take(&mut self.pending)
                .into_iter()
                .partition(|pending| pending.needs.contains(&relation.slot));
            self.pending = others;
            let own: Vec<Pending<'p>> = own;
            sift.get_or_insert_with(|| Sift {
                slot: relation.slot,
                kinds: self.scope.rightward(relation, self.graph).list_kinds(),
                filters: {
                    let held = self.held(relation.slot);
                    let own = own.into_iter().map(|pending| pending.filter);
                    held.into_iter().chain(own).collect()
                },
                chosen: Arc::clone(&chosen),
                place: std::ptr::from_ref(relation) as usize,
            });
        }
        self.sifts.extend(sift);
    }

    /// That a relation counts in the slice.
    fn held(&self, slot: Slot) -> Option<Filter<'p>> {
        let clause = self.scope.clause.as_ref()?;
        Some(Filter::Held {
            slot,
            kind: Kind::Relation,
            times: Rc::clone(clause),
        })
    }

    /// The walks of a relation pattern to its right and to its left end, along the relations that pass its sift.
    pub fn walks(&self, joint: usize) -> Option<(Walk<'p>, Walk<'p>)> {
        let relation = self.scope.joints[joint].as_free_relation()?;
        let chosen = || self.chosen[joint].clone();
        Some((
            self.rightward(relation).along(chosen()),
            self.leftward(relation).along(chosen()),
        ))
    }
}
