//! The social network, made with a fixed seed. Circles of people who know each other lie near in number, which makes triangles.

use crate::dice::Dice;
use std::collections::BTreeSet;

/// Nodes by label, and relations by type, as the schema numbers them; the ends by their number within their label.
#[derive(Clone, Debug)]
pub struct Social {
    pub counts: [usize; 8],
    pub pairs: [Vec<(usize, usize)>; 15],
}

type Pairs = Vec<(usize, usize)>;

/// The network at a scale: 1 is that of 1.1 million relations.
pub fn make(scale: f64) -> Social {
    let mut dice = Dice::new(7);
    let dice = &mut dice;
    let of = |count: usize| ((count as f64 * scale) as usize).max(2);
    let [
        people,
        cities,
        countries,
        forums,
        posts,
        comments,
        tags,
        classes,
    ] = [
        of(1_528),
        of(1_343),
        111,
        of(13_750),
        of(135_701),
        of(151_043),
        of(16_080),
        71,
    ];
    let knows = acquaintances(of(14_073), people, dice);
    let (to_posts, to_comments) = replies(comments, posts, dice);
    let pairs = [
        knows,
        each(people, |_, dice| few(cities, dice), dice),
        each(cities, |_, dice| few(countries, dice), dice),
        distinct(
            of(123_268),
            |dice| (few(forums, dice), few(people, dice)),
            dice,
        ),
        swapped(each(posts, |_, dice| few(forums, dice), dice)),
        to_posts,
        to_comments,
        distinct(
            of(191_303),
            |dice| (dice.below(comments), few(tags, dice)),
            dice,
        ),
        distinct(
            of(51_118),
            |dice| (dice.below(posts), few(tags, dice)),
            dice,
        ),
        each(tags, |_, dice| few(classes, dice), dice),
        each(comments, |_, dice| few(people, dice), dice),
        each(posts, |_, dice| few(people, dice), dice),
        distinct(
            of(47_215),
            |dice| (few(people, dice), few(posts, dice)),
            dice,
        ),
        distinct(
            of(62_225),
            |dice| (few(people, dice), few(comments, dice)),
            dice,
        ),
        distinct(
            of(35_475),
            |dice| (dice.below(people), few(tags, dice)),
            dice,
        ),
    ];
    Social {
        counts: [
            people, cities, countries, forums, posts, comments, tags, classes,
        ],
        pairs,
    }
}

/// A number below `bound`, mostly a small one.
fn few(bound: usize, dice: &mut Dice) -> usize {
    let share = dice.share().powf(1.6) * dice.share();
    ((share * bound as f64) as usize).min(bound - 1)
}

/// A number that is small more often than not; on average `mean`.
fn near(mean: f64, dice: &mut Dice) -> usize {
    (-mean * (1.0 - dice.share()).ln()) as usize
}

/// A pair for each of so many starts.
fn each(starts: usize, end: impl Fn(usize, &mut Dice) -> usize, dice: &mut Dice) -> Pairs {
    (0..starts).map(|start| (start, end(start, dice))).collect()
}

fn swapped(pairs: Pairs) -> Pairs {
    pairs.into_iter().map(|(one, other)| (other, one)).collect()
}

/// So many different pairs, ascending.
fn distinct(count: usize, pair: impl Fn(&mut Dice) -> (usize, usize), dice: &mut Dice) -> Pairs {
    let mut pairs = BTreeSet::new();
    let mut tries = 0;
    while pairs.len() < count && tries < 50 * count {
        pairs.insert(pair(dice));
        tries += 1;
    }
    pairs.into_iter().collect()
}

/// Who knows whom: most of them one of those who come next, the others somebody whom many know.
fn acquaintances(count: usize, people: usize, dice: &mut Dice) -> Pairs {
    let pair = |dice: &mut Dice| {
        let one = dice.below(people);
        let other = match dice.share() < 0.3 {
            true => few(people, dice),
            false => (one + 1 + near(25.0, dice)) % people,
        };
        match one == other {
            true => (one, (one + 1) % people),
            false => (one, other),
        }
    };
    let ordered = |dice: &mut Dice| {
        let (one, other) = pair(dice);
        (one.min(other), one.max(other))
    };
    distinct(count, ordered, dice)
}

/// Half of the comments reply to posts, the others to a comment shortly before.
fn replies(comments: usize, posts: usize, dice: &mut Dice) -> (Pairs, Pairs) {
    let (mut to_posts, mut to_comments) = (Vec::new(), Vec::new());
    for comment in 0..comments {
        match comment > 0 && dice.share() < 0.5 {
            true => to_comments.push((comment, comment.saturating_sub(1 + near(20.0, dice)))),
            false => to_posts.push((comment, few(posts, dice))),
        }
    }
    (to_posts, to_comments)
}

#[cfg(test)]
mod tests {
    use super::make;
    use crate::social::RELATIONS;

    #[test]
    fn the_ends_of_relations_are_there_and_nobody_knows_himself() {
        let social = make(0.01);
        for (relation, pairs) in RELATIONS.iter().zip(&social.pairs) {
            let [start, end] = relation.ends.map(|end| social.counts[end]);
            let holds = |&(one, other): &(usize, usize)| one < start && other < end;
            assert!(!pairs.is_empty() && pairs.iter().all(holds), "{relation:?}");
        }
        assert!(social.pairs[0].iter().all(|(one, other)| one != other));
    }
}
