//! What the chunks of a file say, and the graph made of it.

use crate::facts::{Arrival, Change, Elements, Graph, Later, Lists, Rows, Stretch};
use crate::id::Symbol;
use crate::schema::Schema;
use crate::store::StoreError;
use crate::store::chunk::{self, Decoded, Names, Seen, SeenValues};
use crate::store::log::see;
use crate::store::piece::{Chunk, Kind, Of};
use rayon::iter::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};
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
    pub values: Vec<(Of, Symbol, Stretch)>,
    pub schema: Schema,
    /// Relations and values that are decoded when they are wanted.
    coded: Vec<Coded>,
}

/// A chunk that was checked: it can be decoded.
#[derive(Debug)]
struct Coded {
    chunk: Chunk,
    seen: Seen,
    bytes: Vec<u8>,
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

    /// As [`Parts::read`], but relations and values are only checked, and decoded when they are wanted.
    pub fn check(chunks: Vec<(Chunk, Vec<u8>)>, damage: Damage<'_>) -> Result<Parts, StoreError> {
        let seen: Vec<_> = chunks
            .par_iter()
            .map(|(chunk, bytes)| chunk::check(*chunk, bytes))
            .collect();
        let (mut coded, mut others) = (Vec::new(), Vec::new());
        for ((chunk, bytes), seen) in chunks.into_iter().zip(seen) {
            match seen {
                Ok(Some(seen)) => coded.push(Coded { chunk, seen, bytes }),
                Ok(None) => others.push((chunk, bytes)),
                Err(message) => damage(StoreError::corrupt(chunk, message))?,
            }
        }
        Ok(Parts {
            coded,
            ..Parts::read(others, damage)?
        })
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
        let mut relations: Vec<Later<Rows>> = Vec::new();
        let mut columns = Columns::default();
        for rows in self.relations {
            relations.push(Box::new(move || rows));
        }
        for (of, key, stretch) in self.values {
            columns.add_stretch(of, key, stretch);
        }
        for coded in self.coded {
            match (coded.chunk.kind, coded.seen) {
                (Kind::Values(of, key), Seen::Values(seen)) => {
                    columns.add(of, key, seen, Box::new(|| coded.stretch()));
                }
                _ => relations.push(Box::new(|| coded.rows())),
            }
        }
        let elements = Elements {
            nodes: self.nodes,
            relations,
            node_keys: self.node_orders,
            relation_keys: self.relation_orders,
            node_columns: columns.of_nodes,
            relation_columns: columns.of_relations,
        };
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
            && kinds.all(|relation| fits(&relation.kind))
            && self.coded.iter().all(|coded| fits(&coded.symbol()));
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
            let coded: usize = self.coded.iter().map(|coded| coded.values(of)).sum();
            let ordered: usize = orders.iter().map(Lists::total).sum();
            if ordered != stored + coded {
                let message = "values and their orders do not fit each other";
                damage(StoreError::corrupt("properties", message))?;
            }
        }
        Ok(())
    }
}

impl Coded {
    fn decode(&self) -> Decoded {
        let decoded = chunk::decode(self.chunk, &self.bytes);
        decoded.expect("what was checked can be decoded")
    }

    fn rows(self) -> Rows {
        match self.decode() {
            Decoded::Relations(rows) => rows,
            _ => unreachable!("the chunk is one of relations"),
        }
    }

    fn stretch(self) -> Stretch {
        match self.decode() {
            Decoded::Values(stretch) => stretch,
            _ => unreachable!("the chunk is one of values"),
        }
    }

    /// The highest symbol in it, as far as there is one that is not a value.
    fn symbol(&self) -> Symbol {
        match (self.chunk.kind, self.seen) {
            (Kind::Values(_, key), _) => key,
            (_, Seen::Relations { kind }) => kind,
            (_, Seen::Values(_)) => Symbol(0),
        }
    }

    /// How many values of nodes, or of relations, are in it.
    fn values(&self, of: Of) -> usize {
        match (self.chunk.kind, self.seen) {
            (Kind::Values(whose, _), Seen::Values(seen)) if whose == of => seen.rows,
            _ => 0,
        }
    }
}

/// Columns as their stretches come, in the order of keys.
#[derive(Default)]
struct Columns {
    of_nodes: Vec<Arrival>,
    of_relations: Vec<Arrival>,
}

impl Columns {
    fn add_stretch(&mut self, of: Of, key: Symbol, stretch: Stretch) {
        let seen = SeenValues {
            rows: stretch.elements.len(),
            has_periods: stretch.values.has_periods(),
            strings: stretch.values.strings(),
        };
        self.add(of, key, seen, Box::new(|| stretch));
    }

    fn add(&mut self, of: Of, key: Symbol, seen: SeenValues, read: Later<Stretch>) {
        let columns = match of {
            Of::Nodes => &mut self.of_nodes,
            Of::Relations => &mut self.of_relations,
        };
        if columns.last().is_none_or(|last| last.key != key) {
            columns.push(Arrival {
                key,
                values: 0,
                has_periods: false,
                strings: 0,
                stretches: Vec::new(),
            });
        }
        if let Some(column) = columns.last_mut() {
            column.values += seen.rows as u64;
            column.has_periods |= seen.has_periods;
            column.strings += seen.strings;
            column.stretches.push(read);
        }
    }
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
