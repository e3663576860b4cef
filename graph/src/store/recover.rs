//! Saving what can be saved of a damaged file, into a new one.
//!
//! Frames are looked for in the raw bytes: whatever became of the container, a frame that fits its checksum is whole. Of
//! several under one key the latest counts.

use crate::catalog::Catalog;
use crate::facts::{Graph, Lists, Rows};
use crate::id::Symbol;
use crate::store::chunk::retain;
use crate::store::frame::{Frame, HEAD, MAGIC};
use crate::store::load::{self, commit_name};
use crate::store::log::{self, Record};
use crate::store::meta::{CHECKPOINT_KEY, HEAD_KEY};
use crate::store::parts::Parts;
use crate::store::piece::{Chunk, Of};
use crate::store::{StoreError, file};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

/// What a recovery saved and what it missed.
#[derive(Clone, Debug, Default)]
pub struct Recovered {
    pub nodes: u64,
    pub relations: u64,
    /// What was lost or mended, a sentence each; empty when the file was whole.
    pub losses: Vec<String>,
}

/// Writes all that a file still holds into a new file, which must not be there. The old file is only read.
///
/// # Errors
/// The file is no database or holds nothing that could be saved; or the new file exists or cannot be written.
pub fn recover(path: &Path, new: &Path) -> Result<Recovered, StoreError> {
    if new.exists() {
        return Err(StoreError::Exists(new.to_path_buf()));
    }
    let whole = file::open_to_read(path).and_then(|container| container.read(load::load));
    let (graph, losses) = match whole {
        Ok(loaded) => (loaded.graph, Vec::new()),
        Err(StoreError::Corrupt { piece, message }) => {
            salvage(path, format!("{piece}: {message}"))?
        }
        Err(error) => return Err(error),
    };
    file::create_new(new, &graph)?;
    Ok(Recovered {
        nodes: graph.node_count(),
        relations: graph.relation_count(),
        losses,
    })
}

fn salvage(path: &Path, first: String) -> Result<(Graph, Vec<String>), StoreError> {
    let found = Found::in_bytes(&fs::read(path)?);
    if found.parts.is_empty() && found.log.is_empty() {
        return Err(StoreError::corrupt("file", "nothing in it could be saved"));
    }
    let mut losses = vec![first];
    let chunks = found.chunks(&mut losses);
    let mut note = |error: StoreError| {
        losses.push(error.to_string());
        Ok(())
    };
    let mut parts = Parts::read(chunks, &mut note)?;
    let mended = mend(&mut parts);
    let mut graph = parts.restore(&mut note)?;
    losses.extend(mended);
    graph.skip_ids(found.node_bound, found.relation_bound);
    found.replay(&mut graph, &mut losses);
    Ok((graph, losses))
}

/// The frames that lie in a file.
#[derive(Default)]
struct Found {
    parts: BTreeMap<(Chunk, u32), (u64, Vec<u8>)>,
    log: BTreeMap<(u64, u32), Vec<u8>>,
    /// The sequence of the latest checkpoint that was found.
    checkpoint: u64,
    node_bound: u32,
    relation_bound: u32,
}

/// Number, sequence and payload.
type Part<'f> = (u32, u64, &'f [u8]);

impl Found {
    fn in_bytes(bytes: &[u8]) -> Found {
        let mut found = Found::default();
        let mut at = 0;
        while let Some(next) = position(&bytes[at..]) {
            at += next;
            match Frame::read_front(&bytes[at..]) {
                Ok((frame, _)) => {
                    found.add(&frame);
                    at += HEAD + frame.key.len() + frame.payload.len();
                }
                Err(_) => at += 1,
            }
        }
        found
    }

    fn add(&mut self, frame: &Frame<'_>) {
        if frame.key == CHECKPOINT_KEY {
            self.checkpoint = self.checkpoint.max(frame.sequence);
        } else if frame.key == HEAD_KEY {
        } else if let Some(place) = Chunk::from_part_key(frame.key) {
            let known = self.parts.get(&place);
            if known.is_none_or(|(sequence, _)| *sequence <= frame.sequence) {
                let part = (frame.sequence, frame.payload.to_vec());
                self.parts.insert(place, part);
            }
        } else if let Some(place) = log::from_key(frame.key)
            && place.0 == frame.sequence
        {
            self.log.insert(place, frame.payload.to_vec());
        }
    }

    /// The chunks of which every part that is known of was found, of one checkpoint.
    fn chunks(&self, losses: &mut Vec<String>) -> Vec<(Chunk, Vec<u8>)> {
        let mut chunks: BTreeMap<Chunk, Vec<Part<'_>>> = BTreeMap::new();
        for ((chunk, part), (sequence, payload)) in &self.parts {
            let parts = chunks.entry(*chunk).or_default();
            parts.push((*part, *sequence, payload));
        }
        let mut whole = Vec::new();
        for (chunk, mut parts) in chunks {
            let latest = parts.iter().map(|(_, sequence, _)| *sequence).max();
            // Parts of an older and longer version of the chunk may follow behind the last.
            parts.retain(|(_, sequence, _)| Some(*sequence) == latest);
            let complete = (0u32..)
                .zip(&parts)
                .all(|(number, (part, ..))| number == *part);
            match complete {
                true => {
                    let payload = parts
                        .iter()
                        .flat_map(|(.., payload)| payload.iter().copied());
                    whole.push((chunk, payload.collect()));
                }
                false => losses.push(format!("{chunk}: a part is missing")),
            }
        }
        whole
    }

    /// Makes the commits of the log again that follow the chunks.
    fn replay(&self, graph: &mut Graph, losses: &mut Vec<String>) {
        let mut records: BTreeMap<u64, Vec<u8>> = BTreeMap::new();
        for ((sequence, _), payload) in &self.log {
            if *sequence > self.checkpoint {
                records
                    .entry(*sequence)
                    .or_default()
                    .extend_from_slice(payload);
            }
        }
        let mut expected = self.checkpoint + 1;
        for (sequence, bytes) in records {
            if sequence != expected {
                losses.push(format!("commits {expected} to {}: lost", sequence - 1));
            }
            expected = sequence + 1;
            match Record::read(&bytes) {
                Err(message) => losses.push(format!("{}: {message}", commit_name(sequence))),
                Ok(record) => {
                    for message in record.replay_what_fits(graph) {
                        losses.push(format!("{}: {message}", commit_name(sequence)));
                    }
                }
            }
        }
    }
}

fn position(bytes: &[u8]) -> Option<usize> {
    bytes
        .windows(MAGIC.len())
        .position(|window| window == MAGIC)
}

/// Makes parts fit each other of which some were lost; returns what was done.
fn mend(parts: &mut Parts) -> Vec<String> {
    let mut notes = Vec::new();
    mend_names(parts, &mut notes);
    mend_nodes(parts, &mut notes);
    mend_relations(parts, &mut notes);
    for of in [Of::Nodes, Of::Relations] {
        mend_values(parts, of);
        mend_orders(parts, of, &mut notes);
    }
    notes
}

/// Gives names that were lost a makeshift one.
fn mend_names(parts: &mut Parts, notes: &mut Vec<String>) {
    let mut known: BTreeMap<u32, Arc<str>> = BTreeMap::new();
    for (chunk, texts) in &parts.symbols {
        known.extend((chunk.first()..).zip(texts.iter().cloned()));
    }
    let mut used: Vec<u32> = Vec::new();
    let names = &parts.names;
    used.extend(
        [&names.labels, &names.types, &names.keys]
            .into_iter()
            .flatten()
            .map(|name| name.0),
    );
    used.extend(parts.values.iter().map(|(_, key, _)| key.0));
    used.extend(
        parts
            .nodes
            .iter()
            .flat_map(|nodes| nodes.lists.iter().flat_map(|labels| labels.iter()))
            .map(|label| label.0),
    );
    used.extend(
        parts
            .relations
            .iter()
            .flat_map(|rows| &rows.relations)
            .map(|relation| relation.kind.0),
    );
    let bound = used
        .iter()
        .chain(known.keys())
        .max()
        .map_or(0, |most| most + 1);
    let mut texts = Vec::new();
    for number in 0..bound {
        texts.push(known.get(&number).cloned().unwrap_or_else(|| {
            notes.push(format!(
                "name {number}: lost, and called lost_name_{number} now"
            ));
            Arc::from(format!("lost_name_{number}"))
        }));
    }
    let chunk = Chunk::new(crate::store::piece::Kind::Symbols, 0);
    parts.symbols = vec![(chunk, texts)];
}

/// Nodes that relations or properties speak of exist, though their labels are lost.
fn mend_nodes(parts: &mut Parts, notes: &mut Vec<String>) {
    let mut nodes: BTreeMap<u32, Arc<[Symbol]>> = BTreeMap::new();
    for (node, labels) in parts.nodes.iter().flat_map(Lists::pairs) {
        nodes.insert(node, Arc::clone(labels));
    }
    let ends = parts.relations.iter().flat_map(|rows| &rows.relations);
    let ends = ends.flat_map(|relation| [relation.start.0, relation.end.0]);
    let own = parts.values.iter().filter(|(of, ..)| *of == Of::Nodes);
    let with_values = own.flat_map(|(.., values)| values.elements.iter().copied());
    let lost: FxHashSet<u32> = ends
        .chain(with_values)
        .filter(|node| !nodes.contains_key(node))
        .collect();
    if !lost.is_empty() {
        notes.push(format!("{} nodes lost their labels", lost.len()));
    }
    nodes.extend(lost.into_iter().map(|node| (node, Arc::from([]))));
    parts.nodes = vec![Lists::of(nodes)];
}

fn mend_relations(parts: &mut Parts, notes: &mut Vec<String>) {
    let known: FxHashSet<u32> = ids(&parts.relations).collect();
    let own = parts.values.iter().filter(|(of, ..)| *of == Of::Relations);
    let lost: FxHashSet<u32> = own
        .flat_map(|(.., values)| values.elements.iter().copied())
        .filter(|id| !known.contains(id))
        .collect();
    if !lost.is_empty() {
        notes.push(format!(
            "{} relations were lost, of which properties were found",
            lost.len()
        ));
    }
}

fn ids(chunks: &[Rows]) -> impl Iterator<Item = u32> {
    chunks.iter().flat_map(|rows| rows.ids.iter())
}

/// Takes values from elements that are lost.
fn mend_values(parts: &mut Parts, of: Of) {
    let alive: FxHashSet<u32> = match of {
        Of::Nodes => {
            let nodes = parts.nodes.iter();
            nodes.flat_map(|nodes| nodes.elements.iter()).collect()
        }
        Of::Relations => ids(&parts.relations).collect(),
    };
    for (_, _, values) in parts.values.iter_mut().filter(|(whose, ..)| *whose == of) {
        retain(values, |element| alive.contains(&element));
    }
}

/// Makes the orders of keys those of the values that are there.
fn mend_orders(parts: &mut Parts, of: Of, notes: &mut Vec<String>) {
    let mut keys: FxHashMap<u32, Vec<Symbol>> = FxHashMap::default();
    for (_, key, values) in parts.values.iter().filter(|(whose, ..)| *whose == of) {
        for element in &values.elements {
            keys.entry(*element).or_default().push(*key);
        }
    }
    let orders = match of {
        Of::Nodes => &mut parts.node_orders,
        Of::Relations => &mut parts.relation_orders,
    };
    let known = orders.iter().flat_map(Lists::pairs);
    let mut known: FxHashMap<u32, Arc<[Symbol]>> = known
        .map(|(element, keys)| (element, Arc::clone(keys)))
        .collect();
    let mut mended = 0;
    let mut new: Vec<(u32, Arc<[Symbol]>)> = Vec::new();
    for (element, keys) in keys {
        let order = known.remove(&element).unwrap_or_default();
        let mut kept: Vec<Symbol> = order
            .iter()
            .copied()
            .filter(|key| keys.contains(key))
            .collect();
        kept.extend(keys.iter().copied().filter(|key| !order.contains(key)));
        mended += u64::from(kept[..] != order[..]);
        new.push((element, Arc::from(kept)));
    }
    mended += known.len() as u64;
    new.sort_unstable_by_key(|(element, _)| *element);
    *orders = vec![Lists::of(new)];
    if mended > 0 {
        let whose = match of {
            Of::Nodes => "nodes",
            Of::Relations => "relations",
        };
        notes.push(format!("{mended} {whose} lost properties, or their order"));
    }
}
