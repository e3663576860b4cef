//! Checking the arguments of a call against the signature, when the call runs.

use crate::error::{Detail, Error, ErrorKind, Result};
use crate::kind::Kind;
use crate::procedure::{Field, Procedure};
use factio_graph::value::Value;

pub(super) fn check(procedure: &Procedure, mut given: Vec<Value>) -> Result<Vec<Value>> {
    let parameters = &procedure.parameters;
    let required = parameters.iter().filter(|field| !field.optional).count();
    if given.len() < required || given.len() > parameters.len() {
        return Err(Error::runtime(
            ErrorKind::ArgumentError,
            Detail::InvalidNumberOfArguments,
            format!(
                "{} takes {}; {} given",
                procedure.name,
                count(required, parameters.len()),
                given.len()
            ),
        )
        .hint(procedure.signature()));
    }
    let left_out = parameters.len() - given.len();
    let nulls = std::iter::repeat_n(Value::Null, left_out);
    let checked = given
        .drain(..)
        .zip(parameters)
        .map(|(value, field)| fit(value, field).ok_or_else(|| mismatch(procedure, field)));
    let mut arguments = checked.collect::<Result<Vec<Value>>>()?;
    arguments.extend(nulls);
    Ok(arguments)
}

/// The value as the field takes it.
fn fit(value: Value, field: &Field) -> Option<Value> {
    match (value, field.kind) {
        (Value::Null, _) => (field.nullable || field.optional).then_some(Value::Null),
        (Value::Integer(number), Kind::Float) => Some(Value::Float(number as f64)),
        (value, kind) => Kind::of(&value).may_be(kind).then_some(value),
    }
}

fn mismatch(procedure: &Procedure, field: &Field) -> Error {
    Error::runtime(
        ErrorKind::TypeError,
        Detail::InvalidArgumentType,
        format!("{} takes {field}", procedure.name),
    )
    .hint(procedure.signature())
}

fn count(least: usize, most: usize) -> String {
    match least == most {
        true => format!("{most} arguments"),
        false => format!("{least} to {most} arguments"),
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::error::Detail;
    use crate::kind::Kind;
    use crate::procedure::{Field, Procedure};
    use factio_graph::value::Value;

    fn procedure() -> Procedure {
        Procedure {
            name: "test".into(),
            parameters: vec![
                Field::new("share", Kind::Float),
                Field::optional("options", Kind::Map),
            ],
            results: Vec::new(),
            summary: String::new(),
            run: Box::new(|_, _| Ok(Vec::new())),
        }
    }

    #[test]
    fn an_integer_becomes_a_float_and_what_is_left_out_is_null() {
        let arguments = check(&procedure(), vec![1.into()]);
        assert_eq!(arguments, Ok(vec![Value::Float(1.0), Value::Null]));
    }

    #[test]
    fn a_value_of_another_kind_is_an_error() {
        let error = check(&procedure(), vec!["half".into()]).unwrap_err();
        assert_eq!(error.detail, Some(Detail::InvalidArgumentType));
    }

    #[test]
    fn too_many_arguments_are_an_error() {
        let error = check(&procedure(), vec![1.into(), Value::Null, 3.into()]).unwrap_err();
        assert_eq!(error.detail, Some(Detail::InvalidNumberOfArguments));
    }
}
