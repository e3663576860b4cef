//! Making a failing case smaller: fewer choices, and simpler ones, as long as it still fails.

/// How many smaller cases are tried.
const TRIES: usize = 6000;

/// The smallest row of choices that was found to fail.
pub fn shrunk(choices: Vec<u32>, fails: &dyn Fn(&[u32]) -> bool) -> Vec<u32> {
    let mut shrinking = Shrinking {
        choices,
        fails,
        tries: TRIES,
    };
    while shrinking.shorten() | shrinking.simplify() {}
    shrinking.choices
}

struct Shrinking<'a> {
    choices: Vec<u32>,
    fails: &'a dyn Fn(&[u32]) -> bool,
    tries: usize,
}

impl Shrinking<'_> {
    /// Keeps these choices if they still fail.
    fn keeps(&mut self, choices: Vec<u32>) -> bool {
        if self.tries == 0 || choices == self.choices {
            return false;
        }
        self.tries -= 1;
        let fails = (self.fails)(&choices);
        if fails {
            self.choices = choices;
        }
        fails
    }

    /// Leaves out runs of choices, long ones first.
    fn shorten(&mut self) -> bool {
        let mut better = false;
        for run in [64, 32, 20].into_iter().chain((1..=14).rev()) {
            for at in (0..self.choices.len()).rev() {
                let end = (at + run).min(self.choices.len());
                let mut shorter = self.choices.clone();
                shorter.drain(at..end);
                better |= self.keeps(shorter);
            }
        }
        better
    }

    /// Puts simpler choices in the place of others.
    fn simplify(&mut self) -> bool {
        let mut better = false;
        for at in 0..self.choices.len() {
            let Some(&choice) = self.choices.get(at) else {
                break;
            };
            for simpler in [0, choice / 2, choice.saturating_sub(1)] {
                if simpler < choice {
                    let mut choices = self.choices.clone();
                    choices[at] = simpler;
                    if self.keeps(choices) {
                        better = true;
                        break;
                    }
                }
            }
        }
        better
    }
}
