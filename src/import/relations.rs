//! A table of relations into the graph.

use crate::error::Result;
use crate::import::columns::{Properties, keep};
use crate::import::convert::Kind;
use crate::import::ends::Ends;
use crate::import::header::{self, Role};
use crate::import::report::Report;
use crate::import::source::{Relations, Tables};
use crate::import::table::Table;
use crate::import::{failure, refused};
use factio_graph::catalog::Catalog;
use factio_graph::facts::{Graph, Relation};
use factio_graph::id::{NodeId, Symbol};

/// Writes a table's relations between nodes that are there.
pub fn write(
    graph: &mut Graph,
    tables: &Tables,
    given: &Relations,
    mut table: Table,
    ends: &mut Ends,
    report: &mut Report,
) -> Result<()> {
    let fails = |message| failure(&given.file, message);
    let (source, target) = (tables.source.as_deref(), tables.target.as_deref());
    let typed = given.kind.is_some();
    let roles = header::relations(&table.names, source, target, typed).map_err(fails)?;
    let mut kept = vec![true; table.lines.len()];
    let place = |wanted: Role| roles.iter().position(|role| *role == wanted).unwrap_or(0);
    let (start, end) = (place(Role::Start), place(Role::End));
    let starts = ends.find(graph, given.start.as_deref(), &table.columns[start]);
    let finishes = ends.find(graph, given.end.as_deref(), &table.columns[end]);
    refuse_lost(&mut table, start, &starts, &mut kept);
    refuse_lost(&mut table, end, &finishes, &mut kept);
    let kinds = Kinds::of(graph, given, &roles, &table);
    kinds.refuse_missing(&mut table, &mut kept);
    let properties = Properties::read(&wanted(&roles), &mut table, &mut kept, graph.symbols());
    keep(&mut table, &kept);
    let found: Vec<Relation> = (0..table.lines.len())
        .filter_map(|row| {
            Some(Relation {
                kind: kinds.get(&table, row)?,
                start: at(&starts, &table, start, row)?,
                end: at(&finishes, &table, end, row)?,
            })
        })
        .collect();
    let columns = properties.columns(&table);
    let made = graph.create_relations(&found, &columns);
    made.map_err(|error| refused(&given.file, &error))?;
    report.relations += found.len() as u64;
    report.refused.append(&mut table.refused);
    Ok(())
}

/// The types of the rows: one for all, or those of a column.
enum Kinds {
    All(Symbol),
    /// A column, and by its texts the types.
    Each(usize, Vec<Option<Symbol>>),
}

impl Kinds {
    fn of(graph: &Graph, given: &Relations, roles: &[Role], table: &Table) -> Kinds {
        let symbols = graph.symbols();
        let column = roles.iter().position(|role| *role == Role::Type);
        match (&given.kind, column) {
            (Some(kind), _) => Kinds::All(symbols.intern(kind)),
            (None, column) => {
                let column = column.unwrap_or(0);
                let texts = table.columns[column].texts.iter();
                let kind = |text: &str| (!text.is_empty()).then(|| symbols.intern(text));
                Kinds::Each(column, texts.map(kind).collect())
            }
        }
    }

    fn get(&self, table: &Table, row: usize) -> Option<Symbol> {
        match self {
            Kinds::All(kind) => Some(*kind),
            Kinds::Each(column, kinds) => kinds[table.columns[*column].places[row] as usize],
        }
    }

    fn refuse_missing(&self, table: &mut Table, kept: &mut [bool]) {
        for (row, kept) in kept.iter_mut().enumerate() {
            if *kept && self.get(table, row).is_none() {
                *kept = false;
                table.refuse(row, "the type is missing".to_string());
            }
        }
    }
}

/// Refuses rows whose end was not found.
fn refuse_lost(
    table: &mut Table,
    column: usize,
    found: &[std::result::Result<NodeId, String>],
    kept: &mut [bool],
) {
    if found.iter().all(std::result::Result::is_ok) {
        return;
    }
    for (row, kept) in kept.iter_mut().enumerate() {
        let place = table.columns[column].places[row] as usize;
        if let Err(reason) = &found[place]
            && std::mem::replace(kept, false)
        {
            let reason = format!("{}: {reason}", table.names[column]);
            table.refuse(row, reason);
        }
    }
}

fn at(
    found: &[std::result::Result<NodeId, String>],
    table: &Table,
    column: usize,
    row: usize,
) -> Option<NodeId> {
    found[table.columns[column].places[row] as usize]
        .as_ref()
        .ok()
        .copied()
}

fn wanted(roles: &[Role]) -> Vec<(usize, &str, &Kind)> {
    let mut found = Vec::new();
    for (column, role) in roles.iter().enumerate() {
        if let Role::Property(name, kind) = role {
            found.push((column, name.as_str(), kind));
        }
    }
    found
}
