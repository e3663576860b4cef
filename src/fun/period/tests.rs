//! The functions and predicates of periods over a small graph.

use crate::context::{Context, Limits, Moment, Parameters};
use crate::error::{Detail, Error, Result};
use crate::fun;
use crate::fun::period::{component, covers, relate};
use crate::plan::expr::TimeRelation;
use factio_graph::catalog::Catalog;
use factio_graph::facts::Graph;
use factio_graph::id::{NodeId, RelationId};
use factio_graph::time::{Date, LocalDateTime, Period};
use factio_graph::value::{Path, Value};
use std::sync::Arc;

/// A graph, and the context to ask it in.
struct World {
    graph: Graph,
    parameters: Parameters,
    limits: Limits,
}

impl World {
    fn new() -> World {
        World {
            graph: Graph::new(),
            parameters: Parameters::default(),
            limits: Limits::default(),
        }
    }

    fn node(&mut self, valid: &str) -> NodeId {
        let node = self.graph.create_node(&[]).unwrap();
        let key = self.graph.symbols().intern("valid");
        if !valid.is_empty() {
            self.graph
                .set_node_property(node, key, period(valid))
                .unwrap();
        }
        node
    }

    fn relation(&mut self, start: NodeId, valid: &str, end: NodeId) -> RelationId {
        let kind = self.graph.symbols().intern("led");
        let relation = self.graph.create_relation(kind, start, end).unwrap();
        let key = self.graph.symbols().intern("valid");
        if !valid.is_empty() {
            let valid = period(valid);
            self.graph
                .set_relation_property(relation, key, valid)
                .unwrap();
        }
        relation
    }

    /// A path of these validities: node, relation, node and so on. An empty text is no validity.
    fn path(&mut self, validities: &[&str]) -> Value {
        let nodes: Vec<NodeId> = validities
            .iter()
            .step_by(2)
            .map(|valid| self.node(valid))
            .collect();
        let relations = validities.iter().skip(1).step_by(2).enumerate();
        let relations = relations
            .map(|(place, valid)| self.relation(nodes[place], valid, nodes[place + 1]))
            .collect();
        Value::Path(Arc::new(Path { nodes, relations }))
    }

    fn context(&self) -> Context<'_> {
        Context::reading(
            &self.graph,
            &self.parameters,
            Moment::default(),
            &self.limits,
        )
    }

    fn call(&self, name: &str, arguments: &[Value]) -> Result<Value> {
        (fun::lookup(name).unwrap().call)(&self.context(), arguments)
    }

    fn asks(&self, relation: TimeRelation, a: &Value, b: &str) -> Option<bool> {
        match relate(relation, a, &b.into(), &self.context()).unwrap() {
            Value::Boolean(answer) => Some(answer),
            Value::Null => None,
            other => panic!("a predicate gave {other}"),
        }
    }
}

fn period(text: &str) -> Value {
    Value::Period(Arc::new(Period::parse(text).unwrap()))
}

/// `period(..)` as it prints, or its error.
fn made(arguments: &[Value]) -> String {
    let made = World::new().call("period", arguments);
    made.map_or_else(|error| error.message, |value| value.to_string())
}

fn date(year: i64, month: i64, day: i64) -> Value {
    Value::Date(Date::new(year, month, day).unwrap())
}

fn map(entries: &[(&str, Value)]) -> Value {
    let entries = entries
        .iter()
        .map(|(key, value)| (Arc::from(*key), value.clone()));
    Value::map(entries)
}

fn list(items: &[&str]) -> Value {
    Value::list(items.iter().map(|item| Value::from(*item)).collect())
}

#[test]
fn a_period_is_made_of_a_text_a_year_or_a_date() {
    assert_eq!(made(&["1923/1925~".into()]), "period('1923/1925~')");
    assert_eq!(made(&[1925.into()]), "period('1925')");
    assert_eq!(made(&[7.into()]), "period('0007')");
    assert_eq!(made(&[(-44).into()]), "period('-0044')");
    assert_eq!(made(&[170_000.into()]), "period('Y170000')");
    assert_eq!(made(&[date(1925, 3, 14)]), "period('1925-03-14')");
    let moment = Value::LocalDateTime(LocalDateTime {
        date: Date::new(1925, 3, 14).unwrap(),
        ..LocalDateTime::default()
    });
    assert_eq!(made(&[moment]), "period('1925-03-14')");
    assert_eq!(made(&[period("1925?")]), "period('1925?')");
    assert_eq!(made(&[Value::Null]), "null");
}

#[test]
fn a_period_is_made_from_one_time_to_another() {
    assert_eq!(
        made(&["1923".into(), "1925~".into()]),
        "period('1923/1925~')"
    );
    assert_eq!(made(&[1923.into(), "..".into()]), "period('1923/..')");
    assert_eq!(
        made(&["..".into(), date(1925, 3, 14)]),
        "period('../1925-03-14')"
    );
    assert_eq!(made(&["1923".into(), "".into()]), "period('1923/')");
    assert_eq!(
        made(&[period("1923/1924"), period("1925/1926")]),
        "period('1923/1926')"
    );
    assert_eq!(
        made(&[period("1923/1924?"), "1926".into()]),
        "period('1923?/1926?')"
    );
    assert_eq!(made(&["1923".into(), Value::Null]), "null");
    assert!(made(&["1925".into(), "1923".into()]).contains("the end comes before the start"));
    assert!(made(&[period("1925/1926"), "1923".into()]).contains("the end comes before the start"));
}

#[test]
fn a_calendar_may_be_named() {
    let julian = [Value::from("1917-10-25"), "julian".into()];
    assert_eq!(made(&julian), "period('1917-10-25', 'julian')");
    let made_julian = World::new().call("period", &julian).unwrap();
    assert_eq!(component(&made_julian, "earliest"), Some(date(1917, 11, 7)));
    assert_eq!(component(&made_julian, "calendar"), Some("julian".into()));
    assert_eq!(
        made(&[1917.into(), "Julian".into()]),
        "period('1917', 'julian')"
    );
    assert_eq!(
        made(&["1917-10-25".into(), "1918-01-31".into(), "julian".into()]),
        "period('1917-10-25/1918-01-31', 'julian')"
    );
    assert_eq!(made(&["1917".into(), "gregorian".into()]), "period('1917')");
    assert!(made(&["1917".into(), "1918".into(), "mayan".into()]).contains("no calendar 'mayan'"));
    assert!(made(&[date(1917, 10, 25), "julian".into()]).contains("Gregorian already"));
    assert!(made(&[date(1917, 1, 1), 1918.into(), "julian".into()]).contains("Gregorian already"));
}

#[test]
fn four_bounds_are_given_by_hand() {
    let start = list(&["2000-01-05", "2000-01-07"]);
    let end = list(&["2000-01-09", "2000-01-11"]);
    assert_eq!(
        made(&[map(&[("start", start.clone()), ("end", end.clone())])]),
        "period({start: ['2000-01-05', '2000-01-07'], end: ['2000-01-09', '2000-01-11']})"
    );
    let years = list(&["1925", "1925"]);
    let same = map(&[("start", years.clone()), ("end", years.clone())]);
    assert_eq!(made(&[same]), "period('1925')");
    let open = map(&[("start", years.clone()), ("end", "..".into())]);
    assert_eq!(made(&[open]), "period('1925/..')");
    assert_eq!(made(&[map(&[("start", 1925.into())])]), "period('1925/')");
    let unknown = Value::list(vec![Value::Null, date(1925, 3, 14)]);
    let started = map(&[("start", unknown), ("end", "1926".into())]);
    assert_eq!(made(&[started]), "period('..1925-03-14/1926')");
    let doubted = map(&[
        ("start", years.clone()),
        ("end", "..".into()),
        ("uncertain", true.into()),
    ]);
    assert_eq!(made(&[doubted]), "period('1925?/..')");
    for wrong in [
        map(&[("start", list(&["1926", "1925"]))]),
        map(&[("start", list(&["1926"]))]),
        map(&[("start", "1926".into()), ("end", "1925".into())]),
        map(&[("begin", "1926".into())]),
        map(&[("start", list(&["soon", "1925"]))]),
    ] {
        let error = World::new().call("period", &[wrong]).unwrap_err();
        assert_eq!(error.detail, Some(Detail::InvalidArgumentValue), "{error}");
    }
}

#[test]
fn what_is_no_edtf_is_an_error_that_says_where() {
    let error = |value: Value| World::new().call("period", &[value]).unwrap_err();
    let message = |error: Error| error.message;
    assert!(message(error("1925-13".into())).starts_with("'1925-13' is no EDTF: month must be"));
    assert!(message(error("soon".into())).contains("(at character 1)"));
    assert!(message(error(true.into())).contains("BOOLEAN"));
    assert!(message(error(1.5.into())).contains("FLOAT"));
}

#[test]
fn a_period_has_properties() {
    let of = |text: &str, name: &str| component(&period(text), name).unwrap();
    assert_eq!(of("1923/1925~", "earliest"), date(1923, 1, 1));
    assert_eq!(of("1923/1925~", "latest"), date(1925, 12, 31));
    let bounds = vec![
        date(1923, 1, 1),
        date(1923, 12, 31),
        date(1924, 1, 1),
        date(1926, 12, 31),
    ];
    assert_eq!(of("1923/1925~", "bounds"), Value::list(bounds));
    assert_eq!(
        of("1923/1925", "duration").to_string(),
        days(1096).to_string()
    );
    for open in ["1923/..", "1923/"] {
        assert_eq!(of(open, "latest"), Value::Null);
        assert_eq!(of(open, "duration"), Value::Null);
    }
    let bounds = vec![
        date(1923, 1, 1),
        date(1923, 12, 31),
        date(1923, 1, 1),
        Value::Null,
    ];
    assert_eq!(of("1923/", "bounds"), Value::list(bounds));
    assert_eq!(of("1923", "colour"), Value::Null);
    assert_eq!(component(&"1923".into(), "earliest"), None);
}

fn days(days: i64) -> Value {
    Value::Duration(Arc::new(factio_graph::time::Duration {
        days,
        ..Default::default()
    }))
}

#[test]
fn a_validity_is_its_own_or_what_the_elements_of_a_path_share() {
    let mut world = World::new();
    let node = world.node("1923/1925~");
    let other = world.node("");
    let path = world.path(&["", "1923-05-01/1925-06-30", "1924-01-01/1930-12-31"]);
    let apart = world.path(&["1923", "", "1925"]);
    let perhaps = world.path(&["1925", "", "1925-06-01"]);
    let valid = |value: Value| world.call("valid", &[value]).unwrap().to_string();
    assert_eq!(valid(Value::Node(node)), "period('1923/1925~')");
    assert_eq!(valid(Value::Node(other)), "period('../..')");
    assert_eq!(valid(path), "period('1924-01-01/1925-06-30')");
    assert_eq!(valid(apart), "null");
    assert_eq!(valid(perhaps), "period('1925-06-01?')");
    let both = Value::list(vec![Value::Node(node), period("1923-12-31/1924-01-01")]);
    assert_eq!(valid(both), "period('1923-12-31/1924-01-01')");
    let twice = Value::list(vec![Value::Node(node), Value::Node(node)]);
    assert_eq!(valid(twice), "period('1923/1925~')");
    assert_eq!(valid(Value::list(Vec::new())), "period('../..')");
    assert_eq!(valid(Value::Null), "null");
    assert!(world.call("valid", &[true.into()]).is_err());
}

#[test]
fn certainty_has_three_answers() {
    let mut world = World::new();
    let node = Value::Node(world.node("1923/1925"));
    let always = Value::Node(world.node(""));
    let certainty = |arguments: &[Value]| match world.call("certainty", arguments) {
        Ok(value) => value.to_string(),
        Err(error) => error.message,
    };
    let at = |time: &str| certainty(&[node.clone(), time.into()]);
    assert_eq!(at("1924"), "'certain'");
    assert_eq!(at("1923-12-31"), "'certain'");
    assert_eq!(at("1923"), "'possible'");
    assert_eq!(at("1924?"), "'possible'");
    assert_eq!(at("1926"), "'absent'");
    let during = |time: &str| certainty(&[node.clone(), time.into(), "during".into()]);
    assert_eq!(during("1923"), "'certain'");
    assert_eq!(during("1923-06"), "'possible'");
    assert_eq!(
        certainty(&[node.clone(), 1924.into(), "throughout".into()]),
        "'certain'"
    );
    assert_eq!(
        certainty(&[node.clone(), 1925.into(), "Throughout".into()]),
        "'possible'"
    );
    assert_eq!(
        certainty(&[always, "1".into()]),
        "'1' is no EDTF: year must have exactly four digits (or X) (at character 1)"
    );
    assert_eq!(certainty(&[node.clone(), Value::Null]), "null");
    assert!(certainty(std::slice::from_ref(&node)).contains("time clause"));
    assert!(certainty(&[node.clone(), 1924.into(), "before".into()]).contains("'before'"));
}

#[test]
fn paths_hold_at_one_instant_or_in_order() {
    let mut world = World::new();
    // A to C of the acceptance case V4: nothing at one instant, in order yes.
    let path = world.path(&["", "1920-01-01/1921-12-31", "", "1922-01-01/1923-12-31", ""]);
    let back = world.path(&["", "1922-01-01/1923-12-31", "", "1920-01-01/1921-12-31", ""]);
    let certainty = |path: &Value, how: &str| {
        let arguments = [path.clone(), "1920/1923".into(), how.into()];
        world.call("certainty", &arguments).unwrap().to_string()
    };
    assert_eq!(certainty(&path, "during"), "'absent'");
    assert_eq!(certainty(&path, "in order"), "'certain'");
    assert_eq!(certainty(&back, "in order"), "'absent'");
}

#[test]
fn unknown_is_not_ongoing() {
    let world = World::new();
    let asks = |text: &str, time: &str| world.asks(TimeRelation::At, &period(text), time);
    assert_eq!(asks("1923-05-01/..", "1950"), Some(true));
    assert_eq!(asks("1923-05-01/", "1950"), None);
    assert_eq!(asks("1923-05-01/", "1922"), Some(false));
    assert_eq!(asks("../1923-05-01", "1850"), Some(true));
    assert_eq!(asks("/1923-05-01", "1850"), None);
}

#[test]
fn predicates_are_true_null_or_false() {
    let mut world = World::new();
    let node = Value::Node(world.node("1923/1925"));
    let cases = [
        (TimeRelation::At, "1924-06", Some(true)),
        (TimeRelation::At, "1923-06", None),
        (TimeRelation::At, "1926", Some(false)),
        (TimeRelation::During, "1923", Some(true)),
        (TimeRelation::During, "1920/1922", Some(false)),
        (TimeRelation::Throughout, "1924", Some(true)),
        (TimeRelation::Throughout, "1923/1924", None),
        (TimeRelation::Throughout, "1922/1924", Some(false)),
        (TimeRelation::Overlaps, "1924-06-01", Some(true)),
        (TimeRelation::Overlaps, "1923", None),
        (TimeRelation::Precedes, "1926", Some(true)),
        (TimeRelation::Precedes, "1925-06-01", None),
        (TimeRelation::Precedes, "1924", Some(false)),
        (TimeRelation::Succeeds, "1922", Some(true)),
        (TimeRelation::Meets, "1926-01-01", None),
        (TimeRelation::Meets, "1927-01-01", Some(false)),
        (TimeRelation::Equals, "1923/1925", None),
        (TimeRelation::Equals, "1923/1926", Some(false)),
    ];
    for (relation, time, wanted) in cases {
        assert_eq!(
            world.asks(relation, &node, time),
            wanted,
            "{relation:?} {time}"
        );
    }
    let context = world.context();
    let covered = |a: &str, b: &str| covers(&a.into(), &b.into(), &context).unwrap();
    assert_eq!(covered("1920-01-01/1930-12-31", "1923/1925"), true.into());
    assert_eq!(covered("1923/1925", "1924"), true.into());
    assert_eq!(covered("1923/1925", "1923/1925"), Value::Null);
    assert_eq!(covered("1923-01-01", "1923-01-01"), true.into());
    assert_eq!(covered("1923-01-01", "1924-01-01"), false.into());
    let null = relate(TimeRelation::At, &Value::Null, &"1925".into(), &context);
    assert_eq!(null, Ok(Value::Null));
}

#[test]
fn a_path_that_never_held_relates_to_nothing() {
    let mut world = World::new();
    let apart = world.path(&["1923", "", "1925"]);
    for relation in [
        TimeRelation::At,
        TimeRelation::Overlaps,
        TimeRelation::Precedes,
    ] {
        assert_eq!(world.asks(relation, &apart, "1924"), Some(false));
    }
}
