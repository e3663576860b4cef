//! Case V4: paths at one instant, and paths in order.

use super::{PATHS, tied, told};
use crate::session::Session;

fn chain() -> Session {
    tied(&[
        ("A", 1, "B", "1920-01-01/1921-12-31"),
        ("B", 1, "C", "1922-01-01/1923-12-31"),
        ("C", 1, "D", "1921-01-01/1922-12-31"),
    ])
}

fn traced(slice: &str, a: &str, b: &str, options: &str) -> Vec<String> {
    let call = format!(
        "FOR VALID_TIME {slice} CALL trace(@{a}, @{b}, {options}) YIELD path, sign, verdict, valid, arrival {PATHS}, valid, arrival.year AS year"
    );
    told(&mut chain(), &call)
}

#[test]
fn nothing_leads_from_a_to_c_at_one_instant_but_in_order_it_does() {
    let none = ["null | null | UNCONNECTED | null | null"];
    assert_eq!(traced("DURING '1920/1923'", "A", "C", "{}"), none);
    let there = ["['A', 'B', 'C'] | 1 | ALLY | null | 1922"];
    assert_eq!(
        traced("DURING '1920/1923'", "A", "C", "{order: true}"),
        there
    );
    assert_eq!(traced("DURING '1920/1923' IN ORDER", "A", "C", "{}"), there);
}

#[test]
fn the_last_hop_may_wait_for_no_earlier_one() {
    let wanted = ["['A', 'B', 'C', 'D'] | 1 | ALLY | null | 1922"];
    for options in ["{order: true}", "{earliest: true}"] {
        assert_eq!(traced("DURING '1920/1923'", "A", "D", options), wanted);
        let back = traced("DURING '1920/1923'", "D", "A", options);
        assert_eq!(back, ["null | null | UNCONNECTED | null | null"]);
    }
}

#[test]
fn b_and_d_are_connected_in_1922_only() {
    let wanted = ["['B', 'C', 'D'] | 1 | ALLY | 1922-01-01/1922-12-31 | null"];
    assert_eq!(traced("DURING '1920/1923'", "B", "D", "{}"), wanted);
    let none = ["null | null | UNCONNECTED | null | null"];
    assert_eq!(traced("DURING '1923-06'", "B", "D", "{}"), none);
}
