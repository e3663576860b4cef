//! Literals: values written out in the query.

/// A literal value. Lists and maps are expressions, since their elements may be any expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    Null,
    Boolean(bool),
    /// Decimal, `0x` or `0o` notation; a leading minus is folded in so that the least integer can be written.
    Integer(i64),
    Float(f64),
    String(String),
}
