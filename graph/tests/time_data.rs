//! Periods against the shared tables of EDTF strings and Julian days, when those are at hand.

use factio_graph::time::allen::relations;
use factio_graph::time::relate::overlaps;
use factio_graph::time::{Asked, Bounds, Calendar, Certainty, FUTURE, PAST, Period, Slice};
use std::fs;
use std::path::Path;

/// The rows of a shared table, without its heading; none when the tables are not there.
fn rows(name: &str) -> Vec<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared/data/time")
        .join(name);
    let text = fs::read_to_string(path).unwrap_or_default();
    text.lines()
        .skip(1)
        .map(|line| line.split('\t').map(str::to_owned).collect())
        .collect()
}

/// The day number of a table's date, which may have a year of any length.
fn day(text: &str) -> i64 {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text),
    };
    let mut parts = digits.split('-').map(|part| part.parse::<i64>().unwrap());
    let mut next = || parts.next().unwrap();
    let (year, month, day) = (sign * next(), next(), next());
    (1..month)
        .map(|month| month_length(year, month))
        .sum::<i64>()
        + days_before(year)
        + day
        - 1
        - days_before(1970)
}

fn days_before(year: i64) -> i64 {
    let past = year - 1;
    past * 365 + past.div_euclid(4) - past.div_euclid(100) + past.div_euclid(400)
}

fn month_length(year: i64, month: i64) -> i64 {
    match month {
        2 if days_before(year + 1) - days_before(year) == 366 => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[test]
fn edtf_strings_are_read_as_the_table_says() {
    let mut wrong = Vec::new();
    for row in rows("edtf.tsv") {
        let [_, text, valid, _, min, max, _] = row.as_slice() else {
            panic!("a row of seven columns is wanted: {row:?}");
        };
        let period = match (Period::parse(text), valid.as_str()) {
            (Ok(period), "Y") => period,
            (Err(_), "N") => continue,
            (found, valid) => {
                wrong.push(format!("{text}: {found:?}, table says {valid}"));
                continue;
            }
        };
        assert_eq!(
            &period.to_string(),
            text,
            "printing gives back what was written"
        );
        if min.is_empty() {
            continue;
        }
        let written = period.meaning().written;
        let bound = |name: &str, infinite: i64| match name {
            "unknown" | "-inf" | "inf" => infinite,
            date => day(date),
        };
        let (one, other) = (bound(min, PAST), bound(max, FUTURE));
        // Two rows (-1985-04-XX and -1985-XX-XX) name the later day first; a period never does.
        if written.span() != (one.min(other), one.max(other)) {
            wrong.push(format!("{text}: {written:?}, table says {min} {max}"));
        }
        // The table goes to years that no date of the language reaches.
        let far = written.span().1 >= day("1000000000-01-01") && other != FUTURE;
        assert_eq!(period.earliest().is_none(), one == PAST || far, "{text}");
        assert_eq!(period.latest().is_none(), other == FUTURE || far, "{text}");
    }
    assert!(
        wrong.is_empty(),
        "{} rows:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn julian_days_are_read_as_the_table_says() {
    for row in rows("julian.tsv") {
        let period = Period::parse_in(&row[0], Calendar::Julian).unwrap();
        let gregorian = Period::parse(&row[1]).unwrap();
        assert_eq!(period.meaning(), gregorian.meaning(), "{row:?}");
        assert_eq!(period.to_string(), row[0]);
    }
}

#[test]
fn uncertain_intervals_relate_as_the_table_says() {
    for row in rows("intervals.tsv") {
        let n: Vec<i64> = row[..8]
            .iter()
            .map(|bound| bound.parse().unwrap())
            .collect();
        let a = Bounds::new((n[0], n[1]), (n[2], n[3])).unwrap();
        let b = Bounds::new((n[4], n[5]), (n[6], n[7])).unwrap();
        let names: Vec<&str> = relations(&a, &b)
            .iter()
            .map(|relation| relation.name())
            .collect();
        assert_eq!(names.join(","), row[8], "{row:?}");
        let definite = match names.as_slice() {
            [only] => only,
            _ => "",
        };
        assert_eq!(definite, row[9], "{row:?}");
        let t: i64 = row[10].parse().unwrap();
        let at = Slice {
            asked: Asked::At,
            window: Bounds::exactly(t, t).unwrap(),
        };
        assert_eq!(word(at.decide(&a)), row[11], "{row:?}");
        assert_eq!(word(overlaps(&a, &b)), row[12], "{row:?}");
    }
}

fn word(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Certain => "definitely",
        Certainty::Possible => "possibly",
        Certainty::Absent => "impossible",
    }
}

/// The reference's table of disputed strings, with whether each is read.
fn decisions() -> Vec<(String, bool)> {
    let reference = include_str!("../../grammar/reference-time.md");
    let mut decisions = Vec::new();
    for line in reference
        .lines()
        .skip_while(|line| !line.contains("readers of EDTF differ"))
    {
        let cells: Vec<&str> = line.split(" | ").collect();
        let [strings, decision @ ("read" | "refused"), _] = cells.as_slice() else {
            continue;
        };
        let quoted = strings.split('`').skip(1).step_by(2);
        decisions.extend(quoted.map(|string| (string.to_owned(), *decision == "read")));
    }
    decisions
}

#[test]
fn disputed_strings_are_read_as_the_reference_decides() {
    let decisions = decisions();
    assert!(decisions.len() > 100);
    for (string, read) in &decisions {
        let found = Period::parse(string);
        assert_eq!(found.is_ok(), *read, "{string}: {found:?}");
    }
    for row in rows("edtf_disputed.tsv") {
        let decided = decisions
            .iter()
            .filter(|(string, _)| *string == row[0])
            .count();
        assert_eq!(decided, 1, "{} is decided once", row[0]);
    }
}
