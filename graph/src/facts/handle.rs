//! Handles: finding the one node that is called so.

use crate::catalog::HandleError;
use crate::facts::cell::Cell;
use crate::facts::fold::fold;
use crate::facts::posting::Posting;
use crate::facts::{ALIASES, Graph, KEY, NAME};
use crate::id::{NodeId, Symbol};
use crate::value::Value;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::hash::Hash;
use std::sync::Arc;

/// Who is called what.
#[derive(Clone, Debug, Default)]
pub(crate) struct Handles {
    by_key: FxHashMap<Arc<str>, Posting<NodeId>>,
    /// By folded name or alias.
    by_name: FxHashMap<Arc<str>, Posting<NodeId>>,
}

/// What one node is called.
#[derive(Clone, Debug, Default)]
pub(crate) struct Called {
    key: Option<Arc<str>>,
    /// Folded, each once.
    names: BTreeSet<Arc<str>>,
}

/// How many nearest handles an error names.
const NEAREST: usize = 3;

impl Graph {
    /// What each node can be called by, ascending by node: its handle (its key, else its name), and its name.
    pub fn handles(&self) -> impl Iterator<Item = (Arc<str>, Arc<str>)> + '_ {
        self.nodes().filter_map(|node| {
            let key = self.text(node, KEY);
            let name = self.text(node, NAME);
            let handle = key.or(name)?;
            Some((Arc::clone(handle), Arc::clone(name.unwrap_or(handle))))
        })
    }

    /// The node that is called `text`: by its `key`, else by `name` or one of its `aliases`, case and accents folded.
    pub(super) fn find_handle(&self, text: &str) -> Result<NodeId, HandleError> {
        let handles = self.handles.get_or_init(|| self.all_handles());
        let called = handles.by_key.get(text);
        match called.or_else(|| handles.by_name.get(fold(text).as_str())) {
            None => Err(HandleError::Unknown {
                nearest: self.nearest_handles(text),
            }),
            Some(posting) => match posting.as_slice() {
                &[node] => Ok(node),
                several => Err(HandleError::Ambiguous {
                    candidates: several
                        .iter()
                        .map(|&node| self.tell_apart(node, text))
                        .collect(),
                }),
            },
        }
    }

    /// What the node is called now.
    pub(super) fn called(&self, node: NodeId) -> Called {
        let mut called = Called {
            key: self.text(node, KEY).cloned(),
            names: BTreeSet::new(),
        };
        if let Some(name) = self.text(node, NAME) {
            called.names.insert(fold(name).into());
        }
        if let Cell::Other(Value::List(aliases)) = self.node_column(ALIASES).cell(node.0) {
            for alias in aliases.iter() {
                if let Value::String(alias) = alias {
                    called.names.insert(fold(alias).into());
                }
            }
        }
        called
    }

    fn all_handles(&self) -> Handles {
        let mut handles = Handles::default();
        for node in self.nodes() {
            handles.insert(node, self.called(node));
        }
        handles
    }

    fn text(&self, node: NodeId, key: Symbol) -> Option<&Arc<str>> {
        match self.node_column(key).cell(node.0) {
            Cell::String(text) => Some(text),
            _ => None,
        }
    }

    /// What tells the node from others that are called `text`: its key; where they share that, its name and number.
    fn tell_apart(&self, node: NodeId, text: &str) -> String {
        match (self.text(node, KEY), self.text(node, NAME)) {
            (Some(key), _) if **key != *text => key.to_string(),
            (_, Some(name)) => format!("{name} (node {})", node.0),
            _ => format!("node {}", node.0),
        }
    }

    /// The handles most like `text`, best first.
    fn nearest_handles(&self, text: &str) -> Vec<String> {
        let wanted = fold(text);
        let mut near: Vec<(u32, Arc<str>)> = Vec::new();
        for (handle, name) in self.handles() {
            let likeness = likeness(&wanted, &fold(&handle)).max(likeness(&wanted, &fold(&name)));
            if likeness >= LIKE_ENOUGH {
                near.push((likeness, handle));
            }
        }
        near.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        near.dedup();
        near.truncate(NEAREST);
        near.into_iter()
            .map(|(_, handle)| handle.to_string())
            .collect()
    }
}

/// In thousandths.
const LIKE_ENOUGH: u32 = 600;

/// How like two folded texts are, in thousandths: by edits (Damerau and Levenshtein), or one being a word of the other.
fn likeness(wanted: &str, known: &str) -> u32 {
    if known.split_whitespace().any(|word| word == wanted) {
        return 900;
    }
    let (a, b) = (wanted.chars().count(), known.chars().count());
    if a.min(b) * 1000 < a.max(b) * LIKE_ENOUGH as usize {
        return 0;
    }
    (strsim::normalized_damerau_levenshtein(wanted, known) * 1000.0) as u32
}

impl Handles {
    pub fn insert(&mut self, node: NodeId, called: Called) {
        if let Some(key) = called.key {
            insert(&mut self.by_key, key, node);
        }
        for name in called.names {
            insert(&mut self.by_name, name, node);
        }
    }

    pub fn remove(&mut self, node: NodeId, called: &Called) {
        if let Some(key) = &called.key {
            remove(&mut self.by_key, key, node);
        }
        for name in &called.names {
            remove(&mut self.by_name, name, node);
        }
    }
}

fn insert<K: Eq + Hash>(postings: &mut FxHashMap<K, Posting<NodeId>>, key: K, node: NodeId) {
    match postings.get_mut(&key) {
        Some(posting) => posting.insert(node),
        None => {
            postings.insert(key, Posting::One(node));
        }
    }
}

fn remove<K: Eq + Hash>(postings: &mut FxHashMap<K, Posting<NodeId>>, key: &K, node: NodeId) {
    if let Some(posting) = postings.get_mut(key)
        && posting.remove(node)
    {
        postings.remove(key);
    }
}

#[cfg(test)]
mod tests {
    use crate::catalog::{Catalog, HandleError};
    use crate::facts::{ALIASES, Graph, KEY, NAME};
    use crate::id::NodeId;
    use crate::value::Value;

    fn called(graph: &mut Graph, key: &str, name: &str, aliases: &[&str]) -> NodeId {
        let node = graph.create_node(&[]).unwrap();
        let aliases = aliases.iter().map(|&alias| Value::from(alias)).collect();
        for (property, value) in [(KEY, Value::from(key)), (NAME, Value::from(name))] {
            if value != Value::from("") {
                graph.set_node_property(node, property, value).unwrap();
            }
        }
        graph
            .set_node_property(node, ALIASES, Value::list(aliases))
            .unwrap();
        node
    }

    fn unknown(nearest: &[&str]) -> Result<NodeId, HandleError> {
        Err(HandleError::Unknown {
            nearest: nearest.iter().map(|text| text.to_string()).collect(),
        })
    }

    #[test]
    fn a_key_goes_before_a_name_and_a_name_is_folded() {
        let mut graph = Graph::new();
        let man = called(
            &mut graph,
            "trotsky",
            "Leon Trotsky",
            &["Троцкий", "Bronstein"],
        );
        let street = called(&mut graph, "street", "trotsky", &[]);
        assert_eq!(graph.handle("trotsky"), Ok(man));
        assert_eq!(graph.handle("Trotsky"), Ok(street));
        assert_eq!(graph.handle("LEON TROTSKY"), Ok(man));
        assert_eq!(graph.handle("троцкий"), Ok(man));
        assert_eq!(graph.handle("BRONSTEIN"), Ok(man));
    }

    #[test]
    fn an_unknown_handle_names_the_nearest() {
        let mut graph = Graph::new();
        called(&mut graph, "trotsky", "Leon Trotsky", &[]);
        called(&mut graph, "stalin", "Joseph Stalin", &[]);
        called(&mut graph, "", "Left Opposition", &[]);
        assert_eq!(graph.handle("trotzky"), unknown(&["trotsky"]));
        assert_eq!(graph.handle("Joseph"), unknown(&["stalin"]));
        assert_eq!(
            graph.handle("left oposition"),
            unknown(&["Left Opposition"])
        );
        assert_eq!(graph.handle("xyz"), unknown(&[]));
    }

    #[test]
    fn an_ambiguous_handle_lists_what_tells_the_nodes_apart() {
        let mut graph = Graph::new();
        called(&mut graph, "alexander2", "Alexander", &[]);
        called(&mut graph, "", "Alexander", &[]);
        let candidates = ["alexander2", "Alexander (node 1)"].map(str::to_string);
        assert_eq!(
            graph.handle("alexander"),
            Err(HandleError::Ambiguous {
                candidates: candidates.to_vec()
            })
        );
        graph.delete_node(NodeId(1)).unwrap();
        assert_eq!(graph.handle("alexander"), Ok(NodeId(0)));
    }

    #[test]
    fn nodes_that_share_a_key_are_told_apart_by_name_and_number() {
        let mut graph = Graph::new();
        called(&mut graph, "ivan", "Ivan the Terrible", &[]);
        called(&mut graph, "ivan", "", &[]);
        let candidates = ["Ivan the Terrible (node 0)", "node 1"].map(str::to_string);
        assert_eq!(
            graph.handle("ivan"),
            Err(HandleError::Ambiguous {
                candidates: candidates.to_vec()
            })
        );
    }

    #[test]
    fn handles_follow_writes_and_rollbacks() {
        let mut graph = Graph::new();
        let node = called(&mut graph, "kamenev", "Lev Kamenev", &["Rosenfeld"]);
        assert_eq!(graph.handle("rosenfeld"), Ok(node));
        let savepoint = graph.savepoint();
        graph.set_node_property(node, ALIASES, Value::Null).unwrap();
        graph
            .set_node_property(node, NAME, Value::from("Rosenfeld"))
            .unwrap();
        assert_eq!(graph.handle("rosenfeld"), Ok(node));
        assert!(graph.handle("lev kamenev").is_err());
        graph.rollback(savepoint);
        assert_eq!(graph.handle("lev kamenev"), Ok(node));
        let known: Vec<_> = graph.handles().collect();
        assert_eq!(known, [("kamenev".into(), "Lev Kamenev".into())]);
    }
}
