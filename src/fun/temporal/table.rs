//! The temporal functions by name.

use crate::context::Context;
use crate::error::Result;
use crate::fun::temporal::between::measure;
use crate::fun::temporal::clock::now;
use crate::fun::temporal::create::create;
use crate::fun::temporal::duration::duration;
use crate::fun::temporal::epoch::{from_epoch, from_epoch_millis};
use crate::fun::temporal::target::Target;
use crate::fun::temporal::truncate::truncate;
use crate::fun::{Function, Parameter};
use crate::kind::Kind;
use factio_graph::time;
use factio_graph::value::Value;

type Call = fn(&Context<'_>, &[Value]) -> Result<Value>;

/// `date()`, `datetime.truncate()`, `duration.between()`, ...
pub static FUNCTIONS: &[Function] = &[
    function(
        "date",
        VALUE,
        Kind::Date,
        "A date from a text, a map or another temporal value; today without an argument.",
        |c, a| create(Target::Date, c, a),
    ),
    function(
        "localtime",
        VALUE,
        Kind::LocalTime,
        "A time of day from a text, a map or another temporal value; now without an argument.",
        |c, a| create(Target::LocalTime, c, a),
    ),
    function(
        "time",
        VALUE,
        Kind::Time,
        "A time of day with an offset from UTC, from a text, a map or another temporal value; now without an argument.",
        |c, a| create(Target::Time, c, a),
    ),
    function(
        "localdatetime",
        VALUE,
        Kind::LocalDateTime,
        "A date and time from a text, a map or another temporal value; now without an argument.",
        |c, a| create(Target::LocalDateTime, c, a),
    ),
    function(
        "datetime",
        VALUE,
        Kind::DateTime,
        "A date and time in a zone, from a text, a map or another temporal value; now without an argument.",
        |c, a| create(Target::DateTime, c, a),
    ),
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
    function(
        "datetime.fromepoch",
        EPOCH,
        Kind::DateTime,
        "The instant that many seconds and nanoseconds after 1970-01-01T00:00Z.",
        from_epoch,
    ),
    function(
        "datetime.fromepochmillis",
        EPOCH_MILLIS,
        Kind::DateTime,
        "The instant that many milliseconds after 1970-01-01T00:00Z.",
        from_epoch_millis,
    ),
    function(
        "duration",
        DURATION,
        Kind::Duration,
        "A duration from a text or a map of parts.",
        duration,
    ),
    function(
        "duration.between",
        INSTANTS,
        Kind::Duration,
        "From one instant to another, in whole months, whole days and seconds.",
        |_, a| measure("duration.between()", time::between, a),
    ),
    function(
        "duration.inMonths",
        INSTANTS,
        Kind::Duration,
        "From one instant to another, in whole months.",
        |_, a| measure("duration.inMonths()", time::in_months, a),
    ),
    function(
        "duration.inDays",
        INSTANTS,
        Kind::Duration,
        "From one instant to another, in whole days.",
        |_, a| measure("duration.inDays()", time::in_days, a),
    ),
    function(
        "duration.inSeconds",
        INSTANTS,
        Kind::Duration,
        "From one instant to another, in seconds.",
        |_, a| measure("duration.inSeconds()", time::in_seconds, a),
    ),
];

const VALUE: &[Parameter] = &[optional("value", Kind::Any)];
const ZONE: &[Parameter] = &[optional("timezone", Kind::String)];
const TRUNCATION: &[Parameter] = &[
    required("unit", Kind::String),
    optional("value", Kind::Any),
    optional("components", Kind::Map),
];
const EPOCH: &[Parameter] = &[
    required("seconds", Kind::Integer),
    required("nanoseconds", Kind::Integer),
];
const EPOCH_MILLIS: &[Parameter] = &[required("milliseconds", Kind::Integer)];
const DURATION: &[Parameter] = &[required("value", Kind::Any)];
const INSTANTS: &[Parameter] = &[required("from", Kind::Any), required("to", Kind::Any)];

const fn clock(name: &'static str, result: Kind, call: Call) -> Function {
    function(
        name,
        ZONE,
        result,
        "The moment of the statement, in UTC or in a time zone.",
        call,
    )
}

const fn truncation(name: &'static str, result: Kind, call: Call) -> Function {
    function(
        name,
        TRUNCATION,
        result,
        "The nearest point before at the boundary of a unit, with components set anew.",
        call,
    )
}

const fn function(
    name: &'static str,
    parameters: &'static [Parameter],
    result: Kind,
    summary: &'static str,
    call: Call,
) -> Function {
    Function {
        name,
        parameters,
        variadic: false,
        result,
        pure: true,
        summary,
        call,
    }
}

const fn required(name: &'static str, kind: Kind) -> Parameter {
    Parameter {
        name,
        kind,
        optional: false,
    }
}

const fn optional(name: &'static str, kind: Kind) -> Parameter {
    Parameter {
        name,
        kind,
        optional: true,
    }
}
