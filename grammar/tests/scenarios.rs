//! The grammar against every query of the openCypher TCK that is at hand.

mod support;

use factio_grammar::parse;
use support::{cases, features};

/// The errors that the grammar raises itself; every other one is raised by who knows names and types.
const OWN: &[&str] = &[
    "UnexpectedSyntax",
    "InvalidNumberLiteral",
    "IntegerOverflow",
    "FloatingPointOverflow",
    "InvalidUnicodeLiteral",
    "InvalidUnicodeCharacter",
    "InvalidRelationshipPattern",
];

#[test]
fn every_query_that_should_parse_does_and_every_other_fails_with_its_detail() {
    let Some(folder) = features() else { return };
    let mut wrong = Vec::new();
    let cases = cases(&folder);
    assert!(!cases.is_empty());
    for case in &cases {
        let wanted = case.error.as_deref().filter(|error| OWN.contains(error));
        match (parse(&case.query), wanted) {
            (Ok(_), None) => {}
            (Err(error), Some(detail)) if error.detail.to_string() == detail => {}
            (Ok(_), Some(detail)) => {
                wrong.push(format!(
                    "{}: parses, wants {detail}\n{}",
                    case.place, case.query
                ));
            }
            (Err(error), _) => wrong.push(format!(
                "{}: {} ({}), wants {wanted:?}\n{}",
                case.place, error, error.detail, case.query
            )),
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}\n{}",
        wrong.len(),
        cases.len(),
        wrong.join("\n")
    );
}

#[test]
fn every_query_prints_back_to_text_with_the_same_tree() {
    let Some(folder) = features() else { return };
    for case in cases(&folder) {
        let Ok(tree) = parse(&case.query) else {
            continue;
        };
        let text = tree.to_string();
        match parse(&text) {
            Ok(again) => assert_eq!(again, tree, "{}\n{}\n{text}", case.place, case.query),
            Err(error) => panic!("{}\n{}\n{text}\n{error}", case.place, case.query),
        }
    }
}

/// What only the extensions of openCypher put into a tree, as `Debug` writes it.
const EXTENSIONS: &[&str] = &[
    "TimeClause",
    "Time {",
    "Handle",
    "Group(",
    "Quantifier {",
    "selector: Some",
    "mode: Some",
    "Filter {",
    "Let {",
    "Page {",
    "Finish",
    "ordinality: Some",
    "Dynamic",
    "Sign(",
    "Any(",
    "Concat",
    "SubqueryCall",
    "Foreach",
    "LoadCsv",
];

#[test]
fn no_query_is_read_with_the_help_of_an_extension() {
    let Some(folder) = features() else { return };
    for case in cases(&folder) {
        let Ok(tree) = parse(&case.query) else {
            continue;
        };
        let tree = format!("{tree:?}");
        let found = EXTENSIONS.iter().find(|word| tree.contains(*word));
        assert_eq!(found, None, "{}\n{}", case.place, case.query);
    }
}
