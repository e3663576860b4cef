//! The steps of a match as text, a line each.

use crate::plan::explain::{Explained, Names, Printer};
use crate::plan::expr::Slot;
use crate::plan::pattern::{PatternPlan, Rows};
use crate::plan::{MatchStep, Op, Plan};

impl Printer<'_> {
    /// A line for each step of a MATCH; none for other operators.
    pub(super) fn match_steps(&self, plan: &Plan, depth: usize, names: &Names) -> Vec<Explained> {
        let Op::Match { pattern, .. } = &plan.op else {
            return Vec::new();
        };
        let mut names = names.to_vec();
        self.name_pattern(pattern, &mut names);
        let steps = (self.steps)(pattern).into_iter().enumerate();
        let lines = steps.map(|(number, step)| Explained {
            text: format!(
                "{}- {}",
                "  ".repeat(depth + 1),
                self.step(&step, pattern, &names)
            ),
            depth: depth + 1,
            estimate: step.estimate,
            probe: plan.probe,
            step: Some(number),
        });
        lines.collect()
    }

    fn step(&self, step: &MatchStep, pattern: &PatternPlan, names: &Names) -> String {
        let elements = step.elements.iter();
        let elements = elements.map(|&slot| self.element(slot, pattern, names));
        let mut text = format!("{} {}", step.word, elements.collect::<Vec<_>>().join(", "));
        if let Some(found) = step.found {
            let way = if found.indexed { "the index on " } else { "" };
            text += &format!(" by {way}{}", self.symbol(found.key));
        }
        if step.sifted {
            text += ", sifted before";
        }
        text += match step.rows {
            Rows::Each => "",
            Rows::Counted => ", counted",
            Rows::Once => ", once",
        };
        text.trim_end().to_owned()
    }

    /// The element of a pattern in a slot.
    fn element(&self, slot: Slot, pattern: &PatternPlan, names: &Names) -> String {
        let optional = pattern.optional.iter().map(|it| &it.relation);
        let mut relations = pattern.relations.iter().chain(optional);
        let relation = relations.find(|it| it.slot == slot);
        let group = pattern.groups.iter().find(|it| it.path == slot);
        let node = pattern.nodes.iter().find(|it| it.slot == slot);
        match (relation, group, node) {
            (Some(relation), ..) => self.relation(relation, names),
            (_, Some(group), _) => self.group(group, names),
            (.., Some(node)) => self.node(node, names),
            _ => names.get(slot).cloned().unwrap_or_default(),
        }
    }
}
