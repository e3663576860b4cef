//! An answer told by names: some of its columns, with people by what they are called and pairs as `A – B`.

use crate::outcome::Outcome;
use crate::report::text::title;
use factio_graph::facts::Graph;
use factio_graph::value::{Map, Value};

/// The columns of these names, told by names. The answer itself stays what pictures are drawn from.
pub fn told(outcome: &Outcome, columns: &[&str], graph: &Graph) -> Outcome {
    let place = |name: &&str| outcome.columns.iter().position(|column| column == name);
    let places: Vec<usize> = columns.iter().filter_map(place).collect();
    let pick = |row: &Vec<Value>| {
        places
            .iter()
            .map(|&place| named(&row[place], graph))
            .collect()
    };
    Outcome {
        columns: places
            .iter()
            .map(|&place| outcome.columns[place].clone())
            .collect(),
        rows: outcome.rows.iter().map(pick).collect(),
        ..Outcome::default()
    }
}

fn named(value: &Value, graph: &Graph) -> Value {
    match value {
        Value::Node(node) => Value::string(title(*node, graph)),
        Value::List(items) => {
            let names = items.iter().map(|item| match named(item, graph) {
                Value::String(name) => name.to_string(),
                other => other.to_text(),
            });
            Value::string(names.collect::<Vec<_>>().join(", "))
        }
        Value::Map(pair) => pair_of(pair, graph).unwrap_or_else(|| value.clone()),
        other => other.clone(),
    }
}

/// `A – B` of a map with the nodes `a` and `b`, and how they stood at both dates where it tells that.
fn pair_of(pair: &Map, graph: &Graph) -> Option<Value> {
    let name = |key: &str| match pair.get(key) {
        Some(Value::Node(node)) => Some(title(*node, graph)),
        _ => None,
    };
    let mut text = format!("{} – {}", name("a")?, name("b")?);
    if let (Some(from), Some(to)) = (pair.get("from"), pair.get("to")) {
        text.push_str(&format!(" ({} → {})", stand(from), stand(to)));
    }
    Some(Value::string(text))
}

fn stand(sign: &Value) -> &'static str {
    match sign {
        Value::Integer(1) => "allies",
        Value::Integer(-1) => "rivals",
        _ => "no tie",
    }
}

#[cfg(test)]
mod tests {
    use super::told;
    use crate::Session;

    #[test]
    fn people_are_told_by_name_and_pairs_by_their_stand() {
        let mut session = Session::new();
        let asked = "CREATE (x:P {name: 'X'}), (y:P {key: 'y'}) RETURN [x, y] AS members, [{a: x, b: y, from: 1, to: -1}, {a: y, b: x, from: 0, to: 1}] AS flipped, 1 AS other";
        let outcome = session.run(asked).unwrap_or_default();
        let names = told(
            &outcome,
            &["flipped", "members", "missing"],
            session.graph(),
        );
        assert_eq!(names.columns, ["flipped", "members"]);
        assert_eq!(
            names.rows[0],
            [
                "X – y (allies → rivals), y – X (no tie → allies)".into(),
                "X, y".into()
            ]
        );
    }
}
