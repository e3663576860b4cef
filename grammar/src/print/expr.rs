//! Expressions, with parentheses where a looser step stands inside a tighter one.

use super::literal::display;
use super::{call, comma, label, literal, name, pattern};
use crate::ast::{
    BinaryOp, CompareOp, Expr, ExprKind, Level, Literal, MAX_CHAIN, MapProjectionItem, Name,
    TimeRelation, UnaryOp,
};
use crate::name::is_bare;

/// An expression where a value is wanted.
pub(super) fn value(out: &mut String, expr: &Expr) {
    print(out, expr, Level::Or, Place::Value);
}

/// An expression where a pattern may stand as a predicate.
pub(super) fn condition(out: &mut String, expr: &Expr) {
    print(out, expr, Level::Or, Place::Condition);
}

/// An expression that no comparison, predicate or logic may loosen: the period of a time clause.
pub(super) fn additive(out: &mut String, expr: &Expr) {
    print(out, expr, Level::Additive, Place::Value);
}

/// An expression of which something is taken: `e.key`, `e[i]`, `e:A`.
pub(super) fn subject(out: &mut String, expr: &Expr) {
    print(out, expr, Level::Access, Place::Value);
}

/// Where an expression stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Value,
    Condition,
}

fn print(out: &mut String, expr: &Expr, loosest: Level, place: Place) {
    match expr.level() < loosest {
        true => parentheses(out, expr, place),
        false => step(out, expr, place),
    }
}

fn parentheses(out: &mut String, expr: &Expr, place: Place) {
    out.push('(');
    step(out, expr, place);
    out.push(')');
}

fn step(out: &mut String, expr: &Expr, place: Place) {
    match &expr.kind {
        ExprKind::Literal(value) => literal::literal(out, value),
        ExprKind::Parameter(parameter) => name::parameter(out, parameter),
        ExprKind::Variable(variable) => name::variable(out, variable),
        ExprKind::Handle(one) => pattern::handle(out, one),
        ExprKind::List(items) => list(out, items),
        ExprKind::Map(entries) => map(out, entries),
        ExprKind::MapProjection { subject, items } => projection(out, subject, items),
        ExprKind::Property(of, key) => {
            subject(out, of);
            out.push('.');
            name::plain(out, &key.text);
        }
        ExprKind::Index(of, index) => {
            subject(out, of);
            out.push('[');
            value(out, index);
            out.push(']');
        }
        ExprKind::Slice(of, from, to) => slice(out, of, from.as_deref(), to.as_deref()),
        ExprKind::Unary(op, operand) => unary(out, *op, operand, place),
        ExprKind::Binary(op, left, right) => binary(out, *op, left, right, place),
        ExprKind::Comparison { first, rest } => comparison(out, first, rest),
        ExprKind::IsNull { subject, negated } => {
            print(out, subject, Level::Predicate, Place::Value);
            out.push_str(if *negated { " IS NOT NULL" } else { " IS NULL" });
        }
        ExprKind::IsTyped {
            subject,
            negated,
            wanted,
        } => {
            print(out, subject, Level::Predicate, Place::Value);
            out.push_str(if *negated {
                " IS NOT TYPED "
            } else {
                " IS TYPED "
            });
            display(out, wanted);
        }
        ExprKind::HasLabels {
            subject: of,
            labels,
        } => {
            subject(out, of);
            out.push(':');
            label::closed(out, labels);
        }
        ExprKind::Time {
            relation,
            left,
            right,
        } => infix(out, left, time_word(*relation), right, Level::Predicate),
        ExprKind::Pattern(path) => match place {
            Place::Condition => pattern::path(out, path),
            Place::Value => pattern::as_value(out, path),
        },
        _ => call::call(out, expr),
    }
}

fn slice(out: &mut String, of: &Expr, from: Option<&Expr>, to: Option<&Expr>) {
    subject(out, of);
    out.push('[');
    if let Some(from) = from {
        value(out, from);
    }
    out.push_str("..");
    if let Some(to) = to {
        value(out, to);
    }
    out.push(']');
}

/// A minus before a number would become a part of it, so that the number stands in parentheses.
fn unary(out: &mut String, op: UnaryOp, operand: &Expr, place: Place) {
    match op {
        UnaryOp::Not => {
            out.push_str("NOT ");
            print(out, operand, Level::Not, place);
        }
        UnaryOp::Plus => {
            out.push('+');
            print(out, operand, Level::Unary, Place::Value);
        }
        UnaryOp::Minus => {
            out.push('-');
            match operand.kind {
                ExprKind::Literal(Literal::Integer(_) | Literal::Float(_)) => {
                    parentheses(out, operand, Place::Value);
                }
                _ => print(out, operand, Level::Unary, Place::Value),
            }
        }
    }
}

fn binary(out: &mut String, op: BinaryOp, left: &Expr, right: &Expr, place: Place) {
    if !op.is_associative() {
        return infix(out, left, word(op), right, op.level());
    }
    // A flat chain that is longer than this would be read as a balanced one.
    match spine(op, left) >= MAX_CHAIN {
        true => parentheses(out, left, place),
        false => print(out, left, op.level(), place),
    }
    between(out, word(op));
    print(out, right, op.level().tighter(), place);
}

/// How many operands of one chain lean to the left in this expression.
fn spine(op: BinaryOp, expr: &Expr) -> usize {
    let mut length = 1;
    let mut next = expr;
    while let ExprKind::Binary(inner, left, _) = &next.kind
        && *inner == op
    {
        length += 1;
        next = left;
    }
    length
}

fn infix(out: &mut String, left: &Expr, word: &str, right: &Expr, level: Level) {
    print(out, left, level, Place::Value);
    between(out, word);
    print(out, right, level.tighter(), Place::Value);
}

fn between(out: &mut String, word: &str) {
    out.push(' ');
    out.push_str(word);
    out.push(' ');
}

fn comparison(out: &mut String, first: &Expr, rest: &[(CompareOp, Expr)]) {
    print(out, first, Level::Predicate, Place::Value);
    for (op, operand) in rest {
        between(out, compare_sign(*op));
        print(out, operand, Level::Predicate, Place::Value);
    }
}

fn word(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Or => "OR",
        BinaryOp::Xor => "XOR",
        BinaryOp::And => "AND",
        BinaryOp::In => "IN",
        BinaryOp::StartsWith => "STARTS WITH",
        BinaryOp::EndsWith => "ENDS WITH",
        BinaryOp::Contains => "CONTAINS",
        BinaryOp::Matches => "=~",
        BinaryOp::Add => "+",
        BinaryOp::Subtract => "-",
        BinaryOp::Concat => "||",
        BinaryOp::Multiply => "*",
        BinaryOp::Divide => "/",
        BinaryOp::Modulo => "%",
        BinaryOp::Power => "^",
    }
}

fn compare_sign(op: CompareOp) -> &'static str {
    match op {
        CompareOp::Equal => "=",
        CompareOp::NotEqual => "<>",
        CompareOp::Less => "<",
        CompareOp::LessOrEqual => "<=",
        CompareOp::Greater => ">",
        CompareOp::GreaterOrEqual => ">=",
    }
}

fn time_word(relation: TimeRelation) -> &'static str {
    match relation {
        TimeRelation::At => "AT",
        TimeRelation::During => "DURING",
        TimeRelation::Throughout => "THROUGHOUT",
        TimeRelation::Overlaps => "OVERLAPS",
        TimeRelation::Precedes => "PRECEDES",
        TimeRelation::Succeeds => "SUCCEEDS",
        TimeRelation::Meets => "MEETS",
        TimeRelation::Equals => "EQUALS",
    }
}

/// One element `x IN list` alone would be read as a comprehension.
fn list(out: &mut String, items: &[Expr]) {
    out.push('[');
    match items {
        [only] if begins_with_membership(only) => parentheses(out, only, Place::Value),
        _ => comma(out, items, value),
    }
    out.push(']');
}

/// Whether the text of an expression begins with a variable and `IN`.
fn begins_with_membership(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Binary(BinaryOp::In, left, _) if matches!(left.kind, ExprKind::Variable(_)) => {
            true
        }
        ExprKind::Binary(_, left, _) | ExprKind::Time { left, .. } => begins_with_membership(left),
        ExprKind::Comparison { first, .. } => begins_with_membership(first),
        ExprKind::IsNull { subject, .. } | ExprKind::IsTyped { subject, .. } => {
            begins_with_membership(subject)
        }
        _ => false,
    }
}

pub(super) fn map(out: &mut String, entries: &[(Name, Expr)]) {
    out.push('{');
    comma(out, entries, |out, (key, value)| entry(out, key, value));
    out.push('}');
}

fn entry(out: &mut String, key: &Name, one: &Expr) {
    name::plain(out, &key.text);
    out.push_str(": ");
    value(out, one);
}

fn projection(out: &mut String, subject: &Name, items: &[MapProjectionItem]) {
    name::variable(out, subject);
    out.push_str(" {");
    comma(out, items, |out, item| match item {
        MapProjectionItem::All => out.push_str(".*"),
        MapProjectionItem::Property(key) => {
            out.push('.');
            name::plain(out, &key.text);
        }
        MapProjectionItem::Entry(key, value) => entry(out, key, value),
        MapProjectionItem::Variable(variable) => match is_bare(&variable.text) {
            true => out.push_str(&variable.text),
            false => name::backticks(out, &variable.text),
        },
    });
    out.push('}');
}
