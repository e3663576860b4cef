//! A catalog without a graph behind it.

use factio_graph::catalog::{Catalog, HandleError};
use factio_graph::id::{NodeId, Symbol};
use factio_graph::schema::{RelationDefinition, Schema};
use factio_graph::symbols::Symbols;

/// A few labels, types and keys; one hundred nodes and a thousand relations.
pub(super) struct Small {
    symbols: Symbols,
    schema: Schema,
    labels: Vec<Symbol>,
    types: Vec<Symbol>,
    keys: Vec<Symbol>,
}

impl Small {
    pub fn new() -> Small {
        let symbols = Symbols::default();
        let all = |names: &[&str]| names.iter().map(|name| symbols.intern(name)).collect();
        let labels = all(&["Person", "Faction"]);
        let types: Vec<Symbol> = all(&["led", "opposed", "succeeded"]);
        let keys = all(&["name", "born", "valid"]);
        let mut schema = Schema::default();
        let succeeded = RelationDefinition {
            inverse: Some(symbols.intern("preceded")),
            ..RelationDefinition::default()
        };
        schema.relations.insert(types[2], succeeded);
        Small {
            symbols,
            schema,
            labels,
            types,
            keys,
        }
    }
}

impl Catalog for Small {
    fn symbols(&self) -> &Symbols {
        &self.symbols
    }

    fn schema(&self) -> &Schema {
        &self.schema
    }

    fn node_count(&self) -> u64 {
        100
    }

    fn relation_count(&self) -> u64 {
        1000
    }

    fn label_count(&self, label: Symbol) -> u64 {
        match self.labels.contains(&label) {
            true => 50,
            false => 0,
        }
    }

    fn type_count(&self, kind: Symbol) -> u64 {
        match self.types.contains(&kind) {
            true => 300,
            false => 0,
        }
    }

    fn labels(&self) -> Vec<Symbol> {
        self.labels.clone()
    }

    fn types(&self) -> Vec<Symbol> {
        self.types.clone()
    }

    fn property_keys(&self) -> Vec<Symbol> {
        self.keys.clone()
    }

    fn distinct_values(&self, _: Symbol, _: Symbol) -> Option<u64> {
        None
    }

    fn handle(&self, text: &str) -> Result<NodeId, HandleError> {
        match text {
            "trotsky" => Ok(NodeId(7)),
            "opposition" => Err(HandleError::Ambiguous {
                candidates: vec!["left_opposition".to_owned(), "United Opposition".to_owned()],
            }),
            _ => Err(HandleError::Unknown {
                nearest: vec!["trotsky".to_owned()],
            }),
        }
    }
}
