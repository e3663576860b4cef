//! Random syntax trees: everything that the grammar can say, from a seed.

use factio_grammar::ast::{
    BinaryOp, Body, Call, CaseBranch, Clause, CompareOp, Definition, DefinitionKind, Direction,
    Element, Expr, ExprKind, Foreach, GroupPattern, Handle, HopRange, LabelExpr, LabelName,
    ListQuantifier, Literal, LoadCsv, MapProjectionItem, Match, Merge, MergeAction, MergeEvent,
    Mode, Name, NodePattern, Ordinality, PathMode, PathPattern, Projection, ProjectionItem,
    Quantifier, Query, RelationPattern, RemoveItem, Selector, SetItem, Show, Sign, SingleQuery,
    SortKey, Statement, Subquery, SubqueryBody, SubqueryCall, SubqueryKind, SubqueryPattern,
    TimeClause, TimeKind, TimeRelation, UnaryOp, Union, UnionKind, Unwind, Yield, YieldItem,
};
use factio_grammar::{Span, Word};

/// Numbers from a seed, by the splitmix64 steps of Steele, Lea and Flood (2014).
pub struct Random(u64);

const NOWHERE: Span = Span { start: 0, end: 0 };

impl Random {
    pub fn new(seed: u64) -> Random {
        Random(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    pub fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }

    fn maybe<T>(&mut self, make: impl FnOnce(&mut Random) -> T) -> Option<T> {
        self.one_in(3).then(|| make(self))
    }

    fn some<T>(&mut self, least: usize, make: impl Fn(&mut Random) -> T) -> Vec<T> {
        let number = least + self.below(3);
        (0..number).map(|_| make(self)).collect()
    }
}

/// Names: plain, spelled like a word of the language, and such that need backticks.
fn name(random: &mut Random) -> Name {
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

fn string(random: &mut Random) -> String {
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

fn expr_of(kind: ExprKind) -> Expr {
    Expr {
        kind,
        span: NOWHERE,
    }
}

fn boxed(random: &mut Random, depth: usize) -> Box<Expr> {
    Box::new(expr(random, depth))
}

fn maybe_boxed(random: &mut Random, depth: usize) -> Option<Box<Expr>> {
    random.maybe(|random| boxed(random, depth))
}

fn literal(random: &mut Random) -> Literal {
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

fn atom(random: &mut Random) -> Expr {
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

fn operation(random: &mut Random, depth: usize) -> ExprKind {
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

fn projected(random: &mut Random, depth: usize) -> MapProjectionItem {
    match random.below(4) {
        0 => MapProjectionItem::All,
        1 => MapProjectionItem::Property(name(random)),
        2 => MapProjectionItem::Variable(name(random)),
        _ => MapProjectionItem::Entry(name(random), expr(random, depth)),
    }
}

fn case(random: &mut Random, depth: usize) -> ExprKind {
    ExprKind::Case {
        subject: maybe_boxed(random, depth),
        branches: random.some(1, |random| CaseBranch {
            when: expr(random, depth),
            then: expr(random, depth),
        }),
        otherwise: maybe_boxed(random, depth),
    }
}

fn subquery(random: &mut Random, depth: usize) -> Subquery {
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

fn handle(random: &mut Random) -> Handle {
    let text = match random.one_in(2) {
        true => name(random).text,
        false => string(random),
    };
    Handle {
        text,
        span: NOWHERE,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Site {
    Node,
    Relation,
}

fn labels(random: &mut Random, depth: usize, site: Site) -> LabelExpr {
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

fn properties(random: &mut Random, depth: usize) -> Expr {
    expr_of(match random.one_in(3) {
        true => ExprKind::Parameter(name(random)),
        false => ExprKind::Map(random.some(0, |random| (name(random), expr(random, depth)))),
    })
}

fn node(random: &mut Random, depth: usize) -> NodePattern {
    NodePattern {
        variable: random.maybe(name),
        handle: random.maybe(handle),
        labels: random.maybe(|random| labels(random, depth.min(2), Site::Node)),
        properties: random.maybe(|random| properties(random, depth)),
        filter: random.maybe(|random| expr(random, depth)),
        span: NOWHERE,
    }
}

fn quantifier(random: &mut Random) -> Quantifier {
    let min = random.below(3) as u64;
    let max = random.maybe(|random| min.max(1) + random.below(3) as u64);
    Quantifier { min, max }
}

fn relation(random: &mut Random, depth: usize) -> RelationPattern {
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

fn group(random: &mut Random, depth: usize) -> Element {
    Element::Group(Box::new(GroupPattern {
        pattern: pattern(random, depth),
        filter: random.maybe(|random| expr(random, depth)),
        quantifier: random.maybe(quantifier),
        span: NOWHERE,
    }))
}

/// Nodes, relations and groups in an order that a path can have; the first is a node where a predicate needs one.
fn elements(random: &mut Random, depth: usize, hops: usize) -> Vec<Element> {
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
fn plain_pattern(random: &mut Random, depth: usize, named: bool) -> PathPattern {
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
fn pattern(random: &mut Random, depth: usize) -> PathPattern {
    let hops = random.below(3);
    let mut elements = elements(random, depth, hops);
    if depth > 0 && random.one_in(6) {
        elements = vec![group(random, depth - 1)];
    }
    let selector = random.maybe(|random| match random.below(9) {
        0 => Selector::Any(1),
        1 => Selector::Any(3),
        2 => Selector::All,
        3 => Selector::AllShortest,
        4 => Selector::Shortest(1),
        5 => Selector::Shortest(7),
        6 => Selector::ShortestGroups(2),
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

fn time(random: &mut Random, depth: usize) -> TimeClause {
    let kind = match random.below(6) {
        0 => TimeKind::At(expr(random, depth)),
        1 => TimeKind::During(expr(random, depth)),
        2 => TimeKind::Throughout(expr(random, depth)),
        3 => TimeKind::FromTo(expr(random, depth), expr(random, depth)),
        4 => TimeKind::All,
        _ => TimeKind::SystemTime(expr(random, depth)),
    };
    let certain = !matches!(kind, TimeKind::All | TimeKind::SystemTime(_));
    TimeClause {
        kind,
        certainly: certain && random.one_in(3),
        in_order: random.one_in(4),
        span: NOWHERE,
    }
}

fn projection(random: &mut Random, depth: usize) -> Projection {
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

fn order(random: &mut Random, depth: usize) -> Vec<SortKey> {
    match random.one_in(3) {
        true => random.some(1, |random| SortKey {
            expr: expr(random, depth),
            descending: random.one_in(2),
        }),
        false => Vec::new(),
    }
}

fn matching(random: &mut Random, depth: usize) -> Clause {
    Clause::Match(Match {
        optional: random.one_in(3),
        patterns: random.some(1, |random| pattern(random, depth)),
        time: random.maybe(|random| time(random, depth)),
        filter: random.maybe(|random| expr(random, depth)),
        span: NOWHERE,
    })
}

fn matching_body(random: &mut Random, depth: usize) -> Body {
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

fn set_item(random: &mut Random, depth: usize) -> SetItem {
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

fn remove_item(random: &mut Random, depth: usize) -> RemoveItem {
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

fn label_name(random: &mut Random, depth: usize) -> LabelName {
    match random.one_in(3) {
        true => LabelName::Dynamic(expr(random, depth)),
        false => LabelName::Name(name(random)),
    }
}

fn call(random: &mut Random, depth: usize, alone: bool) -> Clause {
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

fn clause(random: &mut Random, depth: usize) -> Clause {
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

fn subquery_call(random: &mut Random, depth: usize) -> Clause {
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

fn page(random: &mut Random, depth: usize) -> Clause {
    Clause::Page {
        order: order(random, depth),
        skip: random.maybe(|random| expr(random, depth)),
        limit: Some(expr(random, depth)),
        span: NOWHERE,
    }
}

fn single_query(random: &mut Random, depth: usize) -> SingleQuery {
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

fn union(random: &mut Random, depth: usize) -> Union {
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

fn body(random: &mut Random, depth: usize) -> Body {
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
