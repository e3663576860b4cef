//! The constructs of the language: what is written, and the canonical text of its tree.

use factio_grammar::ast::{Clause, Expr, ExprKind, Statement};
use factio_grammar::{parse, parse_expression};

/// Texts that are canonical already.
const CANONICAL: &[&str] = &[
    // The examples of the language's design.
    "MATCH (p:Person)-[:member_of]->(@triumvirate) AT '1924' RETURN p.name",
    "MATCH (p)-[r:led]->(f:Faction) DURING '1926/1927' RETURN p.name, f.name, r.valid ORDER BY p.name",
    "MATCH (p:Person)-[:member_of]->(@\"United Opposition\") AT CERTAINLY '1926-10' RETURN p.name",
    "MATCH (a:Person)-[x:+]-(b:Person), (a)-[y:-]-(b) WHERE x PRECEDES y AND a.key < b.key RETURN a.name, b.name, x.valid, y.valid ORDER BY y.valid",
    "MATCH p = (@trotsky)-[:-]-()-[:-]-(ally:Person) AT '1925' WHERE ally <> @trotsky RETURN DISTINCT ally.name, sources(p)",
    "MATCH p = SHORTEST 1 ((@trotsky)-[:+|-]-+(@zinoviev) WHERE sign(p) = 1) DURING '1926/1927' RETURN p, valid(p)",
    "MATCH p = ACYCLIC (@kgb)-[:succeeded]->+(@cheka) RETURN [n IN nodes(p) | n.name]",
    "MATCH (a:Person)-[r:+|-]-(b:Person) WHERE r AT '1925' AND NOT r AT '1928' RETURN a.name, type(r), b.name",
    "FOR VALID_TIME AS OF '1928' CALL factions({groups: 2}) YIELD faction, members RETURN faction, [m IN members | m.name]",
    "WHY MATCH (@bukharin)-[:+]-(@stalin) AT '1927' RETURN true AS allied",
    // Paths.
    "MATCH ((a)-[:T]->(b)){1,3} RETURN *",
    "MATCH (x)((a)-[:T]->(b) WHERE a.n < b.n)+(y) RETURN x",
    "MATCH (a)-[:T]->{2,}(b)<-[:U]-*(c)--{4}(d) RETURN a",
    "MATCH p = TRAIL (a)-->(b), q = WALK (c), SIMPLE (d)--(e) RETURN p",
    "MATCH ANY (a)-->(b), ANY 3 (a)-->(b), ALL (a)-->(b), ALL SHORTEST (a)-->+(b) RETURN a",
    "MATCH p = SHORTEST 2 TRAIL GROUPS (a)-->+(b) RETURN p",
    "MATCH p = shortestPath((a)-[*..5]-(b)), q = allShortestPaths((a)-[*]->(b)) RETURN p",
    "MATCH (a:A|B&!C), (b:%), (c:!(A|B)), ()-[:R|!S]->() RETURN a",
    "MATCH (a:A WHERE a.x > 1)-[r:R WHERE r.y = 2]->(b {z: 3} WHERE b.w) RETURN a",
    "MATCH (a:$(x)|B)-[:$($t)]->(b) RETURN a",
    // Subqueries.
    "MATCH (a) WHERE EXISTS { (a)-->(b) WHERE b.x } AND COUNT { MATCH (a) RETURN 1 } > 2 RETURN COLLECT { RETURN 1 AS x }",
    "MATCH (a) WHERE EXISTS { (a)-->(b) AT '1925' } RETURN a",
    "CALL { RETURN 1 AS x } RETURN x",
    "MATCH (a) CALL (a, b) { WITH a RETURN a.x AS y } OPTIONAL CALL (*) { RETURN 2 AS z } CALL () { FINISH } RETURN y",
    "OPTIONAL CALL db.labels() YIELD label AS l WHERE l <> 'A' RETURN l",
    "CALL db.labels YIELD *",
    // Clauses.
    "FOREACH (x IN [1, 2] | CREATE (:A {x: x}) SET a.b = x)",
    "MATCH (n) FILTER n.x > 1 LET y = n.x, z = y + 1 ORDER BY y DESC SKIP 1 LIMIT 2 RETURN z",
    "FOR x IN [1, 2] WITH ORDINALITY i FOR y IN x WITH OFFSET j RETURN *",
    "MATCH (n) RETURN n AS m NEXT RETURN m.x UNION ALL RETURN 1 UNION RETURN 2",
    "CREATE (n:A&B {x: 1})-[:R]->(m) FINISH",
    "LOAD CSV WITH HEADERS FROM 'f.csv' AS row FIELDTERMINATOR ';' RETURN row.a",
    "EXPLAIN MATCH (n) RETURN n",
    "PROFILE MATCH (n) RETURN n",
    "MERGE (n:A {x: 1}) ON CREATE SET n.a = 1, n:B:$(c) ON MATCH SET n += {b: 2}, m = $p REMOVE n.x, n[k], n:C DETACH DELETE n",
    "SET n[k] = 1, CASE WHEN true THEN n END.x = 2",
    "RETURN n {.a, .*, b: 1, c}, 'a' || 'b', [1] || [2]",
    "RETURN [(a)-->(b) WHERE a.x | b.y], [p = (a)--(b) | p], reduce(s = 0, x IN xs | s + x)",
    "RETURN CASE x WHEN 1 THEN 'a' ELSE 'b' END, CASE WHEN x THEN 1 END",
    "RETURN $p, $1, $`a b`, count(*), count(DISTINCT x), a.b.c(1)",
    "MATCH (n $props) RETURN n",
    // Time.
    "MATCH (n) THROUGHOUT CERTAINLY $p IN ORDER WHERE n.x RETURN n",
    "MATCH (n) FOR VALID_TIME FROM '1925' TO '1926' RETURN n",
    "MATCH (n) FOR VALID_TIME ALL RETURN n",
    "MATCH (n) FOR SYSTEM_TIME AS OF $t RETURN n",
    "FOR VALID_TIME DURING CERTAINLY '1925' MATCH (n) RETURN n",
    "RETURN a AT b, a DURING b, a THROUGHOUT b, a OVERLAPS b, a PRECEDES b, a SUCCEEDS b, a MEETS b, a EQUALS b, a CONTAINS b",
    // Commands.
    "DEFINE RELATION opposed {sign: -1, symmetric: false}",
    "DEFINE LABEL Faction {contesting: true}",
    "CREATE INDEX FOR (n:Person) ON (n.name)",
    "CREATE INDEX by_name IF NOT EXISTS FOR ()-[r:led]-() ON (r.since)",
    "CREATE CONSTRAINT key IF NOT EXISTS FOR (n:Person) REQUIRE n.key IS UNIQUE",
    "DROP INDEX by_name IF EXISTS",
    "DROP CONSTRAINT key",
    "SHOW DEFINITIONS",
    "SHOW PROCEDURES",
    "BEGIN",
];

#[test]
fn canonical_text_prints_as_it_is() {
    for text in CANONICAL {
        match parse(text) {
            Ok(tree) => assert_eq!(&tree.to_string(), text),
            Err(error) => panic!("{text}\n{error}"),
        }
    }
}

/// Texts, and what they mean the same as.
const SAME: &[(&str, &str)] = &[
    ("match (n) return n ; ; ", "MATCH (n) RETURN n"),
    ("/* a */ RETURN 1 // b", "RETURN 1"),
    (
        "MATCH (n IS A)-[IS T]->(IS B) RETURN n IS C",
        "MATCH (n:A)-[:T]->(:B) RETURN n:C",
    ),
    ("MATCH (n) RETURN n IS LABELED A", "MATCH (n) RETURN n:A"),
    (
        "MATCH (n:A:B)-[:S|:T]->() RETURN n:A:B",
        "MATCH (n:A&B)-[:S|T]->() RETURN n:A&B",
    ),
    ("MATCH (n) RETURN n:A|B", "MATCH (n) RETURN n:(A|B)"),
    (
        "MATCH ANY SHORTEST (a)-->(b) RETURN a",
        "MATCH SHORTEST 1 (a)-->(b) RETURN a",
    ),
    (
        "MATCH SHORTEST GROUPS (a)-->(b) RETURN a",
        "MATCH SHORTEST 1 GROUPS (a)-->(b) RETURN a",
    ),
    (
        "MATCH ALL SHORTEST TRAIL PATHS (a)-->(b) RETURN a",
        "MATCH ALL SHORTEST TRAIL (a)-->(b) RETURN a",
    ),
    ("MATCH (a)<-->(b) RETURN a", "MATCH (a)--(b) RETURN a"),
    ("MATCH (a)–[r]—⟩(b) RETURN a", "MATCH (a)-[r]->(b) RETURN a"),
    (
        "MATCH (a) - [ r ] - > (b) RETURN a",
        "MATCH (a)-[r]->(b) RETURN a",
    ),
    (
        "MATCH (a)-[*2..2]-(b)-[*..]-() RETURN a",
        "MATCH (a)-[*2]-(b)-[*]-() RETURN a",
    ),
    (
        "MATCH (a)-->{0,}(b)-->{1,}(c)-->{,3}(d) RETURN a",
        "MATCH (a)-->*(b)-->+(c)-->{0,3}(d) RETURN a",
    ),
    ("INSERT (n)", "CREATE (n)"),
    ("NODETACH DELETE n", "DELETE n"),
    (
        "MATCH (n) OFFSET 1 RETURN n ORDER BY n ASC OFFSET 2",
        "MATCH (n) SKIP 1 RETURN n ORDER BY n SKIP 2",
    ),
    ("FOR x IN xs RETURN x", "UNWIND xs AS x RETURN x"),
    ("FILTER WHERE n.x FINISH", "FILTER n.x FINISH"),
    (
        "RETURN 1 UNION DISTINCT RETURN 2",
        "RETURN 1 UNION RETURN 2",
    ),
    (
        "MATCH (n) FOR VALID_TIME AS OF '1925' RETURN n",
        "MATCH (n) AT '1925' RETURN n",
    ),
    (
        "MATCH (n) FOR VALID_TIME DURING POSSIBLY '1925' RETURN n",
        "MATCH (n) DURING POSSIBLY '1925' RETURN n",
    ),
    (
        "MATCH (n) WHERE exists((n)-->()) RETURN exists((n)-->())",
        "MATCH (n) WHERE (n)-->() RETURN exists((n)-->())",
    ),
    (
        "RETURN filter(x IN xs WHERE x > 1), extract(x IN xs | x.a)",
        "RETURN [x IN xs WHERE x > 1], [x IN xs | x.a]",
    ),
    (
        "RETURN 0x1F, 0o17, .5, 1E3, -0x8000000000000000",
        "RETURN 31, 15, 0.5, 1000.0, -9223372036854775808",
    ),
    (
        "RETURN \"it's\", '\\u0041', '\\U0001F9D0'",
        "RETURN 'it\\'s', 'A', '🧐'",
    ),
    ("SHOW INDEX", "SHOW INDEXES"),
    ("COMMIT TRANSACTION", "COMMIT"),
    ("SET n IS A, n:B", "SET n:A, n:B"),
    (
        "CREATE CONSTRAINT FOR (n:A) REQUIRE (n.x) IS UNIQUE",
        "CREATE CONSTRAINT FOR (n:A) REQUIRE n.x IS UNIQUE",
    ),
];

#[test]
fn other_spellings_have_the_canonical_tree() {
    for (text, canonical) in SAME {
        match parse(text) {
            Ok(tree) => assert_eq!(&tree.to_string(), canonical, "{text}"),
            Err(error) => panic!("{text}\n{error}"),
        }
    }
}

/// Expressions, and the same ones with the parentheses that precedence implies.
const PRECEDENCE: &[(&str, &str)] = &[
    (
        "a OR b XOR c AND NOT d = e",
        "a OR (b XOR (c AND (NOT (d = e))))",
    ),
    ("NOT a AND b", "(NOT a) AND b"),
    ("a = b IN c", "a = (b IN c)"),
    ("a IN b + c", "a IN (b + c)"),
    ("a + b IS NULL", "(a + b) IS NULL"),
    ("a IS NULL = b", "(a IS NULL) = b"),
    ("a STARTS WITH b + c", "a STARTS WITH (b + c)"),
    ("a + b * c ^ d", "a + (b * (c ^ d))"),
    ("a ^ b ^ c", "(a ^ b) ^ c"),
    ("a - b - c", "(a - b) - c"),
    ("-a ^ b", "(-a) ^ b"),
    ("-a.b[0]", "-((a.b)[0])"),
    ("-1 ^ 2", "(-1) ^ 2"),
    ("a || b + c", "(a || b) + c"),
    (
        "r AT '1925' AND NOT s DURING p + q",
        "(r AT '1925') AND (NOT (s DURING (p + q)))",
    ),
    ("a =~ b = c", "(a =~ b) = c"),
    ("n:A AND m:B", "(n:A) AND (m:B)"),
    ("NOT NOT a", "NOT (NOT a)"),
    ("a IS NULL IS NOT NULL", "(a IS NULL) IS NOT NULL"),
];

#[test]
fn operators_bind_as_opencypher_says() {
    for (text, meant) in PRECEDENCE {
        assert_eq!(parse_expression(text), parse_expression(meant), "{text}");
    }
}

fn kind(text: &str) -> ExprKind {
    match parse_expression(text) {
        Ok(Expr { kind, .. }) => kind,
        Err(error) => panic!("{text}: {error}"),
    }
}

#[test]
fn comparisons_chain_and_parentheses_break_the_chain() {
    assert!(matches!(kind("a < b <= c"), ExprKind::Comparison { rest, .. } if rest.len() == 2));
    assert!(matches!(kind("a < f(b) <= c"), ExprKind::Comparison { rest, .. } if rest.len() == 2));
    assert!(matches!(kind("(a < b) <= c"), ExprKind::Comparison { rest, .. } if rest.len() == 1));
    assert!(matches!(kind("a < (b <= c)"), ExprKind::Comparison { rest, .. } if rest.len() == 1));
}

#[test]
fn brackets_are_told_apart() {
    assert!(matches!(
        kind("[x IN xs]"),
        ExprKind::ListComprehension { .. }
    ));
    assert!(matches!(kind("[x IN xs, y]"), ExprKind::List(items) if items.len() == 2));
    assert!(matches!(kind("[null IN xs]"), ExprKind::List(_)));
    assert!(matches!(
        kind("[(a)-->(b) | 1]"),
        ExprKind::PatternComprehension { .. }
    ));
    assert!(matches!(kind("(a) - (b)"), ExprKind::Binary(..)));
    assert!(matches!(kind("(a) < -(b)"), ExprKind::Comparison { .. }));
    assert!(matches!(kind("(a)-[1]-(b)"), ExprKind::Binary(..)));
    assert!(matches!(
        kind("count {.a, b: 1}"),
        ExprKind::MapProjection { .. }
    ));
    assert!(matches!(kind("COUNT { (a) }"), ExprKind::Subquery(_)));
    assert!(matches!(
        kind("all(x IN xs WHERE x)"),
        ExprKind::Quantified { .. }
    ));
    assert!(matches!(kind("all(xs)"), ExprKind::Call { .. }));
    assert!(matches!(
        kind("[x IN xs WHERE x:A | x.y]"),
        ExprKind::ListComprehension { map: Some(_), .. }
    ));
}

/// Every word that is new in this language or that openCypher lets be a variable.
const VARIABLES: &[&str] = &[
    "at",
    "during",
    "throughout",
    "overlaps",
    "precedes",
    "succeeds",
    "meets",
    "equals",
    "any",
    "none",
    "single",
    "shortest",
    "let",
    "for",
    "filter",
    "extract",
    "next",
    "offset",
    "insert",
    "finish",
    "why",
    "define",
    "relation",
    "label",
    "certainly",
    "possibly",
    "valid_time",
    "system_time",
    "count",
    "collect",
    "exists",
    "all",
    "reduce",
    "walk",
    "trail",
    "simple",
    "acyclic",
    "path",
    "paths",
    "group",
    "groups",
    "end",
    "order",
    "by",
    "asc",
    "on",
    "of",
    "to",
    "from",
    "show",
    "index",
    "begin",
    "commit",
    "load",
    "csv",
    "if",
    "call",
    "yield",
    "foreach",
    "drop",
    "add",
    "unique",
    "constraint",
    "ordinality",
    "explain",
    "profile",
    "shortestpath",
];

#[test]
fn words_that_are_not_reserved_are_variables_everywhere() {
    for word in VARIABLES {
        let texts = [
            format!("MATCH ({word}) RETURN {word}"),
            format!(
                "MATCH {word} = ({word})-[{word}]->({word}:{word} {{{word}: {word}.{word}}}) RETURN {word}"
            ),
            format!(
                "WITH 1 AS {word}, 2 AS b WHERE {word} = b RETURN {word} + {word}, -{word}, [{word}], {{a: {word}}}"
            ),
            format!("UNWIND [1] AS {word} RETURN {word} AS {word} ORDER BY {word} SKIP 1"),
            format!(
                "MATCH (a) WHERE {word}.x AND {word} IN [{word}] RETURN [{word} IN {word} | {word}]"
            ),
            format!("MATCH (a) AT {word} WHERE {word} AT {word} RETURN a"),
            format!("LET {word} = 1 FOR {word} IN [1] FILTER {word} = 1 RETURN {word}"),
            format!("CALL p() YIELD {word} RETURN {word}"),
            format!("MATCH (n) SET {word}.x = {word}, {word}:A REMOVE {word}.{word} DELETE {word}"),
            format!("CALL ({word}) {{ RETURN {word} AS {word} }} RETURN {word}"),
        ];
        for text in texts {
            if let Err(error) = parse(&text) {
                panic!("{text}\n{error}");
            }
        }
    }
}

#[test]
fn any_word_is_a_label_a_type_a_key_an_alias_and_a_handle() {
    for word in factio_grammar::Word::all() {
        let word = word.text();
        let text = format!(
            "MATCH (n:{word}|{word} {{{word}: 1}})-[:{word}]->(@{word}) SET n:{word}, n.{word} = ${word} RETURN n.{word} AS {word}"
        );
        if let Err(error) = parse(&text) {
            panic!("{text}\n{error}");
        }
    }
}

#[test]
fn a_backtick_makes_any_word_a_variable() {
    let tree = parse("WITH 1 AS `null` RETURN `null`, `not`(1)").unwrap();
    assert_eq!(tree.to_string(), "WITH 1 AS `null` RETURN `null`, `not`(1)");
}

#[test]
fn spans_name_the_place_of_what_was_read() {
    let text = "MATCH (n)  WHERE (n.x + 1) > 2\nRETURN n";
    let Ok(Statement::Query(query)) = parse(text) else {
        panic!("{text}");
    };
    assert_eq!(&text[query.span.range()], text);
    let Clause::Match(clause) = &query.body.parts[0].first.clauses[0] else {
        panic!("{query:?}");
    };
    assert_eq!(&text[clause.span.range()], "MATCH (n)  WHERE (n.x + 1) > 2");
    let Some(filter) = &clause.filter else {
        panic!("{clause:?}");
    };
    assert_eq!(&text[filter.span.range()], "(n.x + 1) > 2");
    let ExprKind::Comparison { first, .. } = &filter.kind else {
        panic!("{filter:?}");
    };
    assert_eq!(&text[first.span.range()], "(n.x + 1)");
}
