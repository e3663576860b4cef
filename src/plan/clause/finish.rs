//! FINISH: the query runs to its end and returns nothing.

use crate::error::Result;
use crate::plan::Op;
use crate::plan::flow::Flow;
use factio_grammar::Span;

pub(super) fn plan(_: Span, flow: Flow<'_>) -> Result<Flow<'_>> {
    Ok(flow.same(|input| Op::Finish { input }))
}
