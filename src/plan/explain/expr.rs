//! Resolved expressions as text.

use crate::plan::explain::literal::literal;
use crate::plan::explain::{Names, Printer};
use crate::plan::expr::{
    Arithmetic, CompareOp, Expr, ExprKind, LabelTest, ListQuantifier, ProjectionItem, Sign, Slot,
    SubqueryKind, TextOp, TimeRelation,
};

impl Printer<'_> {
    pub(super) fn exprs(&self, exprs: &[Expr], names: &Names) -> String {
        let exprs = exprs.iter().map(|expr| self.expr(expr, names));
        exprs.collect::<Vec<_>>().join(", ")
    }

    pub(super) fn expr(&self, expr: &Expr, names: &Names) -> String {
        let tight = |expr: &Expr| self.tight(expr, names);
        let infix =
            |left: &Expr, op: &str, right: &Expr| format!("{} {op} {}", tight(left), tight(right));
        match &expr.kind {
            ExprKind::Constant(value) => literal(value),
            ExprKind::Slot(slot) => name(*slot, names),
            ExprKind::Parameter(name) => format!("${name}"),
            ExprKind::List(items) => format!("[{}]", self.exprs(items, names)),
            ExprKind::Map(entries) => {
                let entries = entries
                    .iter()
                    .map(|(key, value)| format!("{key}: {}", self.expr(value, names)))
                    .collect::<Vec<_>>();
                format!("{{{}}}", entries.join(", "))
            }
            ExprKind::MapProjection { subject, items } => {
                let items: Vec<String> = items
                    .iter()
                    .map(|item| self.projection_item(item, names))
                    .collect();
                format!("{} {{{}}}", tight(subject), items.join(", "))
            }
            ExprKind::Property(subject, key) => format!("{}.{}", tight(subject), key.text),
            ExprKind::Index(list, at) => format!("{}[{}]", tight(list), self.expr(at, names)),
            ExprKind::Slice(list, from, to) => {
                let bound = |bound: &Option<Box<Expr>>| {
                    let bound = bound.as_ref().map(|bound| self.expr(bound, names));
                    bound.unwrap_or_default()
                };
                format!("{}[{}..{}]", tight(list), bound(from), bound(to))
            }
            ExprKind::Not(inner) => format!("NOT {}", tight(inner)),
            ExprKind::Negate(inner) => format!("-{}", tight(inner)),
            ExprKind::Plus(inner) => format!("+{}", tight(inner)),
            ExprKind::And(operands) => self.chain(operands, " AND ", names),
            ExprKind::Or(operands) => self.chain(operands, " OR ", names),
            ExprKind::Xor(left, right) => infix(left, "XOR", right),
            ExprKind::Arithmetic(op, left, right) => infix(left, arithmetic(*op), right),
            ExprKind::Compare(op, left, right) => infix(left, compare(*op), right),
            ExprKind::In(left, right) => infix(left, "IN", right),
            ExprKind::Text(op, left, right) => infix(left, text(*op), right),
            ExprKind::IsNull(inner) => format!("{} IS NULL", tight(inner)),
            ExprKind::IsNotNull(inner) => format!("{} IS NOT NULL", tight(inner)),
            ExprKind::IsTyped(inner, wanted) => {
                format!("{} IS TYPED {}", tight(inner), wanted)
            }
            ExprKind::HasLabels(subject, labels) => {
                format!("{}:{}", tight(subject), self.labels(labels, names))
            }
            ExprKind::Time(relation, left, right) => infix(left, time(*relation), right),
            ExprKind::Call(function, arguments) => {
                format!("{}({})", function.name, self.exprs(arguments, names))
            }
            ExprKind::Case {
                subject,
                branches,
                otherwise,
            } => {
                let mut text = "CASE".to_owned();
                if let Some(subject) = subject {
                    text += &format!(" {}", self.expr(subject, names));
                }
                for (when, then) in branches {
                    let (when, then) = (self.exprs(when, names), self.expr(then, names));
                    text += &format!(" WHEN {when} THEN {then}");
                }
                if let Some(otherwise) = otherwise {
                    text += &format!(" ELSE {}", self.expr(otherwise, names));
                }
                text + " END"
            }
            ExprKind::ListComprehension {
                list,
                local,
                filter,
                map,
            } => {
                let mut text = format!("[#{local} IN {}", self.expr(list, names));
                if let Some(filter) = filter {
                    text += &format!(" WHERE {}", self.expr(filter, names));
                }
                if let Some(map) = map {
                    text += &format!(" | {}", self.expr(map, names));
                }
                text + "]"
            }
            ExprKind::Quantified {
                quantifier,
                list,
                local,
                filter,
            } => format!(
                "{}(#{local} IN {} WHERE {})",
                quantified(*quantifier),
                self.expr(list, names),
                self.expr(filter, names)
            ),
            ExprKind::Reduce {
                initial,
                list,
                accumulator,
                step,
            } => format!(
                "reduce(#{accumulator} = {}, #{} IN {} | {})",
                self.expr(initial, names),
                accumulator + 1,
                self.expr(list, names),
                self.expr(step, names)
            ),
            ExprKind::Subquery(kind, plan) => self.subquery(*kind, plan, names),
            ExprKind::Path(slots) => {
                let parts: Vec<String> = slots.iter().map(|slot| name(*slot, names)).collect();
                format!("path({})", parts.join(", "))
            }
        }
    }

    fn chain(&self, operands: &[Expr], word: &str, names: &Names) -> String {
        let operands = operands.iter().map(|operand| self.tight(operand, names));
        operands.collect::<Vec<_>>().join(word)
    }

    fn projection_item(&self, item: &ProjectionItem, names: &Names) -> String {
        match item {
            ProjectionItem::Property(key) => format!(".{}", key.text),
            ProjectionItem::Entry(key, value) => format!("{key}: {}", self.expr(value, names)),
            ProjectionItem::All => ".*".to_owned(),
        }
    }

    /// A subquery on one line, its operators from first to last.
    fn subquery(&self, kind: SubqueryKind, plan: &crate::plan::Plan, names: &Names) -> String {
        let word = match kind {
            SubqueryKind::Exists => "EXISTS",
            SubqueryKind::Count => "COUNT",
            SubqueryKind::Collect => "COLLECT",
        };
        let mut lines = Vec::new();
        let mut outer = names.to_vec();
        self.plan(plan, &pad(&mut outer, plan), 0, &mut lines);
        lines.reverse();
        let steps: Vec<&str> = lines
            .iter()
            .filter(|line| line.step.is_none())
            .map(|line| line.text.trim())
            .filter(|line| *line != "Argument")
            .collect();
        format!("{word} {{ {} }}", steps.join(" > "))
    }

    pub(super) fn labels(&self, labels: &LabelTest, names: &Names) -> String {
        let joined = |parts: &[LabelTest], word: &str| {
            let parts = parts.iter().map(|part| match part {
                LabelTest::And(_) | LabelTest::Or(_) => format!("({})", self.labels(part, names)),
                _ => self.labels(part, names),
            });
            parts.collect::<Vec<_>>().join(word)
        };
        match labels {
            LabelTest::Is(symbol) => self.symbol(*symbol).to_string(),
            LabelTest::Dynamic(expr) => format!("$({})", self.expr(expr, names)),
            LabelTest::Any => "%".to_owned(),
            LabelTest::Sign(Sign::Positive) => "+".to_owned(),
            LabelTest::Sign(Sign::Negative) => "-".to_owned(),
            LabelTest::Not(inner) => format!("!{}", joined(std::slice::from_ref(inner), "")),
            LabelTest::And(parts) => joined(parts, "&"),
            LabelTest::Or(parts) => joined(parts, "|"),
        }
    }
}

/// The names of a subquery's argument: those of the row, and places for the locals behind it.
fn pad(names: &mut Vec<String>, plan: &crate::plan::Plan) -> Vec<String> {
    for slot in names.len()..plan.width {
        names.push(format!("#{slot}"));
    }
    std::mem::take(names)
}

fn name(slot: Slot, names: &Names) -> String {
    match names.get(slot) {
        Some(name) if name != "_" => name.clone(),
        _ => format!("#{slot}"),
    }
}

fn arithmetic(op: Arithmetic) -> &'static str {
    match op {
        Arithmetic::Add => "+",
        Arithmetic::Subtract => "-",
        Arithmetic::Multiply => "*",
        Arithmetic::Divide => "/",
        Arithmetic::Modulo => "%",
        Arithmetic::Power => "^",
        Arithmetic::Concat => "||",
    }
}

fn compare(op: CompareOp) -> &'static str {
    match op {
        CompareOp::Equal => "=",
        CompareOp::NotEqual => "<>",
        CompareOp::Less => "<",
        CompareOp::LessOrEqual => "<=",
        CompareOp::Greater => ">",
        CompareOp::GreaterOrEqual => ">=",
    }
}

fn text(op: TextOp) -> &'static str {
    match op {
        TextOp::StartsWith => "STARTS WITH",
        TextOp::EndsWith => "ENDS WITH",
        TextOp::Contains => "CONTAINS",
        TextOp::Matches => "=~",
    }
}

fn time(relation: TimeRelation) -> &'static str {
    match relation {
        TimeRelation::At => "AT",
        TimeRelation::During => "DURING",
        TimeRelation::Throughout => "THROUGHOUT",
        TimeRelation::Overlaps => "OVERLAPS",
        TimeRelation::Precedes => "PRECEDES",
        TimeRelation::Succeeds => "SUCCEEDS",
        TimeRelation::Meets => "MEETS",
        TimeRelation::Equals => "EQUALS",
    }
}

fn quantified(quantifier: ListQuantifier) -> &'static str {
    match quantifier {
        ListQuantifier::All => "all",
        ListQuantifier::Any => "any",
        ListQuantifier::None => "none",
        ListQuantifier::Single => "single",
    }
}
