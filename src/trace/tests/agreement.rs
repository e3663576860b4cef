//! Procedures that look at the same ties from different sides agree, on random graphs of people, bodies and relations.

use super::{run, told};
use crate::session::Session;

/// SplitMix64.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % bound
    }

    fn years(&mut self) -> String {
        let from = 1920 + self.below(8);
        let to = from + self.below(4);
        let about = ["", "~", "?"][self.below(3) as usize];
        format!("{from}/{to}{about}")
    }
}

const WORLD: [&str; 7] = [
    "DEFINE LABEL Faction {contesting: true}",
    "DEFINE RELATION of {affiliation: true}",
    "DEFINE RELATION led {affiliation: true, leadership: true}",
    "DEFINE RELATION against {sign: -1}",
    "DEFINE RELATION with {sign: 1, symmetric: true}",
    "CREATE (:Faction {key: 'f'}), (:Faction {key: 'g'}), (:Body {key: 'h'})",
    "UNWIND range(1, 8) AS n CREATE (:Person {key: 'p' + toString(n)})",
];

/// Eight people in three bodies, two of them contesting, and signed relations among them all.
fn world(seed: u64) -> Session {
    let mut session = Session::new();
    let mut dice = Dice(seed);
    for text in WORLD {
        run(&mut session, text);
    }
    let nodes = [
        "f", "g", "h", "p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8",
    ];
    for _ in 0..24 {
        let kind = ["of", "led", "against", "with"][dice.below(4) as usize];
        let (from, to) = match kind {
            "of" | "led" => (3 + dice.below(8), dice.below(3)),
            _ => (dice.below(11), dice.below(11)),
        };
        let (from, to, years) = (nodes[from as usize], nodes[to as usize], dice.years());
        run(
            &mut session,
            &format!(
                "MATCH (@{from}), (@{to}) CREATE (@{from})-[:{kind} {{valid: period('{years}')}}]->(@{to})"
            ),
        );
    }
    session
}

#[test]
fn a_row_of_balance_by_year_is_what_balance_says_on_that_day() {
    for seed in 0..12 {
        let mut session = world(seed);
        let figures = "relations, negative, ambivalent, lower, upper, triads, size(misfits) AS misfits, size(evidence) AS evidence";
        let yields = "relations, negative, ambivalent, lower, upper, triads, misfits, evidence";
        let years = told(
            &mut session,
            &format!("CALL balance({{by: 'year'}}) YIELD at, {yields} RETURN at, {figures}"),
        );
        assert!(!years.is_empty());
        for row in years {
            let (year, figured) = row.split_once(" | ").expect("two columns");
            let once = told(
                &mut session,
                &format!(
                    "FOR VALID_TIME AS OF '{year}' CALL balance() YIELD {yields} RETURN {figures}"
                ),
            );
            assert_eq!(once, [figured], "seed {seed}, {year}");
        }
    }
}

#[test]
fn the_figures_of_an_actor_count_its_allies_and_rivals() {
    for seed in 0..12 {
        let mut session = world(seed);
        for slice in [
            "",
            "FOR VALID_TIME AS OF '1923'",
            "FOR VALID_TIME DURING CERTAINLY '1924/1926'",
        ] {
            let counted = told(
                &mut session,
                &format!(
                    "{slice} CALL actors() YIELD actor, positive, negative, ambivalent RETURN actor.key AS key, positive + ambivalent, negative + ambivalent ORDER BY key"
                ),
            );
            let asked = told(
                &mut session,
                &format!(
                    "{slice} MATCH (a) CALL {{ WITH a OPTIONAL CALL alliances(a) YIELD ally RETURN count(DISTINCT ally) AS allies }}
                     CALL {{ WITH a OPTIONAL CALL rivals(a) YIELD rival RETURN count(DISTINCT rival) AS rivals }}
                     WITH a, allies, rivals WHERE allies + rivals > 0 RETURN a.key AS key, allies, rivals ORDER BY key"
                ),
            );
            assert_eq!(counted, asked, "seed {seed} {slice}");
        }
    }
}
