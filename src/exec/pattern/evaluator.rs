//! Expressions of a pattern, evaluated for a partial match.

use crate::context::Context;
use crate::error::Result;
use crate::exec::Row;
use crate::exec::eval::eval;
use crate::exec::pattern::mentions;
use crate::exec::pattern::view::View;
use crate::plan::expr::{CompareOp, Expr, ExprKind, LabelTest, Slot};
use factio_grammar::Span;
use factio_graph::id::Symbol;
use factio_graph::value::{Value, equals, less, less_or_equal};
use std::borrow::Cow;

/// The shape of the rows that a pattern's expressions see.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    /// Columns of the input.
    pub width: usize,
    /// Columns that the pattern adds.
    pub added: usize,
}

/// An expression of a pattern, with the slots that have to be at hand for it.
#[derive(Debug)]
pub(super) struct Evaluator<'p> {
    expr: Cow<'p, Expr>,
    shape: Shape,
    /// The pattern's slots that it reads.
    reads: Vec<Slot>,
    spare: Vec<Value>,
}

impl Shape {
    /// The first slot behind all columns.
    pub fn end(self) -> Slot {
        self.width + self.added
    }
}

impl<'p> Evaluator<'p> {
    pub fn new(expr: Cow<'p, Expr>, shape: Shape) -> Evaluator<'p> {
        let reads = mentions::slots(&expr, shape.end());
        Evaluator {
            reads: reads
                .into_iter()
                .filter(|&slot| slot >= shape.width)
                .collect(),
            expr,
            shape,
            spare: Vec::new(),
        }
    }

    /// `slot:test`.
    pub fn of_labels(slot: Slot, test: &LabelTest, span: Span, shape: Shape) -> Evaluator<'p> {
        let subject = Expr {
            kind: ExprKind::Slot(slot),
            span,
        };
        let expr = Expr {
            kind: ExprKind::HasLabels(Box::new(subject), test.clone()),
            span,
        };
        Evaluator::new(Cow::Owned(expr), shape)
    }

    /// Whether it reads input columns at most.
    pub fn is_outer(&self) -> bool {
        self.reads.is_empty()
    }

    /// The variable whose element tells the value, where the expression is a property of one.
    pub fn owner(&self) -> Option<Slot> {
        property_of(&self.expr).map(|(slot, _)| slot)
    }

    /// Whether it has one value for all rows.
    pub fn is_constant(&self) -> bool {
        matches!(
            self.expr.kind,
            ExprKind::Constant(_) | ExprKind::Parameter(_)
        )
    }

    /// The value for a row of the view.
    pub fn eval(&mut self, view: View<'_>, row: usize, context: &Context<'_>) -> Result<Value> {
        self.eval_with(view, row, None, context)
    }

    /// The value where it takes no evaluation: constants, variables, properties of elements, comparisons of those.
    fn quick(
        &self,
        expr: &Expr,
        at: (View<'_>, usize),
        local: Option<&(Slot, Value)>,
        context: &Context<'_>,
    ) -> Option<Value> {
        let (view, row) = at;
        let variable = |slot| match local {
            Some((local, value)) if *local == slot => Some(value.clone()),
            _ if slot < self.shape.end() => Some(view.value(slot, row)),
            _ => None,
        };
        match &expr.kind {
            ExprKind::Constant(value) => Some(value.clone()),
            ExprKind::Parameter(name) => context.parameters.get(name).cloned(),
            ExprKind::Slot(slot) => variable(*slot),
            ExprKind::Property(..) => {
                let (slot, key) = property_of(expr)?;
                let graph = context.graph();
                match variable(slot)? {
                    Value::Node(node) if graph.contains_node(node) => {
                        Some(graph.node_property(node, key))
                    }
                    Value::Relation(relation) if graph.contains_relation(relation) => {
                        Some(graph.relation_property(relation, key))
                    }
                    _ => None,
                }
            }
            ExprKind::Compare(op, left, right) => {
                let left = self.quick(left, at, local, context)?;
                let right = self.quick(right, at, local, context)?;
                Some(truth(*op, &left, &right).into())
            }
            _ => None,
        }
    }

    /// The value for a row, with a value in a slot that is not bound yet, or in a local's behind all columns.
    pub fn eval_with(
        &mut self,
        view: View<'_>,
        row: usize,
        local: Option<(Slot, Value)>,
        context: &Context<'_>,
    ) -> Result<Value> {
        if let Some(value) = self.quick(&self.expr, (view, row), local.as_ref(), context) {
            return Ok(value);
        }
        let mut extra = std::mem::take(&mut self.spare);
        extra.clear();
        extra.resize(self.shape.added, Value::Null);
        for &slot in &self.reads {
            extra[slot - self.shape.width] = view.value(slot, row);
        }
        if let Some((slot, value)) = local {
            let place = slot.saturating_sub(self.shape.width);
            if place >= extra.len() {
                extra.resize(place + 1, Value::Null);
            }
            extra[place] = value;
        }
        let mut row = Row {
            batch: view.input,
            index: view.origin(row),
            extra,
        };
        let value = eval(&self.expr, &mut row, context);
        self.spare = row.extra;
        value
    }
}

/// Whether a comparison is true; unknown is not.
pub(super) fn holds(op: CompareOp, left: &Value, right: &Value) -> bool {
    truth(op, left, right) == Some(true)
}

/// `left op right`; `None` is unknown.
fn truth(op: CompareOp, left: &Value, right: &Value) -> Option<bool> {
    match op {
        CompareOp::Equal => equals(left, right),
        CompareOp::NotEqual => equals(left, right).map(|equal| !equal),
        CompareOp::Less => less(left, right),
        CompareOp::LessOrEqual => less_or_equal(left, right),
        CompareOp::Greater => less(right, left),
        CompareOp::GreaterOrEqual => less_or_equal(right, left),
    }
}

/// The slot and key of `v.key`.
pub(super) fn property_of(expr: &Expr) -> Option<(Slot, Symbol)> {
    let ExprKind::Property(subject, key) = &expr.kind else {
        return None;
    };
    match subject.kind {
        ExprKind::Slot(slot) => Some((slot, key.symbol)),
        _ => None,
    }
}

/// The same comparison with its sides exchanged.
pub(super) fn mirrored(op: CompareOp) -> CompareOp {
    match op {
        CompareOp::Equal | CompareOp::NotEqual => op,
        CompareOp::Less => CompareOp::Greater,
        CompareOp::LessOrEqual => CompareOp::GreaterOrEqual,
        CompareOp::Greater => CompareOp::Less,
        CompareOp::GreaterOrEqual => CompareOp::LessOrEqual,
    }
}
