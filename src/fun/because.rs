//! `witness(x)` and `because(list)`: what a row rests on, each fact with its period, certainty and sources. WHY is made of them.

use crate::context::Context;
use crate::error::Result;
use crate::fun::argument::{any, wrong};
use crate::fun::{Function, Parameter, lookup, period};
use crate::kind::Kind;
use factio_graph::value::{Key, Value};
use indexmap::{IndexMap, IndexSet};
use std::sync::Arc;

static WITNESS: &[Parameter] = &[
    Parameter::new("evidence", Kind::Any),
    Parameter::optional("time", Kind::Any),
    Parameter::optional("how", Kind::String),
];

static WITNESSES: &[Parameter] = &[Parameter::new("witnesses", Kind::Any)];

pub static FUNCTIONS: &[Function] = &[
    Function::new(
        "witness",
        WITNESS,
        Kind::List,
        "The nodes and relations of a value, each as {fact, valid, certainty, sources}; the certainty is that of all history, or at a time as certainty() asks it.",
        witness,
    ),
    Function::new(
        "because",
        WITNESSES,
        Kind::List,
        "The witnesses in lists of lists, each fact once, with the greatest certainty that it had in any.",
        because,
    ),
];

fn witness(context: &Context<'_>, arguments: &[Value]) -> Result<Value> {
    let mut facts = IndexSet::new();
    gather(any(arguments, 0), &mut facts)?;
    let time = any(arguments, 1);
    let told = facts
        .into_iter()
        .map(|Key(fact)| told(fact, time, any(arguments, 2), context));
    Ok(Value::list(told.collect::<Result<Vec<Value>>>()?))
}

/// The nodes and relations of a value in the order in which they stand there; what lists and maps hold beside them is no fact.
fn gather(value: &Value, facts: &mut IndexSet<Key>) -> Result<()> {
    match value {
        Value::Null => {}
        Value::Node(_) | Value::Relation(_) | Value::Path(_) | Value::List(_) => {
            gather_within(value, facts);
        }
        other => return Err(wrong("witness", "a NODE, RELATION, PATH or LIST", other)),
    }
    Ok(())
}

fn gather_within(value: &Value, facts: &mut IndexSet<Key>) {
    match value {
        Value::Node(_) | Value::Relation(_) => _ = facts.insert(Key(value.clone())),
        Value::List(items) => items.iter().for_each(|item| gather_within(item, facts)),
        Value::Map(entries) => entries
            .values()
            .for_each(|entry| gather_within(entry, facts)),
        Value::Path(path) => {
            let mut relations = path.relations.iter();
            for &node in &path.nodes {
                gather_within(&Value::Node(node), facts);
                if let Some(&relation) = relations.next() {
                    gather_within(&Value::Relation(relation), facts);
                }
            }
        }
        _ => {}
    }
}

/// `{fact, valid, certainty, sources}`, the last three by the functions of these names.
fn told(fact: Value, time: &Value, how: &Value, context: &Context<'_>) -> Result<Value> {
    let call = |name: &str, arguments: &[Value]| match lookup(name) {
        Some(function) => (function.call)(context, arguments),
        None => Ok(Value::Null),
    };
    let asked = match time.is_null() {
        true => [
            fact.clone(),
            Value::Period(Arc::clone(period::always())),
            "during".into(),
        ],
        false => [fact.clone(), time.clone(), how.clone()],
    };
    let entries = [
        ("valid", call("valid", &asked[..1])?),
        ("certainty", call("certainty", &asked)?),
        ("sources", call("sources", &asked[..1])?),
        ("fact", fact),
    ];
    let [valid, certainty, sources, fact] = entries.map(|(key, value)| (Arc::from(key), value));
    Ok(Value::map([fact, valid, certainty, sources]))
}

fn because(_: &Context<'_>, arguments: &[Value]) -> Result<Value> {
    let mut found: IndexMap<Key, Value> = IndexMap::new();
    collect(any(arguments, 0), &mut found);
    Ok(Value::list(found.into_values().collect()))
}

fn collect(value: &Value, found: &mut IndexMap<Key, Value>) {
    match value {
        Value::List(items) => items.iter().for_each(|item| collect(item, found)),
        Value::Map(map) => {
            let key = Key(map.get("fact").cloned().unwrap_or_default());
            let certain = |value: &Value| match value {
                Value::Map(map) => map.get("certainty") == Some(&Value::from("certain")),
                _ => false,
            };
            let known = found.entry(key).or_insert_with(|| value.clone());
            if certain(value) && !certain(known) {
                *known = value.clone();
            }
        }
        _ => {}
    }
}
