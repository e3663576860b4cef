//! A start from a relation: binds relations that were looked up, and their ends.

use crate::context::{Context, Shelf};
use crate::error::Result;
use crate::exec::part::Part;
use crate::exec::pattern::chunk::Chunk;
use crate::exec::pattern::gate::Gate;
use crate::exec::pattern::lookup::Lookup;
use crate::exec::pattern::step::Step;
use crate::exec::pattern::view::View;
use crate::exec::pattern::walk::Walk;
use std::sync::Arc;

/// The step. Binds the relation, its left end, and its right end where that is another variable.
#[derive(Debug)]
pub(in crate::exec::pattern) struct Relations<'p> {
    lookup: Lookup<'p>,
    rightward: Walk<'p>,
    gate: Gate<'p>,
    /// Both ends are one variable.
    loops: bool,
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
            row: 0,
            position: 0,
            found: None,
            part: None,
        }
    }

    /// Adds a relation in each reading that the pattern allows.
    fn emit(&self, relation: u32, out: &mut Chunk, context: &Context<'_>) {
        for (left, right) in self.rightward.readings(context.graph(), relation) {
            if self.loops && left != right {
                continue;
            }
            out.parent.push(self.row as u32);
            out.push_id(0, relation);
            out.push_id(1, left);
            if !self.loops {
                out.push_id(2, right);
            }
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
                self.emit(relation, out, context);
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
