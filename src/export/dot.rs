//! Diagrams in the DOT language of Graphviz, for printing.
//!
//! Polarity is told by the line (ally solid, rival dashed with a tee, succession bold), colour only repeats it; what is only
//! possible in the slice of the answer is dotted. The same answer gives the same bytes. Every name that came from data stands in a quoted string, escaped.

use crate::export::diagram::{self, Arrow, Diagram, Mark, Tone};
use crate::export::frames;
use crate::export::xml;
use crate::outcome::Outcome;
use factio_graph::facts::Graph;
use std::collections::BTreeSet;
use std::fmt::Write;

/// The diagram of an answer; `query` is its caption.
pub fn draw(outcome: &Outcome, graph: &Graph, query: &str) -> String {
    write(&diagram::of(outcome, graph), query)
}

/// A diagram as DOT; `query` is its caption.
pub fn write(diagram: &Diagram, query: &str) -> String {
    let mut out = String::from("digraph factio {\n");
    header(&mut out, query, diagram);
    let mut inside = BTreeSet::new();
    for (number, (name, framed)) in diagram.frames.iter().enumerate() {
        frames::frame(&mut out, number, name, framed, diagram);
    }
    for (number, (name, members)) in diagram.clusters.iter().enumerate() {
        if !frames::is_framed(diagram, name) {
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
    frames::side_by_side(&mut out, diagram);
    legend(&mut out, diagram);
    out.push_str("}\n");
    out
}

fn header(out: &mut String, query: &str, diagram: &Diagram) {
    let between = match diagram.frames.is_empty() {
        true => "0.45",
        false => "0.7",
    };
    _ = write!(out, "  graph [rankdir=LR, ranksep={between}, ");
    out.push_str("fontname=\"Helvetica\", fontsize=13, labelloc=b, labeljust=l, compound=true, newrank=true, nodesep=0.2");
    let caption = query.split_whitespace().collect::<Vec<_>>().join(" ");
    if !caption.is_empty() {
        _ = write!(out, ", label={}", quoted(&wrapped(&caption, 90)));
    }
    out.push_str("];\n");
    out.push_str("  node [fontname=\"Helvetica\", fontsize=14, margin=\"0.08,0.04\", style=filled, fillcolor=\"#ffffff\", color=\"#444444\"];\n");
    out.push_str(
        "  edge [fontname=\"Helvetica\", fontsize=10, color=\"#555555\", fontcolor=\"#333333\"];\n",
    );
}

pub(super) fn cluster(
    out: &mut String,
    number: usize,
    name: &str,
    members: &[usize],
    diagram: &Diagram,
) {
    _ = writeln!(out, "  subgraph cluster_{number} {{");
    _ = writeln!(
        out,
        "    graph [label={}, labelloc=t, style=rounded, color=\"#999999\", fontcolor=\"#555555\"];",
        quoted(name)
    );
    for &member in members {
        node(out, "    ", &diagram.marks[member]);
    }
    if diagram.frames.is_empty() {
        rows(out, members, diagram);
    }
    out.push_str("  }\n");
}

/// Nodes without lines stand in rows of four; all below each other, they would make a column too tall to read.
fn rows(out: &mut String, members: &[usize], diagram: &Diagram) {
    let tied = |place: usize| {
        let mut arrows = diagram.arrows.iter();
        arrows.any(|arrow| arrow.from == place || arrow.to == place)
    };
    let idle: Vec<String> = members
        .iter()
        .filter(|&&place| !tied(place))
        .map(|&place| identity(&diagram.marks[place].id))
        .collect();
    for row in idle.chunks(4).filter(|row| row.len() > 1) {
        _ = writeln!(out, "    {} [style=invis];", row.join(" -> "));
    }
}

fn node(out: &mut String, indent: &str, mark: &Mark) {
    _ = write!(
        out,
        "{indent}{} [label={}",
        identity(&mark.id),
        quoted(&wrapped(&mark.title, 16))
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
    if mark.possible {
        out.push_str(", style=\"filled,dotted\"");
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
    line(out, Look::of(arrow), arrow.symmetric, &arrow.color);
    if frames::is_move(arrow, diagram) {
        out.push_str(", weight=50");
    }
    let tip = tooltip(&[
        &format!("{} {} {}", from.title, arrow.kind, to.title),
        &arrow.period,
        &arrow.sources,
    ]);
    let tip = quoted(&tip);
    _ = writeln!(out, ", tooltip={tip}, labeltooltip={tip}];");
}

fn label(arrow: &Arrow) -> String {
    match arrow.period.is_empty() {
        true => arrow.kind.clone(),
        false => format!("{}\n{}", arrow.kind, narrow(&arrow.period)),
    }
}

/// A period that is no wider than a date where it can be: columns between which it stands are as far apart as it is wide.
fn narrow(period: &str) -> String {
    match period.split_once('/') {
        Some((start, end)) if period.len() > 12 && !end.contains('/') => format!("{start}/\n{end}"),
        _ => wrapped(period, 24),
    }
}

/// What tells one line from another.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Look {
    tone: Tone,
    contested: bool,
    possible: bool,
    misfit: bool,
    inferred: bool,
}

impl Look {
    fn of(arrow: &Arrow) -> Look {
        Look {
            tone: arrow.tone,
            contested: arrow.contested,
            possible: arrow.possible,
            misfit: arrow.bold,
            inferred: arrow.inferred,
        }
    }

    fn name(self) -> String {
        let tone = match self.tone {
            Tone::Ally => "ally",
            Tone::Rival => "rival",
            Tone::Succession => "succession",
            Tone::Neutral => "other relation",
        };
        let differ = if self.contested {
            ", sources differ"
        } else {
            ""
        };
        let only = if self.possible { ", only possible" } else { "" };
        let misfit = if self.misfit { ", a misfit" } else { "" };
        let inferred = if self.inferred { ", inferred" } else { "" };
        format!("{tone}{differ}{only}{misfit}{inferred}")
    }

    fn style(self) -> &'static str {
        match (self.possible, self.tone) {
            (true, _) => "dotted",
            (false, Tone::Ally) if self.inferred => "dashed",
            (false, Tone::Ally | Tone::Neutral) => "solid",
            (false, Tone::Rival) => "dashed",
            (false, Tone::Succession) => "bold",
        }
    }
}

/// The look of a line. Colours are from the palette of Okabe and Ito, safe for the colour-blind.
fn line(out: &mut String, look: Look, symmetric: bool, own: &Option<String>) {
    let (usual, more) = match look.tone {
        Tone::Ally if look.misfit => ("#0072b2", ", penwidth=4"),
        Tone::Rival if look.misfit => ("#d55e00", ", penwidth=4, arrowhead=tee"),
        Tone::Ally if look.inferred => ("#0072b2", ", penwidth=0.8"),
        Tone::Rival if look.inferred => ("#d55e00", ", penwidth=0.8, arrowhead=tee"),
        Tone::Ally => ("#0072b2", ", penwidth=1.6"),
        Tone::Rival => ("#d55e00", ", penwidth=1.6, arrowhead=tee"),
        Tone::Succession if look.possible => ("#333333", ", penwidth=2.4"),
        Tone::Succession => ("#333333", ""),
        Tone::Neutral => ("#555555", ""),
    };
    let color = own.as_deref().unwrap_or(usual);
    let color = match look.contested {
        true => format!("{color}:#ffffff:{color}"),
        false => color.to_string(),
    };
    let style = look.style();
    _ = write!(out, ", color={}, style={style}{more}", quoted(&color));
    match (symmetric, look.tone) {
        (true, Tone::Rival) => out.push_str(", dir=both, arrowtail=tee"),
        (true, _) => out.push_str(", dir=none"),
        _ => {}
    }
}

/// Shows each kind of line that the diagram uses, and what a dotted outline means where there is one.
fn legend(out: &mut String, diagram: &Diagram) {
    let mut used: BTreeSet<Look> = BTreeSet::new();
    for look in diagram.arrows.iter().map(Look::of) {
        used.insert(look);
        used.insert(Look {
            contested: false,
            possible: false,
            misfit: false,
            ..look
        });
    }
    let outlined = diagram.marks.iter().any(|mark| mark.possible);
    if used.is_empty() && !outlined {
        return;
    }
    out.push_str("  subgraph cluster_legend {\n");
    out.push_str(
        "    graph [label=\"Legend\", labelloc=t, style=rounded, color=\"#cccccc\", fontcolor=\"#555555\"];\n",
    );
    out.push_str("    node [shape=point, width=0.05, style=invis, label=\"\"];\n");
    if outlined {
        out.push_str("    \"legend node\" [shape=ellipse, style=\"filled,dotted\", label=\"only possible\"];\n");
    }
    for (number, look) in used.iter().enumerate() {
        _ = write!(
            out,
            "    \"legend {number} a\" -> \"legend {number} b\" [label={}",
            quoted(&legend_name(*look, diagram))
        );
        line(out, *look, false, &None);
        out.push_str("];\n");
    }
    out.push_str("  }\n");
}

fn legend_name(look: Look, diagram: &Diagram) -> String {
    match (look.tone, diagram.frames.is_empty()) {
        (_, true) => look.name(),
        (Tone::Succession, false) => "changed sides".to_string(),
        // Of two dates, no tie is a misfit: bold are those whose sign flipped.
        (_, false) => {
            let name = look.name().replace(", a misfit", ", flipped");
            name.replace(", sources differ", ", both at once")
        }
    }
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
fn wrapped(text: &str, width: usize) -> String {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let last = lines.len() - 1;
        if !lines[last].is_empty() && lines[last].chars().count() + word.chars().count() >= width {
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
pub(super) fn identity(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            letter if !xml::is_shown(letter) => {
                out.push_str(&format!("<{:04X}>", u32::from(letter)))
            }
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}

/// A quoted text that is shown: quotes, backslashes, ampersands (Graphviz reads entities) and control characters escaped.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '&' => out.push_str("&amp;"),
            letter if !xml::is_shown(letter) => out.push('\u{fffd}'),
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
            wrapped(text.trim(), 90)
                .lines()
                .all(|line| line.chars().count() < 90)
        );
    }
}
