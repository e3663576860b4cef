//! The language tests: every case of `tests/lang/**/*.test`, and every example of the reference, `grammar/reference*.md`, is a named test.
//!
//! `cargo test --test lang -- WORD` runs the cases whose names contain the word; with `UPDATE=1` in the environment the files
//! are rewritten with the answers that came. Read the difference.

#[path = "support/lang/mod.rs"]
mod support;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use support::case::Case;
use support::file::File;
use support::run::{agrees, answer};

fn main() -> ExitCode {
    let filters: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"))
        .collect();
    let update = std::env::var_os("UPDATE").is_some_and(|update| update == "1");
    let files = match files() {
        Ok(files) => files,
        Err(error) => {
            println!("the files of tests cannot be listed: {error}");
            return ExitCode::FAILURE;
        }
    };
    let mut tally = Tally::default();
    for (name, path) in files {
        let wanted = |case: &Case| {
            let name = format!("{} {}", name.display(), case.title);
            filters.is_empty() || filters.iter().any(|filter| name.contains(filter))
        };
        let run = match update {
            true => bless(&path, wanted),
            false => check(&path, &name, wanted, &mut tally),
        };
        if let Err(message) = run {
            tally.failed += 1;
            println!("{}: {message}", path.display());
        }
    }
    println!("{} passed, {} failed", tally.passed, tally.failed);
    match tally.failed {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

#[derive(Default)]
struct Tally {
    passed: usize,
    failed: usize,
}

/// The files with cases and the names that their cases go by, in order.
fn files() -> std::io::Result<Vec<(PathBuf, PathBuf)>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut named = Vec::new();
    for (folder, ending) in [("tests/lang", "test"), ("grammar", "md")] {
        let folder = root.join(folder);
        let mut found = Vec::new();
        collect(&folder, ending, &mut found)?;
        named.extend(found.into_iter().map(|path| {
            let name = path.strip_prefix(&folder).unwrap_or(&path);
            (name.with_extension(""), path)
        }));
    }
    named.sort();
    Ok(named)
}

fn collect(folder: &Path, ending: &str, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, ending, files)?;
        } else if path.extension().is_some_and(|found| found == ending) {
            files.push(path);
        }
    }
    Ok(())
}

/// Runs the wanted cases of a file and holds their answers against what the file says.
fn check(
    path: &Path,
    name: &Path,
    wanted: impl Fn(&Case) -> bool,
    tally: &mut Tally,
) -> Result<(), String> {
    let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
    let mut file = File::read(path, &text)?;
    for case in file.cases().into_iter().filter(|case| wanted(case)) {
        let failure = match answer(case) {
            Ok(answer) if agrees(case, &answer) => None,
            Ok(answer) => Some(format!(
                "{}\nwanted:\n{}\ncame:\n{answer}\n",
                case.statements, case.expected
            )),
            Err(message) => Some(message),
        };
        let name = format!("{}: {}", name.display(), case.title);
        match failure {
            None => {
                tally.passed += 1;
                println!("test {name} ... ok");
            }
            Some(message) => {
                tally.failed += 1;
                println!("test {name} ... FAILED\n{message}\n");
            }
        }
    }
    Ok(())
}

/// Rewrites a file with the answers that came, where they are not those expected.
fn bless(path: &Path, wanted: impl Fn(&Case) -> bool) -> Result<(), String> {
    let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
    let mut file = File::read(path, &text)?;
    for case in file.cases().into_iter().filter(|case| wanted(case)) {
        let answer = answer(case).map_err(|message| format!("{}: {message}", case.title))?;
        if !agrees(case, &answer) {
            println!("blessed: {}", case.title);
            case.expected = answer;
        }
    }
    let blessed = file.write();
    match blessed == text {
        true => Ok(()),
        false => std::fs::write(path, blessed).map_err(|error| error.to_string()),
    }
}
