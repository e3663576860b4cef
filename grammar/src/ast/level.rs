//! How tightly operators bind: the one table that reading and printing share.

use crate::ast::{BinaryOp, Expr, ExprKind, Literal, UnaryOp};

/// How high the tree of one expression that was read may be: `1 + 1 + 1` has height three. Whoever walks over a tree may count on it.
pub const MAX_HEIGHT: u32 = 512;

/// Up to how many operands a chain of `AND`, `OR` or `XOR` is a plain left-leaning tree; a longer one is balanced, so that its tree stays low.
pub const MAX_CHAIN: usize = 64;

/// How tightly an expression holds together, from loosest to tightest. Operators of one level bind from the left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Or,
    Xor,
    And,
    Not,
    Comparison,
    /// `IN`, `STARTS WITH`, `=~`, `IS NULL`, the time predicates, ..
    Predicate,
    Additive,
    Multiplicative,
    Power,
    /// A sign before an operand, and a negative number.
    Unary,
    /// `e:A`.
    Labelled,
    /// Everything that no operator takes apart.
    Access,
}

impl Level {
    /// The next tighter level.
    pub fn tighter(self) -> Level {
        match self {
            Level::Or => Level::Xor,
            Level::Xor => Level::And,
            Level::And => Level::Not,
            Level::Not => Level::Comparison,
            Level::Comparison => Level::Predicate,
            Level::Predicate => Level::Additive,
            Level::Additive => Level::Multiplicative,
            Level::Multiplicative => Level::Power,
            Level::Power => Level::Unary,
            Level::Unary => Level::Labelled,
            Level::Labelled | Level::Access => Level::Access,
        }
    }
}

impl BinaryOp {
    pub fn level(self) -> Level {
        match self {
            BinaryOp::Or => Level::Or,
            BinaryOp::Xor => Level::Xor,
            BinaryOp::And => Level::And,
            BinaryOp::In
            | BinaryOp::StartsWith
            | BinaryOp::EndsWith
            | BinaryOp::Contains
            | BinaryOp::Matches => Level::Predicate,
            BinaryOp::Add | BinaryOp::Subtract | BinaryOp::Concat => Level::Additive,
            BinaryOp::Multiply | BinaryOp::Divide | BinaryOp::Modulo => Level::Multiplicative,
            BinaryOp::Power => Level::Power,
        }
    }

    /// Whether a long chain of the operator may be read in any grouping, since none changes its value.
    pub fn is_associative(self) -> bool {
        matches!(self, BinaryOp::Or | BinaryOp::Xor | BinaryOp::And)
    }
}

impl Expr {
    /// The level of the expression's outermost step.
    pub fn level(&self) -> Level {
        match &self.kind {
            ExprKind::Binary(op, ..) => op.level(),
            ExprKind::Unary(UnaryOp::Not, _) => Level::Not,
            ExprKind::Unary(UnaryOp::Plus | UnaryOp::Minus, _) => Level::Unary,
            ExprKind::Comparison { .. } => Level::Comparison,
            ExprKind::IsNull { .. } | ExprKind::IsTyped { .. } | ExprKind::Time { .. } => {
                Level::Predicate
            }
            ExprKind::HasLabels { .. } => Level::Labelled,
            ExprKind::Literal(Literal::Integer(number)) if *number < 0 => Level::Unary,
            ExprKind::Literal(Literal::Float(number)) if number.is_sign_negative() => Level::Unary,
            _ => Level::Access,
        }
    }
}
