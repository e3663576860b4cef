//! Patterns as a model: printed, read backwards, matched by the naive executor.

use crate::expr::Expr;
use std::fmt;

/// `(a)-[r]->(b)..`.
#[derive(Clone, Debug)]
pub struct Path {
    pub variable: Option<String>,
    /// `ALL SHORTEST`.
    pub all_shortest: bool,
    pub start: Node,
    pub steps: Vec<(Hop, Node)>,
}

#[derive(Clone, Debug, Default)]
pub struct Node {
    pub variable: Option<String>,
    pub labels: Option<Labels>,
    pub properties: Vec<(&'static str, Expr)>,
    pub filter: Option<Expr>,
}

#[derive(Clone, Debug)]
pub struct Hop {
    pub variable: Option<String>,
    pub types: Option<Labels>,
    pub direction: Direction,
    pub length: Option<Length>,
    pub properties: Vec<(&'static str, Expr)>,
    pub filter: Option<Expr>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Right,
    Left,
    Either,
}

/// How many relations in a row; `None` is no upper bound.
#[derive(Clone, Copy, Debug)]
pub struct Length {
    pub min: usize,
    pub max: Option<usize>,
    pub wording: Wording,
}

#[derive(Clone, Copy, Debug)]
pub enum Wording {
    /// `-[*1..2]->`.
    Star,
    /// `-[]->{1,2}`.
    Quantified,
}

#[derive(Clone, Debug)]
pub enum Labels {
    Is(&'static str),
    Any,
    Not(Box<Labels>),
    And(Box<Labels>, Box<Labels>),
    Or(Box<Labels>, Box<Labels>),
}

impl Path {
    /// Whether a selector is clear on it: nothing but its ends has a name.
    pub fn may_be_selected(&self) -> bool {
        let inner = self.steps.iter().rev().skip(1);
        let mut hops = self.steps.iter().map(|(hop, _)| hop);
        !self.steps.is_empty()
            && inner.map(|(_, node)| node).all(|it| it.variable.is_none())
            && hops.all(|it| it.variable.is_none())
    }

    /// The same path, written from its end.
    pub fn reversed(&self) -> Path {
        let mut nodes: Vec<&Node> = vec![&self.start];
        nodes.extend(self.steps.iter().map(|(_, node)| node));
        let mut nodes = nodes.into_iter().rev().cloned();
        let start = nodes.next().unwrap_or_default();
        let hops = self.steps.iter().rev().map(|(hop, _)| Hop {
            direction: match hop.direction {
                Direction::Right => Direction::Left,
                Direction::Left => Direction::Right,
                Direction::Either => Direction::Either,
            },
            ..hop.clone()
        });
        Path {
            variable: self.variable.clone(),
            all_shortest: self.all_shortest,
            start,
            steps: hops.zip(nodes).collect(),
        }
    }
}

impl Labels {
    /// Whether an element that carries these names passes.
    pub fn holds(&self, names: &[&str]) -> bool {
        match self {
            Labels::Is(name) => names.contains(name),
            Labels::Any => !names.is_empty(),
            Labels::Not(inner) => !inner.holds(names),
            Labels::And(left, right) => left.holds(names) && right.holds(names),
            Labels::Or(left, right) => left.holds(names) || right.holds(names),
        }
    }
}

impl fmt::Display for Labels {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Labels::Is(name) => f.write_str(name),
            Labels::Any => f.write_str("%"),
            Labels::Not(inner) => write!(f, "!({inner})"),
            Labels::And(left, right) => write!(f, "({left}&{right})"),
            Labels::Or(left, right) => write!(f, "({left}|{right})"),
        }
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(variable) = &self.variable {
            write!(f, "{variable} = ")?;
        }
        if self.all_shortest {
            f.write_str("ALL SHORTEST ")?;
        }
        write!(f, "{}", self.start)?;
        for (hop, node) in &self.steps {
            write!(f, "{hop}{node}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(")?;
        inside(f, &self.variable, &self.labels, "", &self.properties)?;
        if let Some(filter) = &self.filter {
            write!(f, " WHERE {filter}")?;
        }
        f.write_str(")")
    }
}

impl fmt::Display for Hop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let star = match self.length {
            Some(Length {
                min,
                max,
                wording: Wording::Star,
            }) => format!("*{min}..{}", bound(max)),
            _ => String::new(),
        };
        f.write_str(match self.direction {
            Direction::Left => "<-[",
            _ => "-[",
        })?;
        inside(f, &self.variable, &self.types, &star, &self.properties)?;
        if let Some(filter) = &self.filter {
            write!(f, " WHERE {filter}")?;
        }
        f.write_str(match self.direction {
            Direction::Right => "]->",
            _ => "]-",
        })?;
        match self.length {
            Some(Length {
                min,
                max,
                wording: Wording::Quantified,
            }) => write!(f, "{{{min},{}}}", bound(max)),
            _ => Ok(()),
        }
    }
}

fn bound(max: Option<usize>) -> String {
    max.map_or(String::new(), |max| max.to_string())
}

fn inside(
    f: &mut fmt::Formatter<'_>,
    variable: &Option<String>,
    labels: &Option<Labels>,
    star: &str,
    properties: &[(&'static str, Expr)],
) -> fmt::Result {
    f.write_str(variable.as_deref().unwrap_or(""))?;
    if let Some(labels) = labels {
        write!(f, ":{labels}")?;
    }
    f.write_str(star)?;
    if properties.is_empty() {
        return Ok(());
    }
    let entries: Vec<String> = properties
        .iter()
        .map(|(key, value)| format!("{key}: {value}"))
        .collect();
    write!(f, " {{{}}}", entries.join(", "))
}
