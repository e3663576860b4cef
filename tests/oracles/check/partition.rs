//! Ternary partitioning (Rigger and Su, 2020): a condition is true, false or unknown of each row, and so of all of them.

use super::{report, told};
use crate::dice::Dice;
use crate::engine::{self, Answer, Rows};
use crate::expr::Expr;
use crate::graph::{self, Graph};
use crate::literal;
use crate::query::{Clause, ItemValue, Projection, Query};
use crate::random::{self, Scope};
use crate::run::Verdict;
use factio_graph::value::{Value, order};
use std::collections::HashSet;

/// How the answers to the parts make up the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sum {
    Rows,
    DistinctRows,
    /// Columns: count(*), count(x), min(x), max(x), sum(k).
    Aggregates,
}

pub fn check(dice: &mut Dice) -> Verdict {
    let graph = graph::random(dice);
    let (clauses, mut scope) = random::clauses(dice);
    let sum = dice.pick(&[Sum::Rows, Sum::DistinctRows, Sum::Aggregates]);
    let answer = projection(dice, &scope, sum);
    let condition = random::predicate(dice, &mut scope, 2);
    let within = dice.chance(50);
    let whole = Query { clauses, answer };
    let mut session = engine::session(&graph);
    let parts = [
        condition.clone(),
        Expr::Not(condition.clone().boxed()),
        Expr::IsNull(condition.boxed()),
    ];
    let parts = parts.map(|condition| limited(&whole, &scope, condition, within).to_string());
    let whole = whole.to_string();
    let Some(all) = rows(engine::run(&mut session, &whole)) else {
        return Verdict::Left;
    };
    let mut pieces = Vec::new();
    for part in &parts {
        match rows(engine::run(&mut session, part)) {
            Some(rows) => pieces.push(rows),
            None => return Verdict::Left,
        }
    }
    judged(
        &graph,
        sum,
        [&whole, &parts[0], &parts[1], &parts[2]],
        all,
        pieces,
    )
}

fn judged(graph: &Graph, sum: Sum, asked: [&str; 4], all: Rows, pieces: Vec<Rows>) -> Verdict {
    let mut answers = vec![all];
    answers.extend(pieces);
    let summed = summed(sum, &answers[1..]);
    if literal::lines(&answers[0]) == summed {
        return Verdict::Holds;
    }
    let came: Vec<String> = answers
        .into_iter()
        .map(|rows| told(&Answer::Rows(rows)))
        .collect();
    let pairs: Vec<(&str, &str)> = asked
        .into_iter()
        .zip(came.iter().map(String::as_str))
        .collect();
    Verdict::Fails(report(graph, &pairs))
}

/// The rows; `None` for too many. A query that fails has a message for a row.
fn rows(answer: Answer) -> Option<Rows> {
    match answer {
        Answer::Rows(rows) => Some(rows),
        Answer::Error(error) => Some(vec![vec![Value::string(error.to_string())]; 7]),
        Answer::TooMany => None,
    }
}

fn projection(dice: &mut Dice, scope: &Scope, sum: Sum) -> Projection {
    let columns = match sum {
        Sum::Aggregates => {
            let aggregate = |function, argument| ItemValue::Aggregate {
                function,
                distinct: false,
                argument,
            };
            let value = random::value(dice, scope, 1);
            vec![
                ItemValue::CountStar,
                aggregate("count", value.clone()),
                aggregate("min", value.clone()),
                aggregate("max", value),
                aggregate("sum", random::number(dice, scope)),
            ]
        }
        _ => (0..1 + dice.below(2))
            .map(|_| match dice.chance(50) {
                true => ItemValue::Plain(random::value(dice, scope, 1)),
                false => ItemValue::Plain(Expr::Variable(dice.pick(&scope.names).0)),
            })
            .collect(),
    };
    Projection {
        distinct: sum == Sum::DistinctRows,
        ..Projection::of(columns)
    }
}

/// The query for the rows of which the condition is true: in the last MATCH, or in a WITH of its own.
fn limited(whole: &Query, scope: &Scope, condition: Expr, within: bool) -> Query {
    let mut query = whole.clone();
    if let (true, Some(Clause::Match(last))) = (within, query.clauses.last_mut())
        && !last.optional
    {
        last.filter = Some(match last.filter.take() {
            Some(filter) => Expr::And(filter.boxed(), condition.boxed()),
            None => condition,
        });
        return query;
    }
    let names = scope.names.iter().map(|(name, _)| name.clone());
    query.clauses.push(Clause::With(Projection {
        filter: Some(condition),
        ..Projection::passing(names)
    }));
    query
}

fn summed(sum: Sum, pieces: &[Rows]) -> Vec<String> {
    let rows: Vec<Vec<Value>> = pieces.iter().flatten().cloned().collect();
    match sum {
        Sum::Rows => literal::lines(&rows),
        Sum::DistinctRows => {
            let mut seen = HashSet::new();
            let mut rows = rows;
            rows.retain(|row| seen.insert(literal::key(row)));
            literal::lines(&rows)
        }
        Sum::Aggregates => {
            let column = |at: usize| -> Vec<Value> {
                let cells = rows.iter().filter_map(|row| row.get(at).cloned());
                cells.filter(|cell| !cell.is_null()).collect()
            };
            let total = |at| {
                let numbers = column(at).into_iter().map(|cell| match cell {
                    Value::Integer(number) => number,
                    _ => i64::MIN / 8,
                });
                Value::Integer(numbers.sum())
            };
            let least = column(2).into_iter().min_by(order).unwrap_or(Value::Null);
            let most = column(3).into_iter().max_by(order).unwrap_or(Value::Null);
            literal::lines(&[vec![total(0), total(1), least, most, total(4)]])
        }
    }
}
