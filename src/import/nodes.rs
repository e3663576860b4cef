//! A table of nodes into the graph.

use crate::error::Result;
use crate::import::columns::{Properties, keep};
use crate::import::convert::Kind;
use crate::import::ends::Ends;
use crate::import::header::{self, Role};
use crate::import::report::Report;
use crate::import::source::{Nodes, Tables};
use crate::import::table::Table;
use crate::import::{failure, refused};
use factio_graph::GraphError;
use factio_graph::catalog::Catalog;
use factio_graph::facts::{BulkColumn, Coded, Graph};
use factio_graph::id::{NodeId, Symbol};
use factio_graph::schema::Index;
use factio_graph::value::Value;

/// Writes a table's nodes; relations find them through `ends`.
pub fn write(
    graph: &mut Graph,
    tables: &Tables,
    given: &Nodes,
    mut table: Table,
    ends: &mut Ends,
    report: &mut Report,
) -> Result<()> {
    let fails = |message| failure(&given.file, message);
    let roles = header::nodes(&table.names, tables.key.as_deref()).map_err(fails)?;
    let mut kept = vec![true; table.lines.len()];
    let strict = tables.key.is_some() || is_marked(&table);
    let identity = roles
        .iter()
        .position(|role| matches!(role, Role::Identity(_)));
    if let Some(identity) = identity.filter(|_| strict) {
        refuse_repeated(&mut table, identity, &mut kept);
    }
    let wanted = properties(&roles);
    let symbols = graph.symbols();
    let properties = Properties::read(&wanted, &mut table, &mut kept, symbols);
    keep(&mut table, &kept);
    let sets = label_sets(graph, given, &roles, &table);
    let labels = Coded {
        places: &sets.0,
        items: &sets.1,
    };
    let columns = properties.columns(&table);
    let made = create(graph, labels, &columns).map_err(|error| refused(&given.file, &error))?;
    report.nodes += made.iter().flatten().count() as u64;
    if let Some(identity) = identity {
        let property = match &roles[identity] {
            Role::Identity(Some((name, _))) => Some(name.as_str()),
            _ => None,
        };
        ends.see_nodes(property, &table.columns[identity], &made);
    }
    drop(columns);
    for (row, made) in made.iter().enumerate() {
        if let Err(error) = made {
            table.refuse(row, error.to_string());
        }
    }
    if let Some(key) = &tables.key {
        index(graph, &sets.1, key, report).map_err(|error| refused(&given.file, &error))?;
    }
    report.refused.append(&mut table.refused);
    Ok(())
}

/// Whether the header itself says which column identifies.
fn is_marked(table: &Table) -> bool {
    table.names.iter().any(|name| name.contains(":ID"))
}

/// A node that is called as an earlier one of the file could not be told from it.
fn refuse_repeated(table: &mut Table, identity: usize, kept: &mut [bool]) {
    let column = &table.columns[identity];
    let mut first: Vec<Option<usize>> = vec![None; column.texts.len()];
    let mut repeated = Vec::new();
    for (row, &place) in column.places.iter().enumerate() {
        match (column.texts.get(place), first[place as usize]) {
            ("", _) => repeated.push((row, "the key is missing".to_string())),
            (text, Some(first)) => {
                let line = table.lines[first];
                repeated.push((
                    row,
                    format!("the key `{text}` stands in line {line} already"),
                ));
            }
            (_, None) => first[place as usize] = Some(row),
        }
    }
    for (row, reason) in repeated {
        kept[row] = false;
        table.refuse(row, reason);
    }
}

fn properties(roles: &[Role]) -> Vec<(usize, &str, &Kind)> {
    let mut found = Vec::new();
    for (column, role) in roles.iter().enumerate() {
        if let Role::Property(name, kind) | Role::Identity(Some((name, kind))) = role {
            found.push((column, name.as_str(), kind));
        }
    }
    found
}

/// By row the number of its label set, and the sets: those of the argument and those of a column together.
fn label_sets(
    graph: &Graph,
    given: &Nodes,
    roles: &[Role],
    table: &Table,
) -> (Vec<u32>, Vec<Vec<Symbol>>) {
    let symbols = graph.symbols();
    let all: Vec<Symbol> = given
        .labels
        .iter()
        .map(|label| symbols.intern(label))
        .collect();
    let Some(column) = roles.iter().position(|role| *role == Role::Labels) else {
        return (vec![0; table.lines.len()], vec![all]);
    };
    let column = &table.columns[column];
    let set = |text: &str| {
        let mut labels = all.clone();
        for label in names(text) {
            let label = symbols.intern(&label);
            if !labels.contains(&label) {
                labels.push(label);
            }
        }
        labels
    };
    (
        column.places.clone(),
        column.texts.iter().map(set).collect(),
    )
}

/// Labels joined by `;` or `:`, or a JSON list of them.
fn names(text: &str) -> Vec<String> {
    if text.starts_with('[')
        && let Ok(names) = serde_json::from_str(text)
    {
        return names;
    }
    let names = text.split([';', ':']).map(str::trim);
    names
        .filter(|name| !name.is_empty())
        .map(String::from)
        .collect()
}

/// The new nodes by row; node by node where constraints have to be looked at.
fn create(
    graph: &mut Graph,
    labels: Coded<'_, Vec<Symbol>>,
    columns: &[BulkColumn<'_>],
) -> std::result::Result<Vec<std::result::Result<NodeId, GraphError>>, GraphError> {
    let rows = labels.places.len();
    if graph.schema().constraints.is_empty() {
        let first = graph.create_nodes(labels, columns)?.0;
        return Ok((first..first + rows as u32)
            .map(|node| Ok(NodeId(node)))
            .collect());
    }
    let made = (0..rows).map(|row| {
        let of = |column: &BulkColumn<'_>| (column.key, column.values.get(row).clone());
        let properties: Vec<(Symbol, Value)> = columns.iter().map(of).collect();
        graph.create_node_with(labels.get(row), &properties)
    });
    Ok(made.collect())
}

/// An index on the key of each label, where there is none.
fn index(
    graph: &mut Graph,
    labels: &[Vec<Symbol>],
    key: &str,
    report: &mut Report,
) -> std::result::Result<(), GraphError> {
    let property = graph.symbols().intern(key);
    for &label in labels.iter().flatten() {
        let index = Index {
            on_relation: false,
            label,
            property,
        };
        let name = format!("index_{}_{key}", graph.symbols().text(label));
        let schema = graph.schema();
        let stands = schema.indexes.values().any(|known| *known == index)
            || schema.indexes.contains_key(&name);
        if !stands {
            graph.create_index(&name, index)?;
            report.notes.push(format!("index {name}"));
        }
    }
    Ok(())
}
