//! The words of the language. None is reserved as a label, type, key or alias; how far each may be a variable stands here.
//!
//! Law: a new word of the language gets a line in the table, in alphabetical order.

/// How freely a word may be used as the name of a variable inside an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Means something wherever an expression may begin or end: only with backticks.
    Strict,
    /// A word of openCypher: a variable where nothing else can be meant.
    Soft,
    /// A word that only its place makes a keyword: always free as a variable.
    Free,
}

macro_rules! words {
    ($($name:ident $text:literal $reach:ident,)*) => {
        /// A word that is a keyword in some place.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Word { $($name,)* }

        const TABLE: &[(Word, &str, Reach)] = &[$((Word::$name, $text, Reach::$reach),)*];
    };
}

words! {
    Acyclic "ACYCLIC" Free,
    Add "ADD" Soft,
    All "ALL" Soft,
    AllShortestPaths "ALLSHORTESTPATHS" Free,
    And "AND" Strict,
    Any "ANY" Free,
    As "AS" Strict,
    Asc "ASC" Soft,
    Ascending "ASCENDING" Soft,
    At "AT" Free,
    Begin "BEGIN" Free,
    By "BY" Soft,
    Call "CALL" Soft,
    Case "CASE" Strict,
    Certainly "CERTAINLY" Free,
    Collect "COLLECT" Free,
    Commit "COMMIT" Free,
    Constraint "CONSTRAINT" Soft,
    Constraints "CONSTRAINTS" Free,
    Contains "CONTAINS" Strict,
    Count "COUNT" Free,
    Create "CREATE" Strict,
    Csv "CSV" Free,
    Define "DEFINE" Free,
    Definitions "DEFINITIONS" Free,
    Delete "DELETE" Strict,
    Desc "DESC" Soft,
    Descending "DESCENDING" Soft,
    Detach "DETACH" Strict,
    Distinct "DISTINCT" Strict,
    Drop "DROP" Soft,
    During "DURING" Free,
    Each "EACH" Free,
    Else "ELSE" Strict,
    End "END" Soft,
    Ends "ENDS" Strict,
    Equals "EQUALS" Free,
    Exists "EXISTS" Soft,
    Explain "EXPLAIN" Free,
    Extract "EXTRACT" Free,
    False "FALSE" Strict,
    Fieldterminator "FIELDTERMINATOR" Free,
    Filter "FILTER" Free,
    Finish "FINISH" Free,
    For "FOR" Soft,
    Foreach "FOREACH" Soft,
    From "FROM" Free,
    Functions "FUNCTIONS" Free,
    Group "GROUP" Free,
    Groups "GROUPS" Free,
    Headers "HEADERS" Free,
    If "IF" Free,
    In "IN" Strict,
    Index "INDEX" Free,
    Indexes "INDEXES" Free,
    Insert "INSERT" Free,
    Is "IS" Strict,
    Label "LABEL" Free,
    Labeled "LABELED" Free,
    Let "LET" Free,
    Limit "LIMIT" Strict,
    Load "LOAD" Free,
    Match "MATCH" Strict,
    Meets "MEETS" Free,
    Merge "MERGE" Strict,
    Next "NEXT" Free,
    Nodetach "NODETACH" Free,
    None "NONE" Free,
    Not "NOT" Strict,
    Null "NULL" Strict,
    Of "OF" Soft,
    Offset "OFFSET" Free,
    On "ON" Soft,
    Optional "OPTIONAL" Strict,
    Or "OR" Strict,
    Order "ORDER" Soft,
    Ordinality "ORDINALITY" Free,
    Overlaps "OVERLAPS" Free,
    Path "PATH" Free,
    Paths "PATHS" Free,
    Possibly "POSSIBLY" Free,
    Precedes "PRECEDES" Free,
    Procedures "PROCEDURES" Free,
    Profile "PROFILE" Free,
    Reduce "REDUCE" Free,
    Relation "RELATION" Free,
    Remove "REMOVE" Strict,
    Require "REQUIRE" Soft,
    Return "RETURN" Strict,
    Rollback "ROLLBACK" Free,
    Set "SET" Strict,
    Shortest "SHORTEST" Free,
    ShortestPath "SHORTESTPATH" Free,
    Show "SHOW" Free,
    Simple "SIMPLE" Free,
    Single "SINGLE" Free,
    Skip "SKIP" Strict,
    Starts "STARTS" Strict,
    Succeeds "SUCCEEDS" Free,
    SystemTime "SYSTEM_TIME" Free,
    Then "THEN" Strict,
    Throughout "THROUGHOUT" Free,
    To "TO" Free,
    Trail "TRAIL" Free,
    Transaction "TRANSACTION" Free,
    True "TRUE" Strict,
    Union "UNION" Strict,
    Unique "UNIQUE" Soft,
    Unwind "UNWIND" Strict,
    ValidTime "VALID_TIME" Free,
    Walk "WALK" Free,
    When "WHEN" Strict,
    Where "WHERE" Strict,
    Why "WHY" Free,
    With "WITH" Strict,
    Xor "XOR" Strict,
    Yield "YIELD" Soft,
}

/// The length of the longest word.
const LONGEST: usize = 16;

impl Word {
    /// The word that is spelled so, in any case of letters.
    pub(crate) fn find(text: &str) -> Option<Word> {
        if text.len() > LONGEST {
            return None;
        }
        let mut upper = [0_u8; LONGEST];
        let upper = &mut upper[..text.len()];
        upper.copy_from_slice(text.as_bytes());
        upper.make_ascii_uppercase();
        TABLE
            .binary_search_by(|(_, text, _)| text.as_bytes().cmp(upper))
            .ok()
            .map(|place| TABLE[place].0)
    }

    /// The word in capitals.
    pub fn text(self) -> &'static str {
        TABLE[self as usize].1
    }

    pub(crate) fn reach(self) -> Reach {
        TABLE[self as usize].2
    }

    /// Every word, in alphabetical order.
    pub fn all() -> impl Iterator<Item = Word> {
        TABLE.iter().map(|(word, _, _)| *word)
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, TABLE, Word};

    #[test]
    fn the_table_is_sorted_and_every_word_is_found_in_any_case() {
        assert!(TABLE.windows(2).all(|pair| pair[0].1 < pair[1].1));
        for (word, text, _) in TABLE {
            assert!(text.len() <= LONGEST);
            assert_eq!(word.text(), *text);
            assert_eq!(Word::find(text), Some(*word));
            assert_eq!(Word::find(&text.to_lowercase()), Some(*word));
        }
    }

    #[test]
    fn a_name_is_no_word() {
        assert_eq!(Word::find("person"), None);
        assert_eq!(Word::find(""), None);
        assert_eq!(Word::find("ALLSHORTESTPATHSX"), None);
        assert_eq!(Word::find("ſet"), None);
    }
}
