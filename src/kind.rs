//! What is known of a value before the query runs.

use factio_graph::value::Value;

/// The static kind of a variable or expression. `Any` is always right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Any,
    Null,
    Boolean,
    Integer,
    Float,
    /// An integer or a float.
    Number,
    String,
    List,
    /// A list or a string: what has a size.
    Sequence,
    /// The relations of a variable-length pattern.
    RelationList,
    /// The nodes of a quantified pattern.
    NodeList,
    Map,
    /// A node or a relation.
    Entity,
    /// A node, a relation or a map: what has properties.
    Record,
    Node,
    Relation,
    Path,
    Date,
    LocalTime,
    Time,
    LocalDateTime,
    DateTime,
    Duration,
    Period,
}

impl Kind {
    /// The kind of a value at hand.
    pub fn of(value: &Value) -> Kind {
        match value {
            Value::Null => Kind::Null,
            Value::Boolean(_) => Kind::Boolean,
            Value::Integer(_) => Kind::Integer,
            Value::Float(_) => Kind::Float,
            Value::String(_) => Kind::String,
            Value::List(_) => Kind::List,
            Value::Map(_) => Kind::Map,
            Value::Node(_) => Kind::Node,
            Value::Relation(_) => Kind::Relation,
            Value::Path(_) => Kind::Path,
            Value::Date(_) => Kind::Date,
            Value::LocalTime(_) => Kind::LocalTime,
            Value::Time(_) => Kind::Time,
            Value::LocalDateTime(_) => Kind::LocalDateTime,
            Value::DateTime(_) => Kind::DateTime,
            Value::Duration(_) => Kind::Duration,
            Value::Period(_) => Kind::Period,
        }
    }

    /// Whether a value of this kind may turn out to be of kind `wanted`.
    pub fn may_be(self, wanted: Kind) -> bool {
        let (mine, wanted) = (self.members(), wanted.members());
        mine.is_empty() || wanted.is_empty() || mine.iter().any(|kind| wanted.contains(kind))
    }

    /// The kinds of value that this one stands for; none for those that may stand for any.
    fn members(&self) -> &[Kind] {
        match self {
            Kind::Any | Kind::Null => &[],
            Kind::Number => &[Kind::Integer, Kind::Float],
            Kind::List => &[Kind::List, Kind::RelationList, Kind::NodeList],
            Kind::Sequence => &[Kind::String, Kind::List, Kind::RelationList, Kind::NodeList],
            Kind::Entity => &[Kind::Node, Kind::Relation],
            Kind::Record => &[Kind::Node, Kind::Relation, Kind::Map],
            single => std::slice::from_ref(single),
        }
    }

    /// The name used in messages.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Any => "ANY",
            Kind::Null => "NULL",
            Kind::Boolean => "BOOLEAN",
            Kind::Integer => "INTEGER",
            Kind::Float => "FLOAT",
            Kind::Number => "NUMBER",
            Kind::String => "STRING",
            Kind::List => "LIST",
            Kind::Sequence => "LIST OR STRING",
            Kind::RelationList => "LIST OF RELATIONS",
            Kind::NodeList => "LIST OF NODES",
            Kind::Map => "MAP",
            Kind::Entity => "NODE OR RELATION",
            Kind::Record => "NODE, RELATION OR MAP",
            Kind::Node => "NODE",
            Kind::Relation => "RELATION",
            Kind::Path => "PATH",
            Kind::Date => "DATE",
            Kind::LocalTime => "LOCAL TIME",
            Kind::Time => "TIME",
            Kind::LocalDateTime => "LOCAL DATETIME",
            Kind::DateTime => "DATETIME",
            Kind::Duration => "DURATION",
            Kind::Period => "PERIOD",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Kind;

    #[test]
    fn kinds_that_share_a_kind_of_value_may_be_each_other() {
        assert!(Kind::Integer.may_be(Kind::Number));
        assert!(Kind::Number.may_be(Kind::Float));
        assert!(Kind::RelationList.may_be(Kind::Sequence));
        assert!(Kind::Entity.may_be(Kind::Record));
        assert!(Kind::Null.may_be(Kind::Path));
        assert!(!Kind::RelationList.may_be(Kind::NodeList));
        assert!(!Kind::Path.may_be(Kind::Sequence));
        assert!(!Kind::String.may_be(Kind::Record));
    }
}
