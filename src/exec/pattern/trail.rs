//! The relations (or nodes) of a path under construction, with a quick answer to "is it there already?".

use rustc_hash::FxHashSet;

/// Up to this length a scan is quicker than a hash.
const SHORT: usize = 16;

/// A stack of ids, pairwise different wherever `contains` is asked.
#[derive(Debug, Default)]
pub(super) struct Trail {
    ids: Vec<u32>,
    /// All of `ids`, once there are more than [`SHORT`].
    set: FxHashSet<u32>,
}

impl Trail {
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    pub fn ids(&self) -> &[u32] {
        &self.ids
    }

    pub fn contains(&self, id: u32) -> bool {
        match self.ids.len() > SHORT {
            true => self.set.contains(&id),
            false => self.ids.contains(&id),
        }
    }

    pub fn push(&mut self, id: u32) {
        self.ids.push(id);
        if self.ids.len() == SHORT + 1 {
            self.set.extend(self.ids.iter().copied());
        } else if self.ids.len() > SHORT {
            self.set.insert(id);
        }
    }

    pub fn pop(&mut self) {
        let Some(id) = self.ids.pop() else {
            return;
        };
        if self.ids.len() == SHORT {
            self.set.clear();
        } else if self.ids.len() > SHORT {
            self.set.remove(&id);
        }
    }

    pub fn clear(&mut self) {
        self.ids.clear();
        self.set.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::Trail;

    #[test]
    fn a_trail_knows_its_relations_at_any_length() {
        let mut trail = Trail::default();
        for relation in 0..100 {
            assert!(!trail.contains(relation));
            trail.push(relation);
            assert!(trail.contains(relation) && trail.contains(0));
        }
        for relation in (0..100).rev() {
            trail.pop();
            assert!(!trail.contains(relation));
            assert_eq!(trail.contains(0), relation > 0);
        }
        assert_eq!(trail.len(), 0);
    }
}
