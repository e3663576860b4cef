//! Long paths, early ends, and the order that is chosen.

use crate::context::{Context, Limits, Moment, Parameters};
use crate::exec::pattern::order::{Move, order};
use crate::exec::pattern::scope::Scope;
use crate::exec::pattern::start::Start;
use crate::exec::pattern::tests::describe::{comparison, constant, property};
use crate::exec::pattern::tests::generate::empty;
use crate::exec::pattern::tests::{Rows, run};
use crate::exec::{Batch, pattern};
use crate::plan::expr::{CompareOp, LabelTest, Slot};
use crate::plan::pattern::{NodeVariable, PathVariable, PatternPlan, RelationVariable};
use factio_grammar::Span;
use factio_grammar::ast::{Direction, PathMode, Quantifier, Selector};
use factio_graph::catalog::Catalog;
use factio_graph::facts::Graph;
use factio_graph::id::NodeId;
use factio_graph::value::Value;

fn node(slot: Slot, labels: Option<LabelTest>) -> NodeVariable {
    NodeVariable {
        slot,
        bound: false,
        labels,
        handle: None,
        span: Span::default(),
    }
}

fn relation(slot: Slot, left: Slot, right: Slot, length: Option<Quantifier>) -> RelationVariable {
    RelationVariable {
        slot,
        bound: false,
        types: None,
        direction: Direction::Right,
        left,
        right,
        length,
        hop: None,
        span: Span::default(),
    }
}

/// Nodes in a row, the first of which has the label `First`.
fn chain(length: usize) -> Graph {
    let mut graph = Graph::new();
    let (first, kind) = (graph.symbols().intern("First"), graph.symbols().intern("T"));
    let mut last = graph.create_node(&[first]).expect("there is room");
    for _ in 0..length {
        let next = graph.create_node(&[]).expect("there is room");
        graph
            .create_relation(kind, last, next)
            .expect("both nodes live");
        last = next;
    }
    graph
}

/// `(:First)-[*length]->()`.
fn long_walk(graph: &Graph, least: u64) -> PatternPlan {
    let first = LabelTest::Is(graph.symbols().intern("First"));
    let mut plan = empty(0);
    plan.nodes = vec![node(0, Some(first)), node(1, None)];
    let length = Quantifier {
        min: least,
        max: None,
    };
    plan.relations = vec![relation(2, 0, 1, Some(length))];
    plan.added = 3;
    plan
}

#[test]
fn a_path_of_a_hundred_thousand_hops_is_walked_without_recursion() {
    let hops = 100_000;
    let graph = chain(hops);
    let rows = run(
        &long_walk(&graph, hops as u64),
        &graph,
        false,
        vec![Batch::unit()],
    );
    let [row] = rows.as_slice() else {
        panic!("one path is that long, and not {}", rows.len())
    };
    let Value::List(list) = &row[2] else {
        panic!("the relations come as a list")
    };
    assert_eq!(
        (list.len(), &row[1]),
        (hops, &Value::Node(NodeId(hops as u32)))
    );
}

#[test]
fn a_shortest_path_of_many_hops_is_found_without_recursion() {
    let hops = 20_000;
    let graph = chain(hops);
    let mut plan = long_walk(&graph, 1);
    plan.paths.push(PathVariable {
        slot: Some(3),
        parts: vec![0, 2, 1],
        selector: Some(Selector::AllShortest),
        mode: Some(PathMode::Acyclic),
        filters: Vec::new(),
        span: Span::default(),
    });
    plan.added = 4;
    let last = LabelTest::Is(graph.symbols().intern("Last"));
    plan.nodes[1].labels = Some(last);
    let mut graph = graph;
    let label = graph.symbols().intern("Last");
    graph
        .add_label(NodeId(hops as u32), label)
        .expect("the node lives");
    let rows = run(&plan, &graph, false, vec![Batch::unit()]);
    assert_eq!(rows.len(), 1);
}

#[test]
fn the_first_rows_come_before_the_last_are_looked_for() {
    let mut graph = Graph::new();
    let kind = graph.symbols().intern("T");
    let nodes: Vec<NodeId> = (0..60)
        .map(|_| graph.create_node(&[]).expect("there is room"))
        .collect();
    for &start in &nodes {
        for &end in &nodes {
            graph
                .create_relation(kind, start, end)
                .expect("both nodes live");
        }
    }
    // Six hops over a complete graph have some fifty thousand million matches.
    let mut plan = empty(0);
    plan.nodes = (0..7).map(|slot| node(slot, None)).collect();
    let hops = (0..6).map(|hop| relation(7 + hop, hop, hop + 1, None));
    plan.relations = hops.collect();
    plan.added = 13;
    let (parameters, limits) = (Parameters::default(), Limits::default());
    let mut context = Context::reading(&graph, &parameters, Moment::default(), &limits);
    let input = Box::new(Rows(vec![Batch::unit()].into_iter()));
    let mut operator = pattern::start(&plan, false, input, None);
    let batch = operator
        .next(&mut context)
        .expect("the pattern can be matched");
    assert!(batch.is_some_and(|batch| (1..5000).contains(&batch.len)));
}

/// `(a:A)-[]->(b:B)-[]->(c)-[]->(a)` with a condition on `b`.
fn triangle(graph: &Graph) -> PatternPlan {
    let is = |label: &str| Some(LabelTest::Is(graph.symbols().intern(label)));
    let mut plan = empty(0);
    plan.nodes = vec![node(0, is("A")), node(1, is("B")), node(2, None)];
    plan.relations = vec![
        relation(3, 0, 1, None),
        relation(4, 1, 2, None),
        relation(5, 2, 0, None),
    ];
    plan.filters = vec![comparison(
        CompareOp::Equal,
        property(1, graph),
        constant(1),
    )];
    plan.added = 6;
    plan
}

#[test]
fn a_match_starts_where_it_is_narrow_and_closes_cycles_by_intersection() {
    let mut graph = Graph::new();
    let labels = ["A", "B"].map(|label| graph.symbols().intern(label));
    let kind = graph.symbols().intern("T");
    let x = graph.symbols().intern("x");
    let nodes: Vec<NodeId> = (0..200)
        .map(|number| {
            let node = graph
                .create_node(&labels[number % 2..][..1])
                .expect("there is room");
            let value = Value::Integer(number as i64);
            graph
                .set_node_property(node, x, value)
                .expect("an integer can be kept");
            node
        })
        .collect();
    for (number, &start) in nodes.iter().enumerate() {
        for step in [1, 3, 7, 11] {
            let end = nodes[(number + step) % nodes.len()];
            graph
                .create_relation(kind, start, end)
                .expect("both nodes live");
        }
    }
    let plan = triangle(&graph);
    let scope = Scope::of(&plan, None, PathMode::Trail, None, &graph);
    let order = order(&scope, &graph).expect("the pattern can be ordered");
    let moves = order.moves;
    assert!(
        matches!(
            moves.as_slice(),
            [
                Move::Scan {
                    node: 1,
                    start: Start::Found(..)
                },
                Move::Follow { .. },
                Move::Intersect { .. },
                Move::Close { .. },
                Move::Close { .. },
            ]
        ),
        "{moves:?}"
    );
}
