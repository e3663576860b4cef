//! Types of values, as a query may ask for them.

/// `INTEGER`, `LIST<STRING NOT NULL>`, ...
#[derive(Clone, Debug, PartialEq)]
pub struct ValueType {
    pub kind: TypeKind,
    /// `NOT NULL`: null, which is of every other type, is not of this one.
    pub not_null: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum TypeKind {
    Named(NamedType),
    /// A list of elements of that type.
    List(Box<ValueType>),
}

macro_rules! named_types {
    ($($name:ident $first:literal $($other:literal)*,)*) => {
        /// The types that have a name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum NamedType { $($name,)* }

        impl NamedType {
            /// Every type.
            pub const ALL: &[NamedType] = &[$(NamedType::$name,)*];

            /// The names of the type, the one by which it is printed first.
            pub fn names(self) -> &'static [&'static str] {
                match self {
                    $(NamedType::$name => &[$first, $($other,)*],)*
                }
            }
        }
    };
}

named_types! {
    Any "ANY" "ANY VALUE",
    Null "NULL",
    Boolean "BOOLEAN" "BOOL",
    Integer "INTEGER" "INT" "SIGNED INTEGER",
    Float "FLOAT",
    String "STRING" "VARCHAR",
    List "LIST" "ARRAY",
    Map "MAP",
    Node "NODE" "ANY NODE" "VERTEX" "ANY VERTEX",
    Relation "RELATIONSHIP" "RELATION" "ANY RELATIONSHIP" "EDGE" "ANY EDGE",
    Path "PATH",
    Date "DATE",
    LocalTime "LOCAL TIME" "TIME WITHOUT TIME ZONE",
    Time "ZONED TIME" "TIME" "TIME WITH TIME ZONE",
    LocalDateTime "LOCAL DATETIME" "TIMESTAMP WITHOUT TIME ZONE",
    DateTime "ZONED DATETIME" "DATETIME" "TIMESTAMP WITH TIME ZONE",
    Duration "DURATION",
    Period "PERIOD",
}

impl std::fmt::Display for ValueType {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.kind {
            TypeKind::Named(name) => f.write_str(name.names()[0])?,
            TypeKind::List(element) => write!(f, "LIST<{element}>")?,
        }
        f.write_str(if self.not_null { " NOT NULL" } else { "" })
    }
}
