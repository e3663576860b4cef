//! Relations of one match are all different: which of them have to be compared.

use crate::exec::pattern::conditions::Pending;
use crate::exec::pattern::filter::Filter;
use crate::exec::pattern::program::Builder;
use crate::exec::pattern::scope::Joint;
use crate::plan::expr::Slot;
use factio_graph::id::Symbol;

impl<'p> Builder<'_, 'p> {
    /// Asks that the relations of a joint differ from those of every joint placed before, where they could coincide.
    pub fn keep_apart(&mut self, joint: usize) {
        let scope = self.scope;
        if self.counted[joint] {
            // What its twins have taken is left out when it is folded.
            return;
        }
        for old in self.to_avoid(joint) {
            for new in scope.joints[joint].relations() {
                self.pending.push(Pending {
                    needs: vec![new, old],
                    filter: Filter::Apart { new, old },
                    outer: false,
                });
            }
        }
    }

    /// Slots of relations placed before that a joint must not meet again, where it could.
    pub fn to_avoid(&self, joint: usize) -> Vec<Slot> {
        let meets = |&&old: &&usize| self.exclude_each_other(old, joint);
        let old = self.placed.iter().filter(meets);
        old.flat_map(|&old| self.scope.joints[old].relations())
            .collect()
    }

    pub fn could_coincide(&self, a: usize, b: usize) -> bool {
        let kinds = |joint: usize| self.kinds(&self.scope.joints[joint]);
        match (kinds(a), kinds(b)) {
            (Some(a), Some(b)) => a.iter().any(|kind| b.contains(kind)),
            _ => true,
        }
    }

    /// The types that a joint may meet; `None` for any.
    fn kinds(&self, joint: &Joint<'p>) -> Option<Vec<Symbol>> {
        match joint {
            Joint::Relation(relation, _) => self.scope.rightward(relation, self.graph).kinds(),
            Joint::Group(..) => None,
            Joint::Selection(selection) => {
                let joints = selection.joints.iter();
                let kinds: Option<Vec<Vec<Symbol>>> = joints.map(|it| self.kinds(it)).collect();
                kinds.map(|kinds| kinds.concat())
            }
        }
    }
}
