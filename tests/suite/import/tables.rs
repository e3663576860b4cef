//! Tables: what is read, what is refused and why, and that one import is one commit.

use crate::import::Folder;
use crate::program::factio;

#[test]
fn tables_become_a_graph_whose_values_have_the_types_that_they_look_like() {
    let folder = Folder::new("types");
    let people = "id,name,born,weight,alive,since\n1,\"Stalin, J.\",1878,70.5,false,1922-04-03\n\
                  2,\"\"\"Bukharin\"\"\",1888,,false,\n";
    let people = folder.write("people.csv", people);
    let ties = "src,dst,valid,sources\n1,2,1925/1927,carr;deutscher\n2,1,,\n";
    let ties = folder.write("ties.csv", ties);
    let ran = folder.import(&[
        "--nodes",
        &format!("Person:Actor={people}"),
        "--relations",
        &format!("allied_with(Person,Person)={ties}"),
        "--key",
        "id",
    ]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.out.ends_with("2 nodes and 2 relations imported\n"),
        "{}",
        ran.out
    );
    let rows = folder.ask(
        "MATCH (a:Person:Actor)-[r:allied_with]->(b) RETURN a.name, a.born + 1, a.weight, a.alive, a.since.year, b.id, r.valid, r.sources ORDER BY a.id",
    );
    assert_eq!(
        rows[0],
        "Stalin, J.\t1879\t70.5\tfalse\t1922\t2\t1925/1927\t['carr', 'deutscher']"
    );
    assert_eq!(rows[1], "\"Bukharin\"\t1889\t\tfalse\t\t1\t\t");
    assert_eq!(folder.ask("SHOW INDEXES").len(), 2);
}

#[test]
fn a_thousand_broken_rows_are_each_reported_and_the_rest_is_there() {
    let folder = Folder::new("broken");
    let mut people = String::from("name,born:int\n");
    let mut ties = String::from("source,target,type\n");
    for number in 0..5000 {
        let born = if number % 10 == 3 { "whenever" } else { "1900" };
        people.push_str(&format!("\"person\n{number}\",{born}\n"));
        ties.push_str(&format!(
            "\"person\n{number}\",\"person\n{}\",knew\n",
            number + 1
        ));
    }
    ties.push_str("\"person\n0\",nobody\n");
    let nodes = format!("Person={}", folder.write("people.csv", people));
    let relations = folder.write("ties.csv", ties);
    let ran = folder.import(&[
        "--nodes",
        &nodes,
        "--relations",
        &relations,
        "--key",
        "name",
    ]);
    assert_eq!(ran.code, 1, "refused rows are told by the exit code");
    assert_eq!(
        ran.err
            .matches("born: `whenever` is no integer of 64 bits")
            .count(),
        500
    );
    assert!(
        ran.err.contains("people.csv:8: born"),
        "a row is named by the line that it starts in"
    );
    // Of 5000 ties, 500 start at a person that was refused, 500 end at one, and the last ends nowhere.
    assert_eq!(ran.err.matches("ties.csv:").count(), 1002);
    assert!(
        ran.err
            .contains("ties.csv:11: source: no node has the name `person\n3`")
    );
    assert!(
        ran.err
            .contains("ties.csv:15002: 2 fields, and the header has 3")
    );
    assert!(
        ran.out
            .contains("4500 nodes and 3999 relations imported; 1502 rows refused")
    );
    assert_eq!(folder.ask("MATCH (p:Person) RETURN count(p)"), ["4500"]);
    assert_eq!(
        folder.ask("MATCH ()-[r:knew]->() RETURN count(r)"),
        ["3999"]
    );
}

#[test]
fn a_dry_run_tells_the_same_and_changes_nothing() {
    let folder = Folder::new("dry");
    let nodes = format!("P={}", folder.write("p.csv", "name\na\nb\na\n"));
    let dry = folder.import(&["--nodes", &nodes, "--key", "name", "--dry-run"]);
    assert!(
        dry.out
            .contains("2 nodes and 0 relations would be imported; 1 row refused")
    );
    assert!(
        dry.err
            .contains("p.csv:4: the key `a` stands in line 2 already")
    );
    assert!(!folder.0.join("db.factio").exists());
    let real = folder.import(&["--nodes", &nodes, "--key", "name"]);
    assert_eq!(
        real.err.replace("made: index index_P_name\n", ""),
        dry.err.replace("made: index index_P_name\n", "")
    );
    let again = folder.import(&["--nodes", &nodes, "--dry-run"]);
    assert!(
        again.out.contains("3 nodes"),
        "without a key a name may come twice: {}",
        again.out
    );
    assert_eq!(folder.ask("MATCH (n) RETURN count(n)"), ["2"]);
}

#[test]
fn relations_join_nodes_that_are_in_the_database_already_and_labels_tell_equal_keys_apart() {
    let folder = Folder::new("later");
    let people = format!("Person={}", folder.write("people.csv", "id\n1\n2\n"));
    let bodies = format!("Body={}", folder.write("bodies.csv", "id\n1\n2\n"));
    let led = folder.write("led.csv", "a,b\n1,2\n");
    assert_eq!(
        folder
            .import(&["--nodes", &people, "--nodes", &bodies, "--key", "id"])
            .code,
        0
    );
    let unclear = folder.import(&["--relations", &format!("led={led}"), "--key", "id"]);
    assert!(
        unclear
            .err
            .contains("led.csv:2: a: several nodes are called `1`"),
        "{}",
        unclear.err
    );
    let clear = format!("led(Person,Body)={led}");
    assert_eq!(
        folder.import(&["--relations", &clear, "--key", "id"]).code,
        0
    );
    let found = folder.ask("MATCH (a)-[:led]->(b) RETURN labels(a), a.id, labels(b), b.id");
    assert_eq!(found, ["['Person']\t1\t['Body']\t2"]);
}

#[test]
fn a_failed_import_leaves_the_database_as_it_was() {
    let folder = Folder::new("failed");
    let nodes = format!("P={}", folder.write("p.csv", "name\na\n"));
    let relations = folder.write("r.csv", "only\nx\n");
    let ran = folder.import(&["--nodes", &nodes, "--relations", &relations]);
    assert_eq!(ran.code, 3);
    assert!(
        ran.err
            .contains("r.csv: a table of relations needs two columns"),
        "{}",
        ran.err
    );
    assert_eq!(folder.ask("MATCH (n) RETURN count(n)"), ["0"]);
    let ran = folder.import(&["--nodes", &folder.write("empty.csv", "")]);
    assert!(
        ran.err.contains("empty.csv: the file is empty"),
        "{}",
        ran.err
    );
    let ran = folder.import(&["--nodes", &folder.path("nowhere.csv")]);
    assert_eq!(ran.code, 3);
}

#[test]
fn constraints_hold_row_by_row_and_bytes_that_are_no_text_are_refused() {
    let folder = Folder::new("constraint");
    let database = folder.path("db.factio");
    let made = factio(
        &[
            &database,
            "-c",
            "CREATE CONSTRAINT FOR (p:P) REQUIRE p.name IS UNIQUE",
            "-c",
            "CREATE (:P {name: 'b'})",
        ],
        "",
    );
    assert_eq!(made.code, 0, "{}", made.err);
    let nodes = format!("P={}", folder.write("p.csv", b"name\na\nb\n\xff\xfe\nc\n"));
    let ran = folder.import(&["--nodes", &nodes]);
    assert!(ran.err.contains("p.csv:3: "), "{}", ran.err);
    assert!(
        ran.err.contains("p.csv:4: field 1 is not UTF-8"),
        "{}",
        ran.err
    );
    assert_eq!(
        folder.ask("MATCH (p:P) RETURN p.name ORDER BY p.name"),
        ["a", "b", "c"]
    );
}

#[test]
fn refused_rows_are_written_to_a_file_where_one_is_named() {
    let folder = Folder::new("refused");
    let rows: String = (0..50).map(|row| format!("{row},whenever\n")).collect();
    let nodes = format!(
        "P={}",
        folder.write("p.csv", format!("name,born:int\n{rows}"))
    );
    let file = folder.write("refused.txt", "");
    let ran = folder.import(&["--nodes", &nodes, "--refused", &file]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("… and 40 more"), "{}", ran.err);
    assert!(ran.err.contains("all refused rows: "), "{}", ran.err);
    let all = std::fs::read_to_string(&file).expect("a file");
    assert_eq!(all.lines().count(), 50);
    assert!(all.contains("p.csv:51: born: `whenever`"), "{all}");
}
