//! The terminal that answers are shown on: what is long goes through the pager, or is shown by its head and tail.

use crate::outcome::Outcome;
use crate::report::{self, About, Extent, Mode};
use factio_graph::facts::Graph;
use std::io::{self, Write};
use std::process::{Command, Stdio};

/// So many rows are shown whole where there is no pager.
const WHOLE: usize = 200;
/// So many of more rows are shown from their beginning, and from their end.
const ENDS: (usize, usize) = (40, 10);
/// A column narrower than this cannot be read; then a row is told line by line.
const NARROWEST: usize = 8;

/// A terminal and the program that pages on it.
#[derive(Clone, Debug, Default)]
pub struct Screen {
    /// A command for the system's shell, from `$PAGER`.
    pub pager: Option<String>,
}

impl Screen {
    /// The terminal that we run on, with the pager of the environment.
    pub fn here() -> Screen {
        let pager = std::env::var("PAGER").ok();
        Screen {
            pager: pager.filter(|pager| !pager.trim().is_empty()),
        }
    }

    /// Lays an answer out to be read here.
    ///
    /// # Errors
    /// It could not be written.
    pub fn show(
        &self,
        out: &mut dyn Write,
        outcome: &Outcome,
        graph: &Graph,
        mode: Mode,
        about: About<'_>,
    ) -> io::Result<()> {
        let (height, width) = size();
        let mode = match mode {
            Mode::Table if outcome.columns.len() * NARROWEST > width => Mode::Line,
            mode => mode,
        };
        let Some(pager) = &self.pager else {
            return match mode {
                Mode::Table => head_and_tail(out, outcome, graph),
                mode => report::write(out, outcome, graph, mode, about),
            };
        };
        let mut text = Vec::new();
        match mode {
            Mode::Table => {
                report::table(&mut text, outcome, graph, Extent::Whole)?;
            }
            mode => report::write(&mut text, outcome, graph, mode, about)?,
        }
        let text = String::from_utf8_lossy(&text);
        let fits = text.lines().count() + 2 < height
            && text
                .lines()
                .all(|line| console::measure_text_width(line) <= width);
        match fits {
            true => out.write_all(text.as_bytes()),
            false => {
                out.flush()?;
                page(pager, &text)
            }
        }
    }
}

/// Rows and columns of the terminal.
fn size() -> (usize, usize) {
    let size = console::Term::stdout().size_checked();
    size.map_or((24, 80), |(rows, columns)| (rows.into(), columns.into()))
}

fn head_and_tail(out: &mut dyn Write, outcome: &Outcome, graph: &Graph) -> io::Result<()> {
    let rows = outcome.rows.len();
    if rows <= WHOLE {
        return report::table(out, outcome, graph, Extent::Whole);
    }
    let (head, tail) = ENDS;
    report::table(out, outcome, graph, Extent::Ends { head, tail })?;
    writeln!(
        out,
        "({} rows between are not shown; set PAGER=less to page, or :export FILE to keep all)",
        rows - head - tail
    )
}

/// Hands a text to the pager and waits until it is read.
fn page(pager: &str, text: &str) -> io::Result<()> {
    let mut command = Command::new("sh");
    command.arg("-c").arg(pager).stdin(Stdio::piped());
    if std::env::var_os("LESS").is_none() {
        // Leave at once when it fits, keep colours, cut long lines, leave the text on the screen.
        command.env("LESS", "FRSX");
    }
    let mut child = command.spawn()?;
    if let Some(mut input) = child.stdin.take() {
        // Who leaves the pager early closes the pipe.
        let _ = input.write_all(text.as_bytes());
    }
    child.wait().map(drop)
}
