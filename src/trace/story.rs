//! A trace told as a story: a line a hop, and the verdict after each path.

use crate::outcome::Outcome;
use crate::trace::facts::Facts;
use factio_graph::facts::Graph;
use factio_graph::value::{Map, Value};

/// The lines for the answer of `CALL trace(..)`; empty when the columns `hops`, `sign` and `verdict` are not all there.
///
/// A line tells subject, relation, object, period, certainty, sources and the running sign, and for a derived tie by which
/// rule it stands.
pub fn story(outcome: &Outcome, graph: &Graph) -> Vec<String> {
    let place = |name: &str| outcome.columns.iter().position(|column| column == name);
    let (Some(hops), Some(sign), Some(verdict)) = (place("hops"), place("sign"), place("verdict"))
    else {
        return Vec::new();
    };
    let unanimous = place("unanimous");
    let mut lines = Vec::new();
    for row in &outcome.rows {
        if let Value::List(hops) = &row[hops] {
            lines.extend(hops.iter().filter_map(|hop| line(hop, graph)));
        }
        let agreed = unanimous.is_some_and(|place| row[place] == Value::Boolean(true));
        lines.push(judgement(&row[sign], &row[verdict], agreed));
    }
    lines
}

fn line(hop: &Value, graph: &Graph) -> Option<String> {
    let Value::Map(hop) = hop else {
        return None;
    };
    let text = |key: &str| hop.get(key).map(Value::to_text).unwrap_or_default();
    let rule = match text("rule").as_str() {
        "D0" => String::new(),
        "D5" => " (D5, inferred)".to_string(),
        derived => format!(" ({derived}, derived)"),
    };
    Some(format!(
        "{} {} {}{rule}, {}, {}, {}  [{}]",
        name(hop, "subject", graph),
        text("relation").replace('_', " "),
        name(hop, "object", graph),
        text("valid"),
        text("certainty"),
        sources(hop),
        mark(hop.get("running")),
    ))
}

fn judgement(sign: &Value, verdict: &Value, agreed: bool) -> String {
    let verdict = verdict.to_text();
    match (sign, agreed) {
        (Value::Null, _) => verdict,
        (sign, false) => format!("= {}  {verdict}", mark(Some(sign))),
        (sign, true) => format!("= {}  {verdict}, all paths agree", mark(Some(sign))),
    }
}

fn name(hop: &Map, key: &str, graph: &Graph) -> String {
    match hop.get(key) {
        Some(Value::Node(node)) => Facts { graph }.name(*node).to_string(),
        _ => String::new(),
    }
}

fn sources(hop: &Map) -> String {
    match hop.get("sources") {
        Some(Value::List(items)) if !items.is_empty() => {
            let items: Vec<String> = items.iter().map(Value::to_text).collect();
            items.join("; ")
        }
        _ => "no source".to_string(),
    }
}

fn mark(sign: Option<&Value>) -> char {
    match sign {
        Some(Value::Integer(-1)) => '−',
        _ => '+',
    }
}
