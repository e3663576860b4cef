//! The prompt as it stands: `factio 1925 certain (transaction)> `.

use crate::repl::shell::Shell;
use crate::session::{Keeps, Session};

/// What stands before the line: without colours, and with them.
pub fn prompt(shell: &Shell) -> (String, String) {
    let plain = text(&shell.session);
    let styled = format!("\x1b[1;34m{plain}\x1b[0m");
    (plain, styled)
}

fn text(session: &Session) -> String {
    let mut words = vec!["factio"];
    words.extend(session.sight().at());
    match session.sight().keeps() {
        Keeps::Both => {}
        Keeps::Certain => words.push("certain"),
        Keeps::Possible => words.push("possible"),
    }
    if session.in_transaction() {
        words.push("(transaction)");
    }
    format!("{}> ", words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::text;
    use crate::session::{Keeps, Session};

    #[test]
    fn the_prompt_tells_slice_certainty_and_transaction() {
        let mut session = Session::new();
        assert_eq!(text(&session), "factio> ");
        assert!(session.look_at("1925").is_ok());
        session.look_for(Keeps::Certain);
        assert_eq!(text(&session), "factio 1925 certain> ");
        assert!(session.run("BEGIN").is_ok());
        assert_eq!(text(&session), "factio 1925 certain (transaction)> ");
    }
}
