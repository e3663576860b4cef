//! Path patterns in a slice, against every walk that they match without one, each judged by itself; selectors choose among
//! those that are left.

use super::clause::Clause;
use super::dice::Dice;
use super::known::{Known, alone, one_by_one, together};
use super::periods::Span;
use super::world::World;
use factio_graph::value::Value;
use std::collections::BTreeMap;

/// A walk: the keys of its nodes and of its relations.
pub type Walk = (Vec<String>, Vec<String>);

const PATTERNS: &[&str] = &[
    "(x)",
    "(x)-[]->(y)",
    "(x)-[:T]-(y)",
    "(x)-->(y)-->(z)",
    "(x)--(y)-[:T|U]-(z)",
    "(x)<--(y)-->(z)-->(w)",
    "(x)-[*0..3]->(y)",
    "(x)-[:T|U]-{1,4}(y)",
    "(x)-->+(y)",
    "(x:A)((a)-[r]->(b)){1,3}(y)",
    "(x)((a)-[r:!m]->(b)<-[s]-(c)){1,2}(y)",
    "(x)((a)--(b))+(y:A)",
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Choice {
    All,
    AllShortest,
    AnyShortest,
    Groups(usize),
    Shortest(usize),
}

pub fn check(dice: &mut Dice, seed: u64) {
    let world = World::random(dice);
    let mut clause = Clause::random(dice);
    clause.in_order = dice.one_in(2);
    let pattern = *dice.pick(PATTERNS);
    let choice = *dice.pick(&[
        Choice::All,
        Choice::All,
        Choice::AllShortest,
        Choice::AnyShortest,
        Choice::Groups(2),
        Choice::Shortest(2),
    ]);
    let asked = format!(
        "MATCH p = {}{pattern} {} RETURN [n IN nodes(p) | n.k], [r IN relationships(p) | r.k], certainty(p)",
        selector(choice),
        clause.trailing(dice)
    );
    let every =
        format!("MATCH p = {pattern} RETURN [n IN nodes(p) | n.k], [r IN relationships(p) | r.k]");
    let mut session = world.session();
    session.param("window", clause.parameter().as_str().into());
    let held = walks(&mut session, &every);
    let held = held
        .into_iter()
        .filter(|(walk, _)| keeps(&world, walk, &clause));
    let held: Vec<Walk> = held.map(|(walk, _)| walk).collect();
    let came = walks(&mut session, &asked);
    let context = format!("seed {seed}\n{asked}\n{}", world.script());
    for (walk, certainty) in &came {
        assert!(held.contains(walk), "{walk:?} does not hold; {context}");
        let known = judge(&world, walk, &clause);
        let said = certainty.as_deref().unwrap_or_default();
        let word = if known == Known::Certain {
            "certain"
        } else {
            "possible"
        };
        assert_eq!(said, word, "{walk:?}; {context}");
    }
    let came = came.into_iter().map(|(walk, _)| walk).collect();
    compare(choice, came, held, &context);
}

fn selector(choice: Choice) -> String {
    match choice {
        Choice::All => String::new(),
        Choice::AllShortest => "ALL SHORTEST ".to_string(),
        Choice::AnyShortest => "ANY SHORTEST ".to_string(),
        Choice::Groups(count) => format!("SHORTEST {count} GROUPS "),
        Choice::Shortest(count) => format!("SHORTEST {count} "),
    }
}

/// The walks of an answer, each with what a third column says.
pub fn walks(session: &mut factio::Session, question: &str) -> Vec<(Walk, Option<String>)> {
    let outcome = session.run(question);
    let outcome = outcome.unwrap_or_else(|error| panic!("{question}\n{error:?}"));
    let keys = |value: &Value| match value {
        Value::List(items) => items.iter().map(text).collect(),
        _ => Vec::new(),
    };
    let rows = outcome.rows.iter();
    rows.map(|row| ((keys(&row[0]), keys(&row[1])), row.get(2).map(text)))
        .collect()
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.to_string(),
        other => other.to_string(),
    }
}

pub fn keeps(world: &World, walk: &Walk, clause: &Clause) -> bool {
    clause.keeps(judge(world, walk, clause))
}

fn judge(world: &World, walk: &Walk, clause: &Clause) -> Known {
    let nodes: Vec<usize> = walk.0.iter().map(|key| world.node(key)).collect();
    let relations: Vec<usize> = walk.1.iter().map(|key| world.relation(key)).collect();
    know(world, &nodes, &relations, clause)
}

/// How far a walk is known to hold in a slice, by the places of its nodes and relations.
fn know(world: &World, nodes: &[usize], relations: &[usize], clause: &Clause) -> Known {
    let mut spans: BTreeMap<(bool, usize), usize> = BTreeMap::new();
    let mut distinct: Vec<&Span> = Vec::new();
    let mut place = |is_node: bool, number: usize| {
        *spans.entry((is_node, number)).or_insert_with(|| {
            distinct.push(match is_node {
                true => &world.nodes[number].span,
                false => &world.relations[number].span,
            });
            distinct.len() - 1
        })
    };
    let along: Vec<usize> = nodes.iter().map(|&node| place(true, node)).collect();
    let via: Vec<usize> = relations.iter().map(|&it| place(false, it)).collect();
    let hops: Vec<Vec<usize>> = (0..via.len())
        .map(|hop| vec![along[hop], via[hop], along[hop + 1]])
        .collect();
    match clause.in_order && !hops.is_empty() {
        false => together(&distinct, clause),
        true => {
            let each = distinct.iter().map(|span| alone(span, clause)).min();
            each.unwrap_or(Known::Certain)
                .min(one_by_one(&distinct, &hops, clause))
        }
    }
}

/// Whether the walks that came are those that the selector may choose.
fn compare(choice: Choice, came: Vec<Walk>, held: Vec<Walk>, context: &str) {
    let (mut came_by, mut held_by) = (by_ends(came), by_ends(held));
    assert_eq!(
        came_by.keys().collect::<Vec<_>>(),
        held_by.keys().collect::<Vec<_>>(),
        "{context}"
    );
    for (ends, held) in &mut held_by {
        let came = came_by.entry(ends.clone()).or_default();
        held.sort_by_key(|walk| (walk.1.len(), walk.clone()));
        came.sort_by_key(|walk| (walk.1.len(), walk.clone()));
        let lengths = |walks: &[Walk]| walks.iter().map(|walk| walk.1.len()).collect::<Vec<_>>();
        match choice {
            Choice::All => assert_eq!(came, held, "{context}"),
            Choice::AllShortest => assert_eq!(*came, shortest(held, 1), "{context}"),
            Choice::Groups(count) => assert_eq!(*came, shortest(held, count), "{context}"),
            Choice::AnyShortest => assert_eq!(lengths(came), lengths(&held[..1]), "{context}"),
            Choice::Shortest(count) => {
                let kept = count.min(held.len());
                assert_eq!(lengths(came), lengths(&held[..kept]), "{context}");
            }
        }
    }
}

fn by_ends(walks: Vec<Walk>) -> BTreeMap<(String, String), Vec<Walk>> {
    let mut by_ends: BTreeMap<(String, String), Vec<Walk>> = BTreeMap::new();
    for walk in walks {
        let end = |key: Option<&String>| key.cloned().unwrap_or_default();
        let ends = (end(walk.0.first()), end(walk.0.last()));
        by_ends.entry(ends).or_default().push(walk);
    }
    by_ends
}

/// Those of the `count` least lengths.
fn shortest(walks: &[Walk], count: usize) -> Vec<Walk> {
    let mut lengths: Vec<usize> = walks.iter().map(|walk| walk.1.len()).collect();
    lengths.dedup();
    let longest = lengths[count.min(lengths.len()) - 1];
    let kept = walks.iter().filter(|walk| walk.1.len() <= longest);
    kept.cloned().collect()
}
