//! Static types: what is known of an expression's value before the query runs.

use crate::kind::Kind;
use std::sync::Arc;

/// The kind of a value and, for a list, the type of its elements. `Any` is always right.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Type {
    pub kind: Kind,
    element: Option<Arc<Type>>,
}

/// Lists nested deeper than this have elements of any type.
const DEPTH: usize = 8;

impl Type {
    pub const ANY: Type = Type::of(Kind::Any);
    pub const BOOLEAN: Type = Type::of(Kind::Boolean);
    pub const INTEGER: Type = Type::of(Kind::Integer);

    pub const fn of(kind: Kind) -> Type {
        Type {
            kind,
            element: None,
        }
    }

    /// A list of such elements.
    pub fn list(element: Type) -> Type {
        Type {
            kind: Kind::List,
            element: (element.depth() < DEPTH).then(|| Arc::new(element)),
        }
    }

    /// The type of the elements of a list; of anything else, any.
    pub fn element(&self) -> Type {
        match (self.kind, &self.element) {
            (Kind::RelationList, _) => Type::of(Kind::Relation),
            (Kind::NodeList, _) => Type::of(Kind::Node),
            (_, Some(element)) => (**element).clone(),
            _ => Type::ANY,
        }
    }

    /// The type that covers both. Null is covered by every type.
    pub fn join(self, other: Type) -> Type {
        if self == other || other.kind == Kind::Null {
            return self;
        }
        if self.kind == Kind::Null {
            return other;
        }
        match (self.kind, other.kind) {
            (Kind::List, Kind::List) => Type::list(self.element().join(other.element())),
            (mine, theirs) if is_number(mine) && is_number(theirs) => Type::of(Kind::Number),
            _ => Type::ANY,
        }
    }

    /// The type that covers all of these; of none, null.
    pub fn join_all(types: impl IntoIterator<Item = Type>) -> Type {
        types.into_iter().fold(Type::of(Kind::Null), Type::join)
    }

    /// Whether a value of this type may turn out to be of that kind.
    pub fn may_be(&self, wanted: Kind) -> bool {
        self.kind.may_be(wanted)
    }

    /// Whether a value of this type may turn out to be of one of these kinds.
    pub fn may_be_any(&self, wanted: &[Kind]) -> bool {
        wanted.iter().any(|kind| self.may_be(*kind))
    }

    /// Whether a value of this type, a list, may hold elements of that kind.
    pub fn may_hold(&self, wanted: Kind) -> bool {
        self.may_be(Kind::List) && self.element().may_be(wanted)
    }

    fn depth(&self) -> usize {
        let mut depth = 0;
        let mut at = self.element.as_deref();
        while let Some(element) = at {
            depth += 1;
            at = element.element.as_deref();
        }
        depth
    }
}

fn is_number(kind: Kind) -> bool {
    matches!(kind, Kind::Integer | Kind::Float | Kind::Number)
}

#[cfg(test)]
mod tests {
    use super::Type;
    use crate::kind::Kind;

    #[test]
    fn unlike_types_join_to_any() {
        let joined = Type::INTEGER.join(Type::of(Kind::String));
        assert_eq!(joined, Type::ANY);
        assert_eq!(Type::INTEGER.join(Type::of(Kind::Float)).kind, Kind::Number);
    }

    #[test]
    fn null_joins_to_the_other_type() {
        let list = Type::list(Type::of(Kind::String));
        assert_eq!(list.clone().join(Type::of(Kind::Null)), list);
        assert_eq!(Type::of(Kind::Null).join(list.clone()), list);
    }

    #[test]
    fn a_list_of_strings_holds_no_relation() {
        assert!(!Type::list(Type::of(Kind::String)).may_hold(Kind::Relation));
        assert!(Type::list(Type::ANY).may_hold(Kind::Relation));
        assert!(Type::of(Kind::RelationList).may_hold(Kind::Relation));
    }
}
