//! What EDTF texts mean: the project's own table of four bounds, and the writing of bounds as EDTF.

use factio_graph::time::{Bounds, Calendar, FUTURE, PAST, Period};

/// Text, the four bounds used (start, then end), and whether it is doubtful.
const READINGS: &str = "
# Single dates: start and end lie somewhere in them.
1925-03-14 | 1925-03-14 1925-03-14 1925-03-14 1925-03-14
1925 | 1925-01-01 1925-12-31 1925-01-01 1925-12-31
1925-02 | 1925-02-01 1925-02-28 1925-02-01 1925-02-28
1917-11-07T21:45:00 | 1917-11-07 1917-11-07 1917-11-07 1917-11-07
192X | 1920-01-01 1929-12-31 1920-01-01 1929-12-31
1925-XX-14 | 1925-01-14 1925-12-14 1925-01-14 1925-12-14
1925-X2-3X | 1925-12-30 1925-12-31 1925-12-30 1925-12-31
192X-02-29 | 1920-02-29 1928-02-29 1920-02-29 1928-02-29
1925-21 | 1925-03-01 1925-05-31 1925-03-01 1925-05-31
1925-24 | 1925-12-01 1925-12-31 1925-12-01 1925-12-31
1925-34 | 1925-04-01 1925-06-30 1925-04-01 1925-06-30
1925-38 | 1925-05-01 1925-08-31 1925-05-01 1925-08-31
-0043-03-15 | -0043-03-15 -0043-03-15 -0043-03-15 -0043-03-15
-004X | -0049-01-01 -0040-12-31 -0049-01-01 -0040-12-31
1925S2 | 1900-01-01 1999-12-31 1900-01-01 1999-12-31
# Intervals.
1923/1925 | 1923-01-01 1923-12-31 1925-01-01 1925-12-31
1923-05/1923 | 1923-05-01 1923-05-31 1923-05-01 1923-12-31
1923/1923-05 | 1923-01-01 1923-05-31 1923-05-01 1923-05-31
1923/.. | 1923-01-01 1923-12-31 inf inf
../1923 | -inf -inf 1923-01-01 1923-12-31
../.. | -inf -inf inf inf
1923/ | 1923-01-01 1923-12-31 1923-01-01 inf
/1923 | -inf 1923-12-31 1923-01-01 1923-12-31
1923/1925-06-01.. | 1923-01-01 1923-12-31 1925-06-01 inf
..1923/1925-06-01 | -inf 1923-12-31 1925-06-01 1925-06-01
# Uncertain: the bounds stay.
1925? | 1925-01-01 1925-12-31 1925-01-01 1925-12-31 doubtful
1923?/1925-06-01 | 1923-01-01 1923-12-31 1925-06-01 1925-06-01 doubtful
1923-?06/.. | 1923-06-01 1923-06-30 inf inf doubtful
# Approximate: one unit of its own precision each way, at the end that is approximate.
1925~ | 1924-01-01 1926-12-31 1924-01-01 1926-12-31
1925-02~ | 1925-01-01 1925-03-31 1925-01-01 1925-03-31
1925-03-01~ | 1925-02-28 1925-03-02 1925-02-28 1925-03-02
1925-03-~01 | 1925-02-28 1925-03-02 1925-02-28 1925-03-02
1925-03~-31 | 1925-02-28 1925-04-30 1925-02-28 1925-04-30
1924~-02-29 | 1923-02-28 1925-02-28 1923-02-28 1925-02-28
192X~ | 1910-01-01 1939-12-31 1910-01-01 1939-12-31
1925-XX~ | 1924-01-01 1926-12-31 1924-01-01 1926-12-31
1925-04-XX~ | 1925-03-01 1925-05-31 1925-03-01 1925-05-31
1925-22~ | 1925-03-01 1925-11-30 1925-03-01 1925-11-30
1925-40~ | 1924-07-01 1925-12-31 1924-07-01 1925-12-31
1925S2~ | 1800-01-01 2099-12-31 1800-01-01 2099-12-31
1923/1925~ | 1923-01-01 1923-12-31 1924-01-01 1926-12-31
1923~/1924 | 1922-01-01 1924-12-31 1924-01-01 1924-12-31
1923/1925% | 1923-01-01 1923-12-31 1924-01-01 1926-12-31 doubtful
# Sets.
[1923,1925] | 1923-01-01 1925-12-31 1923-01-01 1925-12-31
[1923-05..1923-07] | 1923-05-01 1923-07-31 1923-05-01 1923-07-31
[..1923] | -inf 1923-12-31 -inf 1923-12-31
[1923?,1925] | 1923-01-01 1925-12-31 1923-01-01 1925-12-31 doubtful
{1923,1924,1925} | 1923-01-01 1923-12-31 1925-01-01 1925-12-31
{1925,1923,1924} | 1923-01-01 1923-12-31 1925-01-01 1925-12-31
{1923..1925} | 1923-01-01 1923-12-31 1925-01-01 1925-12-31
{1923,1925} | 1923-01-01 1923-12-31 1925-01-01 1925-12-31 doubtful
{1923..} | 1923-01-01 1923-12-31 inf inf
{..1923} | -inf -inf 1923-01-01 1923-12-31
# By hand.
{start: ['2000-01-05', '2000-01-07'], end: ['2000-01-09', '2000-01-11']} | 2000-01-05 2000-01-07 2000-01-09 2000-01-11
{start: [null, '2000'], end: '..', uncertain: true} | -inf 2000-12-31 inf inf doubtful
";

/// Texts that are no EDTF, and where they go wrong.
const ERRORS: &[(&str, usize)] = &[
    ("", 0),
    ("/", 0),
    ("1925-13", 5),
    ("1925-02-29", 8),
    ("-0000", 0),
    ("1925/1924", 5),
    ("1925-06-01/1925-05", 11),
    ("1925 ", 4),
    ("1925/19 26", 7),
    ("1917-11-07T21:45:00/1918", 0),
    ("1925/1926/1927", 9),
    ("1925/..1926", 5),
    ("1925../1926", 4),
    ("[]", 1),
    ("[1925", 0),
    ("[1925,]", 6),
    ("[..]", 1),
    ("{1925..1924}", 7),
    ("{1925..1926-05}", 1),
    ("{192X..1930}", 1),
    ("Y9999", 1),
    ("Y9E18", 0),
    ("20th century", 4),
    ("1925é", 4),
    ("{start: ['1925', '1924'], end: '..'}", 0),
    ("{begin: '1925'}", 1),
    ("{start: '1925'", 14),
];

fn day(text: &str) -> i64 {
    match text {
        "-inf" => PAST,
        "inf" => FUTURE,
        date => Period::parse(date).unwrap().bounds().span().0,
    }
}

#[test]
fn texts_mean_their_four_bounds_and_print_as_they_were_written() {
    let lines = READINGS.lines().filter(|line| line.contains(" | "));
    for (text, meaning) in lines.filter_map(|line| line.split_once(" | ")) {
        let period = Period::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        let mut words = meaning.split(' ');
        let mut bound = || day(words.next().unwrap());
        let wanted = Bounds::new((bound(), bound()), (bound(), bound())).unwrap();
        assert_eq!(
            *period.bounds(),
            wanted.doubted(words.next().is_some()),
            "{text}"
        );
        assert_eq!(period.to_string(), text);
    }
}

#[test]
fn what_is_no_edtf_is_an_error_at_its_place() {
    for (text, offset) in ERRORS {
        match Period::parse(text) {
            Err(error) => assert_eq!(error.offset, *offset, "{text}: {error}"),
            Ok(period) => panic!("{text} is {period:?}"),
        }
    }
}

#[test]
fn earliest_and_latest_are_those_of_what_was_written() {
    let ends = |text: &str| {
        let period = Period::parse(text).unwrap();
        let text = |date: factio_graph::time::Date| Period::of_day(date).to_string();
        (period.earliest().map(text), period.latest().map(text))
    };
    let dates = |a: &str, b: &str| (Some(a.to_owned()), Some(b.to_owned()));
    assert_eq!(ends("1923/1925~"), dates("1923-01-01", "1925-12-31"));
    assert_eq!(ends("1925-03%"), dates("1925-03-01", "1925-03-31"));
    assert_eq!(ends("1925/.."), (Some("1925-01-01".into()), None));
    assert_eq!(ends("1925/"), (Some("1925-01-01".into()), None));
    assert_eq!(ends("/1925"), (None, Some("1925-12-31".into())));
    assert_eq!(Period::parse("1925").unwrap().days(), Some(365));
    assert_eq!(Period::parse("1925/").unwrap().days(), None);
}

#[test]
fn a_window_holds_for_certain_what_was_written() {
    let windows = [
        (
            "1925",
            ["1925-01-01", "1925-01-01", "1925-12-31", "1925-12-31"],
        ),
        (
            "1923/1925",
            ["1923-01-01", "1923-01-01", "1925-12-31", "1925-12-31"],
        ),
        (
            "1925~",
            ["1924-01-01", "1925-01-01", "1925-12-31", "1926-12-31"],
        ),
        ("1923/..", ["1923-01-01", "1923-01-01", "inf", "inf"]),
        ("1923/", ["1923-01-01", "1923-01-01", "1923-12-31", "inf"]),
        ("/1923", ["-inf", "1923-01-01", "1923-12-31", "1923-12-31"]),
        (
            "1923/1925..",
            ["1923-01-01", "1923-01-01", "1925-01-01", "inf"],
        ),
        (
            "[1923..1925]",
            ["1923-01-01", "1923-01-01", "1925-12-31", "1925-12-31"],
        ),
    ];
    for (text, bounds) in windows {
        let [s_lo, s_hi, e_lo, e_hi] = bounds.map(day);
        let wanted = Bounds::new((s_lo, s_hi), (e_lo, e_hi)).unwrap();
        assert_eq!(
            Period::parse(text).unwrap().meaning().window(),
            wanted,
            "{text}"
        );
    }
}

#[test]
fn periods_are_equal_when_they_say_the_same() {
    let period = |text: &str| Period::parse(text).unwrap();
    let julian = Period::parse_in("1917-10-25", Calendar::Julian).unwrap();
    assert_eq!(julian.meaning(), period("1917-11-07").meaning());
    assert_ne!(julian, period("1917-11-07"));
    assert_eq!(period("1925").meaning(), period("1925/1925").meaning());
    assert_eq!(period("?1925-?03").meaning(), period("1925-03?").meaning());
    for other in ["1925?", "1925~", "1925-01-01/1925-12-31", "1925/"] {
        assert_ne!(period("1925").meaning(), period(other).meaning(), "{other}");
    }
    let widened = "{start: ['1924', '1926'], end: ['1924', '1926']}";
    assert_ne!(period("1925~").meaning(), period(widened).meaning());
}

#[test]
fn periods_are_ordered_by_start_then_end() {
    let wanted = [
        "../1925",
        "../..",
        "/1925",
        "1923/1924",
        "1923/1925",
        "1923/..",
        "1923-05-01",
        "1923-05",
        "1924-01-01",
        "1924/1924-06",
        "1924",
        "1924?",
        "1924/",
        "1924/..",
    ];
    let mut periods: Vec<Period> = wanted
        .iter()
        .rev()
        .map(|text| Period::parse(text).unwrap())
        .collect();
    periods.sort_by(Period::order);
    let sorted: Vec<&str> = periods.iter().map(Period::text).collect();
    assert_eq!(sorted, wanted);
}

#[test]
fn a_julian_text_means_gregorian_days() {
    let cases = [
        ("1917-10-25", "1917-11-07"),
        ("1900-02-29", "1900-03-13"),
        ("1917", "[1917-01-14..1918-01-13]"),
        (
            "1917-10/1918-01-31",
            "{start: ['1917-10-14', '1917-11-13'], end: ['1918-02-13', '1918-02-13']}",
        ),
        ("1917-10-25?", "1917-11-07?"),
        ("1917-10-25/..", "1917-11-07/.."),
        ("190X-02-29", "[1900-03-13..1908-03-13]"),
        ("-0008-12-25", "-0008-12-23"),
        ("[1917-02-23,1917-10-25]", "[1917-03-08..1917-11-07]"),
        ("1905-10-17T12:00:00", "1905-10-30"),
    ];
    for (julian, gregorian) in cases {
        let period = Period::parse_in(julian, Calendar::Julian).unwrap();
        assert_eq!(
            *period.bounds(),
            *Period::parse(gregorian).unwrap().bounds(),
            "{julian}"
        );
        assert_eq!(period.text(), julian);
        assert_eq!(format!("{period:#}"), format!("{julian} (julian)"));
    }
    let approximate = Period::parse_in("1900-02~", Calendar::Julian).unwrap();
    assert_eq!(
        *approximate.bounds(),
        *Period::parse("[1900-01-13..1900-04-13]").unwrap().bounds()
    );
    for wrong in ["1917-02-29", "1917-10-32", "-0000-01-01"] {
        assert!(
            Period::parse_in(wrong, Calendar::Julian).is_err(),
            "{wrong}"
        );
    }
}

#[test]
fn bounds_are_written_as_edtf_where_edtf_can_say_them() {
    let texts = [
        "1925-03-14",
        "1925-03",
        "1925-22",
        "1925-34",
        "1925",
        "192X",
        "19XX",
        "1XXX",
        "-0043",
        "-0043-03-15",
        "Y170000",
        "1923/1925",
        "1923-05-01/1925",
        "1923-05/1923",
        "1923/1923-05",
        "1923/..",
        "../1923",
        "../..",
        "1923/",
        "/1923",
        "1923/1925-06-01..",
        "..1923-12-31/1925-06-01",
        "[1923-05-02..1923-07-03]",
        "[..1923-12-31]",
        "[1923-01-01..]",
        "1925?",
        "1923?/1925?",
        "1923?/..",
        "{start: ['2000-01-05', '2000-01-07'], end: ['2000-01-09', '2000-01-11']}",
        "{start: '..', end: '..', uncertain: true}",
        "{start: [null, null], end: [null, null]}",
        "{start: ['+12345-02-03', '+12345-02-03'], end: ['+12345-02-03', '+12345-02-03']}",
        "{start: ['-12345-02-03', '-12345-02-03'], end: '..'}",
    ];
    for text in texts {
        let bounds = *Period::parse(text).unwrap().bounds();
        assert_eq!(Period::from_bounds(bounds).text(), text);
    }
}

#[test]
fn whatever_bounds_are_written_read_back_as_the_same() {
    let mut seed = 0x9E37_79B9_7F4A_7C15_u64;
    let mut random = |below: i64| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % below as u64) as i64
    };
    for case in 0..20_000 {
        let year = day("1924-01-01");
        let mut near = |day: i64| match random(12) {
            0 => PAST,
            1 => FUTURE,
            2 => day,
            3 => year + 366 * random(2) - random(2),
            _ => year + random(800),
        };
        let ends = [near(year), near(year), near(year), near(year)];
        let Some(bounds) = Bounds::new((ends[0], ends[1]), (ends[2], ends[3])) else {
            continue;
        };
        let bounds = bounds.doubted(case % 3 == 0);
        let period = Period::from_bounds(bounds);
        let again =
            Period::parse(period.text()).unwrap_or_else(|error| panic!("{period}: {error}"));
        assert_eq!(again.meaning(), period.meaning(), "{period}");
    }
}

#[test]
fn no_text_makes_the_reader_panic() {
    let mut seed = 7_u64;
    let alphabet: Vec<char> = "0192X-/.?~%[]{},YSETZ:+ 'é".chars().collect();
    for _ in 0..20_000 {
        let mut text = String::new();
        for _ in 0..14 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            text.push(alphabet[(seed >> 33) as usize % alphabet.len()]);
            let read = Period::parse(&text);
            let _ = Period::parse_in(&text, Calendar::Julian);
            if let Ok(period) = read {
                let bounds = *period.bounds();
                assert!(bounds.start().0 <= bounds.start().1 && bounds.end().0 <= bounds.end().1);
                assert!(bounds.start().0 <= bounds.end().0 && bounds.start().1 <= bounds.end().1);
            }
        }
    }
}
