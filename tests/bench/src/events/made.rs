//! Events made with a fixed seed. Their shape is that of news events over ten months: twenty to an actor, most of them at few
//! actors, the same two actors again and again, and few kinds that most events are of.

use crate::dice::Dice;
use crate::events::{Asked, Event, Events, Kind};
use std::collections::BTreeSet;

const KINDS: usize = 256;
/// Out of so many kinds one is hostile; three in eight events are of such a kind or less.
const HOSTILE: usize = 3;
const DAYS: usize = 304;
const MONTH: u32 = 30;
/// Questions are asked about so many actors.
const SEEDS: usize = 100;

/// About `wanted` different events (few are drawn twice), in the order of their days.
pub fn make(wanted: usize) -> Events {
    let mut dice = Dice::new(20_180_101);
    let actors = (wanted / 20).max(2 * SEEDS);
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    let mut events = Vec::with_capacity(wanted);
    while events.len() < wanted {
        let (source, target) = pair(&mut pairs, actors, &mut dice);
        events.push(Event {
            day: dice.below(DAYS) as u32,
            source,
            kind: dice.skewed(KINDS, 4.0) as u32,
            target,
        });
    }
    events.sort_unstable();
    events.dedup();
    let kinds: Vec<Kind> = (0..KINDS).map(kind).collect();
    let actors: Vec<String> = (0..actors).map(name).collect();
    Events {
        asked: asked(&events, &kinds, &actors, &mut dice),
        actors,
        kinds,
        events,
    }
}

/// Two actors: three times in four two who met before.
fn pair(pairs: &mut Vec<(u32, u32)>, actors: usize, dice: &mut Dice) -> (u32, u32) {
    if !pairs.is_empty() && dice.share() < 0.75 {
        let (source, target) = pairs[dice.skewed(pairs.len(), 2.0)];
        return match dice.share() < 0.4 {
            true => (target, source),
            false => (source, target),
        };
    }
    loop {
        let pair = (
            dice.skewed(actors, 3.0) as u32,
            dice.skewed(actors, 3.0) as u32,
        );
        if pair.0 != pair.1 {
            pairs.push(pair);
            return pair;
        }
    }
}

fn kind(number: usize) -> Kind {
    Kind {
        name: format!("Kind {number}"),
        sign: if number % HOSTILE == HOSTILE - 1 {
            -1
        } else {
            1
        },
    }
}

fn name(number: usize) -> String {
    format!("Actor {number} (Place {})", number % 190)
}

fn asked(events: &[Event], kinds: &[Kind], actors: &[String], dice: &mut Dice) -> Asked {
    let sources: BTreeSet<u32> = events.iter().map(|event| event.source).collect();
    let sources: Vec<u32> = sources.into_iter().collect();
    let targets = events.iter().map(|event| event.target);
    let met: BTreeSet<u32> = targets.chain(sources.iter().copied()).collect();
    let met: Vec<u32> = met.into_iter().collect();
    let one = |of: &[u32], dice: &mut Dice| actors[of[dice.below(of.len())] as usize].clone();
    let seeds = (0..SEEDS).map(|_| one(&sources, dice)).collect();
    let pairs = (0..SEEDS).map(|_| [one(&met, dice), one(&met, dice)]);
    let from = DAYS as u32 / 3;
    let months = (0..DAYS as u32).step_by(MONTH as usize);
    Asked {
        seeds,
        pairs: pairs.collect(),
        window: [from, from + MONTH],
        months: months.map(|from| [from, from + MONTH]).collect(),
        triangles: kinds[1].name.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::make;
    use std::collections::HashSet;

    #[test]
    fn events_are_the_same_each_time_and_many_run_parallel() {
        let made = make(20_000);
        assert_eq!(made.events, make(20_000).events);
        assert!(made.events.len() > 19_000);
        assert!(made.events.iter().all(|event| event.source != event.target));
        let pairs = made.events.iter();
        let pairs: HashSet<_> = pairs.map(|event| (event.source, event.target)).collect();
        assert!(pairs.len() * 2 < made.events.len(), "{}", pairs.len());
    }

    #[test]
    fn few_actors_have_most_of_the_events() {
        let made = make(20_000);
        let tenth = made.actors.len() as u32 / 10;
        let at_few = made.events.iter().filter(|event| event.source < tenth);
        assert!(at_few.count() * 3 > made.events.len());
    }
}
