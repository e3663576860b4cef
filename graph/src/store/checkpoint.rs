//! Checkpoints: the chunks that changed are written anew, and the log is emptied, in one transaction.

use crate::catalog::Catalog;
use crate::facts::Graph;
use crate::store::container::{DIRECTORY, LOG, META, SEGMENTS, Writing};
use crate::store::frame::{self, Frame};
use crate::store::log::Known;
use crate::store::meta::{Checkpoint, Directory, Entry, Head, directory_checksum, format_row};
use crate::store::piece::Chunk;
use crate::store::{Store, StoreError, chunk, go_on_unless};
use std::collections::BTreeSet;
use std::sync::atomic::AtomicBool;

impl Store {
    /// Writes the graph as it is after the commit of this number, unless the switch is set before it is on the disk.
    pub(super) fn write_checkpoint(
        &mut self,
        graph: &Graph,
        sequence: u64,
        stop: &AtomicBool,
    ) -> Result<(), StoreError> {
        let known = self.known;
        // Names that were only asked for belong to no record, and may be used by none yet.
        self.note_names(known, Known::of(graph));
        let written = self.write_chunks(graph, sequence, stop);
        if written.is_err() {
            // The file does not have them.
            self.known = known;
        }
        written
    }

    fn write_chunks(
        &mut self,
        graph: &Graph,
        sequence: u64,
        stop: &AtomicBool,
    ) -> Result<(), StoreError> {
        let chunks = self.dirty.chunks(self.directory.keys());
        let head = Head {
            sequence,
            checksum: 0,
        };
        let (directory, checkpoint) = self.container.write(|writing| {
            let written = write(writing, graph, &chunks, (&self.directory, sequence), stop)?;
            writing.empty(LOG)?;
            writing.change(META, &[written.1.row(), head.row()], &[])?;
            go_on_unless(stop)?;
            Ok(written)
        })?;
        self.directory = directory;
        self.checkpoint = checkpoint;
        self.head = head;
        self.dirty.clear();
        (self.log_bytes, self.log_changes) = (0, 0);
        Ok(())
    }
}

/// Writes a whole graph as the first checkpoint of an empty container.
pub(super) fn write_first(
    writing: &Writing<'_>,
    graph: &Graph,
    sequence: u64,
) -> Result<(), StoreError> {
    let chunks: BTreeSet<Chunk> = chunk::all(graph).into_iter().collect();
    let begun = (&Directory::new(), sequence);
    let (_, checkpoint) = write(writing, graph, &chunks, begun, &AtomicBool::new(false))?;
    let head = Head {
        sequence,
        checksum: 0,
    };
    writing.change(META, &[format_row(), checkpoint.row(), head.row()], &[])
}

/// Writes chunks over what the directory tells of, as of a commit; returns the directory as it is then, and the checkpoint.
fn write(
    writing: &Writing<'_>,
    graph: &Graph,
    chunks: &BTreeSet<Chunk>,
    (old, sequence): (&Directory, u64),
    stop: &AtomicBool,
) -> Result<(Directory, Checkpoint), StoreError> {
    let mut directory = old.clone();
    for &chunk in chunks {
        go_on_unless(stop)?;
        let before = directory.remove(&chunk);
        let parts = before.map_or(0, |entry| entry.parts);
        if let Some(entry) = write_chunk(writing, graph, chunk, parts, sequence)? {
            directory.insert(chunk, entry);
        } else if before.is_some() {
            writing.change(DIRECTORY, &[], &[chunk.key().to_vec()])?;
        }
    }
    let checkpoint = Checkpoint {
        sequence,
        node_bound: graph.node_bound(),
        relation_bound: graph.relation_bound(),
        nodes: graph.node_count(),
        relations: graph.relation_count(),
        directory: directory_checksum(&directory),
    };
    Ok((directory, checkpoint))
}

/// Writes a chunk that had this many parts before; none where nothing is in it.
fn write_chunk(
    writing: &Writing<'_>,
    graph: &Graph,
    chunk: Chunk,
    parts_before: u32,
    sequence: u64,
) -> Result<Option<Entry>, StoreError> {
    let encoded = chunk::encode(graph, chunk)?;
    let payload = match encoded.rows {
        0 => &[][..],
        _ => &encoded.bytes[..],
    };
    let put: Vec<(Vec<u8>, Vec<u8>)> = (0u32..)
        .zip(payload.chunks(frame::MOST))
        .map(|(part, payload)| {
            let key = chunk.part_key(part);
            let frame = Frame {
                key: &key,
                rows: encoded.rows,
                sequence,
                payload,
            };
            (key.to_vec(), frame.write())
        })
        .collect();
    let parts = put.len() as u32;
    let take: Vec<Vec<u8>> = (parts..parts_before)
        .map(|part| chunk.part_key(part).to_vec())
        .collect();
    writing.change(SEGMENTS, &put, &take)?;
    if parts == 0 {
        return Ok(None);
    }
    let entry = Entry {
        rows: encoded.rows,
        parts,
        checksum: frame::whole(payload),
    };
    writing.change(DIRECTORY, &[entry.row(chunk, sequence)], &[])?;
    Ok(Some(entry))
}
