//! Angles, in radians where nothing else is said.

use crate::context::Context;
use crate::error::Result;
use crate::fun::argument::float;
use crate::fun::number::map;
use crate::fun::{Function, Parameter};
use crate::kind::Kind;
use factio_graph::value::Value;

static ANGLE: &[Parameter] = &[Parameter::new("angle", Kind::Number)];
static NUMBER: &[Parameter] = &[Parameter::new("number", Kind::Number)];
static POINT: &[Parameter] = &[
    Parameter::new("y", Kind::Number),
    Parameter::new("x", Kind::Number),
];

pub static FUNCTIONS: &[Function] = &[
    Function::new("sin", ANGLE, Kind::Float, "The sine.", |_, a| {
        map("sin", a, f64::sin)
    }),
    Function::new("cos", ANGLE, Kind::Float, "The cosine.", |_, a| {
        map("cos", a, f64::cos)
    }),
    Function::new("tan", ANGLE, Kind::Float, "The tangent.", |_, a| {
        map("tan", a, f64::tan)
    }),
    Function::new("cot", ANGLE, Kind::Float, "The cotangent.", |_, a| {
        map("cot", a, |x| x.tan().recip())
    }),
    Function::new(
        "asin",
        NUMBER,
        Kind::Float,
        "The angle of a sine.",
        |_, a| map("asin", a, f64::asin),
    ),
    Function::new(
        "acos",
        NUMBER,
        Kind::Float,
        "The angle of a cosine.",
        |_, a| map("acos", a, f64::acos),
    ),
    Function::new(
        "atan",
        NUMBER,
        Kind::Float,
        "The angle of a tangent.",
        |_, a| map("atan", a, f64::atan),
    ),
    Function::new(
        "atan2",
        POINT,
        Kind::Float,
        "The angle of the point (x, y).",
        atan2,
    ),
    Function::new(
        "sinh",
        NUMBER,
        Kind::Float,
        "The hyperbolic sine.",
        |_, a| map("sinh", a, f64::sinh),
    ),
    Function::new(
        "cosh",
        NUMBER,
        Kind::Float,
        "The hyperbolic cosine.",
        |_, a| map("cosh", a, f64::cosh),
    ),
    Function::new(
        "tanh",
        NUMBER,
        Kind::Float,
        "The hyperbolic tangent.",
        |_, a| map("tanh", a, f64::tanh),
    ),
    Function::new(
        "haversin",
        ANGLE,
        Kind::Float,
        "Half of one minus the cosine.",
        |_, a| map("haversin", a, |x| (x / 2.0).sin().powi(2)),
    ),
    Function::new(
        "degrees",
        ANGLE,
        Kind::Float,
        "Radians in degrees.",
        |_, a| map("degrees", a, f64::to_degrees),
    ),
    Function::new(
        "radians",
        ANGLE,
        Kind::Float,
        "Degrees in radians.",
        |_, a| map("radians", a, f64::to_radians),
    ),
];

fn atan2(_: &Context<'_>, arguments: &[Value]) -> Result<Value> {
    let (y, x) = (float("atan2", arguments, 0)?, float("atan2", arguments, 1)?);
    Ok(match (y, x) {
        (Some(y), Some(x)) => Value::Float(y.atan2(x)),
        _ => Value::Null,
    })
}
