//! Queries as a model: clauses in a row, and what is returned.

use crate::expr::Expr;
use crate::literal;
use crate::pattern::Path;
use factio_graph::value::Value;
use std::fmt;

#[derive(Clone, Debug)]
pub struct Query {
    pub clauses: Vec<Clause>,
    pub answer: Projection,
}

#[derive(Clone, Debug)]
pub enum Clause {
    Match(Match),
    Unwind(Vec<Value>, String),
    With(Projection),
    /// `CALL (a, b) { .. RETURN .. }`.
    Call(Vec<String>, Box<Query>),
}

#[derive(Clone, Debug)]
pub struct Match {
    pub optional: bool,
    pub patterns: Vec<Path>,
    pub time: Option<Time>,
    pub filter: Option<Expr>,
}

/// A time clause over days of one month.
#[derive(Clone, Copy, Debug)]
pub enum Time {
    At(usize),
    During(usize, usize),
    Throughout(usize, usize),
}

/// What WITH and RETURN share. Sorted by all of its columns where it is sorted, so that a cut leaves nothing open.
#[derive(Clone, Debug)]
pub struct Projection {
    pub distinct: bool,
    pub items: Vec<Item>,
    pub page: Option<Page>,
    /// WHERE, after WITH.
    pub filter: Option<Expr>,
}

#[derive(Clone, Copy, Debug)]
pub struct Page {
    pub descending: bool,
    pub skip: Option<usize>,
    pub limit: Option<usize>,
}

#[derive(Clone, Debug)]
pub struct Item {
    pub value: ItemValue,
    pub alias: String,
}

#[derive(Clone, Debug)]
pub enum ItemValue {
    Plain(Expr),
    CountStar,
    Aggregate {
        function: &'static str,
        distinct: bool,
        argument: Expr,
    },
}

impl Projection {
    pub fn aggregates(&self) -> bool {
        self.items
            .iter()
            .any(|item| !matches!(item.value, ItemValue::Plain(_)))
    }

    /// These names as they are.
    pub fn passing(names: impl Iterator<Item = String>) -> Projection {
        let items = names.map(|name| Item {
            value: ItemValue::Plain(Expr::Variable(name.clone())),
            alias: name,
        });
        Projection {
            distinct: false,
            items: items.collect(),
            page: None,
            filter: None,
        }
    }

    /// Columns with these values under made-up names.
    pub fn of(values: Vec<ItemValue>) -> Projection {
        let items = values.into_iter().enumerate().map(|(number, value)| Item {
            value,
            alias: format!("c{number}"),
        });
        Projection {
            distinct: false,
            items: items.collect(),
            page: None,
            filter: None,
        }
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for clause in &self.clauses {
            writeln!(f, "{clause}")?;
        }
        write!(f, "RETURN {}", self.answer)
    }
}

impl fmt::Display for Clause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Clause::Match(clause) => write!(f, "{clause}"),
            Clause::Unwind(values, variable) => {
                let list = literal::written(&Value::list(values.clone()));
                write!(f, "UNWIND {list} AS {variable}")
            }
            Clause::With(projection) => write!(f, "WITH {projection}"),
            Clause::Call(imports, query) => {
                write!(f, "CALL ({}) {{\n{query}\n}}", imports.join(", "))
            }
        }
    }
}

impl fmt::Display for Match {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let patterns: Vec<String> = self.patterns.iter().map(Path::to_string).collect();
        let optional = if self.optional { "OPTIONAL " } else { "" };
        write!(f, "{optional}MATCH {}", patterns.join(", "))?;
        match self.time {
            Some(Time::At(day)) => write!(f, " AT '2001-01-{day:02}'")?,
            Some(Time::During(first, last)) => {
                write!(f, " DURING '{}'", literal::period((first, last)))?;
            }
            Some(Time::Throughout(first, last)) => {
                write!(f, " THROUGHOUT '{}'", literal::period((first, last)))?;
            }
            None => {}
        }
        match &self.filter {
            Some(filter) => write!(f, " WHERE {filter}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Projection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let items: Vec<String> = self.items.iter().map(Item::to_string).collect();
        let distinct = if self.distinct { "DISTINCT " } else { "" };
        write!(f, "{distinct}{}", items.join(", "))?;
        if let Some(page) = &self.page {
            let order = if page.descending { " DESC" } else { "" };
            let keys = self
                .items
                .iter()
                .map(|item| format!("{}{order}", item.alias));
            write!(f, " ORDER BY {}", keys.collect::<Vec<_>>().join(", "))?;
            if let Some(skip) = page.skip {
                write!(f, " SKIP {skip}")?;
            }
            if let Some(limit) = page.limit {
                write!(f, " LIMIT {limit}")?;
            }
        }
        match &self.filter {
            Some(filter) => write!(f, " WHERE {filter}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} AS {}", self.value, self.alias)
    }
}

impl fmt::Display for ItemValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ItemValue::Plain(expr) => write!(f, "{expr}"),
            ItemValue::CountStar => f.write_str("count(*)"),
            ItemValue::Aggregate {
                function,
                distinct,
                argument,
            } => {
                let distinct = if *distinct { "DISTINCT " } else { "" };
                write!(f, "{function}({distinct}{argument})")
            }
        }
    }
}
