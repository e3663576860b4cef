//! A question in a slice, against the same question without one on what holds in the slice.

use super::clause::Clause;
use super::dice::Dice;
use super::questions::{self, Question};
use super::world::{World, rows};

pub fn check(dice: &mut Dice, seed: u64) {
    let world = World::random(dice);
    let mut clause = Clause::random(dice);
    let fits = |question: &&Question| clause.is_of_one_instant() || question.hops_once;
    let all = questions::all();
    let fitting: Vec<&Question> = all.iter().filter(fits).collect();
    let question = *dice.pick(&fitting);
    let world = match question.is_call && clause.certainly {
        // Whether a body is an actor of its own hangs on who may be in it: what is possible counts even there.
        true => world.exact(),
        false => world,
    };
    clause.in_order = clause.is_of_one_instant() && !question.is_call && dice.one_in(4);
    let bare = question.text.replace("{t}", "");
    let whole = question.is_whole || dice.one_in(3);
    let sliced = match whole {
        true => format!("{} {bare}", clause.leading(dice)),
        false => {
            let mut text = question.text.to_string();
            while text.contains("{t}") {
                text = text.replacen("{t}", &clause.trailing(dice), 1);
            }
            text
        }
    };
    let mut full = world.session();
    full.param("window", clause.parameter().as_str().into());
    let mut filtered = world.filtered(&clause).session();
    let (came, wanted) = (rows(&mut full, &sliced), rows(&mut filtered, &bare));
    let window = clause.parameter();
    assert_eq!(
        came,
        wanted,
        "seed {seed} $window {window}\n{sliced}\n{}",
        world.script()
    );
    if whole {
        let said = clause.leading(dice);
        if !said.contains('$') {
            full.look_at(&said).unwrap();
            assert_eq!(
                rows(&mut full, &bare),
                wanted,
                "seed {seed}, {said} by the session"
            );
        }
    }
}
