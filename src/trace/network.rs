//! The ties of a slice as signed pairs, which is what balance and factions are computed of.

use crate::error::Result;
use crate::trace::facts::Facts;
use crate::trace::filter::Filter;
use crate::trace::options::{Options, invalid};
use crate::trace::tie::{Sign, Tie};
use crate::trace::ties::Ties;
use factio_graph::algo::signed::{SignedTies, SignedTiesError};
use factio_graph::id::{NodeId, RelationId, Symbol};
use factio_graph::value::{Value, as_integer};
use indexmap::{IndexMap, IndexSet};

/// How the ties of a pair are counted, and whose.
#[derive(Clone, Debug)]
pub(super) struct Counting {
    rule: Merge,
    /// The property whose size is the weight of a tie.
    weight: Option<(String, Symbol)>,
    /// The label of the actors that count.
    among: Option<Symbol>,
    /// What the relations that a tie rests on must all say.
    pub filter: Filter,
}

/// The rule that makes one signed pair of directed or repeated ties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Merge {
    /// A pair counts once for each sign that it has: with the greatest weight.
    Once,
    /// Every tie counts.
    All,
    /// The sign of the sum; pairs that sum to nothing are left out.
    Sum,
    /// Pairs that have both signs are left out.
    Agreed,
}

impl Counting {
    pub const OPTIONS: [&'static str; 4] = ["ties", "weight", "among", "where"];

    /// Reads the options `ties`, `weight`, `among` and `where`.
    ///
    /// # Errors
    /// One of them is of another kind, or names what is not in the graph.
    pub fn read(options: &Options<'_>, facts: Facts<'_>) -> Result<Counting> {
        let graph = facts.graph;
        let weight = match options.name("weight")? {
            None => None,
            Some(name) => {
                let property = options.property("weight", name, graph)?;
                Some((name.to_string(), property))
            }
        };
        let among = match options.name("among")? {
            None => None,
            Some(name) => Some(options.label("among", name, graph)?),
        };
        let rule = match options.get("ties") {
            None if weight.is_some() => Merge::All,
            None => Merge::Once,
            Some(Value::String(word)) => match &**word {
                "once" => Merge::Once,
                "all" => Merge::All,
                "sum" => Merge::Sum,
                "agreed" => Merge::Agreed,
                _ => return Err(options.wrong("ties", "'once', 'all', 'sum' or 'agreed'")),
            },
            Some(_) => return Err(options.wrong("ties", "'once', 'all', 'sum' or 'agreed'")),
        };
        Ok(Counting {
            rule,
            weight,
            among,
            filter: Filter::read(options, facts)?,
        })
    }

    /// The rule in words, for the answer.
    pub fn words(&self) -> String {
        let rule = match self.rule {
            Merge::Once => "a pair counts once for each sign",
            Merge::All => "every tie of a pair counts",
            Merge::Sum => "a pair has the sign of the sum of its ties",
            Merge::Agreed => "pairs with both signs are left out",
        };
        let weight = match &self.weight {
            Some((name, _)) => format!("weight {name}"),
            None => "weight 1".to_string(),
        };
        format!("{rule}, {weight}")
    }

    /// Whom the ties are among, in the order in which they came into the graph.
    pub fn actors(&self, ties: &Ties<'_>, all: &[Tie]) -> IndexSet<NodeId> {
        let facts = ties.facts;
        let mut actors: Vec<NodeId> = match self.among {
            None => all.iter().flat_map(|tie| [tie.from, tie.to]).collect(),
            Some(label) => {
                let nodes = facts.graph.nodes();
                let nodes = nodes.filter(|node| facts.graph.has_label(*node, label));
                nodes.filter(|node| ties.holds(*node)).collect()
            }
        };
        actors.sort();
        actors.into_iter().collect()
    }

    /// The weight of a tie: the size of the property on the first relation of its evidence that has it, else 1.
    fn weigh(&self, tie: &Tie, facts: Facts<'_>) -> Result<i64> {
        let Some((name, key)) = &self.weight else {
            return Ok(1);
        };
        let values = tie.walk.relations.iter();
        let mut values = values.map(|&id| facts.graph.relation_property(id, *key));
        match values.find(|value| !value.is_null()) {
            None => Ok(1),
            Some(value) => whole(&value)
                .and_then(i64::checked_abs)
                .ok_or_else(|| invalid(format!("the weight `{name}` is {value}, no whole number"))),
        }
    }
}

/// Signed pairs among numbered actors.
#[derive(Clone, Debug)]
pub(super) struct Network {
    /// By number, in the order in which they came into the graph.
    pub actors: IndexSet<NodeId>,
    pub signed: SignedTies,
    /// What each pair rests on.
    pub evidence: IndexMap<(u32, u32), Vec<RelationId>>,
}

impl Network {
    /// The pairs of some ties.
    ///
    /// With a label (`among`) every node that has it is an actor, tied or not; without, those that have ties.
    ///
    /// # Errors
    /// A sign or weight is no number, or the weights are too great.
    pub fn of(ties: &Ties<'_>, all: &[Tie], counting: &Counting) -> Result<Network> {
        let actors = counting.actors(ties, all);
        Network::among(actors, all, ties, counting)
    }

    /// The same ties for actors that were numbered before; a tie of others is left out.
    ///
    /// # Errors
    /// As [`Network::of`].
    pub fn among(
        actors: IndexSet<NodeId>,
        all: &[Tie],
        ties: &Ties<'_>,
        counting: &Counting,
    ) -> Result<Network> {
        let number = |node: NodeId| Some(actors.get_index_of(&node)? as u32);
        let mut weights: IndexMap<(u32, u32), (i64, i64)> = IndexMap::new();
        let mut evidence: IndexMap<(u32, u32), Vec<RelationId>> = IndexMap::new();
        for tie in all {
            let (Some(a), Some(b)) = (number(tie.from), number(tie.to)) else {
                continue;
            };
            let pair = (a.min(b), a.max(b));
            let weight = counting.weigh(tie, ties.facts)?;
            counting
                .rule
                .add(weights.entry(pair).or_default(), tie.sign, weight);
            let relations = evidence.entry(pair).or_default();
            for relation in &tie.walk.relations {
                if !relations.contains(relation) {
                    relations.push(*relation);
                }
            }
        }
        let merged = weights.into_iter().map(|((a, b), (positive, negative))| {
            let (positive, negative) = counting.rule.settle(positive, negative);
            (a, b, positive, negative)
        });
        let signed = SignedTies::merged(actors.len(), merged).map_err(refused)?;
        Ok(Network {
            actors,
            signed,
            evidence,
        })
    }

    pub fn node(&self, actor: u32) -> NodeId {
        self.actors
            .get_index(actor as usize)
            .copied()
            .unwrap_or_default()
    }

    pub fn nodes(&self, actors: &[u32]) -> Value {
        let nodes = actors.iter().map(|&actor| Value::Node(self.node(actor)));
        Value::list(nodes.collect())
    }

    /// Every relation that some pair rests on, each once.
    pub fn all_relations(&self) -> Value {
        let all: IndexSet<RelationId> = self.evidence.values().flatten().copied().collect();
        Value::list(all.into_iter().map(Value::Relation).collect())
    }

    /// What the pairs of a component rest on, each relation once; the actors of the component are sorted.
    pub fn relations_among(&self, sorted: &[u32]) -> Value {
        let pairs = self.evidence.iter();
        let theirs = pairs.filter(|((a, _), _)| sorted.binary_search(a).is_ok());
        let theirs: IndexSet<RelationId> = theirs.flat_map(|(_, all)| all).copied().collect();
        Value::list(theirs.into_iter().map(Value::Relation).collect())
    }

    /// The relations that a pair rests on.
    pub fn relations(&self, a: u32, b: u32) -> &[RelationId] {
        let found = self.evidence.get(&(a.min(b), a.max(b)));
        found.map_or(&[], Vec::as_slice)
    }
}

impl Merge {
    fn add(self, weights: &mut (i64, i64), sign: Sign, weight: i64) {
        let side = match sign {
            Sign::Plus => &mut weights.0,
            Sign::Minus => &mut weights.1,
        };
        *side = match self {
            Merge::Once => (*side).max(weight),
            _ => side.saturating_add(weight),
        };
    }

    fn settle(self, positive: i64, negative: i64) -> (i64, i64) {
        match self {
            Merge::Once | Merge::All => (positive, negative),
            Merge::Sum => match positive - negative {
                sum if sum > 0 => (1, 0),
                sum if sum < 0 => (0, 1),
                _ => (0, 0),
            },
            Merge::Agreed if positive > 0 && negative > 0 => (0, 0),
            Merge::Agreed => (positive.min(1), negative.min(1)),
        }
    }
}

fn whole(value: &Value) -> Option<i64> {
    match value {
        Value::Integer(number) => Some(*number),
        Value::Float(number) => as_integer(*number),
        _ => None,
    }
}

fn refused(error: SignedTiesError) -> crate::error::Error {
    invalid(error.to_string())
}
