//! Periods as the test understands them: all the pairs of a start and an end that they may stand for, counted out.

use super::dice::Dice;

/// Days count from 0, the first of January 1920; the world ends with day 11.
pub const DAYS: i64 = 12;
/// Before, and after, all days that are spoken of.
const PAST: i64 = -5;
const FUTURE: i64 = 25;

/// What is written for a period, and the choices that it leaves. Without words it is always.
#[derive(Clone)]
pub struct Span {
    pub words: Option<String>,
    /// Each start with each end.
    pub choices: Vec<(i64, i64)>,
    pub doubtful: bool,
}

impl std::fmt::Debug for Span {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.words.as_deref().unwrap_or("always"))
    }
}

pub fn day_text(day: i64) -> String {
    format!("1920-01-{:02}", day + 1)
}

impl Span {
    pub fn random(dice: &mut Dice) -> Span {
        let a = dice.below(DAYS as usize) as i64;
        let b = a + dice.below((DAYS - a) as usize) as i64;
        match dice.below(10) {
            0..=1 => Span::always(),
            2..=4 => Span::written(format!("{}/{}", day_text(a), day_text(b)), (a, a), (b, b)),
            5 => Span::written(format!("{}/..", day_text(a)), (a, a), (FUTURE, FUTURE)),
            6 => Span::written(format!("{}/", day_text(a)), (a, a), (a, FUTURE)),
            7 => {
                let text = format!("{}/{}?", day_text(a), day_text(b));
                let mut span = Span::written(text, (a, a), (b, b));
                span.doubtful = true;
                span
            }
            _ => Span::by_hand(dice),
        }
    }

    /// Of one day, but seldom without a period.
    pub fn day(dice: &mut Dice) -> Span {
        let day = dice.below(DAYS as usize / 2) as i64;
        match dice.one_in(8) {
            true => Span::always(),
            false => Span::written(day_text(day), (day, day), (day, day)),
        }
    }

    /// Without a period.
    pub fn always() -> Span {
        Span {
            words: None,
            choices: vec![(PAST, FUTURE)],
            doubtful: false,
        }
    }

    /// From its first day to its last.
    pub fn exact(&self) -> Span {
        let first = self.choices.iter().map(|(s, _)| *s).min().unwrap_or(PAST);
        let last = self.choices.iter().map(|(_, e)| *e).max().unwrap_or(FUTURE);
        match (first, last) {
            (PAST, _) => self.clone(),
            (_, FUTURE) => Span::written(
                format!("{}/..", day_text(first)),
                (first, first),
                (last, last),
            ),
            _ => Span::written(
                format!("{}/{}", day_text(first), day_text(last)),
                (first, first),
                (last, last),
            ),
        }
    }

    fn by_hand(dice: &mut Dice) -> Span {
        let mut days: Vec<i64> = (0..4).map(|_| dice.below(DAYS as usize) as i64).collect();
        days.sort_unstable();
        if dice.one_in(2) {
            days.swap(1, 2);
        }
        let [a, b, c, d] = [days[0], days[1], days[2], days[3]];
        let text = format!(
            "{{start: ['{}', '{}'], end: ['{}', '{}']}}",
            day_text(a),
            day_text(b),
            day_text(c),
            day_text(d)
        );
        let mut span = Span::written(String::new(), (a, b), (c, d));
        span.words = Some(format!("period({text})"));
        span
    }

    fn written(text: String, start: (i64, i64), end: (i64, i64)) -> Span {
        let choices = (start.0..=start.1)
            .flat_map(|s| (end.0..=end.1).map(move |e| (s, e)))
            .filter(|(s, e)| s <= e);
        Span {
            words: Some(format!("period('{text}')")),
            choices: choices.collect(),
            doubtful: false,
        }
    }

    /// Whether it may hold on a day.
    pub fn may_hold(&self, day: i64) -> bool {
        self.choices.iter().any(|(s, e)| *s <= day && day <= *e)
    }
}
