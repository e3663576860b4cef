//! Case V5 and its neighbours: which relations tie whom.

use super::{run, told};
use crate::session::Session;

fn stage() -> Session {
    let mut session = Session::new();
    for text in [
        "DEFINE LABEL Faction {contesting: true}",
        "DEFINE RELATION member_of {affiliation: true}",
        "DEFINE RELATION led {leadership: true}",
        "DEFINE RELATION opposed {sign: -1}",
        "CREATE (x:Person {key: 'x'}), (y:Person {key: 'y'}), (z:Person {key: 'z'}),
                (f:Faction {key: 'F'}), (g:Faction {key: 'G'}), (p:Organ {key: 'P'}),
                (x)-[:member_of {valid: period('1925-01-01/1927-12-31'), sources: ['one']}]->(f),
                (y)-[:member_of {valid: period('1926-01-01/1928-12-31'), sources: ['two']}]->(f),
                (z)-[:led {valid: period('1925-01-01/1928-12-31'), sources: ['three']}]->(g),
                (f)-[:opposed {valid: period('1926-06-01/1926-12-31'), sources: ['four']}]->(g),
                (x)-[:member_of]->(p), (y)-[:member_of]->(p), (z)-[:member_of]->(p)",
    ] {
        run(&mut session, text);
    }
    session
}

fn asked(procedure: &str, other: &str, actor: &str, options: &str) -> Vec<String> {
    let call = format!(
        "CALL {procedure}(@{actor}, {options}) YIELD {other}, rule, valid, evidence, ambivalent
         RETURN {other}.key, rule, valid, sources(evidence), ambivalent"
    );
    told(&mut stage(), &call)
}

#[test]
fn members_of_a_faction_are_allies_while_both_are_in_it() {
    let allies = asked("alliances", "ally", "x", "{}");
    assert_eq!(
        allies,
        ["y | D1 | 1926-01-01/1927-12-31 | ['one', 'two'] | null"]
    );
}

#[test]
fn members_of_a_faction_are_rivals_of_those_whom_it_opposes() {
    let wanted = |source: &str| {
        vec![format!(
            "z | D2 | 1926-06-01/1926-12-31 | ['{source}', 'four', 'three'] | null"
        )]
    };
    assert_eq!(asked("rivals", "rival", "x", "{}"), wanted("one"));
    assert_eq!(asked("rivals", "rival", "y", "{}"), wanted("two"));
    assert_eq!(
        asked("rivals", "rival", "z", "{}"),
        [
            "x | D2 | 1926-06-01/1926-12-31 | ['three', 'four', 'one'] | null",
            "y | D2 | 1926-06-01/1926-12-31 | ['three', 'four', 'two'] | null",
        ]
    );
}

#[test]
fn a_body_that_is_named_ties_its_members_and_makes_a_pair_ambivalent() {
    assert_eq!(
        asked("alliances", "ally", "x", "{via: [@P]}"),
        [
            "y | D1 | ../.. | [] | null",
            "y | D1 | 1926-01-01/1927-12-31 | ['one', 'two'] | null",
            "z | D1 | ../.. | [] | 1926-06-01/1926-12-31",
        ]
    );
    assert_eq!(
        asked("rivals", "rival", "x", "{via: @P}"),
        ["z | D2 | 1926-06-01/1926-12-31 | ['one', 'four', 'three'] | 1926-06-01/1926-12-31"]
    );
}

#[test]
fn certainly_keeps_what_is_certain_alone() {
    let mut session = stage();
    let call = |word: &str, day: &str| {
        format!(
            "FOR VALID_TIME AS OF {word} '{day}' CALL alliances(@x) YIELD ally, certainty RETURN ally.key, certainty"
        )
    };
    run(
        &mut session,
        "MATCH (@y)-[r:member_of]->(@F) SET r.valid = period('1926/1928')",
    );
    assert_eq!(
        told(&mut session, &call("", "1926-06-01")),
        ["y | possible"]
    );
    assert!(told(&mut session, &call("CERTAINLY", "1926-06-01")).is_empty());
    assert_eq!(
        told(&mut session, &call("CERTAINLY", "1926-12-31")),
        ["y | certain"]
    );
    assert!(told(&mut session, &call("", "1928-06-01")).is_empty());
    let null = "FOR VALID_TIME AS OF null CALL alliances(@x) YIELD ally RETURN ally.key";
    assert!(told(&mut session, null).is_empty());
}

#[test]
fn inference_is_made_on_request_and_two_hops_far() {
    let mut session = super::tied(&[
        ("a", 1, "b", "1920-01-01/1929-12-31"),
        ("b", 1, "c", "1925-01-01/1929-12-31"),
        ("a", -1, "d", "1920-01-01/1929-12-31"),
        ("d", -1, "e", "1928-01-01/1929-12-31"),
        ("e", -1, "f", "1920-01-01/1929-12-31"),
    ]);
    let call = |options: &str| {
        format!(
            "CALL alliances(@a, {options}) YIELD ally, rule, valid RETURN ally.key, rule, valid"
        )
    };
    assert_eq!(
        told(&mut session, &call("{}")),
        ["b | D0 | 1920-01-01/1929-12-31"]
    );
    assert_eq!(
        told(&mut session, &call("{infer: true}")),
        [
            "b | D0 | 1920-01-01/1929-12-31",
            "c | D5 | 1925-01-01/1929-12-31",
            "e | D5 | 1928-01-01/1929-12-31",
        ]
    );
}

#[test]
fn an_option_that_is_not_known_is_an_error() {
    let mut session = stage();
    let error = session
        .run("CALL alliances(@x, {inver: true})")
        .unwrap_err();
    assert_eq!(error.message, "alliances has no option `inver`");
}

#[test]
fn a_story_tells_a_line_a_hop() {
    let mut session = stage();
    let outcome = session.run("CALL trace(@x, @z)").unwrap();
    assert_eq!(
        crate::trace::story(&outcome, session.graph()),
        [
            "x was on the side against z (D2, derived), 1926-06-01/1926-12-31, certain, one; four; three  [−]",
            "= −  RIVAL, all paths agree",
        ]
    );
}

#[test]
fn two_leaders_of_one_body_are_allies_while_both_lead_it() {
    let mut session = stage();
    run(
        &mut session,
        "MATCH (@y), (@P) CREATE (@y)-[:led {valid: period('1927-01-01/1930-12-31'), sources: ['five']}]->(@P)",
    );
    run(
        &mut session,
        "MATCH (@z), (@P) CREATE (@z)-[:led {valid: period('1929-01-01/1929-12-31'), sources: ['six']}]->(@P)",
    );
    let call = "CALL alliances(@z) YIELD ally, rule, valid, evidence RETURN ally.key, rule, valid, sources(evidence)";
    assert_eq!(
        told(&mut session, call),
        ["y | D3 | 1929-01-01/1929-12-31 | ['six', 'five']"]
    );
}
