//! Operators as text, a line each.

use crate::plan::explain::{Explained, Names, Printer};
use crate::plan::expr::{Aggregate, Expr, ExprKind, LabelTest};
use crate::plan::{Assignment, NewNode, NewRelation, Op, Plan, SortKey, Template};

/// What an operator prints as, and what its columns are called.
type Line = (String, Vec<String>);

impl Printer<'_> {
    /// The line of an operator; the lines of what it stands on are added to `lines`.
    pub(super) fn op(
        &self,
        plan: &Plan,
        argument: &Names,
        depth: usize,
        lines: &mut Vec<Explained>,
    ) -> Line {
        let mut below = |input: &Plan, argument: &Names| {
            let lines = &mut *lines;
            self.plan(input, argument, depth + 1, lines)
        };
        match &plan.op {
            Op::Argument => ("Argument".to_owned(), argument.to_vec()),
            Op::Match {
                input,
                pattern,
                optional,
            } => {
                let names = below(input, argument);
                self.match_line(pattern, *optional, names)
            }
            Op::Unwind {
                input,
                list,
                ordinality,
            } => {
                let names = below(input, argument);
                self.unwind(list, *ordinality, names)
            }
            Op::Filter { input, predicate } => {
                let names = below(input, argument);
                (format!("Filter {}", self.expr(predicate, &names)), names)
            }
            Op::Project { input, columns } => {
                let names = below(input, argument);
                self.project(columns, &names)
            }
            Op::Aggregate {
                input,
                keys,
                aggregates,
            } => {
                let names = below(input, argument);
                self.aggregate_line(keys, aggregates, &names)
            }
            Op::Distinct { input } => ("Distinct".to_owned(), below(input, argument)),
            Op::Sort { input, keys } => {
                let names = below(input, argument);
                (format!("Sort {}", self.sort_keys(keys, &names)), names)
            }
            Op::Skip { input, count } => {
                let names = below(input, argument);
                (format!("Skip {}", self.expr(count, &[])), names)
            }
            Op::Limit {
                input,
                count,
                drain,
            } => {
                let names = below(input, argument);
                let drain = if *drain { " after all writes" } else { "" };
                (format!("Limit {}{drain}", self.expr(count, &[])), names)
            }
            Op::Union { inputs, distinct } => {
                let all: Vec<_> = inputs.iter().map(|input| below(input, argument)).collect();
                let word = if *distinct { "Union" } else { "Union all" };
                (word.to_owned(), all.into_iter().next().unwrap_or_default())
            }
            Op::Apply {
                input,
                inner,
                unit,
                optional,
            } => {
                let mut names = below(input, argument);
                let added = below(inner, &names);
                if !unit {
                    names.extend(added);
                }
                let unit = if *unit { " for its effects" } else { "" };
                let optional = if *optional { "Optional apply" } else { "Apply" };
                (format!("{optional}{unit}"), names)
            }
            Op::Call {
                input,
                procedure,
                arguments,
                yields,
                optional,
                ..
            } => {
                let mut names = below(input, argument);
                let arguments = self.exprs(arguments, &names);
                let results = yields
                    .iter()
                    .map(|at| procedure.results[*at].name.clone())
                    .collect::<Vec<_>>();
                let optional = if *optional { "Optional call" } else { "Call" };
                let line = format!("{optional} {}({arguments}){}", procedure.name, {
                    match results.is_empty() {
                        true => String::new(),
                        false => format!(" yield {}", results.join(", ")),
                    }
                });
                names.extend(results);
                (line, names)
            }
            Op::LoadCsv {
                input,
                source,
                headers,
                ..
            } => {
                let mut names = below(input, argument);
                let headers = if *headers { " with headers" } else { "" };
                let line = format!("Load CSV{headers} from {}", self.expr(source, &names));
                names.push("record".to_owned());
                (line, names)
            }
            Op::Create { input, template } => {
                let names = below(input, argument);
                let names = self.made_names(template, names);
                (format!("Create {}", self.template(template, &names)), names)
            }
            Op::Merge {
                input,
                matching,
                template,
                on_create,
                on_match,
            } => {
                let names = below(input, argument);
                below(matching, &names);
                let names = self.made_names(template, names);
                let mut line = format!("Merge {}", self.template(template, &names));
                for (event, items) in [("create", on_create), ("match", on_match)] {
                    if !items.is_empty() {
                        line += &format!(" on {event} {}", self.assignments(items, &names));
                    }
                }
                (line, names)
            }
            Op::Set { input, items } => {
                let names = below(input, argument);
                (format!("Set {}", self.assignments(items, &names)), names)
            }
            Op::Delete {
                input,
                detach,
                targets,
            } => {
                let names = below(input, argument);
                let word = if *detach { "Detach delete" } else { "Delete" };
                (format!("{word} {}", self.exprs(targets, &names)), names)
            }
            Op::Foreach { input, list, body } => {
                let names = below(input, argument);
                let line = format!("Foreach {}", self.expr(list, &names));
                let mut inside = names.clone();
                inside.push("element".to_owned());
                below(body, &inside);
                (line, names)
            }
            Op::Finish { input } => ("Finish".to_owned(), below(input, argument)),
        }
    }

    fn unwind(&self, list: &Expr, ordinality: Option<i64>, mut names: Vec<String>) -> Line {
        let counted = match ordinality {
            Some(from) => format!(" counted from {from}"),
            None => String::new(),
        };
        let line = format!("Unwind {}{counted}", self.expr(list, &names));
        names.push(self.alias_behind(list).unwrap_or("element".to_owned()));
        (line, names)
    }

    fn project(&self, columns: &[Expr], names: &Names) -> Line {
        let line = format!("Project {}", self.columns(columns, names));
        let names = columns.iter().map(|column| self.called(column, names));
        (line, names.collect())
    }

    fn columns(&self, columns: &[Expr], names: &Names) -> String {
        let columns = columns.iter().map(|column| {
            let value = self.expr(column, names);
            match self.alias_behind(column) {
                Some(alias) if alias != value => format!("{value} AS {alias}"),
                _ => value,
            }
        });
        columns.collect::<Vec<_>>().join(", ")
    }

    /// What a computed column is called: its alias, else what it is.
    fn called(&self, column: &Expr, names: &Names) -> String {
        let alias = self.alias_behind(column);
        alias.unwrap_or_else(|| self.expr(column, names))
    }

    /// The name behind the `AS` that follows an expression in the statement.
    fn alias_behind(&self, expr: &Expr) -> Option<String> {
        if expr.span.end == 0 {
            return None;
        }
        let behind = self.text.get(expr.span.end as usize..)?.trim_start();
        let word = behind.get(..2)?;
        let rest = behind.get(2..)?;
        if !word.eq_ignore_ascii_case("as") || !rest.starts_with(char::is_whitespace) {
            return None;
        }
        let is_part = |c: &char| c.is_alphanumeric() || *c == '_';
        let name: String = rest.trim_start().chars().take_while(is_part).collect();
        (!name.is_empty()).then_some(name)
    }

    fn aggregate_line(&self, keys: &[Expr], aggregates: &[Aggregate], names: &Names) -> Line {
        let sums: Vec<String> = aggregates
            .iter()
            .map(|aggregate| self.aggregate(aggregate, names))
            .collect();
        let line = match (keys.is_empty(), sums.is_empty()) {
            (true, _) => format!("Aggregate {}", sums.join(", ")),
            (false, true) => format!("Aggregate by {}", self.columns(keys, names)),
            (false, false) => format!(
                "Aggregate {} by {}",
                sums.join(", "),
                self.columns(keys, names)
            ),
        };
        let mut called: Vec<String> = keys.iter().map(|key| self.called(key, names)).collect();
        called.extend(sums);
        (line, called)
    }

    fn aggregate(&self, aggregate: &Aggregate, names: &Names) -> String {
        if aggregate.arguments.is_empty() {
            return "count(*)".to_owned();
        }
        let distinct = if aggregate.distinct { "DISTINCT " } else { "" };
        let function = format!("{:?}", aggregate.function).to_lowercase();
        format!(
            "{function}({distinct}{})",
            self.exprs(&aggregate.arguments, names)
        )
    }

    fn sort_keys(&self, keys: &[SortKey], names: &Names) -> String {
        let keys = keys.iter().map(|key| {
            let way = if key.descending { " DESC" } else { "" };
            format!("{}{way}", self.expr(&key.expr, names))
        });
        keys.collect::<Vec<_>>().join(", ")
    }

    /// The names of the columns behind a template.
    fn made_names(&self, template: &Template, mut names: Vec<String>) -> Vec<String> {
        let relations = template.relations.iter().map(|relation| relation.slot);
        let nodes = template.nodes.iter().map(|node| node.slot);
        let paths = template.paths.iter().map(|(slot, _)| *slot);
        let last = nodes.chain(relations).chain(paths).max();
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

    fn assignments(&self, items: &[Assignment], names: &Names) -> String {
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

    /// An expression, in parentheses unless it is a name or a call.
    pub(super) fn tight(&self, expr: &Expr, names: &Names) -> String {
        let text = self.expr(expr, names);
        match expr.kind {
            ExprKind::Slot(_)
            | ExprKind::Property(..)
            | ExprKind::Call(..)
            | ExprKind::Parameter(_)
            | ExprKind::List(_)
            | ExprKind::Map(_)
            | ExprKind::Index(..)
            | ExprKind::Constant(_) => text,
            _ => format!("({text})"),
        }
    }
}
