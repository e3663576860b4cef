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
    Typed "TYPED" Free,
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

/// Where in the table the words of each letter begin, and behind the last letter its end.
const LETTERS: [u8; 27] = letters();

const fn letters() -> [u8; 27] {
    let mut letters = [0; 27];
    let mut letter = 0;
    let mut place = 0;
    while letter < 27 {
        while place < TABLE.len() && TABLE[place].1.as_bytes()[0] < b'A' + letter as u8 {
            place += 1;
        }
        letters[letter] = place as u8;
        letter += 1;
    }
    letters
}

impl Word {
    /// The word that is spelled so, in any case of letters.
    pub(crate) fn find(text: &str) -> Option<Word> {
        let first = text.bytes().next()?.to_ascii_uppercase();
        if !first.is_ascii_uppercase() || text.len() > LONGEST {
            return None;
        }
        let letter = usize::from(first - b'A');
        let same_letter = usize::from(LETTERS[letter])..usize::from(LETTERS[letter + 1]);
        TABLE[same_letter]
            .iter()
            .find(|(_, word, _)| word.eq_ignore_ascii_case(text))
            .map(|(word, _, _)| *word)
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
