//! What `:help` tells beside the commands: topics in a few lines each, functions and procedures by their signatures.

use crate::fun;
use crate::repl::hint;
use crate::session::Session;

const TOPICS: &[(&str, &str)] = &[
    (
        "match",
        "Patterns ask; what they name in round brackets is a node, in square brackets a relation.
  MATCH (p:Person)-[r:led]->(f:Faction) RETURN p.name, f.name, r.valid;
  MATCH (@stalin)-[r]->(x) WHERE r.note IS NOT NULL RETURN x.name, r.note;
  MATCH p = ANY SHORTEST (@trotsky)-[]-+(@chamberlain) RETURN p;
@key and @\"Name\" stand for the one node of that key, name or alias.",
    ),
    (
        "time",
        "Every claim may have a period `valid`: 1926, 1926-10-23, 1923/1925~, 1934-12-01/.. (EDTF).
  MATCH (p)-[:led]->(b) AT '1925' RETURN p.name, b.name;         at an instant
  MATCH (p)-[:led]->(b) DURING '1924/1926' RETURN p.name;        at some time of it
  MATCH (p)-[:led]->(b) THROUGHOUT '1925' RETURN p.name;         all the time
  FOR VALID_TIME AS OF '1926' CALL factions({groups: 2});        the whole statement
CERTAINLY and POSSIBLY choose how sure it must be. :at and :certainty set what holds when a statement says nothing.",
    ),
    (
        "alliances",
        "Relation types have a sign: + for allies, - for rivals. SHOW DEFINITIONS; lists them.
  CALL alliances(@zinoviev);    CALL rivals(@zinoviev);
  CALL trace(@trotsky, @bukharin);
  FOR VALID_TIME AS OF '1926' CALL factions({groups: 2});
  CALL realignments('1924', '1926');    CALL conflicts();
SHOW PROCEDURES; tells what each takes and gives.",
    ),
    (
        "writing",
        "  CREATE (:Person {key: 'new', name: 'N. N.'});
  MATCH (n {key: 'new'}) CREATE (n)-[:supported {valid: period('1926'), sources: ['carr']}]->(@trotsky);
  MATCH (n {key: 'new'}) SET n.note = 'invented';
  MATCH (n {key: 'new'}) DETACH DELETE n;
Each statement is kept at once, unless BEGIN opened a transaction. On the demo graph nothing is kept after :quit; :save FILE keeps it.",
    ),
    (
        "keys",
        "Tab          what may stand here: words, labels, types, names of people after @ and in {name: '
Ctrl-R       search what was typed before; Up and Down walk through it
Ctrl-C       clear the line; stop a running query; twice on an empty line: leave
Ctrl-D       leave
Enter        runs a statement that ends with ; or is obviously whole, and goes on with the next line otherwise
A line that begins with a space is not kept in the history.",
    ),
];

/// The names of the topics.
pub fn names() -> impl Iterator<Item = &'static str> {
    TOPICS.iter().map(|(name, _)| *name)
}

/// The text on a topic.
pub fn topic(name: &str) -> Option<String> {
    let found = TOPICS
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name));
    found.map(|(_, text)| text.to_string())
}

/// Signature and summary of a function or procedure.
pub fn callable(session: &Session, name: &str) -> Option<String> {
    let name = name.trim_end_matches(['(', ')']);
    if let Some(function) = fun::lookup(name) {
        return Some(format!(
            "{}\n  {}",
            hint::signature(function),
            function.summary
        ));
    }
    let mut procedures = session.procedures.iter();
    let procedure = procedures.find(|procedure| procedure.name.eq_ignore_ascii_case(name))?;
    Some(format!(
        "CALL {}\n  {}",
        procedure.signature(),
        procedure.summary
    ))
}
