//! Procedures: what `CALL` can call, with their signatures.

mod argument;
mod catalog;

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

/// The procedures that a session knows, by name.
#[derive(Clone, Debug)]
pub struct Procedures {
    by_name: IndexMap<String, Arc<Procedure>>,
}

impl Procedure {
    /// The arguments as the procedure takes them: as many as it has parameters, integers as floats where it wants floats.
    ///
    /// # Errors
    /// Too many or too few arguments, one of the wrong kind, or null where null is not allowed.
    pub fn arguments(&self, given: Vec<Value>) -> Result<Vec<Value>> {
        argument::check(self, given)
    }

    /// `name(parameter :: KIND?, ..) :: (result :: KIND?, ..)`.
    pub fn signature(&self) -> String {
        let list = |fields: &[Field]| {
            let fields: Vec<String> = fields.iter().map(Field::to_string).collect();
            fields.join(", ")
        };
        format!(
            "{}({}) :: ({})",
            self.name,
            list(&self.parameters),
            list(&self.results)
        )
    }
}

impl fmt::Debug for Procedure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl Field {
    /// A result, or a parameter that must be given, that may be null.
    pub fn new(name: &str, kind: Kind) -> Field {
        Field {
            name: name.to_string(),
            kind,
            nullable: true,
            optional: false,
        }
    }

    /// A parameter that may be left out.
    pub fn optional(name: &str, kind: Kind) -> Field {
        Field {
            optional: true,
            ..Field::new(name, kind)
        }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let null = if self.nullable { "?" } else { "" };
        write!(f, "{} :: {}{null}", self.name, self.kind.name())
    }
}

impl Default for Procedures {
    /// The procedures that every session has.
    fn default() -> Procedures {
        let mut procedures = Procedures::none();
        for procedure in catalog::procedures() {
            procedures.register(procedure);
        }
        procedures
    }
}

impl Procedures {
    pub fn none() -> Procedures {
        Procedures {
            by_name: IndexMap::new(),
        }
    }

    /// Adds a procedure, or replaces the one of that name.
    pub fn register(&mut self, procedure: Procedure) {
        self.by_name
            .insert(procedure.name.clone(), Arc::new(procedure));
    }

    pub fn get(&self, name: &str) -> Option<&Arc<Procedure>> {
        self.by_name.get(name)
    }

    /// The procedures whose names are most like `name`, best first, at most three.
    pub fn nearest(&self, name: &str) -> Vec<&str> {
        let wanted = name.to_lowercase();
        let mut found: Vec<(f64, &str)> = self
            .by_name
            .keys()
            .map(|known| {
                (
                    strsim::jaro_winkler(&known.to_lowercase(), &wanted),
                    &**known,
                )
            })
            .filter(|(likeness, _)| *likeness > 0.8)
            .collect();
        found.sort_by(|a, b| b.0.total_cmp(&a.0));
        found.into_iter().take(3).map(|(_, known)| known).collect()
    }

    pub fn iter(&self) -> impl Iterator<Item = &Arc<Procedure>> {
        self.by_name.values()
    }
}

#[cfg(test)]
mod tests {
    use super::Procedures;

    #[test]
    fn a_misspelt_procedure_brings_the_nearest() {
        let procedures = Procedures::default();
        assert_eq!(procedures.nearest("db.lables").first(), Some(&"db.labels"));
        assert!(procedures.nearest("xyzzy").is_empty());
    }

    #[test]
    fn a_signature_tells_names_and_kinds() {
        let procedures = Procedures::default();
        let signature = procedures.get("db.labels").map(|known| known.signature());
        assert_eq!(
            signature.as_deref(),
            Some("db.labels() :: (label :: STRING)")
        );
    }
}
