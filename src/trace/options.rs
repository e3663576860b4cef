//! The map of options that a procedure takes: known keys of the right kind, and nothing else.

use crate::error::{Detail, Error, ErrorKind, Result};
use factio_graph::id::NodeId;
use factio_graph::value::{Map, Value};

/// The options given to a procedure.
pub(super) struct Options<'v> {
    procedure: &'static str,
    map: Option<&'v Map>,
}

impl<'v> Options<'v> {
    /// Reads the argument, which may be null.
    ///
    /// # Errors
    /// An option that the procedure does not know.
    pub fn read(
        procedure: &'static str,
        argument: Option<&'v Value>,
        known: &[&str],
    ) -> Result<Options<'v>> {
        let map = match argument {
            Some(Value::Map(map)) => Some(&**map),
            _ => None,
        };
        let unknown = map.and_then(|map| map.keys().find(|key| !known.contains(&&***key)));
        match unknown {
            None => Ok(Options { procedure, map }),
            Some(key) => Err(invalid(format!("{procedure} has no option `{key}`"))
                .hint(format!("its options are {}", known.join(", ")))),
        }
    }

    /// The value of an option that was given and is not null.
    pub fn get(&self, key: &str) -> Option<&'v Value> {
        let value = self.map.and_then(|map| map.get(key));
        value.filter(|value| !value.is_null())
    }

    /// Whether something is switched on.
    pub fn truth(&self, key: &str) -> Result<bool> {
        match self.get(key) {
            None => Ok(false),
            Some(Value::Boolean(truth)) => Ok(*truth),
            Some(_) => Err(self.wrong(key, "true or false")),
        }
    }

    /// A whole number of at least one.
    pub fn count(&self, key: &str) -> Result<Option<usize>> {
        match self.get(key) {
            None => Ok(None),
            Some(Value::Integer(number)) if *number > 0 => {
                Ok(Some(usize::try_from(*number).unwrap_or(usize::MAX)))
            }
            Some(_) => Err(self.wrong(key, "a whole number of at least 1")),
        }
    }

    /// One node or a list of nodes.
    pub fn nodes(&self, key: &str) -> Result<Vec<NodeId>> {
        let node = |value: &Value| match value {
            Value::Node(node) => Ok(*node),
            _ => Err(self.wrong(key, "a node or a list of nodes")),
        };
        match self.get(key) {
            None => Ok(Vec::new()),
            Some(Value::List(items)) => items.iter().map(node).collect(),
            Some(single) => Ok(vec![node(single)?]),
        }
    }

    /// The error of an option whose value is of another kind.
    pub fn wrong(&self, key: &str, wanted: &str) -> Error {
        invalid(format!("`{key}` of {} takes {wanted}", self.procedure))
    }
}

pub(super) fn invalid(message: String) -> Error {
    Error::runtime(
        ErrorKind::ArgumentError,
        Detail::InvalidArgumentValue,
        message,
    )
}
