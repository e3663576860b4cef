//! Random patterns and time clauses.

use crate::random::dice::{NOWHERE, Random};
use crate::random::expr::{boxed, expr, expr_of, handle, name};
use factio_grammar::ast::{
    Direction, Element, Expr, ExprKind, GroupPattern, HopRange, Kept, LabelExpr, NodePattern,
    PathCount, PathMode, PathPattern, Quantifier, RelationPattern, Selector, Sign, TimeClause,
    TimeKind,
};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Site {
    Node,
    Relation,
}

pub(super) fn labels(random: &mut Random, depth: usize, site: Site) -> LabelExpr {
    let deeper = depth.saturating_sub(1);
    match random.below(if depth == 0 { 5 } else { 9 }) {
        0 => LabelExpr::Any(NOWHERE),
        1 if site == Site::Relation => {
            let sign = random.pick(&[Sign::Positive, Sign::Negative]);
            LabelExpr::Sign(sign, NOWHERE)
        }
        5 => LabelExpr::Not(Box::new(labels(random, deeper, site))),
        6 => LabelExpr::And(random.some(2, |random| labels(random, deeper, site))),
        7 => LabelExpr::Or(random.some(2, |random| labels(random, deeper, site))),
        8 => LabelExpr::Dynamic(boxed(random, deeper)),
        _ => LabelExpr::Name(name(random)),
    }
}

pub(super) fn properties(random: &mut Random, depth: usize) -> Expr {
    expr_of(match random.one_in(3) {
        true => ExprKind::Parameter(name(random)),
        false => ExprKind::Map(random.some(0, |random| (name(random), expr(random, depth)))),
    })
}

pub(super) fn node(random: &mut Random, depth: usize) -> NodePattern {
    NodePattern {
        variable: random.maybe(name),
        handle: random.maybe(handle),
        labels: random.maybe(|random| labels(random, depth.min(2), Site::Node)),
        properties: random.maybe(|random| properties(random, depth)),
        filter: random.maybe(|random| expr(random, depth)),
        span: NOWHERE,
    }
}

pub(super) fn quantifier(random: &mut Random) -> Quantifier {
    let min = random.below(3) as u64;
    let max = random.maybe(|random| min.max(1) + random.below(3) as u64);
    Quantifier { min, max }
}

pub(super) fn relation(random: &mut Random, depth: usize) -> RelationPattern {
    let bound = |random: &mut Random| random.maybe(|random| random.below(9) as u64);
    RelationPattern {
        variable: random.maybe(name),
        types: random.maybe(|random| labels(random, depth.min(2), Site::Relation)),
        direction: random.pick(&[Direction::Left, Direction::Right, Direction::Either]),
        length: random.maybe(|random| HopRange {
            min: bound(random),
            max: bound(random),
            span: NOWHERE,
        }),
        quantifier: random.maybe(quantifier),
        properties: random.maybe(|random| properties(random, depth)),
        filter: random.maybe(|random| expr(random, depth)),
        span: NOWHERE,
    }
}

pub(super) fn group(random: &mut Random, depth: usize) -> Element {
    Element::Group(Box::new(GroupPattern {
        pattern: pattern(random, depth),
        filter: random.maybe(|random| expr(random, depth)),
        quantifier: random.maybe(quantifier),
        span: NOWHERE,
    }))
}

/// Nodes, relations and groups in an order that a path can have; the first is a node where a predicate needs one.
pub(super) fn elements(random: &mut Random, depth: usize, hops: usize) -> Vec<Element> {
    let deeper = depth.saturating_sub(1);
    let mut elements = vec![Element::Node(node(random, deeper))];
    for _ in 0..hops {
        if depth > 0 && random.one_in(5) {
            elements.push(group(random, deeper));
        } else {
            elements.push(Element::Relation(relation(random, deeper)));
            elements.push(Element::Node(node(random, deeper)));
        }
    }
    if depth > 0 && random.one_in(8) {
        elements.push(group(random, deeper));
    }
    elements
}

/// A pattern that can stand in an expression.
pub(super) fn plain_pattern(random: &mut Random, depth: usize, named: bool) -> PathPattern {
    let hops = 1 + random.below(2);
    let variable = if named { random.maybe(name) } else { None };
    PathPattern {
        variable,
        selector: None,
        mode: None,
        elements: elements(random, depth, hops),
        span: NOWHERE,
    }
}

/// Any path pattern.
pub(super) fn pattern(random: &mut Random, depth: usize) -> PathPattern {
    let hops = random.below(3);
    let mut elements = elements(random, depth, hops);
    if depth > 0 && random.one_in(6) {
        elements = vec![group(random, depth - 1)];
    }
    let selector = random.maybe(|random| match random.below(9) {
        0 => Selector::Any(PathCount::Number(1)),
        1 => Selector::Any(PathCount::Parameter(name(random))),
        2 => Selector::All,
        3 => Selector::AllShortest,
        4 => Selector::Shortest(PathCount::Number(1)),
        5 => Selector::Shortest(PathCount::Number(7)),
        6 => Selector::ShortestGroups(PathCount::Parameter(name(random))),
        7 => Selector::ShortestPath,
        _ => Selector::AllShortestPaths,
    });
    let function = matches!(
        selector,
        Some(Selector::ShortestPath | Selector::AllShortestPaths)
    );
    let modes = [
        PathMode::Walk,
        PathMode::Trail,
        PathMode::Acyclic,
        PathMode::Simple,
    ];
    let mode = random
        .maybe(|random| random.pick(&modes))
        .filter(|_| !function);
    PathPattern {
        variable: random.maybe(name),
        selector,
        mode,
        elements,
        span: NOWHERE,
    }
}

pub(super) fn time(random: &mut Random, depth: usize) -> TimeClause {
    let kind = match random.below(6) {
        0 => TimeKind::At(expr(random, depth)),
        1 => TimeKind::During(expr(random, depth)),
        2 => TimeKind::Throughout(expr(random, depth)),
        3 => TimeKind::FromTo(expr(random, depth), expr(random, depth)),
        4 => TimeKind::All,
        _ => TimeKind::SystemTime(expr(random, depth)),
    };
    let says = !matches!(kind, TimeKind::All | TimeKind::SystemTime(_));
    let kept = match random.below(4) {
        0 => Some(Kept::Certainly),
        1 => Some(Kept::Possibly),
        _ => None,
    };
    TimeClause {
        kind,
        kept: kept.filter(|_| says),
        in_order: random.one_in(4),
        span: NOWHERE,
    }
}
