//! Comparisons and membership, by the laws of values.

use crate::error::Result;
use crate::exec::eval::type_error;
use crate::kind::Kind;
use crate::plan::expr::CompareOp;
use factio_graph::value::{Value, equals, less, less_or_equal};

/// `a op b`; `None` is unknown.
pub fn holds(op: CompareOp, a: &Value, b: &Value) -> Option<bool> {
    match op {
        CompareOp::Equal => equals(a, b),
        CompareOp::NotEqual => equals(a, b).map(|equal| !equal),
        CompareOp::Less => less(a, b),
        CompareOp::LessOrEqual => less_or_equal(a, b),
        CompareOp::Greater => less(b, a),
        CompareOp::GreaterOrEqual => less_or_equal(b, a),
    }
}

/// `item IN list`: true when an element is equal, else unknown when one may be.
pub fn is_in(item: &Value, list: &Value) -> Result<Value> {
    let items = match list {
        Value::List(items) => items,
        Value::Null => return Ok(Value::Null),
        other => {
            let found = Kind::of(other).name();
            return Err(type_error(format!(
                "IN wants a LIST on its right, and this is {found}"
            )));
        }
    };
    let mut answer = Some(false);
    for element in items.iter() {
        match equals(item, element) {
            Some(true) => return Ok(Value::Boolean(true)),
            Some(false) => {}
            None => answer = None,
        }
    }
    Ok(answer.into())
}

#[cfg(test)]
mod tests {
    use super::is_in;
    use factio_graph::value::Value;

    #[test]
    fn membership_is_unknown_where_a_null_might_be_it() {
        let list = |items: &[Value]| Value::list(items.to_vec());
        let one_null_three = list(&[1.into(), Value::Null, 3.into()]);
        assert_eq!(is_in(&3.into(), &one_null_three), Ok(true.into()));
        assert_eq!(is_in(&4.into(), &one_null_three), Ok(Value::Null));
        assert_eq!(is_in(&Value::Null, &list(&[])), Ok(false.into()));
        assert_eq!(
            is_in(&list(&[]), &list(&[1.into(), Value::Null])),
            Ok(Value::Null)
        );
        assert_eq!(
            is_in(&list(&[1.into()]), &list(&[1.into(), 2.into()])),
            Ok(false.into())
        );
        assert_eq!(is_in(&1.into(), &Value::Null), Ok(Value::Null));
        assert!(is_in(&1.into(), &"1".into()).is_err());
    }
}
