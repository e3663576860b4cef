//! Calls and all that is written like one: functions, `CASE`, comprehensions, quantifiers, subqueries.

use super::expr::{condition, value};
use super::{clause, comma, name, pattern, period, query};
use crate::ast::{
    CaseBranch, Expr, ExprKind, ListQuantifier, Name, Subquery, SubqueryBody, SubqueryKind,
};
use crate::words::{Reach, Word};

pub(super) fn call(out: &mut String, expr: &Expr) {
    match &expr.kind {
        ExprKind::Call {
            name,
            distinct,
            arguments,
        } => function(out, name, *distinct, arguments),
        ExprKind::CountStar => out.push_str("count(*)"),
        ExprKind::Case {
            subject,
            branches,
            otherwise,
        } => case(out, subject.as_deref(), branches, otherwise.as_deref()),
        ExprKind::ListComprehension {
            variable,
            list,
            filter,
            map,
        } => {
            out.push('[');
            element(out, variable, list, filter.as_deref());
            if let Some(map) = map {
                out.push_str(" | ");
                value(out, map);
            }
            out.push(']');
        }
        ExprKind::PatternComprehension {
            pattern,
            filter,
            map,
        } => {
            out.push('[');
            pattern::path(out, pattern);
            clause::filter(out, filter.as_deref());
            out.push_str(" | ");
            value(out, map);
            out.push(']');
        }
        ExprKind::Quantified {
            quantifier,
            variable,
            list,
            filter,
        } => {
            out.push_str(quantifier_name(*quantifier));
            out.push('(');
            element(out, variable, list, filter.as_deref());
            out.push(')');
        }
        ExprKind::Reduce {
            accumulator,
            initial,
            variable,
            list,
            step,
        } => {
            out.push_str("reduce(");
            name::variable(out, accumulator);
            out.push_str(" = ");
            value(out, initial);
            out.push_str(", ");
            element(out, variable, list, None);
            out.push_str(" | ");
            value(out, step);
            out.push(')');
        }
        ExprKind::Subquery(one) => subquery(out, one),
        _ => {}
    }
}

/// `x IN list WHERE p`.
fn element(out: &mut String, variable: &Name, list: &Expr, filter: Option<&Expr>) {
    name::variable(out, variable);
    out.push_str(" IN ");
    value(out, list);
    clause::filter(out, filter);
}

fn quantifier_name(quantifier: ListQuantifier) -> &'static str {
    match quantifier {
        ListQuantifier::All => "all",
        ListQuantifier::Any => "any",
        ListQuantifier::None => "none",
        ListQuantifier::Single => "single",
    }
}

fn function(out: &mut String, parts: &[Name], distinct: bool, arguments: &[Expr]) {
    match parts {
        [first, others @ ..] if is_taken(first, others.is_empty()) => {
            name::backticks(out, &first.text);
            for part in others {
                out.push('.');
                name::plain(out, &part.text);
            }
        }
        _ => name::dotted(out, parts),
    }
    out.push('(');
    if distinct {
        out.push_str("DISTINCT ");
    }
    comma(out, arguments, value);
    out.push(')');
}

/// Whether the first part of a function's name would be read as a word of the language.
fn is_taken(first: &Name, alone: bool) -> bool {
    use Word::{AllShortestPaths, Exists, Extract, Filter, None, Reduce, ShortestPath, Single};
    let Some(word) = Word::find(&first.text) else {
        return false;
    };
    match word.reach() {
        Reach::Strict => true,
        Reach::Soft => alone && word != Exists,
        Reach::Free => {
            alone
                && matches!(
                    word,
                    Word::Any
                        | Word::Certainly
                        | Word::Possibly
                        | None
                        | Single
                        | Reduce
                        | Filter
                        | Extract
                        | ShortestPath
                        | AllShortestPaths
                )
        }
    }
}

fn case(
    out: &mut String,
    subject: Option<&Expr>,
    branches: &[CaseBranch],
    otherwise: Option<&Expr>,
) {
    out.push_str("CASE");
    if let Some(subject) = subject {
        out.push(' ');
        value(out, subject);
    }
    for branch in branches {
        out.push_str(" WHEN ");
        match subject {
            Some(_) => comma(out, &branch.when, value),
            None => branch.when.iter().for_each(|when| condition(out, when)),
        }
        out.push_str(" THEN ");
        value(out, &branch.then);
    }
    if let Some(otherwise) = otherwise {
        out.push_str(" ELSE ");
        value(out, otherwise);
    }
    out.push_str(" END");
}

fn subquery(out: &mut String, subquery: &Subquery) {
    out.push_str(match subquery.kind {
        SubqueryKind::Exists => "EXISTS { ",
        SubqueryKind::Count => "COUNT { ",
        SubqueryKind::Collect => "COLLECT { ",
    });
    match &subquery.body {
        SubqueryBody::Query(body) => query::body(out, body),
        SubqueryBody::Pattern(one) => {
            comma(out, &one.patterns, pattern::path);
            period::trailing(out, one.time.as_deref());
            clause::filter(out, one.filter.as_deref());
        }
    }
    out.push_str(" }");
}
