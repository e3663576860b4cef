//! Random graphs, and rows and time slices over them.

use crate::exec::pattern::tests::describe::expr;
use crate::exec::pattern::tests::dice::Dice;
use crate::exec::pattern::tests::generate::Column;
use crate::plan::expr::ExprKind;
use crate::plan::{Slice, SliceKind};
use factio_grammar::Span;
use factio_graph::catalog::Catalog;
use factio_graph::facts::{Graph, VALID};
use factio_graph::id::{NodeId, RelationId, Symbol};
use factio_graph::schema::Index;
use factio_graph::time::Period;
use factio_graph::value::Value;
use std::sync::Arc;

/// A small multigraph: parallel relations, self-loops, labels `A` and `B`, types `T`, `U`, `V`, a property `x`.
pub fn random(dice: &mut Dice) -> Graph {
    let mut graph = Graph::new();
    let labels = ["A", "B"].map(|label| graph.symbols().intern(label));
    let kinds = ["T", "U", "V"].map(|kind| graph.symbols().intern(kind));
    let x = graph.symbols().intern("x");
    for (number, (on_relation, label)) in [(false, labels[0]), (true, kinds[0])]
        .into_iter()
        .enumerate()
    {
        let index = Index {
            on_relation,
            label,
            property: x,
        };
        if dice.chance(50) {
            let made = graph.create_index(&format!("index {number}"), index);
            made.expect("there is no such index");
        }
    }
    let nodes: Vec<NodeId> = (0..1 + dice.below(5))
        .map(|_| {
            let carried: Vec<Symbol> = labels.into_iter().filter(|_| dice.chance(50)).collect();
            let node = graph.create_node(&carried).expect("there is room");
            if dice.chance(80) {
                let value = Value::Integer(dice.below(3) as i64);
                graph
                    .set_node_property(node, x, value)
                    .expect("an integer can be kept");
            }
            validity(dice, |valid| {
                let set = graph.set_node_property(node, VALID, valid);
                set.expect("a period can be kept");
            });
            node
        })
        .collect();
    // Trails over self-loops alone grow with the factorial of their number.
    for _ in 0..dice.below(3 + 2 * nodes.len()).min(8) {
        let (start, end) = (dice.pick(&nodes), dice.pick(&nodes));
        let kind = dice.pick(&kinds);
        let relation = graph
            .create_relation(kind, start, end)
            .expect("both nodes live");
        if dice.chance(80) {
            let value = Value::Integer(dice.below(3) as i64);
            graph
                .set_relation_property(relation, x, value)
                .expect("an integer can be kept");
        }
        validity(dice, |valid| {
            let set = graph.set_relation_property(relation, VALID, valid);
            set.expect("a period can be kept");
        });
    }
    graph
}

/// Gives an element a validity, in half of the cases.
fn validity(dice: &mut Dice, set: impl FnOnce(Value)) {
    let texts = [
        "1920/1925",
        "1922",
        "1921/1922~",
        "1924-06-01/..",
        "1923?",
        "1919/1923",
        "1922-05-05",
        "/1922",
    ];
    if dice.chance(50) {
        let period = Period::parse(dice.pick(&texts)).expect("the text is a period");
        set(Value::Period(Arc::new(period)));
    }
}

/// A time clause, as text and as the plan has it.
pub fn slice(dice: &mut Dice) -> Slice {
    let texts = [
        "1922",
        "1922-05-05",
        "1921/1923",
        "1924",
        "1922-01-01/1922-12-31",
        "1923~",
    ];
    let at = expr(ExprKind::Constant(Value::string(dice.pick(&texts))));
    let kinds = [SliceKind::At, SliceKind::During, SliceKind::Throughout];
    Slice {
        kind: kinds[dice.below(3)](at),
        certainly: dice.chance(30),
        in_order: dice.chance(25),
        span: Span::default(),
    }
}

/// An input row: nodes, relations and lists of the graph, now and then null.
pub fn row(dice: &mut Dice, graph: &Graph, columns: &[Column]) -> Vec<Value> {
    let nodes: Vec<NodeId> = graph.nodes().collect();
    let relations: Vec<RelationId> = graph.relations().collect();
    let cell = |column: &Column| match column {
        _ if dice.chance(8) => Value::Null,
        Column::Node => Value::Node(dice.pick(&nodes)),
        Column::Relation if relations.is_empty() => Value::Null,
        Column::Relation => Value::Relation(dice.pick(&relations)),
        Column::List if relations.is_empty() => Value::list(Vec::new()),
        Column::List => {
            let picks = (0..dice.below(3)).map(|_| Value::Relation(dice.pick(&relations)));
            Value::list(picks.collect())
        }
        Column::Number => Value::Integer(dice.below(3) as i64),
    };
    columns.iter().map(cell).collect()
}

/// A graph as text, for the message of a failure.
pub fn describe(graph: &Graph) -> String {
    let mut text = String::new();
    for node in graph.nodes() {
        let properties = graph.node_properties(node);
        text += &format!("{node:?} {:?} {properties:?}\n", graph.node_labels(node));
    }
    for relation in graph.relations() {
        let properties = graph.relation_properties(relation);
        text += &format!(
            "{relation:?} {:?} {properties:?}\n",
            graph.relation(relation)
        );
    }
    text
}
