//! Which ties count by what their relations say: `{where: {window: '46-49'}}`, `{where: {sources: 'cohen'}}`.

use crate::error::Result;
use crate::trace::facts::Facts;
use crate::trace::options::Options;
use factio_graph::id::{RelationId, Symbol};
use factio_graph::value::Value;

/// Properties with the values that they must have; a list has a value when it holds it.
#[derive(Clone, Debug, Default)]
pub(super) struct Filter {
    wanted: Vec<(Symbol, Value)>,
}

impl Filter {
    /// Reads the option `where`.
    ///
    /// # Errors
    /// It is no map, or names a property that nothing has.
    pub fn read(options: &Options<'_>, facts: Facts<'_>) -> Result<Filter> {
        let entries = match options.get("where") {
            None => return Ok(Filter::default()),
            Some(Value::Map(entries)) => entries,
            Some(_) => {
                return Err(
                    options.wrong("where", "a map of properties, such as {sources: 'carr'}")
                );
            }
        };
        let wanted = entries.iter().map(|(key, value)| {
            let key = options.property("where", key, facts.graph)?;
            Ok((key, value.clone()))
        });
        Ok(Filter {
            wanted: wanted.collect::<Result<_>>()?,
        })
    }

    /// Whether a relation says what is wanted: a tie counts when all do that it rests on.
    pub fn keeps(&self, relation: RelationId, facts: Facts<'_>) -> bool {
        self.wanted.iter().all(|(key, wanted)| {
            let found = facts.graph.relation_property(relation, *key);
            has(&found, wanted)
        })
    }
}

fn has(found: &Value, wanted: &Value) -> bool {
    match found {
        Value::List(items) => found == wanted || items.contains(wanted),
        single => single == wanted,
    }
}
