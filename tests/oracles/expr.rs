//! Expressions as a model: printed, and evaluated by the naive executor.

use crate::literal;
use crate::pattern::{Labels, Path};
use factio_graph::value::Value;
use std::fmt;

#[derive(Clone, Debug)]
pub enum Expr {
    Constant(Value),
    Variable(String),
    /// `n.x`; a row has no value for a variable that OPTIONAL MATCH left null.
    Property(String, &'static str),
    Compare(&'static str, Box<Expr>, Box<Expr>),
    And(Box<Expr>, Box<Expr>),
    Or(Box<Expr>, Box<Expr>),
    Xor(Box<Expr>, Box<Expr>),
    Not(Box<Expr>),
    IsNull(Box<Expr>),
    IsNotNull(Box<Expr>),
    In(Box<Expr>, Vec<Value>),
    HasLabels(String, Labels),
    /// `a + b`, of whole numbers.
    Add(Box<Expr>, Box<Expr>),
    /// `CASE WHEN .. THEN .. ELSE .. END`.
    Case(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `length(p)`, of a path.
    Length(String),
    /// `size(r)`, of a list.
    Size(String),
    Exists(Box<Subquery>),
    Count(Box<Subquery>),
}

/// `{ MATCH pattern, .. WHERE .. }`.
#[derive(Clone, Debug)]
pub struct Subquery {
    pub patterns: Vec<Path>,
    pub filter: Option<Expr>,
}

impl Expr {
    pub fn boxed(self) -> Box<Expr> {
        Box::new(self)
    }
}

impl fmt::Display for Subquery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let patterns: Vec<String> = self.patterns.iter().map(Path::to_string).collect();
        write!(f, "{{ MATCH {}", patterns.join(", "))?;
        if let Some(filter) = &self.filter {
            write!(f, " WHERE {filter}")?;
        }
        f.write_str(" }")
    }
}

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Expr::Constant(value) => f.write_str(&literal::written(value)),
            Expr::Variable(name) => f.write_str(name),
            Expr::Property(name, key) => write!(f, "{name}.{key}"),
            Expr::Compare(op, left, right) => write!(f, "({left} {op} {right})"),
            Expr::And(left, right) => write!(f, "({left} AND {right})"),
            Expr::Or(left, right) => write!(f, "({left} OR {right})"),
            Expr::Xor(left, right) => write!(f, "({left} XOR {right})"),
            Expr::Not(inner) => write!(f, "(NOT {inner})"),
            Expr::IsNull(inner) => write!(f, "({inner} IS NULL)"),
            Expr::IsNotNull(inner) => write!(f, "({inner} IS NOT NULL)"),
            Expr::In(inner, values) => {
                let values: Vec<String> = values.iter().map(literal::written).collect();
                write!(f, "({inner} IN [{}])", values.join(", "))
            }
            Expr::HasLabels(name, labels) => write!(f, "({name}:{labels})"),
            Expr::Add(left, right) => write!(f, "({left} + {right})"),
            Expr::Case(when, then, otherwise) => {
                write!(f, "CASE WHEN {when} THEN {then} ELSE {otherwise} END")
            }
            Expr::Length(path) => write!(f, "length({path})"),
            Expr::Size(list) => write!(f, "size({list})"),
            Expr::Exists(subquery) => write!(f, "EXISTS {subquery}"),
            Expr::Count(subquery) => write!(f, "COUNT {subquery}"),
        }
    }
}
