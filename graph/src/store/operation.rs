//! Changes as bytes: the operations of the log.

use crate::facts::Change;
use crate::id::{NodeId, RelationId, Symbol};
use crate::store::StoreError;
use crate::store::bytes::{Read, Reader, write_number, write_text};
use crate::store::chunk::read_list;
use crate::store::chunk::schema::{
    read_constraint, read_index, read_label, read_relation, read_symbol, write_constraint,
    write_index, write_label, write_relation, write_symbol,
};
use crate::store::value::{read_value, write_value};
use crate::value::Value;

const CREATE_NODE: u8 = 1;
const CREATE_RELATION: u8 = 2;
const DELETE_NODE: u8 = 3;
const DELETE_RELATION: u8 = 4;
const SET_NODE: u8 = 5;
const SET_RELATION: u8 = 6;
const ADD_LABEL: u8 = 7;
const REMOVE_LABEL: u8 = 8;
const DEFINE_RELATION: u8 = 9;
const DEFINE_LABEL: u8 = 10;
const CREATE_INDEX: u8 = 11;
const DROP_INDEX: u8 = 12;
const CREATE_CONSTRAINT: u8 = 13;
const DROP_CONSTRAINT: u8 = 14;

/// Appends a change.
///
/// # Errors
/// It holds a value that no property can hold.
pub(super) fn write_change(out: &mut Vec<u8>, change: &Change) -> Result<(), StoreError> {
    match change {
        Change::CreateNode {
            node,
            labels,
            properties,
        } => {
            write_head(out, CREATE_NODE, node.0);
            write_number(out, labels.len() as u64);
            labels.iter().for_each(|label| write_symbol(out, *label));
            write_properties(out, properties)?;
        }
        Change::CreateRelation {
            relation,
            kind,
            start,
            end,
            properties,
        } => {
            write_head(out, CREATE_RELATION, relation.0);
            write_symbol(out, *kind);
            write_number(out, u64::from(start.0));
            write_number(out, u64::from(end.0));
            write_properties(out, properties)?;
        }
        Change::DeleteNode(node) => write_head(out, DELETE_NODE, node.0),
        Change::DeleteRelation(relation) => write_head(out, DELETE_RELATION, relation.0),
        Change::SetNodeProperty(node, key, value) => {
            write_head(out, SET_NODE, node.0);
            write_symbol(out, *key);
            write_value(out, value)?;
        }
        Change::SetRelationProperty(relation, key, value) => {
            write_head(out, SET_RELATION, relation.0);
            write_symbol(out, *key);
            write_value(out, value)?;
        }
        Change::AddLabel(node, label) => {
            write_head(out, ADD_LABEL, node.0);
            write_symbol(out, *label);
        }
        Change::RemoveLabel(node, label) => {
            write_head(out, REMOVE_LABEL, node.0);
            write_symbol(out, *label);
        }
        _ => write_schema_change(out, change),
    }
    Ok(())
}

fn write_schema_change(out: &mut Vec<u8>, change: &Change) {
    match change {
        Change::DefineRelation(kind, definition) => {
            write_head(out, DEFINE_RELATION, kind.0);
            write_relation(out, definition);
        }
        Change::DefineLabel(label, definition) => {
            write_head(out, DEFINE_LABEL, label.0);
            write_label(out, definition);
        }
        Change::CreateIndex(name, index) => {
            out.push(CREATE_INDEX);
            write_text(out, name);
            write_index(out, index);
        }
        Change::DropIndex(name) => {
            out.push(DROP_INDEX);
            write_text(out, name);
        }
        Change::CreateConstraint(name, constraint) => {
            out.push(CREATE_CONSTRAINT);
            write_text(out, name);
            write_constraint(out, constraint);
        }
        Change::DropConstraint(name) => {
            out.push(DROP_CONSTRAINT);
            write_text(out, name);
        }
        _ => {}
    }
}

pub(super) fn read_change(reader: &mut Reader) -> Read<Change> {
    let tag = reader.byte()?;
    if matches!(
        tag,
        CREATE_INDEX | DROP_INDEX | CREATE_CONSTRAINT | DROP_CONSTRAINT
    ) {
        let name = reader.text()?.to_string();
        return Ok(match tag {
            CREATE_INDEX => Change::CreateIndex(name, read_index(reader)?),
            DROP_INDEX => Change::DropIndex(name),
            CREATE_CONSTRAINT => Change::CreateConstraint(name, read_constraint(reader)?),
            _ => Change::DropConstraint(name),
        });
    }
    let id = reader.number_u32()?;
    let (node, relation) = (NodeId(id), RelationId(id));
    Ok(match tag {
        CREATE_NODE => Change::CreateNode {
            node,
            labels: read_list(reader)?,
            properties: read_properties(reader)?,
        },
        CREATE_RELATION => Change::CreateRelation {
            relation,
            kind: read_symbol(reader)?,
            start: NodeId(reader.number_u32()?),
            end: NodeId(reader.number_u32()?),
            properties: read_properties(reader)?,
        },
        DELETE_NODE => Change::DeleteNode(node),
        DELETE_RELATION => Change::DeleteRelation(relation),
        SET_NODE => Change::SetNodeProperty(node, read_symbol(reader)?, read_value(reader)?),
        SET_RELATION => {
            Change::SetRelationProperty(relation, read_symbol(reader)?, read_value(reader)?)
        }
        ADD_LABEL => Change::AddLabel(node, read_symbol(reader)?),
        REMOVE_LABEL => Change::RemoveLabel(node, read_symbol(reader)?),
        DEFINE_RELATION => Change::DefineRelation(Symbol(id), read_relation(reader)?),
        DEFINE_LABEL => Change::DefineLabel(Symbol(id), read_label(reader)?),
        _ => return Err("an operation is of no known kind"),
    })
}

fn write_head(out: &mut Vec<u8>, tag: u8, id: u32) {
    out.push(tag);
    write_number(out, u64::from(id));
}

fn write_properties(out: &mut Vec<u8>, properties: &[(Symbol, Value)]) -> Result<(), StoreError> {
    write_number(out, properties.len() as u64);
    for (key, value) in properties {
        write_symbol(out, *key);
        write_value(out, value)?;
    }
    Ok(())
}

fn read_properties(reader: &mut Reader) -> Read<Vec<(Symbol, Value)>> {
    let count = reader.count()?;
    (0..count)
        .map(|_| Ok((read_symbol(reader)?, read_value(reader)?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{read_change, write_change};
    use crate::facts::{Change, NAME};
    use crate::id::{NodeId, RelationId, Symbol};
    use crate::schema::{Constraint, Index, LabelDefinition, RelationDefinition};
    use crate::store::bytes::Reader;
    use crate::value::Value;

    fn changes() -> Vec<Change> {
        let [a, b] = [Symbol(4), Symbol(u32::MAX)];
        let name = "led by".to_string();
        let properties = vec![(NAME, Value::from("x")), (a, Value::Integer(-1))];
        let definition = RelationDefinition {
            sign: -1,
            symmetric: true,
            inverse: Some(b),
            leadership: true,
            style: Some("dashed".to_string()),
            ..RelationDefinition::default()
        };
        let label = LabelDefinition {
            contesting: true,
            color: Some(String::new()),
            shape: None,
        };
        let index = Index {
            on_relation: true,
            label: a,
            property: b,
        };
        let constraint = Constraint {
            label: a,
            property: NAME,
        };
        let (node, relation) = (NodeId(7), RelationId(u32::MAX - 2));
        vec![
            Change::CreateNode {
                node,
                labels: vec![a, b],
                properties: properties.clone(),
            },
            Change::CreateRelation {
                relation,
                kind: a,
                start: node,
                end: node,
                properties,
            },
            Change::DeleteNode(node),
            Change::DeleteRelation(relation),
            Change::SetNodeProperty(node, a, Value::Null),
            Change::SetRelationProperty(relation, b, Value::from(1.5)),
            Change::AddLabel(node, a),
            Change::RemoveLabel(node, b),
            Change::DefineRelation(a, definition),
            Change::DefineRelation(b, RelationDefinition::default()),
            Change::DefineLabel(a, label),
            Change::CreateIndex(name.clone(), index),
            Change::DropIndex(name.clone()),
            Change::CreateConstraint(name.clone(), constraint),
            Change::DropConstraint(name),
        ]
    }

    #[test]
    fn every_change_is_read_as_it_was_written_and_never_when_cut() {
        for change in changes() {
            let mut out = Vec::new();
            write_change(&mut out, &change).unwrap();
            let mut reader = Reader::new(&out);
            assert_eq!(read_change(&mut reader).unwrap(), change);
            assert_eq!(reader.end(), Ok(()));
            for len in 0..out.len() {
                assert!(read_change(&mut Reader::new(&out[..len])).is_err());
            }
        }
    }
}
