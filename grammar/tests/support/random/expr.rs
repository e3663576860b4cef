//! Random expressions.

use crate::random::clause::matching_body;
use crate::random::dice::{NOWHERE, Random};
use crate::random::pattern::{Site, labels, pattern, plain_pattern, time};
use factio_grammar::Word;
use factio_grammar::ast::{
    BinaryOp, CaseBranch, CompareOp, Expr, ExprKind, Handle, ListQuantifier, Literal,
    MapProjectionItem, Name, PathPattern, Selector, Subquery, SubqueryBody, SubqueryKind,
    SubqueryPattern, TimeRelation, UnaryOp,
};

/// Names: plain, spelled like a word of the language, and such that need backticks.
pub(super) fn name(random: &mut Random) -> Name {
    const ODD: &[&str] = &[
        "a b",
        "`",
        "9x",
        "Троцкий",
        "a``b",
        "x-y",
        "é",
        "$",
        "'",
        "_",
        "\\",
    ];
    let text = match random.below(6) {
        0 => random.pick(ODD).to_string(),
        1 => {
            let words: Vec<Word> = Word::all().collect();
            random.pick(&words).text().to_lowercase()
        }
        _ => random
            .pick(&["a", "b", "n", "rel", "Person", "x1"])
            .to_string(),
    };
    Name {
        text,
        span: NOWHERE,
    }
}

pub(super) fn string(random: &mut Random) -> String {
    const TEXTS: &[&str] = &[
        "",
        "x",
        "it's",
        "\"",
        "\\",
        "a\nb\t\r",
        "\u{1}\u{85}",
        "🧐",
        "${}`;//",
    ];
    random.pick(TEXTS).to_string()
}

pub(super) fn expr_of(kind: ExprKind) -> Expr {
    Expr {
        kind,
        span: NOWHERE,
    }
}

pub(super) fn boxed(random: &mut Random, depth: usize) -> Box<Expr> {
    Box::new(expr(random, depth))
}

pub(super) fn maybe_boxed(random: &mut Random, depth: usize) -> Option<Box<Expr>> {
    random.maybe(|random| boxed(random, depth))
}

pub(super) fn literal(random: &mut Random) -> Literal {
    match random.below(7) {
        0 => Literal::Null,
        1 => Literal::Boolean(random.one_in(2)),
        2 => Literal::Integer(random.pick(&[0, 1, -1, 42, i64::MAX, i64::MIN])),
        3 => Literal::Integer(random.next() as i64),
        4 => {
            Literal::Float(random.pick(&[0.0, -0.0, 1.5, -2.5, 1e300, 5e-324, f64::MAX, 1e16, 0.1]))
        }
        _ => Literal::String(string(random)),
    }
}

/// A random expression; a depth of zero gives an atom.
pub fn expr(random: &mut Random, depth: usize) -> Expr {
    if depth == 0 {
        return atom(random);
    }
    let depth = depth - 1;
    let kind = match random.below(24) {
        0..=6 => operation(random, depth),
        7 => ExprKind::List(random.some(0, |random| expr(random, depth))),
        8 => ExprKind::Map(random.some(0, |random| (name(random), expr(random, depth)))),
        9 => ExprKind::MapProjection {
            subject: name(random),
            items: random.some(0, |random| projected(random, depth)),
        },
        10 => ExprKind::Property(boxed(random, depth), name(random)),
        11 => ExprKind::Index(boxed(random, depth), boxed(random, depth)),
        12 => {
            let of = boxed(random, depth);
            ExprKind::Slice(of, maybe_boxed(random, depth), maybe_boxed(random, depth))
        }
        13 => ExprKind::Call {
            name: random.some(1, name),
            distinct: random.one_in(4),
            arguments: random.some(0, |random| expr(random, depth)),
        },
        14 => case(random, depth),
        15 => ExprKind::ListComprehension {
            variable: name(random),
            list: boxed(random, depth),
            filter: maybe_boxed(random, depth),
            map: maybe_boxed(random, depth),
        },
        16 => ExprKind::PatternComprehension {
            pattern: Box::new(plain_pattern(random, depth, true)),
            filter: maybe_boxed(random, depth),
            map: boxed(random, depth),
        },
        17 => ExprKind::Quantified {
            quantifier: random.pick(&[
                ListQuantifier::All,
                ListQuantifier::Any,
                ListQuantifier::None,
                ListQuantifier::Single,
            ]),
            variable: name(random),
            list: boxed(random, depth),
            filter: maybe_boxed(random, depth),
        },
        18 => ExprKind::Reduce {
            accumulator: name(random),
            initial: boxed(random, depth),
            variable: name(random),
            list: boxed(random, depth),
            step: boxed(random, depth),
        },
        19 => ExprKind::Subquery(Box::new(subquery(random, depth))),
        20 => ExprKind::Pattern(Box::new(plain_pattern(random, depth, false))),
        21 => ExprKind::Pattern(Box::new(PathPattern {
            selector: Some(random.pick(&[Selector::ShortestPath, Selector::AllShortestPaths])),
            ..plain_pattern(random, depth, false)
        })),
        22 => ExprKind::HasLabels {
            subject: boxed(random, depth),
            labels: labels(random, depth, Site::Node),
        },
        _ => return atom(random),
    };
    expr_of(kind)
}

pub(super) fn atom(random: &mut Random) -> Expr {
    expr_of(match random.below(6) {
        0 | 1 => ExprKind::Variable(name(random)),
        2 => ExprKind::Parameter(match random.one_in(3) {
            true => Name {
                text: "12".to_string(),
                span: NOWHERE,
            },
            false => name(random),
        }),
        3 => ExprKind::Handle(handle(random)),
        4 => ExprKind::CountStar,
        _ => ExprKind::Literal(literal(random)),
    })
}

pub(super) fn operation(random: &mut Random, depth: usize) -> ExprKind {
    use BinaryOp::{Add, And, Concat, Contains, Divide, EndsWith, In, Matches, Modulo, Multiply};
    use BinaryOp::{Or, Power, StartsWith, Subtract, Xor};
    const BINARY: &[BinaryOp] = &[
        Or, Xor, And, In, StartsWith, EndsWith, Contains, Matches, Add, Subtract, Concat, Multiply,
        Divide, Modulo, Power,
    ];
    const COMPARE: &[CompareOp] = &[
        CompareOp::Equal,
        CompareOp::NotEqual,
        CompareOp::Less,
        CompareOp::LessOrEqual,
        CompareOp::Greater,
        CompareOp::GreaterOrEqual,
    ];
    use TimeRelation::{At, During, Equals, Meets, Overlaps, Precedes, Succeeds, Throughout};
    const TIME: &[TimeRelation] = &[
        At, During, Throughout, Overlaps, Precedes, Succeeds, Meets, Equals,
    ];
    match random.below(8) {
        0 => ExprKind::Unary(
            random.pick(&[UnaryOp::Not, UnaryOp::Plus, UnaryOp::Minus]),
            boxed(random, depth),
        ),
        1 => ExprKind::Comparison {
            first: boxed(random, depth),
            rest: random.some(1, |random| (random.pick(COMPARE), expr(random, depth))),
        },
        2 => ExprKind::IsNull {
            subject: boxed(random, depth),
            negated: random.one_in(2),
        },
        3 => ExprKind::Time {
            relation: random.pick(TIME),
            left: boxed(random, depth),
            right: boxed(random, depth),
        },
        _ => ExprKind::Binary(
            random.pick(BINARY),
            boxed(random, depth),
            boxed(random, depth),
        ),
    }
}

pub(super) fn projected(random: &mut Random, depth: usize) -> MapProjectionItem {
    match random.below(4) {
        0 => MapProjectionItem::All,
        1 => MapProjectionItem::Property(name(random)),
        2 => MapProjectionItem::Variable(name(random)),
        _ => MapProjectionItem::Entry(name(random), expr(random, depth)),
    }
}

pub(super) fn case(random: &mut Random, depth: usize) -> ExprKind {
    let subject = maybe_boxed(random, depth);
    let has_subject = subject.is_some();
    ExprKind::Case {
        subject,
        branches: random.some(1, |random| CaseBranch {
            when: match has_subject {
                true => random.some(1, |random| expr(random, depth)),
                false => vec![expr(random, depth)],
            },
            then: expr(random, depth),
        }),
        otherwise: maybe_boxed(random, depth),
    }
}

pub(super) fn subquery(random: &mut Random, depth: usize) -> Subquery {
    let kind = random.pick(&[
        SubqueryKind::Exists,
        SubqueryKind::Count,
        SubqueryKind::Collect,
    ]);
    let body = match random.one_in(2) {
        true => SubqueryBody::Query(matching_body(random, depth)),
        false => SubqueryBody::Pattern(SubqueryPattern {
            patterns: random.some(1, |random| pattern(random, depth)),
            time: random.maybe(|random| Box::new(time(random, depth))),
            filter: maybe_boxed(random, depth),
        }),
    };
    Subquery { kind, body }
}

pub(super) fn handle(random: &mut Random) -> Handle {
    let text = match random.one_in(2) {
        true => name(random).text,
        false => string(random),
    };
    Handle {
        text,
        span: NOWHERE,
    }
}
