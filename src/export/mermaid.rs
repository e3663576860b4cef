//! Diagrams as Mermaid flowcharts, for Markdown pages.
//!
//! Allies are joined by a solid line, rivals by a dotted one with a cross, successions by a thick one. Texts stand in quotes, their
//! marks as numbers (`#34;`), so that no name can end them.

use crate::export::diagram::{Arrow, Diagram, Mark, Tone};
use crate::export::xml;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Writes the flowchart.
///
/// # Errors
/// Those of the writer.
pub fn write(out: &mut dyn Write, diagram: &Diagram) -> io::Result<()> {
    writeln!(out, "flowchart LR")?;
    let mut inside = vec![false; diagram.marks.len()];
    for (number, (name, members)) in diagram.clusters.iter().enumerate() {
        writeln!(out, "  subgraph c{number} [\"{}\"]", quoted(name))?;
        for &member in members {
            if !std::mem::replace(&mut inside[member], true) {
                node(out, "    ", member, &diagram.marks[member])?;
            }
        }
        writeln!(out, "  end")?;
    }
    for (index, mark) in diagram.marks.iter().enumerate() {
        if !inside[index] {
            node(out, "  ", index, mark)?;
        }
    }
    for arrow in &diagram.arrows {
        edge(out, arrow)?;
    }
    styles(out, diagram)
}

fn node(out: &mut dyn Write, indent: &str, index: usize, mark: &Mark) -> io::Result<()> {
    let (open, close) = match mark.shape.as_deref() {
        Some("ellipse" | "oval") => ("([", "])"),
        Some("hexagon") => ("{{", "}}"),
        Some("note" | "cds" | "folder") => ("[/", "/]"),
        _ => ("[", "]"),
    };
    writeln!(
        out,
        "{indent}n{index}{open}\"{}\"{close}",
        quoted(&mark.title)
    )
}

fn edge(out: &mut dyn Write, arrow: &Arrow) -> io::Result<()> {
    let line = match (arrow.tone, arrow.symmetric) {
        (Tone::Ally, true) => "---",
        (Tone::Ally | Tone::Neutral, _) => "-->",
        (Tone::Rival, true) => "x-.-x",
        (Tone::Rival, false) => "-.-x",
        (Tone::Succession, _) => "==>",
    };
    let contested = if arrow.contested {
        " (sources differ)"
    } else {
        ""
    };
    let mut label = quoted(&format!("{}{contested}", arrow.kind));
    if !arrow.period.is_empty() {
        label.push_str("<br/>");
        label.push_str(&quoted(&arrow.period));
    }
    writeln!(out, "  n{} {line}|\"{label}\"| n{}", arrow.from, arrow.to)
}

/// Colours repeat what shapes and lines say.
fn styles(out: &mut dyn Write, diagram: &Diagram) -> io::Result<()> {
    let mut filled: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (index, mark) in diagram.marks.iter().enumerate() {
        if let Some(color) = mark.color.as_deref().filter(|color| is_color(color)) {
            filled.entry(color).or_default().push(format!("n{index}"));
        }
    }
    for (number, (color, nodes)) in filled.iter().enumerate() {
        writeln!(
            out,
            "  classDef f{number} fill:{color},stroke:#444444,color:#111111"
        )?;
        writeln!(out, "  class {} f{number}", nodes.join(","))?;
    }
    let mut stroked: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (index, arrow) in diagram.arrows.iter().enumerate() {
        let own = arrow.color.as_deref().filter(|color| is_color(color));
        let color = own.unwrap_or_else(|| arrow.tone.color());
        stroked.entry(color).or_default().push(index.to_string());
    }
    for (color, arrows) in stroked {
        writeln!(out, "  linkStyle {} stroke:{color}", arrows.join(","))?;
    }
    Ok(())
}

fn is_color(text: &str) -> bool {
    let digits = text.strip_prefix('#').unwrap_or_default();
    matches!(digits.len(), 3 | 6) && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
}

/// A text inside quotes: letters, digits and white space as they are, marks by number.
fn quoted(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        match letter {
            '\n' => out.push(' '),
            letter if !xml::is_shown(letter) => out.push('\u{fffd}'),
            ' ' | '.' | ',' | '-' | '_' | '/' | '~' | '?' => out.push(letter),
            letter if letter.is_ascii_punctuation() => {
                out.push_str(&format!("#{};", u32::from(letter)))
            }
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{is_color, quoted};

    #[test]
    fn no_mark_of_a_name_reaches_the_parser() {
        assert_eq!(quoted("a\"b<script>#\n"), "a#34;b#60;script#62;#35; ");
        assert!(is_color("#d55e00") && !is_color("red;x") && !is_color("#12"));
    }
}
