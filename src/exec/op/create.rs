//! Create: makes the template's nodes and relations for every row.

use crate::context::Context;
use crate::error::{Detail, Error, ErrorKind, Phase, Result};
use crate::exec::eval::eval;
use crate::exec::op::assign::At;
use crate::exec::op::change::{self, Entity};
use crate::exec::op::evaluate::describe;
use crate::exec::op::{Operator, Running, drain};
use crate::exec::{Batch, Column};
use crate::plan::expr::{Expr, ExprKind, Slot};
use crate::plan::{NewNode, NewRelation, Template};
use factio_grammar::Span;
use factio_graph::id::{NodeId, Symbol};
use factio_graph::value::Value;

pub(super) fn start<'p>(input: Running<'p>, template: &'p Template, width: usize) -> Running<'p> {
    Box::new(Create {
        input,
        template,
        width,
        output: None,
    })
}

struct Create<'p> {
    input: Running<'p>,
    template: &'p Template,
    width: usize,
    output: Option<std::vec::IntoIter<Batch>>,
}

impl Operator for Create<'_> {
    fn next(&mut self, context: &mut Context<'_>) -> Result<Option<Batch>> {
        let output = match &mut self.output {
            Some(output) => output,
            None => {
                let mut batches = drain(&mut self.input, context)?;
                for batch in &mut batches {
                    context.check()?;
                    create_for_all(self.template, batch, self.width, context)?;
                }
                self.output.insert(batches.into_iter())
            }
        };
        Ok(output.next())
    }
}

/// Creates for every row of a batch, and adds the columns.
fn create_for_all(
    template: &Template,
    batch: &mut Batch,
    width: usize,
    context: &mut Context<'_>,
) -> Result<()> {
    let bound = batch.columns.len();
    let mut columns: Vec<Vec<Value>> = vec![Vec::with_capacity(batch.len); width - bound];
    for row in 0..batch.len {
        let made = create(template, batch, row, width, context)?;
        for (column, value) in columns.iter_mut().zip(made) {
            column.push(value);
        }
    }
    let columns = columns
        .into_iter()
        .map(Column::Values)
        .map(Column::narrowed);
    batch.columns.extend(columns);
    Ok(())
}

/// Creates for one row: the values of the new columns.
pub(super) fn create(
    template: &Template,
    batch: &Batch,
    row: usize,
    width: usize,
    context: &mut Context<'_>,
) -> Result<Vec<Value>> {
    let mut making = Making {
        at: At { batch, row },
        made: vec![Value::Null; width - batch.columns.len()],
    };
    for (slot, node) in &template.known {
        making.bind(*slot, Value::Node(*node));
    }
    for node in &template.nodes {
        making.node(node, context)?;
    }
    for relation in &template.relations {
        making.relation(relation, context)?;
    }
    for (slot, path) in &template.paths {
        let value = making.value(path, context)?;
        making.bind(*slot, value);
    }
    Ok(making.made)
}

/// A row of the input, and what was made for it so far.
struct Making<'b> {
    at: At<'b>,
    /// The new columns; null where nothing was made yet.
    made: Vec<Value>,
}

impl Making<'_> {
    fn node(&mut self, node: &NewNode, context: &mut Context<'_>) -> Result<()> {
        let labels = self.at.symbols(&node.labels, context)?;
        let properties = self.properties(node.properties.as_ref(), context)?;
        let id = change::create_node(&labels, context)?;
        set_all(
            Entity::Node(id),
            properties,
            node.properties.as_ref(),
            context,
        )?;
        self.bind(node.slot, Value::Node(id));
        Ok(())
    }

    fn relation(&mut self, relation: &NewRelation, context: &mut Context<'_>) -> Result<()> {
        let kinds = self
            .at
            .symbols(std::slice::from_ref(&relation.kind), context)?;
        let &[kind] = kinds.as_slice() else {
            return Err(Error::runtime(
                ErrorKind::SyntaxError,
                Detail::NoSingleRelationshipType,
                format!("a relation has one type; these are {}", kinds.len()),
            )
            .at(relation.span));
        };
        let from = self.end(relation.from, relation.span)?;
        let to = self.end(relation.to, relation.span)?;
        let properties = self.properties(relation.properties.as_ref(), context)?;
        let id = change::create_relation(kind, from, to, context)
            .map_err(|error| error.at(relation.span))?;
        set_all(
            Entity::Relation(id),
            properties,
            relation.properties.as_ref(),
            context,
        )?;
        self.bind(relation.slot, Value::Relation(id));
        Ok(())
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

    /// The properties to set, nulls among them.
    fn properties(
        &self,
        properties: Option<&Expr>,
        context: &Context<'_>,
    ) -> Result<Vec<(Symbol, Value)>> {
        let Some(expr) = properties else {
            return Ok(Vec::new());
        };
        if let ExprKind::Map(entries) = &expr.kind {
            return entries
                .iter()
                .map(|(key, value)| {
                    let found = self.value(value, context)?;
                    Ok((change::symbol(key, context), found))
                })
                .collect();
        }
        match self.value(expr, context)? {
            Value::Map(map) => Ok(map
                .iter()
                .map(|(key, value)| (change::symbol(key, context), value.clone()))
                .collect()),
            other => Err(Error::runtime(
                ErrorKind::TypeError,
                Detail::InvalidArgumentType,
                format!(
                    "properties are given as a map; this is {}",
                    describe(&other)
                ),
            )
            .at(expr.span)),
        }
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

fn set_all(
    entity: Entity,
    properties: Vec<(Symbol, Value)>,
    from: Option<&Expr>,
    context: &mut Context<'_>,
) -> Result<()> {
    for (key, value) in properties {
        if value.is_null() {
            continue;
        }
        change::set_property(entity, key, value, context).map_err(|error| match from {
            Some(expr) => error.at(expr.span),
            None => error,
        })?;
    }
    Ok(())
}

/// The first property of the template that is null in a row, which MERGE can neither find nor make.
pub(super) fn null_property(
    template: &Template,
    batch: &Batch,
    row: usize,
    width: usize,
    context: &Context<'_>,
) -> Result<Option<Span>> {
    let making = Making {
        at: At { batch, row },
        made: vec![Value::Null; width - batch.columns.len()],
    };
    let nodes = template.nodes.iter().map(|node| &node.properties);
    let relations = template
        .relations
        .iter()
        .map(|relation| &relation.properties);
    for expr in nodes.chain(relations).flatten() {
        let properties = making.properties(Some(expr), context)?;
        if properties.iter().any(|(_, value)| value.is_null()) {
            return Ok(Some(expr.span));
        }
    }
    Ok(None)
}
