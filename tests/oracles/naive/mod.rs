//! An executor that enumerates: each clause turns a list of rows into another, straight from what the clause means.

mod aggregate;
mod eval;
mod matching;

use crate::graph::Graph;
use crate::literal;
use crate::query::{Clause, ItemValue, Match, Projection, Query, Time};
use factio_graph::value::{Value, order};
use std::cell::Cell;
use std::cmp::Ordering;
use std::collections::{BTreeMap, HashSet};

pub type Row = BTreeMap<String, Value>;

/// Too much work for enumeration.
#[derive(Debug)]
pub struct Tired;

pub struct Naive<'g> {
    graph: &'g Graph,
    /// Steps that may still be made.
    fuel: Cell<usize>,
    /// The time clause in force.
    time: Cell<Option<Time>>,
}

/// The rows that a query means.
///
/// # Errors
/// It would take too long.
pub fn answer(graph: &Graph, query: &Query) -> Result<Vec<Vec<Value>>, Tired> {
    let naive = Naive {
        graph,
        fuel: Cell::new(60_000),
        time: Cell::new(None),
    };
    let rows = naive.query(vec![Row::new()], query)?;
    let columns = &query.answer.items;
    Ok(rows
        .into_iter()
        .map(|row| columns.iter().map(|it| row[&it.alias].clone()).collect())
        .collect())
}

fn unwound(rows: Vec<Row>, values: &[Value], name: &str) -> Vec<Row> {
    let with = |row: &Row, value: &Value| {
        let mut row = row.clone();
        row.insert(name.to_string(), value.clone());
        row
    };
    rows.iter()
        .flat_map(|row| values.iter().map(move |value| with(row, value)))
        .collect()
}

impl Naive<'_> {
    fn work(&self, steps: usize) -> Result<(), Tired> {
        self.fuel
            .set(self.fuel.get().checked_sub(steps).ok_or(Tired)?);
        Ok(())
    }

    fn query(&self, rows: Vec<Row>, query: &Query) -> Result<Vec<Row>, Tired> {
        let mut rows = rows;
        for clause in &query.clauses {
            rows = match clause {
                Clause::Match(clause) => self.matching(rows, clause)?,
                Clause::Unwind(values, name) => unwound(rows, values, name),
                Clause::With(projection) => self.projected(rows, projection)?,
                Clause::Call(imports, query) => self.called(rows, imports, query)?,
            };
            self.work(rows.len())?;
        }
        self.projected(rows, &query.answer)
    }

    /// Each row beside each row that the subquery gives for it.
    fn called(&self, rows: Vec<Row>, imports: &[String], query: &Query) -> Result<Vec<Row>, Tired> {
        let mut all = Vec::new();
        for row in rows {
            let mut seen = row.clone();
            seen.retain(|name, _| imports.contains(name));
            for found in self.query(vec![seen], query)? {
                let mut joined = row.clone();
                joined.extend(found);
                all.push(joined);
            }
        }
        Ok(all)
    }

    fn matching(&self, rows: Vec<Row>, clause: &Match) -> Result<Vec<Row>, Tired> {
        let mut all = Vec::new();
        for row in rows {
            self.time.set(clause.time);
            let found = self.matches(&row, &clause.patterns, clause.filter.as_ref())?;
            if found.is_empty() && clause.optional {
                let mut row = row;
                for name in matching::names(&clause.patterns) {
                    row.entry(name).or_insert(Value::Null);
                }
                all.push(row);
            } else {
                all.extend(found);
            }
        }
        self.time.set(None);
        Ok(all)
    }

    fn projected(&self, rows: Vec<Row>, projection: &Projection) -> Result<Vec<Row>, Tired> {
        let mut rows = match projection.aggregates() {
            true => self.grouped(&rows, projection)?,
            false => self.each(&rows, projection)?,
        };
        let key = |row: &Row| -> Vec<Value> {
            let columns = projection.items.iter();
            columns.map(|it| row[&it.alias].clone()).collect()
        };
        if projection.distinct {
            let mut seen = HashSet::new();
            rows.retain(|row| seen.insert(literal::key(&key(row))));
        }
        if let Some(page) = projection.page {
            rows.sort_by(|a, b| {
                let ordering = compared(&key(a), &key(b));
                match page.descending {
                    true => ordering.reverse(),
                    false => ordering,
                }
            });
            rows = rows
                .into_iter()
                .skip(page.skip.unwrap_or(0))
                .take(page.limit.unwrap_or(usize::MAX))
                .collect();
        }
        let Some(filter) = &projection.filter else {
            return Ok(rows);
        };
        let mut kept = Vec::new();
        for row in rows {
            if self.holds(filter, &row)? {
                kept.push(row);
            }
        }
        Ok(kept)
    }

    fn each(&self, rows: &[Row], projection: &Projection) -> Result<Vec<Row>, Tired> {
        let mut all = Vec::new();
        for row in rows {
            let mut made = Row::new();
            for item in &projection.items {
                if let ItemValue::Plain(expr) = &item.value {
                    made.insert(item.alias.clone(), self.value(expr, row)?);
                }
            }
            all.push(made);
        }
        Ok(all)
    }
}

fn compared(left: &[Value], right: &[Value]) -> Ordering {
    let pairs = left.iter().zip(right);
    pairs
        .map(|(left, right)| order(left, right))
        .find(|ordering| ordering.is_ne())
        .unwrap_or(Ordering::Equal)
}
