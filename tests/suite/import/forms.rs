//! Files of other forms than tables with a header: JSON lines, GraphML, quads, scripts, and files that are told by their ending.

use crate::import::Folder;

#[test]
fn json_lines_give_nodes_relations_and_definitions_and_name_the_lines_that_do_not() {
    let folder = Folder::new("jsonl");
    let lines = folder.write(
        "a.jsonl",
        r#"{"type": "statement", "text": "DEFINE RELATION opposed {sign: -1}"}
{"type": "relationship", "id": "0", "label": "opposed", "start": {"id": "1"}, "end": {"id": 2}, "properties": {"valid": {"~period": "1923/1925~"}}}
{"type": "node", "id": "1", "labels": ["Person", "Chekist"], "properties": {"name": "A", "x": [1, 2.0]}}
{"type": "node", "id": 2}

{"type": "relationship", "label": "opposed", "start": "1", "end": "9"}
{"type": "node", "id": "1"}
{"type": "node", "id": "3", "properties": {"m": {"a": 1}}}
{"type": "thing"}
[1]
{"#,
    );
    let ran = folder.import(&[&lines]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.out
            .contains("2 nodes and 1 relations imported; 6 rows refused"),
        "{}",
        ran.out
    );
    for refusal in [
        "a.jsonl:6: no node has the id `9`",
        "a.jsonl:7: the id `1` stands above already",
        "a.jsonl:8: ",
        "a.jsonl:9: `type` is node, relationship or statement",
        "a.jsonl:10: a line is one JSON object",
        "a.jsonl:11: EOF",
    ] {
        assert!(ran.err.contains(refusal), "{refusal}\n{}", ran.err);
    }
    let found =
        folder.ask("MATCH (a)-[r:opposed]->(b) RETURN labels(a), a.x, r.valid, sign(r), labels(b)");
    assert_eq!(
        found,
        ["['Person', 'Chekist']\t[1, 2.0]\t1923/1925~\t-1\t[]"]
    );
}

#[test]
fn graphml_of_others_is_read() {
    let folder = Folder::new("graphml");
    let file = folder.write(
        "a.graphml",
        r#"<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="d0" for="node" attr.name="name" attr.type="string"/>
  <key id="d1" for="node" attr.name="born" attr.type="int"><default>1900</default></key>
  <key id="d2" for="edge" attr.name="weight" attr.type="double"/>
  <key id="d3" for="edge" attr.name="valid" attr.type="string"><desc>json</desc></key>
  <key id="d4" for="graph" attr.name="statements" attr.type="string"/>
  <graph edgedefault="directed">
    <data key="d4">CREATE INDEX FOR (n:Person) ON (n.name);</data>
    <node id="n0" labels=":Person:Actor"><data key="d0">A &lt;&amp;&#228;<![CDATA[<b>]]></data></node>
    <node id="n1"><data key="d1">1888</data><data key="d0"/></node>
    <edge source="n0" target="n1" label="knew"><data key="d2">1.5</data><data key="d3">{"~period": "1924"}</data></edge>
    <edge source="n0" target="n7"/>
    <node id="n2"><data key="d1">soon</data></node>
  </graph>
</graphml>"#,
    );
    let ran = folder.import(&[&file]);
    assert!(
        ran.out
            .contains("2 nodes and 1 relations imported; 2 rows refused"),
        "{} {}",
        ran.out,
        ran.err
    );
    assert!(
        ran.err.contains("a.graphml:13: no node has the id `n7`"),
        "{}",
        ran.err
    );
    assert!(
        ran.err.contains("a.graphml:14: born: `soon` is no integer"),
        "{}",
        ran.err
    );
    let found = folder.ask("MATCH (a)-[r:knew]->(b) RETURN labels(a), a.name, a.born, r.weight, r.valid, b.born, b.name");
    assert_eq!(
        found,
        ["['Person', 'Actor']\tA <&ä<b>\t1900\t1.5\t1924\t1888\t"]
    );
    assert_eq!(folder.ask("SHOW INDEXES").len(), 1);
    let broken = folder.write("b.graphml", "<graphml><graph><node id='1'></graph>");
    assert_eq!(folder.import(&[&broken]).code, 3);
}

#[test]
fn quads_find_their_nodes_by_name_and_their_time_is_a_period_where_it_can_be_one() {
    let folder = Folder::new("quads");
    let first = folder.write(
        "a.tsv",
        "Stalin\topposed\tTrotsky\t1923/1927\tcarr\nStalin\tallied with\tBukharin\t1925\nnothing\n",
    );
    let ran = folder.import(&["--quads", &format!("Person={first}")]);
    assert!(
        ran.err
            .contains("a.tsv:3: a line is subject, relation, object, time"),
        "{}",
        ran.err
    );
    let second = folder.write("b.txt", "Stalin 7 Kirov 24\n");
    assert_eq!(folder.import(&["--quads", &second]).code, 0);
    let found = folder.ask("MATCH (a:Person {name: 'Stalin'})-[r]->(b) RETURN type(r), b.name, r.valid, r.time, r.sources");
    assert_eq!(
        found,
        [
            "opposed\tTrotsky\t1923/1927\t\t['carr']",
            "allied with\tBukharin\t1925\t\t",
            "7\tKirov\t\t24\t"
        ]
    );
}

#[test]
fn files_of_several_forms_are_one_commit_and_tables_are_told_by_their_header() {
    let folder = Folder::new("mixed");
    let script = folder.write(
        "a.factio",
        "DEFINE RELATION knew {sign: 1};\nCREATE (:Person {key: 'k'});\n",
    );
    let people = folder.write("people.csv", ":ID,name,:LABEL\n1,A,Person;Actor\n2,B,\n");
    let ties = folder.write(
        "ties.csv",
        ":START_ID,:END_ID,:TYPE,since:int\n1,2,knew,1920\n",
    );
    let ran = folder.import(&[&ties, &script, &people]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.out.contains("3 nodes and 1 relations imported"),
        "{}",
        ran.out
    );
    assert_eq!(
        folder.ask("MATCH (a)-[r:knew {since: 1920}]->(b) RETURN keys(a), labels(a), labels(b)"),
        ["['name']\t['Person', 'Actor']\t[]"]
    );
    let broken = folder.write("b.factio", "CREATE (:New);\n\nCREATE (:New;\n");
    let ran = folder.import(&[&broken, &people]);
    assert_eq!(ran.code, 3);
    assert!(
        ran.err.contains("line 2") || ran.err.contains("line 3"),
        "{}",
        ran.err
    );
    assert_eq!(folder.ask("MATCH (n) RETURN count(n)"), ["3"]);
    let unknown = folder.write("c.doc", "");
    assert!(
        folder
            .import(&[&unknown])
            .err
            .contains("c.doc: the ending tells no form")
    );
}

#[test]
fn files_and_lists_of_ties_are_one_commit_and_one_report() {
    let folder = Folder::new("ties");
    let script = folder.write(
        "a.factio",
        "DEFINE RELATION opposed {sign: -1};\nCREATE (:Person {key: 'a', name: 'A'});\n",
    );
    let ties = folder.write(
        "b.csv",
        "source,target,sign,valid\na,b,-1,1926\nb,c,0,1926\n",
    );
    let unknown = folder.write("c.csv", "who,whom\na,b\n");
    let ran = folder.import(&[&script, "--ties", &ties, "--ties", &unknown]);
    assert_eq!(ran.code, 3, "{}", ran.err);
    assert_eq!(folder.ask("MATCH (n) RETURN count(n)"), ["0"]);
    let ran = folder.import(&[&script, "--ties", &ties]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    let told = "2 nodes and 1 relations imported; 1 row refused\n";
    assert!(ran.out.ends_with(told), "{}", ran.out);
    let refused = format!("{ties}:3: a tie of 0 has no sign");
    assert!(ran.err.contains(&refused), "{}", ran.err);
    let rivals = "CALL rivals(@a) YIELD rival, valid RETURN rival.name, valid";
    assert_eq!(folder.ask(rivals), ["b\t1926"]);
}

#[test]
fn an_import_is_one_commit_whatever_its_files_say_of_transactions() {
    let folder = Folder::new("bounds");
    let good = folder.write("a.factio", "BEGIN;\nCREATE (:A);\nCOMMIT;\nCREATE (:B);\n");
    assert_eq!(folder.import(&[&good]).code, 0);
    assert_eq!(folder.ask("MATCH (n) RETURN count(n)"), ["2"]);
    for bad in [
        "BEGIN;\nCREATE (:C);\nCOMMIT;\nCREATE (:C;\n",
        "CREATE (:C);\nROLLBACK;\n",
    ] {
        let bad = folder.write("b.factio", bad);
        assert_eq!(folder.import(&[&bad]).code, 3);
        assert_eq!(folder.ask("MATCH (n) RETURN count(n)"), ["2"]);
    }
}
