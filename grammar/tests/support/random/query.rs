//! Random clauses, queries and statements.

use crate::random::clause::{call, matching, order, projection, remove_item, set_item};
use crate::random::dice::{NOWHERE, Random};
use crate::random::expr::{expr, expr_of, name, string};
use crate::random::pattern::{pattern, time};
use factio_grammar::ast::{
    Body, Clause, Definition, DefinitionKind, ExprKind, Foreach, LoadCsv, Merge, MergeAction,
    MergeEvent, Mode, Ordinality, Query, Show, SingleQuery, Statement, SubqueryCall, Union,
    UnionKind, Unwind,
};

pub(super) fn clause(random: &mut Random, depth: usize) -> Clause {
    let span = NOWHERE;
    match random.below(18) {
        0..=2 => matching(random, depth),
        3 => Clause::Unwind(Unwind {
            list: expr(random, depth),
            variable: name(random),
            ordinality: random.maybe(|random| {
                let counted = random.pick(&[Ordinality::Ordinality, Ordinality::Offset]);
                (counted, name(random))
            }),
            span,
        }),
        4 => Clause::With {
            projection: projection(random, depth),
            filter: random.maybe(|random| expr(random, depth)),
            span,
        },
        5 => Clause::Return {
            projection: projection(random, depth),
            span,
        },
        6 => Clause::Finish(span),
        7 => Clause::Filter {
            condition: expr(random, depth),
            span,
        },
        8 => Clause::Let {
            items: random.some(1, |random| (name(random), expr(random, depth))),
            span,
        },
        9 => Clause::Create {
            patterns: random.some(1, |random| pattern(random, depth)),
            span,
        },
        10 => Clause::Merge(Merge {
            pattern: pattern(random, depth),
            actions: random.some(0, |random| MergeAction {
                event: random.pick(&[MergeEvent::Create, MergeEvent::Match]),
                items: random.some(1, |random| set_item(random, depth)),
            }),
            span,
        }),
        11 => Clause::Set {
            items: random.some(1, |random| set_item(random, depth)),
            span,
        },
        12 => Clause::Remove {
            items: random.some(1, |random| remove_item(random, depth)),
            span,
        },
        13 => Clause::Delete {
            detach: random.one_in(2),
            targets: random.some(1, |random| expr(random, depth)),
            span,
        },
        14 if depth > 0 => Clause::Foreach(Foreach {
            variable: name(random),
            list: expr(random, depth),
            body: random.some(1, |random| clause(random, depth - 1)),
            span,
        }),
        15 => call(random, depth, false),
        16 if depth > 0 => subquery_call(random, depth - 1),
        _ => Clause::LoadCsv(LoadCsv {
            headers: random.one_in(2),
            source: expr(random, depth),
            variable: name(random),
            separator: random.maybe(string),
            span,
        }),
    }
}

pub(super) fn subquery_call(random: &mut Random, depth: usize) -> Clause {
    let import_all = random.one_in(3);
    let imports = random.maybe(|random| random.some(0, name));
    Clause::SubqueryCall(SubqueryCall {
        optional: random.one_in(4),
        imports: imports.filter(|_| !import_all),
        import_all,
        body: body(random, depth),
        span: NOWHERE,
    })
}

pub(super) fn page(random: &mut Random, depth: usize) -> Clause {
    Clause::Page {
        order: order(random, depth),
        skip: random.maybe(|random| expr(random, depth)),
        limit: Some(expr(random, depth)),
        span: NOWHERE,
    }
}

pub(super) fn single_query(random: &mut Random, depth: usize) -> SingleQuery {
    let mut clauses: Vec<Clause> = Vec::new();
    if random.one_in(8) {
        clauses.push(call(random, depth, true));
    } else {
        for _ in 0..1 + random.below(3) {
            let next = clause(random, depth);
            let pages = matches!(next, Clause::Match(_)) && random.one_in(3);
            clauses.push(next);
            // A page of its own never follows a projection or a page, which would take it for theirs.
            if pages {
                clauses.push(page(random, depth));
            }
        }
    }
    SingleQuery {
        clauses,
        span: NOWHERE,
    }
}

pub(super) fn union(random: &mut Random, depth: usize) -> Union {
    let rest = match random.one_in(4) {
        true => random.some(1, |random| {
            let kind = random.pick(&[UnionKind::Distinct, UnionKind::All]);
            (kind, single_query(random, depth))
        }),
        false => Vec::new(),
    };
    Union {
        first: single_query(random, depth),
        rest,
    }
}

pub(super) fn body(random: &mut Random, depth: usize) -> Body {
    let parts = match random.one_in(6) {
        true => random.some(1, |random| union(random, depth)),
        false => vec![union(random, depth)],
    };
    Body { parts }
}

/// A random statement.
pub fn statement(random: &mut Random, depth: usize) -> Statement {
    let span = NOWHERE;
    match random.below(16) {
        0 => Statement::Define(Definition {
            kind: random.pick(&[DefinitionKind::Relation, DefinitionKind::Label]),
            name: name(random),
            map: expr_of(ExprKind::Map(
                random.some(0, |random| (name(random), expr(random, depth))),
            )),
            span,
        }),
        1 => Statement::CreateIndex {
            name: random.maybe(name),
            if_not_exists: random.one_in(2),
            on_relation: random.one_in(2),
            label: name(random),
            property: name(random),
            span,
        },
        2 => Statement::CreateConstraint {
            name: random.maybe(name),
            if_not_exists: random.one_in(2),
            label: name(random),
            property: name(random),
            span,
        },
        3 => Statement::DropIndex {
            name: name(random),
            if_exists: random.one_in(2),
            span,
        },
        4 => Statement::DropConstraint {
            name: name(random),
            if_exists: random.one_in(2),
            span,
        },
        5 => Statement::Show(random.pick(&[
            Show::Definitions,
            Show::Indexes,
            Show::Constraints,
            Show::Functions,
            Show::Procedures,
        ])),
        6 => random.pick(&[Statement::Begin, Statement::Commit, Statement::Rollback]),
        _ => Statement::Query(Query {
            mode: random.pick(&[
                Mode::Run,
                Mode::Run,
                Mode::Explain,
                Mode::Profile,
                Mode::Why,
            ]),
            slice: random.maybe(|random| time(random, depth)),
            body: body(random, depth),
            span,
        }),
    }
}
