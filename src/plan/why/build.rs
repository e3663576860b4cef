//! Pieces of syntax that WHY puts into a query.

use factio_grammar::Span;
use factio_grammar::ast::{
    BinaryOp, Body, Clause, Expr, ExprKind, Literal, Name, Projection, ProjectionItem, SingleQuery,
    Subquery, SubqueryBody, SubqueryKind, TimeClause, TimeKind, Union,
};

pub(super) fn name(text: &str, span: Span) -> Name {
    Name {
        text: text.to_string(),
        span,
    }
}

pub(super) fn variable(text: &str, span: Span) -> Expr {
    let kind = ExprKind::Variable(name(text, span));
    Expr { kind, span }
}

pub(super) fn call(function: &str, arguments: Vec<Expr>, span: Span) -> Expr {
    let kind = ExprKind::Call {
        name: vec![name(function, span)],
        distinct: false,
        arguments,
    };
    Expr { kind, span }
}

pub(super) fn list(items: Vec<Expr>, span: Span) -> Expr {
    Expr {
        kind: ExprKind::List(items),
        span,
    }
}

pub(super) fn sum(one: Expr, other: Expr, span: Span) -> Expr {
    Expr {
        kind: ExprKind::Binary(BinaryOp::Add, Box::new(one), Box::new(other)),
        span,
    }
}

pub(super) fn item(expr: Expr, alias: &str, span: Span) -> ProjectionItem {
    ProjectionItem {
        expr,
        alias: Some(name(alias, span)),
    }
}

/// `WITH *, expr AS alias`.
pub(super) fn with(expr: Expr, alias: &str, span: Span) -> Clause {
    let projection = Projection {
        distinct: false,
        star: true,
        items: vec![item(expr, alias, span)],
        order: Vec::new(),
        skip: None,
        limit: None,
    };
    Clause::With {
        projection,
        filter: None,
        span,
    }
}

/// `witness(subject)`, with the time clause that governs it as `witness(subject, time, how)`.
pub(super) fn witness(subject: Expr, time: Option<&TimeClause>, span: Span) -> Expr {
    let mut arguments = vec![subject];
    if let Some((time, how)) = time.and_then(|clause| asked(clause, span)) {
        let how = ExprKind::Literal(Literal::String(how.to_string()));
        arguments.extend([time, Expr { kind: how, span }]);
    }
    call("witness", arguments, span)
}

/// The time of a clause, and how certainty() is to ask for it.
fn asked(clause: &TimeClause, span: Span) -> Option<(Expr, &'static str)> {
    match &clause.kind {
        TimeKind::At(time) => Some((time.clone(), "at")),
        TimeKind::During(time) => Some((time.clone(), "during")),
        TimeKind::Throughout(time) => Some((time.clone(), "throughout")),
        TimeKind::FromTo(from, to) => {
            let period = call("period", vec![from.clone(), to.clone()], span);
            Some((period, "during"))
        }
        TimeKind::All | TimeKind::SystemTime(_) => None,
    }
}

/// `RETURN expr AS alias`.
pub(super) fn returned(expr: Expr, alias: &str, span: Span) -> Clause {
    let projection = Projection {
        distinct: false,
        star: false,
        items: vec![item(expr, alias, span)],
        order: Vec::new(),
        skip: None,
        limit: None,
    };
    Clause::Return { projection, span }
}

/// A query of these clauses.
pub(super) fn single(clauses: Vec<Clause>, span: Span) -> Body {
    let first = SingleQuery { clauses, span };
    let rest = Vec::new();
    Body {
        parts: vec![Union { first, rest }],
    }
}

/// `COLLECT { body }`.
pub(super) fn collect(body: Body, span: Span) -> Expr {
    let subquery = Subquery {
        kind: SubqueryKind::Collect,
        body: SubqueryBody::Query(body),
    };
    let kind = ExprKind::Subquery(Box::new(subquery));
    Expr { kind, span }
}
