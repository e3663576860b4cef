//! Questions asked of the syntax tree before it is resolved: which names it mentions, which aggregates it holds.

pub(super) mod aggregates;
pub(super) mod mentions;
pub(super) mod operands;

pub(super) use operands::operands;
