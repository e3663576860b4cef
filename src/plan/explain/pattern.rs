//! Patterns as text.

use crate::plan::explain::{Names, Printer};
use crate::plan::expr::{Expr, Slot};
use crate::plan::pattern::{
    GroupVariable, NodeVariable, PathVariable, PatternPlan, RelationVariable,
};
use crate::plan::{Slice, SliceKind};
use factio_grammar::ast::{Direction, PathCount, PathMode, Quantifier, Selector};

impl Printer<'_> {
    /// The line of a MATCH, and what its columns are called.
    pub(super) fn match_line(
        &self,
        pattern: &PatternPlan,
        optional: bool,
        mut names: Vec<String>,
    ) -> (String, Vec<String>) {
        self.name_pattern(pattern, &mut names);
        let word = if optional { "Optional match" } else { "Match" };
        let text = format!("{word} {}", self.pattern(pattern, &names));
        (text, names)
    }

    /// Names the columns that a pattern adds.
    pub(super) fn name_pattern(&self, pattern: &PatternPlan, names: &mut Vec<String>) {
        for slot in names.len()..pattern.width + pattern.added {
            names.push(format!("#{slot}"));
        }
        let mut name = |slot: Slot, span| {
            if slot >= pattern.width
                && let Some(found) = self.name_at(span)
            {
                names[slot] = found;
            }
        };
        pattern
            .nodes
            .iter()
            .for_each(|node| name(node.slot, node.span));
        for relation in &pattern.relations {
            name(relation.slot, relation.span);
        }
        for it in &pattern.optional {
            name(it.to.slot, it.to.span);
            name(it.relation.slot, it.relation.span);
        }
        for path in &pattern.paths {
            path.slot.iter().for_each(|slot| name(*slot, path.span));
        }
        for group in &pattern.groups {
            let inner = self.inner_names(group, &names[..pattern.width]);
            for (inside, outside) in &group.collected {
                names[*outside] = inner[*inside].clone();
            }
        }
    }

    fn inner_names(&self, group: &GroupVariable, input: &Names) -> Vec<String> {
        let mut names = input.to_vec();
        self.name_pattern(&group.inner, &mut names);
        names
    }

    fn pattern(&self, pattern: &PatternPlan, names: &Names) -> String {
        let described = pattern
            .nodes
            .iter()
            .filter(|node| self.says_more(node, pattern));
        let nodes = described.map(|node| self.node(node, names));
        let relations = pattern
            .relations
            .iter()
            .map(|relation| self.relation(relation, names));
        let groups = pattern.groups.iter().map(|group| self.group(group, names));
        let described = pattern.paths.iter().filter(|path| path_says_more(path));
        let paths = described.map(|path| self.path(path, names));
        let parts = nodes.chain(relations).chain(groups).chain(paths);
        let optional = pattern.optional.iter().map(|it| {
            let relation = self.relation(&it.relation, names);
            format!("optional {}, {relation}", self.node(&it.to, names))
        });
        let parts = parts.chain(optional);
        let mut text = parts.collect::<Vec<_>>().join(", ");
        text += &self.conditions(&pattern.filters, names);
        if let Some(slice) = &pattern.slice {
            text += &format!(" {}", self.slice(slice, names));
        }
        text
    }

    /// Whether a node is to be printed by itself: it has labels or a handle, or nothing else mentions it.
    fn says_more(&self, node: &NodeVariable, pattern: &PatternPlan) -> bool {
        let is_end = |slot: Slot| {
            let relations = pattern.relations.iter();
            let groups = pattern.groups.iter();
            relations
                .map(|relation| [relation.left, relation.right])
                .chain(groups.map(|group| [group.left, group.right]))
                .any(|ends| ends.contains(&slot))
        };
        node.labels.is_some() || node.handle.is_some() || !is_end(node.slot)
    }

    fn conditions(&self, filters: &[Expr], names: &Names) -> String {
        match filters.is_empty() {
            true => String::new(),
            false => {
                let filters = filters.iter().map(|filter| self.expr(filter, names));
                format!(" where {}", filters.collect::<Vec<_>>().join(" and "))
            }
        }
    }

    pub(super) fn node(&self, node: &NodeVariable, names: &Names) -> String {
        let mut text = format!("({}", names[node.slot]);
        if let Some(handle) = node.handle {
            text += &format!(" = node {}", handle.0);
        }
        if let Some(labels) = &node.labels {
            text += &format!(":{}", self.labels(labels, names));
        }
        text + ")"
    }

    pub(super) fn relation(&self, relation: &RelationVariable, names: &Names) -> String {
        let mut inside = names[relation.slot].clone();
        if let Some(types) = &relation.types {
            inside += &format!(":{}", self.labels(types, names));
        }
        if let Some(length) = &relation.length {
            inside += &quantifier(length);
        }
        if let Some((slot, condition)) = &relation.hop {
            inside += &format!(" each #{slot} where {}", self.expr(condition, names));
        }
        let (from, to) = match relation.direction {
            Direction::Right => ("-", "->"),
            Direction::Left => ("<-", "-"),
            Direction::Either => ("-", "-"),
        };
        let (left, right) = (&names[relation.left], &names[relation.right]);
        format!("({left}){from}[{inside}]{to}({right})")
    }

    pub(super) fn group(&self, group: &GroupVariable, names: &Names) -> String {
        let inner = self.inner_names(group, &names[..group.inner.width]);
        format!(
            "({})({}){}({})",
            names[group.left],
            self.pattern(&group.inner, &inner),
            quantifier(&group.quantifier),
            names[group.right]
        )
    }

    fn path(&self, path: &PathVariable, names: &Names) -> String {
        let mut words = Vec::new();
        if let Some(slot) = path.slot {
            words.push(format!("{} =", names[slot]));
        }
        words.extend(path.selector.as_ref().map(selector));
        words.extend(path.mode.map(|mode| self::mode(mode).to_owned()));
        let parts: Vec<&str> = path
            .parts
            .iter()
            .map(|slot| names[*slot].as_str())
            .collect();
        words.push(format!("path({})", parts.join(", ")));
        words.join(" ") + &self.conditions(&path.filters, names)
    }

    pub(super) fn slice(&self, slice: &Slice, names: &Names) -> String {
        let certainly = if slice.certainly { " certainly" } else { "" };
        let value = |expr: &Expr| self.expr(expr, names);
        let mut text = match &slice.kind {
            SliceKind::At(at) => format!("at{certainly} {}", value(at)),
            SliceKind::During(period) => format!("during{certainly} {}", value(period)),
            SliceKind::Throughout(period) => format!("throughout{certainly} {}", value(period)),
            SliceKind::FromTo(from, to) => {
                format!("from{certainly} {} to {}", value(from), value(to))
            }
        };
        if slice.in_order {
            text += " in order";
        }
        text
    }
}

/// Whether a path is more than its parts in a row.
fn path_says_more(path: &PathVariable) -> bool {
    path.slot.is_some()
        || path.selector.is_some()
        || path.mode.is_some()
        || !path.filters.is_empty()
}

fn quantifier(length: &Quantifier) -> String {
    match (length.min, length.max) {
        (min, Some(max)) if min == max => format!("{{{min}}}"),
        (min, Some(max)) => format!("{{{min},{max}}}"),
        (min, None) => format!("{{{min},}}"),
    }
}

fn selector(selector: &Selector) -> String {
    match selector {
        Selector::Any(k) => format!("any {}", count(k)),
        Selector::All => "all".to_owned(),
        Selector::AllShortest | Selector::AllShortestPaths => "all shortest".to_owned(),
        Selector::Shortest(k) => format!("shortest {}", count(k)),
        Selector::ShortestGroups(k) => format!("shortest {} groups", count(k)),
        Selector::ShortestPath => "shortest 1".to_owned(),
    }
}

fn count(count: &PathCount) -> String {
    match count {
        PathCount::Number(number) => number.to_string(),
        PathCount::Parameter(name) => format!("${}", name.text),
    }
}

fn mode(mode: PathMode) -> &'static str {
    match mode {
        PathMode::Walk => "walk",
        PathMode::Trail => "trail",
        PathMode::Acyclic => "acyclic",
        PathMode::Simple => "simple",
    }
}
