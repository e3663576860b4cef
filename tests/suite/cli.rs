//! The contract for scripts: what goes in by arguments and pipes, what comes out on stdout and stderr, how the program ends.

use crate::program::{Ran, factio, memory};
use serde_json::{Value, json};

fn rows(ran: &Ran) -> Vec<Value> {
    ran.out
        .lines()
        .map(|line| serde_json::from_str(line).expect("a row is one JSON object"))
        .collect()
}

fn reports(ran: &Ran) -> Vec<Value> {
    ran.err
        .lines()
        .filter(|line| line.starts_with('{'))
        .map(|line| serde_json::from_str(line).expect("a report is one JSON object"))
        .collect()
}

fn asked(query: &str) -> Vec<Value> {
    let ran = memory(&["--mode", "jsonl", "-c", query]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    rows(&ran)
}

#[test]
fn scalars_lists_and_maps_are_json() {
    assert_eq!(
        asked("RETURN null AS a, true AS b, 'x\"\\n' AS c, [1, 'a', []] AS d, {k: {l: 2}} AS e"),
        [json!({"a": null, "b": true, "c": "x\"\n", "d": [1, "a", []], "e": {"k": {"l": 2}}})]
    );
}

#[test]
fn keys_stand_in_column_order() {
    let ran = memory(&["--mode", "jsonl", "-c", "RETURN 1 AS z, 2 AS a, 3 AS m"]);
    let places: Vec<usize> = ["\"z\"", "\"a\"", "\"m\""]
        .iter()
        .map(|key| ran.out.find(key).expect("the key is there"))
        .collect();
    assert!(places.is_sorted());
}

#[test]
fn integers_are_exact_and_floats_show_that_they_are_floats() {
    let ran = memory(&[
        "--mode",
        "jsonl",
        "-c",
        "RETURN 9223372036854775807 AS a, -9223372036854775808 AS b, 1.0 AS c, 1e300 AS d, 0.0/0.0 AS e, 1.0/0.0 AS f, -1.0/0.0 AS g",
    ]);
    assert!(ran.out.contains("9223372036854775807"));
    assert!(ran.out.contains("-9223372036854775808"));
    assert!(ran.out.contains("1.0"));
    let row = &rows(&ran)[0];
    assert_eq!(row["e"], json!({"~float": "NaN"}));
    assert_eq!(row["f"], json!({"~float": "Infinity"}));
    assert_eq!(row["g"], json!({"~float": "-Infinity"}));
}

#[test]
fn nodes_relations_and_paths_say_what_they_are() {
    let row = &asked("CREATE p = (a:A:B {x: 1})-[r:T {y: 'z'}]->(b) RETURN a, r, p, b")[0];
    assert_eq!(
        row["a"],
        json!({"~node": 0, "labels": ["A", "B"], "properties": {"x": 1}})
    );
    assert_eq!(
        row["r"],
        json!({"~relation": 0, "type": "T", "start": 0, "end": 1, "properties": {"y": "z"}})
    );
    assert_eq!(row["p"], json!({"~path": [row["a"], row["r"], row["b"]]}));
}

#[test]
fn temporal_values_are_tagged() {
    let row = &asked(
        "RETURN date('1924-01-21') AS d, localtime('12:30') AS lt, time('12:30+01:00') AS t, \
         localdatetime('1917-11-07T21:40') AS ldt, datetime('1917-11-07T21:40Z') AS dt, duration('P1Y2M') AS l, \
         period('1923/1925~') AS p",
    )[0];
    assert_eq!(row["d"], json!({"~date": "1924-01-21"}));
    assert_eq!(row["lt"], json!({"~localtime": "12:30"}));
    assert_eq!(row["t"], json!({"~time": "12:30+01:00"}));
    assert_eq!(row["ldt"], json!({"~localdatetime": "1917-11-07T21:40"}));
    assert_eq!(row["dt"], json!({"~datetime": "1917-11-07T21:40Z"}));
    assert_eq!(row["l"], json!({"~duration": "P1Y2M"}));
    assert_eq!(row["p"], json!({"~period": "1923/1925~"}));
}

#[test]
fn ids_are_never_used_again() {
    let ran = memory(&[
        "--mode",
        "jsonl",
        "-c",
        "CREATE (:A)-[:T]->(:B)",
        "-c",
        "MATCH (n) DETACH DELETE n",
        "-c",
        "CREATE (a:A)-[r:T]->(b:B) RETURN id(a) AS a, id(r) AS r, id(b) AS b",
    ]);
    assert_eq!(rows(&ran), [json!({"a": 2, "r": 1, "b": 3})]);
}

#[test]
fn parameters_come_as_json_or_from_a_file() {
    let ran = memory(&[
        "--mode",
        "jsonl",
        "--param",
        "x=[1, {\"~float\": \"NaN\"}, {\"~date\": \"1924-01-21\"}]",
        "-c",
        "RETURN $x[0] AS a, $x[1] AS b, $x[2].year AS c",
    ]);
    assert_eq!(
        rows(&ran),
        [json!({"a": 1, "b": {"~float": "NaN"}, "c": 1924})],
        "{}",
        ran.err
    );
    let file = std::env::temp_dir().join(format!("factio-param-{}.json", std::process::id()));
    std::fs::write(&file, "{\"rows\": [1, 2]}\n").expect("a temporary file");
    let ran = memory(&[
        "--mode",
        "jsonl",
        "--param",
        &format!("p=@{}", file.display()),
        "-c",
        "UNWIND $p.rows AS x RETURN x",
    ]);
    std::fs::remove_file(&file).expect("the temporary file");
    assert_eq!(rows(&ran), [json!({"x": 1}), json!({"x": 2})]);
}

#[test]
fn each_statement_has_one_report_in_order() {
    let ran = memory(&[
        "--summary",
        "--errors",
        "json",
        "--fail-at-end",
        "--mode",
        "jsonl",
        "-c",
        "CREATE (:A {x: 1})-[:T]->(:B); MATCH (a:A) RETURN a.x AS x; RETURN nope; MATCH (n:Zed) RETURN n AS only",
    ]);
    assert_eq!(ran.code, 1);
    let reports = reports(&ran);
    assert_eq!(reports.len(), 4, "{}", ran.err);
    assert_eq!(reports[0]["nodes_created"], 2);
    assert_eq!(reports[0]["relations_created"], 1);
    assert_eq!(reports[0]["labels_added"], 2);
    assert_eq!(reports[0]["properties_set"], 1);
    assert_eq!(reports[0]["columns"], json!([]));
    assert_eq!(reports[1]["rows"], 1);
    assert_eq!(reports[1]["columns"], json!(["x"]));
    assert!(reports[1]["ms"].is_number());
    let error = &reports[2]["error"];
    assert_eq!(error["type"], "SyntaxError");
    assert_eq!(error["phase"], "compile time");
    assert_eq!(error["detail"], "UndefinedVariable");
    assert_eq!(error["span"], json!([7, 11]));
    assert_eq!(reports[3]["rows"], 0);
    assert_eq!(reports[3]["columns"], json!(["only"]));
}

#[test]
fn the_first_error_ends_the_run_unless_told_otherwise() {
    let queries = [
        "-c",
        "RETURN 1 AS a",
        "-c",
        "RETURN 1 +",
        "-c",
        "RETURN 2 AS a",
    ];
    let fast = memory(&[&["--mode", "jsonl"], &queries[..]].concat());
    assert_eq!((fast.code, rows(&fast).len()), (1, 1));
    let late = memory(&[&["--mode", "jsonl", "--fail-at-end"], &queries[..]].concat());
    assert_eq!((late.code, rows(&late).len()), (1, 2));
}

#[test]
fn a_failed_statement_prints_no_row_and_leaves_no_trace() {
    let ran = memory(&[
        "--mode",
        "jsonl",
        "--fail-at-end",
        "-c",
        "UNWIND [1, 2, 0] AS x CREATE (n:N) WITH n, x SET n.q = 10 / x RETURN x",
        "-c",
        "MATCH (n) RETURN count(n) AS n",
    ]);
    assert_eq!(rows(&ran), [json!({"n": 0})]);
}

#[test]
fn a_query_may_begin_with_a_comment_and_need_not_end_with_a_semicolon() {
    assert_eq!(
        asked("// a question;\n/* of ; many\nlines */ RETURN ';' AS `a;b` // done;"),
        [json!({"a;b": ";"})]
    );
}

#[test]
fn a_pipe_is_split_at_semicolons_outside_strings_comments_and_quoted_names() {
    let script =
        "RETURN 'a;b' AS x; // not here; \nRETURN \"c;\" AS `y;`;\n/* ; */ RETURN\n 3 AS z";
    let ran = factio(&[":memory:", "--mode", "jsonl"], script);
    assert_eq!(
        rows(&ran),
        [json!({"x": "a;b"}), json!({"y;": "c;"}), json!({"z": 3})],
        "{}",
        ran.err
    );
    assert_eq!(ran.code, 0);
}

#[test]
fn a_pipe_takes_parameters() {
    let ran = factio(
        &[":memory:", "--mode", "jsonl"],
        ":param names => ['a', 'b']\nUNWIND $names AS n RETURN n;\n",
    );
    assert_eq!(
        rows(&ran),
        [json!({"n": "a"}), json!({"n": "b"})],
        "{}",
        ran.err
    );
}

#[test]
fn a_usage_error_ends_with_two_and_a_missing_file_with_three() {
    assert_eq!(memory(&["--no-such-option"]).code, 2);
    assert_eq!(memory(&["--param", "x", "-c", "RETURN 1"]).code, 2);
    assert_eq!(memory(&["-f", "no/such/file.factio"]).code, 3);
}

#[test]
fn an_error_for_people_shows_the_place() {
    let ran = memory(&["-c", "MATCH (n) RETRUN n"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("RETRUN"), "{}", ran.err);
    assert!(ran.err.contains("RETURN"), "{}", ran.err);
    assert!(ran.out.is_empty());
}

#[test]
fn a_statement_that_takes_too_long_is_stopped_and_says_so() {
    let long = "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN sum(a * b) AS x";
    let ran = memory(&["--timeout", "200ms", "-c", long]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.contains("longer than 200ms"), "{}", ran.err);
    assert_eq!(memory(&["--timeout", "1 parsec", "-c", "RETURN 1"]).code, 2);
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_a_run_with_130() {
    use std::process::{Command, Stdio};
    let mut child = Command::new(env!("CARGO_BIN_EXE_factio"))
        .args([":memory:", "--mode", "jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("stdin is piped");
    std::io::Write::write_all(&mut stdin, b"RETURN 'ready' AS it;\n").expect("it reads");
    let mut out = std::io::BufReader::new(child.stdout.take().expect("stdout is piped"));
    let mut line = String::new();
    std::io::BufRead::read_line(&mut out, &mut line).expect("it answers");
    assert!(line.contains("ready"));
    let killed = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status();
    assert!(killed.expect("kill runs").success());
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
}

#[test]
fn completions_and_the_manual_page_know_every_option() {
    for shell in ["bash", "zsh", "fish"] {
        let ran = factio(&["completions", shell], "");
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(
            ran.out.contains("fail-at-end") && ran.out.contains("recover"),
            "{shell}"
        );
    }
    let page = factio(&["man"], "");
    for part in ["NO_COLOR", "130", "FACTIO RECOVER", "FACTIO IMPORT"] {
        assert!(page.out.contains(part), "{part}");
    }
    assert_eq!(
        factio(&["check", "no/such/file", "--no-progress"], "").code,
        3
    );
    assert_eq!(
        memory(&[
            "--no-progress",
            "--no-color",
            "--memory",
            "1GiB",
            "--threads",
            "2",
            "-c",
            "RETURN 1"
        ])
        .code,
        0
    );
}

#[test]
fn commands_work_in_pipes_and_scripts_with_a_colon_or_a_dot() {
    let ran = factio(
        &[":memory:"],
        ".mode jsonl\nRETURN 1 AS a;\n:mode csv\nRETURN 2 AS a;\n:quit\nRETURN 3 AS a;\n",
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(ran.out, "{\"a\": 1}\na\n2\n");
}

#[test]
fn queries_and_scripts_run_in_the_order_given() {
    let name = format!("factio-order-{}.cypher", std::process::id());
    let script = std::env::temp_dir().join(name);
    std::fs::write(&script, "CREATE (:A); CREATE (:A);").expect("the script can be written");
    let file = script.to_string_lossy();
    let count = "MATCH (n) RETURN count(n) AS c";
    let ran = memory(&["--mode", "jsonl", "-c", count, "-f", &file, "-c", count]);
    let both = memory(&["--mode", "jsonl", "-f", &file, "-f", &file, "-c", count]);
    std::fs::remove_file(&script).expect("the script can be removed");
    assert_eq!(rows(&ran), [json!({"c": 0}), json!({"c": 2})]);
    assert_eq!(rows(&both), [json!({"c": 4})]);
}
