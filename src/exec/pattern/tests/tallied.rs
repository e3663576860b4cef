//! Where matches are only counted: trees, cycles and mixtures of relations over few types, with what may and may not coincide.

use crate::exec::pattern::tests::describe::{comparison, constant, expr, property, slot};
use crate::exec::pattern::tests::dice::Dice;
use crate::exec::pattern::tests::generate::{Column, empty};
use crate::exec::pattern::tests::{graph, narrowed};
use crate::plan::expr::{CompareOp, Expr, ExprKind, LabelTest, Slot, SubqueryKind};
use crate::plan::pattern::{NodeVariable, PatternPlan, RelationVariable, Rows};
use crate::plan::{Op, Plan};
use factio_grammar::Span;
use factio_grammar::ast::Direction;
use factio_graph::catalog::Catalog;
use factio_graph::facts::Graph;
use factio_graph::id::Symbol;
use factio_graph::value::Value;
use std::sync::Arc;

/// Up to four relations between up to five nodes.
fn pattern(dice: &mut Dice, graph: &Graph) -> PatternPlan {
    let given = dice.chance(30);
    let mut plan = empty(usize::from(given));
    let nodes = 2 + dice.below(4);
    for number in 0..nodes {
        plan.nodes.push(NodeVariable {
            slot: number,
            bound: number == 0 && given,
            labels: dice
                .chance(25)
                .then(|| LabelTest::Is(symbol(graph, dice.pick(&["A", "B"])))),
            handle: None,
            span: Span::default(),
        });
    }
    let kinds = dice.pick(&[vec!["T"], vec!["T", "U"]]);
    let directions = dice.pick(&[
        vec![Direction::Right],
        vec![Direction::Either],
        vec![Direction::Right, Direction::Left, Direction::Either],
    ]);
    for number in 0..(nodes - 1 + dice.below(2)).min(4) {
        // A tree first, and then what closes a cycle.
        let (left, right) = match number + 1 < nodes {
            true => (dice.below(number + 1), number + 1),
            false => (dice.below(nodes), dice.below(nodes)),
        };
        let types = dice
            .chance(80)
            .then(|| LabelTest::Is(symbol(graph, dice.pick(&kinds))));
        plan.relations.push(relation(
            nodes + number,
            (left, right),
            dice.pick(&directions),
            types,
        ));
    }
    plan.added = nodes + plan.relations.len() - plan.width;
    conditions(dice, graph, &mut plan);
    plan
}

fn symbol(graph: &Graph, text: &str) -> Symbol {
    graph.symbols().intern(text)
}

fn relation(
    slot: Slot,
    (left, right): (Slot, Slot),
    direction: Direction,
    types: Option<LabelTest>,
) -> RelationVariable {
    RelationVariable {
        slot,
        bound: false,
        types,
        direction,
        left,
        right,
        length: None,
        hop: None,
        span: Span::default(),
    }
}

/// The same condition on all relations, nodes that have to differ, nodes that are linked or not, a condition on one node.
fn conditions(dice: &mut Dice, graph: &Graph, plan: &mut PatternPlan) {
    let nodes = plan.nodes.len();
    if dice.chance(40) {
        let op = dice.pick(&[CompareOp::Equal, CompareOp::Less]);
        let value = dice.below(3) as i64;
        for relation in &plan.relations {
            if dice.chance(90) {
                let condition = comparison(op, property(relation.slot, graph), constant(value));
                plan.filters.push(condition);
            }
        }
    }
    for _ in 0..dice.below(3) {
        let (a, b) = (dice.below(nodes), dice.below(nodes));
        let of = |node: Slot, by_property: bool| match by_property {
            true => property(node, graph),
            false => slot(node),
        };
        let by_property = dice.chance(50);
        let condition = comparison(CompareOp::NotEqual, of(a, by_property), of(b, by_property));
        plan.filters.push(condition);
    }
    if dice.chance(40) {
        let ends = (dice.below(nodes), dice.below(nodes));
        let condition = link(dice, graph, plan, ends);
        plan.filters.push(condition);
    }
    if dice.chance(25) {
        let node = property(dice.below(nodes), graph);
        let value = constant(dice.below(3) as i64);
        plan.filters.push(comparison(CompareOp::Equal, node, value));
    }
}

/// `EXISTS { (a)-[]->(b) }`, or that it does not.
fn link(dice: &mut Dice, graph: &Graph, plan: &PatternPlan, (left, right): (Slot, Slot)) -> Expr {
    let width = plan.width + plan.added;
    let mut inner = empty(width);
    inner.added = 1;
    inner.wanted.columns = Some(Default::default());
    inner.wanted.rows = Rows::Once;
    let mut ends = vec![left, right];
    ends.dedup();
    inner.nodes = ends
        .into_iter()
        .map(|slot| NodeVariable {
            slot,
            bound: true,
            labels: None,
            handle: None,
            span: Span::default(),
        })
        .collect();
    let direction = dice.pick(&[Direction::Right, Direction::Either]);
    let types = Some(LabelTest::Is(symbol(graph, "T")));
    inner.relations = vec![relation(width, (left, right), direction, types)];
    let op = Op::Match {
        input: Box::new(Plan::argument(width)),
        pattern: Box::new(inner),
        optional: false,
    };
    let plan = Plan::new(op, width + 1);
    let exists = expr(ExprKind::Subquery(SubqueryKind::Exists, Arc::new(plan)));
    match dice.chance(50) {
        true => exists,
        false => expr(ExprKind::Not(Box::new(exists))),
    }
}

/// Gives each node a property of its own, so that an index on it tells them apart.
fn tell_apart(graph: &mut Graph) {
    let x = symbol(graph, "x");
    let nodes: Vec<_> = graph.nodes().collect();
    for (number, node) in nodes.into_iter().enumerate() {
        let set = graph.set_node_property(node, x, Value::Integer(number as i64));
        set.expect("an integer can be kept");
    }
}

fn check(seed: u64) {
    let mut dice = Dice::new(seed);
    let mut graph = graph::random(&mut dice);
    if dice.chance(40) {
        tell_apart(&mut graph);
    }
    let mut pattern = pattern(&mut dice, &graph);
    let columns = vec![Column::Node; pattern.width];
    let rows = (0..1 + dice.below(3)).map(|_| graph::row(&mut dice, &graph, &columns));
    let rows: Vec<Vec<Value>> = match columns.is_empty() {
        true => vec![Vec::new()],
        false => rows.collect(),
    };
    let chance = [0, 0, 15][dice.below(3)];
    let added = pattern.width..pattern.width + pattern.added;
    pattern.wanted.columns = Some(added.filter(|_| dice.chance(chance)).collect());
    pattern.wanted.rows = Rows::Counted;
    if dice.chance(20) {
        let seams = pattern.relations.iter().map(|it| it.slot);
        pattern.seams = seams.filter(|_| dice.chance(50)).collect();
    }
    let optional = dice.chance(30);
    let apart = dice.chance(50);
    narrowed::compare(seed, &graph, &pattern, optional, (&rows, apart));
}

#[test]
fn counted_trees_and_cycles_come_to_what_enumeration_finds() {
    for seed in 50_000..52_500 {
        check(seed);
    }
}
