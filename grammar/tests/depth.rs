//! Nesting: what is sensible is read on a small stack, what is not is an error.

use factio_grammar::{Detail, parse, print};

/// The depth that must be read, and the stack of a test thread or a worker of a server.
const DEEP: usize = 128;
const STACK: usize = 2 << 20;

/// A text that nests: what opens a level, what stands innermost, what closes a level.
struct Nest {
    before: &'static str,
    open: &'static str,
    core: &'static str,
    close: &'static str,
    after: &'static str,
}

const fn nest(open: &'static str, core: &'static str, close: &'static str) -> Nest {
    Nest {
        before: "RETURN ",
        open,
        core,
        close,
        after: "",
    }
}

const fn query(open: &'static str, core: &'static str, close: &'static str) -> Nest {
    Nest {
        before: "",
        open,
        core,
        close,
        after: " RETURN 1",
    }
}

/// Every construct that can hold itself.
const NESTS: &[Nest] = &[
    nest("(", "1", ")"),
    nest("[", "1", "]"),
    nest("{a: ", "1", "}"),
    nest("f(", "1", ")"),
    nest("-", "x", ""),
    nest("NOT ", "x", ""),
    nest("CASE WHEN true THEN ", "1", " END"),
    nest("CASE ", "1", " WHEN 1 THEN 1 END"),
    nest("CASE 1 WHEN 1 THEN 1 ELSE ", "1", " END"),
    nest("a[", "1", "]"),
    nest("a[1..", "1", "]"),
    nest("[x IN ", "y", "]"),
    nest("[x IN y WHERE ", "true", "]"),
    nest("[x IN y | ", "1", "]"),
    nest("all(x IN ", "y", " WHERE true)"),
    nest("all(x IN y WHERE ", "true", ")"),
    nest("reduce(a = ", "1", ", x IN y | a)"),
    nest("reduce(a = 1, x IN y | ", "1", ")"),
    nest("[(a {k: ", "1", "})-->(b) | 1]"),
    nest("[(a)-[r {k: ", "1", "}]->(b) | 1]"),
    nest("[(a)-->(b) WHERE ", "true", " | 1]"),
    nest("[(a)-->(b) | ", "1", "]"),
    nest("exists((a {k: ", "1", "})-->(b))"),
    nest("shortestPath((a {k: ", "1", "})-->(b))"),
    nest("x {k: ", "1", "}"),
    nest("1 OR 1 = (", "1", ")"),
    nest("n:$(", "'a'", ")"),
    nest("EXISTS { MATCH (a) WHERE ", "true", " }"),
    nest("COUNT { (a WHERE ", "true", ") }"),
    nest("COUNT { (a)-[r WHERE ", "true", "]->(b) }"),
    nest(
        "COLLECT { UNWIND [1] AS x WITH x WHERE ",
        "true",
        " RETURN x }",
    ),
    nest("EXISTS { MATCH (a) AT ", "1", " }"),
    nest("EXISTS { CALL p(", "1", ") RETURN 1 }"),
    query("CALL { ", "RETURN 1 AS x", " RETURN 1 AS x }"),
    query("CALL (*) { MATCH (a) ", "RETURN 1 AS x", " }"),
    query("FOREACH (x IN [1] | ", "CREATE ()", ")"),
    Nest {
        before: "MATCH (n) SET n.a = ",
        open: "CASE WHEN true THEN ",
        core: "1",
        close: " END",
        after: "",
    },
    Nest {
        before: "MATCH ",
        open: "(",
        core: "(a)",
        close: ")",
        after: " RETURN 1",
    },
    Nest {
        before: "MATCH ",
        open: "((a)-->(b) WHERE EXISTS { ",
        core: "(a)",
        close: " })",
        after: " RETURN 1",
    },
    Nest {
        before: "MATCH (n:",
        open: "(",
        core: "A",
        close: ")",
        after: ") RETURN 1",
    },
    Nest {
        before: "MATCH (n:",
        open: "!",
        core: "A",
        close: "",
        after: ") RETURN 1",
    },
    Nest {
        before: "MATCH (n) WHERE ",
        open: "(n)-[{k: [EXISTS { MATCH (n) WHERE ",
        core: "true",
        close: "}]}]->()",
        after: " RETURN 1",
    },
    Nest {
        before: "MATCH (n) WHERE ",
        open: "(true AND ",
        core: "(n)-->()",
        close: ")",
        after: " RETURN 1",
    },
];

impl Nest {
    fn text(&self, levels: usize) -> String {
        let (open, close) = (self.open.repeat(levels), self.close.repeat(levels));
        format!("{}{open}{}{close}{}", self.before, self.core, self.after)
    }

    /// How many levels of it come nearest to the limit: a level with two brackets counts twice.
    fn levels(&self) -> usize {
        let brackets = self.open.matches(['(', '[', '{']).count();
        let closed = self.open.matches([')', ']', '}']).count();
        let words = self.open.matches("CASE").count();
        (DEEP - closed.min(1)) / (brackets - closed + words).max(1)
    }
}

fn on_small_stack<O: Send>(work: impl FnOnce() -> O + Send) -> O {
    std::thread::scope(|scope| {
        let builder = std::thread::Builder::new().stack_size(STACK);
        let thread = builder.spawn_scoped(scope, work);
        thread
            .expect("a thread starts")
            .join()
            .expect("the thread ends well")
    })
}

#[test]
fn a_hundred_and_twenty_eight_brackets_are_read_and_printed_on_two_mebibytes() {
    for nest in NESTS {
        let text = nest.text(nest.levels());
        on_small_stack(|| match parse(&text) {
            Ok(tree) => assert_eq!(parse(&print::statement(&tree)).as_ref(), Ok(&tree)),
            Err(error) => panic!("{}: {error}", nest.text(1)),
        });
    }
}

#[test]
fn a_hundred_thousand_levels_are_an_error() {
    for nest in NESTS {
        // Long texts only take long to write and to cut into tokens.
        let levels = if nest.open.len() <= 4 { 100_000 } else { 2_000 };
        let text = nest.text(levels);
        let error = on_small_stack(|| parse(&text).map(drop)).unwrap_err();
        assert_eq!(error.detail, Detail::NestingTooDeep, "{}", nest.text(1));
    }
}

#[test]
fn levels_that_are_left_open_are_an_error_too() {
    for nest in NESTS {
        let text = format!("{}{}", nest.before, nest.open.repeat(2_000));
        assert!(on_small_stack(|| parse(&text).is_err()), "{}", nest.open);
        let text = format!("{}{}", nest.before, nest.open.repeat(40));
        assert!(parse(&text).is_err(), "{}", nest.open);
    }
}

#[test]
fn a_long_chain_of_logic_is_read_and_one_of_arithmetic_is_an_error() {
    for word in [" OR ", " AND ", " XOR "] {
        let text = format!("RETURN {}", vec!["x = 1"; 10_000].join(word));
        on_small_stack(|| {
            let tree = parse(&text).expect("a chain of logic has no limit");
            let again = parse(&tree.to_string());
            assert_eq!(again.as_ref(), Ok(&tree));
        });
    }
    for (first, step) in [
        ("1", " + 1"),
        ("1", " ^ 1"),
        ("a", ".a"),
        ("a", "[0]"),
        ("a", " IN b"),
        ("a", " IS NULL"),
    ] {
        let text = format!("RETURN {first}{}", step.repeat(100_000));
        let error = on_small_stack(|| parse(&text).map(drop)).unwrap_err();
        assert_eq!(error.detail, Detail::NestingTooDeep, "{step}");
        let text = format!("RETURN {first}{}", step.repeat(500));
        assert!(on_small_stack(|| parse(&text).is_ok()), "{step}");
    }
}

#[test]
fn a_text_beyond_the_limit_is_an_error_and_one_at_the_limit_is_read() {
    let words = "RETURN '";
    let text = format!(
        "{words}{}'",
        "x".repeat(factio_grammar::MAX_LENGTH - words.len() - 1)
    );
    assert!(parse(&text).is_ok());
    let error = parse(&format!("{text} ")).unwrap_err();
    assert_eq!(error.detail, Detail::TextTooLong);
}
