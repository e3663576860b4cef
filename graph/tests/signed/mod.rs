//! Signed networks for the tests: the shared data sets where they are at hand, classics built here, and random ones.

mod large;
mod laws;

use std::io::Read;
use std::path::PathBuf;

use factio_graph::algo::signed::SignedTies;

/// The text of a shared data set, when it is at hand.
pub fn text(file: &str) -> Option<String> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared/data/signed")
        .join(file);
    if !file.ends_with(".gz") {
        return std::fs::read_to_string(path).ok();
    }
    let mut text = String::new();
    flate2::read::GzDecoder::new(std::fs::File::open(path).ok()?)
        .read_to_string(&mut text)
        .ok()?;
    Some(text)
}

/// Ties by the sign of the third column; names are numbered as they appear.
pub fn read(file: &str) -> Option<SignedTies> {
    Some(named(&rows(&text(file)?), i64::signum).1)
}

/// Ties weighed by the third column.
pub fn read_valued(file: &str) -> Option<SignedTies> {
    Some(named(&rows(&text(file)?), |value| value).1)
}

fn rows(text: &str) -> Vec<(&str, &str, i64)> {
    let row = |line: &'_ str| -> Option<(usize, usize, i64)> {
        let mut cells = line.split('\t');
        Some((
            cells.next()?.len(),
            cells.next()?.len(),
            cells.next()?.parse().ok()?,
        ))
    };
    let cut = |line| row(line).map(|(a, b, value)| (&line[..a], &line[a + 1..a + 1 + b], value));
    text.lines().skip(1).filter_map(cut).collect()
}

pub fn named<'a>(
    rows: &[(&'a str, &'a str, i64)],
    weigh: impl Fn(i64) -> i64,
) -> (Vec<&'a str>, SignedTies) {
    let mut names = indexmap::IndexSet::new();
    let ties: Vec<_> = rows
        .iter()
        .map(|&(a, b, value)| {
            let (a, b) = (names.insert_full(a).0 as u32, names.insert_full(b).0 as u32);
            (a, b, weigh(value).max(0), weigh(-value).max(0))
        })
        .collect();
    let ties = SignedTies::merged(names.len(), ties).expect("lawful ties");
    (names.into_iter().collect(), ties)
}

/// A window of the Correlates of War with what is expected of it.
pub struct Window {
    pub name: String,
    pub ties: SignedTies,
    pub frustration: i64,
    pub normalised: f64,
    pub triads: [u64; 4],
}

/// The windows that are at hand.
pub fn windows() -> Vec<Window> {
    let (Some(expected), Some(all)) = (text("cow_odd_expected.tsv"), text("cow_odd_windows.tsv"))
    else {
        return Vec::new();
    };
    expected
        .lines()
        .skip(1)
        .map(|line| window(line, &all))
        .collect()
}

fn window(line: &str, all: &str) -> Window {
    let cells: Vec<&str> = line.split('\t').collect();
    let prefix = format!("{}\t", cells[0]);
    let own: String = all
        .lines()
        .filter_map(|row| row.strip_prefix(&prefix))
        .fold(String::from("\n"), |text, row| text + row + "\n");
    let count = |at: usize| cells[at].parse().expect("a count");
    Window {
        name: cells[0].to_owned(),
        ties: named(&rows(&own), i64::signum).1,
        frustration: cells[4].parse().expect("a count"),
        normalised: cells[5].parse().expect("a share"),
        triads: [6, 7, 8, 9].map(count),
    }
}

/// The dated ties of acceptance case V1: two names, a sign, first and last day.
const OPPOSITIONS: [(&str, i64, &str, &str, &str); 19] = [
    ("Stalin", 1, "Zinoviev", "1923-04-26", "1925-09-04"),
    ("Stalin", 1, "Kamenev", "1923-04-26", "1925-09-04"),
    ("Zinoviev", 1, "Kamenev", "1917-11-08", "1936-08-25"),
    ("Trotsky", -1, "Stalin", "1923-10-08", "1940-08-21"),
    ("Trotsky", -1, "Zinoviev", "1923-10-08", "1926-04-30"),
    ("Trotsky", -1, "Kamenev", "1923-10-08", "1926-04-30"),
    ("Bukharin", 1, "Stalin", "1923-10-08", "1928-07-10"),
    ("Bukharin", -1, "Trotsky", "1923-10-08", "1929-02-10"),
    ("Zinoviev", -1, "Stalin", "1925-09-05", "1927-12-18"),
    ("Kamenev", -1, "Stalin", "1925-09-05", "1927-12-18"),
    ("Bukharin", -1, "Zinoviev", "1925-09-05", "1927-12-18"),
    ("Bukharin", -1, "Kamenev", "1925-09-05", "1927-12-18"),
    ("Trotsky", 1, "Zinoviev", "1926-07-14", "1927-12-18"),
    ("Trotsky", 1, "Kamenev", "1926-07-14", "1927-12-18"),
    ("Bukharin", -1, "Stalin", "1928-07-11", "1929-11-26"),
    ("Rykov", 1, "Bukharin", "1928-07-11", "1929-11-26"),
    ("Tomsky", 1, "Bukharin", "1928-07-11", "1929-11-26"),
    ("Rykov", -1, "Stalin", "1928-07-11", "1929-11-26"),
    ("Tomsky", -1, "Stalin", "1928-07-11", "1929-11-26"),
];

/// Names in the order of the fixture, the same at every date, and the ties of a day.
pub fn oppositions_at(day: &str) -> (Vec<&'static str>, SignedTies) {
    let mut names = indexmap::IndexSet::new();
    OPPOSITIONS
        .iter()
        .for_each(|tie| names.extend([tie.0, tie.2]));
    let on = OPPOSITIONS
        .iter()
        .filter(|tie| tie.3 <= day && day <= tie.4);
    let number = |name| names.get_index_of(name).expect("named") as u32;
    let ties: Vec<_> = on
        .map(|tie| (number(tie.0), number(tie.2), tie.1.max(0), (-tie.1).max(0)))
        .collect();
    let ties = SignedTies::merged(names.len(), ties).expect("lawful ties");
    (names.into_iter().collect(), ties)
}

pub fn complete_negative(nodes: u32) -> SignedTies {
    let pairs = (0..nodes).flat_map(|a| (a + 1..nodes).map(move |b| (a, b, 0, 1)));
    SignedTies::merged(nodes as usize, pairs).expect("lawful ties")
}

/// The Petersen graph with all ties negative.
pub fn petersen() -> SignedTies {
    let ties = (0..5).flat_map(|at| {
        [
            (at, (at + 1) % 5, 0, 1),
            (at, at + 5, 0, 1),
            (at + 5, (at + 2) % 5 + 5, 0, 1),
        ]
    });
    SignedTies::merged(10, ties).expect("lawful ties")
}

/// A cycle of five with one negative tie.
pub fn five_cycle() -> SignedTies {
    let ties = (0..5).map(|at| (at, (at + 1) % 5, i64::from(at > 0), i64::from(at == 0)));
    SignedTies::merged(5, ties).expect("lawful ties")
}

/// A connected random graph with weights from 1 to 3, some pairs ambivalent; the same for the same seed.
pub fn random(nodes: usize, ties: usize, seed: u64) -> SignedTies {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) + 1;
    let mut below = |bound: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as usize % bound
    };
    let mut all = Vec::new();
    for node in 1..nodes {
        all.push((below(node), node));
    }
    while all.len() < ties {
        let (a, b) = (below(nodes), below(nodes));
        if a != b {
            all.push((a, b));
        }
    }
    let signed = all.into_iter().map(|(a, b)| {
        let (weight, positive) = (1 + below(3) as i64, below(2) == 0);
        (
            a as u32,
            b as u32,
            if positive { weight } else { 0 },
            if positive { 0 } else { weight },
        )
    });
    SignedTies::merged(nodes, signed.collect::<Vec<_>>()).expect("lawful ties")
}
