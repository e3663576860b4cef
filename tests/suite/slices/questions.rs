//! The questions that are asked with and without a slice. `{t}` stands where a time clause may stand.

pub struct Question {
    pub text: &'static str,
    /// No path has more than one hop, so that what it passes holds together when each relation does with its ends.
    pub hops_once: bool,
    /// The clause stands before the whole statement.
    pub is_whole: bool,
    pub is_call: bool,
}

pub fn all() -> Vec<Question> {
    let of = |texts: &'static [&'static str], hops_once, is_whole, is_call| {
        texts.iter().map(move |text| Question {
            text,
            hops_once,
            is_whole,
            is_call,
        })
    };
    of(ONE_HOP, true, false, false)
        .chain(of(MANY_HOPS, false, false, false))
        .chain(of(WHOLE, false, true, false))
        .chain(of(CALLS, false, true, true))
        .collect()
}

const ONE_HOP: &[&str] = &[
    "MATCH (x:A) {t} RETURN x.k",
    "MATCH (x)-[r]->(y) {t} RETURN x.k, r.k, y.k",
    "MATCH (x)-[r:T]-(y:B) {t} RETURN x.k, r.k, y.k",
    "MATCH (x)-[r:+|-]-(y) {t} WHERE x.n > 0 RETURN x.k, r.k, sign(r)",
    "MATCH (x {n: 1})-[r:T|U]->(y WHERE y.n < 2) {t} RETURN x.k, r.k, y.k",
    "MATCH (x) {t} OPTIONAL MATCH (x)-[r:U]->(y) {t} RETURN x.k, r.k, y.k",
    "MATCH (x) {t} OPTIONAL MATCH (x)-[r]->(y:B) {t} WHERE r.k > 'r2' RETURN x.k, r.k, y.k",
    "MATCH (x) {t} WHERE EXISTS { (x)-[:T]->(:B) {t} } RETURN x.k",
    "MATCH (x) {t} WHERE NOT EXISTS { (x)-->() {t} } RETURN x.k",
    "MATCH (x) {t} WHERE NOT (x)-[:T]-() RETURN x.k",
    "MATCH (x) {t} RETURN x.k, COUNT { (x)-->() {t} } AS n",
    "MATCH (x) {t} RETURN x.k, COLLECT { MATCH (x)-[r]->(y) {t} RETURN r.k ORDER BY r.k } AS found",
    "MATCH (x) {t} CALL (x) { MATCH (x)-[r]->(y) {t} RETURN count(*) AS n } RETURN x.k, n",
    "MATCH (x) {t} OPTIONAL CALL (x) { MATCH (x)-[r:U]->(y) {t} RETURN y.k AS found } RETURN x.k, found",
    "MATCH (x)-[r]->(y) {t} RETURN x.k, count(*), min(r.k), count(DISTINCT y)",
    "MATCH ()-[r]->() {t} RETURN count(*)",
    "MATCH (x)-[r]->(y) {t} WITH y, count(*) AS n MATCH (y)-[s]->(z) {t} RETURN y.k, n, s.k",
    "MATCH (x)-[r]->(y), (x)-[s]->(z) {t} RETURN r.k, s.k",
    "MATCH (x)-[r]->(y), (y)-[s]->(x) {t} RETURN r.k, s.k",
    "MATCH (x)-[r]->(y), (y)-[s]->(z), (z)-[u]->(x) {t} RETURN r.k, s.k, u.k",
    "MATCH (x:A)-[:T]-(y) {t} RETURN y.k AS k UNION MATCH (x:B) {t} RETURN x.k AS k",
    "MATCH (x:A)-[:T]-(y) {t} RETURN y.k AS k UNION ALL MATCH (x:B) {t} RETURN x.k AS k",
    "MATCH (x)-[r]-(x) {t} RETURN x.k, r.k",
    "MATCH (x {k: 'n0'}), (y:B) {t} RETURN x.k, y.k",
    "UNWIND ['n0', 'n1', 'n2'] AS k MATCH (x {k: k})-[r]-(y) {t} RETURN k, r.k, y.k",
];

const MANY_HOPS: &[&str] = &[
    "MATCH (x)-[r]->(y)-[s]->(z) {t} RETURN r.k, s.k",
    "MATCH (x)-[r]-(y)-[s]-(z) {t} RETURN x.k, r.k, s.k",
    "MATCH (x)-[r]->(y)-[s]->(z)-[u]->(x) {t} RETURN r.k, s.k, u.k",
    "MATCH (x:A)-[r]-(y)-[s]-(z), (y)-[u]->(v) {t} RETURN x.k, r.k, s.k, u.k",
    "MATCH p = (x)-[:T*1..3]->(y) {t} RETURN [e IN relationships(p) | e.k]",
    "MATCH (x)-[rs:T|U*0..2]-(y) {t} RETURN x.k, y.k, [e IN rs | e.k]",
    "MATCH p = (x)-[:T]->+(y) {t} RETURN [e IN relationships(p) | e.k]",
    "MATCH (x {k: 'n0'})-[rs:!V]-{2,4}(y:A) {t} RETURN [e IN rs | e.k]",
    "MATCH (x)((a)-[r]->(b) WHERE a.n <> b.n){1,3}(y) {t} RETURN x.k, y.k, [e IN r | e.k]",
    "MATCH (x)((a)-[r:T]-(b)-[s]->(c)){1,2}(y:A) {t} RETURN x.k, [e IN r | e.k], [e IN s | e.k]",
    "MATCH p = shortestPath((x)-[*]-(y)) {t} WHERE x.k < y.k RETURN x.k, y.k, length(p)",
    "MATCH p = shortestPath((x {k: 'n0'})-[:T|U*]->(y {k: 'n1'})) {t} RETURN length(p)",
    "MATCH p = allShortestPaths((x)-[*..4]->(y)) {t} WHERE x.k <> y.k RETURN [e IN relationships(p) | e.k]",
    "MATCH p = ALL SHORTEST (x)-[:T]-+(y) {t} RETURN [e IN relationships(p) | e.k]",
    "MATCH p = SHORTEST 2 GROUPS (x:A)-->+(y:A) {t} RETURN [e IN relationships(p) | e.k]",
    "MATCH p = ANY SHORTEST (x)((a)-[:T]->(b)-[:U|V]->(c))+(y) {t} RETURN x.k, y.k, length(p)",
    "MATCH p = SHORTEST 1 ((x)-[:+|-]-+(y) WHERE sign(p) = 1) {t} RETURN x.k, y.k, length(p)",
    "MATCH p = ACYCLIC (x)-->{1,4}(y) {t} RETURN [e IN relationships(p) | e.k]",
    "MATCH p = SIMPLE (x)--{1,4}(y) {t} RETURN x.k, [e IN relationships(p) | e.k]",
    "MATCH p = WALK (x:A)-[:T]-{1,3}(y) {t} RETURN x.k, [e IN relationships(p) | e.k]",
    "MATCH (x) {t} WHERE (x)-->()-->(:A) RETURN x.k",
    "MATCH (x) {t} WHERE EXISTS { MATCH (x)-->(y)-->(z) {t} WHERE z.n > 0 } RETURN x.k",
    "MATCH (x) {t} RETURN x.k, COUNT { (x)--()--(:A) {t} } AS n",
    "MATCH (x) {t} OPTIONAL MATCH p = (x)-[:T]->{2}(y) {t} RETURN x.k, [e IN relationships(p) | e.k]",
    "MATCH (x)-->(y)-->(z) {t} RETURN x.k, count(*), count(DISTINCT z)",
];

const WHOLE: &[&str] = &[
    "MATCH (x) RETURN x.k, size([(x)-->(y)-->(z) WHERE z.n > 0 | 1]) AS n",
    "MATCH (x) RETURN x.k, COLLECT { MATCH (x)-[r]->()-[s]->() RETURN r.k + s.k AS k ORDER BY k } AS found",
    "MATCH (x) WHERE exists((x)-[:T]-()-[:U]-()) RETURN x.k",
    "MATCH (x) RETURN x.k AS k NEXT MATCH (y {k: k})-->(z) RETURN k, z.k AS z",
    "MATCH (x) CALL { MATCH (y:B) RETURN count(y) AS n } RETURN x.k, n",
    "MATCH (x) RETURN x.k, EXISTS { MATCH (x)-->() RETURN x UNION MATCH (x:A) RETURN x } AS there",
    "MATCH (x) FILTER NOT EXISTS { (x)--(:A) } LET n = COUNT { (x)-->() } RETURN x.k, n",
];

const CALLS: &[&str] = &[
    "MATCH (x:A) CALL alliances(x) YIELD ally, rule, evidence RETURN x.k, ally.k, rule, [e IN evidence | e.k]",
    "MATCH (x:A) CALL rivals(x) YIELD rival, rule, evidence RETURN x.k, rival.k, rule, [e IN evidence | e.k]",
    "MATCH (x:A), (y) WHERE x.k < y.k CALL trace(x, y) YIELD path, sign, verdict RETURN x.k, y.k, length(path), sign, verdict",
    "CALL balance() YIELD relations, negative, frustration, lower, upper, status, balanced_triads, weakly_balanced_triads RETURN *",
    "CALL factions({groups: 2}) YIELD members, lower, upper, status, optima RETURN size(members), lower, upper, status, optima",
];
