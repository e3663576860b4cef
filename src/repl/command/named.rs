//! An answer told by names: some of its columns, with people by what they are called and pairs as `A – B`.

use crate::outcome::Outcome;
use crate::report::text::title;
use factio_graph::facts::Graph;
use factio_graph::id::NodeId;
use factio_graph::value::{Map, Value};
use indexmap::IndexMap;

/// The columns of these names, told by names. The answer itself stays what pictures are drawn from.
pub fn told(outcome: &Outcome, columns: &[&str], graph: &Graph) -> Outcome {
    let place = |name: &&str| outcome.columns.iter().position(|column| column == name);
    let places: Vec<usize> = columns.iter().filter_map(place).collect();
    let pick = |row: &Vec<Value>| {
        let cells = || places.iter().map(|&place| &row[place]);
        let own = cells().find_map(|cell| match cell {
            Value::Node(node) => Some(*node),
            _ => None,
        });
        let namer = Namer { graph, own };
        cells().map(|cell| namer.named(cell)).collect()
    };
    Outcome {
        columns: places
            .iter()
            .map(|&place| outcome.columns[place].clone())
            .collect(),
        rows: outcome.rows.iter().map(pick).collect(),
        time: outcome.time.clone(),
        ..Outcome::default()
    }
}

/// Names for the cells of a row.
struct Namer<'g> {
    graph: &'g Graph,
    /// Whom the row is about: of a pair with them, the other says all.
    own: Option<NodeId>,
}

impl Namer<'_> {
    fn named(&self, value: &Value) -> Value {
        match value {
            Value::Null => Value::string("–"),
            Value::Node(node) => Value::string(title(*node, self.graph)),
            Value::List(items) => self.list(items).unwrap_or_else(|| value.clone()),
            Value::Map(pair) => match self.pair(pair) {
                Some((how, who)) => Value::string([how, who].concat()),
                None => value.clone(),
            },
            other => other.clone(),
        }
    }

    /// People after people; pairs under how they stand, so that it is said once.
    fn list(&self, items: &[Value]) -> Option<Value> {
        let mut stands: IndexMap<String, Vec<String>> = IndexMap::new();
        for item in items {
            let (how, who) = match item {
                Value::Node(node) => (String::new(), title(*node, self.graph)),
                Value::Map(pair) => self.pair(pair)?,
                _ => return None,
            };
            stands.entry(how).or_default().push(who);
        }
        let stands = stands.into_iter();
        let stands: Vec<_> = stands.map(|(how, who)| how + &who.join(", ")).collect();
        Some(Value::string(stands.join("; ")))
    }

    /// How two stood at both dates where that is told, and `A – B` of a map with the nodes `a` and `b`.
    fn pair(&self, pair: &Map) -> Option<(String, String)> {
        let (Some(Value::Node(a)), Some(Value::Node(b))) = (pair.get("a"), pair.get("b")) else {
            return None;
        };
        let name = |node: &NodeId| title(*node, self.graph);
        let who = match self.own {
            Some(own) if own == *a => name(b),
            Some(own) if own == *b => name(a),
            _ => format!("{} – {}", name(a), name(b)),
        };
        let how = match (pair.get("from"), pair.get("to")) {
            (Some(from), Some(to)) => format!("{} → {}: ", stand(from), stand(to)),
            _ => String::new(),
        };
        Some((how, who))
    }
}

fn stand(sign: &Value) -> &'static str {
    match sign {
        Value::Integer(1) => "allies",
        Value::Integer(-1) => "rivals",
        Value::Integer(_) => "both at once",
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
        let asked = "CREATE (x:P {name: 'X'}), (y:P {key: 'y'}), (z:P {key: 'z'}) WITH x, y, [{a: x, b: y, from: 1, to: -1}, {a: y, b: z, from: null, to: 0}, {a: x, b: z, from: 1, to: -1}] AS flipped UNWIND [null, x] AS mover RETURN [x, y] AS members, flipped, mover, 1 AS other";
        let outcome = session.run(asked).unwrap_or_default();
        let columns = ["mover", "flipped", "members", "missing"];
        let names = told(&outcome, &columns, session.graph());
        assert_eq!(names.columns, ["mover", "flipped", "members"]);
        assert_eq!(
            names.rows[0],
            [
                "–".into(),
                "allies → rivals: X – y, X – z; no tie → both at once: y – z".into(),
                "X, y".into()
            ]
        );
        assert_eq!(
            names.rows[1][1],
            "allies → rivals: y, z; no tie → both at once: y – z".into()
        );
    }
}
