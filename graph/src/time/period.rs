//! Periods: stretches of history whose ends may be uncertain.

use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A period: what was written (EDTF, ISO 8601-2), and the four day bounds that it means.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Period {
    /// The canonical text.
    pub text: Arc<str>,
}
