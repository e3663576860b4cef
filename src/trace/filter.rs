//! Which ties count by what their relations say: `{where: {window: '46-49'}}`, `{where: {sources: 'cohen'}}`.

use crate::error::Result;
use crate::trace::facts::Facts;
use crate::trace::options::Options;
use factio_graph::catalog::Catalog;
use factio_graph::id::{RelationId, Symbol};
use factio_graph::value::Value;

/// Properties with the values that they must have; a list has a value when it holds it.
#[derive(Clone, Debug, Default)]
pub(super) struct Filter {
    wanted: Vec<(Option<Symbol>, Value)>,
}

impl Filter {
    /// Reads the option `where`.
    ///
    /// # Errors
    /// It is no map.
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
        let symbols = facts.graph.symbols();
        let wanted = entries.iter();
        Ok(Filter {
            wanted: wanted
                .map(|(key, value)| (symbols.get(key), value.clone()))
                .collect(),
        })
    }

    /// Whether a relation says what is wanted: a tie counts when all do that it rests on.
    pub fn keeps(&self, relation: RelationId, facts: Facts<'_>) -> bool {
        self.wanted.iter().all(|(key, wanted)| {
            let found = key.map(|key| facts.graph.relation_property(relation, key));
            found.is_some_and(|found| has(&found, wanted))
        })
    }
}

fn has(found: &Value, wanted: &Value) -> bool {
    match found {
        Value::List(items) => found == wanted || items.contains(wanted),
        single => single == wanted,
    }
}
