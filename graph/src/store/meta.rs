//! The three rows that say what the rest must be: format, checkpoint and head.

use crate::store::bytes::{Read, Reader, write_number};
use crate::store::container::{META, Reading};
use crate::store::frame::{self, Frame};
use crate::store::piece::Chunk;
use crate::store::{FORMAT, StoreError};
use std::collections::BTreeMap;
use std::path::Path;

pub(super) const FORMAT_KEY: &[u8] = b"format";
pub(super) const CHECKPOINT_KEY: &[u8] = b"checkpoint";
pub(super) const HEAD_KEY: &[u8] = b"head";

/// What the payload of the format row begins with.
const NAME: &[u8] = b"factio database\0";
const MINOR: u16 = 0;
/// The oldest format whose readers can read this one.
const OLDEST_READER: u16 = 1;

/// What stood at the last checkpoint.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Checkpoint {
    /// The last commit that is in the chunks.
    pub sequence: u64,
    /// Ids below these were given.
    pub node_bound: u32,
    pub relation_bound: u32,
    pub nodes: u64,
    pub relations: u64,
    /// The checksum of the whole directory.
    pub directory: u64,
}

/// The last commit, and the checksum of its log row; 0 where the checkpoint has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    pub sequence: u64,
    pub checksum: u64,
}

/// What a stored chunk consists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub rows: u32,
    pub parts: u32,
    pub checksum: u64,
}

pub(super) type Directory = BTreeMap<Chunk, Entry>;

/// The row that names the format.
pub(super) fn format_row() -> (Vec<u8>, Vec<u8>) {
    let mut payload = NAME.to_vec();
    for number in [FORMAT, MINOR, OLDEST_READER] {
        payload.extend_from_slice(&number.to_le_bytes());
    }
    // Features that a reader has to know; none so far.
    payload.extend_from_slice(&0u64.to_le_bytes());
    row(FORMAT_KEY, 0, &payload)
}

/// Fails unless the container holds a database that this version can read; `false` when it holds nothing at all.
pub(super) fn check_format(reading: &Reading<'_>, path: &Path) -> Result<bool, StoreError> {
    let Some(bytes) = reading.get(META, FORMAT_KEY)? else {
        return match reading.is_blank()? {
            true => Ok(false),
            false => Err(StoreError::Foreign(path.to_path_buf())),
        };
    };
    let corrupt = |message| StoreError::corrupt("format", message);
    let frame = Frame::read(&bytes, FORMAT_KEY).map_err(corrupt)?;
    let mut reader = Reader::new(frame.payload);
    if reader.take(NAME.len()) != Ok(NAME) {
        return Err(StoreError::Foreign(path.to_path_buf()));
    }
    let mut number = || reader.fixed().map(u16::from_le_bytes).map_err(corrupt);
    let (format, _minor, oldest) = (number()?, number()?, number()?);
    let features = reader.fixed().map(u64::from_le_bytes).map_err(corrupt)?;
    match oldest > FORMAT || features != 0 {
        true => Err(StoreError::Newer {
            path: path.to_path_buf(),
            format,
        }),
        false => Ok(true),
    }
}

impl Checkpoint {
    pub fn row(&self) -> (Vec<u8>, Vec<u8>) {
        let mut payload = Vec::new();
        for number in [
            self.sequence,
            u64::from(self.node_bound),
            u64::from(self.relation_bound),
            self.nodes,
            self.relations,
        ] {
            write_number(&mut payload, number);
        }
        payload.extend_from_slice(&self.directory.to_le_bytes());
        row(CHECKPOINT_KEY, self.sequence, &payload)
    }

    pub fn read(reading: &Reading<'_>) -> Result<Checkpoint, StoreError> {
        read_row(reading, CHECKPOINT_KEY, "checkpoint", |reader| {
            Ok(Checkpoint {
                sequence: reader.number()?,
                node_bound: reader.number_u32()?,
                relation_bound: reader.number_u32()?,
                nodes: reader.number()?,
                relations: reader.number()?,
                directory: u64::from_le_bytes(reader.fixed()?),
            })
        })
    }
}

impl Head {
    pub fn row(&self) -> (Vec<u8>, Vec<u8>) {
        let mut payload = Vec::new();
        write_number(&mut payload, self.sequence);
        payload.extend_from_slice(&self.checksum.to_le_bytes());
        row(HEAD_KEY, self.sequence, &payload)
    }

    pub fn read(reading: &Reading<'_>) -> Result<Head, StoreError> {
        read_row(reading, HEAD_KEY, "head", |reader| {
            Ok(Head {
                sequence: reader.number()?,
                checksum: u64::from_le_bytes(reader.fixed()?),
            })
        })
    }
}

impl Entry {
    pub fn row(&self, chunk: Chunk, sequence: u64) -> (Vec<u8>, Vec<u8>) {
        let mut payload = Vec::new();
        write_number(&mut payload, u64::from(self.rows));
        write_number(&mut payload, u64::from(self.parts));
        payload.extend_from_slice(&self.checksum.to_le_bytes());
        row(&chunk.key(), sequence, &payload)
    }

    pub fn read(bytes: &[u8], key: &[u8]) -> Read<Entry> {
        let frame = Frame::read(bytes, key)?;
        let mut reader = Reader::new(frame.payload);
        let entry = Entry {
            rows: reader.number_u32()?,
            parts: reader.number_u32()?,
            checksum: u64::from_le_bytes(reader.fixed()?),
        };
        reader.end()?;
        Ok(entry)
    }
}

/// The checksum of a directory: an entry that is missing, stale or too many changes it.
pub(super) fn directory_checksum(directory: &Directory) -> u64 {
    let mut bytes = Vec::with_capacity(directory.len() * 25);
    for (chunk, entry) in directory {
        bytes.extend_from_slice(&chunk.key());
        bytes.extend_from_slice(&entry.rows.to_le_bytes());
        bytes.extend_from_slice(&entry.parts.to_le_bytes());
        bytes.extend_from_slice(&entry.checksum.to_le_bytes());
    }
    frame::whole(&bytes)
}

fn row(key: &[u8], sequence: u64, payload: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let frame = Frame {
        key,
        rows: 1,
        sequence,
        payload,
    };
    (key.to_vec(), frame.write())
}

fn read_row<T>(
    reading: &Reading<'_>,
    key: &[u8],
    name: &str,
    read: impl FnOnce(&mut Reader) -> Read<T>,
) -> Result<T, StoreError> {
    let corrupt = |message| StoreError::corrupt(name, message);
    let bytes = reading.get(META, key)?;
    let bytes = bytes.ok_or_else(|| corrupt("it is missing"))?;
    let frame = Frame::read(&bytes, key).map_err(corrupt)?;
    let mut reader = Reader::new(frame.payload);
    let found = read(&mut reader).map_err(corrupt)?;
    reader.end().map_err(corrupt)?;
    Ok(found)
}
