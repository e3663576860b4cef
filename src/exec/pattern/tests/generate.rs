//! Random graphs and patterns, from a seed.

use crate::plan::expr::{CompareOp, Expr, ExprKind, Key, LabelTest, Slot};
use crate::plan::pattern::{
    GroupVariable, NodeVariable, PathVariable, PatternPlan, RelationVariable,
};
use crate::plan::{Slice, SliceKind};
use factio_grammar::Span;
use factio_grammar::ast::{Direction, PathMode, Quantifier, Selector};
use factio_graph::catalog::Catalog;
use factio_graph::facts::{Graph, VALID};
use factio_graph::id::{NodeId, RelationId, Symbol};
use factio_graph::time::Period;
use factio_graph::value::Value;
use std::sync::Arc;

/// Numbers from a seed (xorshift).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 11) % bound.max(1) as u64) as usize
    }

    /// True in so many cases of a hundred.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }
}

/// A small multigraph: parallel relations, self-loops, labels `A` and `B`, types `T`, `U`, `V`, a property `x`.
pub fn graph(dice: &mut Dice) -> Graph {
    let mut graph = Graph::new();
    let labels = ["A", "B"].map(|label| graph.symbols().intern(label));
    let kinds = ["T", "U", "V"].map(|kind| graph.symbols().intern(kind));
    let x = graph.symbols().intern("x");
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

/// A pattern under construction.
pub struct Maker<'a> {
    pub dice: &'a mut Dice,
    graph: &'a Graph,
    pub plan: PatternPlan,
    /// Kinds of the input columns: nodes, relations or lists.
    pub columns: Vec<Column>,
    next: Slot,
    relations_left: usize,
    /// The path made last.
    parts: Vec<Slot>,
}

/// What an input column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    Node,
    Relation,
    List,
    Number,
}

impl<'a> Maker<'a> {
    pub fn new(dice: &'a mut Dice, graph: &'a Graph) -> Maker<'a> {
        let choice = [Column::Node, Column::Relation, Column::List, Column::Number];
        let columns: Vec<Column> = match dice.chance(50) {
            true => (0..1 + dice.below(2)).map(|_| dice.pick(&choice)).collect(),
            false => Vec::new(),
        };
        Maker {
            plan: empty(columns.len()),
            next: columns.len(),
            columns,
            dice,
            graph,
            relations_left: 3,
            parts: Vec::new(),
        }
    }

    /// A whole pattern.
    pub fn make(mut self) -> (PatternPlan, Vec<Column>) {
        for _ in 0..1 + self.dice.below(2) {
            self.path();
        }
        for _ in 0..self.dice.below(3) {
            let filter = self.filter();
            self.plan.filters.extend(filter);
        }
        self.plan.added = self.next - self.plan.width;
        let end = self.next;
        for relation in &mut self.plan.relations {
            if relation.length.is_some() && self.dice.chance(30) {
                let value = constant(self.dice.below(3) as i64);
                let condition = comparison(CompareOp::Equal, property(end, self.graph), value);
                relation.hop = Some((end, condition));
            }
        }
        (self.plan, self.columns)
    }

    /// A path pattern with a selector, and nothing beside it.
    pub fn make_selected(mut self) -> (PatternPlan, Vec<Column>) {
        self.relations_left = 2;
        self.path();
        let selectors = [
            Selector::Any(1),
            Selector::Any(2),
            Selector::AllShortest,
            Selector::Shortest(1),
            Selector::Shortest(2),
            Selector::ShortestGroups(1),
            Selector::ShortestGroups(2),
            Selector::ShortestPath,
        ];
        let chooses = |selector: &Selector| {
            !matches!(
                selector,
                Selector::AllShortest | Selector::ShortestGroups(_)
            )
        };
        let selector = self.dice.pick(&selectors);
        if !chooses(&selector) && self.dice.chance(40) {
            let filter = self.filter();
            self.plan.filters.extend(filter);
        }
        let before = self.dice.chance(50).then(|| self.filter()).flatten();
        let slot = self.slot();
        match self.plan.paths.first_mut() {
            Some(path) => {
                path.slot = Some(slot);
                path.selector = Some(selector);
                path.filters.extend(before);
            }
            None => self.plan.paths.push(PathVariable {
                slot: Some(slot),
                parts: self.parts.clone(),
                selector: Some(selector),
                mode: None,
                filters: before.into_iter().collect(),
                span: Span::default(),
            }),
        }
        self.plan.added = self.next - self.plan.width;
        (self.plan, self.columns)
    }

    fn slot(&mut self) -> Slot {
        self.next += 1;
        self.next - 1
    }

    /// A path pattern of up to three relations.
    fn path(&mut self) {
        let modes = [
            None,
            None,
            Some(PathMode::Trail),
            Some(PathMode::Walk),
            Some(PathMode::Acyclic),
            Some(PathMode::Simple),
        ];
        let mode = self.dice.pick(&modes);
        let mut left = self.node();
        let mut parts = vec![left];
        for _ in 0..self.dice.below(3) {
            if self.relations_left == 0 {
                break;
            }
            self.relations_left -= 1;
            let right = self.node();
            let part = match self.dice.chance(20) {
                true => self.group(left, right, mode == Some(PathMode::Walk)),
                false => self.relation(left, right, mode == Some(PathMode::Walk)),
            };
            parts.extend([part, right]);
            left = right;
        }
        self.parts.clone_from(&parts);
        let slot = self.dice.chance(60).then(|| self.slot());
        if slot.is_some() || mode.is_some() || self.plan.slice.is_some() {
            self.plan.paths.push(PathVariable {
                slot,
                parts,
                selector: None,
                mode,
                filters: Vec::new(),
                span: Span::default(),
            });
        }
    }

    /// A node variable: an earlier one, one of the input, or a new one.
    fn node(&mut self) -> Slot {
        if !self.plan.nodes.is_empty() && self.dice.chance(35) {
            let slots: Vec<Slot> = self.plan.nodes.iter().map(|node| node.slot).collect();
            return self.dice.pick(&slots);
        }
        let given = self.input(Column::Node);
        let (slot, bound) = match given.filter(|_| self.dice.chance(50)) {
            Some(slot) => (slot, true),
            None => (self.slot(), false),
        };
        let labels = self.dice.chance(25).then(|| self.labels());
        self.plan.nodes.push(NodeVariable {
            slot,
            bound,
            labels,
            handle: None,
            span: Span::default(),
        });
        slot
    }

    /// An input column of a kind that the pattern does not use yet.
    fn input(&self, kind: Column) -> Option<Slot> {
        let used = |slot: &Slot| {
            self.plan.nodes.iter().any(|node| node.slot == *slot)
                || self.plan.relations.iter().any(|it| it.slot == *slot)
        };
        let mut slots = (0..self.columns.len()).filter(|&slot| self.columns[slot] == kind);
        slots.find(|slot| !used(slot))
    }

    fn symbol(&self, text: &str) -> Symbol {
        self.graph.symbols().intern(text)
    }

    fn labels(&mut self) -> LabelTest {
        let (a, b) = (self.symbol("A"), self.symbol("B"));
        match self.dice.below(5) {
            0 => LabelTest::Is(a),
            1 => LabelTest::Is(b),
            2 => LabelTest::Or(vec![LabelTest::Is(a), LabelTest::Is(b)]),
            3 => LabelTest::And(vec![LabelTest::Is(a), LabelTest::Is(b)]),
            _ => LabelTest::Not(Box::new(LabelTest::Is(a))),
        }
    }

    fn types(&mut self) -> LabelTest {
        let (t, u) = (self.symbol("T"), self.symbol("U"));
        match self.dice.below(4) {
            0 => LabelTest::Is(t),
            1 => LabelTest::Is(u),
            2 => LabelTest::Or(vec![LabelTest::Is(t), LabelTest::Is(u)]),
            _ => LabelTest::Not(Box::new(LabelTest::Is(t))),
        }
    }

    fn relation(&mut self, left: Slot, right: Slot, walk: bool) -> Slot {
        let kind = match self.dice.chance(35) {
            true => Column::List,
            false => Column::Relation,
        };
        let length = (kind == Column::List).then(|| {
            let min = self.dice.below(3) as u64;
            let unbounded = !walk && self.dice.chance(15);
            Quantifier {
                min,
                max: (!unbounded).then(|| min + self.dice.below(3) as u64),
            }
        });
        let given = self.input(kind).filter(|_| self.dice.chance(60));
        let slot = given.unwrap_or_else(|| self.slot());
        let types = self.dice.chance(40).then(|| self.types());
        let directions = [Direction::Right, Direction::Left, Direction::Either];
        self.plan.relations.push(RelationVariable {
            slot,
            bound: given.is_some(),
            types,
            direction: self.dice.pick(&directions),
            left,
            right,
            length,
            hop: None,
            span: Span::default(),
        });
        slot
    }

    fn group(&mut self, left: Slot, right: Slot, walk: bool) -> Slot {
        let mut inner = Maker {
            plan: empty(self.columns.len()),
            next: self.columns.len(),
            columns: self.columns.clone(),
            dice: self.dice,
            graph: self.graph,
            relations_left: 0,
            parts: Vec::new(),
        };
        let start = inner.free_node();
        let mut parts = vec![start];
        let mut end = start;
        for _ in 0..1 + inner.dice.below(2) {
            let next = inner.free_node();
            let relation = inner.free_relation(end, next);
            parts.extend([relation, next]);
            end = next;
        }
        let filter = inner.filter();
        inner.plan.filters.extend(filter);
        inner.plan.paths.push(PathVariable {
            slot: None,
            parts: parts.clone(),
            selector: None,
            mode: None,
            filters: Vec::new(),
            span: Span::default(),
        });
        inner.plan.added = inner.next - inner.plan.width;
        let plan = inner.plan;
        let collected: Vec<Slot> = parts.into_iter().filter(|_| self.dice.chance(60)).collect();
        let collected = collected.into_iter().map(|slot| (slot, self.slot()));
        let collected = collected.collect();
        let path = self.slot();
        let min = self.dice.below(2) as u64;
        let max = (!self.dice.chance(20)).then(|| min + self.dice.below(2) as u64);
        // A walk without an end needs a selector.
        let max = max.or(walk.then_some(min + 1));
        self.plan.groups.push(GroupVariable {
            inner: Box::new(plan),
            start,
            end,
            collected,
            quantifier: Quantifier { min, max },
            left,
            right,
            path,
            span: Span::default(),
        });
        path
    }

    fn free_node(&mut self) -> Slot {
        let slot = self.slot();
        let labels = self.dice.chance(20).then(|| self.labels());
        self.plan.nodes.push(NodeVariable {
            slot,
            bound: false,
            labels,
            handle: None,
            span: Span::default(),
        });
        slot
    }

    fn free_relation(&mut self, left: Slot, right: Slot) -> Slot {
        let slot = self.slot();
        let directions = [Direction::Right, Direction::Left, Direction::Either];
        let types = self.dice.chance(40).then(|| self.types());
        self.plan.relations.push(RelationVariable {
            slot,
            bound: false,
            types,
            direction: self.dice.pick(&directions),
            left,
            right,
            length: None,
            hop: None,
            span: Span::default(),
        });
        slot
    }

    /// A condition on one or two variables.
    fn filter(&mut self) -> Option<Expr> {
        let nodes = self.plan.nodes.iter().map(|node| node.slot);
        let hops = self.plan.relations.iter().filter(|it| it.length.is_none());
        let elements: Vec<Slot> = nodes.clone().chain(hops.map(|it| it.slot)).collect();
        let nodes: Vec<Slot> = nodes.collect();
        let ops = [CompareOp::Equal, CompareOp::NotEqual, CompareOp::Less];
        let op = self.dice.pick(&ops);
        let a = self.dice.pick(&elements);
        let number = (0..self.columns.len()).find(|&slot| self.columns[slot] == Column::Number);
        Some(match self.dice.below(4) {
            0 => {
                let op = self.dice.pick(&ops[..2]);
                comparison(
                    op,
                    slot(self.dice.pick(&nodes)),
                    slot(self.dice.pick(&nodes)),
                )
            }
            1 => {
                let b = self.dice.pick(&elements);
                comparison(op, property(a, self.graph), property(b, self.graph))
            }
            2 if number.is_some() => comparison(op, slot(number?), property(a, self.graph)),
            _ => comparison(
                op,
                property(a, self.graph),
                constant(self.dice.below(3) as i64),
            ),
        })
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

pub fn empty(width: usize) -> PatternPlan {
    PatternPlan {
        width,
        added: 0,
        nodes: Vec::new(),
        relations: Vec::new(),
        groups: Vec::new(),
        paths: Vec::new(),
        filters: Vec::new(),
        slice: None,
    }
}

pub fn expr(kind: ExprKind) -> Expr {
    Expr {
        kind,
        span: Span::default(),
    }
}

pub fn slot(slot: Slot) -> Expr {
    expr(ExprKind::Slot(slot))
}

pub fn constant(number: i64) -> Expr {
    expr(ExprKind::Constant(Value::Integer(number)))
}

/// `slot.x`.
pub fn property(of: Slot, graph: &Graph) -> Expr {
    let key = Key {
        text: Arc::from("x"),
        symbol: graph.symbols().intern("x"),
    };
    expr(ExprKind::Property(Box::new(slot(of)), key))
}

pub fn comparison(op: CompareOp, left: Expr, right: Expr) -> Expr {
    expr(ExprKind::Compare(op, Box::new(left), Box::new(right)))
}

/// A pattern as text, for the message of a failure.
pub fn describe(plan: &PatternPlan) -> String {
    let mut text = format!("width {} added {}\n", plan.width, plan.added);
    for node in &plan.nodes {
        text += &format!(
            "  node {} bound {} {:?}\n",
            node.slot, node.bound, node.labels
        );
    }
    for it in &plan.relations {
        text += &format!(
            "  relation {} bound {} ({})-{:?}-({}) {:?} {:?} hop {}\n",
            it.slot,
            it.bound,
            it.left,
            it.direction,
            it.right,
            it.types,
            it.length,
            it.hop.is_some()
        );
    }
    for it in &plan.groups {
        text += &format!(
            "  group {} ({})-({}) {:?} from {} to {} collects {:?}: {}",
            it.path,
            it.left,
            it.right,
            it.quantifier,
            it.start,
            it.end,
            it.collected,
            describe(&it.inner)
        );
    }
    text += &format!("  slice {:?}\n", plan.slice);
    for it in &plan.paths {
        text += &format!(
            "  path {:?} {:?} {:?} {:?}\n",
            it.slot, it.parts, it.mode, it.selector
        );
    }
    for it in &plan.filters {
        text += &format!("  filter {:?}\n", it.kind);
    }
    text
}
