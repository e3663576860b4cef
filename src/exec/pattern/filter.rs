//! Conditions on partial matches, checked a chunk at a time. The commonest are decided on ids and properties, without a row.

use crate::context::Context;
use crate::error::Result;
use crate::exec::Row;
use crate::exec::eval::eval;
use crate::exec::pattern::labels::node_passes;
use crate::exec::pattern::mentions;
use crate::exec::pattern::path::assemble;
use crate::exec::pattern::property::PropertyTest;
use crate::exec::pattern::slice::Times;
use crate::exec::pattern::view::{Kind, View};
use crate::plan::expr::{CompareOp, Expr, ExprKind, LabelTest, Slot};
use factio_grammar::Span;
use factio_graph::facts::Graph;
use factio_graph::id::{NodeId, RelationId, Symbol};
use factio_graph::value::{Value, equals, less, less_or_equal};
use std::borrow::Cow;
use std::rc::Rc;

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

/// A condition.
pub(super) enum Filter<'p> {
    Condition(Evaluator<'p>),
    Labels {
        node: Slot,
        test: &'p LabelTest,
    },
    /// The node is this one.
    Is {
        node: Slot,
        id: NodeId,
    },
    /// Two nodes, or two relations, are the same or not.
    Same {
        left: Slot,
        right: Slot,
        wanted: bool,
    },
    /// A property compared with what the rest of the row knows.
    Property {
        slot: Slot,
        test: PropertyTest<'p>,
    },
    /// An element, or all those of a list, count in the slice of the time clause.
    Held {
        slot: Slot,
        kind: Kind,
        times: Rc<Times<'p>>,
    },
    /// The elements of a path hold together in the slice.
    Together {
        parts: Vec<(Slot, Kind)>,
        times: Rc<Times<'p>>,
    },
    /// No relation of one slot stands in the other.
    Apart {
        new: Slot,
        old: Slot,
    },
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

impl<'p> Filter<'p> {
    /// Forgets what holds for the rows of one input batch.
    pub fn rewind(&mut self) {
        if let Filter::Property { test, .. } = self {
            test.rewind();
        }
    }

    /// The condition that an expression asks for; `kind` says what the pattern's slots hold.
    pub fn new(expr: &'p Expr, shape: Shape, kind: &impl Fn(Slot) -> Option<Kind>) -> Filter<'p> {
        let fast = match &expr.kind {
            ExprKind::Compare(op, left, right) => comparison(*op, left, right, shape, kind),
            ExprKind::HasLabels(subject, test) => labels(subject, test, kind),
            _ => None,
        };
        fast.unwrap_or_else(|| Filter::Condition(Evaluator::new(Cow::Borrowed(expr), shape)))
    }

    /// The condition that an element has these labels, computed ones included.
    pub fn computed_labels(
        slot: Slot,
        test: &'p LabelTest,
        span: Span,
        shape: Shape,
    ) -> Filter<'p> {
        Filter::Condition(Evaluator::of_labels(slot, test, span, shape))
    }

    /// Drops the rows that fail, of those listed.
    pub fn keep(
        &mut self,
        view: View<'_>,
        rows: &mut Vec<u32>,
        context: &Context<'_>,
    ) -> Result<()> {
        match self {
            Filter::Condition(evaluator) => try_retain(rows, |row| {
                Ok(evaluator.eval(view, row, context)? == Value::Boolean(true))
            }),
            Filter::Labels { node, test } => {
                let ids = view.ids(*node);
                let graph = context.graph();
                rows.retain(|&row| node_passes(test, graph.node_labels(NodeId(ids[row as usize]))));
                Ok(())
            }
            Filter::Is { node, id } => {
                let ids = view.ids(*node);
                rows.retain(|&row| ids[row as usize] == id.0);
                Ok(())
            }
            Filter::Same {
                left,
                right,
                wanted,
            } => {
                let (left, right) = (view.ids(*left), view.ids(*right));
                rows.retain(|&row| (left[row as usize] == right[row as usize]) == *wanted);
                Ok(())
            }
            Filter::Property { slot, test } => test.keep(&view.ids(*slot), view, rows, context),
            Filter::Held { slot, kind, times } => times.keep(*slot, *kind, view, rows, context),
            Filter::Together { parts, times } => {
                let path = |row| assemble(parts, view, row, context.graph());
                times.keep_together(path, view, rows, context)
            }
            Filter::Apart { new, old } => {
                rows.retain(|&row| {
                    let old = view.relations(*old, row as usize);
                    let new = view.relations(*new, row as usize);
                    !new.iter().any(|relation| old.contains(relation))
                });
                Ok(())
            }
        }
    }
}

pub(super) fn try_retain(
    rows: &mut Vec<u32>,
    mut keep: impl FnMut(usize) -> Result<bool>,
) -> Result<()> {
    let mut failure = None;
    rows.retain(|&row| {
        failure.is_none()
            && keep(row as usize).unwrap_or_else(|error| {
                failure = Some(error);
                false
            })
    });
    failure.map_or(Ok(()), Err)
}

/// The property of a node or relation.
pub(super) fn property(graph: &Graph, kind: Kind, id: u32, key: Symbol) -> Value {
    match kind {
        Kind::Node => graph.node_property(NodeId(id), key),
        _ => graph.relation_property(RelationId(id), key),
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

fn comparison<'p>(
    op: CompareOp,
    left: &'p Expr,
    right: &'p Expr,
    shape: Shape,
    kind: &impl Fn(Slot) -> Option<Kind>,
) -> Option<Filter<'p>> {
    identity(op, left, right, kind)
        .or_else(|| property_comparison(op, left, right, shape, kind))
        .or_else(|| property_comparison(mirrored(op), right, left, shape, kind))
}

/// `a = b`, `a <> b` on two nodes or two relations.
fn identity<'p>(
    op: CompareOp,
    left: &Expr,
    right: &Expr,
    kind: &impl Fn(Slot) -> Option<Kind>,
) -> Option<Filter<'p>> {
    let (ExprKind::Slot(left), ExprKind::Slot(right)) = (&left.kind, &right.kind) else {
        return None;
    };
    let wanted = match op {
        CompareOp::Equal => true,
        CompareOp::NotEqual => false,
        _ => return None,
    };
    let kinds = (kind(*left)?, kind(*right)?);
    let comparable = matches!(
        kinds,
        (Kind::Node, Kind::Node) | (Kind::Relation, Kind::Relation)
    );
    comparable.then_some(Filter::Same {
        left: *left,
        right: *right,
        wanted,
    })
}

fn property_comparison<'p>(
    op: CompareOp,
    left: &'p Expr,
    right: &'p Expr,
    shape: Shape,
    kind: &impl Fn(Slot) -> Option<Kind>,
) -> Option<Filter<'p>> {
    let (slot, key) = property_of(left)?;
    let kind = kind(slot).filter(|kind| matches!(kind, Kind::Node | Kind::Relation))?;
    let operand = Evaluator::new(Cow::Borrowed(right), shape);
    Some(Filter::Property {
        slot,
        test: PropertyTest::new(kind, key, op, operand),
    })
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

fn labels<'p>(
    subject: &Expr,
    test: &'p LabelTest,
    kind: &impl Fn(Slot) -> Option<Kind>,
) -> Option<Filter<'p>> {
    let ExprKind::Slot(node) = subject.kind else {
        return None;
    };
    let decided = kind(node) == Some(Kind::Node) && super::labels::is_constant(test);
    decided.then_some(Filter::Labels { node, test })
}
