//! Grouping: rows with equal keys are one, and an aggregate says something of all of them.

use super::{Naive, Row, Tired};
use crate::literal;
use crate::query::{ItemValue, Projection};
use factio_graph::value::{Value, order};
use std::collections::{BTreeMap, HashSet};

impl Naive<'_> {
    pub(super) fn grouped(&self, rows: &[Row], projection: &Projection) -> Result<Vec<Row>, Tired> {
        let mut groups: BTreeMap<String, (Row, Vec<&Row>)> = BTreeMap::new();
        for row in rows {
            let mut key = Row::new();
            for item in &projection.items {
                if let ItemValue::Plain(expr) = &item.value {
                    key.insert(item.alias.clone(), self.value(expr, row)?);
                }
            }
            let values: Vec<Value> = key.values().cloned().collect();
            let group = groups.entry(literal::key(&values));
            group.or_insert((key, Vec::new())).1.push(row);
        }
        let is_key = |value: &ItemValue| matches!(value, ItemValue::Plain(_));
        if groups.is_empty() && !projection.items.iter().any(|item| is_key(&item.value)) {
            groups.insert(String::new(), (Row::new(), Vec::new()));
        }
        let mut all = Vec::new();
        for (mut made, rows) in groups.into_values() {
            for item in projection.items.iter().filter(|it| !is_key(&it.value)) {
                let value = self.aggregate(&item.value, &rows)?;
                made.insert(item.alias.clone(), value);
            }
            all.push(made);
        }
        Ok(all)
    }

    fn aggregate(&self, value: &ItemValue, rows: &[&Row]) -> Result<Value, Tired> {
        let ItemValue::Aggregate {
            function,
            distinct,
            argument,
        } = value
        else {
            return Ok(Value::Integer(rows.len() as i64));
        };
        let mut values = Vec::new();
        for row in rows {
            values.push(self.value(argument, row)?);
        }
        values.retain(|value| !value.is_null());
        if *distinct {
            let mut seen = HashSet::new();
            values.retain(|value| seen.insert(literal::settled(value)));
        }
        let least = |a: &Value, b: &Value| order(a, b);
        Ok(match *function {
            "count" => Value::Integer(values.len() as i64),
            "collect" => Value::list(values),
            "min" => values.into_iter().min_by(least).unwrap_or(Value::Null),
            "max" => values.into_iter().max_by(least).unwrap_or(Value::Null),
            _ => Value::Integer(values.iter().map(whole).sum()),
        })
    }
}

fn whole(value: &Value) -> i64 {
    match value {
        Value::Integer(number) => *number,
        _ => 0,
    }
}
