//! Reads the queries out of the feature files of the openCypher TCK.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// One query of a scenario, with the values of its example filled in.
#[derive(Clone, Debug)]
pub struct Case {
    /// File, scenario and line, for messages.
    pub place: String,
    pub query: String,
    /// The detail of the compile-time error that the scenario wants of this query.
    pub error: Option<String>,
}

/// The folder of the features: `FACTIO_TCK`, or the shared one beside the repository when it is there.
pub fn features() -> Option<PathBuf> {
    let named = std::env::var_os("FACTIO_TCK").map(PathBuf::from);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/tck/features");
    named.or(Some(beside)).filter(|folder| folder.is_dir())
}

/// Every query under a folder, in the order of file names and lines.
pub fn cases(folder: &Path) -> Vec<Case> {
    let mut files = Vec::new();
    gather(folder, &mut files);
    files.sort();
    files.iter().flat_map(|file| read(file)).collect()
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).expect("the folder of features can be read");
    for entry in entries {
        let path = entry.expect("a folder entry can be read").path();
        if path.is_dir() {
            gather(&path, files);
        } else if path.extension().is_some_and(|end| end == "feature") {
            files.push(path);
        }
    }
}

/// What is gathered of one scenario before its examples are known.
#[derive(Default)]
struct Scenario {
    place: String,
    outline: bool,
    background: bool,
    /// Queries in order; the last `main` one is what an error belongs to.
    queries: Vec<(String, bool)>,
    error: Option<String>,
    rows: Vec<BTreeMap<String, String>>,
}

fn read(file: &Path) -> Vec<Case> {
    let text = std::fs::read_to_string(file).expect("a feature file can be read");
    let name = file
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned());
    let name = name.unwrap_or_default();
    let mut cases = Vec::new();
    let mut scenario = Scenario::default();
    let mut lines = text.lines().enumerate().peekable();
    let mut main = false;
    while let Some((number, line)) = lines.next() {
        let step = line.trim();
        if let Some(title) = title(step) {
            finish(std::mem::take(&mut scenario), &mut cases);
            scenario.place = format!("{name}:{} {title}", number + 1);
            scenario.outline = step.starts_with("Scenario Outline");
            scenario.background = step.starts_with("Background");
        } else if step == "\"\"\"" {
            let mut query = String::new();
            for (_, line) in lines
                .by_ref()
                .take_while(|(_, line)| line.trim() != "\"\"\"")
            {
                query.push_str(line);
                query.push('\n');
            }
            scenario.queries.push((query, main));
        } else if step.starts_with("Examples") {
            let mut header: Vec<String> = Vec::new();
            while let Some((_, row)) = lines.next_if(|(_, row)| !is_step(row)) {
                let Some(cells) = cells(row) else { continue };
                match header.is_empty() {
                    true => header = cells,
                    false => scenario
                        .rows
                        .push(header.iter().cloned().zip(cells).collect()),
                }
            }
        } else if step.contains("raised at compile time: ") {
            scenario.error = step.rsplit(": ").next().map(str::to_string);
        } else {
            main = step.contains("executing query") || step.contains("executing control query");
        }
    }
    finish(scenario, &mut cases);
    cases
}

fn title(step: &str) -> Option<&str> {
    ["Scenario Outline:", "Scenario:", "Background:"]
        .iter()
        .find_map(|word| step.strip_prefix(word))
        .map(str::trim)
}

fn is_step(row: &str) -> bool {
    let row = row.trim();
    title(row).is_some() || row.starts_with('@') || row.starts_with("Examples")
}

fn cells(row: &str) -> Option<Vec<String>> {
    let row = row.trim().strip_prefix('|')?.strip_suffix('|')?;
    let hidden = row.replace("\\|", "\u{1}");
    let cells = hidden
        .split('|')
        .map(|cell| cell.trim().replace('\u{1}', "|"));
    Some(cells.collect())
}

fn finish(scenario: Scenario, cases: &mut Vec<Case>) {
    let rows = match scenario.outline {
        true => scenario.rows.clone(),
        false => vec![BTreeMap::new()],
    };
    let wanted = scenario.queries.iter().rposition(|(_, main)| *main);
    for row in rows {
        for (number, (query, _)) in scenario.queries.iter().enumerate() {
            let fill = |text: &str| {
                row.iter().fold(text.to_string(), |text, (name, value)| {
                    text.replace(&format!("<{name}>"), value)
                })
            };
            cases.push(Case {
                place: scenario.place.clone(),
                query: fill(query),
                error: scenario
                    .error
                    .as_deref()
                    .filter(|_| wanted == Some(number))
                    .map(&fill),
            });
        }
    }
}
