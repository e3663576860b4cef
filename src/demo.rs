//! The demo graph: the struggle for power in the inter-war USSR, as scripts in the language itself.

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
