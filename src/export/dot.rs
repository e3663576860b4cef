//! Diagrams in the DOT language of Graphviz, for printing.
//!
//! Polarity is told by the line (ally solid, rival dashed with a tee, succession bold), colour only repeats it. The same answer
//! gives the same bytes. Every name that came from data stands in a quoted string, escaped.

use crate::export::diagram::{self, Arrow, Diagram, Mark, Tone};
use crate::outcome::Outcome;
use factio_graph::facts::Graph;
use std::collections::BTreeSet;
use std::fmt::Write;

/// The diagram of an answer; `query` is its caption.
pub fn draw(outcome: &Outcome, graph: &Graph, query: &str) -> String {
    write(&diagram::of(outcome, graph), query)
}

fn write(diagram: &Diagram, query: &str) -> String {
    let mut out = String::from("digraph factio {\n");
    header(&mut out, query, diagram);
    let mut inside = BTreeSet::new();
    for (number, (name, framed)) in diagram.frames.iter().enumerate() {
        frame(&mut out, number, name, framed, diagram);
    }
    for (number, (name, members)) in diagram.clusters.iter().enumerate() {
        if !is_framed(diagram, name) {
            cluster(&mut out, number, name, members, diagram);
        }
        inside.extend(members.iter().copied());
    }
    for (index, mark) in diagram.marks.iter().enumerate() {
        if !inside.contains(&index) {
            node(&mut out, "  ", mark);
        }
    }
    for arrow in &diagram.arrows {
        edge(&mut out, arrow, diagram);
    }
    legend(&mut out, diagram);
    out.push_str("}\n");
    out
}

/// Frames stand side by side only where ranks go downwards.
fn header(out: &mut String, query: &str, diagram: &Diagram) {
    let downwards = !diagram.frames.is_empty();
    out.push_str(match downwards {
        true => "  graph [rankdir=TB, ",
        false => "  graph [rankdir=LR, ",
    });
    out.push_str("fontname=\"Helvetica\", fontsize=11, labelloc=b, labeljust=l, compound=true, newrank=true, nodesep=0.3, ranksep=0.8");
    let caption = query.split_whitespace().collect::<Vec<_>>().join(" ");
    if !caption.is_empty() {
        _ = write!(out, ", label={}", quoted(&wrapped(&caption)));
    }
    out.push_str("];\n");
    out.push_str("  node [fontname=\"Helvetica\", fontsize=11, style=filled, fillcolor=\"#ffffff\", color=\"#444444\"];\n");
    out.push_str(
        "  edge [fontname=\"Helvetica\", fontsize=9, color=\"#555555\", fontcolor=\"#333333\"];\n",
    );
}

fn is_framed(diagram: &Diagram, name: &String) -> bool {
    diagram
        .frames
        .iter()
        .any(|(_, framed)| framed.contains(name))
}

/// A frame around the clusters of these names.
fn frame(out: &mut String, number: usize, name: &str, framed: &[String], diagram: &Diagram) {
    _ = writeln!(out, "  subgraph cluster_frame_{number} {{");
    _ = writeln!(
        out,
        "    graph [label={}, labelloc=t, labeljust=c, fontsize=14, style=solid, color=\"#666666\", fontcolor=\"#222222\"];",
        quoted(name)
    );
    for (number, (name, members)) in diagram.clusters.iter().enumerate() {
        if framed.contains(name) {
            cluster(out, number, name, members, diagram);
        }
    }
    out.push_str("  }\n");
}

fn cluster(out: &mut String, number: usize, name: &str, members: &[usize], diagram: &Diagram) {
    _ = writeln!(out, "  subgraph cluster_{number} {{");
    _ = writeln!(
        out,
        "    graph [label={}, labelloc=t, style=rounded, color=\"#999999\", fontcolor=\"#555555\"];",
        quoted(name)
    );
    for &member in members {
        node(out, "    ", &diagram.marks[member]);
    }
    out.push_str("  }\n");
}

fn node(out: &mut String, indent: &str, mark: &Mark) {
    _ = write!(
        out,
        "{indent}{} [label={}",
        identity(&mark.id),
        quoted(&mark.title)
    );
    if let Some(shape) = &mark.shape {
        _ = write!(out, ", shape={}", quoted(shape));
    }
    if let Some(color) = &mark.color {
        _ = write!(out, ", fillcolor={}", quoted(color));
    }
    if mark.bold {
        out.push_str(", penwidth=3");
    }
    let tip = tooltip(&[&mark.label, &mark.title, &mark.period, &mark.sources]);
    _ = writeln!(out, ", tooltip={}];", quoted(&tip));
}

fn edge(out: &mut String, arrow: &Arrow, diagram: &Diagram) {
    let (from, to) = (&diagram.marks[arrow.from], &diagram.marks[arrow.to]);
    _ = write!(
        out,
        "  {} -> {} [label={}",
        identity(&from.id),
        identity(&to.id),
        quoted(&label(arrow))
    );
    line(
        out,
        arrow.tone,
        arrow.symmetric,
        arrow.contested,
        &arrow.color,
    );
    if arrow.bold {
        out.push_str(", penwidth=4");
    }
    if is_move(arrow, diagram) {
        out.push_str(", constraint=false");
    }
    if arrow.inferred {
        out.push_str(", style=dashed, penwidth=0.8");
    }
    let tip = tooltip(&[
        &format!("{} {} {}", from.title, arrow.kind, to.title),
        &arrow.period,
        &arrow.sources,
    ]);
    let tip = quoted(&tip);
    _ = writeln!(out, ", tooltip={tip}, labeltooltip={tip}];");
}

/// From one date to the other.
fn is_move(arrow: &Arrow, diagram: &Diagram) -> bool {
    !diagram.frames.is_empty() && arrow.tone == Tone::Succession
}

fn label(arrow: &Arrow) -> String {
    match arrow.period.is_empty() {
        true => arrow.kind.clone(),
        false => format!("{}\n{}", arrow.kind, arrow.period),
    }
}

/// The look of a line. Colours are from the palette of Okabe and Ito, safe for the colour-blind.
fn line(out: &mut String, tone: Tone, symmetric: bool, contested: bool, own: &Option<String>) {
    let (usual, look) = match tone {
        Tone::Ally => ("#0072b2", "style=solid, penwidth=1.6"),
        Tone::Rival => ("#d55e00", "style=dashed, penwidth=1.6, arrowhead=tee"),
        Tone::Succession => ("#333333", "style=bold"),
        Tone::Neutral => ("#555555", "style=solid"),
    };
    let color = own.as_deref().unwrap_or(usual);
    let color = match contested {
        true => format!("{color}:#ffffff:{color}"),
        false => color.to_string(),
    };
    _ = write!(out, ", color={}, {look}", quoted(&color));
    match (symmetric, tone) {
        (true, Tone::Rival) => out.push_str(", dir=both, arrowtail=tee"),
        (true, _) => out.push_str(", dir=none"),
        _ => {}
    }
}

/// Shows each kind of line that the diagram uses.
fn legend(out: &mut String, diagram: &Diagram) {
    let mut used: BTreeSet<(Tone, bool)> = BTreeSet::new();
    for arrow in &diagram.arrows {
        used.insert((arrow.tone, false));
        if arrow.contested {
            used.insert((arrow.tone, true));
        }
    }
    if used.is_empty() {
        return;
    }
    out.push_str("  subgraph cluster_legend {\n");
    out.push_str(
        "    graph [label=\"Legend\", labelloc=t, style=rounded, color=\"#cccccc\", fontcolor=\"#555555\"];\n",
    );
    out.push_str("    node [shape=point, width=0.05, style=invis, label=\"\"];\n");
    for (number, (tone, contested)) in used.iter().enumerate() {
        let name = match tone {
            Tone::Ally => "ally",
            Tone::Rival => "rival",
            Tone::Succession if !diagram.frames.is_empty() => "changed sides",
            Tone::Succession => "succession",
            Tone::Neutral => "other relation",
        };
        let name = match contested {
            true => format!("{name}, sources differ"),
            false => name.to_string(),
        };
        _ = write!(
            out,
            "    \"legend {number} a\" -> \"legend {number} b\" [label={}",
            quoted(&name)
        );
        line(out, *tone, false, *contested, &None);
        out.push_str("];\n");
    }
    out.push_str("  }\n");
}

fn tooltip(parts: &[&str]) -> String {
    let parts: Vec<&str> = parts
        .iter()
        .copied()
        .filter(|part| !part.is_empty())
        .collect();
    parts.join("\n")
}

/// At most about 90 letters a line.
fn wrapped(text: &str) -> String {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let last = lines.len() - 1;
        if !lines[last].is_empty() && lines[last].chars().count() + word.chars().count() >= 90 {
            lines.push(word.to_string());
        } else {
            if !lines[last].is_empty() {
                lines[last].push(' ');
            }
            lines[last].push_str(word);
        }
    }
    lines.join("\n")
}

/// A quoted name of a node: in these, Graphviz reads only `\"` and `\\`.
fn identity(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            letter if letter.is_control() => out.push('\u{fffd}'),
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}

/// A quoted text that is shown: quotes, backslashes, ampersands (Graphviz reads entities) and control characters escaped.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '&' => out.push_str("&amp;"),
            letter if letter.is_control() => out.push('\u{fffd}'),
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::{identity, quoted, wrapped};

    #[test]
    fn names_from_data_cannot_leave_their_quotes() {
        assert_eq!(quoted("a\"b\\N\n<&>"), "\"a\\\"b\\\\N\\n<&amp;>\"");
        assert_eq!(identity("say \"no\""), "\"say \\\"no\\\"\"");
    }

    #[test]
    fn a_long_caption_is_wrapped() {
        let text = "word ".repeat(40);
        assert!(
            wrapped(text.trim())
                .lines()
                .all(|line| line.chars().count() < 90)
        );
    }
}
