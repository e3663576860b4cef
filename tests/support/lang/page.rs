//! The examples of a page of the reference: fenced blocks that open with "```factio" and hold a case without its title.
//!
//! An example is named after the heading that it stands under, and counted from the second one there.

use super::case::{self, Case};

/// A page, as it was read: text and examples in turn.
pub struct Page {
    pieces: Vec<Piece>,
}

enum Piece {
    Text(String),
    Example(Case),
}

const OPENING: &str = "```factio";
const CLOSING: &str = "```";

/// The pieces of a page.
///
/// # Errors
/// An example that is not closed, or that has no line of dashes.
pub fn read(text: &str) -> Result<Page, String> {
    let mut pieces = Vec::new();
    let mut prose: Vec<&str> = Vec::new();
    let mut titles = Titles::default();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        prose.push(line);
        titles.heading(line);
        if line != OPENING {
            continue;
        }
        pieces.push(Piece::Text(prose.join("\n")));
        prose = vec![CLOSING];
        let title = titles.next();
        let body: Vec<&str> = lines.by_ref().take_while(|line| *line != CLOSING).collect();
        pieces.push(Piece::Example(case::titled(&title, &body.join("\n"))?));
    }
    pieces.push(Piece::Text(prose.join("\n")));
    Ok(Page { pieces })
}

/// The text of a page.
pub fn write(page: &Page) -> String {
    let pieces = page.pieces.iter().map(|piece| match piece {
        Piece::Text(text) => format!("{text}\n"),
        Piece::Example(case) => case::body(case),
    });
    pieces.collect()
}

impl Page {
    pub fn examples(&mut self) -> impl Iterator<Item = &mut Case> {
        self.pieces.iter_mut().filter_map(|piece| match piece {
            Piece::Text(_) => None,
            Piece::Example(case) => Some(case),
        })
    }
}

/// The heading that was met last, and how many examples stand under it so far.
#[derive(Default)]
struct Titles {
    heading: String,
    count: usize,
}

impl Titles {
    fn heading(&mut self, line: &str) {
        if line.starts_with('#') {
            self.heading = line.trim_start_matches('#').trim().replace('`', "");
            self.count = 0;
        }
    }

    fn next(&mut self) -> String {
        self.count += 1;
        match self.count {
            1 => self.heading.clone(),
            count => format!("{} ({count})", self.heading),
        }
    }
}
