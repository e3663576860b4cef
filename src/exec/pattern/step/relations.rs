//! A start from a relation: binds relations that were looked up, and their ends.

use crate::context::{Context, Shelf};
use crate::error::Result;
use crate::exec::part::Part;
use crate::exec::pattern::chunk::{Cells, Chunk};
use crate::exec::pattern::gate::Gate;
use crate::exec::pattern::lookup::Lookup;
use crate::exec::pattern::reading::Sides;
use crate::exec::pattern::step::Step;
use crate::exec::pattern::view::View;
use crate::exec::pattern::walk::Walk;
use factio_graph::facts::{Graph, Relation};
use factio_graph::id::{RelationId, Symbol};
use std::sync::Arc;

/// The step. Binds the relation, its left end, and its right end where that is another variable.
#[derive(Debug)]
pub(in crate::exec::pattern) struct Relations<'p> {
    lookup: Lookup<'p>,
    rightward: Walk<'p>,
    gate: Gate<'p>,
    /// Both ends are one variable.
    loops: bool,
    /// From which ends relations of the type that came last are followed.
    sides: Option<(Symbol, Sides)>,
    row: usize,
    position: usize,
    found: Option<Arc<Vec<u32>>>,
    /// Which of those found are bound; `None`: all.
    part: Option<Part>,
}

impl<'p> Relations<'p> {
    /// Binds the relations found that pass the gate.
    pub fn new(
        lookup: Lookup<'p>,
        rightward: Walk<'p>,
        gate: Gate<'p>,
        loops: bool,
    ) -> Relations<'p> {
        Relations {
            lookup,
            rightward,
            gate,
            loops,
            sides: None,
            row: 0,
            position: 0,
            found: None,
            part: None,
        }
    }

    /// Adds a relation in each reading that the pattern allows.
    fn emit(&mut self, relation: u32, out: &mut Chunk, graph: &Graph) {
        if !self.rightward.is_plain() {
            for (left, right) in self.rightward.readings(graph, relation) {
                self.add(relation, left, right, out);
            }
            return;
        }
        let Some(Relation { kind, start, end }) = graph.relation(RelationId(relation)) else {
            return;
        };
        let sides = match self.sides {
            Some((of, sides)) if of == kind => sides,
            _ => self.rightward.sides(kind),
        };
        self.sides = Some((kind, sides));
        if sides.outward || sides.inward && start == end {
            self.add(relation, start.0, end.0, out);
        }
        if sides.inward && start != end {
            self.add(relation, end.0, start.0, out);
        }
    }

    #[inline]
    fn add(&self, relation: u32, left: u32, right: u32, out: &mut Chunk) {
        if self.loops && left != right {
            return;
        }
        let [Cells::Ids(relations), Cells::Ids(lefts), others @ ..] = out.columns.as_mut_slice()
        else {
            return;
        };
        out.parent.push(self.row as u32);
        relations.push(relation);
        lefts.push(left);
        if let [Cells::Ids(rights)] = others {
            rights.push(right);
        }
    }

    /// The relations for the row at hand.
    fn find(&mut self, view: View<'_>, context: &Context<'_>) -> Result<Arc<Vec<u32>>> {
        let mut find = || {
            let mut found = self.lookup.find(view, self.row, context)?;
            self.gate.learn(view, context)?;
            self.gate.admit(&mut found, context.graph());
            Ok(found)
        };
        match self.part {
            Some(_) => context.shared(Shelf::CANDIDATES, find),
            None => find().map(Arc::new),
        }
    }

    fn forget(&mut self) {
        self.position = 0;
        if !self.lookup.is_constant() {
            self.found = None;
        }
    }
}

impl Step for Relations<'_> {
    fn word(&self) -> &'static str {
        "seek"
    }

    fn rewind(&mut self) {
        self.row = 0;
        self.forget();
    }

    fn splits(&self) -> bool {
        self.lookup.is_constant()
    }

    fn take(&mut self, part: Part) {
        self.part = Some(part);
    }

    fn expand(
        &mut self,
        view: View<'_>,
        out: &mut Chunk,
        limit: usize,
        context: &Context<'_>,
    ) -> Result<bool> {
        while self.row < view.len() {
            let found = match self.found.take() {
                Some(found) => found,
                None => self.find(view, context)?,
            };
            let part = match self.part {
                Some(part) => &found[part.range(found.len())],
                None => &found,
            };
            while out.len() < limit
                && let Some(&relation) = part.get(self.position)
            {
                self.emit(relation, out, context.graph());
                self.position += 1;
            }
            let complete = self.position >= part.len();
            self.found = Some(found);
            if !complete {
                return Ok(true);
            }
            self.row += 1;
            self.forget();
        }
        Ok(false)
    }
}
