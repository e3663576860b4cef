//! Rows that are known and passed on a batch at a time.

use crate::exec::batch::BATCH_ROWS;
use crate::exec::{Batch, Column};
use factio_graph::value::Value;

/// What is still to be passed on.
pub(in crate::exec) struct Rest {
    columns: Vec<Part>,
    len: usize,
    passed: usize,
}

/// The rest of a column. Values go over and are not copied.
enum Part {
    Values(std::vec::IntoIter<Value>),
    Bare(Column),
}

impl Rest {
    /// Rows that stand for one each, of which the first ones are left out.
    pub fn of(rows: Batch, skipped: usize) -> Rest {
        let part = |column| match column {
            Column::Values(values) => {
                let mut values = values.into_iter();
                values.by_ref().take(skipped).for_each(drop);
                Part::Values(values)
            }
            bare => Part::Bare(bare),
        };
        Rest {
            columns: rows.columns.into_iter().map(part).collect(),
            len: rows.len,
            passed: skipped.min(rows.len),
        }
    }

    /// The next rows, if there are any.
    pub fn next(&mut self) -> Option<Batch> {
        let from = self.passed;
        let to = self.len.min(from + BATCH_ROWS);
        if from == to {
            return None;
        }
        self.passed = to;
        let rows: Vec<u32> = (from..to).map(|row| row as u32).collect();
        let columns = self.columns.iter_mut().map(|part| match part {
            Part::Values(values) => Column::Values(values.by_ref().take(to - from).collect()),
            Part::Bare(column) => column.gather(&rows),
        });
        Some(Batch::new(columns.collect(), to - from))
    }
}

#[cfg(test)]
mod tests {
    use super::Rest;
    use crate::exec::batch::BATCH_ROWS;
    use crate::exec::{Batch, Column};
    use factio_graph::value::Value;

    #[test]
    fn all_rows_but_those_skipped_come_once_in_their_order() {
        let len = 2 * BATCH_ROWS + 5;
        for skipped in [0, 1, BATCH_ROWS, len, len + 1] {
            let numbers = 0..len as i64;
            let columns = vec![
                Column::Integers(numbers.clone().collect()),
                Column::Values(numbers.map(Value::Integer).collect()),
            ];
            let mut rest = Rest::of(Batch::new(columns, len), skipped);
            let mut next = skipped as i64;
            while let Some(batch) = rest.next() {
                assert!((1..=BATCH_ROWS).contains(&batch.len));
                for row in 0..batch.len {
                    let row = batch.values(row);
                    assert_eq!(row, [Value::Integer(next), Value::Integer(next)]);
                    next += 1;
                }
            }
            assert_eq!(next as usize, len.max(skipped));
        }
    }
}
