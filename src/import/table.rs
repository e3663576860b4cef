//! Reading tables: blocks of records side by side, columns of texts joined in the order of the file.

use crate::error::Result;
use crate::import::blocks::{Block, Blocks};
use crate::import::failure;
use crate::import::progress::Progress;
use crate::import::report::Refusal;
use crate::import::source::Tables;
use crate::import::texts::Column;
use csv::{ByteRecord, ReaderBuilder};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// A table as it stands in its file.
#[derive(Debug, Default)]
pub struct Table {
    /// Place of the file among all that are read.
    pub file: usize,
    pub names: Vec<String>,
    pub columns: Vec<Column>,
    /// By row: the line that it starts in.
    pub lines: Vec<u64>,
    pub refused: Vec<Refusal>,
}

/// All tables of an import.
pub struct Read {
    pub nodes: Vec<Table>,
    pub relations: Vec<Table>,
}

/// Blocks that are read side by side.
const TOGETHER: usize = 8;

/// Reads all tables; `first` is the place of the first file among all.
///
/// # Errors
/// One cannot be read or has no header, or the import is stopped.
pub fn read_all(tables: &Tables, first: usize, progress: &Progress<'_>) -> Result<Read> {
    let paths: Vec<(usize, &Path)> = (first..).zip(tables.files()).collect();
    let read = |&(file, path): &(usize, &Path)| table(file, path, tables.separator, progress);
    let mut nodes: Vec<Table> = paths.par_iter().map(read).collect::<Result<_>>()?;
    let relations = nodes.split_off(tables.nodes.len());
    Ok(Read { nodes, relations })
}

/// The names of a table's columns.
///
/// # Errors
/// The file cannot be read, or has no header.
pub fn header(path: &Path, separator: Option<u8>) -> Result<Vec<String>> {
    let file = File::open(path).map_err(|error| failure(path, error))?;
    Ok(head(&mut BufReader::new(file), path, separator)?.names)
}

/// What the first line of a table tells.
struct Head {
    names: Vec<String>,
    separator: u8,
    bytes: usize,
}

fn head(reader: &mut impl BufRead, path: &Path, separator: Option<u8>) -> Result<Head> {
    let mut line = Vec::new();
    let read = reader.read_until(b'\n', &mut line);
    read.map_err(|error| failure(path, error))?;
    let separator = separator.unwrap_or_else(|| separator_of(&line));
    Ok(Head {
        names: names(&line, separator).map_err(|error| failure(path, error))?,
        separator,
        bytes: line.len(),
    })
}

fn table(
    file: usize,
    path: &Path,
    separator: Option<u8>,
    progress: &Progress<'_>,
) -> Result<Table> {
    let fails = |error| failure(path, error);
    let mut reader = BufReader::new(File::open(path).map_err(fails)?);
    let Head {
        names,
        separator,
        bytes,
    } = head(&mut reader, path, separator)?;
    progress.advance(bytes, path)?;
    let mut table = Table {
        file,
        columns: vec![Column::default(); names.len()],
        names,
        ..Table::default()
    };
    let mut blocks = Blocks::new(reader, separator, 2);
    loop {
        let mut together = Vec::with_capacity(TOGETHER);
        while together.len() < TOGETHER
            && let Some(block) = blocks.next().map_err(fails)?
        {
            together.push(block);
        }
        if together.is_empty() {
            return Ok(table);
        }
        let width = table.columns.len();
        let read = |block: &Block| Part::read(block, separator, width);
        let parts: Vec<Part> = together.par_iter().map(read).collect();
        for (block, part) in together.iter().zip(parts) {
            progress.advance(block.bytes.len(), path)?;
            table.append(part);
        }
    }
}

impl Tables {
    /// The files in the order in which they are written.
    pub fn files(&self) -> impl Iterator<Item = &Path> + '_ {
        let nodes = self.nodes.iter().map(|given| given.file.as_path());
        nodes.chain(self.relations.iter().map(|given| given.file.as_path()))
    }
}

impl Table {
    fn append(&mut self, part: Part) {
        for (column, more) in self.columns.iter_mut().zip(&part.columns) {
            column.append(more);
        }
        self.lines.extend(part.lines);
        let file = self.file;
        let refused = part.refused.into_iter();
        self.refused
            .extend(refused.map(|(line, reason)| Refusal { file, line, reason }));
    }

    /// Refuses a row.
    pub fn refuse(&mut self, row: usize, reason: String) {
        self.refused.push(Refusal {
            file: self.file,
            line: self.lines[row],
            reason,
        });
    }
}

/// What one block holds.
struct Part {
    columns: Vec<Column>,
    lines: Vec<u64>,
    refused: Vec<(u64, String)>,
}

impl Part {
    fn read(block: &Block, separator: u8, width: usize) -> Part {
        let mut part = Part {
            columns: vec![Column::default(); width],
            lines: Vec::new(),
            refused: Vec::new(),
        };
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .delimiter(separator)
            .flexible(true)
            .from_reader(block.bytes.as_slice());
        let mut record = ByteRecord::new();
        while let Ok(true) = reader.read_byte_record(&mut record) {
            let before = record.position().map_or(0, csv::Position::line);
            part.row(&record, block.line + before.saturating_sub(1));
        }
        part
    }

    fn row(&mut self, record: &ByteRecord, line: u64) {
        match texts(record, self.columns.len()) {
            Ok(()) => {
                for (column, field) in self.columns.iter_mut().zip(record) {
                    // The whole record was found to be UTF-8.
                    column.push(std::str::from_utf8(field).unwrap_or_default());
                }
                self.lines.push(line);
            }
            Err(reason) => self.refused.push((line, reason)),
        }
    }
}

/// That a record has so many fields, all of them texts.
fn texts(record: &ByteRecord, width: usize) -> std::result::Result<(), String> {
    if record.len() != width {
        return Err(format!(
            "{} fields, and the header has {width}",
            record.len()
        ));
    }
    match record
        .iter()
        .position(|field| std::str::from_utf8(field).is_err())
    {
        Some(field) => Err(format!("field {} is not UTF-8", field + 1)),
        None => Ok(()),
    }
}

/// The character that most often separates names in the header.
fn separator_of(header: &[u8]) -> u8 {
    let count = |separator: u8| header.iter().filter(|&&byte| byte == separator).count();
    let mut best = b',';
    for separator in [b'\t', b';', b'|'] {
        if count(separator) > count(best) {
            best = separator;
        }
    }
    best
}

fn names(header: &[u8], separator: u8) -> std::result::Result<Vec<String>, String> {
    let header = header.strip_prefix("\u{feff}".as_bytes()).unwrap_or(header);
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .delimiter(separator)
        .from_reader(header);
    let mut record = csv::StringRecord::new();
    match reader.read_record(&mut record) {
        Ok(true) => Ok(record.iter().map(|name| name.trim().to_string()).collect()),
        Ok(false) => Err("the file is empty; its first line names the columns".to_string()),
        Err(error) => Err(format!("the header cannot be read: {error}")),
    }
}
