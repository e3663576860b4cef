//! What the chunks of a file say, and the graph made of it.

use crate::facts::{Change, Graph, Relation};
use crate::id::{NodeId, RelationId, Symbol};
use crate::schema::Schema;
use crate::store::StoreError;
use crate::store::chunk::{self, Decoded, Names, Values};
use crate::store::log::see;
use crate::store::piece::{Chunk, Kind, Of};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::sync::Arc;

/// What is done about damage: fail with it, or note it and go on.
pub(super) type Damage<'d> = &'d mut dyn FnMut(StoreError) -> Result<(), StoreError>;

/// The keys of elements, in their order.
pub(super) type Orders = Vec<(u32, Arc<[Symbol]>)>;

/// The contents of a file's chunks, each in the order of ids.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub symbols: Vec<(Chunk, Vec<Arc<str>>)>,
    pub names: Names,
    pub nodes: Vec<Vec<(NodeId, Arc<[Symbol]>)>>,
    pub relations: Vec<Vec<(RelationId, Relation)>>,
    pub node_orders: Vec<Orders>,
    pub relation_orders: Vec<Orders>,
    pub values: Vec<(Of, Symbol, Values)>,
    pub schema: Schema,
}

impl Parts {
    /// Decodes chunks, on all cores.
    pub fn read(chunks: Vec<(Chunk, Vec<u8>)>, damage: Damage<'_>) -> Result<Parts, StoreError> {
        let decoded: Vec<_> = chunks
            .into_par_iter()
            .map(|(chunk, bytes)| (chunk, chunk::decode(chunk, &bytes)))
            .collect();
        let mut parts = Parts::default();
        for (chunk, decoded) in decoded {
            match decoded {
                Ok(decoded) => parts.add(chunk, decoded),
                Err(message) => damage(StoreError::corrupt(chunk, message))?,
            }
        }
        Ok(parts)
    }

    fn add(&mut self, chunk: Chunk, decoded: Decoded) {
        match (decoded, chunk.kind) {
            (Decoded::Symbols(texts), _) => self.symbols.push((chunk, texts)),
            (Decoded::Names(names), _) => self.names = names,
            (Decoded::Nodes(nodes), _) => self.nodes.push(nodes),
            (Decoded::Relations(relations), _) => self.relations.push(relations),
            (Decoded::Orders(orders), Kind::Orders(Of::Relations)) => {
                self.relation_orders.push(orders);
            }
            (Decoded::Orders(orders), _) => self.node_orders.push(orders),
            (Decoded::Values(values), Kind::Values(of, key)) => {
                self.values.push((of, key, values));
            }
            (Decoded::Values(_), _) => {}
            (Decoded::Schema(schema), _) => self.schema = *schema,
        }
    }

    /// The graph of these parts.
    pub fn restore(self, damage: Damage<'_>) -> Result<Graph, StoreError> {
        let mut graph = Graph::new();
        self.intern(&graph, damage)?;
        see(&mut graph, &self.names);
        for (node, labels) in self.nodes.iter().flatten() {
            if let Err(error) = graph.restore_node(*node, labels) {
                damage(StoreError::corrupt("nodes", error))?;
            }
        }
        for (id, relation) in self.relations.iter().flatten() {
            if let Err(error) = graph.restore_relation(*id, *relation) {
                damage(StoreError::corrupt("relations", error))?;
            }
        }
        self.check_orders(&graph, damage)?;
        graph.restore_node_keys(pairs(&self.node_orders));
        graph.restore_relation_keys(pairs(&self.relation_orders));
        for (of, key, Values { elements, values }) in self.values {
            match of {
                Of::Nodes => graph.restore_node_values(key, &elements, values),
                Of::Relations => graph.restore_relation_values(key, &elements, values),
            }
        }
        restore_schema(&mut graph, self.schema, damage)?;
        graph.commit();
        Ok(graph)
    }

    fn intern(&self, graph: &Graph, damage: Damage<'_>) -> Result<(), StoreError> {
        let symbols = crate::catalog::Catalog::symbols(graph);
        for (chunk, texts) in &self.symbols {
            for (number, text) in (chunk.first()..).zip(texts) {
                if symbols.intern(text) != Symbol(number) {
                    damage(StoreError::corrupt(chunk, "a name is out of place"))?;
                }
            }
        }
        Ok(())
    }

    /// Every name is known, and there are as many values as the orders of keys say, on elements that live.
    fn check_orders(&self, graph: &Graph, damage: Damage<'_>) -> Result<(), StoreError> {
        let known = crate::catalog::Catalog::symbols(graph).len();
        let fits = |symbol: &Symbol| (symbol.0 as usize) < known;
        let names = [&self.names.labels, &self.names.types, &self.names.keys];
        let mut fit = names.into_iter().flatten().all(fits);
        fit &= self.values.iter().all(|(_, key, _)| fits(key));
        fit &= self
            .nodes
            .iter()
            .flatten()
            .all(|(_, labels)| labels.iter().all(fits));
        fit &= self
            .relations
            .iter()
            .flatten()
            .all(|(_, relation)| fits(&relation.kind));
        if !fit {
            damage(StoreError::corrupt("names", "a name is missing"))?;
        }
        for (of, orders) in [
            (Of::Nodes, &self.node_orders),
            (Of::Relations, &self.relation_orders),
        ] {
            let alive = |element: u32| match of {
                Of::Nodes => graph.contains_node(NodeId(element)),
                Of::Relations => graph.contains_relation(RelationId(element)),
            };
            let ordered: usize = orders.iter().flatten().map(|(_, keys)| keys.len()).sum();
            let own = self.values.iter().filter(|(whose, ..)| *whose == of);
            let stored: usize = own.map(|(.., values)| values.elements.len()).sum();
            if ordered != stored || !orders.iter().flatten().all(|(element, _)| alive(*element)) {
                let message = "values and their orders do not fit each other";
                damage(StoreError::corrupt("properties", message))?;
            }
        }
        Ok(())
    }
}

fn pairs(orders: &[Orders]) -> impl Iterator<Item = (u32, &Arc<[Symbol]>)> {
    orders
        .iter()
        .flatten()
        .map(|(element, keys)| (*element, keys))
}

fn restore_schema(graph: &mut Graph, schema: Schema, damage: Damage<'_>) -> Result<(), StoreError> {
    let relations = schema.relations.into_iter();
    let labels = schema.labels.into_iter();
    let indexes = schema.indexes.into_iter();
    let constraints = schema.constraints.into_iter();
    let changes = relations
        .map(|(kind, definition)| Change::DefineRelation(kind, definition))
        .chain(labels.map(|(label, definition)| Change::DefineLabel(label, definition)))
        .chain(indexes.map(|(name, index)| Change::CreateIndex(name, index)))
        .chain(constraints.map(|(name, constraint)| Change::CreateConstraint(name, constraint)));
    for change in changes {
        if let Err(error) = graph.apply(change) {
            damage(StoreError::corrupt("schema", error))?;
        }
    }
    Ok(())
}
