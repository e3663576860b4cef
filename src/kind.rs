//! What is known of a value before the query runs.

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
    /// The relations of a variable-length pattern.
    RelationList,
    /// The nodes of a quantified pattern.
    NodeList,
    Map,
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
    /// Whether a value of this kind may turn out to be of kind `wanted`.
    pub fn may_be(self, wanted: Kind) -> bool {
        match (self, wanted) {
            (Kind::Any | Kind::Null, _) | (_, Kind::Any) => true,
            (Kind::Integer | Kind::Float | Kind::Number, Kind::Number) => true,
            (Kind::Number, Kind::Integer | Kind::Float) => true,
            (Kind::RelationList | Kind::NodeList, Kind::List) => true,
            (Kind::List, Kind::RelationList | Kind::NodeList) => true,
            (mine, wanted) => mine == wanted,
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
            Kind::RelationList => "LIST OF RELATIONS",
            Kind::NodeList => "LIST OF NODES",
            Kind::Map => "MAP",
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
