//! Matching by trying: every node for every node pattern, every relation for every relation pattern.

use super::eval::{compared, get};
use super::{Naive, Row, Tired};
use crate::expr::Expr;
use crate::graph::Properties;
use crate::pattern::{Direction, Hop, Node, Path};
use crate::query::Time;
use factio_graph::id::{NodeId, RelationId};
use factio_graph::value::{self, Value};

/// All names that patterns give.
pub(super) fn names(patterns: &[Path]) -> Vec<String> {
    let mut names = Vec::new();
    for path in patterns {
        names.extend(path.variable.clone());
        names.extend(path.start.variable.clone());
        for (hop, node) in &path.steps {
            names.extend(hop.variable.clone());
            names.extend(node.variable.clone());
        }
    }
    names
}

/// A match that is under way.
#[derive(Clone)]
struct Found {
    row: Row,
    /// The relations that the clause has used; none is used twice.
    used: Vec<usize>,
    walk: value::Path,
}

impl Found {
    fn at(&self) -> usize {
        self.walk.nodes.last().map_or(0, |node| node.0 as usize)
    }

    /// Gives a name its value, unless it has another one.
    fn bind(&mut self, name: &Option<String>, value: Value) -> bool {
        let Some(name) = name else { return true };
        match self.row.get(name) {
            Some(bound) => *bound == value,
            None => {
                self.row.insert(name.clone(), value);
                true
            }
        }
    }
}

/// For each pair of ends, the walks than which none is shorter.
fn shortest(found: Vec<Found>) -> Vec<Found> {
    let ends = |one: &Found| {
        (
            one.walk.nodes.first().copied(),
            one.walk.nodes.last().copied(),
        )
    };
    let length = |one: &Found| one.walk.relations.len();
    let is_shortest = |one: &&Found| {
        let rivals = found.iter().filter(|other| ends(other) == ends(one));
        rivals.map(length).min() == Some(length(one))
    };
    found.iter().filter(is_shortest).cloned().collect()
}

impl Naive<'_> {
    /// All matches of the patterns for a row.
    pub(super) fn matches(
        &self,
        row: &Row,
        patterns: &[Path],
        filter: Option<&Expr>,
    ) -> Result<Vec<Row>, Tired> {
        let mut found = vec![Found {
            row: row.clone(),
            used: Vec::new(),
            walk: value::Path::default(),
        }];
        for path in patterns {
            found = self.path(found, path)?;
        }
        let mut rows = Vec::new();
        for found in found {
            let keep = match filter {
                Some(filter) => self.holds(filter, &found.row)?,
                None => true,
            };
            if keep {
                rows.push(found.row);
            }
        }
        Ok(rows)
    }

    fn path(&self, before: Vec<Found>, path: &Path) -> Result<Vec<Found>, Tired> {
        let mut found = Vec::new();
        for one in before {
            for node in 0..self.graph.nodes.len() {
                let mut one = one.clone();
                one.walk = value::Path {
                    nodes: vec![NodeId(node as u32)],
                    relations: Vec::new(),
                };
                if self.node(&mut one, &path.start)? {
                    found.push(one);
                }
            }
        }
        for (hop, node) in &path.steps {
            let mut next = Vec::new();
            for one in found {
                for mut one in self.hop(one, hop)? {
                    if self.node(&mut one, node)? {
                        next.push(one);
                    }
                }
            }
            found = next;
        }
        found.retain(|one| self.holds_in_time(&one.walk));
        if path.all_shortest {
            found = shortest(found);
        }
        let mut kept = Vec::new();
        for mut one in found {
            let walk = Value::Path(std::mem::take(&mut one.walk).into());
            if one.bind(&path.variable, walk) {
                kept.push(one);
            }
        }
        Ok(kept)
    }

    /// Whether all elements of a walk hold at once, at some time that the time clause asks for.
    fn holds_in_time(&self, walk: &value::Path) -> bool {
        let Some(time) = self.time.get() else {
            return true;
        };
        let nodes = walk
            .nodes
            .iter()
            .map(|it| self.graph.nodes[it.0 as usize].valid);
        let relations = walk.relations.iter();
        let relations = relations.map(|it| self.graph.relations[it.0 as usize].valid);
        let (first, last) = nodes
            .chain(relations)
            .flatten()
            .fold((0, usize::MAX), |all, one| {
                (all.0.max(one.0), all.1.min(one.1))
            });
        match time {
            Time::At(day) => first <= day && day <= last,
            Time::During(from, to) => first.max(from) <= last.min(to),
            Time::Throughout(from, to) => first <= from && to <= last,
        }
    }

    /// Whether the node that a match has come to fits the pattern.
    fn node(&self, found: &mut Found, pattern: &Node) -> Result<bool, Tired> {
        let node = found.at();
        if !found.bind(&pattern.variable, Value::Node(NodeId(node as u32))) {
            return Ok(false);
        }
        let record = &self.graph.nodes[node];
        let labelled = pattern.labels.as_ref();
        Ok(labelled.is_none_or(|labels| labels.holds(&record.labels))
            && self.properties(&record.properties, &pattern.properties, &found.row)?
            && self.passes(&pattern.filter, &found.row)?)
    }

    fn passes(&self, filter: &Option<Expr>, row: &Row) -> Result<bool, Tired> {
        match filter {
            Some(filter) => self.holds(filter, row),
            None => Ok(true),
        }
    }

    fn properties(
        &self,
        has: &Properties,
        wanted: &[(&'static str, Expr)],
        row: &Row,
    ) -> Result<bool, Tired> {
        for (key, wanted) in wanted {
            let wanted = self.value(wanted, row)?;
            if compared("=", &get(has, key), &wanted) != Some(true) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Every way to follow a relation pattern.
    fn hop(&self, found: Found, hop: &Hop) -> Result<Vec<Found>, Tired> {
        let Some(length) = hop.length else {
            let mut all = Vec::new();
            for mut one in self.follow(&found, hop)? {
                let last = one.walk.relations.last().copied().unwrap_or(RelationId(0));
                if one.bind(&hop.variable, Value::Relation(last))
                    && self.passes(&hop.filter, &one.row)?
                {
                    all.push(one);
                }
            }
            return Ok(all);
        };
        let from = found.walk.relations.len();
        let mut all = Vec::new();
        let mut layer = vec![found];
        for count in 0.. {
            if layer.is_empty() || length.max.is_some_and(|most| count > most) {
                break;
            }
            if count >= length.min {
                for mut one in layer.iter().cloned() {
                    let list = one.walk.relations[from..].iter();
                    let list = Value::list(list.map(|it| Value::Relation(*it)).collect());
                    if one.bind(&hop.variable, list) {
                        all.push(one);
                    }
                }
            }
            let mut next = Vec::new();
            for one in &layer {
                next.extend(self.follow(one, hop)?);
            }
            layer = next;
        }
        Ok(all)
    }

    /// Every way to follow one relation of this kind.
    fn follow(&self, found: &Found, hop: &Hop) -> Result<Vec<Found>, Tired> {
        self.work(1 + self.graph.relations.len())?;
        let at = found.at();
        let mut all = Vec::new();
        for (number, relation) in self.graph.relations.iter().enumerate() {
            let typed = hop.types.as_ref();
            if found.used.contains(&number)
                || !typed.is_none_or(|types| types.holds(&[relation.kind]))
                || !self.properties(&relation.properties, &hop.properties, &found.row)?
            {
                continue;
            }
            let forward = relation.start == at && hop.direction != Direction::Left;
            let backward = relation.end == at && hop.direction != Direction::Right;
            let is_loop = relation.start == relation.end;
            let mut to = |node: usize| {
                let mut one = found.clone();
                one.used.push(number);
                one.walk.relations.push(RelationId(number as u32));
                one.walk.nodes.push(NodeId(node as u32));
                all.push(one);
            };
            if forward {
                to(relation.end);
            }
            if backward && !(forward && is_loop) {
                to(relation.start);
            }
        }
        Ok(all)
    }
}
