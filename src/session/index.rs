//! CREATE and DROP of indexes and constraints.

use crate::error::Result;
use crate::exec::op::refusal;
use crate::outcome::Outcome;
use crate::session::Session;
use factio_grammar::Span;
use factio_grammar::ast::{Name, Statement};
use factio_graph::catalog::Catalog;
use factio_graph::id::Symbol;
use factio_graph::schema::{Constraint, Index};

impl Session {
    pub(super) fn index(&mut self, statement: &Statement) -> Result<Outcome> {
        match statement {
            Statement::CreateIndex {
                name,
                if_not_exists,
                on_relation,
                label,
                property,
                span,
            } => {
                let index = Index {
                    on_relation: *on_relation,
                    label: self.symbol(label),
                    property: self.symbol(property),
                };
                let name = named(name.as_ref(), "index", label, property);
                if !(*if_not_exists && self.index_stands(&name, index)) {
                    self.refused(*span, |session| {
                        session.writing().create_index(&name, index)
                    })?;
                }
            }
            Statement::CreateConstraint {
                name,
                if_not_exists,
                label,
                property,
                span,
            } => {
                let constraint = Constraint {
                    label: self.symbol(label),
                    property: self.symbol(property),
                };
                let name = named(name.as_ref(), "unique", label, property);
                if !(*if_not_exists && self.constraint_stands(&name, constraint)) {
                    self.refused(*span, |session| {
                        session.writing().create_constraint(&name, constraint)
                    })?;
                }
            }
            Statement::DropIndex {
                name,
                if_exists,
                span,
            } => {
                let stands = self.graph.schema().indexes.contains_key(&name.text);
                if stands || !if_exists {
                    self.refused(*span, |session| session.writing().drop_index(&name.text))?;
                }
            }
            Statement::DropConstraint {
                name,
                if_exists,
                span,
            } => {
                let stands = self.graph.schema().constraints.contains_key(&name.text);
                if stands || !if_exists {
                    self.refused(*span, |session| {
                        session.writing().drop_constraint(&name.text)
                    })?;
                }
            }
            _ => {}
        }
        Ok(Outcome::default())
    }

    fn index_stands(&self, name: &str, index: Index) -> bool {
        let indexes = &self.graph.schema().indexes;
        indexes.contains_key(name) || indexes.values().any(|known| *known == index)
    }

    fn constraint_stands(&self, name: &str, constraint: Constraint) -> bool {
        let constraints = &self.graph.schema().constraints;
        constraints.contains_key(name) || constraints.values().any(|known| *known == constraint)
    }

    fn symbol(&self, name: &Name) -> Symbol {
        self.graph.symbols().intern(&name.text)
    }

    fn refused(
        &mut self,
        span: Span,
        change: impl FnOnce(&mut Session) -> std::result::Result<(), factio_graph::GraphError>,
    ) -> Result<()> {
        change(self).map_err(|error| refusal(error).at(span))
    }
}

/// The name given, or one made of what it is on: `index_Person_name`.
fn named(name: Option<&Name>, kind: &str, label: &Name, property: &Name) -> String {
    match name {
        Some(name) => name.text.clone(),
        None => format!("{kind}_{}_{}", label.text, property.text),
    }
}
