//! Balance and factions: how long exact answers take, and how good what is answered within a time is.
//!
//! `cargo bench -p factio-graph --bench alliances`. Networks that are not made here are read from beside the project, where
//! they are. Every line tells the time, the bounds, and what was aimed at.

use factio_graph::algo::partition::{Budget, Groups, partition};
use factio_graph::algo::signed::SignedTies;
use indexmap::IndexSet;
use std::io::Read;
use std::path::PathBuf;
use std::time::Instant;

fn main() {
    classics();
    windows();
    bitcoin();
    wikipedia();
    million();
}

/// What a run came to.
struct Run {
    seconds: f64,
    lower: i64,
    upper: i64,
    /// Over all components; `None` where they were not counted.
    optima: Option<u128>,
}

/// Runs for at most so many seconds.
fn run(ties: &SignedTies, groups: Groups, most: f64) -> Run {
    let begun = Instant::now();
    let parts = partition(
        ties,
        groups,
        Budget {
            should_stop: &|| begun.elapsed().as_secs_f64() > most,
            steps: u64::MAX,
        },
    );
    Run {
        seconds: begun.elapsed().as_secs_f64(),
        lower: parts.iter().map(|part| part.lower).sum(),
        upper: parts.iter().map(|part| part.upper).sum(),
        optima: parts.iter().map(|part| part.optima).product(),
    }
}

fn tell(name: &str, run: &Run, aim: &str) {
    let Run {
        seconds,
        lower,
        upper,
        optima,
    } = run;
    let figure = match lower == upper {
        true => format!("{upper} proven"),
        false => format!("[{lower}, {upper}]"),
    };
    let optima = optima.map_or(String::new(), |optima| format!(", {optima} optima"));
    println!("{name:44} {seconds:8.4} s  {figure}{optima}  (aim: {aim})");
}

fn classics() {
    for file in [
        "tribes",
        "bank_wiring",
        "slovene_parties_1994",
        "balance_example_7",
        "us_congress_convote",
    ] {
        if let Some(ties) = read(&format!("{file}.tsv"), |cells| weighed(cells, 1)) {
            tell(file, &run(&ties, Groups::TWO, 5.0), "proven in 0.1 s");
            let name = format!("{file}, free");
            tell(&name, &run(&ties, Groups::Free, 5.0), "proven in 0.1 s");
        }
    }
}

fn windows() {
    let Some(text) = text("cow_odd_windows.tsv") else {
        return;
    };
    let names: IndexSet<&str> = text
        .lines()
        .skip(1)
        .filter_map(|line| line.split('\t').next())
        .collect();
    for (groups, words) in [(Groups::TWO, "two groups"), (Groups::Free, "free")] {
        let (mut all, mut longest, mut proven) = (0.0, 0.0_f64, 0);
        for name in &names {
            let own = text
                .lines()
                .skip(1)
                .filter(|line| line.split('\t').next() == Some(name));
            let ties = ties(
                own.map(|line| line.split('\t').skip(1).collect()),
                |cells| weighed(cells, 1),
            );
            let run = run(&ties, groups, 2.0);
            all += run.seconds;
            longest = longest.max(run.seconds);
            match run.lower == run.upper {
                true => proven += 1,
                false => tell(
                    &format!("  window {name}, {words}"),
                    &run,
                    "proven in 0.1 s",
                ),
            }
        }
        println!(
            "{} windows of the Correlates of War, {words}: {proven} proven, {all:.3} s, the longest {longest:.3} s  (aim: 0.5 s, 0.1 s)",
            names.len()
        );
    }
}

fn bitcoin() {
    let Some(ties) = read("bitcoin_alpha_undirected.tsv", |cells| weighed(cells, 1)) else {
        return;
    };
    tell(
        "Bitcoin-Alpha, found",
        &run(&ties, Groups::TWO, 0.2),
        "upper 720 in 0.2 s",
    );
    tell(
        "Bitcoin-Alpha, proven",
        &run(&ties, Groups::TWO, 20.0),
        "720 in 10 s",
    );
    if let Some(ties) = read("bitcoin_alpha_ratings.csv.gz", |cells| weighed(cells, 1)) {
        tell(
            "Bitcoin-Alpha, every rating",
            &run(&ties, Groups::TWO, 20.0),
            "1,098",
        );
    }
    let summed = read("bitcoin_alpha_ratings.csv.gz", |cells| weighed(cells, 100));
    if let Some(directed) = summed {
        let sums = directed.ties().iter();
        let sums = sums.map(|tie| {
            (
                tie.a,
                tie.b,
                tie.net().signum().max(0),
                (-tie.net()).signum().max(0),
            )
        });
        let ties = SignedTies::merged(directed.nodes(), sums).expect("lawful ties");
        tell(
            "Bitcoin-Alpha, summed ratings",
            &run(&ties, Groups::TWO, 20.0),
            "819",
        );
    }
}

fn wikipedia() {
    if let Some(ties) = read("wikipedia_elections_undirected.tsv.gz", |cells| {
        weighed(cells, 1)
    }) {
        tell(
            "Wikipedia elections",
            &run(&ties, Groups::TWO, 5.0),
            "upper 14,903 in 5 s",
        );
    }
}

/// Two camps of a hundred thousand with a tenth of the ties turned.
fn million() {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut below = |bound: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) % bound
    };
    let mut list = Vec::new();
    while list.len() < 1_000_000 {
        let (a, b) = (below(200_000) as u32, below(200_000) as u32);
        let together = (a % 2 == b % 2) != (below(10) == 0);
        if a != b {
            list.push((a, b, i64::from(together), i64::from(!together)));
        }
    }
    let ties = SignedTies::merged(200_000, list).expect("lawful ties");
    let name = format!("{} ties of 200,000 actors", ties.ties().len());
    tell(&name, &run(&ties, Groups::TWO, 5.0), "an interval in 10 s");
    tell(
        &format!("{name}, free"),
        &run(&ties, Groups::Free, 5.0),
        "an interval in 10 s",
    );
}

/// Weight of the third cell, its size at most `most`.
fn weighed(cells: &[&str], most: i64) -> Option<i64> {
    let value: i64 = cells.get(2)?.parse().ok()?;
    Some(value.clamp(-most, most))
}

fn read(file: &str, weigh: impl Fn(&[&str]) -> Option<i64>) -> Option<SignedTies> {
    let text = text(file)?;
    let lines = text.lines().skip(1);
    Some(ties(
        lines.map(|line| line.split(['\t', ',']).collect()),
        weigh,
    ))
}

fn ties<'t>(
    rows: impl Iterator<Item = Vec<&'t str>>,
    weigh: impl Fn(&[&str]) -> Option<i64>,
) -> SignedTies {
    let mut names: IndexSet<&str> = IndexSet::new();
    let mut list = Vec::new();
    for cells in rows {
        let (Some(weight), [a, b, ..]) = (weigh(&cells), cells.as_slice()) else {
            continue;
        };
        let [a, b] = [a, b].map(|name| names.insert_full(name).0 as u32);
        if a != b {
            list.push((a, b, weight.max(0), (-weight).max(0)));
        }
    }
    SignedTies::merged(names.len(), list).expect("lawful ties")
}

fn text(file: &str) -> Option<String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/signed");
    let file = folder.join(file);
    let bytes = std::fs::read(&file).ok()?;
    if file.extension().is_none_or(|ending| ending != "gz") {
        return String::from_utf8(bytes).ok();
    }
    let mut text = String::new();
    let mut packed = flate2::read::GzDecoder::new(bytes.as_slice());
    packed.read_to_string(&mut text).ok()?;
    Some(text)
}
