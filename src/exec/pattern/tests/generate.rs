//! Random patterns, from a seed.

use crate::exec::pattern::tests::describe::{comparison, constant, property, slot};
use crate::exec::pattern::tests::dice::Dice;
use crate::plan::expr::{CompareOp, Expr, LabelTest, Slot};
use crate::plan::pattern::{
    GroupVariable, NodeVariable, PathVariable, PatternPlan, RelationVariable,
};
use factio_grammar::Span;
use factio_grammar::ast::{Direction, PathCount, PathMode, Quantifier, Selector};
use factio_graph::catalog::Catalog;
use factio_graph::facts::Graph;
use factio_graph::id::Symbol;

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
            Selector::Any(PathCount::Number(1)),
            Selector::Any(PathCount::Number(2)),
            Selector::AllShortest,
            Selector::Shortest(PathCount::Number(1)),
            Selector::Shortest(PathCount::Number(2)),
            Selector::ShortestGroups(PathCount::Number(1)),
            Selector::ShortestGroups(PathCount::Number(2)),
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
        seams: Vec::new(),
        optional: Vec::new(),
        wanted: Default::default(),
        memory: Default::default(),
    }
}
