//! A property compared with a value: cell by cell at first, and where that is asked often, by a bit for each element.

use crate::context::Context;
use crate::error::Result;
use crate::exec::batch::NULL_ID;
use crate::exec::pattern::evaluator::{Evaluator, holds};
use crate::exec::pattern::view::{Kind, View};
use crate::plan::expr::CompareOp;
use factio_graph::adjacency::Bits;
use factio_graph::facts::{Cell, ColumnRef, Graph, Numbers};
use factio_graph::id::{NodeId, RelationId, Symbol};
use factio_graph::value::Value;
use std::borrow::Cow;
use std::cmp::Ordering;
use std::ops::Bound;

/// A whole column is read once as many single values as this share of it were asked for.
const SHARE: u64 = 8;

/// Fewer elements are looked at one by one.
const FEW: usize = if cfg!(test) { 0 } else { 8 };

/// `element.key op operand`.
#[derive(Debug)]
pub(super) struct PropertyTest<'p> {
    kind: Kind,
    key: Symbol,
    op: CompareOp,
    operand: Evaluator<'p>,
    /// The value of the operand, and the input row or the element it holds for (none: for all).
    known: Option<(Option<u32>, Value)>,
    asked: u64,
    /// The elements that pass, for the known value.
    bits: Option<Bits>,
}

impl<'p> PropertyTest<'p> {
    pub fn new(kind: Kind, key: Symbol, op: CompareOp, operand: Evaluator<'p>) -> Self {
        PropertyTest {
            kind,
            key,
            op,
            operand,
            known: None,
            asked: 0,
            bits: None,
        }
    }

    /// Whether its operand reads input columns at most.
    pub fn is_outer(&self) -> bool {
        self.operand.is_outer()
    }

    /// Whether its operand has one value for all rows.
    pub fn is_constant(&self) -> bool {
        self.operand.is_constant()
    }

    pub fn key(&self) -> Symbol {
        self.key
    }

    /// The packed numbers that pass, for the operand learnt last; `None` where numbers do not tell.
    pub fn numbers(&self, column: ColumnRef<'_>) -> Option<Numbers> {
        let (_, value) = self.known.as_ref()?;
        match self.op {
            CompareOp::Equal => column.numbers_equal_to(value),
            op => {
                let (low, high) = bounds(op, value)?;
                column.numbers_between(low, high)
            }
        }
    }

    /// Forgets what holds for the rows of one input batch.
    pub fn rewind(&mut self) {
        if matches!(self.known, Some((Some(_), _))) {
            self.known = None;
        }
    }

    /// Drops the rows whose element fails, of those listed.
    pub fn keep(
        &mut self,
        ids: &[u32],
        view: View<'_>,
        rows: &mut Vec<u32>,
        context: &Context<'_>,
    ) -> Result<()> {
        let graph = context.graph();
        let column = self.column(graph);
        if self.operand.is_constant() {
            let Some(&first) = rows.first() else {
                return Ok(());
            };
            self.learn(None, view, first as usize, context)?;
            self.count(rows.len(), column);
            rows.retain(|&row| self.passes(ids[row as usize], column));
            return Ok(());
        }
        let known_by = match (self.is_outer(), self.operand.owner()) {
            (true, _) => view.origins(),
            (false, Some(owner)) => view.ids(owner),
            (false, None) => Cow::Owned(vec![NULL_ID; view.len()]),
        };
        let known_by = |row: &u32| known_by[*row as usize];
        let mut kept = Vec::with_capacity(rows.len());
        for run in rows.chunk_by(|a, b| known_by(a) == known_by(b) && known_by(a) != NULL_ID) {
            let known_by = known_by(&run[0]);
            if known_by == NULL_ID {
                self.known = None;
            }
            self.learn(Some(known_by), view, run[0] as usize, context)?;
            self.count(run.len(), column);
            self.keep_run(ids, run, column, &mut kept);
        }
        *rows = kept;
        Ok(())
    }

    /// Adds those of some rows whose element passes, for the operand learnt last: by packed numbers, where these tell.
    fn keep_run(&self, ids: &[u32], run: &[u32], column: ColumnRef<'_>, kept: &mut Vec<u32>) {
        if let Some((wanted, within)) = self.numbers_or_others(column)
            && self.bits.is_none()
            && run.len() > FEW
        {
            let elements: Vec<u32> = run.iter().map(|&row| ids[row as usize]).collect();
            if let Some((kind, numbers)) = column.numbers(&elements)
                && kind == wanted.kind
            {
                let passes = |number: &i64| wanted.range.contains(number) == within;
                let rows = run.iter().zip(&numbers);
                kept.extend(
                    rows.filter(|(_, number)| passes(number))
                        .map(|(row, _)| row),
                );
                return;
            }
        }
        let passes = |row: &&u32| self.passes(ids[**row as usize], column);
        kept.extend(run.iter().filter(passes));
    }

    /// The packed numbers that pass, or those that alone fail, and which of the two.
    fn numbers_or_others(&self, column: ColumnRef<'_>) -> Option<(Numbers, bool)> {
        let (_, value) = self.known.as_ref()?;
        match self.op {
            CompareOp::NotEqual => Some((column.numbers_equal_to(value)?, false)),
            _ => Some((self.numbers(column)?, true)),
        }
    }

    pub fn column<'g>(&self, graph: &'g Graph) -> ColumnRef<'g> {
        match self.kind {
            Kind::Node => graph.node_column(self.key),
            _ => graph.relation_column(self.key),
        }
    }

    /// Evaluates the operand, unless it is known for that input row.
    pub fn learn(
        &mut self,
        origin: Option<u32>,
        view: View<'_>,
        row: usize,
        context: &Context<'_>,
    ) -> Result<()> {
        if self.known.as_ref().is_some_and(|(of, _)| *of == origin) {
            return Ok(());
        }
        let value = self.operand.eval(view, row, context)?;
        if self.known.as_ref().is_none_or(|(_, old)| *old != value) {
            self.bits = None;
            self.asked = 0;
        }
        self.known = Some((origin, value));
        Ok(())
    }

    /// Notes that so many elements are asked for, and reads the whole column when that pays.
    pub fn count(&mut self, elements: usize, column: ColumnRef<'_>) {
        self.asked += elements as u64;
        if self.bits.is_none()
            && self.asked > column.len() / SHARE
            && let Some((_, value)) = &self.known
        {
            self.bits = selected(self.op, value, column);
        }
    }

    /// Whether an element passes, for the operand learnt last.
    pub fn passes(&self, id: u32, column: ColumnRef<'_>) -> bool {
        match (&self.bits, &self.known) {
            (Some(bits), _) => bits.contains(id),
            (None, Some((_, value))) => cell_holds(self.op, column.cell(id), value),
            (None, None) => false,
        }
    }
}

/// The property of a node or relation.
pub(super) fn property(graph: &Graph, kind: Kind, id: u32, key: Symbol) -> Value {
    match kind {
        Kind::Node => graph.node_property(NodeId(id), key),
        _ => graph.relation_property(RelationId(id), key),
    }
}

/// The elements whose value compares so; `None` where that is not quick to find.
fn selected(op: CompareOp, value: &Value, column: ColumnRef<'_>) -> Option<Bits> {
    let found = match op {
        CompareOp::Equal => column.equal_to(value),
        op => {
            let (low, high) = bounds(op, value)?;
            column.between(low, high)
        }
    };
    Some(found.into_iter().collect())
}

/// The bounds between which values compare so.
fn bounds(op: CompareOp, value: &Value) -> Option<(Bound<&Value>, Bound<&Value>)> {
    match op {
        CompareOp::Less => Some((Bound::Unbounded, Bound::Excluded(value))),
        CompareOp::LessOrEqual => Some((Bound::Unbounded, Bound::Included(value))),
        CompareOp::Greater => Some((Bound::Excluded(value), Bound::Unbounded)),
        CompareOp::GreaterOrEqual => Some((Bound::Included(value), Bound::Unbounded)),
        CompareOp::Equal | CompareOp::NotEqual => None,
    }
}

/// Whether a comparison with a stored value is true; the value is copied only where its type asks for it.
pub(super) fn cell_holds(op: CompareOp, cell: Cell<'_>, value: &Value) -> bool {
    let ordering = match (cell, value) {
        (Cell::Missing, _) | (_, Value::Null) => return false,
        (Cell::Integer(cell), Value::Integer(value)) => cell.cmp(value),
        (Cell::Boolean(cell), Value::Boolean(value)) => cell.cmp(value),
        (Cell::Date(cell), Value::Date(value)) => cell.cmp(value),
        (Cell::String(cell), Value::String(value)) => match op {
            CompareOp::Equal => return **cell == **value,
            CompareOp::NotEqual => return **cell != **value,
            _ => (**cell).cmp(&**value),
        },
        (cell, value) => return holds(op, &cell.to_value(), value),
    };
    match op {
        CompareOp::Equal => ordering == Ordering::Equal,
        CompareOp::NotEqual => ordering != Ordering::Equal,
        CompareOp::Less => ordering == Ordering::Less,
        CompareOp::LessOrEqual => ordering != Ordering::Greater,
        CompareOp::Greater => ordering == Ordering::Greater,
        CompareOp::GreaterOrEqual => ordering != Ordering::Less,
    }
}

#[cfg(test)]
mod tests {
    use super::{cell_holds, selected};
    use crate::exec::pattern::evaluator::holds;
    use crate::plan::expr::CompareOp;
    use factio_graph::catalog::Catalog;
    use factio_graph::facts::Graph;
    use factio_graph::time::Date;
    use factio_graph::value::Value;

    #[test]
    fn cells_bits_and_values_compare_alike() {
        let values = [
            Value::Integer(1),
            Value::Integer(2),
            Value::Float(1.0),
            Value::Float(f64::NAN),
            Value::Boolean(true),
            Value::from("1"),
            Value::from("2"),
            Value::Date(Date { days: 1 }),
            Value::list(vec![Value::Integer(1)]),
        ];
        let mut graph = Graph::new();
        let key = graph.symbols().intern("x");
        for value in &values {
            let node = graph.create_node(&[]).expect("there is room");
            graph
                .set_node_property(node, key, value.clone())
                .expect("the value can be kept");
        }
        let column = graph.node_column(key);
        let ops = [
            CompareOp::Equal,
            CompareOp::NotEqual,
            CompareOp::Less,
            CompareOp::LessOrEqual,
            CompareOp::Greater,
            CompareOp::GreaterOrEqual,
        ];
        for op in ops {
            for other in values.iter().chain([&Value::Null]) {
                for (id, value) in (0..).zip(&values) {
                    let expected = holds(op, value, other);
                    assert_eq!(
                        cell_holds(op, column.cell(id), other),
                        expected,
                        "{value:?} {op:?} {other:?}"
                    );
                    if let Some(bits) = selected(op, other, column) {
                        assert_eq!(bits.contains(id), expected, "{value:?} {op:?} {other:?}");
                    }
                }
            }
        }
    }
}
