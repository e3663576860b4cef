//! What the chunks of a file say, and the graph made of it.

use crate::facts::{Change, Elements, Graph, Lists, Rows, StoredColumn};
use crate::id::Symbol;
use crate::schema::Schema;
use crate::store::StoreError;
use crate::store::chunk::{self, Decoded, Names, Values};
use crate::store::log::see;
use crate::store::piece::{Chunk, Kind, Of};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::sync::Arc;

/// What is done about damage: fail with it, or note it and go on.
pub(super) type Damage<'d> = &'d mut dyn FnMut(StoreError) -> Result<(), StoreError>;

/// The contents of a file's chunks, each in the order of ids.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub symbols: Vec<(Chunk, Vec<Arc<str>>)>,
    pub names: Names,
    /// The labels of nodes.
    pub nodes: Vec<Lists>,
    pub relations: Vec<Rows>,
    /// The keys of elements, in their order.
    pub node_orders: Vec<Lists>,
    pub relation_orders: Vec<Lists>,
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
        self.check_names(&graph, damage)?;
        let mut elements = Elements {
            nodes: self.nodes,
            relations: self.relations,
            node_keys: self.node_orders,
            relation_keys: self.relation_orders,
            ..Elements::default()
        };
        for (
            of,
            key,
            Values {
                elements: own,
                values,
            },
        ) in self.values
        {
            let columns = match of {
                Of::Nodes => &mut elements.node_columns,
                Of::Relations => &mut elements.relation_columns,
            };
            columns.push(StoredColumn {
                key,
                elements: own,
                values,
            });
        }
        for message in graph.restore(elements) {
            damage(StoreError::corrupt("elements", message))?;
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

    /// Every name is known, and there are as many values as the orders of keys say.
    fn check_names(&self, graph: &Graph, damage: Damage<'_>) -> Result<(), StoreError> {
        let known = crate::catalog::Catalog::symbols(graph).len();
        let fits = |symbol: &Symbol| (symbol.0 as usize) < known;
        let all_fit = |lists: &[Lists]| {
            let mut lists = lists.iter().flat_map(|lists| &lists.lists);
            lists.all(|list| list.iter().all(fits))
        };
        let names = [&self.names.labels, &self.names.types, &self.names.keys];
        let mut kinds = self.relations.iter().flat_map(|rows| &rows.relations);
        let fit = names.into_iter().flatten().all(fits)
            && self.values.iter().all(|(_, key, _)| fits(key))
            && all_fit(&self.nodes)
            && all_fit(&self.node_orders)
            && all_fit(&self.relation_orders)
            && kinds.all(|relation| fits(&relation.kind));
        if !fit {
            damage(StoreError::corrupt("names", "a name is missing"))?;
        }
        let orders = [
            (Of::Nodes, &self.node_orders),
            (Of::Relations, &self.relation_orders),
        ];
        for (of, orders) in orders {
            let own = self.values.iter().filter(|(whose, ..)| *whose == of);
            let stored: usize = own.map(|(.., values)| values.elements.len()).sum();
            let ordered: usize = orders.iter().map(ordered).sum();
            if ordered != stored {
                let message = "values and their orders do not fit each other";
                damage(StoreError::corrupt("properties", message))?;
            }
        }
        Ok(())
    }
}

/// How many keys elements have.
fn ordered(lists: &Lists) -> usize {
    let lens: Vec<usize> = lists.lists.iter().map(|list| list.len()).collect();
    lists.places.iter().map(|&place| lens[place as usize]).sum()
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
