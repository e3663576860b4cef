//! A pattern under construction.

use crate::error::Result;
use crate::plan::expr::{Expr, Slot};
use crate::plan::matching::condition::{self, Pending};
use crate::plan::matching::{Introduces, route};
use crate::plan::memory::Memory;
use crate::plan::pattern::{
    GroupVariable, NodeVariable, PathVariable, PatternPlan, RelationVariable, Wanted,
};
use crate::plan::planner::Planner;
use crate::plan::resolve;
use crate::plan::scope::Scope;
use factio_grammar::ast;

pub(super) struct Builder<'p, 'a> {
    pub planner: &'p mut Planner<'a>,
    /// The input columns and the slots given so far.
    pub scope: Scope<'a>,
    pub introduces: Introduces,
    /// The width of the input.
    pub width: usize,
    pub nodes: Vec<NodeVariable>,
    pub relations: Vec<RelationVariable>,
    pub groups: Vec<GroupVariable>,
    pub paths: Vec<PathVariable>,
    /// Conditions to be resolved once all slots are given.
    pub pending: Vec<Pending<'a>>,
    pub filters: Vec<Expr>,
}

impl<'p, 'a> Builder<'p, 'a> {
    pub fn new(
        planner: &'p mut Planner<'a>,
        scope: Scope<'a>,
        introduces: Introduces,
    ) -> Builder<'p, 'a> {
        Builder {
            planner,
            introduces,
            width: scope.columns(),
            scope,
            nodes: Vec::new(),
            relations: Vec::new(),
            groups: Vec::new(),
            paths: Vec::new(),
            pending: Vec::new(),
            filters: Vec::new(),
        }
    }

    /// Whether a slot is a column of the input.
    pub fn is_bound(&self, slot: Slot) -> bool {
        slot < self.width
    }

    /// The node variable of a slot, new when the slot is not one yet.
    pub fn node_at(&mut self, slot: Slot, span: factio_grammar::Span) -> &mut NodeVariable {
        let at = self.nodes.iter().position(|node| node.slot == slot);
        let at = at.unwrap_or_else(|| {
            self.nodes.push(NodeVariable {
                slot,
                bound: slot < self.width,
                labels: None,
                handle: None,
                span,
            });
            self.nodes.len() - 1
        });
        &mut self.nodes[at]
    }

    /// Resolves what is pending and the WHERE, and hands out the pattern with the scope of its rows.
    pub fn finish(mut self, filter: Option<&'a ast::Expr>) -> Result<(PatternPlan, Scope<'a>)> {
        for pending in std::mem::take(&mut self.pending) {
            condition::resolve(&mut self, pending)?;
        }
        if let Some(filter) = filter {
            let conditions = resolve::conditions(self.planner, filter, &mut self.scope)?;
            for condition in conditions {
                route::after_selection(&mut self, condition);
            }
        }
        let pattern = PatternPlan {
            width: self.width,
            added: self.scope.columns() - self.width,
            nodes: self.nodes,
            relations: self.relations,
            groups: self.groups,
            paths: self.paths,
            filters: self.filters,
            slice: None,
            seams: Vec::new(),
            optional: Vec::new(),
            wanted: Wanted::default(),
            memory: Memory::default(),
        };
        Ok((pattern, self.scope))
    }
}
