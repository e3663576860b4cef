//! Which columns a path with a selector fills.

use crate::exec::pattern::scope::Joint;
use crate::exec::pattern::select::build::Builder;
use crate::exec::pattern::select::emit::Bind;
use crate::plan::expr::Slot;

impl Builder<'_, '_> {
    /// What each column receives, and its slot.
    pub fn binds(&self) -> (Vec<Bind>, Vec<Slot>) {
        let mut binds = Vec::new();
        for number in 0..self.count() {
            match self.joint(number) {
                Some(Joint::Relation(relation, _)) => {
                    let bind = match relation.length {
                        Some(_) => Bind::Relations(number),
                        None => Bind::Relation(number),
                    };
                    binds.push((bind, relation.slot));
                }
                Some(Joint::Group(group, _, hidden)) => {
                    binds.push((Bind::Relations(number), *hidden));
                    binds.push((Bind::Chain(number), group.path));
                    let collected = group.collected.iter().enumerate();
                    binds.extend(
                        collected.map(|(at, (_, slot))| (Bind::Collected(number, at), *slot)),
                    );
                }
                Some(Joint::Selection(_)) | None => {}
            }
        }
        let nodes = self.parts.iter().step_by(2).enumerate();
        binds.extend(nodes.map(|(number, &slot)| (Bind::Node(number), slot)));
        let last = self.count();
        binds.extend(
            self.selection
                .path
                .slot
                .map(|slot| (Bind::Path(0, last), slot)),
        );
        for path in &self.selection.nested {
            if let (Some(slot), Some((from, to))) = (path.slot, self.range(&path.parts)) {
                binds.push((Bind::Path(from, to), slot));
            }
        }
        let mut taken: Vec<Slot> = Vec::new();
        binds.retain(|(_, slot)| {
            let new = !(self.bound)(*slot) && !taken.contains(slot);
            taken.push(*slot);
            new
        });
        binds.into_iter().unzip()
    }

    /// The nodes between which a nested path lies.
    pub fn range(&self, parts: &[Slot]) -> Option<(usize, usize)> {
        let windows = self.parts.windows(parts.len());
        let start = windows.step_by(2).position(|window| window == parts)?;
        Some((start, start + parts.len() / 2))
    }
}
