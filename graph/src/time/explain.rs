//! What a period means, in words: for EXPLAIN and for whoever wonders why an answer is only possible.

use crate::time::bounds::{Bounds, FUTURE, PAST};
use crate::time::by_hand::day_text;
use crate::time::period::Period;

impl Period {
    /// A line that says where the start and the end lie, and what `~` and `?` did.
    pub fn explain(&self) -> String {
        let bounds = self.bounds();
        let mut line = format!("{}, {}", start(bounds), end(bounds));
        let written = self.meaning().written;
        if written != *bounds {
            line += &format!(
                "; approximate, widened from what was written: {}, {}",
                start(&written),
                end(&written)
            );
        }
        if bounds.is_doubtful() {
            line += "; uncertain, so never more than possible";
        }
        line
    }
}

fn start(bounds: &Bounds) -> String {
    match bounds.start() {
        (PAST, PAST) => "has held for ever".into(),
        (PAST, FUTURE) => "starts on an unknown day".into(),
        (PAST, last) => format!("starts on an unknown day, by {}", day_text(last)),
        (first, FUTURE) => format!("starts on {} or later", day_text(first)),
        (first, last) if first == last => format!("starts on {}", day_text(first)),
        (first, last) => format!("starts between {} and {}", day_text(first), day_text(last)),
    }
}

fn end(bounds: &Bounds) -> String {
    match bounds.end() {
        (FUTURE, FUTURE) => "holds on and on".into(),
        (PAST, FUTURE) => "ends on an unknown day".into(),
        (first, FUTURE) if first == bounds.start().0 => "ends on an unknown day".into(),
        (first, FUTURE) => format!("ends on {} or later", day_text(first)),
        (PAST, last) => format!("ends by {}", day_text(last)),
        (first, last) if first == last => format!("ends on {}", day_text(first)),
        (first, last) => format!("ends between {} and {}", day_text(first), day_text(last)),
    }
}

#[cfg(test)]
mod tests {
    use crate::time::Period;

    #[test]
    fn a_period_says_what_it_means() {
        let cases = [
            ("1925-03-14", "starts on 1925-03-14, ends on 1925-03-14"),
            (
                "1923/..",
                "starts between 1923-01-01 and 1923-12-31, holds on and on",
            ),
            (
                "1923-05-01/",
                "starts on 1923-05-01, ends on an unknown day",
            ),
            (
                "/1923-05-01",
                "starts on an unknown day, by 1923-05-01, ends on 1923-05-01",
            ),
            ("../1923-05-01", "has held for ever, ends on 1923-05-01"),
            (
                "1923-05-01/1925-03-14%",
                "starts on 1923-05-01, ends between 1925-03-13 and 1925-03-15; \
                 approximate, widened from what was written: starts on 1923-05-01, ends on 1925-03-14; \
                 uncertain, so never more than possible",
            ),
        ];
        for (text, wanted) in cases {
            assert_eq!(Period::parse(text).unwrap().explain(), wanted);
        }
    }
}
