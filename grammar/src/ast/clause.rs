//! Clauses: the steps of a query, read and write.

use crate::Span;
use crate::ast::{Body, Expr, Name, PathPattern, TimeClause};

/// One clause.
#[derive(Clone, Debug, PartialEq)]
pub enum Clause {
    Match(Match),
    /// `UNWIND list AS x`; also `FOR x IN list`.
    Unwind(Unwind),
    /// `WITH .. [WHERE ..]`.
    With {
        projection: Projection,
        filter: Option<Expr>,
        span: Span,
    },
    Return {
        projection: Projection,
        span: Span,
    },
    /// `FINISH`: the query writes and returns nothing.
    Finish(Span),
    /// `FILTER [WHERE] e`.
    Filter {
        condition: Expr,
        span: Span,
    },
    /// `LET a = e, b = f`.
    Let {
        items: Vec<(Name, Expr)>,
        span: Span,
    },
    /// `ORDER BY .. OFFSET .. LIMIT ..` standing alone.
    Page {
        order: Vec<SortKey>,
        skip: Option<Expr>,
        limit: Option<Expr>,
        span: Span,
    },
    /// `CREATE ..`; also `INSERT`.
    Create {
        patterns: Vec<PathPattern>,
        span: Span,
    },
    Merge(Merge),
    Set {
        items: Vec<SetItem>,
        span: Span,
    },
    Remove {
        items: Vec<RemoveItem>,
        span: Span,
    },
    Delete {
        detach: bool,
        targets: Vec<Expr>,
        span: Span,
    },
    Foreach(Foreach),
    Call(Call),
    SubqueryCall(SubqueryCall),
    LoadCsv(LoadCsv),
}

/// `[OPTIONAL] MATCH pattern, .. [time clause] [WHERE ..]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    pub optional: bool,
    pub patterns: Vec<PathPattern>,
    pub time: Option<TimeClause>,
    pub filter: Option<Expr>,
    pub span: Span,
}

/// `UNWIND list AS variable`, `FOR variable IN list [WITH ORDINALITY i | WITH OFFSET i]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Unwind {
    pub list: Expr,
    pub variable: Name,
    pub ordinality: Option<(Ordinality, Name)>,
    pub span: Span,
}

/// Whether positions count from one or from zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ordinality {
    /// `WITH ORDINALITY`: from one.
    Ordinality,
    /// `WITH OFFSET`: from zero.
    Offset,
}

/// What `WITH` and `RETURN` share.
#[derive(Clone, Debug, PartialEq)]
pub struct Projection {
    pub distinct: bool,
    /// `*` stood first.
    pub star: bool,
    pub items: Vec<ProjectionItem>,
    pub order: Vec<SortKey>,
    pub skip: Option<Expr>,
    pub limit: Option<Expr>,
}

/// `expression [AS alias]`.
#[derive(Clone, Debug, PartialEq)]
pub struct ProjectionItem {
    pub expr: Expr,
    pub alias: Option<Name>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct SortKey {
    pub expr: Expr,
    pub descending: bool,
}

/// `MERGE pattern [ON CREATE SET ..] [ON MATCH SET ..]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Merge {
    pub pattern: PathPattern,
    pub actions: Vec<MergeAction>,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub struct MergeAction {
    pub event: MergeEvent,
    pub items: Vec<SetItem>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MergeEvent {
    Create,
    Match,
}

/// One assignment of `SET`.
#[derive(Clone, Debug, PartialEq)]
pub enum SetItem {
    /// `target.key = value`; `subject` is any expression that gives a node or relation.
    Property {
        subject: Expr,
        key: Name,
        value: Expr,
    },
    /// `target[key] = value`: a property whose name is computed.
    DynamicProperty {
        subject: Expr,
        key: Expr,
        value: Expr,
    },
    /// `n = map`.
    Replace { variable: Name, value: Expr },
    /// `n += map`.
    Merge { variable: Name, value: Expr },
    /// `n:A:B`, `n IS A`, `n:$(e)`.
    Labels {
        variable: Name,
        labels: Vec<LabelName>,
    },
}

/// One removal of `REMOVE`.
#[derive(Clone, Debug, PartialEq)]
pub enum RemoveItem {
    Property {
        subject: Expr,
        key: Name,
    },
    DynamicProperty {
        subject: Expr,
        key: Expr,
    },
    Labels {
        variable: Name,
        labels: Vec<LabelName>,
    },
}

/// A label that is written, or computed with `$(e)`.
#[derive(Clone, Debug, PartialEq)]
pub enum LabelName {
    Name(Name),
    Dynamic(Expr),
}

/// `FOREACH (x IN list | updating clauses)`.
#[derive(Clone, Debug, PartialEq)]
pub struct Foreach {
    pub variable: Name,
    pub list: Expr,
    pub body: Vec<Clause>,
    pub span: Span,
}

/// `[OPTIONAL] CALL name(..) [YIELD ..]`; `arguments` is `None` where no parentheses stood.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    pub optional: bool,
    /// The dotted name, a part an element.
    pub name: Vec<Name>,
    pub arguments: Option<Vec<Expr>>,
    pub yields: Option<Yield>,
    pub span: Span,
}

/// `YIELD *` or `YIELD a, b AS c [WHERE ..]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Yield {
    pub star: bool,
    pub items: Vec<YieldItem>,
    pub filter: Option<Expr>,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub struct YieldItem {
    pub column: Name,
    pub alias: Option<Name>,
}

/// `[OPTIONAL] CALL { .. }` (imports by a leading WITH), `CALL (a, b) { .. }`, `CALL (*) { .. }`.
#[derive(Clone, Debug, PartialEq)]
pub struct SubqueryCall {
    pub optional: bool,
    /// `None`: no parentheses stood; the body imports by a leading `WITH`.
    pub imports: Option<Vec<Name>>,
    /// `CALL (*)`.
    pub import_all: bool,
    pub body: Body,
    pub span: Span,
}

/// `LOAD CSV [WITH HEADERS] FROM url AS row [FIELDTERMINATOR ';']`.
#[derive(Clone, Debug, PartialEq)]
pub struct LoadCsv {
    pub headers: bool,
    pub source: Expr,
    pub variable: Name,
    pub separator: Option<String>,
    pub span: Span,
}
