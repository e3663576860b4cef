//! Conditions on partial matches, checked a chunk at a time. The commonest are decided on ids and properties, without a row.

use crate::context::Context;
use crate::error::Result;
use crate::exec::pattern::evaluator::{Evaluator, Shape, mirrored, property_of};
use crate::exec::pattern::label_check::LabelCheck;
use crate::exec::pattern::linked::Link;
use crate::exec::pattern::property::PropertyTest;
use crate::exec::pattern::slice::Times;
use crate::exec::pattern::view::{Kind, View};
use crate::plan::expr::{CompareOp, Expr, ExprKind, LabelTest, Slot};
use factio_grammar::Span;
use factio_graph::id::NodeId;
use factio_graph::value::Value;
use std::borrow::Cow;
use std::rc::Rc;

/// A condition.
pub(super) enum Filter<'p> {
    Condition(Evaluator<'p>),
    Labels {
        node: Slot,
        check: LabelCheck<'p>,
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
    /// A relation lies between two nodes, or none.
    Linked(Link<'p>),
    /// No relation of one slot stands in the other.
    Apart {
        new: Slot,
        old: Slot,
    },
}

impl<'p> Filter<'p> {
    /// Whether it is decided by ids, labels and a property alone, without the columns of a row.
    pub fn is_simple(&self) -> bool {
        match self {
            Filter::Labels { .. } | Filter::Is { .. } | Filter::Same { .. } => true,
            Filter::Property { test, .. } => test.is_constant(),
            _ => false,
        }
    }

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

    /// The condition that a node has these labels, which are named.
    pub fn labels(node: Slot, test: &'p LabelTest) -> Filter<'p> {
        Filter::Labels {
            node,
            check: LabelCheck::new(vec![test]),
        }
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
            Filter::Labels { node, check } => {
                let ids = view.ids(*node);
                let graph = context.graph();
                rows.retain(|&row| check.pass(ids[row as usize], graph));
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
            Filter::Together { parts, times } => times.keep_together(parts, view, rows, context),
            Filter::Linked(link) => {
                link.keep(view, rows, context);
                Ok(())
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

fn labels<'p>(
    subject: &Expr,
    test: &'p LabelTest,
    kind: &impl Fn(Slot) -> Option<Kind>,
) -> Option<Filter<'p>> {
    let ExprKind::Slot(node) = subject.kind else {
        return None;
    };
    let decided = kind(node) == Some(Kind::Node) && super::labels::is_constant(test);
    decided.then(|| Filter::labels(node, test))
}
