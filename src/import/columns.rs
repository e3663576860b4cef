//! The property columns of a table, from texts to values; rows whose values cannot be read are refused.

use crate::import::convert::{self, Kind};
use crate::import::table::Table;
use factio_graph::facts::{BulkColumn, Coded};
use factio_graph::id::Symbol;
use factio_graph::symbols::Symbols;
use factio_graph::value::Value;

/// Values by the number of their text.
pub struct Properties {
    columns: Vec<Property>,
}

struct Property {
    key: Symbol,
    /// Place of its column in the table.
    column: usize,
    values: Vec<Value>,
}

impl Properties {
    /// The values of these columns; a row with one that cannot be read loses its place in `kept`.
    pub fn read(
        wanted: &[(usize, &str, &Kind)],
        table: &mut Table,
        kept: &mut [bool],
        symbols: &Symbols,
    ) -> Properties {
        let read = |&(column, name, kind): &(usize, &str, &Kind)| Property {
            key: symbols.intern(name),
            column,
            values: property(column, name, kind, table, kept),
        };
        // Of a key that comes twice the last column counts.
        let last = |&(at, &(_, name, _)): &(usize, &(usize, &str, &Kind))| {
            wanted[at + 1..].iter().all(|(_, later, _)| *later != name)
        };
        let once: Vec<_> = wanted
            .iter()
            .enumerate()
            .filter(last)
            .map(|(_, of)| of)
            .collect();
        Properties {
            columns: once.into_iter().map(read).collect(),
        }
    }

    /// The columns, as the graph takes them.
    pub fn columns<'c>(&'c self, table: &'c Table) -> Vec<BulkColumn<'c>> {
        let columns = self.columns.iter().map(|property| BulkColumn {
            key: property.key,
            values: Coded {
                places: &table.columns[property.column].places,
                items: &property.values,
            },
        });
        columns.collect()
    }
}

fn property(
    column: usize,
    name: &str,
    kind: &Kind,
    table: &mut Table,
    kept: &mut [bool],
) -> Vec<Value> {
    let read = convert::values(kind, &table.columns[column].texts);
    if read.iter().any(Result::is_err) {
        for (row, kept) in kept.iter_mut().enumerate() {
            let place = table.columns[column].places[row];
            if let Err(reason) = &read[place as usize]
                && std::mem::replace(kept, false)
            {
                table.refuse(row, format!("{name}: {reason}"));
            }
        }
    }
    read.into_iter().map(Result::unwrap_or_default).collect()
}

/// Leaves only the rows that are kept.
pub fn keep(table: &mut Table, kept: &[bool]) {
    if kept.iter().all(|&kept| kept) {
        return;
    }
    let rows: Vec<usize> = (0..kept.len()).filter(|&row| kept[row]).collect();
    table
        .columns
        .iter_mut()
        .for_each(|column| column.keep(&rows));
    table.lines = rows.iter().map(|&row| table.lines[row]).collect();
}
