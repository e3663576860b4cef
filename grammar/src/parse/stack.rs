//! The stack of operators that wait for their right side while an expression is read.

use super::operator::Operator;
use crate::ast::{BinaryOp, CompareOp, Expr, ExprKind, Level, MAX_CHAIN, MAX_HEIGHT, UnaryOp};
use crate::error::{Detail, Problem};
use crate::input::Input;
use crate::span::Span;

type Joined = Result<Operand, nom::Err<Problem>>;

/// An expression, the height of its tree, and what it was made of on this stack.
pub(super) struct Operand {
    pub(super) expr: Box<Expr>,
    pub(super) height: u32,
    pub(super) shape: Shape,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Plain,
    /// A comparison without parentheses, which a further comparison lengthens.
    Comparison,
    /// A pattern predicate, after which only logic may follow.
    Pattern,
}

impl Operand {
    /// The operand under one more node.
    pub(super) fn wrap(
        self,
        span: Span,
        node: impl FnOnce(Box<Expr>) -> ExprKind,
        place: Input<'_>,
    ) -> Joined {
        let kind = node(self.expr);
        checked(Expr { kind, span }, self.height + 1, place)
    }
}

fn checked(expr: Expr, height: u32, place: Input<'_>) -> Joined {
    if height > MAX_HEIGHT {
        return Err(too_high(place));
    }
    let shape = match expr.kind {
        ExprKind::Comparison { .. } => Shape::Comparison,
        _ => Shape::Plain,
    };
    Ok(Operand {
        expr: Box::new(expr),
        height,
        shape,
    })
}

pub(super) fn too_high(place: Input<'_>) -> nom::Err<Problem> {
    let message = format!("the expression has more than {MAX_HEIGHT} steps in a row");
    Problem::report(Detail::NestingTooDeep, place.span(), message)
}

/// An operator that waits for its right side.
struct Waiting {
    operator: Operator,
    span: Span,
    /// What stands on its left; nothing for `NOT`.
    left: Option<Operand>,
    /// The further operands of a chain of `AND`, `OR` or `XOR`.
    more: Vec<Operand>,
}

#[derive(Default)]
pub(super) struct Stack(Vec<Waiting>);

impl Stack {
    /// Whether the next operand is one of logic: no operator that binds tighter waits for it.
    pub(super) fn takes_logic(&self) -> bool {
        self.0
            .last()
            .is_none_or(|waiting| waiting.operator.level() <= Level::Not)
    }

    pub(super) fn push_not(&mut self, place: Input<'_>) -> Result<(), nom::Err<Problem>> {
        if self.0.len() > MAX_HEIGHT as usize {
            return Err(too_high(place));
        }
        self.0.push(Waiting {
            operator: Operator::Not,
            span: place.span(),
            left: None,
            more: Vec::new(),
        });
        Ok(())
    }

    /// Puts an operator and its left side on the stack, after all that binds tighter has its right side.
    pub(super) fn push(
        &mut self,
        operand: Operand,
        operator: Operator,
        place: Input<'_>,
    ) -> Result<(), nom::Err<Problem>> {
        let mut left = operand;
        while let Some(waiting) = self.pop_if(|level| level > operator.level()) {
            left = waiting.finish(left, place)?;
        }
        if let Operator::Binary(op) = operator
            && op.is_associative()
            && let Some(last) = self.0.last_mut()
            && last.operator == operator
        {
            last.more.push(left);
            return Ok(());
        }
        let left = self.reduce(left, operator.level(), place)?;
        self.0.push(Waiting {
            operator,
            span: place.span(),
            left: Some(left),
            more: Vec::new(),
        });
        Ok(())
    }

    /// Gives all waiting operators that bind at least so tightly their right side.
    pub(super) fn reduce(&mut self, operand: Operand, level: Level, place: Input<'_>) -> Joined {
        let mut right = operand;
        while let Some(waiting) = self.pop_if(|waiting| waiting >= level) {
            right = waiting.finish(right, place)?;
        }
        Ok(right)
    }

    fn pop_if(&mut self, fits: impl FnOnce(Level) -> bool) -> Option<Waiting> {
        self.0.pop_if(|waiting| fits(waiting.operator.level()))
    }
}

impl Waiting {
    fn finish(self, right: Operand, place: Input<'_>) -> Joined {
        match (self.operator, self.left) {
            (Operator::Binary(op), Some(left)) if !self.more.is_empty() => {
                chain(op, left, self.more, right, place)
            }
            (operator, Some(left)) => join(operator, left, right, place),
            (_, None) => {
                let span = self.span.to(right.expr.span);
                right.wrap(span, |expr| ExprKind::Unary(UnaryOp::Not, expr), place)
            }
        }
    }
}

/// One node over two operands.
fn join(operator: Operator, left: Operand, right: Operand, place: Input<'_>) -> Joined {
    let span = left.expr.span.to(right.expr.span);
    let height = left.height.max(right.height) + 1;
    let kind = match operator {
        Operator::Compare(op) => compare(op, left, *right.expr),
        Operator::Binary(op) => ExprKind::Binary(op, left.expr, right.expr),
        Operator::Time(relation) => ExprKind::Time {
            relation,
            left: left.expr,
            right: right.expr,
        },
        Operator::Not => ExprKind::Unary(UnaryOp::Not, right.expr),
    };
    checked(Expr { kind, span }, height, place)
}

fn compare(op: CompareOp, mut left: Operand, right: Expr) -> ExprKind {
    if left.shape == Shape::Comparison
        && let ExprKind::Comparison { rest, .. } = &mut left.expr.kind
    {
        rest.push((op, right));
        return left.expr.kind;
    }
    ExprKind::Comparison {
        first: left.expr,
        rest: vec![(op, right)],
    }
}

/// A chain of one operator whose grouping does not matter.
fn chain(
    op: BinaryOp,
    first: Operand,
    more: Vec<Operand>,
    last: Operand,
    place: Input<'_>,
) -> Joined {
    let join = |left, right| join(Operator::Binary(op), left, right, place);
    let mut first = first;
    let mut others = more;
    others.push(last);
    while others.len() >= MAX_CHAIN {
        let mut halved = Vec::with_capacity(others.len() / 2 + 1);
        let mut waiting = others.into_iter();
        if let Some(second) = waiting.next() {
            first = join(first, second)?;
        }
        while let Some(left) = waiting.next() {
            halved.push(match waiting.next() {
                Some(right) => join(left, right)?,
                None => left,
            });
        }
        others = halved;
    }
    others.into_iter().try_fold(first, join)
}
