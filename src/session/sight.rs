//! The slice of history that a session looks at where a statement does not say: what `:at` and `:certainty` set.

use crate::error::{Error, ErrorKind, Phase, Result};
use crate::session::{Session, syntax};
use factio_grammar::ast::{Clause, Query, Statement, TimeClause, TimeKind};
use factio_graph::time::Period;

/// What a session looks at.
#[derive(Clone, Debug, Default)]
pub struct Sight {
    /// As it was said, and what that means.
    at: Option<(String, TimeClause)>,
    keeps: Keeps,
}

/// Which rows an answer in a slice keeps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keeps {
    /// What is certain and what is possible.
    #[default]
    Both,
    /// What is certain, unless a time clause says POSSIBLY.
    Certain,
    /// Of the rows that are possible those that are not certain; what statements write is not touched by it.
    Possible,
}

impl Sight {
    pub fn keeps(&self) -> Keeps {
        self.keeps
    }

    /// The slice as it was said; `None` when all of history is looked at.
    pub fn at(&self) -> Option<&str> {
        self.at.as_ref().map(|(text, _)| text.as_str())
    }

    /// The query with the slice of the session, where it has none of its own.
    pub(super) fn applied_to(&self, query: &Query) -> Option<Query> {
        let (_, clause) = self.at.as_ref()?;
        let mut query = match query.slice {
            None => query.clone(),
            Some(_) => return None,
        };
        query.slice = Some(clause.clone());
        Some(query)
    }
}

impl Session {
    /// What statements look at that do not say.
    pub fn sight(&self) -> &Sight {
        &self.sight
    }

    /// Has statements without a leading `FOR VALID_TIME` look at a slice of history: `1925` or `1926-10-23` (at that instant),
    /// an interval as `1926/1927` (during it), a whole time clause as `DURING CERTAINLY '1926'`, or `all` for no slice.
    ///
    /// # Errors
    /// The text is none of these. Then all stays as it was.
    ///
    /// ```
    /// let mut session = factio::Session::new();
    /// session.run("CREATE ()-[:led {valid: period('1920-01-01/1925-12-31')}]->()")?;
    /// session.look_at("1930")?;
    /// assert!(session.run("MATCH ()-[r]->() RETURN r")?.rows.is_empty());
    /// session.look_at("all")?;
    /// assert_eq!(session.run("MATCH ()-[r]->() RETURN r")?.rows.len(), 1);
    /// # Ok::<(), factio::Error>(())
    /// ```
    pub fn look_at(&mut self, text: &str) -> Result<()> {
        let text = text.trim();
        let clause = match text.eq_ignore_ascii_case("all") {
            true => None,
            false => Some(clause(text)?),
        };
        let at = clause.filter(|clause| clause.kind != TimeKind::All);
        let at = at.map(|clause| (text.to_string(), clause));
        let before = std::mem::replace(&mut self.sight.at, at);
        self.plans.forget();
        let tried = self.run("RETURN 1");
        tried.map(|_| ()).map_err(|error| {
            self.sight.at = before;
            self.plans.forget();
            unreadable(error.message)
        })
    }

    /// Looks at what `sight` says; gives what was looked at before.
    pub fn look_as(&mut self, sight: Sight) -> Sight {
        self.plans.forget();
        std::mem::replace(&mut self.sight, sight)
    }

    /// Has answers in a slice keep what is certain, what is only possible, or both.
    pub fn look_for(&mut self, keeps: Keeps) {
        self.sight.keeps = keeps;
        self.plans.forget();
    }
}

/// The clause that a text means: a period, or a time clause as it stands behind a MATCH.
fn clause(text: &str) -> Result<TimeClause> {
    let quoted = text.trim_matches(['\'', '"']);
    let text = match Period::parse(quoted) {
        Ok(_) if quoted.contains('/') => format!("DURING '{quoted}'"),
        Ok(_) => format!("AT '{quoted}'"),
        Err(_) if text.contains(char::is_whitespace) => text.to_string(),
        Err(error) => {
            let message = format!("`{quoted}` is no period: {error}");
            return Err(unreadable(message));
        }
    };
    let parsed = factio_grammar::parse(&format!("MATCH () {text} RETURN 1"));
    let parsed = parsed.map_err(|error| unreadable(syntax::error(error).message))?;
    alone(parsed).ok_or_else(|| unreadable(format!("`{text}` is no time clause")))
}

/// The time clause of a MATCH that is nothing beside it.
fn alone(statement: Statement) -> Option<TimeClause> {
    let Statement::Query(query) = statement else {
        return None;
    };
    let part = query.body.parts.into_iter().next()?;
    let mut clauses = part.first.clauses.into_iter();
    let (Some(Clause::Match(found)), Some(Clause::Return { .. }), None) =
        (clauses.next(), clauses.next(), clauses.next())
    else {
        return None;
    };
    let bare = found.filter.is_none()
        && matches!(found.patterns.as_slice(), [one] if one.elements.len() == 1);
    found.time.filter(|_| bare && part.rest.is_empty())
}

fn unreadable(message: String) -> Error {
    Error::plain(ErrorKind::ArgumentError, Phase::CompileTime, message).hint(
        "a slice is a year, a month or a day, an interval as 1926/1927, a time clause as DURING CERTAINLY '1926', or `all`",
    )
}

#[cfg(test)]
mod tests {
    use super::Keeps;
    use crate::Session;

    fn session() -> Session {
        let mut session = Session::new();
        let stage = "CREATE (f:F), (:P {k: 'sure'})-[:led {valid: period('1920-01-01/1930-12-31')}]->(f), \
             (:P {k: 'maybe'})-[:led {valid: period('1925/1930-12-31')}]->(f), \
             (:P {k: 'later'})-[:led {valid: period('1928-01-01/1930-12-31')}]->(f)";
        session.run(stage).unwrap();
        session
    }

    fn leaders(session: &mut Session, time: &str) -> Vec<String> {
        let text = format!("MATCH (p)-[:led]->() {time} RETURN p.k AS k ORDER BY k");
        let rows = session.run(&text).unwrap().rows;
        rows.iter()
            .map(|row| row[0].to_string().replace('\'', ""))
            .collect()
    }

    #[test]
    fn statements_look_where_the_session_looks() {
        let mut session = session();
        assert_eq!(leaders(&mut session, ""), ["later", "maybe", "sure"]);
        session.look_at("1925-06-01").unwrap();
        assert_eq!(session.sight().at(), Some("1925-06-01"));
        assert_eq!(leaders(&mut session, ""), ["maybe", "sure"]);
        assert_eq!(
            leaders(&mut session, "AT '1930'"),
            ["later", "maybe", "sure"]
        );
        let all = "FOR VALID_TIME ALL";
        assert_eq!(leaders(&mut session, all), ["later", "maybe", "sure"]);
        session.look_at("1927/1929").unwrap();
        assert_eq!(leaders(&mut session, ""), ["later", "maybe", "sure"]);
        session.look_at("all").unwrap();
        assert_eq!(session.sight().at(), None);
    }

    #[test]
    fn a_session_keeps_what_is_certain_or_what_is_not() {
        let mut session = session();
        session.look_at("1925-06-01").unwrap();
        session.look_for(Keeps::Certain);
        assert_eq!(leaders(&mut session, ""), ["sure"]);
        assert_eq!(
            leaders(&mut session, "AT POSSIBLY '1925-06-01'"),
            ["maybe", "sure"]
        );
        session.look_for(Keeps::Possible);
        assert_eq!(leaders(&mut session, ""), ["maybe"]);
        session.look_for(Keeps::Both);
        assert_eq!(leaders(&mut session, ""), ["maybe", "sure"]);
    }

    #[test]
    fn what_is_no_slice_changes_nothing() {
        let mut session = session();
        session.look_at("1925").unwrap();
        for wrong in [
            "sometime",
            "AT",
            "AT '1925' WHERE true",
            "-->() AT '1925'",
            "AT nobody",
            "AT 'x'",
            "FOR SYSTEM_TIME AS OF '1925'",
        ] {
            assert!(session.look_at(wrong).is_err(), "{wrong}");
            assert_eq!(session.sight().at(), Some("1925"));
        }
        for right in [
            "THROUGHOUT '1925'",
            "DURING CERTAINLY 1926",
            "FOR VALID_TIME FROM '1920' TO '1921'",
        ] {
            session.look_at(right).unwrap();
            assert_eq!(session.sight().at(), Some(right));
        }
    }
}
