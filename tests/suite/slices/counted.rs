//! What is counted and not enumerated in a slice, or found without a walk, against the walks themselves, each judged one by one;
//! asked again after a write, since what a query sifted is kept for the next one.

use super::clause::Clause;
use super::dice::Dice;
use super::walks::{Walk, keeps, walks};
use super::world::{World, rows};
use std::collections::BTreeMap;

const PATTERNS: &[&str] = &[
    "(x)-[]->(z)",
    "(x)-[:T]-(z)",
    "(x)-[]->()-[]->(z)",
    "(x)--()--(z)",
    "(x)-[:T|U]-()<-[:V|m]-(z)",
    "(x)<-[:V]-()-[:V]->(z)",
    "(x)-[:V]->()-[:V]->(z)",
    "(x)-->()-->()-->(z)",
    "(x)--()<-[:T|V]-()--(z)",
    "(x)-->()<--()-->(z)",
    "(x)-->(:A)-->(y)-->(z)",
    "(x)-->(z)<--()-->(z)",
    "(x)--()--(x)-->()-->(z)",
    "(x)-->(z)-->()-->()-->(z)",
    "(x)--()--(z)--(x)--(z)",
    "(x)-->()-->(x)<--()--(z)",
    "(x)-[{k: 'r0'}]-()--(z)",
    "(x)-->()-[:T|V]-(z {n: 1})",
    "(x)--()--()-[r {k: 'r2'}]-(z)",
    "(x:A)-[:T|m]-()--(z:B)",
    "(x)-[*0..2]->(z)",
    "(x)-[:T|U*..3]-(z)",
    "(x)-[*]-(z)",
    "(x)-[:V|m*]->(z)",
    "(x)-->+(z)",
];

pub fn check(dice: &mut Dice, seed: u64) {
    let mut world = World::random(dice);
    let mut clause = Clause::random(dice);
    clause.in_order = dice.one_in(3);
    let pattern = *dice.pick(PATTERNS);
    let mut session = world.session();
    session.param("window", clause.parameter().as_str().into());
    for _ in 0..3 {
        let every = format!(
            "MATCH p = {pattern} RETURN [n IN nodes(p) | n.k], [r IN relationships(p) | r.k]"
        );
        let held = walks(&mut session, &every).into_iter();
        let held: Vec<Walk> = held
            .map(|(walk, _)| walk)
            .filter(|walk| keeps(&world, walk, &clause))
            .collect();
        for (asked, wanted) in questions(pattern, &held) {
            let question = asked.replace("{t}", &clause.trailing(dice));
            let context = format!("seed {seed}\n{question}\n{clause:?}\n{}", world.script());
            assert_eq!(rows(&mut session, &question), wanted, "{context}");
        }
        world.change(dice, &mut session);
    }
}

/// Questions that name no relation, and what the walks say to them.
fn questions(pattern: &str, held: &[Walk]) -> Vec<(String, Vec<String>)> {
    let ends = |walk: &Walk| (walk.0[0].clone(), walk.0[walk.0.len() - 1].clone());
    let mut by_start: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut by_ends: BTreeMap<(String, String), usize> = BTreeMap::new();
    for walk in held {
        let (start, end) = ends(walk);
        by_start.entry(start.clone()).or_default().push(end.clone());
        *by_ends.entry((start, end)).or_default() += 1;
    }
    let counted = by_start.iter().map(|(start, ends)| {
        let mut distinct = ends.clone();
        distinct.sort();
        distinct.dedup();
        (
            format!("'{start}', {}", ends.len()),
            format!("'{start}', {}", distinct.len()),
        )
    });
    let (each, distinct): (Vec<_>, Vec<_>) = counted.unzip();
    let reached = by_ends
        .keys()
        .map(|(start, end)| format!("'{start}', '{end}'"));
    let pairs = by_ends.iter();
    let pairs = pairs.map(|((start, end), count)| format!("'{start}', '{end}', {count}"));
    let ask = |what: &str| format!("MATCH {pattern} {{t}} RETURN {what}");
    let mut questions = vec![
        (ask("count(*)"), vec![held.len().to_string()]),
        (ask("x.k, count(*)"), each),
        (ask("x.k, count(DISTINCT z)"), distinct),
        (ask("DISTINCT x.k, z.k"), reached.collect()),
        (ask("x.k, z.k, count(*)"), pairs.collect()),
    ];
    if pattern.contains(['*', '+']) {
        let asked = format!(
            "MATCH (x), (z) WHERE x <> z MATCH p = ANY SHORTEST {pattern} {{t}} RETURN x.k, z.k, length(p)"
        );
        questions.push((asked, shortest(held)));
    }
    questions
}

/// The length of the shortest walk between each two nodes.
fn shortest(held: &[Walk]) -> Vec<String> {
    let mut lengths: BTreeMap<(&String, &String), usize> = BTreeMap::new();
    for (nodes, relations) in held {
        let ends = (&nodes[0], &nodes[nodes.len() - 1]);
        let least = lengths.entry(ends).or_insert(usize::MAX);
        *least = relations.len().min(*least);
    }
    let apart = lengths.into_iter().filter(|((start, end), _)| start != end);
    apart
        .map(|((start, end), length)| format!("'{start}', '{end}', {length}"))
        .collect()
}
