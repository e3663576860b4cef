//! Expressions put together by hand: what each gives, and which errors point where.

use crate::context::{Context, Limits, Moment, Parameters};
use crate::error::{Detail, Error, ErrorKind, Result};
use crate::exec::Batch;
use crate::exec::eval::eval;
use crate::fun;
use crate::plan::expr::{
    Arithmetic, CompareOp, Expr, ExprKind, ListQuantifier, ProjectionItem, TextOp, TimeRelation,
};
use factio_grammar::Span;
use factio_graph::facts::Graph;
use factio_graph::value::Value;

fn expr(kind: ExprKind) -> Expr {
    let span = Span::default();
    Expr { kind, span }
}

fn boxed(kind: ExprKind) -> Box<Expr> {
    Box::new(expr(kind))
}

fn constant(value: impl Into<Value>) -> Expr {
    expr(ExprKind::Constant(value.into()))
}

fn null() -> Expr {
    constant(Value::Null)
}

fn list(items: Vec<Expr>) -> Expr {
    expr(ExprKind::List(items))
}

fn integers(items: &[i64]) -> Expr {
    constant(Value::list(
        items.iter().copied().map(Value::Integer).collect(),
    ))
}

fn slot(slot: usize) -> Expr {
    expr(ExprKind::Slot(slot))
}

fn arithmetic(op: Arithmetic, a: Expr, b: Expr) -> Expr {
    expr(ExprKind::Arithmetic(op, Box::new(a), Box::new(b)))
}

fn compare(op: CompareOp, a: Expr, b: Expr) -> Expr {
    expr(ExprKind::Compare(op, Box::new(a), Box::new(b)))
}

fn index(subject: Expr, index: Expr) -> Expr {
    expr(ExprKind::Index(Box::new(subject), Box::new(index)))
}

fn slice(subject: Expr, from: Option<Expr>, to: Option<Expr>) -> Expr {
    expr(ExprKind::Slice(
        Box::new(subject),
        from.map(Box::new),
        to.map(Box::new),
    ))
}

fn call(name: &str, arguments: Vec<Expr>) -> Expr {
    let function = fun::lookup(name).unwrap_or_else(|| panic!("no function {name}"));
    expr(ExprKind::Call(function, arguments))
}

/// The value of an expression over a row of these columns.
fn value_over(row: Vec<Value>, expr: &Expr) -> Result<Value> {
    let (graph, limits) = (Graph::new(), Limits::default());
    let parameters = Parameters::from_iter([("one".into(), 1.into())]);
    let context = Context::reading(&graph, &parameters, Moment::default(), &limits);
    let batch = Batch::single(row);
    let mut row = batch.row(0);
    let value = eval(expr, &mut row, &context);
    assert!(
        value.is_err() || row.extra.is_empty(),
        "a local outlived its expression"
    );
    value
}

fn value(expr: &Expr) -> Result<Value> {
    value_over(Vec::new(), expr)
}

/// The printed value.
fn shown(expr: &Expr) -> String {
    value(expr).map_or_else(|error| error.to_string(), |value| value.to_string())
}

fn failure(expr: &Expr) -> (ErrorKind, Option<Detail>) {
    match value(expr) {
        Ok(value) => panic!("gave {value}"),
        Err(Error { kind, detail, .. }) => (kind, detail),
    }
}

#[test]
fn and_and_or_are_decided_by_one_operand_and_else_unknown() {
    let and = |operands| shown(&expr(ExprKind::And(operands)));
    let or = |operands| shown(&expr(ExprKind::Or(operands)));
    assert_eq!(and(vec![constant(true), null(), constant(false)]), "false");
    assert_eq!(and(vec![constant(true), null()]), "null");
    assert_eq!(and(vec![constant(true), constant(true)]), "true");
    assert_eq!(or(vec![constant(false), null(), constant(true)]), "true");
    assert_eq!(or(vec![constant(false), null()]), "null");
    assert_eq!(or(vec![constant(false), constant(false)]), "false");
}

#[test]
fn xor_and_not_are_unknown_with_null() {
    let xor = |a, b| shown(&expr(ExprKind::Xor(Box::new(a), Box::new(b))));
    assert_eq!(xor(constant(true), constant(false)), "true");
    assert_eq!(xor(constant(true), constant(true)), "false");
    assert_eq!(xor(constant(true), null()), "null");
    assert_eq!(shown(&expr(ExprKind::Not(Box::new(null())))), "null");
    assert_eq!(
        shown(&expr(ExprKind::Not(Box::new(constant(true))))),
        "false"
    );
}

#[test]
fn only_booleans_are_truth_values() {
    let and = expr(ExprKind::And(vec![constant(true), constant(1)]));
    assert_eq!(
        failure(&and),
        (ErrorKind::TypeError, Some(Detail::InvalidArgumentType))
    );
}

#[test]
fn an_error_points_at_the_innermost_expression() {
    let mut inner = arithmetic(Arithmetic::Divide, constant(1), constant(0));
    inner.span = Span::new(4, 9);
    let mut outer = arithmetic(Arithmetic::Add, constant(1), inner);
    outer.span = Span::new(0, 9);
    let span = value(&outer).err().and_then(|error| error.span);
    assert_eq!(span.map(Span::range), Some(4..9));
}

#[test]
fn elements_are_named_by_integers_and_entries_by_strings() {
    let map = || constant(Value::map([("a".into(), 1.into())]));
    assert_eq!(shown(&index(integers(&[1, 2]), constant(-1))), "2");
    assert_eq!(shown(&index(integers(&[1, 2]), null())), "null");
    assert_eq!(shown(&index(map(), constant("a"))), "1");
    assert_eq!(shown(&index(map(), constant("b"))), "null");
    let detail = |subject, by| failure(&index(subject, by)).1;
    assert_eq!(
        detail(integers(&[1]), constant("a")),
        Some(Detail::ListElementAccessByNonInteger)
    );
    assert_eq!(
        detail(map(), constant(0)),
        Some(Detail::MapElementAccessByNonString)
    );
    assert_eq!(
        detail(constant(1), constant(0)),
        Some(Detail::InvalidElementAccess)
    );
}

#[test]
fn slices_leave_out_their_end_and_are_null_with_null() {
    let numbers = || integers(&[1, 2, 3]);
    assert_eq!(shown(&slice(numbers(), Some(constant(1)), None)), "[2, 3]");
    assert_eq!(shown(&slice(numbers(), None, Some(constant(-1)))), "[1, 2]");
    assert_eq!(
        shown(&slice(numbers(), Some(constant(-5)), Some(constant(5)))),
        "[1, 2, 3]"
    );
    assert_eq!(
        shown(&slice(numbers(), Some(constant(3)), Some(constant(1)))),
        "[]"
    );
    assert_eq!(shown(&slice(numbers(), Some(null()), None)), "null");
    assert_eq!(shown(&slice(null(), Some(constant(1)), None)), "null");
}

#[test]
fn a_case_takes_the_first_branch_that_fits() {
    let case = |subject: Option<Expr>, branches, otherwise: Option<Expr>| {
        let (subject, otherwise) = (subject.map(Box::new), otherwise.map(Box::new));
        shown(&expr(ExprKind::Case {
            subject,
            branches,
            otherwise,
        }))
    };
    let branches = || {
        vec![
            (vec![null()], constant("null")),
            (vec![constant(2), constant(1.0)], constant("one")),
        ]
    };
    assert_eq!(
        case(Some(constant(1)), branches(), Some(constant("else"))),
        "'one'"
    );
    assert_eq!(
        case(Some(null()), branches(), Some(constant("else"))),
        "'else'"
    );
    let searched = || {
        vec![
            (vec![null()], constant(1)),
            (vec![constant(false)], constant(2)),
        ]
    };
    assert_eq!(case(None, searched(), None), "null");
}

#[test]
fn comprehensions_filter_and_map_and_nest() {
    let even = compare(
        CompareOp::Equal,
        arithmetic(Arithmetic::Modulo, slot(1), constant(2)),
        constant(0),
    );
    let inner = expr(ExprKind::ListComprehension {
        list: Box::new(integers(&[10, 20])),
        local: 2,
        filter: None,
        map: Some(Box::new(arithmetic(Arithmetic::Add, slot(1), slot(2)))),
    });
    let outer = expr(ExprKind::ListComprehension {
        list: Box::new(slot(0)),
        local: 1,
        filter: Some(Box::new(even)),
        map: Some(Box::new(inner)),
    });
    let numbers = Value::list([1, 2, 3, 4].map(Value::Integer).to_vec());
    let found = value_over(vec![numbers], &outer).map(|value| value.to_string());
    assert_eq!(found, Ok("[[12, 22], [14, 24]]".to_owned()));
    assert_eq!(value_over(vec![Value::Null], &outer), Ok(Value::Null));
}

#[test]
fn reduce_carries_its_accumulator() {
    let sum = |list| {
        expr(ExprKind::Reduce {
            initial: Box::new(constant(100)),
            list: Box::new(list),
            accumulator: 0,
            step: Box::new(arithmetic(Arithmetic::Add, slot(0), slot(1))),
        })
    };
    assert_eq!(shown(&sum(integers(&[1, 2, 3]))), "106");
    assert_eq!(shown(&sum(integers(&[]))), "100");
    assert_eq!(shown(&sum(null())), "null");
}

#[test]
fn quantifiers_are_unknown_where_a_null_could_decide() {
    let holds = |quantifier, items: &[Option<i64>]| {
        let items = items
            .iter()
            .map(|item| item.map_or(Value::Null, Value::Integer));
        shown(&expr(ExprKind::Quantified {
            quantifier,
            list: Box::new(constant(Value::list(items.collect()))),
            local: 0,
            filter: Box::new(compare(CompareOp::Equal, slot(0), constant(2))),
        }))
    };
    let (all, any, none, single) = (
        ListQuantifier::All,
        ListQuantifier::Any,
        ListQuantifier::None,
        ListQuantifier::Single,
    );
    let cases = [
        (vec![], ["true", "false", "true", "false"]),
        (vec![Some(2)], ["true", "true", "false", "true"]),
        (vec![Some(0)], ["false", "false", "true", "false"]),
        (vec![None], ["null", "null", "null", "null"]),
        (vec![Some(2), None], ["null", "true", "false", "null"]),
        (vec![Some(0), None], ["false", "null", "null", "null"]),
        (
            vec![None, Some(2), Some(2)],
            ["null", "true", "false", "false"],
        ),
        (vec![Some(2), Some(0)], ["false", "true", "false", "true"]),
    ];
    for (items, wanted) in cases {
        let found = [all, any, none, single].map(|quantifier| holds(quantifier, &items));
        assert_eq!(found, wanted, "{items:?}");
    }
}

#[test]
fn a_map_projection_takes_entries_and_computes_others() {
    let map = Value::map([("a".into(), 1.into()), ("b".into(), 2.into())]);
    let project = |subject| {
        let items = vec![
            ProjectionItem::All,
            ProjectionItem::Entry("b".into(), constant(3)),
        ];
        shown(&expr(ExprKind::MapProjection {
            subject: Box::new(subject),
            items,
        }))
    };
    assert_eq!(project(constant(map)), "{a: 1, b: 3}");
    assert_eq!(project(null()), "null");
}

#[test]
fn a_missing_parameter_is_found_before_anything_runs() {
    assert_eq!(shown(&expr(ExprKind::Parameter("one".into()))), "1");
    let missing = expr(ExprKind::Parameter("two".into()));
    assert_eq!(
        failure(&missing),
        (ErrorKind::ParameterMissing, Some(Detail::MissingParameter))
    );
}

#[test]
fn a_list_that_wraps_itself_again_and_again_is_stopped() {
    let wrap = expr(ExprKind::Reduce {
        initial: boxed(ExprKind::List(vec![])),
        list: Box::new(call("range", vec![constant(1), constant(1000)])),
        accumulator: 0,
        step: Box::new(list(vec![slot(0)])),
    });
    assert_eq!(
        failure(&wrap),
        (ErrorKind::LimitExceeded, Some(Detail::NestingTooDeep))
    );
}

#[test]
fn what_is_no_string_makes_a_text_predicate_unknown() {
    for op in [
        TextOp::StartsWith,
        TextOp::EndsWith,
        TextOp::Contains,
        TextOp::Matches,
    ] {
        let test = |a, b| shown(&expr(ExprKind::Text(op, Box::new(a), Box::new(b))));
        assert_eq!(test(constant("a"), constant(1)), "null");
        assert_eq!(test(null(), constant("a")), "null");
        assert_eq!(test(constant("a"), constant("a")), "true");
    }
}

#[test]
fn periods_contain_and_relate_and_have_components() {
    let period = |text| call("period", vec![constant(text)]);
    let contains = |a, b| {
        shown(&expr(ExprKind::Text(
            TextOp::Contains,
            Box::new(a),
            Box::new(b),
        )))
    };
    assert_eq!(
        contains(period("1923-01-01/1925-12-31"), constant("1924")),
        "true"
    );
    assert_eq!(
        contains(period("1923-01-01/1925-12-31"), constant("1930")),
        "false"
    );
    let at = ExprKind::Time(
        TimeRelation::At,
        Box::new(period("1923/1925")),
        Box::new(constant("1924")),
    );
    assert_eq!(shown(&expr(at)), "true");
    assert_eq!(
        shown(&index(period("1923"), constant("earliest"))),
        "date('1923-01-01')"
    );
}
