//! Wrong texts: what their errors say, where, and how to get on.

use factio_grammar::{Detail, parse, parse_expression};

/// A text whose wrong place stands between `«` and `»`, the detail, the message, and the hints.
type Wrong = (&'static str, Detail, &'static str, &'static [&'static str]);

const WRONG: &[Wrong] = &[
    (
        "«MTCH» (n) RETURN n",
        Detail::UnexpectedSyntax,
        "found `MTCH`, expected a command or a clause",
        &["did you mean MATCH?"],
    ),
    (
        "MATCH (n) «RETRUN» n",
        Detail::UnexpectedSyntax,
        "found `RETRUN`, expected `-`, `<`, `,`, WHERE, UNION, NEXT, `;`, the end of the text, a time clause or a clause",
        &["did you mean RETURN?"],
    ),
    (
        "MATCH (n) RETURN n «LIMT» 5",
        Detail::UnexpectedSyntax,
        "found `LIMT`, expected AS, `,`, UNION, NEXT, `;`, the end of the text, an operator or a clause",
        &["did you mean LIMIT?"],
    ),
    (
        "RETURN distnct «n»",
        Detail::UnexpectedSyntax,
        "found `n`, expected AS, `,`, UNION, NEXT, `;`, the end of the text, an operator or a clause",
        &["did you mean DISTINCT where `distnct` stands?"],
    ),
    (
        "MATCH «n» RETURN n",
        Detail::UnexpectedSyntax,
        "found `n`, expected `(` or a selector or mode of paths",
        &[],
    ),
    (
        "RETURN 1 +«»",
        Detail::UnexpectedSyntax,
        "found the end of the text, expected an expression",
        &[],
    ),
    (
        "RETURN (1 + 2«»",
        Detail::UnexpectedSyntax,
        "found the end of the text, expected `)` or an operator",
        &[],
    ),
    (
        "MATCH (n:«» ",
        Detail::UnexpectedSyntax,
        "found the end of the text, expected `!`, `%`, `$`, `(` or a label",
        &[],
    ),
    (
        "MATCH (n) WHERE n.x «!»= 1 RETURN n",
        Detail::UnexpectedSyntax,
        "found `!`, expected UNION, NEXT, `;`, the end of the text, an operator or a clause",
        &["`<>` means not equal"],
    ),
    (
        "RETURN a =«=» b",
        Detail::UnexpectedSyntax,
        "found `=`, expected an expression",
        &["`=` alone means equal"],
    ),
    (
        "RETURN 1; «RETURN» 2",
        Detail::UnexpectedSyntax,
        "found `RETURN`, expected `;` or the end of the text",
        &[],
    ),
    (
        "RETURN 42 «—» 41",
        Detail::InvalidUnicodeCharacter,
        "the character `—` (U+2014) has no meaning here",
        &["minus is `-`"],
    ),
    (
        "RETURN «“»x”",
        Detail::InvalidUnicodeCharacter,
        "the character `“` (U+201C) has no meaning here",
        &["strings stand in straight quotes: 'text' or \"text\""],
    ),
    (
        "RETURN «9223372h54775808»",
        Detail::InvalidNumberLiteral,
        "`9223372h54775808` is no number",
        &[],
    ),
    (
        "RETURN 1924-«01»-21",
        Detail::InvalidNumberLiteral,
        "`01` begins with 0: octal integers are written 0o17, and dates in quotes",
        &[],
    ),
    (
        "RETURN {«1B2c3e67»: 1}",
        Detail::UnexpectedSyntax,
        "found `1B2c3e67`, expected `}` or a property key",
        &[],
    ),
    (
        "RETURN «9223372036854775808»",
        Detail::IntegerOverflow,
        "the integer `9223372036854775808` does not fit into 64 bits",
        &[],
    ),
    (
        "RETURN -«9223372036854775809»",
        Detail::IntegerOverflow,
        "the integer `9223372036854775809` does not fit into 64 bits",
        &[],
    ),
    (
        "RETURN «1.34E999»",
        Detail::FloatingPointOverflow,
        "the float `1.34E999` is too large",
        &[],
    ),
    (
        "RETURN 'a«\\u»H'",
        Detail::InvalidUnicodeLiteral,
        "`\\u` names no character: write `\\u` with four or `\\U` with eight hexadecimal digits",
        &[],
    ),
    (
        "RETURN 'a«\\q»'",
        Detail::UnexpectedSyntax,
        "`\\q` is no escape; a backslash itself is written `\\\\`",
        &[],
    ),
    (
        "RETURN «'open»",
        Detail::UnexpectedSyntax,
        "the string that begins here is not closed",
        &[],
    ),
    (
        "RETURN 1 «/* open»",
        Detail::UnexpectedSyntax,
        "the comment that begins here is not closed",
        &[],
    ),
    (
        "MATCH (a)-[:LIKES«..»]->(c) RETURN c",
        Detail::InvalidRelationshipPattern,
        "a range of hops begins with `*`",
        &[],
    ),
    (
        "MATCH (a)-[:LIKES*«-»2]->(c) RETURN c",
        Detail::InvalidRelationshipPattern,
        "the bounds of a range of hops are counts, written in digits",
        &[],
    ),
    (
        "MATCH (n) RETURN «(»n)-[]->()",
        Detail::UnexpectedSyntax,
        "a pattern cannot stand here as a value",
        &["write EXISTS { pattern }, COUNT { pattern } or [pattern | expression]"],
    ),
    (
        "CALL db.labels() «YIELD *» RETURN 1",
        Detail::UnexpectedSyntax,
        "`YIELD *` may stand only where the call is the whole query",
        &["name the columns: YIELD column, column AS name"],
    ),
    (
        "MATCH (n) RETURN n LIMIT 1 «SKIP» 1",
        Detail::UnexpectedSyntax,
        "the order and the limits of a projection stand once, as ORDER BY, SKIP, LIMIT, before WHERE",
        &["begin a new projection: WITH *"],
    ),
    (
        "CREATE INDEX FOR (n:A) ON («m».x)",
        Detail::UnexpectedSyntax,
        "`m` is not the variable of the pattern, which is `n`",
        &[],
    ),
    (
        "MATCH ((a)-->(b))«{3,1}» RETURN a",
        Detail::UnexpectedSyntax,
        "the greatest number of repetitions must be at least 1, and no less than the least",
        &[],
    ),
    (
        "MATCH (n) SET «f(n)» = 1",
        Detail::UnexpectedSyntax,
        "only a property, a variable or the labels of a variable can be set or removed",
        &[],
    ),
    (
        "MATCH SHORTEST «0» (a)-->(b) RETURN a",
        Detail::UnexpectedSyntax,
        "the number of paths must be at least 1",
        &[],
    ),
    (
        "MATCH (n) FOR VALID_TIME «SINCE» '1925' RETURN n",
        Detail::UnexpectedSyntax,
        "found `SINCE`, expected AS, DURING, THROUGHOUT, FROM or ALL",
        &[],
    ),
];

#[test]
fn errors_say_what_was_found_what_was_wanted_and_how_to_get_on() {
    for (marked, detail, message, hints) in WRONG {
        let start = marked.find('«').expect("a place is marked");
        let end = marked.find('»').expect("a place is marked") - '«'.len_utf8();
        let text = marked.replace(['«', '»'], "");
        let error = parse(&text).expect_err(&text);
        assert_eq!(error.message, *message, "{text}");
        assert_eq!(error.detail, *detail, "{text}");
        assert_eq!(error.span.range(), start..end, "{text}");
        assert_eq!(error.hints, *hints, "{text}");
    }
}

#[test]
fn an_error_names_every_token_that_could_have_stood_there() {
    let error = parse("MATCH (a)-[r WHERE] RETURN a").unwrap_err();
    assert_eq!(error.found, "]");
    for wanted in [
        "a variable",
        "a function",
        "NOT",
        "CASE",
        "`(`",
        "`[`",
        "a parameter",
    ] {
        assert!(error.expected.iter().any(|one| one == wanted), "{wanted}");
    }
    let error = parse("MATCH (a) a").unwrap_err();
    for wanted in [
        "`-`", "`<`", "`,`", "WHERE", "AT", "DURING", "RETURN", "SET", "`;`",
    ] {
        assert!(error.expected.iter().any(|one| one == wanted), "{wanted}");
    }
}

#[test]
fn an_empty_text_wants_a_statement() {
    for text in ["", "  ", "// only a comment", ";"] {
        let error = parse(text).unwrap_err();
        assert!(
            error.message.ends_with("expected a command or a clause"),
            "{error}"
        );
    }
}

#[test]
fn an_expression_alone_is_read_whole_or_not_at_all() {
    assert!(parse_expression("{a: [1, 2]}").is_ok());
    assert!(parse_expression("1 RETURN 2").is_err());
    assert!(parse_expression("").is_err());
}

/// Clauses whose order the planner judges still have to be clauses.
#[test]
fn broken_clauses_are_errors() {
    for text in [
        "MATCH",
        "MATCH (n",
        "MATCH (n)-",
        "MATCH (n)-[r",
        "MATCH (n)-->",
        "MATCH (a)(b) RETURN a",
        "MATCH (a), RETURN a",
        "MATCH p = RETURN p",
        "MATCH (n) WHERE RETURN n",
        "OPTIONAL RETURN 1",
        "UNWIND [1] RETURN 1",
        "RETURN",
        "RETURN 1 AS",
        "RETURN 1,",
        "RETURN *, RETURN",
        "RETURN 1 ORDER x",
        "RETURN 1 ORDER BY",
        "RETURN 1 LIMIT",
        "WITH 1 AS x WHERE",
        "CREATE",
        "CREATE INDEX ON :A(b)",
        "CREATE INDEX FOR (n:A) ON (n.a, n.b)",
        "CREATE CONSTRAINT FOR (n:A) REQUIRE n.x IS NOT NULL",
        "MERGE (a), (b)",
        "MERGE (a) ON UPDATE SET a.x = 1",
        "SET",
        "SET n",
        "SET n.x",
        "SET n.x += 1",
        "REMOVE n",
        "DELETE",
        "FOREACH (x IN [1])",
        "FOREACH (x IN [1] | )",
        "FOREACH (x IN [1] | CREATE ()",
        "CALL",
        "CALL p(",
        "CALL p() YIELD",
        "CALL {",
        "CALL { }",
        "CALL (x) RETURN 1",
        "LOAD CSV FROM 'x' RETURN 1",
        "LET x RETURN 1",
        "FOR x RETURN 1",
        "FILTER",
        "DEFINE RELATION x",
        "DEFINE x {a: 1}",
        "SHOW",
        "DROP INDEX",
        "EXPLAIN",
        "EXPLAIN SHOW INDEXES",
        "MATCH (n) AT RETURN n",
        "MATCH (n) FOR VALID_TIME RETURN n",
        "MATCH (n) FOR VALID_TIME FROM '1' RETURN n",
        "RETURN 1 UNION",
        "RETURN 1 NEXT",
        "RETURN CASE END",
        "RETURN CASE WHEN 1 END",
        "RETURN [1, ]",
        "RETURN [1 2]",
        "RETURN {a}",
        "RETURN {a: }",
        "RETURN f(1, )",
        "RETURN a.",
        "RETURN a[",
        "RETURN a[1..",
        "RETURN a IS",
        "RETURN a IS NOT",
        "RETURN a STARTS 'x'",
        "RETURN NOT",
        "RETURN $",
        "RETURN @",
        "RETURN all(x IN xs WHERE)",
        "RETURN reduce(a = 1, x IN xs)",
        "RETURN [x IN xs | ]",
        "RETURN [(a)-->(b)]",
        "RETURN EXISTS { }",
        "RETURN EXISTS { (a)",
        "RETURN n {.}",
        "RETURN a = b = ",
        "RETURN 1 = NOT 2",
        "RETURN (a)-->(b)",
        "RETURN #",
        "RETURN a b",
    ] {
        let error = parse(text).expect_err(text);
        assert!(text.get(error.span.range()).is_some(), "{text}");
        assert!(!error.message.is_empty(), "{text}");
    }
}
