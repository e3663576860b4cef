//! The questions of the workload, each with plain properties and in factio's own words, and who asks them.

use crate::events::{Asked, period};
use factio::Session;
use factio_graph::value::Value;

/// A question in both wordings.
#[derive(Clone, Copy, Debug)]
pub struct Question {
    pub name: &'static str,
    pub plain: &'static str,
    pub own: &'static str,
    pub about: About,
}

/// What the parameters of a question are taken from, and so how often it is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// Each actor of a hundred, in the one window.
    Seeds,
    /// Each of a hundred pairs.
    Pairs,
    /// Each month.
    Months,
    /// Everything, once.
    All,
}

/// How a question is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wording {
    Plain,
    Own,
}

/// The questions, from the cheapest on.
pub const QUESTIONS: [Question; 11] = [
    Question {
        name: "point",
        plain: "MATCH (a:Actor {name: $n}) RETURN a.id AS c",
        own: "MATCH (a:Actor {name: $n}) RETURN a.id AS c",
        about: About::Seeds,
    },
    Question {
        name: "hop1",
        plain: "MATCH (a:Actor {name: $n})-[:EVENT]->(c:Actor) WHERE c.id <> a.id RETURN count(DISTINCT c.id) AS c",
        own: "MATCH (a:Actor {name: $n})-[]->(c:Actor) WHERE c <> a RETURN count(DISTINCT c) AS c",
        about: About::Seeds,
    },
    Question {
        name: "hop2",
        plain: "MATCH (a:Actor {name: $n})-[:EVENT*1..2]->(c:Actor) WHERE c.id <> a.id RETURN count(DISTINCT c.id) AS c",
        own: "MATCH (a:Actor {name: $n})-[]->{1,2}(c:Actor) WHERE c <> a RETURN count(DISTINCT c) AS c",
        about: About::Seeds,
    },
    Question {
        name: "hop3",
        plain: "MATCH (a:Actor {name: $n})-[:EVENT*1..3]->(c:Actor) WHERE c.id <> a.id RETURN count(DISTINCT c.id) AS c",
        own: "MATCH (a:Actor {name: $n})-[]->{1,3}(c:Actor) WHERE c <> a RETURN count(DISTINCT c) AS c",
        about: About::Seeds,
    },
    Question {
        name: "hop2_window",
        plain: "MATCH (a:Actor {name: $n})-[e1:EVENT]->(b:Actor)-[e2:EVENT]->(c:Actor) WHERE e1.t >= $lo AND e1.t < $hi AND e2.t >= $lo AND e2.t < $hi AND c.id <> a.id RETURN count(DISTINCT c.id) AS c",
        own: "MATCH (a:Actor {name: $n})-[]->(b:Actor), (b)-[]->(c:Actor) DURING $w WHERE c <> a RETURN count(DISTINCT c) AS c",
        about: About::Seeds,
    },
    Question {
        name: "allies_window",
        plain: "MATCH (a:Actor {name: $n})-[e:EVENT]-(b:Actor) WHERE e.t >= $lo AND e.t < $hi WITH b.id AS b, min(e.sign) AS m WHERE m = 1 RETURN count(b) AS c",
        own: "MATCH (a:Actor {name: $n})-[e]-(b:Actor) DURING $w WITH b, min(sign(e)) AS m WHERE m = 1 RETURN count(b) AS c",
        about: About::Seeds,
    },
    Question {
        name: "enemy_of_enemy",
        plain: "MATCH (a:Actor {name: $n})-[e1:EVENT]-(b:Actor)-[e2:EVENT]-(c:Actor) WHERE e1.sign = -1 AND e2.sign = -1 AND e1.t >= $lo AND e1.t < $hi AND e2.t >= $lo AND e2.t < $hi AND c.id <> a.id RETURN count(DISTINCT c.id) AS c",
        own: "MATCH (a:Actor {name: $n})-[:-]-(b:Actor), (b)-[:-]-(c:Actor) DURING $w WHERE c <> a RETURN count(DISTINCT c) AS c",
        about: About::Seeds,
    },
    Question {
        name: "shortest_path",
        plain: "MATCH (a:Actor {name: $x}), (b:Actor {name: $y}), p = shortestPath((a)-[:EVENT*..15]-(b)) RETURN length(p) AS c",
        own: "MATCH p = SHORTEST 1 (a:Actor {name: $x})-[]-{1,15}(b:Actor {name: $y}) RETURN length(p) AS c",
        about: About::Pairs,
    },
    Question {
        name: "triangles",
        plain: "MATCH (a:Actor)-[e1:EVENT]->(b:Actor)-[e2:EVENT]->(c:Actor)-[e3:EVENT]->(a) WHERE e1.rel = $r AND e2.rel = $r AND e3.rel = $r RETURN count(*) AS c",
        own: "MATCH (a:Actor)-[:`$r`]->(b:Actor)-[:`$r`]->(c:Actor)-[:`$r`]->(a) RETURN count(*) AS c",
        about: About::All,
    },
    Question {
        name: "rel_counts",
        plain: "MATCH (a:Actor)-[e:EVENT]->(b:Actor) RETURN e.rel AS k, count(*) AS c",
        own: "MATCH (a:Actor)-[e]->(b:Actor) RETURN type(e) AS k, count(*) AS c",
        about: About::All,
    },
    Question {
        name: "top_conflict_month",
        plain: "MATCH (a:Actor)-[e:EVENT]-(b:Actor) WHERE e.sign = -1 AND e.t >= $lo AND e.t < $hi RETURN a.name AS k, count(*) AS c ORDER BY c DESC, k LIMIT 10",
        own: "MATCH (a:Actor)-[:-]-(b:Actor) DURING $w RETURN a.name AS k, count(*) AS c ORDER BY c DESC, k LIMIT 10",
        about: About::Months,
    },
];

impl Question {
    /// The text of the query; a type stands in it by its name.
    pub fn text(&self, wording: Wording, asked: &Asked) -> String {
        match wording {
            Wording::Plain => self.plain.to_string(),
            Wording::Own => self.own.replace("`$r`", &format!("`{}`", asked.triangles)),
        }
    }

    /// How many queries [`Question::ask`] runs.
    pub fn times(&self, asked: &Asked) -> usize {
        match self.about {
            About::Seeds => asked.seeds.len(),
            About::Pairs => asked.pairs.len(),
            About::Months => asked.months.len(),
            About::All => 1,
        }
    }

    /// Asks the question about everything that it is about, and gives all rows of the answers.
    ///
    /// # Panics
    /// A query fails.
    pub fn ask(&self, wording: Wording, asked: &Asked, session: &mut Session) -> Vec<Vec<Value>> {
        let text = &self.text(wording, asked);
        let mut answers = Vec::new();
        match self.about {
            About::Seeds => {
                look(asked.window, session);
                for seed in &asked.seeds {
                    session.param("n", seed.as_str().into());
                    answers.extend(run(text, session));
                }
            }
            About::Pairs => {
                for [one, other] in &asked.pairs {
                    session.param("x", one.as_str().into());
                    session.param("y", other.as_str().into());
                    answers.extend(run(text, session));
                }
            }
            About::Months => {
                for month in &asked.months {
                    look(*month, session);
                    answers.extend(run(text, session));
                }
            }
            About::All => {
                session.param("r", asked.triangles.as_str().into());
                answers.extend(run(text, session));
            }
        }
        answers
    }
}

/// Sets the window, in either wording.
fn look(window: [u32; 2], session: &mut Session) {
    session.param("lo", i64::from(window[0]).into());
    session.param("hi", i64::from(window[1]).into());
    session.param("w", period(window));
}

/// Runs a query.
///
/// # Panics
/// It fails.
pub fn run(text: &str, session: &mut Session) -> Vec<Vec<Value>> {
    match session.run(text) {
        Ok(outcome) => outcome.rows,
        Err(error) => panic!("{text}: {error}"),
    }
}
