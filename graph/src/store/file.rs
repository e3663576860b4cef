//! Finding, making and opening the file, so that no file of another kind or version is ever touched.

use crate::facts::Graph;
use crate::store::container::{Container, guarded};
use crate::store::growth::Growing;
use crate::store::overlay::Overlay;
use crate::store::{StoreError, checkpoint, meta};
use redb::backends::FileBackend;
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// What every redb file begins with.
const CONTAINER: [u8; 9] = *b"redb\x1a\x0a\xa9\x0d\x0a";

/// Opens a file that nobody writes, without writing to it.
pub(super) fn open_to_read(path: &Path) -> Result<Container, StoreError> {
    let file = match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(StoreError::Missing(path.to_path_buf()));
        }
        file => file?,
    };
    check_kind(&file, path)?;
    let container = Container::open_verified(Overlay::new(backend(file)?)?, path)?;
    match container.read(|reading| meta::check_format(reading, path))? {
        true => Ok(container),
        false => Err(StoreError::Foreign(path.to_path_buf())),
    }
}

/// Makes an empty database where there is no file, or an empty one.
pub(super) fn make_where_missing(path: &Path) -> Result<(), StoreError> {
    let made = match fs::metadata(path) {
        Ok(about) if !about.is_file() => Err(StoreError::Foreign(path.to_path_buf())),
        Ok(about) if about.len() > 0 => Ok(()),
        Ok(_) => create(path, &Graph::new(), |from, to| fs::rename(from, to)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => create_new(path, &Graph::new()),
        Err(error) => Err(error.into()),
    };
    match made {
        // Another process was quicker.
        Err(StoreError::Exists(_)) => Ok(()),
        made => made,
    }
}

/// Opens a file, which was read before, for one writer.
pub(super) fn open_to_write(path: &Path) -> Result<Container, StoreError> {
    let file = OpenOptions::new().read(true).write(true).open(path)?;
    Container::open(Growing::new(backend(file)?), path)
}

/// Makes a file of a graph where there is none.
pub(super) fn create_new(path: &Path, graph: &Graph) -> Result<(), StoreError> {
    create(path, graph, |from, to| match fs::hard_link(from, to) {
        Ok(()) => fs::remove_file(from),
        // Where there are no hard links.
        Err(error) if error.kind() == io::ErrorKind::Unsupported && !to.exists() => {
            fs::rename(from, to)
        }
        Err(error) => Err(error),
    })
}

/// Writes the first checkpoint of an empty container.
pub(super) fn begin(container: &Container) -> Result<(), StoreError> {
    container.write(|writing| checkpoint::write_first(writing, &Graph::new(), 0))
}

/// Makes a file beside its place and moves it there when it is whole.
fn create(
    path: &Path,
    graph: &Graph,
    place: impl FnOnce(&Path, &Path) -> io::Result<()>,
) -> Result<(), StoreError> {
    let beside = beside(path);
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(true)
        .open(&beside)?;
    let made = backend(file)
        .and_then(|backend| Container::open(Growing::new(backend), &beside))
        .and_then(|container| {
            container.write(|writing| checkpoint::write_first(writing, graph, 0))?;
            container.close()
        });
    let placed = made.and_then(|()| match place(&beside, path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            Err(StoreError::Exists(path.to_path_buf()))
        }
        placed => Ok(placed?),
    });
    if placed.is_err() {
        let _ = fs::remove_file(&beside);
        return placed;
    }
    sync_folder(path)
}

/// A name of this process's own in the same folder.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().map_or_else(OsString::new, OsString::from);
    name.push(format!(".new-{}", std::process::id()));
    path.with_file_name(name)
}

/// Makes the name of a file durable.
fn sync_folder(path: &Path) -> Result<(), StoreError> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    // Not every system can open a folder; there its names need no sync.
    match File::open(folder) {
        Ok(folder) => Ok(folder.sync_all()?),
        Err(_) => Ok(()),
    }
}

fn check_kind(file: &File, path: &Path) -> Result<(), StoreError> {
    if !file.metadata()?.is_file() {
        return Err(StoreError::Foreign(path.to_path_buf()));
    }
    let mut begin = [0; CONTAINER.len()];
    let mut file = file;
    match file.read_exact(&mut begin) {
        Ok(()) if begin == CONTAINER => Ok(()),
        Err(error) if error.kind() != io::ErrorKind::UnexpectedEof => Err(error.into()),
        _ => Err(StoreError::Foreign(path.to_path_buf())),
    }
}

fn backend(file: File) -> Result<FileBackend, StoreError> {
    guarded(|| FileBackend::new(file).map_err(|error| StoreError::corrupt("container", error)))
}
