//! Feature files (Gherkin, as far as the TCK uses it): scenarios with their steps, outlines written out.

/// A scenario that is ready to run.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// The feature's code and the scenario's title: `Match3 [5] Return two subgraphs ..`.
    pub name: String,
    pub tags: Vec<String>,
    pub steps: Vec<Step>,
}

/// A step, and what stands under it.
#[derive(Clone, Debug)]
pub struct Step {
    pub text: String,
    pub block: Block,
}

#[derive(Clone, Debug)]
pub enum Block {
    Nothing,
    Text(String),
    Table(Vec<Vec<String>>),
}

/// The scenarios of a file, in its order. Errors name the line.
pub fn read(text: &str) -> Result<Vec<Scenario>, String> {
    let mut lines = Lines::new(text);
    let mut reading = Reading::default();
    while let Some((number, line)) = lines.next() {
        reading
            .line(line, &mut lines)
            .map_err(|message| format!("line {number}: {message}"))?;
    }
    reading.close();
    Ok(reading.scenarios)
}

/// The lines that say something, with their numbers.
struct Lines<'t> {
    lines: std::iter::Peekable<std::iter::Enumerate<std::str::Lines<'t>>>,
}

impl<'t> Lines<'t> {
    fn new(text: &'t str) -> Lines<'t> {
        Lines {
            lines: text.lines().enumerate().peekable(),
        }
    }

    fn next(&mut self) -> Option<(usize, &'t str)> {
        self.skip_blank();
        self.lines.next().map(|(at, line)| (at + 1, line))
    }

    fn peek(&mut self) -> Option<&'t str> {
        self.skip_blank();
        self.lines.peek().map(|(_, line)| line.trim())
    }

    fn raw(&mut self) -> Option<&'t str> {
        self.lines.next().map(|(_, line)| line)
    }

    fn skip_blank(&mut self) {
        let blank = |line: &str| line.trim().is_empty() || line.trim().starts_with('#');
        while self.lines.next_if(|(_, line)| blank(line)).is_some() {}
    }
}

/// What was read so far.
#[derive(Default)]
struct Reading {
    code: String,
    scenarios: Vec<Scenario>,
    background: Vec<Step>,
    tags: Vec<String>,
    open: Option<Open>,
}

/// The background, scenario or outline that is being read.
struct Open {
    kind: OpenKind,
    title: String,
    tags: Vec<String>,
    steps: Vec<Step>,
    /// Tables of examples, each with its header.
    examples: Vec<Vec<Vec<String>>>,
}

#[derive(PartialEq)]
enum OpenKind {
    Background,
    Scenario,
    Outline,
}

impl Reading {
    fn line(&mut self, line: &str, lines: &mut Lines<'_>) -> Result<(), String> {
        let line = line.trim();
        if line.starts_with('@') {
            self.close();
            self.tags.extend(line.split_whitespace().map(String::from));
        } else if let Some(title) = line.strip_prefix("Feature:") {
            let title = title.trim();
            self.code = title.split(" - ").next().unwrap_or(title).to_string();
        } else if line.starts_with("Background:") {
            self.start(OpenKind::Background, "");
        } else if let Some(title) = line.strip_prefix("Scenario Outline:") {
            self.start(OpenKind::Outline, title);
        } else if let Some(title) = line.strip_prefix("Scenario:") {
            self.start(OpenKind::Scenario, title);
        } else if line.starts_with("Examples:") {
            let table = table(lines);
            self.open()?.examples.push(table);
        } else if let Some(text) = step(line) {
            let block = block(lines);
            let text = text.to_string();
            self.open()?.steps.push(Step { text, block });
        } else {
            return Err(format!("not understood: {line}"));
        }
        Ok(())
    }

    fn open(&mut self) -> Result<&mut Open, String> {
        self.open
            .as_mut()
            .ok_or("outside of a scenario".to_string())
    }

    fn start(&mut self, kind: OpenKind, title: &str) {
        self.close();
        self.open = Some(Open {
            kind,
            title: title.trim().to_string(),
            tags: std::mem::take(&mut self.tags),
            steps: Vec::new(),
            examples: Vec::new(),
        });
    }

    fn close(&mut self) {
        let Some(open) = self.open.take() else {
            return;
        };
        match open.kind {
            OpenKind::Background => self.background = open.steps,
            OpenKind::Scenario => {
                let scenario = self.scenario(&open, "", &|text| text.to_string());
                self.scenarios.push(scenario);
            }
            OpenKind::Outline => self.write_out(&open),
        }
    }

    fn write_out(&mut self, outline: &Open) {
        let mut number = 0;
        for examples in &outline.examples {
            let Some((header, rows)) = examples.split_first() else {
                continue;
            };
            for row in rows {
                number += 1;
                let fill = |text: &str| fill(text, header, row);
                let scenario = self.scenario(outline, &format!(" #{number}"), &fill);
                self.scenarios.push(scenario);
            }
        }
    }

    fn scenario(&self, open: &Open, suffix: &str, fill: &dyn Fn(&str) -> String) -> Scenario {
        let steps = self.background.iter().chain(&open.steps);
        Scenario {
            name: format!("{} {}{suffix}", self.code, fill(&open.title)),
            tags: open.tags.clone(),
            steps: steps.map(|step| step.filled(fill)).collect(),
        }
    }
}

impl Step {
    fn filled(&self, fill: &dyn Fn(&str) -> String) -> Step {
        Step {
            text: fill(&self.text),
            block: match &self.block {
                Block::Nothing => Block::Nothing,
                Block::Text(text) => Block::Text(fill(text)),
                Block::Table(rows) => Block::Table(
                    rows.iter()
                        .map(|row| row.iter().map(|cell| fill(cell)).collect())
                        .collect(),
                ),
            },
        }
    }
}

/// The text with every `<name>` of the header replaced by the row's value.
fn fill(text: &str, header: &[String], row: &[String]) -> String {
    let pairs = header.iter().zip(row);
    pairs.fold(text.to_string(), |text, (name, value)| {
        text.replace(&format!("<{name}>"), value)
    })
}

fn step(line: &str) -> Option<&str> {
    ["Given ", "When ", "Then ", "And ", "But ", "* "]
        .iter()
        .find_map(|keyword| line.strip_prefix(keyword))
        .map(str::trim)
}

fn block(lines: &mut Lines<'_>) -> Block {
    match lines.peek() {
        Some("\"\"\"") => Block::Text(doc_string(lines)),
        Some(line) if line.starts_with('|') => Block::Table(table(lines)),
        _ => Block::Nothing,
    }
}

/// The lines between triple quotes, without the indentation of the quotes.
fn doc_string(lines: &mut Lines<'_>) -> String {
    let quotes = lines.raw().unwrap_or_default();
    let indent = quotes.len() - quotes.trim_start().len();
    let mut text = Vec::new();
    while let Some(line) = lines.raw() {
        if line.trim() == "\"\"\"" {
            break;
        }
        let margin = line.len() - line.trim_start().len();
        text.push(&line[indent.min(margin)..]);
    }
    text.join("\n")
}

fn table(lines: &mut Lines<'_>) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    while lines.peek().is_some_and(|line| line.starts_with('|')) {
        if let Some((_, line)) = lines.next() {
            rows.push(cells(line.trim()));
        }
    }
    rows
}

/// The cells between bars; `\|`, `\\` and `\n` stand for a bar, a backslash and a line's end.
fn cells(line: &str) -> Vec<String> {
    let mut cells = Vec::new();
    let mut cell = String::new();
    let mut characters = line.chars().skip(1);
    while let Some(character) = characters.next() {
        match character {
            '|' => cells.push(std::mem::take(&mut cell).trim().to_string()),
            '\\' => match characters.next() {
                Some('n') => cell.push('\n'),
                Some(escaped @ ('|' | '\\')) => cell.push(escaped),
                Some(other) => cell.extend(['\\', other]),
                None => cell.push('\\'),
            },
            other => cell.push(other),
        }
    }
    cells
}
