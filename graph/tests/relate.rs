//! Every answer about uncertain periods against brute force: all choices of starts and ends of small periods, one by one.

use factio_graph::time::allen::{Allen, relations};
use factio_graph::time::relate::{contains, equals, meets, overlaps, precedes, succeeds};
use factio_graph::time::{
    Asked, Bounds, Certainty, FUTURE, InOrder, PAST, Shared, Slice, intersection,
};

type Exact = (i64, i64);

/// The values of a range; a missing bound is stood for by itself and by days beyond all others.
fn values((low, high): (i64, i64)) -> Vec<i64> {
    let first = if low == PAST { -3 } else { low };
    let last = if high == FUTURE { 7 } else { high };
    let mut values: Vec<i64> = (first..=last).collect();
    values.extend(
        [PAST, FUTURE]
            .into_iter()
            .filter(|end| *end == low || *end == high),
    );
    values.sort_unstable();
    values.dedup();
    values
}

/// All choices of a start and an end.
fn choices(bounds: &Bounds) -> Vec<Exact> {
    let ends = values(bounds.end());
    values(bounds.start())
        .into_iter()
        .flat_map(|start| ends.iter().map(move |end| (start, *end)))
        .filter(|(start, end)| start <= end)
        .collect()
}

/// All tight bounds over a few days.
fn all_bounds(days: i64) -> Vec<Bounds> {
    let ranges: Vec<Exact> = (0..days)
        .flat_map(|low| (low..days).map(move |high| (low, high)))
        .collect();
    let mut all: Vec<Bounds> = ranges
        .iter()
        .flat_map(|start| ranges.iter().filter_map(|end| Bounds::new(*start, *end)))
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// A seeded generator (Marsaglia's xorshift): the same cases every time.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: i64) -> i64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as i64
    }

    fn bounds(&mut self, days: i64, width: i64, with_missing: bool) -> Bounds {
        loop {
            let mut range = |missing: i64| {
                let low = self.below(days);
                let range = (low, low + self.below(width));
                match self.below(6) {
                    0 if with_missing => (missing, missing),
                    1 if with_missing && missing == PAST => (PAST, range.1),
                    1 if with_missing => (range.0, FUTURE),
                    _ => range,
                }
            };
            if let Some(bounds) = Bounds::new(range(PAST), range(FUTURE)) {
                return bounds;
            }
        }
    }
}

fn certainty(answers: impl IntoIterator<Item = bool>) -> Certainty {
    let (mut some, mut all) = (false, true);
    for answer in answers {
        some |= answer;
        all &= answer;
    }
    match (some, all) {
        (true, true) => Certainty::Certain,
        (true, false) => Certainty::Possible,
        (false, _) => Certainty::Absent,
    }
}

fn over_pairs(a: &Bounds, b: &Bounds, holds: impl Fn(Exact, Exact) -> bool) -> Certainty {
    let right = choices(b);
    let pairs = choices(a)
        .into_iter()
        .flat_map(|a| right.iter().map(move |b| (a, *b)));
    certainty(pairs.map(|(a, b)| holds(a, b)))
}

fn share((s, e): Exact, (t, f): Exact) -> bool {
    s.max(t) <= e.min(f)
}

fn allen(a: Exact, b: Exact) -> Allen {
    let ((s, e), (t, f)) = (a, b);
    if e < t {
        return if e + 1 == t {
            Allen::Meets
        } else {
            Allen::Before
        };
    }
    if f < s {
        return allen(b, a).inverse();
    }
    match (s.cmp(&t), e.cmp(&f)) {
        (std::cmp::Ordering::Equal, std::cmp::Ordering::Equal) => Allen::Equals,
        (std::cmp::Ordering::Equal, std::cmp::Ordering::Less) => Allen::Starts,
        (std::cmp::Ordering::Equal, std::cmp::Ordering::Greater) => Allen::StartedBy,
        (std::cmp::Ordering::Less, std::cmp::Ordering::Less) => Allen::Overlaps,
        (std::cmp::Ordering::Less, std::cmp::Ordering::Equal) => Allen::FinishedBy,
        (std::cmp::Ordering::Less, std::cmp::Ordering::Greater) => Allen::Contains,
        (std::cmp::Ordering::Greater, std::cmp::Ordering::Less) => Allen::During,
        (std::cmp::Ordering::Greater, std::cmp::Ordering::Equal) => Allen::Finishes,
        (std::cmp::Ordering::Greater, std::cmp::Ordering::Greater) => Allen::OverlappedBy,
    }
}

fn check_pair(a: &Bounds, b: &Bounds) {
    let mut found: Vec<Allen> = choices(a)
        .iter()
        .flat_map(|a| choices(b).into_iter().map(move |b| allen(*a, b)))
        .collect();
    found.sort_unstable();
    found.dedup();
    assert_eq!(relations(a, b), found, "{a:?} {b:?}");

    let agree = |name: &str, answer: Certainty, holds: &dyn Fn(Exact, Exact) -> bool| {
        assert_eq!(answer, over_pairs(a, b, holds), "{name} {a:?} {b:?}");
    };
    agree("overlaps", overlaps(a, b), &share);
    agree("precedes", precedes(a, b), &|a, b| a.1 < b.0);
    agree("succeeds", succeeds(a, b), &|a, b| b.1 < a.0);
    agree("meets", meets(a, b), &|a, b| a.1 + 1 == b.0);
    agree("contains", contains(a, b), &|a, b| a.0 <= b.0 && b.1 <= a.1);
    agree("equals", equals(a, b), &|a, b| a == b);
    check_intersection(a, b);
}

fn check_intersection(a: &Bounds, b: &Bounds) {
    let common: Vec<Exact> = choices(a)
        .iter()
        .flat_map(|a| {
            choices(b)
                .into_iter()
                .map(move |b| (a.0.max(b.0), a.1.min(b.1)))
        })
        .collect();
    let real: Vec<&Exact> = common.iter().filter(|(s, e)| s <= e).collect();
    let Some(bounds) = intersection([a, b]) else {
        assert!(real.is_empty(), "{a:?} {b:?}");
        return;
    };
    let extremes = |of: fn(&Exact) -> i64| {
        let values = || real.iter().map(|choice| of(choice));
        (values().min().unwrap(), values().max().unwrap())
    };
    assert_eq!(bounds.start(), extremes(|choice| choice.0), "{a:?} {b:?}");
    assert_eq!(bounds.end(), extremes(|choice| choice.1), "{a:?} {b:?}");
    let always = real.len() == common.len();
    assert_eq!(bounds.is_doubtful(), !always, "{a:?} {b:?}");
}

#[test]
fn all_small_periods_relate_as_their_choices_do() {
    let all = all_bounds(4);
    for a in &all {
        for b in &all {
            check_pair(a, b);
        }
    }
}

#[test]
fn periods_with_missing_bounds_relate_as_their_choices_do() {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    for _ in 0..5_000 {
        let a = random.bounds(4, 3, true);
        let b = random.bounds(4, 3, true);
        check_pair(&a, &b);
    }
}

#[test]
fn slices_are_decided_as_their_choices_are() {
    let all = all_bounds(4);
    for validity in &all {
        for window in &all {
            let decide = |asked: Asked| {
                Slice {
                    asked,
                    window: *window,
                }
                .decide(validity)
            };
            let during = over_pairs(validity, window, share);
            assert_eq!(decide(Asked::During), during);
            let throughout = over_pairs(validity, window, |v, w| v.0 <= w.0 && w.1 <= v.1);
            assert_eq!(decide(Asked::Throughout), throughout);
            let (first, last) = window.span();
            let held = choices(validity)
                .into_iter()
                .flat_map(|v| (first..=last).map(move |day| v.0 <= day && day <= v.1));
            assert_eq!(decide(Asked::At), certainty(held));
        }
    }
}

/// All combinations of one choice of each.
fn combinations(all: &[Bounds]) -> Vec<Vec<Exact>> {
    all.iter().fold(vec![Vec::new()], |combinations, bounds| {
        let choices = choices(bounds);
        combinations
            .iter()
            .flat_map(|chosen| {
                choices.iter().map(move |choice| {
                    let mut chosen = chosen.clone();
                    chosen.push(*choice);
                    chosen
                })
            })
            .collect()
    })
}

fn shared_day(chosen: &[Exact]) -> bool {
    let latest_start = chosen.iter().map(|choice| choice.0).max();
    latest_start <= chosen.iter().map(|choice| choice.1).min()
}

#[test]
fn several_periods_share_a_day_in_a_slice_as_their_choices_do() {
    let mut random = Random(0xD1B5_4A32_D192_ED03);
    for case in 0..1_000 {
        let days = 3 + case % 5;
        let mut all: Vec<Bounds> = (0..4).map(|_| random.bounds(days, 3, false)).collect();
        let window = all[0];
        let met = all[1..].iter().try_fold(
            Shared::within(Slice {
                asked: Asked::During,
                window,
            }),
            |shared, validity| shared.with(validity),
        );
        let answer = met.map_or(Certainty::Absent, |shared| shared.certainty());
        let wanted = certainty(combinations(&all).iter().map(|chosen| shared_day(chosen)));
        assert_eq!(answer, wanted, "{all:?}");

        let slice = Slice {
            asked: Asked::At,
            window,
        };
        let met = all[1..]
            .iter()
            .try_fold(Shared::within(slice), |shared, validity| {
                shared.with(validity)
            });
        let answer = met.map_or(Certainty::Absent, |shared| shared.certainty());
        let (first, last) = window.span();
        all[0] = Bounds::exactly(first, first).unwrap();
        let wanted = certainty((first..=last).flat_map(|day| {
            all[0] = Bounds::exactly(day, day).unwrap();
            combinations(&all)
                .iter()
                .map(|chosen| shared_day(chosen))
                .collect::<Vec<bool>>()
        }));
        assert_eq!(answer, wanted, "at {window:?}: {:?}", &all[1..]);
    }
}

/// The earliest day of arrival of a walk of exact validities: window, node, then relation and node by turns.
fn arrival(chosen: &[Exact]) -> Option<i64> {
    let (window, rest) = (chosen[0], &chosen[1..]);
    let mut now = window.0;
    for hop in rest.windows(3).step_by(2) {
        now = hop.iter().fold(now, |now, part| now.max(part.0));
        let last = hop.iter().fold(window.1, |last, part| last.min(part.1));
        if now > last {
            return None;
        }
    }
    Some(now)
}

#[test]
fn walks_in_order_arrive_as_their_choices_do() {
    let mut random = Random(0x2545_F491_4F6C_DD1D);
    let mut seen = [0; 3];
    for case in 0..1_500 {
        let days = 2 + case % 6;
        let all: Vec<Bounds> = (0..6)
            .map(|index| match index {
                0 => Bounds::exactly(random.below(2), days + random.below(4)).unwrap(),
                _ => {
                    let start = random.below(days);
                    let end = start + random.below(6);
                    let range = |random: &mut Random, day| (day, day + random.below(2));
                    Bounds::new(range(&mut random, start), range(&mut random, end)).unwrap()
                }
            })
            .collect();
        let walk = InOrder::starting(&all[0], &all[1])
            .and_then(|walk| walk.hop(&all[2], &all[3]))
            .and_then(|walk| walk.hop(&all[4], &all[5]));
        let arrivals: Vec<Option<i64>> = combinations(&all)
            .iter()
            .map(|chosen| arrival(chosen))
            .collect();
        let wanted = certainty(arrivals.iter().map(Option::is_some));
        let answer = walk.map_or(Certainty::Absent, |walk| walk.certainty());
        assert_eq!(answer, wanted, "{all:?}");
        let first = arrivals.iter().flatten().min();
        assert_eq!(walk.map(|walk| walk.arrival()).as_ref(), first, "{all:?}");
        if let Some(by) = walk.and_then(|walk| walk.certain_arrival()) {
            assert_eq!(Some(&by), arrivals.iter().flatten().max(), "{all:?}");
        }
        seen[wanted as usize] += 1;
    }
    assert!(seen.iter().all(|count| *count > 50), "{seen:?}");
}

#[test]
fn doubt_leaves_nothing_certain() {
    let days = Bounds::exactly(1, 5).unwrap();
    let doubtful = factio_graph::time::Period::parse("1970-01-02?/1970-01-06").unwrap();
    let doubtful = doubtful.bounds();
    assert_eq!(doubtful.span(), days.span());
    for relation in [overlaps, contains, equals] {
        assert_eq!(relation(&days, &days), Certainty::Certain);
        assert_eq!(relation(&days, doubtful), Certainty::Possible);
        assert_eq!(relation(doubtful, &days), Certainty::Possible);
    }
    let far = Bounds::exactly(8, 9).unwrap();
    assert_eq!(overlaps(doubtful, &far), Certainty::Absent);
    assert_eq!(precedes(doubtful, &far), Certainty::Possible);
}
