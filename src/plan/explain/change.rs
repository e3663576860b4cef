//! Operators that write, as text.

use crate::plan::explain::op::Line;
use crate::plan::explain::{Names, Printer};
use crate::plan::expr::{Expr, LabelTest};
use crate::plan::{Assignment, NewNode, NewRelation, Template};

impl Printer<'_> {
    pub(super) fn create(&self, template: &Template, names: Vec<String>) -> Line {
        let names = self.made_names(template, names);
        (format!("Create {}", self.template(template, &names)), names)
    }

    pub(super) fn merge(
        &self,
        template: &Template,
        [on_create, on_match]: [&Vec<Assignment>; 2],
        names: &Names,
    ) -> String {
        let mut line = format!("Merge {}", self.template(template, names));
        for (event, items) in [("create", on_create), ("match", on_match)] {
            if !items.is_empty() {
                line += &format!(" on {event} {}", self.assignments(items, names));
            }
        }
        line
    }

    pub(super) fn delete(&self, targets: &[Expr], detach: bool, names: &Names) -> String {
        let word = if detach { "Detach delete" } else { "Delete" };
        format!("{word} {}", self.exprs(targets, names))
    }

    /// The names of the columns behind a template.
    fn made_names(&self, template: &Template, mut names: Vec<String>) -> Vec<String> {
        let relations = template.relations.iter().map(|relation| relation.slot);
        let nodes = template.nodes.iter().map(|node| node.slot);
        let paths = template.paths.iter().map(|(slot, _)| *slot);
        let known = template.known.iter().map(|(slot, _)| *slot);
        let last = nodes.chain(relations).chain(paths).chain(known).max();
        if let Some(last) = last {
            for slot in names.len()..=last {
                names.push(format!("#{slot}"));
            }
        }
        names
    }

    fn template(&self, template: &Template, names: &Names) -> String {
        let nodes = template.nodes.iter().map(|node| self.new_node(node, names));
        let relations = template
            .relations
            .iter()
            .map(|relation| self.new_relation(relation, names));
        nodes.chain(relations).collect::<Vec<_>>().join(", ")
    }

    fn new_node(&self, node: &NewNode, names: &Names) -> String {
        let mut text = format!("({}", names[node.slot]);
        for label in &node.labels {
            text += &format!(":{}", self.labels(label, names));
        }
        if let Some(properties) = &node.properties {
            text += &format!(" {}", self.expr(properties, names));
        }
        text + ")"
    }

    fn new_relation(&self, relation: &NewRelation, names: &Names) -> String {
        let properties = match &relation.properties {
            Some(properties) => format!(" {}", self.expr(properties, names)),
            None => String::new(),
        };
        format!(
            "({})-[{}:{}{properties}]->({})",
            names[relation.from],
            names[relation.slot],
            self.labels(&relation.kind, names),
            names[relation.to],
        )
    }

    pub(super) fn assignments(&self, items: &[Assignment], names: &Names) -> String {
        let items = items.iter().map(|item| self.assignment(item, names));
        items.collect::<Vec<_>>().join(", ")
    }

    fn assignment(&self, item: &Assignment, names: &Names) -> String {
        let value = |value: &Expr| self.expr(value, names);
        let each = |labels: &[LabelTest]| {
            labels
                .iter()
                .map(|label| format!(":{}", self.labels(label, names)))
                .collect::<String>()
        };
        match item {
            Assignment::Property {
                subject,
                key,
                value: to,
            } => format!(
                "{}.{} = {}",
                self.tight(subject, names),
                key.text,
                value(to)
            ),
            Assignment::DynamicProperty {
                subject,
                key,
                value: to,
            } => format!(
                "{}[{}] = {}",
                self.tight(subject, names),
                value(key),
                value(to)
            ),
            Assignment::Replace { subject, value: to } => {
                format!("{} = {}", value(subject), value(to))
            }
            Assignment::Merge { subject, value: to } => {
                format!("{} += {}", value(subject), value(to))
            }
            Assignment::AddLabels { subject, labels } => {
                format!("{} add {}", value(subject), each(labels))
            }
            Assignment::RemoveLabels { subject, labels } => {
                format!("{} remove {}", value(subject), each(labels))
            }
        }
    }
}
