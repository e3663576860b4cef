//! D5: the friend of a friend and the enemy of an enemy, where nothing else ties the two. Never stored, only on request.

use crate::error::Result;
use crate::trace::tie::{Rule, Sign, Tie};
use crate::trace::ties::Ties;
use factio_graph::id::NodeId;
use factio_graph::value::Path;
use indexmap::IndexMap;

/// The inferred ties of an actor: through each go-between the first that is most certain.
pub(super) fn ties(ties: &Ties<'_>, actor: NodeId) -> Result<Vec<Tie>> {
    let near = ties.evident(actor)?;
    let mut inferred: IndexMap<(NodeId, NodeId), Tie> = IndexMap::new();
    for first in near.iter() {
        for second in ties.evident(first.to)?.iter() {
            let tied = second.to == actor || near.iter().any(|tie| tie.to == second.to);
            if tied || second.sign != first.sign {
                continue;
            }
            let Some(tie) = ties.over(joined(first, second), Sign::Plus, Rule::Inferred) else {
                continue;
            };
            let known = inferred
                .entry((tie.to, first.to))
                .or_insert_with(|| tie.clone());
            if tie.certainty > known.certainty {
                *known = tie;
            }
        }
    }
    Ok(inferred.into_values().collect())
}

fn joined(first: &Tie, second: &Tie) -> Path {
    let mut walk = first.walk.clone();
    walk.nodes.extend(second.walk.nodes.iter().skip(1));
    walk.relations.extend(&second.walk.relations);
    walk
}
