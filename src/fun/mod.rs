//! The functions of the language, as tables of name, arguments and implementation.

use crate::context::Context;
pub mod temporal;

use crate::error::Result;
use crate::kind::Kind;
use factio_graph::value::Value;

/// A function of the language.
pub struct Function {
    /// The name as documented; looked up without regard to case, dots included (`duration.between`).
    pub name: &'static str,
    pub parameters: &'static [Parameter],
    /// The last parameter may be repeated, or left out.
    pub variadic: bool,
    pub result: Kind,
    /// Whether equal arguments give equal results within a statement; false for `rand()` alone.
    pub pure: bool,
    /// One sentence for `SHOW FUNCTIONS` and hints.
    pub summary: &'static str,
    /// Called with as many values as the signature allows. A null argument is passed on as null.
    pub call: fn(&Context<'_>, &[Value]) -> Result<Value>,
}

/// A parameter: its name, what it takes, and whether it may be left out.
pub struct Parameter {
    pub name: &'static str,
    pub kind: Kind,
    pub optional: bool,
}

impl std::fmt::Debug for Function {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// The aggregating functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aggregate {
    /// `count(*)`: rows.
    CountRows,
    /// `count(e)`: values that are not null.
    Count,
    Sum,
    Avg,
    Min,
    Max,
    Collect,
    StDev,
    StDevP,
    PercentileCont,
    PercentileDisc,
}

/// The function of that name, without regard to case; dots are part of the name.
pub fn lookup(name: &str) -> Option<&'static Function> {
    all().find(|function| function.name.eq_ignore_ascii_case(name))
}

/// Every function, in the order of the reference.
pub fn all() -> impl Iterator<Item = &'static Function> {
    temporal::FUNCTIONS.iter()
}

/// The aggregate of that name, without regard to case.
pub fn aggregate(name: &str) -> Option<Aggregate> {
    let _ = name;
    None
}
