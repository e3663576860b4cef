//! The ids that the rest of the house passes around instead of records.

use serde::{Deserialize, Serialize};

/// A node. Ids count up from zero and are never used again within a database, also after deletion.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct NodeId(pub u32);

/// A relation. Ids count up from zero and are never used again within a database, also after deletion.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct RelationId(pub u32);

/// An interned text: a label, a relation type, a property key.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Symbol(pub u32);

/// A period that elements of the graph hold, kept once however many hold it. The id is the period's while anything holds
/// it, and may be another's later: what was decided by id is decided until the next write.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct PeriodId(pub u32);
