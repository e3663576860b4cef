//! Procedures: what `CALL` can call, with their signatures.

use crate::context::Context;
use crate::error::Result;
use crate::kind::Kind;
use factio_graph::value::Value;
use indexmap::IndexMap;
use std::fmt;
use std::sync::Arc;

/// A procedure: its dotted name, what it takes, what it yields.
pub struct Procedure {
    pub name: String,
    pub parameters: Vec<Field>,
    pub results: Vec<Field>,
    /// One sentence for `SHOW PROCEDURES`.
    pub summary: String,
    pub run: Box<Implementation>,
}

/// Rows in the order of `results`, for arguments in the order of `parameters`.
pub type Implementation = dyn Fn(&Context<'_>, &[Value]) -> Result<Vec<Vec<Value>>> + Send + Sync;

/// A parameter or result.
#[derive(Clone, Debug)]
pub struct Field {
    pub name: String,
    pub kind: Kind,
    /// Whether null is allowed.
    pub nullable: bool,
    /// Whether the parameter may be left out (then null is passed).
    pub optional: bool,
}

impl fmt::Debug for Procedure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

/// The procedures that a session knows, by name.
#[derive(Clone, Debug, Default)]
pub struct Procedures {
    by_name: IndexMap<String, Arc<Procedure>>,
}

impl Procedures {
    /// Adds a procedure, or replaces the one of that name.
    pub fn register(&mut self, procedure: Procedure) {
        self.by_name
            .insert(procedure.name.clone(), Arc::new(procedure));
    }

    pub fn get(&self, name: &str) -> Option<&Arc<Procedure>> {
        self.by_name.get(name)
    }

    pub fn iter(&self) -> impl Iterator<Item = &Arc<Procedure>> {
        self.by_name.values()
    }
}
