//! Label and type expressions.

use super::{expr, name, separated};
use crate::ast::{LabelExpr, LabelName, Sign};

/// A label expression after `:` in a pattern.
pub(super) fn labels(out: &mut String, labels: &LabelExpr) {
    match labels {
        LabelExpr::Or(choices) => separated(out, choices, "|", |out, choice| match choice {
            LabelExpr::Or(_) => parentheses(out, choice),
            _ => self::labels(out, choice),
        }),
        LabelExpr::And(parts) => separated(out, parts, "&", |out, part| match part {
            LabelExpr::Or(_) | LabelExpr::And(_) => parentheses(out, part),
            _ => self::labels(out, part),
        }),
        LabelExpr::Not(inner) => {
            out.push('!');
            match &**inner {
                LabelExpr::Or(_) | LabelExpr::And(_) => parentheses(out, inner),
                _ => self::labels(out, inner),
            }
        }
        LabelExpr::Name(label) => name::plain(out, &label.text),
        LabelExpr::Dynamic(label) => dynamic(out, label),
        LabelExpr::Any(_) => out.push('%'),
        LabelExpr::Sign(Sign::Positive, _) => out.push('+'),
        LabelExpr::Sign(Sign::Negative, _) => out.push('-'),
    }
}

/// A label expression in an expression, where a bar outside parentheses may belong to a comprehension.
pub(super) fn closed(out: &mut String, labels: &LabelExpr) {
    match labels {
        LabelExpr::Or(_) => parentheses(out, labels),
        _ => self::labels(out, labels),
    }
}

fn parentheses(out: &mut String, labels: &LabelExpr) {
    out.push('(');
    self::labels(out, labels);
    out.push(')');
}

/// `:A:B` of `SET` and `REMOVE`.
pub(super) fn names(out: &mut String, labels: &[LabelName]) {
    for label in labels {
        out.push(':');
        match label {
            LabelName::Name(label) => name::plain(out, &label.text),
            LabelName::Dynamic(label) => dynamic(out, label),
        }
    }
}

fn dynamic(out: &mut String, label: &crate::ast::Expr) {
    out.push_str("$(");
    expr::value(out, label);
    out.push(')');
}
