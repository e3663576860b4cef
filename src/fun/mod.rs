//! The functions of the language, as tables of name, arguments and implementation: one file a topic.

mod aggregate;
mod argument;
mod because;
pub(crate) mod bound;
mod convert;
pub(crate) mod entity;
mod list;
pub(crate) mod nesting;
mod number;
mod path;
pub mod period;
mod round;
mod scalar;
pub(crate) mod sign;
mod sources;
pub mod temporal;
#[cfg(test)]
mod tests;
mod text;
mod trigonometry;

use crate::context::{Context, Moment};
use crate::error::Result;
use crate::kind::Kind;
pub use aggregate::{Aggregate, aggregate, aggregates};
use factio_graph::value::Value;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// A function of the language.
pub struct Function {
    /// The name as documented; looked up without regard to case, dots included (`duration.between`).
    pub name: &'static str,
    pub parameters: &'static [Parameter],
    /// The last parameter may be repeated, or left out.
    pub variadic: bool,
    pub result: Kind,
    /// Whether equal arguments give equal results within a statement; false for `rand()` and `randomUUID()` alone.
    pub pure: bool,
    /// Whether what it gives for texts is written in them: it asks neither the graph nor the clock then.
    pub literal: bool,
    /// One sentence for `SHOW FUNCTIONS` and hints.
    pub summary: &'static str,
    /// Called with as many values as the signature allows. A null argument is passed on as null.
    pub call: Implementation,
}

/// What runs when a function is called.
pub type Implementation = fn(&Context<'_>, &[Value]) -> Result<Value>;

/// A parameter: its name, what it takes, and whether it may be left out.
pub struct Parameter {
    pub name: &'static str,
    pub kind: Kind,
    pub optional: bool,
}

impl Function {
    /// A function that is pure and takes each parameter once.
    pub const fn new(
        name: &'static str,
        parameters: &'static [Parameter],
        result: Kind,
        summary: &'static str,
        call: Implementation,
    ) -> Function {
        Function {
            name,
            parameters,
            variadic: false,
            result,
            pure: true,
            literal: false,
            summary,
            call,
        }
    }

    /// The same function, whose last parameter may be repeated.
    pub const fn variadic(self) -> Function {
        Function {
            variadic: true,
            ..self
        }
    }

    /// The same function, which for texts gives what is written in them.
    pub const fn literal(self) -> Function {
        Function {
            literal: true,
            ..self
        }
    }

    /// What it gives for texts, where they alone decide and are right.
    pub fn written(&self, arguments: &[Value]) -> Option<Value> {
        let is_text = |value: &Value| matches!(value, Value::String(_));
        if !self.literal || arguments.is_empty() || !arguments.iter().all(is_text) {
            return None;
        }
        let (graph, parameters, limits) = Default::default();
        let context = Context::reading(&graph, &parameters, Moment::default(), &limits);
        (self.call)(&context, arguments).ok()
    }

    /// The same function, every call of which may give something else.
    pub const fn impure(self) -> Function {
        Function {
            pure: false,
            ..self
        }
    }
}

impl Parameter {
    pub const fn new(name: &'static str, kind: Kind) -> Parameter {
        Parameter {
            name,
            kind,
            optional: false,
        }
    }

    pub const fn optional(name: &'static str, kind: Kind) -> Parameter {
        Parameter {
            name,
            kind,
            optional: true,
        }
    }
}

impl std::fmt::Debug for Function {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// The tables, in the order of the reference.
static TABLES: &[&[Function]] = &[
    scalar::FUNCTIONS,
    convert::FUNCTIONS,
    entity::FUNCTIONS,
    path::FUNCTIONS,
    sign::FUNCTIONS,
    sources::FUNCTIONS,
    because::FUNCTIONS,
    list::FUNCTIONS,
    text::FUNCTIONS,
    number::FUNCTIONS,
    round::FUNCTIONS,
    trigonometry::FUNCTIONS,
    temporal::FUNCTIONS,
    period::FUNCTIONS,
];

static BY_NAME: LazyLock<FxHashMap<String, &'static Function>> = LazyLock::new(|| {
    all()
        .map(|function| (function.name.to_ascii_lowercase(), function))
        .collect()
});

/// The operators of arithmetic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Power,
    /// `||`.
    Concat,
}

/// The function of that name, without regard to case; dots are part of the name.
pub fn lookup(name: &str) -> Option<&'static Function> {
    BY_NAME.get(&name.to_ascii_lowercase()).copied()
}

/// Every function, in the order of the reference.
pub fn all() -> impl Iterator<Item = &'static Function> {
    TABLES.iter().flat_map(|table| table.iter())
}

/// The names of functions and aggregates that are most like `name`, best first, at most three.
pub fn nearest(name: &str) -> Vec<&'static str> {
    let wanted = name.to_ascii_lowercase();
    let likeness = |known: &str| strsim::jaro_winkler(&known.to_ascii_lowercase(), &wanted);
    let names = all()
        .map(|function| function.name)
        .chain(aggregates().map(|aggregate| aggregate.name));
    let mut found: Vec<(f64, &'static str)> = names
        .map(|known| (likeness(known), known))
        .filter(|(likeness, _)| *likeness > 0.8)
        .collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    found.into_iter().take(3).map(|(_, known)| known).collect()
}
