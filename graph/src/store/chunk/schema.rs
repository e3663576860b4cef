//! The chunk of definitions, indexes and constraints; the same forms stand in the log.

use crate::catalog::Catalog;
use crate::facts::Graph;
use crate::id::Symbol;
use crate::schema::{Constraint, Index, LabelDefinition, RelationDefinition, Schema};
use crate::store::bytes::{Read, Reader, write_number, write_text};

/// Returns one row, so that the chunk is always there.
pub(super) fn write(out: &mut Vec<u8>, graph: &Graph) -> usize {
    let schema = Catalog::schema(graph);
    write_number(out, schema.relations.len() as u64);
    for (kind, definition) in &schema.relations {
        write_symbol(out, *kind);
        write_relation(out, definition);
    }
    write_number(out, schema.labels.len() as u64);
    for (label, definition) in &schema.labels {
        write_symbol(out, *label);
        write_label(out, definition);
    }
    write_number(out, schema.indexes.len() as u64);
    for (name, index) in &schema.indexes {
        write_text(out, name);
        write_index(out, index);
    }
    write_number(out, schema.constraints.len() as u64);
    for (name, constraint) in &schema.constraints {
        write_text(out, name);
        write_constraint(out, constraint);
    }
    1
}

pub(super) fn read(reader: &mut Reader) -> Read<Schema> {
    let mut schema = Schema::default();
    for _ in 0..reader.count()? {
        let kind = read_symbol(reader)?;
        schema.relations.insert(kind, read_relation(reader)?);
    }
    for _ in 0..reader.count()? {
        let label = read_symbol(reader)?;
        schema.labels.insert(label, read_label(reader)?);
    }
    for _ in 0..reader.count()? {
        let name = reader.text()?.to_string();
        schema.indexes.insert(name, read_index(reader)?);
    }
    for _ in 0..reader.count()? {
        let name = reader.text()?.to_string();
        schema.constraints.insert(name, read_constraint(reader)?);
    }
    Ok(schema)
}

pub(in crate::store) fn write_symbol(out: &mut Vec<u8>, symbol: Symbol) {
    write_number(out, u64::from(symbol.0));
}

pub(in crate::store) fn read_symbol(reader: &mut Reader) -> Read<Symbol> {
    Ok(Symbol(reader.number_u32()?))
}

pub(in crate::store) fn write_relation(out: &mut Vec<u8>, definition: &RelationDefinition) {
    out.push(definition.sign as u8);
    let marks = [
        definition.symmetric,
        definition.transitive,
        definition.affiliation,
        definition.leadership,
        definition.functional,
    ];
    out.push(bits(&marks));
    write_number(
        out,
        definition
            .inverse
            .map_or(0, |inverse| u64::from(inverse.0) + 1),
    );
    write_optional(out, definition.color.as_deref());
    write_optional(out, definition.style.as_deref());
}

pub(in crate::store) fn read_relation(reader: &mut Reader) -> Read<RelationDefinition> {
    let sign = reader.byte()? as i8;
    let marks = reader.byte()?;
    let inverse = reader
        .number()?
        .checked_sub(1)
        .map(u32::try_from)
        .transpose();
    Ok(RelationDefinition {
        sign,
        symmetric: marks & 1 != 0,
        transitive: marks & 2 != 0,
        affiliation: marks & 4 != 0,
        leadership: marks & 8 != 0,
        functional: marks & 16 != 0,
        inverse: inverse.map_err(|_| "a name is out of range")?.map(Symbol),
        color: read_optional(reader)?,
        style: read_optional(reader)?,
    })
}

pub(in crate::store) fn write_label(out: &mut Vec<u8>, definition: &LabelDefinition) {
    out.push(bits(&[definition.contesting]));
    write_optional(out, definition.color.as_deref());
    write_optional(out, definition.shape.as_deref());
}

pub(in crate::store) fn read_label(reader: &mut Reader) -> Read<LabelDefinition> {
    Ok(LabelDefinition {
        contesting: reader.byte()? & 1 != 0,
        color: read_optional(reader)?,
        shape: read_optional(reader)?,
    })
}

pub(in crate::store) fn write_index(out: &mut Vec<u8>, index: &Index) {
    out.push(bits(&[index.on_relation]));
    write_symbol(out, index.label);
    write_symbol(out, index.property);
}

pub(in crate::store) fn read_index(reader: &mut Reader) -> Read<Index> {
    Ok(Index {
        on_relation: reader.byte()? & 1 != 0,
        label: read_symbol(reader)?,
        property: read_symbol(reader)?,
    })
}

pub(in crate::store) fn write_constraint(out: &mut Vec<u8>, constraint: &Constraint) {
    write_symbol(out, constraint.label);
    write_symbol(out, constraint.property);
}

pub(in crate::store) fn read_constraint(reader: &mut Reader) -> Read<Constraint> {
    Ok(Constraint {
        label: read_symbol(reader)?,
        property: read_symbol(reader)?,
    })
}

fn bits(marks: &[bool]) -> u8 {
    let marks = marks.iter().zip(0..);
    marks.fold(0, |bits, (&mark, place)| bits | u8::from(mark) << place)
}

fn write_optional(out: &mut Vec<u8>, text: Option<&str>) {
    match text {
        None => out.push(0),
        Some(text) => {
            out.push(1);
            write_text(out, text);
        }
    }
}

fn read_optional(reader: &mut Reader) -> Read<Option<String>> {
    match reader.byte()? {
        0 => Ok(None),
        _ => Ok(Some(reader.text()?.to_string())),
    }
}
