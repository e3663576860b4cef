//! A graph as GEXF 1.3, for Gephi: nodes and relations with the intervals in which they may have held.
//!
//! `start` and `end` are the first and last day that are possible; the days that are certain stand in `certain_from` and
//! `certain_to`, what was written in `valid`. Parallel relations of one type are of the kinds `led`, `led (2)`, …, since Gephi makes
//! one edge of those of one kind; their type stands in `label` and `type`. All edges are directed, since some readers take no
//! mixture; where a type is symmetric, the attribute `symmetric` says so.

use crate::export::column::{self, Column};
use crate::export::diagram;
use crate::export::selection::Selection;
use crate::export::xml::escaped;
use factio_graph::catalog::Catalog;
use factio_graph::facts::{self, Graph, VALID};
use factio_graph::id::{NodeId, RelationId, Symbol};
use factio_graph::time::{Bounds, Date};
use factio_graph::value::Value;
use indexmap::IndexMap;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Writes the document.
///
/// # Errors
/// Those of the writer.
pub fn write(out: &mut dyn Write, selection: &Selection, graph: &Graph) -> io::Result<()> {
    let nodes = Class {
        name: "node",
        special: "labels",
        columns: column::of_all(selection.node_properties(graph), Column::of),
    };
    let relations = Class {
        name: "edge",
        special: "type",
        columns: column::of_all(selection.relation_properties(graph), Column::of),
    };
    out.write_all(HEAD.as_bytes())?;
    nodes.declare(out, graph)?;
    relations.declare(out, graph)?;
    writeln!(out, "    <nodes>")?;
    for &node in &selection.nodes {
        write_node(out, node, &nodes, graph)?;
    }
    writeln!(out, "    </nodes>\n    <edges>")?;
    let mut parallel: BTreeMap<Relation, usize> = BTreeMap::new();
    for &id in &selection.relations {
        if let Some(relation) = graph.relation(id) {
            let count = parallel.entry(Relation::of(relation)).or_default();
            *count += 1;
            edge(out, id, *count, &relations, graph)?;
        }
    }
    writeln!(out, "    </edges>\n  </graph>\n</gexf>")
}

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">
  <meta>
    <creator>factio</creator>
  </meta>
  <graph mode="dynamic" defaultedgetype="directed" idtype="string" timeformat="date" timerepresentation="interval">
"#;

/// The attributes of nodes, or of relations. Properties are numbered; the others have ids that are words.
struct Class {
    name: &'static str,
    special: &'static str,
    columns: IndexMap<Symbol, Column>,
}

impl Class {
    fn declare(&self, out: &mut dyn Write, graph: &Graph) -> io::Result<()> {
        writeln!(
            out,
            "    <attributes class=\"{}\" mode=\"static\">",
            self.name
        )?;
        for name in [self.special, "certain_from", "certain_to"] {
            writeln!(
                out,
                "      <attribute id=\"{name}\" title=\"{name}\" type=\"string\"/>"
            )?;
        }
        if self.name == "edge" {
            writeln!(
                out,
                "      <attribute id=\"symmetric\" title=\"symmetric\" type=\"boolean\"/>"
            )?;
        }
        for (place, (key, column)) in self.columns.iter().enumerate() {
            let name = escaped(&graph.symbols().text(*key));
            let kind = match column.name() {
                "int" => "long",
                "float" => "double",
                "boolean" => "boolean",
                _ => "string",
            };
            writeln!(
                out,
                "      <attribute id=\"{place}\" title=\"{name}\" type=\"{kind}\"/>"
            )?;
        }
        writeln!(out, "    </attributes>")
    }

    fn values(
        &self,
        out: &mut dyn Write,
        special: &str,
        entries: &[(Symbol, Value)],
        graph: &Graph,
    ) -> io::Result<()> {
        let mut value = |name: &str, text: &str| {
            let text = escaped(text);
            writeln!(out, "          <attvalue for=\"{name}\" value=\"{text}\"/>")
        };
        value(self.special, special)?;
        let core = bounds(entries).and_then(|bounds| bounds.core());
        let (from, to) = core.map_or((None, None), |(from, to)| (day(from), day(to)));
        for (name, found) in [("certain_from", from), ("certain_to", to)] {
            if let Some(found) = found {
                value(name, &found)?;
            }
        }
        for (key, found) in entries {
            if let Some((place, _, column)) = self.columns.get_full(key) {
                value(&place.to_string(), &column.cell(found, graph))?;
            }
        }
        Ok(())
    }
}

fn write_node(out: &mut dyn Write, node: NodeId, class: &Class, graph: &Graph) -> io::Result<()> {
    let mark = diagram::mark(node, graph);
    let entries = graph.node_properties(node);
    let labels: Vec<_> = graph
        .node_labels(node)
        .iter()
        .map(|label| graph.symbols().text(*label))
        .collect();
    let (title, interval) = (escaped(&mark.title), interval(&entries));
    writeln!(
        out,
        "      <node id=\"{}\" label=\"{title}\"{interval}>",
        node.0
    )?;
    writeln!(out, "        <attvalues>")?;
    class.values(out, &labels.join(";"), &entries, graph)?;
    writeln!(out, "        </attvalues>")?;
    color(out, mark.color.as_deref().unwrap_or("#bbbbbb"))?;
    writeln!(out, "      </node>")
}

/// `count` is the relation's place among those of its ends and type, from 1.
fn edge(
    out: &mut dyn Write,
    id: RelationId,
    count: usize,
    class: &Class,
    graph: &Graph,
) -> io::Result<()> {
    let Some(facts::Relation { kind, start, end }) = graph.relation(id) else {
        return Ok(());
    };
    let name = graph.symbols().text(kind);
    let apart = match count {
        1 => name.to_string(),
        count => format!("{name} ({count})"),
    };
    let entries = graph.relation_properties(id);
    let (tone, symmetric) = diagram::tone(id, kind, graph);
    writeln!(
        out,
        "      <edge id=\"{}\" source=\"{}\" target=\"{}\" type=\"directed\" kind=\"{}\" label=\"{}\"{}>",
        id.0,
        start.0,
        end.0,
        escaped(&apart),
        escaped(&name),
        interval(&entries)
    )?;
    writeln!(out, "        <attvalues>")?;
    class.values(out, &name, &entries, graph)?;
    if symmetric {
        writeln!(
            out,
            "          <attvalue for=\"symmetric\" value=\"true\"/>"
        )?;
    }
    writeln!(out, "        </attvalues>")?;
    color(out, tone.color())?;
    writeln!(out, "      </edge>")
}

/// A relation's ends and type, in an order.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Relation(NodeId, NodeId, Symbol);

impl Relation {
    fn of(relation: facts::Relation) -> Relation {
        Relation(relation.start, relation.end, relation.kind)
    }
}

fn bounds(entries: &[(Symbol, Value)]) -> Option<Bounds> {
    entries.iter().find_map(|(key, value)| match value {
        Value::Period(period) if *key == VALID => Some(*period.bounds()),
        _ => None,
    })
}

/// The attributes `start` and `end`, where there are such days.
fn interval(entries: &[(Symbol, Value)]) -> String {
    let Some(bounds) = bounds(entries) else {
        return String::new();
    };
    let (first, last) = bounds.span();
    let attribute =
        |name: &str, days: i64| day(days).map_or(String::new(), |day| format!(" {name}=\"{day}\""));
    attribute("start", first) + &attribute("end", last)
}

/// A day as XML Schema writes it (`xsd:date`): no plus before years of more than four digits.
fn day(days: i64) -> Option<String> {
    let (year, month, day) = Date::from_days(days).ok()?.parts();
    let sign = if year < 0 { "-" } else { "" };
    Some(format!("{sign}{:04}-{month:02}-{day:02}", year.abs()))
}

/// A colour of six hexadecimal digits; others are left out.
fn color(out: &mut dyn Write, color: &str) -> io::Result<()> {
    let part = |from: usize| {
        let digits = color.strip_prefix('#')?.get(from..from + 2)?;
        u8::from_str_radix(digits, 16).ok()
    };
    match (part(0), part(2), part(4)) {
        (Some(r), Some(g), Some(b)) => {
            writeln!(out, "        <viz:color r=\"{r}\" g=\"{g}\" b=\"{b}\"/>")
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn days_are_written_as_xml_schema_does() {
        assert_eq!(day(0).as_deref(), Some("1970-01-01"));
        assert_eq!(day(-719_529).as_deref(), Some("-0001-12-31"));
        assert_eq!(day(i64::MAX / 4), None);
    }
}
