//! WHY against the graph itself: of a row that rests on some facts, those facts alone give the row, and the graph without them does
//! not give as many.

use super::clause::Clause;
use super::dice::Dice;
use super::world::{World, rows};
use factio_graph::catalog::Catalog;
use factio_graph::value::Value;
use std::collections::BTreeSet;

/// Questions whose rows only become more with more facts. `{t}` stands where a time clause may stand.
const MONOTONE: &[&str] = &[
    "MATCH (x)-[r]->(y) {t} RETURN x.k AS a, r.k AS b",
    "MATCH (x)-[r]->(y)-[s]-(z) {t} RETURN x.k AS a, z.k AS b",
    "MATCH (x)-[r]->(y) {t} RETURN DISTINCT y.k AS a",
    "MATCH (x)-[r]->(y) {t} WITH DISTINCT y MATCH (y)--(z) {t} RETURN z.k AS a",
    "MATCH (x)-->(y) {t} RETURN x.k AS a UNION MATCH (x)<-[:T]-(y) {t} RETURN x.k AS a",
    "MATCH (x) {t} WHERE EXISTS { (x)-[:T]-(y) {t} WHERE EXISTS { (y)-[:U]-() {t} } } RETURN x.k AS a",
    "MATCH (x) {t} WHERE (x)-->()-->() OR (x)<-[:T]-() RETURN x.k AS a",
    "MATCH (x:A) {t} CALL (x) { MATCH (x)-[:T]-(y) {t} RETURN y } RETURN x.k AS a, y.k AS b",
    "MATCH p = (x)((a)-[:T|U]-(b)){1,3}(y) {t} RETURN x.k AS a, y.k AS b",
    "MATCH p = (x)-[*1..3]->(y:A) {t} RETURN [n IN nodes(p) | n.k] AS a",
    "MATCH p = ANY SHORTEST (x)-[:T]-+(y) {t} RETURN x.k AS a, y.k AS b",
    "MATCH (x)-[r]->(y) {t} WITH x, collect(y) AS ys WHERE any(y IN ys WHERE EXISTS { (y)-[:T]-() {t} }) RETURN x.k AS a",
    "UNWIND ['n0', 'n1', 'n2'] AS k MATCH (x {k: k}) {t} FILTER EXISTS { (x)-->() {t} } RETURN k AS a",
    "MATCH (x) {t} RETURN x NEXT MATCH (x)-[r]->() {t} RETURN r.k AS a",
];

pub fn check(dice: &mut Dice, seed: u64) {
    let world = World::random(dice);
    let mut question = dice.pick(MONOTONE).to_string();
    let clause = dice.one_in(2).then(|| Clause::random(dice));
    while question.contains("{t}") {
        let time = clause.as_ref().map(|clause| clause.trailing(dice));
        question = question.replacen("{t}", &time.unwrap_or_default(), 1);
    }
    let ask = |world: &World, text: &str| {
        let mut session = world.session();
        if let Some(clause) = &clause {
            session.param("window", clause.parameter().as_str().into());
        }
        rows(&mut session, text)
    };
    let mut session = world.session();
    if let Some(clause) = &clause {
        session.param("window", clause.parameter().as_str().into());
    }
    let told = session
        .run(&format!("WHY {question}"))
        .unwrap_or_else(|e| panic!("{question}\n{e:?}"));
    let all = ask(&world, &question);
    let mut without: Vec<String> = Vec::new();
    for row in &told.rows {
        let (because, answer) = row.split_last().unwrap();
        let answer: Vec<String> = answer.iter().map(ToString::to_string).collect();
        let answer = answer.join(", ");
        let keys = keys(because, &session);
        let context = || {
            format!(
                "seed {seed}: {answer} because {keys:?}\n{question}\n{}",
                world.script()
            )
        };
        let count = |rows: &[String]| rows.iter().filter(|row| **row == answer).count();
        let on_these = ask(&world.only(|key| keys.contains(key)), &question);
        assert!(count(&on_these) > 0, "not on these alone: {}", context());
        let on_others = ask(&world.only(|key| !keys.contains(key)), &question);
        assert!(
            count(&on_others) < count(&all),
            "as well without: {}",
            context()
        );
        without.push(answer);
    }
    without.sort();
    assert_eq!(without, all, "seed {seed}\n{question}");
}

/// The keys of the facts that a row rests on.
fn keys(because: &Value, session: &factio::Session) -> BTreeSet<String> {
    let Value::List(witnesses) = because else {
        return BTreeSet::new();
    };
    let graph = session.graph();
    let key = graph.symbols().get("k").unwrap();
    let told = witnesses.iter().map(|witness| {
        let Value::Map(witness) = witness else {
            return Value::Null;
        };
        match witness.get("fact") {
            Some(Value::Node(node)) => graph.node_property(*node, key),
            Some(Value::Relation(relation)) => graph.relation_property(*relation, key),
            _ => Value::Null,
        }
    });
    told.map(|key| key.to_string().replace('\'', "")).collect()
}
