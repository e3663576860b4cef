//! Lists the relations of some types, one after the other, without their ends; those that agree in what is read of them as one.

use crate::context::Context;
use crate::error::Result;
use crate::exec::batch::BATCH_ROWS;
use crate::exec::part::Part;
use crate::exec::pattern::chunk::{Cells, Chunk};
use crate::exec::pattern::gate::Gate;
use crate::exec::pattern::step::Step;
use crate::exec::pattern::step::alike::Alike;
use crate::exec::pattern::view::View;
use crate::exec::pattern::walk::Kinds;
use crate::plan::pattern::{Facet, Rows};
use factio_graph::catalog::Catalog;
use factio_graph::facts::Graph;
use factio_graph::id::Symbol;
use std::ops::Range;

/// The step. Binds one column: the relation.
#[derive(Debug)]
pub(in crate::exec::pattern) struct Listing<'p> {
    kinds: Vec<Kinds>,
    gate: Gate<'p>,
    rows: Rows,
    alike: Option<Alike>,
    /// The types, once they were asked for.
    types: Option<Vec<Symbol>>,
    row: usize,
    /// The type at hand, and where in it to go on.
    at: (usize, usize),
    /// How many relations the types before it have.
    before: usize,
    part: Option<Part>,
    /// Which of all relations are listed, once the types are known.
    listed: Range<usize>,
    relations: Vec<u32>,
}

impl<'p> Listing<'p> {
    /// Lists the relations of these kinds that pass the gate. Where rows need not come one each, and no more than a facet is read of
    /// a relation, those that agree in it come as one.
    pub fn new(kinds: Vec<Kinds>, gate: Gate<'p>, rows: Rows, facet: Option<Facet>) -> Listing<'p> {
        let facet = facet.filter(|_| rows != Rows::Each);
        Listing {
            kinds,
            gate,
            rows,
            alike: facet.map(Alike::new),
            types: None,
            row: 0,
            at: (0, 0),
            before: 0,
            part: None,
            listed: 0..usize::MAX,
            relations: Vec::new(),
        }
    }

    /// Finds the next relations of one type that pass, among so many at most; `None` when all were listed.
    fn next(&mut self, most: usize, graph: &Graph) -> Option<Symbol> {
        let (number, start) = self.at;
        let kind = *self.types(graph).get(number)?;
        let relations = graph.relations_of_type(kind);
        let within = |place: usize| place.saturating_sub(self.before).min(relations.len());
        let start = start.max(within(self.listed.start));
        let last = within(self.listed.end).max(start);
        let end = last.min(start + most);
        self.at = (number, end);
        if end == last {
            self.at = (number + 1, 0);
            self.before += relations.len();
        }
        self.relations.clear();
        let found = relations[start..end].iter();
        self.relations.extend(found.map(|relation| relation.0));
        self.gate.admit(&mut self.relations, graph);
        Some(kind)
    }

    /// The types. With them it is known which relations are of the part at hand.
    fn types(&mut self, graph: &Graph) -> &[Symbol] {
        if self.types.is_none()
            && let Some(part) = self.part
        {
            let of_type = |kind: &Symbol| graph.relations_of_type(*kind).len();
            let all = types(&self.kinds, graph).iter().map(of_type).sum();
            self.listed = part.range(all);
        }
        self.types.get_or_insert_with(|| types(&self.kinds, graph))
    }

    /// Begins with the first type.
    fn restart(&mut self) {
        self.at = (0, 0);
        self.before = 0;
    }

    /// Adds the relations at hand to what agrees with them, or else as rows.
    fn put(&mut self, kind: Symbol, out: &mut Chunk, graph: &Graph) {
        let alike = self.alike.as_mut();
        if !alike.is_some_and(|alike| alike.take(&self.relations, kind, graph)) {
            let rows = self.relations.iter().map(|&relation| (relation, 1));
            add(self.row, self.rows, rows, out);
        }
        if self.alike.as_ref().is_some_and(Alike::is_full) {
            self.hand_on(out);
        }
    }

    /// Adds what agrees as rows.
    fn hand_on(&mut self, out: &mut Chunk) {
        if let Some(alike) = &mut self.alike {
            add(self.row, self.rows, alike.drain(), out);
        }
    }
}

/// Adds relations, each with its weight.
fn add(row: usize, rows: Rows, found: impl Iterator<Item = (u32, u64)>, out: &mut Chunk) {
    let [Cells::Ids(relations)] = out.columns.as_mut_slice() else {
        return;
    };
    match rows {
        Rows::Counted => {
            for (relation, weight) in found {
                relations.push(relation);
                out.weights.push(weight);
            }
        }
        Rows::Each | Rows::Once => relations.extend(found.map(|(relation, _)| relation)),
    }
    out.parent.resize(relations.len(), row as u32);
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

    fn folds(&self) -> bool {
        self.alike.is_some()
    }

    fn rewind(&mut self) {
        self.row = 0;
        self.restart();
        if let Some(alike) = &mut self.alike {
            drop(alike.drain());
        }
    }

    /// Counting those that agree is less work than putting parts together.
    fn splits(&self) -> bool {
        self.alike.is_none()
    }

    fn take(&mut self, part: Part) {
        self.types = None;
        self.part = Some(part);
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
            let most = match self.alike {
                Some(_) => BATCH_ROWS,
                None => limit - out.len(),
            };
            match self.next(most, context.graph()) {
                Some(kind) => self.put(kind, out, context.graph()),
                None => {
                    self.hand_on(out);
                    self.row += 1;
                    self.restart();
                }
            }
        }
        Ok(self.row < view.len())
    }
}
