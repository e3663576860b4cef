//! A column gives what its rows give, errors included.

use crate::context::{Context, Limits, Moment, Parameters};
use crate::exec::batch::NULL_ID;
use crate::exec::eval::logic::truth;
use crate::exec::eval::{eval, eval_batch, filter};
use crate::exec::{Batch, Column};
use crate::fun;
use crate::plan::expr::{Arithmetic, CompareOp, Expr, ExprKind, Key, TextOp};
use factio_grammar::Span;
use factio_graph::catalog::Catalog;
use factio_graph::facts::Graph;
use factio_graph::value::Value;

fn expr(kind: ExprKind) -> Expr {
    let span = Span::default();
    Expr { kind, span }
}

fn both(make: impl Fn(Box<Expr>, Box<Expr>) -> ExprKind, operands: &[Expr]) -> Vec<Expr> {
    let pairs = operands
        .iter()
        .flat_map(|a| operands.iter().map(move |b| (a, b)));
    pairs
        .map(|(a, b)| expr(make(Box::new(a.clone()), Box::new(b.clone()))))
        .collect()
}

/// Nodes, one of them with neither property; a batch over them; and the symbol of a property of integers and one of all kinds.
struct World {
    graph: Graph,
    batch: Batch,
    size: Key,
    odd: Key,
}

fn world() -> World {
    let mut graph = Graph::new();
    let key = |text: &str| Key {
        text: text.into(),
        symbol: graph.symbols().intern(text),
    };
    let (size, odd) = (key("size"), key("odd"));
    let values: [Value; 6] = [
        1.into(),
        "a".into(),
        Value::Null,
        2.5.into(),
        true.into(),
        f64::NAN.into(),
    ];
    let mut ids = vec![NULL_ID];
    for (index, value) in values.iter().enumerate() {
        let node = graph.create_node(&[]).expect("an empty graph has room");
        ids.push(node.0);
        if index > 0 {
            graph
                .set_node_property(node, size.symbol, Value::Integer(index as i64))
                .expect("integers are stored");
            graph
                .set_node_property(node, odd.symbol, value.clone())
                .expect("plain values are stored");
        }
    }
    let mut mixed = values.to_vec();
    mixed.push(Value::list(vec![1.into()]));
    let batch = Batch::new(
        vec![
            Column::Nodes(ids.clone()),
            Column::Nodes(ids[2..].iter().cycle().take(ids.len()).copied().collect()),
            Column::Integers((-3..).take(ids.len()).collect()),
            Column::Floats(vec![0.0, -1.5, f64::NAN, 1.0, 2.0, f64::INFINITY, -0.0]),
            Column::Booleans([true, false].into_iter().cycle().take(ids.len()).collect()),
            Column::Values(mixed),
        ],
        ids.len(),
    );
    World {
        graph,
        batch,
        size,
        odd,
    }
}

fn leaves(world: &World) -> Vec<Expr> {
    let property = |slot, key: &Key| {
        expr(ExprKind::Property(
            Box::new(expr(ExprKind::Slot(slot))),
            key.clone(),
        ))
    };
    let constants = [
        Value::Null,
        1.into(),
        0.into(),
        1.5.into(),
        true.into(),
        "a".into(),
        f64::NAN.into(),
    ];
    let mut leaves: Vec<Expr> = (0..world.batch.columns.len())
        .map(|slot| expr(ExprKind::Slot(slot)))
        .collect();
    leaves.extend(
        [
            (0, &world.size),
            (1, &world.size),
            (0, &world.odd),
            (2, &world.odd),
        ]
        .map(|(slot, key)| property(slot, key)),
    );
    leaves.extend(constants.map(|value| expr(ExprKind::Constant(value))));
    leaves.push(expr(ExprKind::Parameter("list".into())));
    leaves
}

fn expressions(world: &World) -> Vec<Expr> {
    let leaves = leaves(world);
    let mut found = leaves.clone();
    for op in [
        CompareOp::Equal,
        CompareOp::NotEqual,
        CompareOp::Less,
        CompareOp::GreaterOrEqual,
    ] {
        found.extend(both(|a, b| ExprKind::Compare(op, a, b), &leaves));
    }
    for op in [
        Arithmetic::Add,
        Arithmetic::Multiply,
        Arithmetic::Divide,
        Arithmetic::Power,
    ] {
        found.extend(both(|a, b| ExprKind::Arithmetic(op, a, b), &leaves));
    }
    found.extend(both(ExprKind::In, &leaves));
    found.extend(both(
        |a, b| ExprKind::Text(TextOp::StartsWith, a, b),
        &leaves,
    ));
    found.extend(
        leaves
            .iter()
            .map(|leaf| expr(ExprKind::IsNull(Box::new(leaf.clone())))),
    );
    let text = fun::lookup("toString").expect("toString is a function");
    found.extend(
        leaves
            .iter()
            .map(|leaf| expr(ExprKind::Call(text, vec![leaf.clone()]))),
    );
    let range = fun::lookup("range").expect("range is a function");
    let ends = || [0, 20].map(|end| expr(ExprKind::Constant(Value::Integer(end))));
    let uniform = expr(ExprKind::Call(range, ends().to_vec()));
    found.extend(leaves.iter().map(|leaf| {
        expr(ExprKind::In(
            Box::new(leaf.clone()),
            Box::new(uniform.clone()),
        ))
    }));
    found.push(uniform);
    let truths: Vec<Expr> = found.iter().step_by(17).cloned().collect();
    found.extend(both(|a, b| ExprKind::And(vec![*a, *b]), &truths));
    found.extend(both(|a, b| ExprKind::Or(vec![*a, *b]), &truths));
    found.extend(
        truths
            .iter()
            .map(|inner| expr(ExprKind::Not(Box::new(inner.clone())))),
    );
    found.extend(both(ExprKind::Xor, &truths[..20]));
    found.extend(both(
        |a, b| ExprKind::Case {
            subject: None,
            branches: vec![(vec![*a.clone()], *b)],
            otherwise: Some(a),
        },
        &truths,
    ));
    found.extend(both(
        |a, b| ExprKind::Case {
            subject: Some(a.clone()),
            branches: vec![
                (vec![*b.clone(), leaves[6].clone()], *a),
                (vec![leaves[7].clone()], leaves[8].clone()),
            ],
            otherwise: None,
        },
        &leaves,
    ));
    found
}

#[test]
fn a_column_gives_what_its_rows_give() {
    let world = world();
    let limits = Limits::default();
    let list = Value::list(
        (0..40)
            .map(|number| {
                if number % 2 == 0 {
                    Value::Integer(number)
                } else {
                    "a".into()
                }
            })
            .collect(),
    );
    let parameters = Parameters::from_iter([("list".into(), list)]);
    let context = Context::reading(&world.graph, &parameters, Moment::default(), &limits);
    let shown = |value: &Value| format!("{value:?}");
    for expr in expressions(&world) {
        let rows: Result<Vec<String>, _> = (0..world.batch.len)
            .map(|index| {
                eval(&expr, &mut world.batch.row(index), &context).map(|value| shown(&value))
            })
            .collect();
        let column = eval_batch(&expr, &world.batch, &context)
            .map(|column| column.into_values().iter().map(shown).collect());
        assert_eq!(column, rows, "{expr:?}");

        let mut true_rows = Ok(Vec::new());
        for index in 0..world.batch.len {
            let answer = truth(&expr, &mut world.batch.row(index), &context);
            match (&mut true_rows, answer) {
                (Ok(rows), Ok(Some(true))) => rows.push(index as u32),
                (Ok(_), Err(error)) => true_rows = Err(error),
                _ => {}
            }
        }
        assert_eq!(filter(&expr, &world.batch, &context), true_rows, "{expr:?}");
    }
}

#[test]
fn what_an_and_spares_a_row_from_does_not_fail_the_column() {
    let world = world();
    let (limits, parameters) = (Limits::default(), Parameters::default());
    let context = Context::reading(&world.graph, &parameters, Moment::default(), &limits);
    let slot = || Box::new(expr(ExprKind::Slot(2)));
    let constant = |number: i64| Box::new(expr(ExprKind::Constant(number.into())));
    let not_zero = expr(ExprKind::Compare(CompareOp::NotEqual, slot(), constant(0)));
    let quotient = Box::new(expr(ExprKind::Arithmetic(
        Arithmetic::Divide,
        constant(6),
        slot(),
    )));
    let large = expr(ExprKind::Compare(CompareOp::Greater, quotient, constant(2)));
    let both = expr(ExprKind::And(vec![not_zero, large]));
    assert_eq!(filter(&both, &world.batch, &context), Ok(vec![4, 5]));
}
