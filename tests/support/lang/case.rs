//! The format of `.test` files.
//!
//! ```text
//! === A node must carry every label that the pattern names
//! CREATE (:A:B {n: 1}), (:A {n: 2});
//! MATCH (x:A:B) RETURN x.n;
//! ---
//! | x.n |
//! | 1   |
//! ```
//!
//! A case opens with `===` and its title. Statements follow, separated by `;`; the last one is asked, the ones before set the
//! stage. A line `:param name => expression` gives a parameter, a line `:demo` sets the demo graph as the stage,
//! `:stage NAME` what the script `tests/lang/stages/NAME.factio` makes. After `---` stands what the question gives; after `--- in order`
//! its rows must come in that order. What stands before the first case is a comment.

use std::fmt::Write;

/// A file, as it was read.
pub struct File {
    pub preface: String,
    pub cases: Vec<Case>,
}

#[derive(Clone, Debug)]
pub struct Case {
    pub title: String,
    /// `(name, expression)`.
    pub parameters: Vec<(String, String)>,
    /// Whether the statements run on the demo graph and not on an empty one.
    pub on_demo: bool,
    /// The script that sets the stage.
    pub stage: Option<String>,
    pub statements: String,
    pub order: Order,
    pub expected: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    Any,
    AsWritten,
}

/// The cases of a file.
///
/// # Errors
/// A case without a line of dashes, or a parameter without an arrow.
pub fn read(text: &str) -> Result<File, String> {
    let mut chunks = text.split("\n=== ");
    let first = chunks.next().unwrap_or_default();
    let (preface, first) = match first.strip_prefix("=== ") {
        Some(case) => ("", Some(case)),
        None => (first, None),
    };
    let cases = first.into_iter().chain(chunks).map(case);
    Ok(File {
        preface: preface.to_string(),
        cases: cases.collect::<Result<_, _>>()?,
    })
}

fn case(text: &str) -> Result<Case, String> {
    let (title, body) = text.split_once('\n').unwrap_or((text, ""));
    titled(title, body)
}

/// The case of a title and of what stands below it.
///
/// # Errors
/// As of [`read`].
pub fn titled(title: &str, body: &str) -> Result<Case, String> {
    let title = title.trim().to_string();
    let no_dashes = || format!("`{title}` has no line of dashes");
    let (asked, rest) = body.split_once("---").ok_or_else(no_dashes)?;
    let (mark, expected) = rest.split_once('\n').unwrap_or((rest, ""));
    let order = match mark.trim() {
        "" => Order::Any,
        "in order" => Order::AsWritten,
        other => return Err(format!("`{title}`: `--- {other}` is not understood")),
    };
    let (parameters, statements): (Vec<&str>, Vec<&str>) =
        asked.lines().partition(|line| line.starts_with(":param "));
    Ok(Case {
        parameters: parameters
            .into_iter()
            .map(parameter)
            .collect::<Result<_, _>>()?,
        on_demo: statements.contains(&":demo"),
        stage: statements
            .iter()
            .find_map(|line| line.strip_prefix(":stage "))
            .map(|name| name.trim().to_string()),
        statements: statements
            .into_iter()
            .filter(|line| *line != ":demo" && !line.starts_with(":stage "))
            .collect::<Vec<_>>()
            .join("\n")
            .trim()
            .to_string(),
        order,
        expected: expected.trim_end().to_string(),
        title,
    })
}

fn parameter(line: &str) -> Result<(String, String), String> {
    let (name, expression) = line
        .trim_start_matches(":param ")
        .split_once("=>")
        .ok_or_else(|| format!("`{line}` has no arrow"))?;
    Ok((name.trim().to_string(), expression.trim().to_string()))
}

/// The text of a file.
pub fn write(file: &File) -> String {
    let mut text = file.preface.trim_end().to_string();
    if !text.is_empty() {
        text.push_str("\n\n");
    }
    let cases: Vec<String> = file.cases.iter().map(write_case).collect();
    text.push_str(&cases.join("\n"));
    text
}

fn write_case(case: &Case) -> String {
    format!("=== {}\n{}", case.title, body(case))
}

/// What stands below the title of a case.
pub fn body(case: &Case) -> String {
    let mut text = String::new();
    if case.on_demo {
        text.push_str(":demo\n");
    }
    if let Some(name) = &case.stage {
        let _ = writeln!(text, ":stage {name}");
    }
    for (name, expression) in &case.parameters {
        let _ = writeln!(text, ":param {name} => {expression}");
    }
    let order = match case.order {
        Order::Any => "",
        Order::AsWritten => " in order",
    };
    let _ = writeln!(text, "{}\n---{order}\n{}", case.statements, case.expected);
    text
}
