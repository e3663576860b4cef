//! Load CSV: a row for each record of a file in the import directory.

use crate::context::Context;
use crate::error::{Detail, Error, ErrorKind, Phase, Result};
use crate::exec::batch::BATCH_ROWS;
use crate::exec::op::assign::At;
use crate::exec::op::evaluate::describe;
use crate::exec::op::{Operator, Running};
use crate::exec::{Batch, Column};
use crate::plan::expr::Expr;
use csv::{Reader, ReaderBuilder, StringRecord};
use factio_graph::value::Value;
use std::fs::File;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

pub(super) fn start<'p>(
    input: Running<'p>,
    source: &'p Expr,
    headers: bool,
    separator: char,
) -> Running<'p> {
    Box::new(LoadCsv {
        input,
        source,
        headers,
        separator,
        batch: Batch::default(),
        row: 0,
        open: None,
    })
}

struct LoadCsv<'p> {
    input: Running<'p>,
    source: &'p Expr,
    headers: bool,
    separator: char,
    batch: Batch,
    /// The row of `batch` whose file is read next, or is being read.
    row: usize,
    open: Option<Records>,
}

/// A file being read.
struct Records {
    reader: Reader<File>,
    /// The keys of each record's map; without them a record is a list.
    headers: Option<Vec<Arc<str>>>,
    path: PathBuf,
}

impl Operator for LoadCsv<'_> {
    fn next(&mut self, context: &mut Context<'_>) -> Result<Option<Batch>> {
        loop {
            context.check()?;
            if let Some(records) = &mut self.open {
                let values = records.read().map_err(|error| error.at(self.source.span))?;
                if !values.is_empty() {
                    let mut batch = self.batch.gather(&vec![self.row as u32; values.len()]);
                    batch.columns.push(Column::Values(values));
                    return Ok(Some(batch));
                }
                self.open = None;
                self.row += 1;
            }
            if self.row < self.batch.len {
                self.open = Some(self.open(context)?);
                continue;
            }
            match self.input.next(context)? {
                Some(batch) => (self.batch, self.row) = (batch, 0),
                None => return Ok(None),
            }
        }
    }
}

impl LoadCsv<'_> {
    /// Opens the file that the row names.
    fn open(&self, context: &Context<'_>) -> Result<Records> {
        let at = At {
            batch: &self.batch,
            row: self.row,
        };
        let name = match at.value(self.source, context)? {
            Value::String(name) => name,
            other => {
                return Err(Error::runtime(
                    ErrorKind::TypeError,
                    Detail::InvalidArgumentType,
                    format!("LOAD CSV takes a file name; this is {}", describe(&other)),
                )
                .at(self.source.span));
            }
        };
        let directory = context.limits.import_directory.as_deref();
        let separator = u8::try_from(self.separator).ok().filter(u8::is_ascii);
        let opened = match separator {
            Some(separator) => confined(&name, directory)
                .and_then(|path| Records::open(path, self.headers, separator)),
            None => Err(failure(format!(
                "a field separator is one ASCII character; this is `{}`",
                self.separator
            ))),
        };
        opened.map_err(|error| error.at(self.source.span))
    }
}

impl Records {
    fn open(path: PathBuf, headers: bool, separator: u8) -> Result<Records> {
        let mut reader = ReaderBuilder::new()
            .has_headers(headers)
            .delimiter(separator)
            .flexible(true)
            .from_path(&path)
            .map_err(|error| unreadable(&path, &error))?;
        let headers = match headers {
            true => Some(read_headers(&mut reader).map_err(|error| unreadable(&path, &error))?),
            false => None,
        };
        Ok(Records {
            reader,
            headers,
            path,
        })
    }

    /// The next records, at most a batch of them.
    fn read(&mut self) -> Result<Vec<Value>> {
        let mut values = Vec::new();
        let mut record = StringRecord::new();
        while values.len() < BATCH_ROWS {
            match self.reader.read_record(&mut record) {
                Ok(true) => values.push(self.value(&record)),
                Ok(false) => break,
                Err(error) => return Err(unreadable(&self.path, &error)),
            }
        }
        Ok(values)
    }

    /// A map by the headers, where an empty or missing field is null; or a list.
    fn value(&self, record: &StringRecord) -> Value {
        let field = |text: &str| match text {
            "" => Value::Null,
            text => Value::string(text),
        };
        match &self.headers {
            None => Value::list(record.iter().map(field).collect()),
            Some(headers) => Value::map(headers.iter().enumerate().map(|(at, header)| {
                let value = record.get(at).map_or(Value::Null, field);
                (header.clone(), value)
            })),
        }
    }
}

fn read_headers(reader: &mut Reader<File>) -> csv::Result<Vec<Arc<str>>> {
    let headers = reader.headers()?;
    let mark = '\u{feff}';
    Ok(headers
        .iter()
        .map(|name| Arc::from(name.trim_start_matches(mark)))
        .collect())
}

/// The path of a file inside the import directory. `file:///name` and `name` are the same file.
fn confined(name: &str, directory: Option<&Path>) -> Result<PathBuf> {
    let Some(directory) = directory else {
        return Err(
            failure("LOAD CSV needs an import directory, and none is set".into())
                .hint("the session names the one directory that files may be read from"),
        );
    };
    let relative = name.strip_prefix("file://").unwrap_or(name);
    let relative = Path::new(relative.trim_start_matches('/'));
    let stays = relative
        .components()
        .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    if !stays || name.contains("://") && !name.starts_with("file://") {
        return Err(failure(format!(
            "`{name}` is not a file in the import directory"
        )));
    }
    let unreadable = |error| unreadable(relative, &csv::Error::from(error));
    let directory = directory.canonicalize().map_err(unreadable)?;
    let path = directory
        .join(relative)
        .canonicalize()
        .map_err(unreadable)?;
    match path.starts_with(&directory) {
        true => Ok(path),
        false => Err(failure(format!(
            "`{name}` leads out of the import directory"
        ))),
    }
}

fn unreadable(path: &Path, error: &csv::Error) -> Error {
    let name = path.file_name().unwrap_or(path.as_os_str());
    failure(format!(
        "{} cannot be read: {error}",
        name.to_string_lossy()
    ))
}

fn failure(message: String) -> Error {
    Error::plain(ErrorKind::StorageError, Phase::Runtime, message)
}
