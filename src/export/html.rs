//! A diagram as one page for a browser: picture, table and a slider over time, with nothing to fetch.
//!
//! cytoscape.js (MIT; its licence stands at the head of the script) draws. A strict content security policy lets no script run but
//! the two of this program, by their hashes; data is JSON in a block that is never run, and reaches the page as text nodes.

use crate::export::cytoscape;
use crate::export::diagram::{Arrow, Diagram, Mark, Tone};
use crate::export::xml;
use factio_graph::catalog::Catalog;
use factio_graph::facts::Graph;
use factio_graph::id::Symbol;
use factio_graph::value::Value;
use serde_json::{Map, Value as Json, json};
use std::collections::HashSet;
use std::io::{self, Write};

const STYLE: &str = include_str!("html/page.css");
const BODY: &str = include_str!("html/page.html");
const PAGE: &str = concat!(include_str!("html/time.js"), include_str!("html/page.js"));
const CYTOSCAPE: &str = include_str!("html/cytoscape.min.js");
/// cytoscape.js puts this in by itself unless it is there; the policy would refuse it.
const CONTAINER: &str = ".__________cytoscape_container { position: relative; }";

/// SHA-256, in base64, of what may run and of what may style. The tests compute them again.
const SCRIPT_HASHES: [&str; 2] = [
    "CBWRq3NbK2o7MaPGD486Pi/ujJKTngx4IK0SCFcbbNg=",
    "CDereR6weTAJKOTbFGOGiXXZmiJP/O4e3q2VZBlORv4=",
];
const STYLE_HASHES: [&str; 2] = [
    "m4ojmhwbl0ExALQ95NrHkWuzfhrc/uGOFmfuQZaiq7Q=",
    "pgvDUBa4IjFA2yuSJ2cqcyxmNYJMborsd0ORcRv9vw8=",
];

/// Of more names and relations than this a browser makes no page that one can use: 30 MB of data. What is not more is in the
/// table and is found by search; of more than 300 names the picture shows those that are looked for, or have most relations.
pub const MOST: usize = 100_000;

/// Writes the page; `caption` is its title.
///
/// # Errors
/// Those of the writer.
pub fn write(
    out: &mut dyn Write,
    diagram: &Diagram,
    graph: &Graph,
    caption: &str,
) -> io::Result<()> {
    let caption = caption.split_whitespace().collect::<Vec<_>>().join(" ");
    let title = match caption.as_str() {
        "" => "factio",
        caption => caption,
    };
    writeln!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">",
        policy()
    )?;
    writeln!(
        out,
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<title>{}</title>",
        xml::escaped(title)
    )?;
    writeln!(
        out,
        "<style>{STYLE}</style>\n<style id=\"__________cytoscape_stylesheet\">{CONTAINER}</style>\n</head>\n<body>\n{BODY}"
    )?;
    let data = data(diagram, graph, &caption).to_string();
    // Inside a script block only `<` could end it.
    writeln!(
        out,
        "<script type=\"application/json\" id=\"data\">{}</script>",
        data.replace('<', "\\u003c")
    )?;
    writeln!(
        out,
        "<script>{CYTOSCAPE}</script>\n<script>{PAGE}</script>\n</body>\n</html>"
    )
}

fn policy() -> String {
    let hashes = |list: [&str; 2]| list.map(|hash| format!("'sha256-{hash}'")).join(" ");
    format!(
        "default-src 'none'; script-src {}; style-src {}; img-src data:; base-uri 'none'; form-action 'none'",
        hashes(SCRIPT_HASHES),
        hashes(STYLE_HASHES)
    )
}

fn data(diagram: &Diagram, graph: &Graph, caption: &str) -> Json {
    let mut cluster = vec![None; diagram.marks.len()];
    for (name, members) in &diagram.clusters {
        for &member in members {
            cluster[member] = Some(name.as_str());
        }
    }
    let nodes = diagram
        .marks
        .iter()
        .zip(cluster)
        .map(|(mark, cluster)| node(mark, cluster, graph));
    let relations = diagram.arrows.iter().map(|arrow| relation(arrow, graph));
    json!({
        "caption": caption,
        "nodes": nodes.collect::<Vec<_>>(),
        "relations": relations.collect::<Vec<_>>(),
        "sources": sources(diagram, graph),
    })
}

fn node(mark: &Mark, cluster: Option<&str>, graph: &Graph) -> Json {
    let entries = graph.node_properties(mark.node);
    json!({
        "id": mark.id,
        "title": mark.title,
        "label": mark.label,
        "shape": mark.shape,
        "color": mark.color,
        "cluster": cluster,
        "bold": mark.bold,
        "period": mark.period,
        "bounds": mark.when.map(cytoscape::bounds),
        "doubtful": mark.when.is_some_and(|when| when.is_doubtful()),
        "sources": texts(&entries, "sources", graph),
        "aliases": texts(&entries, "aliases", graph).join(", "),
        "properties": properties(&entries, graph, &["key", "name", "aliases", "valid", "sources"]),
    })
}

fn relation(arrow: &Arrow, graph: &Graph) -> Json {
    let entries = written(arrow, graph);
    json!({
        "from": arrow.from,
        "to": arrow.to,
        "type": arrow.kind,
        "tone": match arrow.tone {
            Tone::Ally => "ally",
            Tone::Rival => "rival",
            Tone::Succession => "succession",
            Tone::Neutral => "neutral",
        },
        "symmetric": arrow.symmetric,
        "contested": arrow.contested,
        "inferred": arrow.inferred,
        "period": arrow.period,
        "bounds": arrow.when.map(cytoscape::bounds),
        "doubtful": arrow.when.is_some_and(|when| when.is_doubtful()),
        "sources": texts(&entries, "sources", graph),
        "properties": properties(&entries, graph, &["valid", "sources"]),
    })
}

/// The properties of a relation that is written in the graph.
fn written(arrow: &Arrow, graph: &Graph) -> Vec<(Symbol, Value)> {
    arrow
        .relation
        .map_or_else(Vec::new, |id| graph.relation_properties(id))
}

/// The texts of a property that is a text or a list of them.
fn texts(entries: &[(Symbol, Value)], name: &str, graph: &Graph) -> Vec<String> {
    let found = entries
        .iter()
        .find(|(key, _)| &*graph.symbols().text(*key) == name);
    match found.map(|(_, value)| value) {
        Some(Value::List(items)) => items.iter().map(Value::to_text).collect(),
        Some(value) => vec![value.to_text()],
        None => Vec::new(),
    }
}

/// Names and texts of the properties that are not shown otherwise.
fn properties(entries: &[(Symbol, Value)], graph: &Graph, without: &[&str]) -> Json {
    let named = entries
        .iter()
        .map(|(key, value)| (graph.symbols().text(*key), value));
    named
        .filter(|(key, _)| !without.contains(&&**key))
        .map(|(key, value)| json!([&*key, value.to_text()]))
        .collect()
}

/// What the graph says of the sources that are named: by their key, author, title and year.
fn sources(diagram: &Diagram, graph: &Graph) -> Map<String, Json> {
    let marks = diagram
        .marks
        .iter()
        .map(|mark| graph.node_properties(mark.node));
    let arrows = diagram.arrows.iter().map(|arrow| written(arrow, graph));
    let mut found = Map::new();
    let mut seen = HashSet::new();
    for entries in marks.chain(arrows) {
        for source in texts(&entries, "sources", graph) {
            if !seen.insert(source.clone()) {
                continue;
            }
            if let Ok(node) = graph.handle(&source) {
                let about = graph.node_properties(node);
                if texts(&about, "key", graph) != [source.clone()] {
                    continue;
                }
                let said = ["author", "name", "title", "year"]
                    .map(|name| texts(&about, name, graph).join(", "))
                    .into_iter()
                    .filter(|text| !text.is_empty());
                found.insert(source, said.collect::<Vec<_>>().join(", ").into());
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{CONTAINER, CYTOSCAPE, PAGE, SCRIPT_HASHES, STYLE, STYLE_HASHES};
    use sha2::{Digest, Sha256};

    fn base64(bytes: &[u8]) -> String {
        const LETTERS: &[u8; 64] =
            b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let group = |three: &[u8]| {
            let bits = (0..3).fold(0, |bits, at| {
                bits << 8 | u32::from(three.get(at).copied().unwrap_or(0))
            });
            let letter = |at: usize| match at <= three.len() {
                true => char::from(LETTERS[(bits >> (18 - 6 * at)) as usize & 63]),
                false => '=',
            };
            (0..4).map(letter).collect::<String>()
        };
        bytes.chunks(3).map(group).collect()
    }

    #[test]
    fn the_policy_lets_run_and_style_what_the_page_carries_and_nothing_else() {
        let hashes = |texts: [&str; 2]| texts.map(|text| base64(&Sha256::digest(text)));
        assert_eq!(SCRIPT_HASHES, hashes([CYTOSCAPE, PAGE]), "the scripts");
        assert_eq!(STYLE_HASHES, hashes([STYLE, CONTAINER]), "the styles");
    }

    #[test]
    fn the_scripts_and_the_page_hold_nothing_that_ends_them() {
        for text in [CYTOSCAPE, PAGE, STYLE] {
            assert!(
                !text.contains("</script") && !text.contains("</style") && !text.contains("<!--")
            );
        }
    }
}
