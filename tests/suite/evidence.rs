//! Every row that a procedure over ties answers rests on relations, and `WHY` names them, with their sources.

use factio::Session;
use factio_graph::id::RelationId;
use factio_graph::value::Value;
use std::collections::BTreeSet;

/// Calls of every such procedure, on the demo graph.
const CALLS: [&str; 11] = [
    "FOR VALID_TIME AS OF '1926-10' CALL alliances(@stalin)",
    "FOR VALID_TIME AS OF '1926-10' CALL alliances(@stalin, {infer: true})",
    "FOR VALID_TIME AS OF '1926-10' CALL rivals(@stalin)",
    "FOR VALID_TIME AS OF '1926-10' CALL trace(@trotsky, @bukharin, {best: 4})",
    "FOR VALID_TIME AS OF '1926-10' CALL factions({groups: 2})",
    "FOR VALID_TIME AS OF '1926-10' CALL optima({groups: 2})",
    "FOR VALID_TIME DURING '1923/1930' CALL balance({by: 'year'})",
    "FOR VALID_TIME AS OF '1926-10' CALL triads()",
    "FOR VALID_TIME AS OF '1926-10' CALL actors()",
    "CALL realignments('1924-06', '1926-08')",
    "CALL conflicts()",
];

/// What a value holds of relations, however deep.
fn relations(value: &Value, found: &mut BTreeSet<RelationId>) {
    match value {
        Value::Relation(id) => drop(found.insert(*id)),
        Value::List(items) => items.iter().for_each(|item| relations(item, found)),
        Value::Map(entries) => entries.values().for_each(|item| relations(item, found)),
        Value::Path(path) => found.extend(&path.relations),
        _ => {}
    }
}

/// The relations that a row's reasons name; each brings its own sources.
fn named(because: &Value, session: &mut Session) -> BTreeSet<RelationId> {
    let Value::List(reasons) = because else {
        panic!("{because} is no list of reasons");
    };
    let mut named = BTreeSet::new();
    for reason in reasons.iter() {
        let Value::Map(reason) = reason else {
            panic!("{reason} is no reason");
        };
        for key in ["valid", "certainty", "sources"] {
            assert!(reason.contains_key(key), "{key}");
        }
        if let Value::Relation(id) = reason["fact"] {
            let own = format!("MATCH ()-[r]->() WHERE id(r) = {} RETURN sources(r)", id.0);
            let own = session.run(&own).expect("it runs").rows;
            assert_eq!(own[0][0], reason["sources"]);
            named.insert(id);
        }
    }
    named
}

#[test]
fn why_names_the_evidence_of_every_row() {
    let mut session = factio::demo::session().expect("the demo graph");
    for call in CALLS {
        let (slice, call) = call.split_at(call.find("CALL").expect("a call"));
        let answer = session.run(&format!("{slice}{call}")).expect("it runs");
        let columns = answer.columns.join(", ");
        let why = format!("WHY {slice}{call} YIELD {columns} RETURN {columns}");
        let reasoned = session.run(&why).expect("it runs");
        assert_eq!(answer.rows.len(), reasoned.rows.len(), "{call}");
        assert!(!answer.rows.is_empty(), "{call}");
        for row in &reasoned.rows {
            let (because, cells) = row.split_last().expect("a column");
            let mut told = BTreeSet::new();
            cells.iter().for_each(|cell| relations(cell, &mut told));
            assert!(!told.is_empty(), "{call} tells a row without evidence");
            let named = named(because, &mut session);
            assert!(told.is_subset(&named), "{call}: {told:?} in {named:?}");
        }
    }
}
