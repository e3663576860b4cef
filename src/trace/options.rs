//! The map of options that a procedure takes: known keys of the right kind, and nothing else.

use crate::error::{Detail, Error, ErrorKind, Result, nearest};
use factio_graph::catalog::Catalog;
use factio_graph::facts::Graph;
use factio_graph::id::{NodeId, Symbol};
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

    /// A name.
    pub fn name(&self, key: &str) -> Result<Option<&'v str>> {
        match self.get(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(self.wrong(key, "a name, as a string")),
        }
    }

    /// The property that an option names.
    ///
    /// # Errors
    /// Nothing in the graph has it.
    pub fn property(&self, key: &str, name: &str, graph: &Graph) -> Result<Symbol> {
        self.known(key, "property", name, graph, graph.property_keys())
    }

    /// The label that an option names.
    ///
    /// # Errors
    /// No node has it.
    pub fn label(&self, key: &str, name: &str, graph: &Graph) -> Result<Symbol> {
        self.known(key, "label", name, graph, graph.labels())
    }

    fn known(
        &self,
        key: &str,
        what: &str,
        name: &str,
        graph: &Graph,
        known: Vec<Symbol>,
    ) -> Result<Symbol> {
        let symbols = graph.symbols();
        let found = symbols.get(name).filter(|symbol| known.contains(symbol));
        found.ok_or_else(|| {
            let names: Vec<_> = known.iter().map(|known| symbols.text(*known)).collect();
            let hint = nearest::hint(name, names.iter().map(|name| &**name));
            let procedure = self.procedure;
            let error = invalid(format!(
                "`{key}` of {procedure} names the {what} `{name}`, which is not in the graph"
            ));
            hint.into_iter().fold(error, |error, hint| error.hint(hint))
        })
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
