//! Random projections, updates and calls.

use crate::random::dice::{NOWHERE, Random};
use crate::random::expr::{expr, name};
use crate::random::pattern::{pattern, time};
use factio_grammar::ast::{
    Body, Call, Clause, LabelName, Match, Projection, ProjectionItem, RemoveItem, SetItem,
    SingleQuery, SortKey, Union, Yield, YieldItem,
};

pub(super) fn projection(random: &mut Random, depth: usize) -> Projection {
    let star = random.one_in(4);
    Projection {
        distinct: random.one_in(4),
        star,
        items: random.some(usize::from(!star), |random| ProjectionItem {
            expr: expr(random, depth),
            alias: random.maybe(name),
        }),
        order: order(random, depth),
        skip: random.maybe(|random| expr(random, depth)),
        limit: random.maybe(|random| expr(random, depth)),
    }
}

pub(super) fn order(random: &mut Random, depth: usize) -> Vec<SortKey> {
    match random.one_in(3) {
        true => random.some(1, |random| SortKey {
            expr: expr(random, depth),
            descending: random.one_in(2),
        }),
        false => Vec::new(),
    }
}

pub(super) fn matching(random: &mut Random, depth: usize) -> Clause {
    Clause::Match(Match {
        optional: random.one_in(3),
        patterns: random.some(1, |random| pattern(random, depth)),
        time: random.maybe(|random| time(random, depth)),
        filter: random.maybe(|random| expr(random, depth)),
        span: NOWHERE,
    })
}

pub(super) fn matching_body(random: &mut Random, depth: usize) -> Body {
    let clauses = vec![matching(random, depth)];
    let first = SingleQuery {
        clauses,
        span: NOWHERE,
    };
    Body {
        parts: vec![Union {
            first,
            rest: Vec::new(),
        }],
    }
}

pub(super) fn set_item(random: &mut Random, depth: usize) -> SetItem {
    let value = expr(random, depth);
    match random.below(5) {
        0 => SetItem::Property {
            subject: expr(random, depth),
            key: name(random),
            value,
        },
        1 => SetItem::DynamicProperty {
            subject: expr(random, depth),
            key: expr(random, depth),
            value,
        },
        2 => SetItem::Replace {
            variable: name(random),
            value,
        },
        3 => SetItem::Merge {
            variable: name(random),
            value,
        },
        _ => SetItem::Labels {
            variable: name(random),
            labels: random.some(1, |random| label_name(random, depth)),
        },
    }
}

pub(super) fn remove_item(random: &mut Random, depth: usize) -> RemoveItem {
    match random.below(3) {
        0 => RemoveItem::Property {
            subject: expr(random, depth),
            key: name(random),
        },
        1 => RemoveItem::DynamicProperty {
            subject: expr(random, depth),
            key: expr(random, depth),
        },
        _ => RemoveItem::Labels {
            variable: name(random),
            labels: random.some(1, |random| label_name(random, depth)),
        },
    }
}

pub(super) fn label_name(random: &mut Random, depth: usize) -> LabelName {
    match random.one_in(3) {
        true => LabelName::Dynamic(expr(random, depth)),
        false => LabelName::Name(name(random)),
    }
}

pub(super) fn call(random: &mut Random, depth: usize, alone: bool) -> Clause {
    let star = alone && random.one_in(3);
    Clause::Call(Call {
        optional: random.one_in(4),
        name: random.some(1, name),
        arguments: random.maybe(|random| random.some(0, |random| expr(random, depth))),
        yields: random.maybe(|random| Yield {
            star,
            items: match star {
                true => Vec::new(),
                false => random.some(1, |random| YieldItem {
                    column: name(random),
                    alias: random.maybe(name),
                }),
            },
            filter: random.maybe(|random| expr(random, depth)),
            span: NOWHERE,
        }),
        span: NOWHERE,
    })
}
