//! Random small graphs, as the test knows them and as the engine has them.

use super::clause::Clause;
use super::dice::Dice;
use super::known::together;
use super::periods::Span;
use factio::Session;

#[derive(Clone)]
pub struct World {
    pub nodes: Vec<Node>,
    pub relations: Vec<Relation>,
    made_of: MadeOf,
}

/// What its relations are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum MadeOf {
    /// They hold for a while, not always known how long.
    States,
    /// They hold on one day.
    Events,
}

#[derive(Clone)]
pub struct Node {
    pub key: String,
    pub label: &'static str,
    pub number: usize,
    pub span: Span,
}

impl MadeOf {
    fn span(self, dice: &mut Dice) -> Span {
        match self {
            MadeOf::States => Span::random(dice),
            MadeOf::Events => Span::day(dice),
        }
    }
}

/// `from` and `to` are places among the nodes.
#[derive(Clone)]
pub struct Relation {
    pub key: String,
    pub kind: &'static str,
    pub from: usize,
    pub to: usize,
    pub span: Span,
}

const DEFINITIONS: &str = "DEFINE RELATION T {sign: 1, symmetric: true}; DEFINE RELATION U {sign: -1, symmetric: true}; \
     DEFINE RELATION m {affiliation: true}; DEFINE RELATION l {leadership: true}; DEFINE LABEL F {contesting: true}";

impl World {
    pub fn random(dice: &mut Dice) -> World {
        let count = 3 + dice.below(4);
        let made_of = match dice.one_in(3) {
            true => MadeOf::Events,
            false => MadeOf::States,
        };
        // Where no node has a period, searches ask relations alone.
        let undated = made_of == MadeOf::Events || dice.one_in(2);
        let nodes = (0..count).map(|place| Node {
            key: format!("n{place}"),
            label: dice.pick::<&str>(&["A", "A", "B", "F"]),
            number: dice.below(3),
            span: match undated {
                true => Span::always(),
                false => Span::random(dice),
            },
        });
        let nodes: Vec<Node> = nodes.collect();
        let relations = (0..3 + dice.below(6)).map(|place| Relation {
            key: format!("r{place}"),
            kind: dice.pick::<&str>(&["T", "T", "U", "V", "m", "l"]),
            from: dice.below(count),
            to: dice.below(count),
            span: made_of.span(dice),
        });
        let relations = relations.collect();
        World {
            nodes,
            relations,
            made_of,
        }
    }

    /// The same world with every period known to the day.
    pub fn exact(mut self) -> World {
        let nodes = self.nodes.iter_mut().map(|node| &mut node.span);
        let relations = self.relations.iter_mut().map(|relation| &mut relation.span);
        for span in nodes.chain(relations) {
            *span = span.exact();
        }
        self
    }

    /// What holds in a slice: the nodes that do, and the relations that do together with their ends.
    pub fn filtered(&self, clause: &Clause) -> World {
        let holds = |spans: &[&Span]| clause.keeps(together(spans, clause));
        let kept: Vec<bool> = self.nodes.iter().map(|node| holds(&[&node.span])).collect();
        let relations = self.relations.iter();
        let relations = relations.filter(|relation| holds(&self.spans_of(relation)));
        self.reduced(&kept, relations.cloned().collect())
    }

    fn reduced(&self, kept: &[bool], relations: Vec<Relation>) -> World {
        let place = |node: usize| kept[..node].iter().filter(|&&kept| kept).count();
        let relations = relations.iter().filter(|it| kept[it.from] && kept[it.to]);
        let relations = relations.map(|relation| Relation {
            from: place(relation.from),
            to: place(relation.to),
            ..relation.clone()
        });
        let relations = relations.collect();
        let nodes = self.nodes.iter().zip(kept).filter(|(_, kept)| **kept);
        let nodes = nodes.map(|(node, _)| node.clone()).collect();
        World {
            nodes,
            relations,
            made_of: self.made_of,
        }
    }

    /// The nodes and relations with some keys; a relation needs its ends.
    pub fn only(&self, keeps: impl Fn(&String) -> bool) -> World {
        let kept: Vec<bool> = self.nodes.iter().map(|node| keeps(&node.key)).collect();
        let relations = self.relations.iter();
        let relations = relations.filter(|it| keeps(&it.key));
        self.reduced(&kept, relations.cloned().collect())
    }

    /// Of the relation and its ends, each element once.
    fn spans_of<'w>(&'w self, relation: &'w Relation) -> Vec<&'w Span> {
        let mut spans = vec![&relation.span, &self.nodes[relation.from].span];
        if relation.from != relation.to {
            spans.push(&self.nodes[relation.to].span);
        }
        spans
    }

    /// The graph in a session.
    pub fn session(&self) -> Session {
        let mut session = Session::new();
        session.run_script(DEFINITIONS).unwrap();
        let script = self.script();
        if !script.is_empty() {
            session.run(&script).unwrap();
        }
        session
    }

    /// Changes a relation's period, takes a relation away or adds one, here and in a session that holds the world.
    pub fn change(&mut self, dice: &mut Dice, session: &mut Session) {
        let place = dice.below(self.relations.len());
        let statement = match (dice.below(3), self.relations.get_mut(place)) {
            (0, Some(changed)) => {
                changed.span = self.made_of.span(dice);
                let words = changed.span.words.as_deref().unwrap_or("null");
                format!(
                    "MATCH ()-[r {{k: '{}'}}]->() SET r.valid = {words}",
                    changed.key
                )
            }
            (1, Some(_)) => {
                let gone = self.relations.remove(place);
                format!("MATCH ()-[r {{k: '{}'}}]->() DELETE r", gone.key)
            }
            _ => {
                let (from, to) = (dice.below(self.nodes.len()), dice.below(self.nodes.len()));
                let (key, kind) = (format!("s{}", dice.below(1 << 30)), "V");
                let span = Span::random(dice);
                let [start, end] = [from, to].map(|place| &self.nodes[place].key);
                let words = valid(&span);
                let statement = format!(
                    "MATCH (a {{k: '{start}'}}), (b {{k: '{end}'}}) CREATE (a)-[:{kind} {{k: '{key}'{words}}}]->(b)"
                );
                self.relations.push(Relation {
                    key,
                    kind,
                    from,
                    to,
                    span,
                });
                statement
            }
        };
        session.run(&statement).unwrap();
    }

    /// The statement that makes it.
    pub fn script(&self) -> String {
        let nodes = self.nodes.iter().map(|node| {
            format!(
                "({}:{} {{k: '{}', n: {}{}}})",
                node.key,
                node.label,
                node.key,
                node.number,
                valid(&node.span)
            )
        });
        let relations = self.relations.iter().map(|relation| {
            let (from, to) = (&self.nodes[relation.from].key, &self.nodes[relation.to].key);
            let (key, kind) = (&relation.key, relation.kind);
            format!(
                "({from})-[:{kind} {{k: '{key}'{}}}]->({to})",
                valid(&relation.span)
            )
        });
        let parts: Vec<String> = nodes.chain(relations).collect();
        match parts.is_empty() {
            true => String::new(),
            false => format!("CREATE {}", parts.join(",\n")),
        }
    }
}

fn valid(span: &Span) -> String {
    let words = span.words.as_ref();
    words.map_or(String::new(), |words| format!(", valid: {words}"))
}

/// The rows of an answer as texts, sorted.
pub fn rows(session: &mut Session, question: &str) -> Vec<String> {
    let outcome = session.run(question);
    let outcome = outcome.unwrap_or_else(|error| panic!("{question}\n{error:?}"));
    let row = |row: &Vec<factio_graph::value::Value>| {
        let values = row.iter().map(ToString::to_string);
        values.collect::<Vec<String>>().join(", ")
    };
    let mut rows: Vec<String> = outcome.rows.iter().map(row).collect();
    rows.sort();
    rows
}

impl World {
    /// The place of a node.
    pub fn node(&self, key: &str) -> usize {
        let place = self.nodes.iter().position(|node| node.key == key);
        place.unwrap_or_else(|| panic!("no node {key}"))
    }

    /// The place of a relation.
    pub fn relation(&self, key: &str) -> usize {
        let place = self.relations.iter().position(|it| it.key == key);
        place.unwrap_or_else(|| panic!("no relation {key}"))
    }
}
