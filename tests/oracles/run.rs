//! Asking many random queries, and making the first that fails small.

use crate::dice::Dice;
use crate::shrink;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What an oracle says of one case.
pub enum Verdict {
    Holds,
    /// Too large a case to judge.
    Left,
    /// A report of what is wrong.
    Fails(String),
}

/// How many queries the test command asks.
const FEW: u64 = 3000;

/// Gives a check its share, in a hundredth, of all queries.
///
/// # Panics
/// A query fails the check: the message holds its seed and a small case.
pub fn run(name: &str, share: u64, check: fn(&mut Dice) -> Verdict) {
    let count = number("FACTIO_ORACLES").unwrap_or(FEW) * share / 100;
    let first = number("FACTIO_ORACLES_SEED").unwrap_or(0);
    let mut judged = 0;
    for seed in first..first + count {
        let mut dice = Dice::new(seed);
        match verdict(&mut dice, check) {
            Verdict::Holds => judged += 1,
            Verdict::Left => {}
            Verdict::Fails(report) => fail(name, seed, dice, check, &report),
        }
    }
    println!("{name}: {judged} of {count} judged");
    assert!(
        judged * 2 >= count,
        "{name}: only {judged} of {count} cases are small enough to judge"
    );
}

fn number(variable: &str) -> Option<u64> {
    let text = std::env::var(variable).ok()?;
    let number = text.parse();
    Some(number.unwrap_or_else(|_| panic!("{variable} is no number: {text}")))
}

/// What the check says; a panic in the engine is a failure like another.
fn verdict(dice: &mut Dice, check: fn(&mut Dice) -> Verdict) -> Verdict {
    catch_unwind(AssertUnwindSafe(|| check(dice))).unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        let text = text.or_else(|| panic.downcast_ref::<&str>().map(|it| it.to_string()));
        Verdict::Fails(format!("panicked: {}", text.unwrap_or_default()))
    })
}

fn fail(name: &str, seed: u64, dice: Dice, check: fn(&mut Dice) -> Verdict, report: &str) -> ! {
    let verdict = |choices: &[u32]| verdict(&mut Dice::again(choices), check);
    let fails = |choices: &[u32]| matches!(verdict(choices), Verdict::Fails(_));
    let choices = shrink::shrunk(dice.into_choices(), &fails);
    match verdict(&choices) {
        Verdict::Fails(small) => panic!("{name}, seed {seed}:\n{small}\n"),
        _ => panic!("{name}, seed {seed}:\n{report}\n"),
    }
}
