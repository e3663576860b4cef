//! Operators as text, a line each.

use crate::plan::explain::{Explained, Names, Printer};
use crate::plan::expr::{Aggregate, Expr, ExprKind};
use crate::plan::{Op, Plan, SortKey, visit};
use crate::procedure::Procedure;

/// What an operator prints as, and what its columns are called.
pub(super) type Line = (String, Vec<String>);

impl Printer<'_> {
    /// The line of an operator; the lines of what it stands on are added to `lines`.
    pub(super) fn op(
        &self,
        plan: &Plan,
        argument: &Names,
        depth: usize,
        lines: &mut Vec<Explained>,
    ) -> Line {
        let mut below = |plan: &Plan, argument: &Names| self.plan(plan, argument, depth + 1, lines);
        let mut inputs = Vec::new();
        visit::inputs(plan, &mut |input| inputs.push(input));
        let mut names = match inputs.first() {
            Some(input) => below(input, argument),
            None => argument.to_vec(),
        };
        match &plan.op {
            Op::Argument => ("Argument".to_owned(), names),
            Op::Match {
                pattern, optional, ..
            } => self.match_line(pattern, *optional, names),
            Op::Unwind {
                list, ordinality, ..
            } => self.unwind(list, *ordinality, names),
            Op::Filter { predicate, .. } => {
                (format!("Filter {}", self.expr(predicate, &names)), names)
            }
            Op::Project { columns, .. } => self.project(columns, &names),
            Op::Aggregate {
                keys, aggregates, ..
            } => self.aggregate_line(keys, aggregates, &names),
            Op::Distinct { .. } => ("Distinct".to_owned(), names),
            Op::Sort { keys, .. } => (format!("Sort {}", self.sort_keys(keys, &names)), names),
            Op::Skip { count, .. } => (format!("Skip {}", self.expr(count, &[])), names),
            Op::Limit { count, drain, .. } => (self.limit(count, *drain), names),
            Op::Union { inputs, distinct } => {
                for input in inputs.iter().skip(1) {
                    below(input, argument);
                }
                (union(*distinct), names)
            }
            Op::Apply {
                inner,
                unit,
                optional,
                ..
            } => apply(*unit, *optional, below(inner, &names), names),
            Op::Call {
                procedure,
                arguments,
                yields,
                optional,
                ..
            } => self.call(procedure, arguments, yields, *optional, names),
            Op::LoadCsv {
                source, headers, ..
            } => self.load_csv(source, *headers, names),
            Op::Create { template, .. } => self.create(template, names),
            Op::Merge {
                imports,
                matching,
                template,
                on_create,
                on_match,
                ..
            } => {
                let mut small: Vec<String> =
                    imports.iter().map(|&slot| names[slot].clone()).collect();
                below(matching, &small);
                let added = names.len()..plan.width;
                small.extend(added.map(|slot| format!("#{slot}")));
                let line = self.merge(template, [on_create, on_match], &small);
                names.extend(small.into_iter().skip(imports.len()));
                (line, names)
            }
            Op::Set { items, .. } => (format!("Set {}", self.assignments(items, &names)), names),
            Op::Delete {
                detach, targets, ..
            } => (self.delete(targets, *detach, &names), names),
            Op::Foreach { list, body, .. } => {
                below(body, &with(&names, "element"));
                (format!("Foreach {}", self.expr(list, &names)), names)
            }
            Op::Finish { .. } => ("Finish".to_owned(), names),
        }
    }

    fn limit(&self, count: &Expr, drain: bool) -> String {
        let drain = if drain { " after all writes" } else { "" };
        format!("Limit {}{drain}", self.expr(count, &[]))
    }

    fn call(
        &self,
        procedure: &Procedure,
        arguments: &[Expr],
        yields: &[usize],
        optional: bool,
        mut names: Vec<String>,
    ) -> Line {
        let word = if optional { "Optional call" } else { "Call" };
        let arguments = self.exprs(arguments, &names);
        let results = yields.iter().filter_map(|at| procedure.results.get(*at));
        let results: Vec<String> = results.map(|field| field.name.clone()).collect();
        let yielded = match results.is_empty() {
            true => String::new(),
            false => format!(" yield {}", results.join(", ")),
        };
        names.extend(results);
        (
            format!("{word} {}({arguments}){yielded}", procedure.name),
            names,
        )
    }

    fn load_csv(&self, source: &Expr, headers: bool, mut names: Vec<String>) -> Line {
        let headers = if headers { " with headers" } else { "" };
        let line = format!("Load CSV{headers} from {}", self.expr(source, &names));
        names.push("record".to_owned());
        (line, names)
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

fn union(distinct: bool) -> String {
    let word = if distinct { "Union" } else { "Union all" };
    word.to_owned()
}

fn apply(unit: bool, optional: bool, added: Vec<String>, mut names: Vec<String>) -> Line {
    let word = if optional { "Optional apply" } else { "Apply" };
    if unit {
        return (format!("{word} for its effects"), names);
    }
    names.extend(added);
    (word.to_owned(), names)
}

fn with(names: &Names, more: &str) -> Vec<String> {
    let mut names = names.to_vec();
    names.push(more.to_owned());
    names
}
