//! Frames of a DOT diagram: two dates side by side, all of the one left of all of the other.

use crate::export::diagram::{Arrow, Diagram, Tone};
use crate::export::dot::{cluster, identity, quoted};
use std::fmt::Write;

/// Whether a cluster of that name stands in a frame.
pub(super) fn is_framed(diagram: &Diagram, name: &String) -> bool {
    let mut frames = diagram.frames.iter();
    frames.any(|(_, framed)| framed.contains(name))
}

/// A frame around the clusters of these names.
pub(super) fn frame(
    out: &mut String,
    number: usize,
    name: &str,
    framed: &[String],
    diagram: &Diagram,
) {
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

/// From one date to the other.
pub(super) fn is_move(arrow: &Arrow, diagram: &Diagram) -> bool {
    !diagram.frames.is_empty() && arrow.tone == Tone::Succession
}

/// All of a frame left of all of the next: a point between them that nobody sees. Only what no line keeps on its side is bound
/// to it: each line needs room.
pub(super) fn side_by_side(out: &mut String, diagram: &Diagram) {
    let loose = |(_, framed): &(String, Vec<String>), held: fn(&Arrow) -> usize| -> String {
        let members = framed.iter().filter_map(|name| diagram.clusters.get(name));
        let is_loose = |place: &&usize| diagram.arrows.iter().all(|arrow| held(arrow) != **place);
        let loose = members.flatten().filter(is_loose);
        let names = loose.map(|&place| identity(&diagram.marks[place].id));
        names.collect::<Vec<_>>().join("; ")
    };
    for (number, pair) in diagram.frames.windows(2).enumerate() {
        let left = loose(&pair[0], |arrow| arrow.from);
        let right = loose(&pair[1], |arrow| arrow.to);
        _ = writeln!(out, "  \"gap {number}\" [shape=point, style=invis];");
        for (from, to) in [
            (format!("{{{left}}}"), format!("\"gap {number}\"")),
            (format!("\"gap {number}\""), format!("{{{right}}}")),
        ] {
            if from != "{}" && to != "{}" {
                _ = writeln!(out, "  {from} -> {to} [style=invis, weight=0];");
            }
        }
    }
}
