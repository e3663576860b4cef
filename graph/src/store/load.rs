//! Reading a whole file: every frame is verified, chunks are decoded on all cores, the log is made again.

use crate::facts::Graph;
use crate::store::StoreError;
use crate::store::container::{DIRECTORY, LOG, Reading, SEGMENTS};
use crate::store::frame::{self, Frame};
use crate::store::log::{self, Record};
use crate::store::meta::{Checkpoint, Directory, Entry, Head, directory_checksum};
use crate::store::parts::{Damage, Parts};
use crate::store::piece::Chunk;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

/// What a file holds.
#[derive(Debug)]
pub(super) struct Loaded {
    pub graph: Graph,
    pub checkpoint: Checkpoint,
    pub head: Head,
    pub directory: Directory,
    /// The commits since the checkpoint, as they were applied.
    pub log: Vec<(u64, Vec<u8>)>,
}

/// Reads everything, and fails at the first damage.
pub(super) fn load(reading: &Reading<'_>) -> Result<Loaded, StoreError> {
    let checkpoint = Checkpoint::read(reading)?;
    let head = Head::read(reading)?;
    let directory = directory(reading, checkpoint.directory)?;
    let chunks = chunks(reading, &directory)?;
    let fail: Damage<'_> = &mut Err;
    let mut graph = Parts::check(chunks, fail)?.restore(fail)?;
    graph.skip_ids(checkpoint.node_bound, checkpoint.relation_bound);
    check_counts(&graph, &checkpoint)?;
    let log = records(reading, checkpoint.sequence, head)?;
    for (sequence, bytes) in &log {
        let corrupt = |message: String| StoreError::corrupt(commit_name(*sequence), message);
        let record = Record::read(bytes).map_err(|message| corrupt(message.to_string()))?;
        record.replay(&mut graph).map_err(corrupt)?;
    }
    Ok(Loaded {
        graph,
        checkpoint,
        head,
        directory,
        log,
    })
}

impl Loaded {
    /// Whether the file is still as it was when this was read.
    pub fn is_current(&self, reading: &Reading<'_>) -> Result<bool, StoreError> {
        let checkpoint = Checkpoint::read(reading)?;
        Ok(checkpoint == self.checkpoint && Head::read(reading)? == self.head)
    }
}

pub(super) fn commit_name(sequence: u64) -> String {
    format!("log, commit {sequence}")
}

fn directory(reading: &Reading<'_>, checksum: u64) -> Result<Directory, StoreError> {
    let mut directory = Directory::new();
    reading.each(DIRECTORY, |key, bytes| {
        let corrupt = |message| StoreError::corrupt("directory", message);
        let chunk = Chunk::from_key(key).ok_or_else(|| corrupt("a key is unknown"))?;
        directory.insert(chunk, Entry::read(bytes, key).map_err(corrupt)?);
        Ok(())
    })?;
    match directory_checksum(&directory) == checksum {
        true => Ok(directory),
        false => Err(StoreError::corrupt(
            "directory",
            "it is not that of the last checkpoint",
        )),
    }
}

/// The bytes of every chunk, each as the directory says.
fn chunks(
    reading: &Reading<'_>,
    directory: &Directory,
) -> Result<Vec<(Chunk, Vec<u8>)>, StoreError> {
    let mut chunks: Vec<(Chunk, Vec<u8>)> = Vec::with_capacity(directory.len());
    let mut parts = 0;
    reading.each(SEGMENTS, |key, bytes| {
        let found = Chunk::from_part_key(key);
        let (chunk, part) =
            found.ok_or_else(|| StoreError::corrupt("chunks", "a key is unknown"))?;
        let corrupt = |message| StoreError::corrupt(format!("{chunk}, part {part}"), message);
        let frame = Frame::read(bytes, key).map_err(corrupt)?;
        if part == 0 {
            chunks.push((chunk, Vec::new()));
            parts = 0;
        }
        match chunks.last_mut() {
            Some((last, payload)) if *last == chunk && part == parts => {
                payload.extend_from_slice(frame.payload);
                parts += 1;
                Ok(())
            }
            _ => Err(corrupt("a part before it is missing")),
        }
    })?;
    check_chunks(&chunks, directory)?;
    Ok(chunks)
}

fn check_chunks(chunks: &[(Chunk, Vec<u8>)], directory: &Directory) -> Result<(), StoreError> {
    if chunks.len() != directory.len() {
        return Err(StoreError::corrupt(
            "chunks",
            "there are not as many as the directory says",
        ));
    }
    let wrong = chunks.par_iter().find_first(|(chunk, payload)| {
        let entry = directory.get(chunk);
        entry.is_none_or(|entry| entry.checksum != frame::whole(payload))
    });
    match wrong {
        None => Ok(()),
        Some((chunk, _)) => Err(StoreError::corrupt(
            chunk,
            "it is not that of the last checkpoint",
        )),
    }
}

fn check_counts(graph: &Graph, checkpoint: &Checkpoint) -> Result<(), StoreError> {
    use crate::catalog::Catalog;
    let counts = (graph.node_count(), graph.relation_count());
    match counts == (checkpoint.nodes, checkpoint.relations) {
        true => Ok(()),
        false => Err(StoreError::corrupt(
            "checkpoint",
            "it counts other nodes and relations",
        )),
    }
}

/// The commits after the checkpoint up to the head, without a gap.
fn records(
    reading: &Reading<'_>,
    checkpoint: u64,
    head: Head,
) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
    let mut records: Vec<(u64, Vec<u8>)> = Vec::new();
    let mut parts = 0;
    reading.each(LOG, |key, bytes| {
        let found = log::from_key(key);
        let (sequence, part) =
            found.ok_or_else(|| StoreError::corrupt("log", "a key is unknown"))?;
        let corrupt = |message| StoreError::corrupt(commit_name(sequence), message);
        let frame = Frame::read(bytes, key).map_err(corrupt)?;
        if part == 0 {
            let expected = checkpoint + 1 + records.len() as u64;
            if sequence != expected {
                return Err(corrupt("the commit before it is missing"));
            }
            records.push((sequence, Vec::new()));
            parts = 0;
        }
        match records.last_mut() {
            Some((last, record)) if *last == sequence && part == parts => {
                record.extend_from_slice(frame.payload);
                parts += 1;
                Ok(())
            }
            _ => Err(corrupt("a part before it is missing")),
        }
    })?;
    let last = records.last();
    let found = last.map_or((checkpoint, 0), |(sequence, record)| {
        (*sequence, frame::whole(record))
    });
    match found == (head.sequence, head.checksum) {
        true => Ok(records),
        false => Err(StoreError::corrupt(
            "log",
            "it does not end with the last commit",
        )),
    }
}
