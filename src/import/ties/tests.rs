use super::{TieLists, import_ties};
use crate::import::Report;
use crate::session::Session;
use std::path::PathBuf;

/// Imports a list of this text.
fn imported(test: &str, text: &str) -> (Session, Result<Report, String>) {
    let path: PathBuf =
        std::env::temp_dir().join(format!("factio-ties-{test}-{}.csv", std::process::id()));
    std::fs::write(&path, text).expect("a file can be written");
    let lists = TieLists {
        files: vec![path.clone()],
        ..TieLists::default()
    };
    let mut session = Session::new();
    let report = import_ties(&mut session, &lists, &|_, _| true);
    _ = std::fs::remove_file(path);
    (session, report.map_err(|error| error.message))
}

/// What the ties are, a text a tie.
fn ties(session: &mut Session) -> Vec<String> {
    let query = "MATCH (a)-[r]->(b) RETURN a.name, type(r), b.name, properties(r) AS told";
    let rows = session.run(query).expect("it runs").rows;
    let texts = rows
        .iter()
        .map(|row| row.iter().map(factio_graph::value::Value::to_text));
    texts
        .map(|cells| cells.collect::<Vec<_>>().join(" "))
        .collect()
}

#[test]
fn signs_weights_and_periods_come_from_columns_by_their_names() {
    let text = "source,target,weight,valid,note\nStalin,Zinoviev,3,1923-04-26/1925-09-04,\n\
                \"Trotsky, L.\",Stalin,-2.5,1923/,quarrel\n";
    let (mut session, report) = imported("names", text);
    let report = report.expect("it is read");
    assert_eq!(
        (report.nodes, report.relations, report.refused.len()),
        (3, 2, 0)
    );
    assert_eq!(
        ties(&mut session),
        [
            "Stalin tie Zinoviev {weight: 3, valid: period('1923-04-26/1925-09-04'), sign: 1}",
            "Trotsky, L. tie Stalin {weight: -2.5, note: 'quarrel', valid: period('1923/'), sign: -1}",
        ]
    );
}

#[test]
fn a_list_without_a_header_with_comments_and_blanks_is_read_by_its_places() {
    let text = "# from a collection\n% of ties\n\n1 2  -1\n2 3 1\n# more\n3 1 +1\n";
    let (mut session, report) = imported("places", text);
    assert_eq!(report.expect("it is read").relations, 3);
    assert_eq!(
        ties(&mut session),
        [
            "1 tie 2 {sign: -1}",
            "2 tie 3 {sign: 1}",
            "3 tie 1 {sign: 1}"
        ]
    );
}

#[test]
fn first_and_last_day_types_and_sources_make_dated_and_sourced_claims() {
    let text = "subject\trelation\tobject\tfrom\tto\tsource\n\
                A\tallied with\tB\t1924\t1925\tCarr; Cohen\nA\topposed\tC\t1926\t\t\n";
    let (mut session, report) = imported("claims", text);
    let report = report.expect("it is read");
    assert!(
        report.notes[0].contains(
            "2 whose types tell the sign (not yet: DEFINE RELATION allied_with, opposed)"
        ),
        "{report:?}"
    );
    assert_eq!(
        ties(&mut session),
        [
            "A allied_with B {sources: ['Carr', 'Cohen'], valid: period('1924/1925')}",
            "A opposed C {valid: period('1926/')}",
        ]
    );
}

#[test]
fn a_line_of_one_actor_is_told_of_the_actor() {
    let text = "subject\trelation\tobject\tstart\tend\tnote\tsource\n\
                KGB\tfounded\t\t1954\t1991\t\tKnight\nKGB\trivals of\tGRU\t1922-12/1923-04\t1925\t\t\n\
                KGB\tabolished\t\t1991-12-03\t\tby law\tCarr; Knight\n\
                KGB\tfounded\t\t1955\t\t\tCohen\n\tfounded\t\t1955\t\t\tCohen\n";
    let (mut session, report) = imported("alone", text);
    let report = report.expect("it is read");
    assert_eq!((report.nodes, report.relations), (2, 1));
    assert_eq!(
        report.refused[0].reason,
        "`founded` of KGB is 1954/1991 already"
    );
    assert_eq!(report.refused[1].reason, "both ends are missing");
    assert!(report.notes[0].contains("2 facts about one actor"));
    assert_eq!(
        ties(&mut session),
        [
            "KGB rivals_of GRU {valid: period({start: ['1922-12-01', '1923-04-30'], end: ['1925-01-01', '1925-12-31']})}"
        ]
    );
    let rows = session.run("MATCH (n {key: 'KGB'}) RETURN properties(n)");
    assert_eq!(
        rows.expect("it runs").rows[0][0].to_text(),
        "{key: 'KGB', name: 'KGB', sources: ['Knight', 'Carr'], founded: period('1954/1991'), note: 'by law', abolished: period('1991-12-03')}"
    );
}

#[test]
fn seconds_since_1970_are_days() {
    let (mut session, _) = imported("epoch", "7188,1,10,1407470400\n430,1,-1,1376539200.5\n");
    assert_eq!(
        ties(&mut session),
        [
            "7188 tie 1 {weight: 10, valid: period('2014-08-08'), sign: 1}",
            "430 tie 1 {weight: -1, valid: period('2013-08-15'), sign: -1}",
        ]
    );
}

#[test]
fn what_says_nothing_is_refused_with_its_line_and_the_reason() {
    let text = "# ties\na;b;sign;valid\nx;y;1;1924\nx;x;1;1924\nx;y;0;1924\nx;y;maybe;1924\nx;y;1;once\nx;y;1\n;y;1;1924\n";
    let (_, report) = imported("refused", text);
    let report = report.expect("it is read");
    assert_eq!(report.relations, 1);
    let refused = report.refused.iter();
    let refused: Vec<String> = refused
        .map(|refusal| format!("{}: {}", refusal.line, refusal.reason))
        .collect();
    assert_eq!(refused[0], "4: it ties x to itself");
    assert_eq!(refused[1], "5: a tie of 0 has no sign");
    assert_eq!(refused[2], "6: `maybe` is no sign");
    assert!(refused[3].starts_with("7: "), "{}", refused[3]);
    assert_eq!(refused[4], "8: 3 fields where the first line has 4");
    assert_eq!(refused[5], "9: an end is missing");
}

#[test]
fn a_list_that_does_not_say_what_it_is_changes_nothing() {
    let (session, report) = imported("unknown", "who,whom,how\nA,B,1\n");
    assert!(report.expect_err("unknown").contains("names no ends"));
    assert_eq!(session.graph().nodes().count(), 0);
    let (_, report) = imported("signless", "a,b,colour\nA,B,red\n");
    assert!(
        report
            .expect_err("signless")
            .contains("no column tells the sign")
    );
    assert!(imported("empty", "# nothing\n").1.is_err());
}
