//! `sources(x)`: on whose word something is held.

use crate::context::Context;
use crate::error::Result;
use crate::fun::argument::{any, wrong};
use crate::fun::entity::{live_node, live_relation};
use crate::fun::{Function, Parameter};
use crate::kind::Kind;
use factio_graph::catalog::Catalog;
use factio_graph::facts::Graph;
use factio_graph::id::{NodeId, RelationId, Symbol};
use factio_graph::value::{Key, Value};
use indexmap::IndexSet;

static EVIDENCE: &[Parameter] = &[Parameter::new("evidence", Kind::Any)];

pub static FUNCTIONS: &[Function] = &[Function::new(
    "sources",
    EVIDENCE,
    Kind::List,
    "The sources of a relation, node, path or list of these: each once, in order.",
    sources,
)];

fn sources(context: &Context<'_>, arguments: &[Value]) -> Result<Value> {
    let evidence = any(arguments, 0);
    if evidence.is_null() {
        return Ok(Value::Null);
    }
    let graph = context.graph();
    let mut found = Found {
        graph,
        key: graph.symbols().get("sources"),
        sources: IndexSet::new(),
    };
    found.collect(evidence)?;
    let sources = found.sources.into_iter().map(|Key(source)| source);
    Ok(Value::list(sources.collect()))
}

/// The sources met so far.
struct Found<'g> {
    graph: &'g Graph,
    /// The symbol of `sources`; without one nothing has any.
    key: Option<Symbol>,
    sources: IndexSet<Key>,
}

impl Found<'_> {
    fn collect(&mut self, evidence: &Value) -> Result<()> {
        match evidence {
            Value::Null => Ok(()),
            Value::Node(node) => self.node(*node),
            Value::Relation(relation) => self.relation(*relation),
            Value::List(items) => items.iter().try_for_each(|item| self.collect(item)),
            Value::Path(path) => {
                let mut relations = path.relations.iter();
                path.nodes.iter().try_for_each(|node| {
                    self.node(*node)?;
                    relations
                        .next()
                        .map_or(Ok(()), |relation| self.relation(*relation))
                })
            }
            other => Err(wrong("sources", "a NODE, RELATION, PATH or LIST", other)),
        }
    }

    fn node(&mut self, node: NodeId) -> Result<()> {
        let node = live_node(self.graph, node)?;
        if let Some(key) = self.key {
            self.add(self.graph.node_property(node, key));
        }
        Ok(())
    }

    fn relation(&mut self, relation: RelationId) -> Result<()> {
        let relation = live_relation(self.graph, relation)?;
        if let Some(key) = self.key {
            self.add(self.graph.relation_property(relation, key));
        }
        Ok(())
    }

    /// One source, or a list of them.
    fn add(&mut self, property: Value) {
        match property {
            Value::Null => {}
            Value::List(items) => self.sources.extend(items.iter().cloned().map(Key)),
            single => {
                self.sources.insert(Key(single));
            }
        }
    }
}
