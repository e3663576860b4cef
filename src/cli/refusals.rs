//! The rows that an import refused: each is told, on a terminal a few of many, and then all of them in a file.

use crate::import::Report;
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// So many refusals a terminal shows whole; of more it shows the first ones.
const WHOLE: usize = 30;
const FIRST: usize = 10;

/// Tells each refused row, and what was made beside the rows: in `file` where one is given, else on stderr. A terminal that
/// would see them rush by sees the first ones, and all of them stand in a file that is called after the database.
pub fn tell(report: &Report, database: &Path, file: Option<&Path>) {
    let many = report.refused.len() > WHOLE && io::stderr().is_terminal();
    let usual = many.then(|| beside(database));
    let file = file.or(usual.as_deref());
    match file.map(|file| (file, write(report, file))) {
        None => each(report, usize::MAX),
        Some((file, Ok(()))) => {
            each(report, FIRST);
            left(report.refused.len(), file);
        }
        Some((file, Err(error))) => {
            anstream::eprintln!("{}: {error}", file.display());
            each(report, usize::MAX);
        }
    }
    for note in &report.notes {
        anstream::eprintln!("made: {note}");
    }
}

fn each(report: &Report, most: usize) {
    for refusal in report.refusals().take(most) {
        anstream::eprintln!("{refusal}");
    }
}

fn left(all: usize, file: &Path) {
    if all > FIRST {
        anstream::eprintln!("… and {} more", all - FIRST);
    }
    if all > 0 {
        anstream::eprintln!("all refused rows: {}", file.display());
    }
}

fn write(report: &Report, file: &Path) -> io::Result<()> {
    let mut out = BufWriter::new(File::create(file)?);
    for refusal in report.refusals() {
        writeln!(out, "{refusal}")?;
    }
    out.flush()
}

/// `politics.factio.refused.txt`; what is imported at the prompt has no database of its own name.
fn beside(database: &Path) -> PathBuf {
    let name = match database.to_str() {
        Some(super::import::HERE) => Path::new("import"),
        _ => database,
    };
    let mut name = name.as_os_str().to_os_string();
    name.push(".refused.txt");
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::{beside, tell, write};
    use crate::import::{Refusal, Report};
    use std::path::Path;

    #[test]
    fn the_file_is_called_after_the_database_and_holds_each_row() {
        assert_eq!(beside(Path::new("a/b.db")), Path::new("a/b.db.refused.txt"));
        assert_eq!(beside(Path::new(":here:")), Path::new("import.refused.txt"));
        let refused = (1..=40).map(|line| Refusal {
            file: 0,
            line,
            reason: "no".to_string(),
        });
        let report = Report {
            files: vec!["x.csv".into()],
            refused: refused.collect(),
            ..Report::default()
        };
        let file = std::env::temp_dir().join(format!("factio-refused-{}", std::process::id()));
        tell(&report, Path::new("b.db"), Some(&file));
        let told = std::fs::read_to_string(&file).expect("a file");
        assert_eq!(told.lines().count(), 40);
        assert!(told.ends_with("x.csv:40: no\n"));
        assert!(write(&report, Path::new("/no/such/folder/file")).is_err());
        let _ = std::fs::remove_file(file);
    }
}
