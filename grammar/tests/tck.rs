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
