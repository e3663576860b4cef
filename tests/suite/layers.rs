//! The house rules: which layer may name which, and how long a file may be.
//!
//! A file belongs to the longest prefix of its module path that the table lists; it may name its own layer and those in its row.

use std::fs;
use std::path::{Path, PathBuf};

type Layer = (&'static str, &'static [&'static str]);

const GRAPH: &[Layer] = &[
    ("id", &[]),
    ("symbols", &["id"]),
    ("time", &[]),
    ("value", &["id", "time"]),
    ("error", &["id", "value"]),
    ("schema", &["id", "symbols", "value"]),
    ("catalog", &["id", "symbols", "time", "value", "schema"]),
    (
        "facts",
        &[
            "id",
            "symbols",
            "time",
            "value",
            "error",
            "schema",
            "catalog",
            "adjacency",
        ],
    ),
    (
        "adjacency",
        &["id", "symbols", "time", "value", "schema", "facts"],
    ),
    (
        "view",
        &[
            "id",
            "symbols",
            "time",
            "value",
            "schema",
            "catalog",
            "facts",
            "adjacency",
        ],
    ),
    ("algo", &["id", "time", "view", "adjacency", "value"]),
    (
        "store",
        &[
            "id",
            "symbols",
            "time",
            "value",
            "error",
            "schema",
            "catalog",
            "facts",
            "adjacency",
        ],
    ),
];

const GRAMMAR: &[Layer] = &[
    ("span", &[]),
    ("words", &[]),
    ("ast", &["span"]),
    ("token", &["span", "words"]),
    ("name", &["words"]),
    ("lexer", &["span", "words", "token", "name"]),
    ("expected", &["token", "words"]),
    ("register", &["expected"]),
    // A rule's input carries the register, and an error is made from the input.
    (
        "input",
        &[
            "span", "words", "token", "lexer", "expected", "register", "error",
        ],
    ),
    ("hint", &["words", "token", "expected", "input"]),
    (
        "error",
        &["span", "token", "expected", "register", "input", "hint"],
    ),
    (
        "combine",
        &[
            "ast", "words", "token", "lexer", "expected", "input", "error",
        ],
    ),
    (
        "parse",
        &[
            "ast", "span", "words", "token", "lexer", "name", "expected", "input", "error",
            "combine",
        ],
    ),
    ("print", &["ast", "name", "words"]),
    ("classify", &["span", "words", "token", "lexer"]),
    (
        "script",
        &[
            "ast", "span", "words", "token", "lexer", "expected", "register", "input", "error",
            "parse",
        ],
    ),
    (
        "complete",
        &[
            "span", "words", "token", "lexer", "expected", "register", "input", "error", "parse",
        ],
    ),
];

const BASE: &[&str] = &["error", "outcome", "kind"];
const BASE_AND_CONTEXT: &[&str] = &["error", "outcome", "kind", "context"];

const PRODUCT: &[Layer] = &[
    ("error", &[]),
    ("outcome", &["error"]),
    ("kind", &[]),
    ("context", BASE),
    ("procedure", &["error", "outcome", "kind", "context"]),
    ("fun", BASE_AND_CONTEXT),
    (
        "plan",
        &["error", "outcome", "kind", "context", "fun", "procedure"],
    ),
    (
        "exec",
        &[
            "error",
            "outcome",
            "kind",
            "context",
            "fun",
            "procedure",
            "plan",
        ],
    ),
    (
        "session",
        &[
            "error",
            "outcome",
            "kind",
            "context",
            "fun",
            "procedure",
            "plan",
            "exec",
            "trace",
        ],
    ),
    (
        "trace",
        &["error", "outcome", "kind", "context", "fun", "procedure"],
    ),
    (
        "export",
        &["error", "outcome", "kind", "context", "fun", "session"],
    ),
    (
        "import",
        &[
            "error", "outcome", "kind", "context", "fun", "session", "export",
        ],
    ),
    ("database", &["error", "outcome", "context", "session"]),
    ("demo", &["error", "outcome", "session"]),
    (
        "report",
        &["error", "outcome", "kind", "context", "session", "export"],
    ),
];

/// Modules at the top may name everything below.
const TOP: &[&str] = &["lib", "main", "repl", "cli"];

#[test]
fn no_module_names_a_layer_above_it() {
    let mut wrong = Vec::new();
    for (source, layers, foreign) in [
        ("graph/src", GRAPH, "factio_grammar"),
        ("grammar/src", GRAMMAR, "factio_graph"),
        ("src", PRODUCT, ""),
    ] {
        for file in rust_files(&root().join(source)) {
            let module = module_of(&root().join(source), &file);
            if TOP.contains(&module.split("::").next().unwrap_or("")) {
                continue;
            }
            let Some((own, allowed)) = layer_of(&module, layers) else {
                wrong.push(format!(
                    "{source}: {module} belongs to no layer of the table"
                ));
                continue;
            };
            for used in names_of_the_crate(&file) {
                let Some((layer, _)) = layer_of(&used, layers) else {
                    continue;
                };
                if layer != own && !allowed.contains(&layer) {
                    wrong.push(format!("{source}: {module} names {used}"));
                }
            }
            if !foreign.is_empty() && code_of(&file).contains(foreign) {
                wrong.push(format!("{source}: {module} names {foreign}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_plan_knows_no_facts() {
    for file in rust_files(&root().join("src/plan")) {
        let code = code_of(&file);
        assert!(
            !code.contains("factio_graph::facts") && !code.contains("factio_graph::adjacency"),
            "{} names the facts",
            file.display()
        );
    }
}

#[test]
fn library_code_neither_prints_nor_reads_a_clock() {
    let mut wrong = Vec::new();
    let mut files = rust_files(&root().join("graph/src"));
    files.extend(rust_files(&root().join("grammar/src")));
    files.extend(rust_files(&root().join("src")).into_iter().filter(|file| {
        let module = module_of(&root().join("src"), file);
        !["main", "repl", "cli"].contains(&module.split("::").next().unwrap_or(""))
    }));
    for file in files {
        for word in [
            "println!(",
            "eprintln!(",
            "Instant::now(",
            "SystemTime::now(",
            "env::var",
        ] {
            if code_of(&file).contains(word) {
                wrong.push(format!("{}: {word}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_file_is_longer_than_four_hundred_lines_of_code() {
    let mut long = Vec::new();
    for source in ["graph", "grammar", "src", "tests"] {
        for file in all_rust_files(&root().join(source)) {
            let lines = fs::read_to_string(&file)
                .unwrap_or_default()
                .lines()
                .filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with("//"))
                .count();
            if lines > 400 {
                long.push(format!("{}: {lines}", file.display()));
            }
        }
    }
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn the_top_level_is_the_one_the_user_drew() {
    let allowed = [
        ".cargo",
        ".ci",
        ".git",
        ".gitattributes",
        ".gitignore",
        "CHANGELOG.md",
        "Cargo.lock",
        "Cargo.toml",
        "LICENSE-APACHE",
        "LICENSE-MIT",
        "README.md",
        "grammar",
        "graph",
        "rust-toolchain.toml",
        "src",
        "target",
        "tests",
    ];
    for entry in fs::read_dir(root())
        .expect("the root can be read")
        .flatten()
    {
        let name = entry.file_name().to_string_lossy().into_owned();
        assert!(allowed.contains(&name.as_str()), "{name} stands at the top");
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The files that ship.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = all_rust_files(folder);
    files.retain(|file| !is_test(file));
    files
}

fn all_rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// A module that is compiled for tests alone: `tests.rs`, or a file below a folder `tests`.
fn is_test(path: &Path) -> bool {
    let mut inside = path.components().rev().take(3);
    path.file_stem()
        .is_some_and(|name| name == "tests" || name == "random")
        || inside.any(|part| part.as_os_str() == "tests")
}

/// `a::b` for `a/b.rs` and `a/b/mod.rs`.
fn module_of(source: &Path, file: &Path) -> String {
    let path = file.strip_prefix(source).unwrap_or(file).with_extension("");
    let mut parts: Vec<String> = path
        .components()
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    if parts.last().is_some_and(|last| last == "mod") {
        parts.pop();
    }
    parts.join("::")
}

fn layer_of<'t>(module: &str, layers: &'t [Layer]) -> Option<(&'t str, &'t [&'t str])> {
    layers
        .iter()
        .filter(|(name, _)| module == *name || module.starts_with(&format!("{name}::")))
        .max_by_key(|(name, _)| name.len())
        .map(|(name, allowed)| (*name, *allowed))
}

/// The file without its tests, which may name anything.
fn code_of(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap_or_default();
    match text.find("#[cfg(test)]\nmod ") {
        Some(end) => text[..end].to_string(),
        None => text,
    }
}

/// What a file names of its own crate: the path behind each `crate::`.
fn names_of_the_crate(file: &Path) -> Vec<String> {
    code_of(file)
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| {
            line.split("crate::")
                .skip(1)
                .map(str::to_string)
                .collect::<Vec<_>>()
        })
        .map(|rest| {
            rest.chars()
                .take_while(|letter| letter.is_alphanumeric() || *letter == '_' || *letter == ':')
                .collect::<String>()
                .trim_matches(':')
                .to_string()
        })
        .filter(|path| !path.is_empty())
        .collect()
}
