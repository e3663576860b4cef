//! Operators on plans put together by hand.

use crate::context::{Context, Limits, Moment, Parameters};
use crate::error::{Detail, Error, ErrorKind};
use crate::exec::{Batch, op};
use crate::fun::Aggregate as Function;
use crate::plan::expr::{Aggregate, Expr, ExprKind};
use crate::plan::{NewNode, Op, Plan, SortKey, Template};
use factio_grammar::Span;
use factio_graph::facts::Graph;
use factio_graph::value::Value;

fn expr(kind: ExprKind) -> Expr {
    Expr {
        kind,
        span: Span::default(),
    }
}

fn slot(slot: usize) -> Expr {
    expr(ExprKind::Slot(slot))
}

fn constant(value: impl Into<Value>) -> Expr {
    expr(ExprKind::Constant(value.into()))
}

/// A row of one column for each value.
fn source(values: Vec<Value>) -> Plan {
    let op = Op::Unwind {
        input: Box::new(Plan::argument(0)),
        list: constant_list(values),
        ordinality: None,
    };
    Plan::new(op, 1)
}

fn constant_list(values: Vec<Value>) -> Expr {
    expr(ExprKind::Constant(Value::list(values)))
}

fn integers(values: impl IntoIterator<Item = i64>) -> Vec<Value> {
    values.into_iter().map(Value::Integer).collect()
}

fn over(input: Plan, op: impl FnOnce(Box<Plan>) -> Op) -> Plan {
    let width = input.width;
    Plan::new(op(Box::new(input)), width)
}

fn sorted(input: Plan) -> Plan {
    over(input, |input| Op::Sort {
        input,
        keys: vec![SortKey {
            expr: slot(0),
            descending: false,
        }],
    })
}

fn limited(input: Plan, count: i64, drain: bool) -> Plan {
    over(input, |input| Op::Limit {
        input,
        count: constant(count),
        drain,
    })
}

/// A node for each row.
fn created(input: Plan) -> Plan {
    let width = input.width + 1;
    let node = NewNode {
        slot: input.width,
        labels: Vec::new(),
        properties: None,
    };
    let op = Op::Create {
        input: Box::new(input),
        template: Template {
            nodes: vec![node],
            ..Template::default()
        },
    };
    Plan::new(op, width)
}

/// The first column of what a plan gives.
fn run_on(graph: &mut Graph, plan: &Plan, limits: &Limits) -> Result<Vec<Value>, Error> {
    let parameters = Parameters::default();
    let mut context = Context::writing(graph, &parameters, Moment::default(), limits);
    let mut running = op::start(plan, &Batch::unit());
    let mut values = Vec::new();
    while let Some(batch) = running.next(&mut context)? {
        values.extend((0..batch.len).map(|row| batch.columns[0].get(row)));
    }
    Ok(values)
}

fn run(plan: &Plan) -> Result<Vec<Value>, Error> {
    run_on(&mut Graph::new(), plan, &Limits::default())
}

#[test]
fn the_top_of_a_sort_is_what_sorting_all_and_cutting_gives() {
    let numbers: Vec<i64> = (0..5_000).map(|i| i * 7_919 % 4_001).collect();
    let mut all = numbers.clone();
    all.sort();
    for (skip, limit) in [(0, 0), (0, 1), (3, 10), (0, 2_000), (1_500, 4_000)] {
        let skipped = over(sorted(source(integers(numbers.clone()))), |input| {
            Op::Skip {
                input,
                count: constant(skip),
            }
        });
        let wanted = all.iter().copied().skip(skip as usize).take(limit as usize);
        assert_eq!(run(&limited(skipped, limit, false)), Ok(integers(wanted)));
    }
}

#[test]
fn a_limit_that_drains_lets_every_row_be_written() {
    let mut graph = Graph::new();
    let plan = limited(created(source(integers(0..3_000))), 1, true);
    let rows = run_on(&mut graph, &plan, &Limits::default());
    assert_eq!(rows, Ok(integers([0])));
    assert_eq!(graph.nodes().count(), 3_000);
}

#[test]
fn a_negative_limit_is_an_error() {
    let error = run(&limited(source(integers([1])), -1, false)).unwrap_err();
    assert_eq!(error.kind, ErrorKind::SyntaxError);
    assert_eq!(error.detail, Some(Detail::NegativeIntegerArgument));
}

#[test]
fn an_apply_that_writes_is_done_before_its_first_row_goes_on() {
    let mut graph = Graph::new();
    let inner = created(Plan::argument(1));
    let input = Box::new(source(integers(0..2_000)));
    let apply = Plan::new(
        Op::Apply {
            input,
            inner: Box::new(inner),
            unit: true,
            optional: false,
        },
        1,
    );
    let parameters = Parameters::default();
    let limits = Limits::default();
    let mut context = Context::writing(&mut graph, &parameters, Moment::default(), &limits);
    let mut running = op::start(&apply, &Batch::unit());
    assert!(matches!(running.next(&mut context), Ok(Some(_))));
    assert_eq!(context.graph().nodes().count(), 2_000);
}

#[test]
fn an_operator_may_not_hold_more_rows_than_the_limit() {
    let limits = Limits {
        rows: Some(10),
        ..Limits::default()
    };
    let plan = sorted(source(integers(0..11)));
    let error = run_on(&mut Graph::new(), &plan, &limits).unwrap_err();
    assert_eq!(error.kind, ErrorKind::LimitExceeded);
    let plan = sorted(source(integers(0..10)));
    assert!(run_on(&mut Graph::new(), &plan, &limits).is_ok());
}

#[test]
fn a_stopped_statement_ends_with_an_error() {
    let limits = Limits::default();
    limits
        .cancelled
        .store(true, std::sync::atomic::Ordering::Relaxed);
    let plan = sorted(source(integers(0..10)));
    let error = run_on(&mut Graph::new(), &plan, &limits).unwrap_err();
    assert_eq!(error.kind, ErrorKind::Cancelled);
}

#[test]
fn groups_are_counted_over_many_batches() {
    let plan = Plan::new(
        Op::Aggregate {
            input: Box::new(source(integers((0..10_000).map(|i| i % 3)))),
            keys: vec![slot(0)],
            aggregates: vec![Aggregate {
                function: Function::CountRows,
                distinct: false,
                arguments: Vec::new(),
                span: Span::default(),
            }],
        },
        2,
    );
    let counts = over(plan, |input| Op::Project {
        input,
        columns: vec![slot(1)],
    });
    assert_eq!(run(&counts), Ok(integers([3_334, 3_333, 3_333])));
}
