//! Bad input of every kind: a typed error or the right answer, the file as it was, and the next query works.

mod files;
mod program;
mod statements;
