//! Plans and errors as text: each case is a statement and what planning it gives.
//!
//! A case file holds cases of a title line `# ..`, a statement, `->`, and what is expected. `UPDATE=1` writes what was found.

mod catalog;

use crate::error::Error;
use crate::kind::Kind;
use crate::plan::rewrite::{ALL, rewrite};
use crate::plan::{Plan, explain, plan, plan_with};
use crate::procedure::{Field, Procedure, Procedures};
use catalog::Small;
use factio_grammar::ast::{Query, Statement};
use std::fmt::Write;
use std::path::Path;

#[test]
fn plans_are_as_written() {
    check("plans.test");
}

#[test]
fn mistakes_are_found_before_the_query_runs() {
    check("errors.test");
}

#[test]
fn every_rewrite_is_idempotent() {
    for case in cases(include_str!("plans.test")) {
        let statement = statement(case);
        let catalog = Small::new();
        let procedures = procedures();
        let planned = plan_with(statement, &query(statement), &catalog, &procedures, &[]);
        let plan = planned.map_or(Plan::argument(0), |planned| planned.plan);
        for pass in ALL {
            let once = rewrite(plan.clone(), &[pass]);
            let twice = rewrite(once.clone(), &[pass]);
            assert_eq!(
                format!("{once:?}"),
                format!("{twice:?}"),
                "{pass:?}: {statement}"
            );
        }
        let once = rewrite(plan, &ALL);
        let twice = rewrite(once.clone(), &ALL);
        assert_eq!(format!("{once:?}"), format!("{twice:?}"), "{statement}");
    }
}

#[test]
fn names_that_nothing_carries_become_notes() {
    let catalog = Small::new();
    let text = "MATCH (p:Persn)-[:leed]->(:Faction) WHERE p.nmae = 'x' RETURN p.name";
    let planned = plan(text, &query(text), &catalog, &procedures());
    let notes = planned.map(|planned| planned.notes).unwrap_or_default();
    let said: Vec<String> = notes
        .iter()
        .map(|note| format!("{} {}", note.message, note.hints.join(" ")))
        .collect();
    assert_eq!(
        said,
        [
            "no node has the label `Persn` did you mean `Person`?",
            "no relation has the type `leed` did you mean `led`?",
            "nothing has a property `nmae` did you mean `name`?",
        ]
    );
}

#[test]
fn names_that_the_statement_writes_are_no_mistakes() {
    let catalog = Small::new();
    let text = "CREATE (:New {fresh: 1}) WITH 1 AS one MATCH (n:New) RETURN n.fresh";
    let planned = plan(text, &query(text), &catalog, &procedures());
    assert_eq!(planned.map(|planned| planned.notes), Ok(Vec::new()));
}

#[test]
fn the_parameters_that_a_statement_needs_are_listed_once() {
    let catalog = Small::new();
    let text = "RETURN $a + $b + $a AS sum";
    let planned = plan(text, &query(text), &catalog, &procedures());
    let names: Vec<String> = planned
        .map(|planned| planned.parameters)
        .unwrap_or_default()
        .iter()
        .map(|(name, span)| format!("{name} {span:?}"))
        .collect();
    assert_eq!(names, ["a 7..9", "b 12..14"]);
}

/// The plan of a statement as text, or why there is none.
fn planned(text: &str) -> String {
    match factio_grammar::parse(text) {
        Ok(Statement::Query(query)) => match explained(text, &query) {
            Ok(explained) => explained,
            Err(error) => described(text, &error),
        },
        Ok(_) => "no query\n".to_owned(),
        Err(error) => format!("not read: {}\n", error.message),
    }
}

fn explained(text: &str, query: &Query) -> Result<String, Error> {
    let catalog = Small::new();
    let procedures = procedures();
    let planned = plan(text, query, &catalog, &procedures)?;
    let lines = explain(text, &planned, &catalog, &|_| Vec::new()).into_iter();
    let mut explained: String = lines.map(|line| line.line() + "\n").collect();
    if !planned.columns.is_empty() {
        explained = format!("{}\n{explained}", planned.columns.join(" | "));
    }
    Ok(explained)
}

fn query(text: &str) -> Query {
    match factio_grammar::parse(text) {
        Ok(Statement::Query(query)) => query,
        other => panic!("{text} is no query: {other:?}"),
    }
}

/// The error with the text that it points at.
fn described(text: &str, error: &Error) -> String {
    let place = error.span.and_then(|span| text.get(span.range()));
    let detail = error
        .detail
        .map(|detail| format!(" {detail}"))
        .unwrap_or_default();
    let mut described = format!(
        "{}{detail} at `{}`: {}\n",
        error.kind,
        place.unwrap_or("?"),
        error.message
    );
    for hint in &error.hints {
        let _ = writeln!(described, "hint: {hint}");
    }
    described
}

/// Compares every case of a file with what planning its statement gives.
fn check(file: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("src/plan/tests")
        .join(file);
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    let cases: Vec<(String, String)> = cases(&text)
        .map(|case| (format!("# {case}"), replayed(case)))
        .collect();
    if std::env::var_os("UPDATE").is_some() {
        let found: Vec<&str> = cases.iter().map(|(_, found)| found.trim_end()).collect();
        std::fs::write(&path, found.join("\n\n") + "\n").expect("the case file can be written");
        return;
    }
    for (written, found) in cases {
        assert_eq!(
            written.trim_end(),
            found.trim_end(),
            "UPDATE=1 writes what is found"
        );
    }
}

/// The cases of a file, each from its title on.
fn cases(text: &str) -> impl Iterator<Item = &str> {
    text.trim_start_matches("# ").split("\n# ")
}

fn statement(case: &str) -> &str {
    let rest = case.split_once('\n').map_or("", |(_, rest)| rest);
    let statement = rest
        .split_once("\n->")
        .map_or(rest, |(statement, _)| statement);
    statement.trim()
}

/// The case with what is found now.
fn replayed(case: &str) -> String {
    let title = case.split_once('\n').map_or(case, |(title, _)| title);
    let statement = statement(case);
    format!("# {title}\n{statement}\n->\n{}", planned(statement))
}

fn procedures() -> Procedures {
    let field = |name: &str, kind| Field {
        name: name.to_owned(),
        kind,
        nullable: true,
        optional: false,
    };
    let mut procedures = Procedures::default();
    procedures.register(Procedure {
        name: "test.proc".to_owned(),
        parameters: vec![field("name", Kind::String), field("id", Kind::Integer)],
        results: vec![field("city", Kind::String), field("code", Kind::Integer)],
        summary: String::new(),
        run: Box::new(|_, _| Ok(Vec::new())),
    });
    procedures.register(Procedure {
        name: "test.nothing".to_owned(),
        parameters: Vec::new(),
        results: Vec::new(),
        summary: String::new(),
        run: Box::new(|_, _| Ok(Vec::new())),
    });
    procedures
}
