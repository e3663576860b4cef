//! Functions called by hand.

use crate::context::{Context, Limits, Moment, Parameters};
use crate::error::{Detail, ErrorKind, Result};
use crate::fun::{BY_NAME, all, lookup, nearest};
use factio_graph::catalog::Catalog;
use factio_graph::facts::Graph;
use factio_graph::id::{NodeId, RelationId};
use factio_graph::schema::RelationDefinition;
use factio_graph::value::{Path, Value};
use std::sync::Arc;

fn call_in(graph: &Graph, name: &str, arguments: &[Value]) -> Result<Value> {
    let (limits, parameters) = (Limits::default(), Parameters::default());
    let context = Context::reading(graph, &parameters, Moment::default(), &limits);
    let function = lookup(name).unwrap_or_else(|| panic!("no function {name}"));
    (function.call)(&context, arguments)
}

fn call(name: &str, arguments: &[Value]) -> Result<Value> {
    call_in(&Graph::new(), name, arguments)
}

/// The printed result.
fn shown(name: &str, arguments: &[Value]) -> String {
    call(name, arguments).map_or_else(|error| error.to_string(), |value| value.to_string())
}

fn failure(name: &str, arguments: &[Value]) -> (ErrorKind, Option<Detail>) {
    match call(name, arguments) {
        Ok(value) => panic!("{name} gave {value}"),
        Err(error) => (error.kind, error.detail),
    }
}

fn list(items: &[Value]) -> Value {
    Value::list(items.to_vec())
}

#[test]
fn functions_pass_null_on() {
    // What a row rests on is nothing, and not unknown, where an OPTIONAL MATCH found nothing.
    let about_null = [
        "coalesce",
        "exists",
        "valueType",
        "certainty",
        "witness",
        "because",
    ];
    for function in all().filter(|function| !about_null.contains(&function.name)) {
        let required = function
            .parameters
            .iter()
            .filter(|parameter| !parameter.optional);
        let arguments: Vec<Value> = required.map(|_| Value::Null).collect();
        if !arguments.is_empty() {
            assert_eq!(shown(function.name, &arguments), "null", "{function:?}");
        }
    }
}

#[test]
fn functions_refuse_wrong_types() {
    let map = Value::map([("a".into(), Value::Null)]);
    let refused = (ErrorKind::TypeError, Some(Detail::InvalidArgumentValue));
    for name in [
        "labels",
        "type",
        "toInteger",
        "toString",
        "nodes",
        "size",
        "sources",
        "sign",
    ] {
        assert_eq!(failure(name, std::slice::from_ref(&map)), refused, "{name}");
    }
    assert_eq!(failure("keys", &[1.into()]), refused);
}

#[test]
fn text_functions_count_characters() {
    let text = || Value::from("0123ä5");
    assert_eq!(shown("substring", &[text(), 3.into()]), "'3ä5'");
    assert_eq!(shown("substring", &[text(), 3.into(), 2.into()]), "'3ä'");
    assert_eq!(shown("substring", &[text(), 30.into()]), "''");
    assert_eq!(shown("left", &[text(), 2.into()]), "'01'");
    assert_eq!(shown("right", &[text(), 2.into()]), "'ä5'");
    assert_eq!(shown("size", &[text()]), "6");
    assert_eq!(shown("reverse", &[text()]), "'5ä3210'");
    assert_eq!(shown("trim", &[" a ".into()]), "'a'");
    assert_eq!(shown("btrim", &["xxaxx".into(), "x".into()]), "'a'");
    let out_of_range = (ErrorKind::ArgumentError, Some(Detail::NumberOutOfRange));
    assert_eq!(failure("left", &[text(), (-1).into()]), out_of_range);
}

#[test]
fn text_is_split_and_replaced_at_every_place() {
    let split = |text: &str, by: &str| shown("split", &[text.into(), by.into()]);
    assert_eq!(split("one1two", "1"), "['one', 'two']");
    assert_eq!(split(",a,", ","), "['', 'a', '']");
    assert_eq!(split("", ","), "['']");
    assert_eq!(split("ab", ""), "['a', 'b']");
    let either = list(&[",".into(), ";".into()]);
    assert_eq!(shown("split", &["a,b;c".into(), either]), "['a', 'b', 'c']");
    let replace = ["aaa".into(), "a".into(), "b".into(), 2.into()];
    assert_eq!(shown("replace", &replace), "'bba'");
}

#[test]
fn text_has_normal_forms() {
    let composed = |form: &[Value]| {
        let text: Value = "e\u{301}".into();
        call("normalize", &[&[text], form].concat())
    };
    assert_eq!(composed(&[]), Ok("é".into()));
    assert_eq!(composed(&["NFD".into()]), Ok("e\u{301}".into()));
    assert!(composed(&["XYZ".into()]).is_err());
}

#[test]
fn ranges_are_inclusive_and_bounded() {
    let range = |arguments: &[i64]| {
        arguments
            .iter()
            .copied()
            .map(Value::Integer)
            .collect::<Vec<_>>()
    };
    assert_eq!(shown("range", &range(&[0, 10, 5])), "[0, 5, 10]");
    assert_eq!(shown("range", &range(&[2, 0, -1])), "[2, 1, 0]");
    assert_eq!(shown("range", &range(&[2, 0])), "[]");
    assert_eq!(
        failure("range", &range(&[2, 8, 0])).1,
        Some(Detail::NumberOutOfRange)
    );
    assert_eq!(
        failure("range", &range(&[0, i64::MAX])).0,
        ErrorKind::LimitExceeded
    );
}

#[test]
fn random_numbers_differ_from_draw_to_draw_and_repeat_with_the_seed() {
    let (graph, limits, parameters) = (Graph::new(), Limits::default(), Parameters::default());
    let draw_two = || {
        let context = Context::reading(&graph, &parameters, Moment::default(), &limits);
        let rand = lookup("rand").expect("rand is a function");
        [
            (rand.call)(&context, &[]),
            (rand.call)(&context.subquery(), &[]),
        ]
    };
    let [first, second] = draw_two();
    assert_ne!(first, second);
    assert_eq!([first, second], draw_two());
}

/// Two nodes, and from the first to the second: a relation of a type that is defined as negative, one of that type that says of itself
/// that it is positive, and one of no defined type.
fn quarrel() -> (Graph, [Value; 2], [Value; 3]) {
    let mut graph = Graph::new();
    let symbol = |graph: &Graph, text| graph.symbols().intern(text);
    let (opposed, met) = (symbol(&graph, "opposed"), symbol(&graph, "met"));
    let (sign, sources) = (symbol(&graph, "sign"), symbol(&graph, "sources"));
    let definition = RelationDefinition {
        sign: -1,
        ..RelationDefinition::default()
    };
    graph
        .define_relation(opposed, definition)
        .expect("a first definition");
    let [a, b] = [(); 2].map(|()| graph.create_node(&[]).expect("room"));
    let relations =
        [opposed, opposed, met].map(|kind| graph.create_relation(kind, a, b).expect("room"));
    let mut set = |relation, key, value| {
        graph
            .set_relation_property(relation, key, value)
            .expect("storable")
    };
    set(relations[1], sign, 1.into());
    set(
        relations[0],
        sources,
        list(&["Carr".into(), "Deutscher".into()]),
    );
    set(
        relations[2],
        sources,
        list(&["Deutscher".into(), "Daniels".into()]),
    );
    (
        graph,
        [a, b].map(Value::Node),
        relations.map(Value::Relation),
    )
}

fn path(relations: &[u32]) -> Value {
    let nodes = (0..=relations.len() as u32)
        .map(|place| NodeId(place % 2))
        .collect();
    let relations = relations.iter().copied().map(RelationId).collect();
    Value::Path(Arc::new(Path { nodes, relations }))
}

#[test]
fn a_relation_has_its_own_sign_or_that_of_its_type_and_a_path_their_product() {
    let (graph, _, relations) = quarrel();
    let sign = |value: Value| call_in(&graph, "sign", &[value]);
    assert_eq!(
        relations.map(&sign),
        [Ok((-1).into()), Ok(1.into()), Ok(0.into())]
    );
    assert_eq!(sign(path(&[0, 1])), Ok((-1).into()));
    assert_eq!(sign(path(&[0, 0])), Ok(1.into()));
    assert_eq!(sign(path(&[0, 2])), Ok(0.into()));
    assert_eq!(sign(path(&[])), Ok(1.into()));
    assert_eq!(sign((-2.5).into()), Ok((-1).into()));
}

#[test]
fn sources_stand_once_and_in_order() {
    let (graph, nodes, relations) = quarrel();
    let sources =
        |value: Value| call_in(&graph, "sources", &[value]).map(|found| found.to_string());
    let all_three = Ok("['Carr', 'Deutscher', 'Daniels']".to_owned());
    assert_eq!(sources(path(&[0, 2])), all_three);
    assert_eq!(sources(list(&relations)), all_three);
    assert_eq!(sources(nodes[0].clone()), Ok("[]".to_owned()));
}

#[test]
fn what_was_deleted_keeps_its_type_and_nothing_else() {
    let (mut graph, _, relations) = quarrel();
    graph.delete_relation(RelationId(0)).expect("it lives");
    let of = |name| call_in(&graph, name, &relations[..1]);
    assert_eq!(of("type"), Ok("opposed".into()));
    for name in ["properties", "keys", "sign", "sources"] {
        let failure = of(name).map_err(|error| (error.kind, error.detail));
        assert_eq!(
            failure,
            Err((ErrorKind::EntityNotFound, Some(Detail::DeletedEntityAccess))),
            "{name}"
        );
    }
}

#[test]
fn names_are_found_without_regard_to_case_and_stand_once() {
    assert_eq!(
        lookup("TOINTEGER").map(|found| found.name),
        Some("toInteger")
    );
    assert!(lookup("foo").is_none());
    assert_eq!(BY_NAME.len(), all().count());
}

#[test]
fn a_misspelt_name_brings_the_nearest() {
    assert_eq!(nearest("toUper").first(), Some(&"toUpper"));
    assert_eq!(nearest("colect").first(), Some(&"collect"));
    assert!(nearest("xyzzy").is_empty());
}

#[test]
fn optional_parameters_come_last() {
    for function in all() {
        let optional = function
            .parameters
            .iter()
            .map(|parameter| parameter.optional);
        assert!(optional.is_sorted(), "{function:?}");
    }
}
