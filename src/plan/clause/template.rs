//! What CREATE and MERGE make: nodes and relations in the order written.

use crate::error::Result;
use crate::kind::Kind;
use crate::plan::check;
use crate::plan::clause::makeable::{
    bound, label_span, no_single_type, not_made, plain, taken, unmakable,
};
use crate::plan::expr::{Expr, ExprKind, LabelTest, Slot};
use crate::plan::names::Sort;
use crate::plan::planner::Planner;
use crate::plan::resolve;
use crate::plan::scope::{Made, Scope};
use crate::plan::types::Type;
use crate::plan::{NewNode, NewRelation, Template};
use factio_grammar::ast::{self, Direction};

/// A template under construction.
pub(super) struct Maker<'p, 'a> {
    planner: &'p mut Planner<'a>,
    /// The width of the row before: what labels and types are computed from.
    before: usize,
    /// The row after.
    scope: Scope<'a>,
    template: Template,
    /// Properties, to be resolved once all slots are given.
    pending: Vec<Pending<'a>>,
}

/// The properties of a new element.
struct Pending<'a> {
    element: Element,
    map: &'a ast::Expr,
}

/// The new node or relation at this position of the template.
#[derive(Clone, Copy)]
enum Element {
    Node(usize),
    Relation(usize),
}

/// What the properties of a new element may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sees {
    /// What was there before.
    Before,
    /// That, and what the same clause makes earlier: nodes first, then relations.
    Made,
}

impl<'p, 'a> Maker<'p, 'a> {
    pub fn new(planner: &'p mut Planner<'a>, input: Scope<'a>) -> Maker<'p, 'a> {
        Maker {
            planner,
            before: input.columns(),
            scope: input,
            template: Template::default(),
            pending: Vec::new(),
        }
    }

    /// Resolves the properties, and hands out the template with the scope of its rows.
    pub fn finish(mut self, sees: Sees) -> Result<(Template, Scope<'a>)> {
        let before = self.before;
        let pending = std::mem::take(&mut self.pending);
        for Pending { element, map } in pending {
            let made = match (sees, element) {
                (Sees::Before, _) => [before, before],
                (Sees::Made, Element::Node(at)) => [self.template.nodes[at].slot, before],
                (Sees::Made, Element::Relation(at)) => {
                    [usize::MAX, self.template.relations[at].slot]
                }
            };
            let properties = Some(self.properties(map, made)?);
            match element {
                Element::Node(at) => self.template.nodes[at].properties = properties,
                Element::Relation(at) => self.template.relations[at].properties = properties,
            }
        }
        Ok((self.template, self.scope))
    }

    /// The row after what was added so far.
    pub fn scope(&self) -> &Scope<'a> {
        &self.scope
    }

    /// Adds a path pattern.
    pub fn path(&mut self, path: &'a ast::PathPattern) -> Result<()> {
        plain(path)?;
        let mut parts = Vec::with_capacity(path.elements.len());
        let alone = path.elements.len() == 1;
        let mut open: Option<(&'a ast::RelationPattern, Slot)> = None;
        for element in &path.elements {
            match element {
                ast::Element::Node(node) => {
                    let slot = self.node(node, alone)?;
                    if let Some((relation, left)) = open.take() {
                        parts.push(self.relation(relation, [left, slot])?);
                    }
                    parts.push(slot);
                }
                ast::Element::Relation(relation) => {
                    let left = parts
                        .last()
                        .copied()
                        .ok_or_else(|| unmakable(relation.span))?;
                    open = Some((relation, left));
                }
                ast::Element::Group(group) => return Err(unmakable(group.span)),
            }
        }
        self.name_path(path, parts)
    }

    fn name_path(&mut self, path: &'a ast::PathPattern, parts: Vec<Slot>) -> Result<()> {
        let Some(name) = &path.variable else {
            return Ok(());
        };
        if let Some(found) = self.scope.get(&name.text) {
            return Err(taken(name, found));
        }
        let slot = self.scope.add(&name.text, Type::of(Kind::Path));
        let assembled = Expr {
            kind: ExprKind::Path(parts),
            span: path.span,
        };
        self.template.paths.push((slot, assembled));
        Ok(())
    }

    /// The slot of a node: bound before, or to be made.
    fn node(&mut self, node: &'a ast::NodePattern, alone: bool) -> Result<Slot> {
        let name = node.variable.as_ref();
        let found = name.and_then(|name| self.scope.get(&name.text).cloned());
        if let (Some(name), Some(found)) = (name, found) {
            return bound(node, name, &found, alone);
        }
        if let Some(handle) = &node.handle {
            return self.known(node, handle, alone);
        }
        if let Some(filter) = &node.filter {
            return Err(not_made(filter.span, "what is made has no WHERE"));
        }
        let labels = match &node.labels {
            Some(labels) => self.labels(labels)?,
            None => Vec::new(),
        };
        if let Some(map) = &node.properties {
            let at = self.template.nodes.len();
            let element = Element::Node(at);
            self.pending.push(Pending { element, map });
        }
        let slot = match name {
            Some(name) => self.scope.add(&name.text, Type::of(Kind::Node)),
            None => self.scope.add_column(),
        };
        self.template.nodes.push(NewNode {
            slot,
            labels,
            properties: None,
        });
        Ok(slot)
    }

    /// The slot of a node that exists already, called by its handle.
    fn known(
        &mut self,
        node: &'a ast::NodePattern,
        handle: &'a ast::Handle,
        alone: bool,
    ) -> Result<Slot> {
        let says_more = node.labels.is_some() || node.properties.is_some() || node.filter.is_some();
        if alone || says_more {
            let message =
                "a handle names a node that exists: it can only stand at the end of a relation";
            return Err(not_made(handle.span, message));
        }
        let id = resolve::handle(self.planner, handle)?;
        let slot = match &node.variable {
            Some(name) => self.scope.add(&name.text, Type::of(Kind::Node)),
            None => self.scope.add_column(),
        };
        self.template.known.push((slot, id));
        Ok(slot)
    }

    fn labels(&mut self, labels: &'a ast::LabelExpr) -> Result<Vec<LabelTest>> {
        match labels {
            ast::LabelExpr::Name(name) => {
                let symbol = self.planner.intern(&name.text);
                self.planner.names.written(Sort::Label, symbol);
                Ok(vec![LabelTest::Is(symbol)])
            }
            ast::LabelExpr::Dynamic(_) => Ok(vec![self.computed(labels, Sort::Label)?]),
            ast::LabelExpr::And(parts) => {
                let parts = parts.iter().map(|part| self.labels(part));
                Ok(parts.collect::<Result<Vec<_>>>()?.concat())
            }
            ast::LabelExpr::Any(span) | ast::LabelExpr::Sign(_, span) => {
                Err(not_made(*span, "a node is made with labels by name"))
            }
            ast::LabelExpr::Not(_) | ast::LabelExpr::Or(_) => {
                let message = "a node is made with labels by name, joined by `:` or `&`";
                Err(not_made(label_span(labels), message))
            }
        }
    }

    /// A label or type that is computed from the row before.
    fn computed(&mut self, labels: &'a ast::LabelExpr, sort: Sort) -> Result<LabelTest> {
        let mut before = self.scope.cut_to(self.before);
        resolve::label_test(self.planner, labels, sort, &mut before)
    }

    /// The properties of a new element, over the finished row of which only nodes and relations up to those slots are made.
    fn properties(&mut self, map: &'a ast::Expr, [nodes, relations]: [Slot; 2]) -> Result<Expr> {
        if let ast::ExprKind::Map(entries) = &map.kind {
            for (key, _) in entries {
                let symbol = self.planner.intern(&key.text);
                self.planner.names.written(Sort::Key, symbol);
            }
        }
        self.scope.made = Some(Made {
            before: self.before,
            nodes,
            relations,
            row: self.scope.columns(),
        });
        let typed = resolve::value(self.planner, map, &mut self.scope);
        self.scope.made = None;
        let typed = typed?;
        let what = "what follows the name of a new element";
        check::expect(&typed, &[Kind::Map], what)?;
        Ok(typed.expr)
    }

    fn relation(
        &mut self,
        relation: &'a ast::RelationPattern,
        [left, right]: [Slot; 2],
    ) -> Result<Slot> {
        if let Some(name) = &relation.variable
            && let Some(found) = self.scope.get(&name.text)
        {
            return Err(taken(name, found));
        }
        if let Some(filter) = &relation.filter {
            return Err(not_made(filter.span, "what is made has no WHERE"));
        }
        let (kind, is_inverse) = self.kind(relation)?;
        if let Some(map) = &relation.properties {
            let at = self.template.relations.len();
            let element = Element::Relation(at);
            self.pending.push(Pending { element, map });
        }
        let slot = match &relation.variable {
            Some(name) => self.scope.add(&name.text, Type::of(Kind::Relation)),
            None => self.scope.add_column(),
        };
        let leftwards = (relation.direction == Direction::Left) != is_inverse;
        let (from, to) = match leftwards {
            true => (right, left),
            false => (left, right),
        };
        self.template.relations.push(NewRelation {
            slot,
            kind,
            from,
            to,
            properties: None,
            span: relation.span,
        });
        Ok(slot)
    }

    /// The type of a new relation, and whether it was called by the name under which that type is read backwards.
    fn kind(&mut self, relation: &'a ast::RelationPattern) -> Result<(LabelTest, bool)> {
        match &relation.types {
            Some(ast::LabelExpr::Name(name)) => {
                let symbol = self.planner.intern(&name.text);
                let definitions = &self.planner.catalog.schema().relations;
                let inverse = definitions
                    .iter()
                    .find(|(_, definition)| definition.inverse == Some(symbol))
                    .map(|(kind, _)| *kind);
                self.planner.names.written(Sort::Type, symbol);
                Ok((LabelTest::Is(inverse.unwrap_or(symbol)), inverse.is_some()))
            }
            Some(types @ ast::LabelExpr::Dynamic(_)) => {
                Ok((self.computed(types, Sort::Type)?, false))
            }
            _ => Err(no_single_type(relation.span)),
        }
    }
}
