//! The acceptance cases of alliances and rivalries: small graphs with known answers.

mod agreement;
mod oppositions;
mod order;
mod rules;

use crate::session::Session;
use factio_graph::value::Value;

/// A session on a graph of ties: names, sign, and the days or years between them.
fn tied(ties: &[(&str, i64, &str, &str)]) -> Session {
    let mut session = Session::new();
    for (a, sign, b, valid) in ties {
        let text = format!(
            "MERGE (a:Actor {{key: '{a}'}}) MERGE (b:Actor {{key: '{b}'}})
             CREATE (a)-[:tie {{sign: {sign}, valid: period('{valid}')}}]->(b)"
        );
        run(&mut session, &text);
    }
    session
}

fn run(session: &mut Session, text: &str) -> Vec<Vec<Value>> {
    let outcome = session.run(text);
    outcome
        .unwrap_or_else(|error| panic!("{text}: {error}"))
        .rows
}

/// The rows as texts, a column from the next by a bar.
fn told(session: &mut Session, text: &str) -> Vec<String> {
    let rows = run(session, text);
    let row = |row: &Vec<Value>| {
        let cells: Vec<String> = row.iter().map(Value::to_text).collect();
        cells.join(" | ")
    };
    rows.iter().map(row).collect()
}

/// What the paths of a trace pass, with their signs: the query asks for `path` and `sign` in this form.
const PATHS: &str = "RETURN [n IN nodes(path) | n.key] AS actors, sign, verdict";
