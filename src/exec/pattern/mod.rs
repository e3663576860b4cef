//! The match engine: runs the patterns of one MATCH over ids.
