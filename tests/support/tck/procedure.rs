//! The procedures that scenarios define: a signature, and a table of arguments and results.

use super::feature::Block;
use super::reader;
use factio::kind::Kind;
use factio::procedure::{Field, Procedure};
use factio_graph::value::{Value, equals};

/// The procedure of `there exists a procedure SIGNATURE:` and the table under it.
pub fn define(signature: &str, block: &Block) -> Result<Procedure, String> {
    let (name, parameters, results) = parts(signature).ok_or("the signature is not understood")?;
    let parameters = fields(parameters)?;
    let results = fields(results)?;
    let rows = rows(block, parameters.len() + results.len())?;
    let inputs = parameters.len();
    let run = move |_: &factio::context::Context<'_>, given: &[Value]| {
        let matching = rows.iter().filter(|row| same(&row[..inputs], given));
        Ok(matching.map(|row| row[inputs..].to_vec()).collect())
    };
    Ok(Procedure {
        name: name.to_string(),
        parameters,
        results,
        summary: String::new(),
        run: Box::new(run),
    })
}

/// `name(parameters) :: (results)`.
fn parts(signature: &str) -> Option<(&str, &str, &str)> {
    let (name, rest) = signature.trim().trim_end_matches(':').split_once('(')?;
    let (parameters, rest) = rest.split_once(')')?;
    let results = rest.trim().strip_prefix("::")?.trim();
    let results = results.strip_prefix('(')?.strip_suffix(')')?;
    Some((name.trim(), parameters, results))
}

fn fields(list: &str) -> Result<Vec<Field>, String> {
    list.split(',')
        .map(str::trim)
        .filter(|field| !field.is_empty())
        .map(|text| {
            let (name, kind) = text
                .split_once("::")
                .ok_or(format!("`{text}` has no type"))?;
            let kind = kind.trim();
            Ok(Field {
                nullable: kind.ends_with('?'),
                ..Field::new(name.trim(), kind_of(kind.trim_end_matches('?'))?)
            })
        })
        .collect()
}

fn kind_of(name: &str) -> Result<Kind, String> {
    Ok(match name {
        "ANY" => Kind::Any,
        "BOOLEAN" => Kind::Boolean,
        "INTEGER" => Kind::Integer,
        "FLOAT" => Kind::Float,
        "NUMBER" => Kind::Number,
        "STRING" => Kind::String,
        "MAP" => Kind::Map,
        "NODE" => Kind::Node,
        "RELATIONSHIP" => Kind::Relation,
        "PATH" => Kind::Path,
        list if list.starts_with("LIST") => Kind::List,
        other => return Err(format!("the type {other} is unknown")),
    })
}

fn rows(block: &Block, width: usize) -> Result<Vec<Vec<Value>>, String> {
    let Block::Table(rows) = block else {
        return Err("a procedure needs a table".into());
    };
    rows.iter()
        .skip(1)
        .map(|row| {
            if row.len() != width {
                return Err(format!("a row of {width} values was wanted: {row:?}"));
            }
            row.iter().map(|cell| reader::read(cell)?.value()).collect()
        })
        .collect()
}

fn same(row: &[Value], given: &[Value]) -> bool {
    row.len() == given.len()
        && row.iter().zip(given).all(|(row, given)| match row {
            Value::Null => given.is_null(),
            row => equals(row, given) == Some(true),
        })
}
