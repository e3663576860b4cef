//! Random time clauses, in every way of writing them.

use super::dice::Dice;
use super::known::Known;
use super::periods::{DAYS, day_text};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    At,
    During,
    Throughout,
}

#[derive(Clone, Debug)]
pub struct Clause {
    pub asked: Asked,
    /// The first and last day.
    pub window: (i64, i64),
    pub certainly: bool,
    pub in_order: bool,
    /// The expression of the time; two of them for FROM .. TO ..
    words: Words,
}

#[derive(Clone, Debug)]
enum Words {
    One(String),
    FromTo(String, String),
}

impl Clause {
    pub fn random(dice: &mut Dice) -> Clause {
        let first = dice.below(DAYS as usize) as i64;
        let last = match dice.one_in(2) {
            true => first,
            false => first + dice.below((DAYS - first) as usize) as i64,
        };
        let asked = *dice.pick(&[Asked::At, Asked::At, Asked::During, Asked::Throughout]);
        let (from, to) = (day_text(first), day_text(last));
        let words = match (dice.below(5), asked) {
            (0, Asked::During) => Words::FromTo(format!("'{from}'"), format!("'{to}'")),
            (1, Asked::During) => Words::FromTo(format!("date('{from}')"), format!("'{to}'")),
            (0 | 1, _) if first == last => Words::One(format!("date('{from}')")),
            (2, _) => Words::One(format!("period('{from}/{to}')")),
            (3, _) => Words::One("$window".to_string()),
            _ if first == last => Words::One(format!("'{from}'")),
            _ => Words::One(format!("'{from}/{to}'")),
        };
        Clause {
            asked,
            window: (first, last),
            certainly: dice.one_in(3),
            in_order: false,
            words,
        }
    }

    /// The value of `$window`.
    pub fn parameter(&self) -> String {
        format!("{}/{}", day_text(self.window.0), day_text(self.window.1))
    }

    /// Behind a MATCH, in its short or long form.
    pub fn trailing(&self, dice: &mut Dice) -> String {
        match (&self.words, self.asked) {
            (Words::One(_), _) if dice.one_in(3) => self.leading(dice),
            (Words::FromTo(..), _) => self.leading(dice),
            (Words::One(e), Asked::At) => self.with("AT", e, dice),
            (Words::One(e), Asked::During) => self.with("DURING", e, dice),
            (Words::One(e), Asked::Throughout) => self.with("THROUGHOUT", e, dice),
        }
    }

    /// The long form.
    pub fn leading(&self, dice: &mut Dice) -> String {
        match (&self.words, self.asked) {
            (Words::One(e), Asked::At) => self.with("FOR VALID_TIME AS OF", e, dice),
            (Words::One(e), Asked::During) => self.with("FOR VALID_TIME DURING", e, dice),
            (Words::One(e), Asked::Throughout) => self.with("FOR VALID_TIME THROUGHOUT", e, dice),
            (Words::FromTo(from, to), _) => {
                self.with("FOR VALID_TIME FROM", &format!("{from} TO {to}"), dice)
            }
        }
    }

    fn with(&self, words: &str, time: &str, dice: &mut Dice) -> String {
        let kept = match self.certainly {
            true => " CERTAINLY",
            false if dice.one_in(3) => " POSSIBLY",
            false => "",
        };
        let order = if self.in_order { " IN ORDER" } else { "" };
        format!("{words}{kept} {time}{order}")
    }

    pub fn keeps(&self, known: Known) -> bool {
        match self.certainly {
            true => known == Known::Certain,
            false => known != Known::Absent,
        }
    }

    /// Whether elements that hold in the slice hold there together.
    pub fn is_of_one_instant(&self) -> bool {
        self.window.0 == self.window.1
            || self.asked == Asked::Throughout
            || (self.asked == Asked::At && self.certainly)
    }
}
