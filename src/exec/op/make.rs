//! Making a template's nodes, relations and paths, for CREATE and MERGE.

use crate::context::Context;
use crate::error::{Detail, Error, ErrorKind, Phase, Result};
use crate::exec::Batch;
use crate::exec::eval::eval;
use crate::exec::op::assign::At;
use crate::exec::op::change;
use crate::exec::op::evaluate::describe;
use crate::exec::op::given::Given;
use crate::plan::expr::{Expr, LabelTest, Slot};
use crate::plan::{NewNode, NewRelation, Template};
use factio_grammar::Span;
use factio_graph::id::{NodeId, Symbol};
use factio_graph::value::Value;

/// A template, and what its elements are given in the rows of one batch.
pub(super) struct Recipe<'p> {
    template: &'p Template,
    width: usize,
    /// For each node: its labels where they are written, and its properties.
    nodes: Vec<(Option<Vec<Symbol>>, Given<'p>)>,
    /// For each relation: its properties.
    relations: Vec<Given<'p>>,
}

impl<'p> Recipe<'p> {
    /// Works out what the elements are given, as far as that does not hang on elements that are still to be made.
    pub(super) fn new(
        template: &'p Template,
        batch: &Batch,
        width: usize,
        context: &Context<'_>,
    ) -> Result<Recipe<'p>> {
        let given = |properties: &'p Option<Expr>| match properties {
            Some(expr) => Given::new(expr, batch, width, context),
            None => Ok(Given::Nothing),
        };
        let nodes = template.nodes.iter().map(|node| {
            let properties = given(&node.properties)?;
            Ok((written(&node.labels), properties))
        });
        let relations = template.relations.iter();
        Ok(Recipe {
            template,
            width,
            nodes: nodes.collect::<Result<_>>()?,
            relations: relations
                .map(|relation| given(&relation.properties))
                .collect::<Result<_>>()?,
        })
    }

    /// What was worked out takes of memory, about.
    pub(super) fn bytes(&self) -> u64 {
        let nodes = self.nodes.iter().map(|(_, given)| given);
        nodes.chain(&self.relations).map(Given::bytes).sum()
    }

    /// The place of properties one of which is null in a row: MERGE can neither find nor make such an element.
    pub(super) fn null_property(
        &self,
        batch: &Batch,
        row: usize,
        context: &Context<'_>,
    ) -> Result<Option<Span>> {
        let making = Making::new(batch, row, self.width);
        let nodes = self.nodes.iter().map(|(_, given)| given);
        for given in nodes.chain(&self.relations) {
            let properties = making.properties(given, context)?;
            if properties.iter().any(|(_, value)| value.is_null()) {
                return Ok(given.span());
            }
        }
        Ok(None)
    }

    /// Makes the elements for one row: the values of the new columns.
    pub(super) fn make(
        &self,
        batch: &Batch,
        row: usize,
        context: &mut Context<'_>,
    ) -> Result<Vec<Value>> {
        let mut making = Making::new(batch, row, self.width);
        for (slot, node) in &self.template.known {
            making.bind(*slot, Value::Node(*node));
        }
        for (node, (labels, given)) in self.template.nodes.iter().zip(&self.nodes) {
            making.node(node, labels.as_deref(), given, context)?;
        }
        for (relation, given) in self.template.relations.iter().zip(&self.relations) {
            making.relation(relation, given, context)?;
        }
        for (slot, path) in &self.template.paths {
            let value = making.value(path, context)?;
            making.bind(*slot, value);
        }
        Ok(making.made)
    }
}

/// The labels, where all of them are written.
fn written(labels: &[LabelTest]) -> Option<Vec<Symbol>> {
    labels
        .iter()
        .map(|label| match label {
            LabelTest::Is(symbol) => Some(*symbol),
            _ => None,
        })
        .collect()
}

/// A row of the input, and what was made for it so far.
struct Making<'b> {
    at: At<'b>,
    /// The new columns; null where nothing was made yet.
    made: Vec<Value>,
}

impl<'b> Making<'b> {
    fn new(batch: &'b Batch, row: usize, width: usize) -> Making<'b> {
        Making {
            at: At { batch, row },
            made: vec![Value::Null; width - batch.columns.len()],
        }
    }

    fn node(
        &mut self,
        node: &NewNode,
        labels: Option<&[Symbol]>,
        given: &Given<'_>,
        context: &mut Context<'_>,
    ) -> Result<()> {
        let properties = self.properties(given, context)?;
        let id = match labels {
            Some(labels) => change::create_node(labels, &properties, context),
            None => {
                let labels = self.at.symbols(&node.labels, context)?;
                change::create_node(&labels, &properties, context)
            }
        };
        let id = id.map_err(|error| given.place(error))?;
        self.bind(node.slot, Value::Node(id));
        Ok(())
    }

    fn relation(
        &mut self,
        relation: &NewRelation,
        given: &Given<'_>,
        context: &mut Context<'_>,
    ) -> Result<()> {
        let kind = self.kind(relation, context)?;
        let from = self.end(relation.from, relation.span)?;
        let to = self.end(relation.to, relation.span)?;
        let properties = self.properties(given, context)?;
        let id =
            change::create_relation(kind, [from, to], &properties, context).map_err(|error| {
                match error.detail {
                    Some(Detail::DeletedEntityAccess) => error.at(relation.span),
                    _ => given.place(error),
                }
            })?;
        self.bind(relation.slot, Value::Relation(id));
        Ok(())
    }

    fn kind(&self, relation: &NewRelation, context: &Context<'_>) -> Result<Symbol> {
        if let LabelTest::Is(kind) = relation.kind {
            return Ok(kind);
        }
        let kinds = std::slice::from_ref(&relation.kind);
        match self.at.symbols(kinds, context)?.as_slice() {
            &[kind] => Ok(kind),
            kinds => Err(Error::runtime(
                ErrorKind::SyntaxError,
                Detail::NoSingleRelationshipType,
                format!("a relation has one type; these are {}", kinds.len()),
            )
            .at(relation.span)),
        }
    }

    /// The node at an end of a new relation.
    fn end(&self, slot: Slot, span: Span) -> Result<NodeId> {
        match self.get(slot) {
            Value::Node(node) => Ok(node),
            other => Err(Error::plain(
                ErrorKind::EntityNotFound,
                Phase::Runtime,
                format!(
                    "a relation joins two nodes; one end of this one is {}",
                    describe(&other)
                ),
            )
            .at(span)),
        }
    }

    fn properties(&self, given: &Given<'_>, context: &Context<'_>) -> Result<Vec<(Symbol, Value)>> {
        let evaluate = |expr: &Expr| self.value(expr, context);
        given.in_row(self.at.row, evaluate, context)
    }

    fn value(&self, expr: &Expr, context: &Context<'_>) -> Result<Value> {
        let mut row = self.at.batch.row(self.at.row);
        row.extra.extend_from_slice(&self.made);
        eval(expr, &mut row, context)
    }

    fn get(&self, slot: Slot) -> Value {
        let bound = self.at.batch.columns.len();
        match slot.checked_sub(bound) {
            Some(new) => self.made[new].clone(),
            None => self.at.batch.columns[slot].get(self.at.row),
        }
    }

    fn bind(&mut self, slot: Slot, value: Value) {
        let bound = self.at.batch.columns.len();
        self.made[slot - bound] = value;
    }
}
