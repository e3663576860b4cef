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

/// A terminal, and what is done with an answer that is longer than it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Screen {
    long: Long,
}

/// What is done with a long answer.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Long {
    /// It goes by.
    Passes,
    /// Its head and tail are shown.
    IsCut,
    /// It goes through a command of the system's shell.
    IsPaged(String),
}

impl Screen {
    /// A terminal that someone sits at, with the pager of the environment.
    pub fn attended() -> Screen {
        let pager = std::env::var("PAGER").ok();
        let pager = pager.filter(|pager| !pager.trim().is_empty());
        Screen {
            long: pager.map_or(Long::IsCut, Long::IsPaged),
        }
    }

    /// A terminal that all is written to.
    pub fn passing() -> Screen {
        Screen { long: Long::Passes }
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
        let fit = Some(u16::try_from(width).unwrap_or(u16::MAX));
        let whole = |out: &mut dyn Write| match mode {
            Mode::Table => report::table(out, outcome, graph, Extent::Whole, fit),
            mode => report::write(out, outcome, graph, mode, about),
        };
        match &self.long {
            Long::IsCut if mode == Mode::Table && outcome.rows.len() > WHOLE => {
                head_and_tail(out, outcome, graph, fit)
            }
            Long::IsCut | Long::Passes => whole(out),
            Long::IsPaged(pager) => {
                let mut text = Vec::new();
                whole(&mut text)?;
                let text = String::from_utf8_lossy(&text);
                let fits = text.lines().count() + 2 < height
                    && text
                        .lines()
                        .all(|line| console::measure_text_width(line) <= width);
                out.flush()?;
                match fits {
                    true => out.write_all(text.as_bytes()),
                    false => page(pager, &text),
                }
            }
        }
    }
}

/// Rows and columns of the terminal.
fn size() -> (usize, usize) {
    let size = console::Term::stdout().size_checked();
    size.map_or((24, 80), |(rows, columns)| (rows.into(), columns.into()))
}

fn head_and_tail(
    out: &mut dyn Write,
    outcome: &Outcome,
    graph: &Graph,
    fit: Option<u16>,
) -> io::Result<()> {
    let (head, tail) = ENDS;
    report::table(out, outcome, graph, Extent::Ends { head, tail }, fit)?;
    writeln!(
        out,
        "({} rows between are not shown; set PAGER=less to page, or :export FILE to keep all)",
        outcome.rows.len() - head - tail
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
