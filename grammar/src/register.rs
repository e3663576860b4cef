//! The farthest-failure register: what could have stood at the farthest place that a parser reached.

use crate::expected::{Expected, Group};

/// Everything that was looked for at one place.
#[derive(Clone, Debug, Default)]
pub(crate) struct Register {
    /// The index of the token that did not fit; the number of tokens where the text ended.
    pub(crate) at: usize,
    pub(crate) singles: Vec<Expected>,
    pub(crate) groups: Vec<Group>,
}

impl Register {
    pub(crate) fn note(&mut self, at: usize, expected: Expected) {
        if self.reaches(at) && !self.singles.contains(&expected) {
            self.singles.push(expected);
        }
    }

    pub(crate) fn note_group(&mut self, at: usize, group: Group) {
        if self.reaches(at) && !self.groups.contains(&group) {
            self.groups.push(group);
        }
    }

    /// Whether a failure at this place counts; a farther place makes the nearer ones forgotten.
    fn reaches(&mut self, at: usize) -> bool {
        if at > self.at {
            *self = Register {
                at,
                ..Register::default()
            };
        }
        at == self.at
    }

    /// Every single thing that could have stood there, those of the groups last, each once.
    pub(crate) fn all(&self) -> Vec<Expected> {
        let members = self.groups.iter().flat_map(|group| group.members());
        let mut all: Vec<Expected> = Vec::new();
        for expected in self.singles.iter().chain(members) {
            if !all.contains(expected) {
                all.push(*expected);
            }
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::Register;
    use crate::expected::Expected;

    #[test]
    fn the_farthest_place_wins_and_gathers_everything() {
        let mut register = Register::default();
        register.note(1, Expected::Label);
        register.note(3, Expected::Integer);
        register.note(2, Expected::Label);
        register.note(3, Expected::String);
        register.note(3, Expected::Integer);
        assert_eq!(register.at, 3);
        assert_eq!(register.all(), [Expected::Integer, Expected::String]);
    }
}
