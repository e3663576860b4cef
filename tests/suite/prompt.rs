//! The prompt as someone at a terminal meets it: keys, completion, paste, Ctrl-C, history, pager, editor, slice.

use crate::terminal::{CTRL_C, CTRL_D, CTRL_R, ENTER, TAB, Terminal, UP, read};
use std::fs;

const PROMPT: &str = "factio>";

fn demo() -> Terminal {
    let terminal = Terminal::open("", &[]);
    terminal.wait_for_line(PROMPT);
    terminal
}

fn memory(environment: &[(&str, &str)]) -> Terminal {
    let terminal = Terminal::open(":memory:", environment);
    terminal.wait_for_line(PROMPT);
    terminal
}

#[test]
fn the_demo_greets_with_three_things_to_try_and_ctrl_d_leaves() {
    let mut terminal = demo();
    let screen = terminal.wait_for("Try:");
    for tried in [
        "MATCH (p:Person)-[r:member_of]->(@triumvirate)",
        ":factions 1926",
        ":trace trotsky zinoviev",
    ] {
        assert!(screen.contains(tried), "{screen}");
    }
    terminal.press(&[CTRL_D]);
    assert_eq!(terminal.code(), 0);
}

#[test]
fn a_statement_may_span_lines_and_ends_at_its_semicolon_or_when_it_is_whole() {
    let mut terminal = memory(&[]);
    terminal.press(&[
        "UNWIND [1, 2, 3] AS n",
        ENTER,
        "RETURN sum(n)",
        ENTER,
        "  AS total;",
        ENTER,
    ]);
    terminal.wait_for("│     6 │");
    terminal.ask("RETURN 'whole' AS it", "│ whole │");
}

#[test]
fn tab_completes_words_labels_types_properties_handles_names_and_commands() {
    let mut terminal = demo();
    for (typed, becomes) in [
        ("MATCH (p:Pers", "MATCH (p:Person"),
        ("MATCH ()-[r:member", "MATCH ()-[r:member_of"),
        (
            "MATCH (p:Person) WHERE p.ali",
            "MATCH (p:Person) WHERE p.aliases",
        ),
        ("MATCH (@trots", "MATCH (@trotsky"),
        ("MATCH (p {name: 'LEON TR", "MATCH (p {name: 'Leon Trotsky'"),
        ("MATCH (p {name: 'Троц", "MATCH (p {name: 'Leon Trotsky'"),
        ("MATCH (n) RETU", "MATCH (n) RETURN"),
        ("CALL reali", "CALL realignments("),
        (":certainty pos", ":certainty possible"),
        (":rivals bukh", ":rivals bukharin"),
        (":timel", ":timeline"),
    ] {
        terminal.press(&[typed, TAB]);
        terminal.wait_for_line(&format!("{PROMPT} {becomes}"));
        terminal.press(&[CTRL_C]);
        terminal.wait_for_line(PROMPT);
    }
}

#[test]
fn a_list_tells_two_of_one_name_apart() {
    let mut terminal = memory(&[]);
    let two = "CREATE (:Person {key: 'lenin', name: 'Lenin', valid: period('1870/1924')}), (:Ship {name: 'Lenin', valid: period('1916')});";
    terminal.ask(two, "2 nodes created");
    terminal.press(&["MATCH (n {name: 'lén", TAB]);
    terminal.wait_for("Lenin (Person 1870/1924, @lenin)");
    terminal.wait_for("Lenin (Ship 1916)");
}

#[test]
fn a_call_that_is_being_written_shows_the_signature() {
    let mut terminal = memory(&[]);
    terminal.press(&["RETURN size("]);
    terminal.wait_for("size(listOrString: LIST OR STRING) : INTEGER");
}

#[test]
fn pasted_lines_are_taken_as_they_are() {
    let mut terminal = memory(&[]);
    terminal.press(&["\x1b[200~:mode line\nRETURN 1 AS first;\n\nRETURN 2\tAS second;\x1b[201~"]);
    terminal.wait_for("AS second;");
    terminal.press(&[ENTER]);
    terminal.wait_for("first: 1");
    terminal.wait_for("second: 2");
}

#[test]
fn ctrl_c_clears_the_line_and_twice_on_an_empty_one_leaves() {
    let mut terminal = memory(&[]);
    for line in ["RETURN 'nonsense", "RETURN 'more"] {
        terminal.press(&[line]);
        terminal.wait_for_line(&format!("{PROMPT} {line}"));
        terminal.press(&[CTRL_C]);
        terminal.wait_for_line(PROMPT);
    }
    terminal.press(&[CTRL_C]);
    terminal.wait_for("(Ctrl-C again or :quit leaves)");
    terminal.wait_for_line(PROMPT);
    terminal.ask("RETURN 'still here' AS it;", "│ still here │");
    terminal.press(&[CTRL_C]);
    terminal.wait_until("second warning", |screen| {
        screen.matches("(Ctrl-C again").count() == 2 && screen.trim_end().ends_with(PROMPT)
    });
    terminal.press(&[CTRL_C]);
    assert_eq!(terminal.code(), 0);
}

#[test]
fn ctrl_c_stops_a_running_query_and_the_next_one_runs() {
    let mut terminal = memory(&[]);
    let endless =
        "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN sum(a * b) AS x;";
    terminal.press(&[endless, ENTER]);
    terminal.wait_for("\u{2026}");
    terminal.press(&[CTRL_C]);
    terminal.wait_for("the statement was stopped");
    terminal.ask("RETURN 'well' AS it;", "│ well │");
}

#[test]
fn what_was_typed_is_found_again_and_kept_for_its_owner_alone() {
    let mut terminal = memory(&[]);
    terminal.ask("RETURN 41 AS first;", "│    41 │");
    terminal.ask(" RETURN 42 AS secret;", "│     42 │");
    terminal.ask("RETURN 43 AS third;", "│    43 │");
    terminal.press(&[UP, UP]);
    terminal.wait_for_line("factio> RETURN 41 AS first;");
    terminal.press(&[CTRL_C]);
    terminal.wait_for_line(PROMPT);
    terminal.press(&[CTRL_R, "fir"]);
    terminal.wait_for("(reverse-i-search)`fir': RETURN 41 AS first;");
    terminal.press(&[CTRL_C]);
    terminal.wait_for_line(PROMPT);
    terminal.ask(":history", "2  RETURN 43 AS third;");
    terminal.press(&[CTRL_D]);
    assert_eq!(terminal.code(), 0);
    let history = terminal.file("history");
    let kept = read(&history);
    assert!(
        kept.contains("RETURN 41 AS first;") && kept.contains("RETURN 43"),
        "{kept}"
    );
    assert!(!kept.contains("secret"), "{kept}");
    let mode = fs::metadata(&history).expect("the history").permissions();
    assert_eq!(
        std::os::unix::fs::PermissionsExt::mode(&mode) & 0o777,
        0o600
    );
}

#[test]
fn the_prompt_shows_slice_certainty_and_transaction() {
    let mut terminal = demo();
    terminal.ask(":at 1925", "factio 1925>");
    let asked = "MATCH (p)-[:led]->(@red_army) RETURN p.name;";
    terminal.ask(asked, "3 rows, 0 certain, 3 possible");
    terminal.ask(":certainty certain", "factio 1925 certain>");
    terminal.ask(":begin", "factio 1925 certain (transaction)>");
    terminal.ask(":rollback", "rolled back");
    terminal.press(&[":at all", ENTER]);
    terminal.wait_for_line("factio certain>");
}

#[test]
fn the_editor_writes_what_then_stands_on_the_line() {
    let mut terminal = memory(&[("EDITOR", "sh ./editor"), ("VISUAL", "")]);
    let editor = "cat \"$1\" > seen\nprintf \"RETURN 'edited'\\n AS it;\\n\" > \"$1\"\n";
    fs::write(terminal.file("editor"), editor).expect("an editor");
    terminal.ask("RETURN 'before' AS it;", "│ before │");
    terminal.press(&[":edit", ENTER]);
    terminal.wait_for("RETURN 'edited'");
    terminal.press(&[ENTER]);
    terminal.wait_for("│ edited │");
    assert_eq!(read(&terminal.file("seen")).trim(), "RETURN 'before' AS it");
}

#[test]
fn long_answers_go_through_the_pager_and_short_ones_do_not() {
    let mut terminal = memory(&[("PAGER", "cat > paged; echo paged it")]);
    terminal.ask("UNWIND range(1, 100) AS n RETURN n;", "paged it");
    assert!(read(&terminal.file("paged")).contains("│ 100 │"));
    terminal.press(&["\x0c"]);
    let screen = terminal.ask("RETURN 1 AS n;", "│ 1 │");
    assert!(!screen.contains("paged it"), "{screen}");
}

#[test]
fn without_a_pager_a_long_answer_shows_its_head_and_tail_and_a_wide_one_a_line_a_value() {
    let mut terminal = memory(&[]);
    let screen = terminal.ask("UNWIND range(1, 1000) AS n RETURN n;", "1000 rows");
    assert!(
        screen.contains("│    ⋮ │") && screen.contains("│ 1000 │"),
        "{screen}"
    );
    assert!(
        screen.contains("(950 rows between are not shown"),
        "{screen}"
    );
    let columns: Vec<String> = (1..=20)
        .map(|number| format!("{number} AS c{number}"))
        .collect();
    terminal.ask(&format!("RETURN {};", columns.join(", ")), "c20: 20");
}

#[test]
fn an_error_shows_its_place_and_what_is_meant() {
    let mut terminal = demo();
    let screen = terminal.ask("MATCH (p:Person) RETRUN p;", "^^^^^^");
    assert!(screen.contains("RETURN"), "{screen}");
    let screen = terminal.ask("MATCH (p:Persn) RETURN p;", "did you mean `Person`?");
    assert!(screen.contains("no node has the label `Persn`"), "{screen}");
    terminal.ask(":shcema", "did you mean :schema?");
}

#[test]
fn nothing_is_coloured_where_colours_are_not_wanted() {
    for (arguments, environment) in [("--no-color", ("X", "")), ("", ("NO_COLOR", "1"))] {
        let mut terminal = Terminal::open(arguments, &[environment]);
        terminal.wait_for_line(PROMPT);
        terminal.ask("RETURN nope;", "error");
        assert!(!terminal.has_colours());
    }
    let mut terminal = memory(&[]);
    terminal.ask("RETURN nope;", "error");
    assert!(terminal.has_colours());
}

#[test]
fn a_terminal_shows_the_first_of_many_refused_rows_and_a_file_holds_all() {
    let mut terminal = memory(&[]);
    let rows: String = (0..200).map(|row| format!("{row},no year\n")).collect();
    let table = format!("name,born:int\n{rows}last,1900\n");
    fs::write(terminal.home.join("people.csv"), table).expect("a table");
    terminal.press(&[":import --nodes Person=people.csv", ENTER]);
    let screen = terminal.wait_for("200 rows refused");
    assert!(screen.contains("people.csv:11: born"), "{screen}");
    assert!(!screen.contains("people.csv:12: born"), "{screen}");
    assert!(screen.contains("… and 190 more"), "{screen}");
    assert!(
        screen.contains("all refused rows: import.refused.txt"),
        "{screen}"
    );
    let all = read(&terminal.home.join("import.refused.txt"));
    assert_eq!(all.lines().count(), 200);
    assert!(all.contains("people.csv:201: born"), "{all}");
}
