//! Lists the relations of some types, one after the other, without their ends.

use crate::context::Context;
use crate::error::Result;
use crate::exec::pattern::chunk::{Cells, Chunk};
use crate::exec::pattern::gate::Gate;
use crate::exec::pattern::step::Step;
use crate::exec::pattern::view::View;
use crate::exec::pattern::walk::Kinds;
use factio_graph::catalog::Catalog;
use factio_graph::facts::Graph;
use factio_graph::id::Symbol;

/// The step. Binds one column: the relation.
#[derive(Debug)]
pub(in crate::exec::pattern) struct Listing<'p> {
    kinds: Vec<Kinds>,
    gate: Gate<'p>,
    /// The types, once they were asked for.
    types: Option<Vec<Symbol>>,
    row: usize,
    /// The type at hand, and how many of its relations were listed.
    at: (usize, usize),
    relations: Vec<u32>,
}

impl<'p> Listing<'p> {
    /// Lists the relations of these kinds that pass the gate.
    pub fn new(kinds: Vec<Kinds>, gate: Gate<'p>) -> Listing<'p> {
        Listing {
            kinds,
            gate,
            types: None,
            row: 0,
            at: (0, 0),
            relations: Vec::new(),
        }
    }

    /// The next relations of one type, so many at most; `None` when all were listed.
    fn next(&mut self, most: usize, graph: &Graph) -> Option<()> {
        let types = self.types.get_or_insert_with(|| types(&self.kinds, graph));
        let relations = graph.relations_of_type(*types.get(self.at.0)?);
        let end = relations.len().min(self.at.1 + most);
        self.relations.clear();
        let listed = relations[self.at.1..end].iter().map(|relation| relation.0);
        self.relations.extend(listed);
        self.at = match end == relations.len() {
            true => (self.at.0 + 1, 0),
            false => (self.at.0, end),
        };
        Some(())
    }
}

fn types(kinds: &[Kinds], graph: &Graph) -> Vec<Symbol> {
    let mut types: Vec<Symbol> = Vec::new();
    for kind in kinds {
        match kind {
            Kinds::Any => types.extend(graph.types()),
            Kinds::One(kind) => types.push(*kind),
            Kinds::Many(kinds) => types.extend_from_slice(kinds),
        }
    }
    types
}

impl Step for Listing<'_> {
    fn word(&self) -> &'static str {
        "list"
    }

    fn rewind(&mut self) {
        self.row = 0;
        self.at = (0, 0);
    }

    fn expand(
        &mut self,
        view: View<'_>,
        out: &mut Chunk,
        limit: usize,
        context: &Context<'_>,
    ) -> Result<bool> {
        self.gate.learn(view, context)?;
        while self.row < view.len() && out.len() < limit {
            context.check()?;
            if self.next(limit - out.len(), context.graph()).is_none() {
                self.row += 1;
                self.at = (0, 0);
                continue;
            }
            self.gate.admit(&mut self.relations, context.graph());
            if let Cells::Ids(relations) = &mut out.columns[0] {
                relations.extend_from_slice(&self.relations);
                out.parent.resize(relations.len(), self.row as u32);
            }
        }
        Ok(self.row < view.len())
    }
}
