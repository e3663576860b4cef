//! Nodes and relations as they come, one by one: relations wait until all nodes are there.

use crate::import::report::{Refusal, Report};
use factio_graph::catalog::Catalog;
use factio_graph::facts::{Graph, NAME};
use factio_graph::id::{NodeId, Symbol};
use factio_graph::value::Value;
use rustc_hash::FxHashMap;

/// A property by name.
pub type Property = (String, Value);

/// Where a file's elements go.
pub struct Elements<'g> {
    graph: &'g mut Graph,
    file: usize,
    nodes: FxHashMap<String, NodeId>,
    /// The nodes that the graph had before, by name; the first of several.
    known: Option<FxHashMap<String, NodeId>>,
    waiting: Vec<(u64, Waiting)>,
    created: (u64, u64),
    refused: Vec<Refusal>,
}

/// A relation whose ends are known by the file's names for them.
#[derive(Debug)]
pub struct Waiting {
    pub kind: String,
    pub start: String,
    pub end: String,
    pub properties: Vec<Property>,
}

impl<'g> Elements<'g> {
    pub fn new(graph: &'g mut Graph, file: usize) -> Elements<'g> {
        Elements {
            graph,
            file,
            nodes: FxHashMap::default(),
            known: None,
            waiting: Vec::new(),
            created: (0, 0),
            refused: Vec::new(),
        }
    }

    /// A node; `id` is what relations of the file call it.
    pub fn node(&mut self, line: u64, id: String, labels: &[String], properties: &[Property]) {
        if self.nodes.contains_key(&id) {
            return self.refuse(line, format!("the id `{id}` stands above already"));
        }
        let symbols = self.graph.symbols();
        let labels: Vec<Symbol> = labels.iter().map(|label| symbols.intern(label)).collect();
        let properties = interned(self.graph, properties);
        match self.graph.create_node_with(&labels, &properties) {
            Ok(node) => {
                self.created.0 += 1;
                self.nodes.insert(id, node);
            }
            Err(error) => self.refuse(line, error.to_string()),
        }
    }

    /// A node of this name: the one that the graph has, or a new one.
    pub fn node_called(
        &mut self,
        line: u64,
        name: &str,
        labels: &[String],
        properties: &[Property],
    ) {
        let known = self.known.get_or_insert_with(|| called(self.graph));
        match known.get(name) {
            Some(&node) => _ = self.nodes.insert(name.to_string(), node),
            None => self.node(line, name.to_string(), labels, properties),
        }
    }

    pub fn relation(&mut self, line: u64, relation: Waiting) {
        self.waiting.push((line, relation));
    }

    pub fn refuse(&mut self, line: u64, reason: String) {
        self.refused.push(Refusal {
            file: self.file,
            line,
            reason,
        });
    }

    /// Creates the relations, and reports.
    pub fn finish(mut self, report: &mut Report) {
        for (line, relation) in std::mem::take(&mut self.waiting) {
            match self.connect(&relation) {
                Ok(()) => self.created.1 += 1,
                Err(reason) => self.refuse(line, reason),
            }
        }
        report.nodes += self.created.0;
        report.relations += self.created.1;
        report.refused.append(&mut self.refused);
    }

    fn connect(&mut self, relation: &Waiting) -> Result<(), String> {
        let find = |id: &str| {
            let found = self.nodes.get(id).copied();
            found.ok_or_else(|| format!("no node has the id `{id}`"))
        };
        let (start, end) = (find(&relation.start)?, find(&relation.end)?);
        let kind = self.graph.symbols().intern(&relation.kind);
        let properties = interned(self.graph, &relation.properties);
        let made = self
            .graph
            .create_relation_with(kind, start, end, &properties);
        made.map(drop).map_err(|error| error.to_string())
    }
}

fn interned(graph: &Graph, properties: &[Property]) -> Vec<(Symbol, Value)> {
    let symbols = graph.symbols();
    let interned = properties
        .iter()
        .map(|(name, value)| (symbols.intern(name), value.clone()));
    interned.collect()
}

fn called(graph: &Graph) -> FxHashMap<String, NodeId> {
    let mut known = FxHashMap::default();
    for node in graph.nodes() {
        if let Value::String(name) = graph.node_property(node, NAME) {
            known.entry(name.to_string()).or_insert(node);
        }
    }
    known
}
