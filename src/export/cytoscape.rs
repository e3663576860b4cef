//! A graph as the JSON of Cytoscape (desktop and cytoscape.js); networkx reads it too.
//!
//! Each element has its name, type, period and tone in `data`, ready for styles; its properties, in the JSON of answers, stand in
//! `data.properties`. Bounds are days since 1970-01-01: `[earliest start, latest start, earliest end, latest end]`, null where open.

use crate::export::diagram::{Diagram, Tone};
use crate::export::json;
use factio_graph::facts::Graph;
use factio_graph::time::Bounds;
use serde_json::{Value as Json, json};
use std::io::{self, Write};

/// Writes the document; `caption` is its name.
///
/// # Errors
/// Those of the writer.
pub fn write(
    out: &mut dyn Write,
    diagram: &Diagram,
    graph: &Graph,
    caption: &str,
) -> io::Result<()> {
    let data = json!({"name": caption});
    writeln!(
        out,
        "{{\"data\": {data}, \"directed\": true, \"multigraph\": true, \"elements\": {{\"nodes\": ["
    )?;
    let nodes = diagram.marks.iter().map(|mark| {
        let properties = json::properties(graph.node_properties(mark.node), graph);
        json!({
            "id": mark.id,
            "value": mark.id,
            "name": mark.title,
            "label": mark.label,
            "valid": mark.period,
            "bounds": mark.when.map(bounds),
            "properties": raw(&properties),
        })
    });
    elements(out, nodes)?;
    writeln!(out, "], \"edges\": [")?;
    let edges = diagram.arrows.iter().enumerate().map(|(index, arrow)| {
        let written = arrow
            .relation
            .map_or_else(Vec::new, |id| graph.relation_properties(id));
        let properties = json::properties(written, graph);
        let id = match arrow.relation {
            Some(relation) => format!("r{}", relation.0),
            None => format!("inferred{index}"),
        };
        json!({
            "id": id,
            "key": id,
            "source": diagram.marks[arrow.from].id,
            "target": diagram.marks[arrow.to].id,
            "interaction": arrow.kind,
            "sign": match arrow.tone {
                Tone::Ally => 1,
                Tone::Rival => -1,
                Tone::Succession | Tone::Neutral => 0,
            },
            "symmetric": arrow.symmetric,
            "contested": arrow.contested,
            "valid": arrow.period,
            "bounds": arrow.when.map(bounds),
            "properties": raw(&properties),
        })
    });
    elements(out, edges)?;
    writeln!(out, "]}}}}")
}

/// One element a line, a comma behind all but the last.
fn elements(out: &mut dyn Write, elements: impl ExactSizeIterator<Item = Json>) -> io::Result<()> {
    let last = elements.len().saturating_sub(1);
    for (index, data) in elements.enumerate() {
        let comma = if index < last { "," } else { "" };
        writeln!(out, "{{\"data\": {data}}}{comma}")?;
    }
    Ok(())
}

/// The four bounds in days; null where one is missing.
pub fn bounds(bounds: Bounds) -> Json {
    let days = bounds.dates().map(|date| date.map(|date| date.days));
    json!(days)
}

/// JSON that was written by hand, for serde_json to write again.
fn raw(text: &str) -> Json {
    serde_json::from_str(text).unwrap_or(Json::Null)
}
