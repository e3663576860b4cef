//! The demo graph: the struggle for power in the inter-war USSR, as scripts in the language itself.

use crate::error::Result;
use crate::session::Session;

/// The scripts in the order in which they are run: a name and the text.
pub const SCRIPTS: [(&str, &str); 11] = [
    ("definitions", include_str!("demo/definitions.factio")),
    ("sources", include_str!("demo/sources.factio")),
    ("people", include_str!("demo/people.factio")),
    ("bodies", include_str!("demo/bodies.factio")),
    ("events", include_str!("demo/events.factio")),
    ("offices", include_str!("demo/offices.factio")),
    ("struggle", include_str!("demo/struggle.factio")),
    ("economy", include_str!("demo/economy.factio")),
    ("civil war", include_str!("demo/civil_war.factio")),
    ("terror", include_str!("demo/terror.factio")),
    ("abroad", include_str!("demo/abroad.factio")),
];

/// A session on the demo graph.
///
/// # Errors
/// A script that does not run; its place is named. The tests see to it that there is none.
pub fn session() -> Result<Session> {
    let mut session = Session::new();
    for (name, text) in SCRIPTS {
        session
            .run_script(text)
            .map_err(|error| error.hint(format!("in the demo script \"{name}\"")))?;
    }
    Ok(session)
}
