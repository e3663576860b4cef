//! The temporal functions by name.

use crate::fun::temporal::between::measure;
use crate::fun::temporal::clock::now;
use crate::fun::temporal::create::create;
use crate::fun::temporal::duration::duration;
use crate::fun::temporal::epoch::{from_epoch, from_epoch_millis};
use crate::fun::temporal::target::Target;
use crate::fun::temporal::truncate::truncate;
use crate::fun::{Function, Implementation, Parameter};
use crate::kind::Kind;
use factio_graph::time;

/// `date()`, `datetime.truncate()`, `duration.between()`, ...
pub static FUNCTIONS: &[Function] = &[
    Function::new(
        "date",
        VALUE,
        Kind::Date,
        "A date from a text, a map or another temporal value; today without an argument.",
        |c, a| create(Target::Date, c, a),
    )
    .literal(),
    Function::new(
        "localtime",
        VALUE,
        Kind::LocalTime,
        "A time of day from a text, a map or another temporal value; now without an argument.",
        |c, a| create(Target::LocalTime, c, a),
    )
    .literal(),
    Function::new(
        "time",
        VALUE,
        Kind::Time,
        "A time of day with an offset from UTC, from a text, a map or another temporal value; now without an argument.",
        |c, a| create(Target::Time, c, a),
    )
    .literal(),
    Function::new(
        "localdatetime",
        VALUE,
        Kind::LocalDateTime,
        "A date and time from a text, a map or another temporal value; now without an argument.",
        |c, a| create(Target::LocalDateTime, c, a),
    )
    .literal(),
    Function::new(
        "datetime",
        VALUE,
        Kind::DateTime,
        "A date and time in a zone, from a text, a map or another temporal value; now without an argument.",
        |c, a| create(Target::DateTime, c, a),
    )
    .literal(),
    clock("date.transaction", Kind::Date, |c, a| {
        now(Target::Date, c, a)
    }),
    clock("date.statement", Kind::Date, |c, a| now(Target::Date, c, a)),
    clock("date.realtime", Kind::Date, |c, a| now(Target::Date, c, a)),
    clock("localtime.transaction", Kind::LocalTime, |c, a| {
        now(Target::LocalTime, c, a)
    }),
    clock("localtime.statement", Kind::LocalTime, |c, a| {
        now(Target::LocalTime, c, a)
    }),
    clock("localtime.realtime", Kind::LocalTime, |c, a| {
        now(Target::LocalTime, c, a)
    }),
    clock("time.transaction", Kind::Time, |c, a| {
        now(Target::Time, c, a)
    }),
    clock("time.statement", Kind::Time, |c, a| now(Target::Time, c, a)),
    clock("time.realtime", Kind::Time, |c, a| now(Target::Time, c, a)),
    clock("localdatetime.transaction", Kind::LocalDateTime, |c, a| {
        now(Target::LocalDateTime, c, a)
    }),
    clock("localdatetime.statement", Kind::LocalDateTime, |c, a| {
        now(Target::LocalDateTime, c, a)
    }),
    clock("localdatetime.realtime", Kind::LocalDateTime, |c, a| {
        now(Target::LocalDateTime, c, a)
    }),
    clock("datetime.transaction", Kind::DateTime, |c, a| {
        now(Target::DateTime, c, a)
    }),
    clock("datetime.statement", Kind::DateTime, |c, a| {
        now(Target::DateTime, c, a)
    }),
    clock("datetime.realtime", Kind::DateTime, |c, a| {
        now(Target::DateTime, c, a)
    }),
    truncation("date.truncate", Kind::Date, |c, a| {
        truncate(Target::Date, c, a)
    }),
    truncation("localtime.truncate", Kind::LocalTime, |c, a| {
        truncate(Target::LocalTime, c, a)
    }),
    truncation("time.truncate", Kind::Time, |c, a| {
        truncate(Target::Time, c, a)
    }),
    truncation("localdatetime.truncate", Kind::LocalDateTime, |c, a| {
        truncate(Target::LocalDateTime, c, a)
    }),
    truncation("datetime.truncate", Kind::DateTime, |c, a| {
        truncate(Target::DateTime, c, a)
    }),
    Function::new(
        "datetime.fromepoch",
        EPOCH,
        Kind::DateTime,
        "The instant that many seconds and nanoseconds after 1970-01-01T00:00Z.",
        from_epoch,
    ),
    Function::new(
        "datetime.fromepochmillis",
        EPOCH_MILLIS,
        Kind::DateTime,
        "The instant that many milliseconds after 1970-01-01T00:00Z.",
        from_epoch_millis,
    ),
    Function::new(
        "duration",
        DURATION,
        Kind::Duration,
        "A duration from a text or a map of parts.",
        duration,
    )
    .literal(),
    Function::new(
        "duration.between",
        INSTANTS,
        Kind::Duration,
        "From one instant to another, in whole months, whole days and seconds.",
        |_, a| measure("duration.between()", time::between, a),
    ),
    Function::new(
        "duration.inMonths",
        INSTANTS,
        Kind::Duration,
        "From one instant to another, in whole months.",
        |_, a| measure("duration.inMonths()", time::in_months, a),
    ),
    Function::new(
        "duration.inDays",
        INSTANTS,
        Kind::Duration,
        "From one instant to another, in whole days.",
        |_, a| measure("duration.inDays()", time::in_days, a),
    ),
    Function::new(
        "duration.inSeconds",
        INSTANTS,
        Kind::Duration,
        "From one instant to another, in seconds.",
        |_, a| measure("duration.inSeconds()", time::in_seconds, a),
    ),
];

const VALUE: &[Parameter] = &[Parameter::optional("value", Kind::Any)];
const ZONE: &[Parameter] = &[Parameter::optional("timezone", Kind::String)];
const TRUNCATION: &[Parameter] = &[
    Parameter::new("unit", Kind::String),
    Parameter::optional("value", Kind::Any),
    Parameter::optional("components", Kind::Map),
];
const EPOCH: &[Parameter] = &[
    Parameter::new("seconds", Kind::Integer),
    Parameter::new("nanoseconds", Kind::Integer),
];
const EPOCH_MILLIS: &[Parameter] = &[Parameter::new("milliseconds", Kind::Integer)];
const DURATION: &[Parameter] = &[Parameter::new("value", Kind::Any)];
const INSTANTS: &[Parameter] = &[
    Parameter::new("from", Kind::Any),
    Parameter::new("to", Kind::Any),
];

const fn clock(name: &'static str, result: Kind, call: Implementation) -> Function {
    Function::new(
        name,
        ZONE,
        result,
        "The moment of the statement, in UTC or in a time zone.",
        call,
    )
}

const fn truncation(name: &'static str, result: Kind, call: Implementation) -> Function {
    Function::new(
        name,
        TRUNCATION,
        result,
        "The nearest point before at the boundary of a unit, with components set anew.",
        call,
    )
}
