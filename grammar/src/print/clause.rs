//! Clauses that read, and the choice of the clause.

use super::expr::{condition, value};
use super::projection::{page, projection};
use super::{comma, literal, name, pattern, period, query, write};
use crate::ast::{Call, Clause, Expr, LoadCsv, Match, Ordinality, SubqueryCall, Unwind, Yield};

pub(super) fn clause(out: &mut String, clause: &Clause) {
    match clause {
        Clause::Match(one) => matching(out, one),
        Clause::Unwind(one) => unwind(out, one),
        Clause::With {
            projection: one,
            filter: condition,
            ..
        } => {
            out.push_str("WITH ");
            projection(out, one);
            filter(out, condition.as_ref());
        }
        Clause::Return {
            projection: one, ..
        } => {
            out.push_str("RETURN ");
            projection(out, one);
        }
        Clause::Finish(_) => out.push_str("FINISH"),
        Clause::Filter { condition: one, .. } => {
            out.push_str("FILTER ");
            condition(out, one);
        }
        Clause::Let { items, .. } => {
            out.push_str("LET ");
            comma(out, items, |out, (variable, bound)| {
                name::variable(out, variable);
                out.push_str(" = ");
                value(out, bound);
            });
        }
        Clause::Page {
            order, skip, limit, ..
        } => {
            // The parts of a page bring the space before them.
            let start = out.len();
            page(out, order, skip.as_ref(), limit.as_ref());
            out.remove(start);
        }
        Clause::Create { patterns, .. } => {
            out.push_str("CREATE ");
            pattern::paths(out, patterns);
        }
        Clause::Merge(one) => write::merge(out, one),
        Clause::Set { items, .. } => write::set(out, items),
        Clause::Remove { items, .. } => write::remove(out, items),
        Clause::Delete {
            detach, targets, ..
        } => {
            out.push_str(if *detach { "DETACH DELETE " } else { "DELETE " });
            comma(out, targets, value);
        }
        Clause::Foreach(one) => write::foreach(out, one),
        Clause::Call(one) => call(out, one),
        Clause::SubqueryCall(one) => subquery_call(out, one),
        Clause::LoadCsv(one) => load_csv(out, one),
    }
}

/// A condition after `WHERE`, after a space.
pub(super) fn filter(out: &mut String, filter: Option<&Expr>) {
    if let Some(filter) = filter {
        out.push_str(" WHERE ");
        condition(out, filter);
    }
}

fn optional(out: &mut String, optional: bool) {
    if optional {
        out.push_str("OPTIONAL ");
    }
}

fn matching(out: &mut String, clause: &Match) {
    optional(out, clause.optional);
    out.push_str("MATCH ");
    pattern::paths(out, &clause.patterns);
    period::trailing(out, clause.time.as_ref());
    filter(out, clause.filter.as_ref());
}

fn unwind(out: &mut String, unwind: &Unwind) {
    let Some((counted, position)) = &unwind.ordinality else {
        out.push_str("UNWIND ");
        value(out, &unwind.list);
        out.push_str(" AS ");
        return name::variable(out, &unwind.variable);
    };
    out.push_str("FOR ");
    name::variable(out, &unwind.variable);
    out.push_str(" IN ");
    value(out, &unwind.list);
    out.push_str(match counted {
        Ordinality::Ordinality => " WITH ORDINALITY ",
        Ordinality::Offset => " WITH OFFSET ",
    });
    name::variable(out, position);
}

fn call(out: &mut String, call: &Call) {
    optional(out, call.optional);
    out.push_str("CALL ");
    name::dotted(out, &call.name);
    if let Some(arguments) = &call.arguments {
        out.push('(');
        comma(out, arguments, value);
        out.push(')');
    }
    if let Some(one) = &call.yields {
        yields(out, one);
    }
}

fn yields(out: &mut String, yields: &Yield) {
    out.push_str(" YIELD ");
    if yields.star {
        out.push('*');
    }
    comma(out, &yields.items, |out, item| {
        name::plain(out, &item.column.text);
        if let Some(alias) = &item.alias {
            out.push_str(" AS ");
            name::variable(out, alias);
        }
    });
    filter(out, yields.filter.as_ref());
}

fn subquery_call(out: &mut String, call: &SubqueryCall) {
    optional(out, call.optional);
    out.push_str("CALL ");
    if call.import_all {
        out.push_str("(*) ");
    } else if let Some(imports) = &call.imports {
        out.push('(');
        comma(out, imports, name::variable);
        out.push_str(") ");
    }
    out.push_str("{ ");
    query::body(out, &call.body);
    out.push_str(" }");
}

fn load_csv(out: &mut String, load: &LoadCsv) {
    out.push_str("LOAD CSV ");
    if load.headers {
        out.push_str("WITH HEADERS ");
    }
    out.push_str("FROM ");
    value(out, &load.source);
    out.push_str(" AS ");
    name::variable(out, &load.variable);
    if let Some(separator) = &load.separator {
        out.push_str(" FIELDTERMINATOR ");
        literal::quoted(out, separator, '\'');
    }
}
