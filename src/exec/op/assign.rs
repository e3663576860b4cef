//! The assignments of SET, REMOVE and MERGE, done on one row. Each sees what the ones before it did.

use crate::context::Context;
use crate::error::{Detail, Error, ErrorKind, Result};
use crate::exec::Batch;
use crate::exec::eval::eval;
use crate::exec::op::change::{self, Entity};
use crate::exec::op::evaluate::describe;
use crate::plan::Assignment;
use crate::plan::expr::{Expr, LabelTest};
use factio_graph::catalog::Catalog;
use factio_graph::id::{NodeId, Symbol};
use factio_graph::value::{Map, Value};

/// Does the assignments on a row. A null subject is passed over.
pub(super) fn assign(
    items: &[Assignment],
    batch: &Batch,
    row: usize,
    context: &mut Context<'_>,
) -> Result<()> {
    let row = At { batch, row };
    items.iter().try_for_each(|item| row.assign(item, context))
}

/// A row.
#[derive(Clone, Copy)]
pub(super) struct At<'b> {
    pub(super) batch: &'b Batch,
    pub(super) row: usize,
}

impl At<'_> {
    fn assign(self, item: &Assignment, context: &mut Context<'_>) -> Result<()> {
        match item {
            Assignment::Property {
                subject,
                key,
                value,
            } => {
                let Some(entity) = self.entity(subject, context)? else {
                    return Ok(());
                };
                let found = self.value(value, context)?;
                change::set_property(entity, key.symbol, found, context)
                    .map_err(|error| error.at(value.span))
            }
            Assignment::DynamicProperty {
                subject,
                key,
                value,
            } => self.dynamic_property(subject, key, value, context),
            Assignment::Replace { subject, value } => {
                self.properties(subject, value, context, change::replace_properties)
            }
            Assignment::Merge { subject, value } => {
                self.properties(subject, value, context, change::merge_properties)
            }
            Assignment::AddLabels { subject, labels } => {
                self.labels(subject, labels, context, change::add_label)
            }
            Assignment::RemoveLabels { subject, labels } => {
                self.labels(subject, labels, context, change::remove_label)
            }
        }
    }

    fn dynamic_property(
        self,
        subject: &Expr,
        key: &Expr,
        value: &Expr,
        context: &mut Context<'_>,
    ) -> Result<()> {
        let Some(entity) = self.entity(subject, context)? else {
            return Ok(());
        };
        let name = match self.value(key, context)? {
            Value::String(name) => name,
            other => return Err(wrong("a property name is a string", &other, key)),
        };
        let found = self.value(value, context)?;
        let symbol = change::symbol(&name, context);
        change::set_property(entity, symbol, found, context).map_err(|error| error.at(value.span))
    }

    fn properties(
        self,
        subject: &Expr,
        value: &Expr,
        context: &mut Context<'_>,
        apply: fn(Entity, &Map, &mut Context<'_>) -> Result<()>,
    ) -> Result<()> {
        let Some(entity) = self.entity(subject, context)? else {
            return Ok(());
        };
        let map = self.map(value, context)?;
        apply(entity, &map, context).map_err(|error| error.at(value.span))
    }

    fn labels(
        self,
        subject: &Expr,
        labels: &[LabelTest],
        context: &mut Context<'_>,
        apply: fn(NodeId, Symbol, &mut Context<'_>) -> Result<()>,
    ) -> Result<()> {
        let node = match self.value(subject, context)? {
            Value::Null => return Ok(()),
            Value::Node(node) => node,
            other => return Err(wrong("labels stand on nodes", &other, subject)),
        };
        for label in self.symbols(labels, context)? {
            apply(node, label, context).map_err(|error| error.at(subject.span))?;
        }
        Ok(())
    }

    /// The node or relation to change; `None` for null.
    fn entity(self, subject: &Expr, context: &Context<'_>) -> Result<Option<Entity>> {
        let value = self.value(subject, context)?;
        let Some(entity) = Entity::of(&value) else {
            return match value {
                Value::Null => Ok(None),
                other => Err(wrong(
                    "properties are set on nodes and relations",
                    &other,
                    subject,
                )),
            };
        };
        change::expect_alive(entity, context).map_err(|error| error.at(subject.span))?;
        Ok(Some(entity))
    }

    /// A map, or the properties of a node or relation.
    fn map(self, value: &Expr, context: &Context<'_>) -> Result<Map> {
        let found = self.value(value, context)?;
        if let Value::Map(map) = &found {
            return Ok(map.as_ref().clone());
        }
        let Some(entity) = Entity::of(&found) else {
            return Err(wrong("a map, node or relation was wanted", &found, value));
        };
        let symbols = context.graph().symbols();
        Ok(entity
            .properties(context)
            .into_iter()
            .map(|(key, value)| (symbols.text(key), value))
            .collect())
    }

    /// The labels or type that are named, the computed ones among them.
    pub(super) fn symbols(
        self,
        labels: &[LabelTest],
        context: &Context<'_>,
    ) -> Result<Vec<Symbol>> {
        let mut symbols = Vec::with_capacity(labels.len());
        for label in labels {
            self.add_symbols(label, &mut symbols, context)?;
        }
        Ok(symbols)
    }

    fn add_symbols(
        self,
        label: &LabelTest,
        symbols: &mut Vec<Symbol>,
        context: &Context<'_>,
    ) -> Result<()> {
        match label {
            LabelTest::Is(symbol) => symbols.push(*symbol),
            LabelTest::And(all) => symbols.extend(self.symbols(all, context)?),
            LabelTest::Dynamic(expr) => {
                let value = self.value(expr, context)?;
                let names = match &value {
                    Value::List(names) => names.as_slice(),
                    single => std::slice::from_ref(single),
                };
                for name in names {
                    match name {
                        Value::String(name) => symbols.push(change::symbol(name, context)),
                        other => return Err(wrong("a label or type is a string", other, expr)),
                    }
                }
            }
            LabelTest::Any | LabelTest::Sign(_) | LabelTest::Not(_) | LabelTest::Or(_) => {}
        }
        Ok(())
    }

    pub(super) fn value(self, expr: &Expr, context: &Context<'_>) -> Result<Value> {
        eval(expr, &mut self.batch.row(self.row), context)
    }
}

fn wrong(wanted: &str, found: &Value, at: &Expr) -> Error {
    Error::runtime(
        ErrorKind::TypeError,
        Detail::InvalidArgumentType,
        format!("{wanted}; this is {}", describe(found)),
    )
    .at(at.span)
}
