//! The schema of the social network, and the patterns that are counted.

/// The labels, numbered.
pub const LABELS: [&str; 8] = [
    "Person", "City", "Country", "Forum", "Post", "Comment", "Tag", "TagClass",
];

/// Relations of one type between two labels.
#[derive(Clone, Copy, Debug)]
pub struct Relation {
    pub kind: &'static str,
    /// Numbers of labels.
    pub ends: [usize; 2],
}

const fn relation(kind: &'static str, start: usize, end: usize) -> Relation {
    Relation {
        kind,
        ends: [start, end],
    }
}

/// Which relations there are.
pub const RELATIONS: [Relation; 15] = [
    relation("KNOWS", 0, 0),
    relation("IS_LOCATED_IN", 0, 1),
    relation("IS_PART_OF", 1, 2),
    relation("HAS_MEMBER", 3, 0),
    relation("CONTAINER_OF", 3, 4),
    relation("REPLY_OF", 5, 4),
    relation("REPLY_OF", 5, 5),
    relation("HAS_TAG", 5, 6),
    relation("HAS_TAG", 4, 6),
    relation("HAS_TYPE", 6, 7),
    relation("HAS_CREATOR", 5, 0),
    relation("HAS_CREATOR", 4, 0),
    relation("LIKES", 0, 4),
    relation("LIKES", 0, 5),
    relation("HAS_INTEREST", 0, 6),
];

/// The nine patterns of the Labelled Subgraph Query Benchmark, counted.
pub const PATTERNS: [(&str, &str); 9] = [
    (
        "q1",
        "MATCH (:Country)<-[:IS_PART_OF]-(:City)<-[:IS_LOCATED_IN]-(:Person)<-[:HAS_MEMBER]-(:Forum)-[:CONTAINER_OF]->(:Post)<-[:REPLY_OF]-(:Comment)-[:HAS_TAG]->(:Tag)-[:HAS_TYPE]->(:TagClass) RETURN count(*) AS c",
    ),
    (
        "q2",
        "MATCH (p1:Person)-[:KNOWS]-(p2:Person), (p1)<-[:HAS_CREATOR]-(k:Comment)-[:REPLY_OF]->(o:Post)-[:HAS_CREATOR]->(p2) RETURN count(*) AS c",
    ),
    (
        "q3",
        "MATCH (co:Country) MATCH (p1:Person)-[:IS_LOCATED_IN]->(c1:City)-[:IS_PART_OF]->(co) MATCH (p2:Person)-[:IS_LOCATED_IN]->(c2:City)-[:IS_PART_OF]->(co) MATCH (p3:Person)-[:IS_LOCATED_IN]->(c3:City)-[:IS_PART_OF]->(co) MATCH (p1)-[:KNOWS]-(p2)-[:KNOWS]-(p3)-[:KNOWS]-(p1) RETURN count(*) AS c",
    ),
    (
        "q4",
        "MATCH (:Tag)<-[:HAS_TAG]-(m:Message)-[:HAS_CREATOR]->(cr:Person), (m)<-[:LIKES]-(l:Person), (m)<-[:REPLY_OF]-(k:Comment) RETURN count(*) AS c",
    ),
    (
        "q5",
        "MATCH (t1:Tag)<-[:HAS_TAG]-(m:Message)<-[:REPLY_OF]-(k:Comment)-[:HAS_TAG]->(t2:Tag) WHERE t1.id <> t2.id RETURN count(*) AS c",
    ),
    (
        "q6",
        "MATCH (p1:Person)-[:KNOWS]-(p2:Person)-[:KNOWS]-(p3:Person)-[:HAS_INTEREST]->(t:Tag) WHERE p1.id <> p3.id RETURN count(*) AS c",
    ),
    (
        "q7",
        "MATCH (:Tag)<-[:HAS_TAG]-(m:Message)-[:HAS_CREATOR]->(cr:Person) OPTIONAL MATCH (m)<-[:LIKES]-(l:Person) OPTIONAL MATCH (m)<-[:REPLY_OF]-(k:Comment) RETURN count(*) AS c",
    ),
    (
        "q8",
        "MATCH (t1:Tag)<-[:HAS_TAG]-(m:Message)<-[:REPLY_OF]-(k:Comment)-[:HAS_TAG]->(t2:Tag) WHERE NOT (k)-[:HAS_TAG]->(t1) AND t1.id <> t2.id RETURN count(*) AS c",
    ),
    (
        "q9",
        "MATCH (p1:Person)-[:KNOWS]-(p2:Person)-[:KNOWS]-(p3:Person)-[:HAS_INTEREST]->(t:Tag) WHERE NOT (p1)-[:KNOWS]-(p3) AND p1.id <> p3.id RETURN count(*) AS c",
    ),
];
