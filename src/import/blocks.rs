//! A file cut into blocks of whole records, so that several threads can read it.

use memchr::{memchr, memchr_iter, memrchr};
use std::io::{self, Read};

/// About how large a block is, in bytes.
const BLOCK: usize = 1 << 20;

/// Some whole records.
#[derive(Debug)]
pub struct Block {
    pub bytes: Vec<u8>,
    /// The line that the first record starts in; the first line of a file is 1.
    pub line: u64,
}

/// The blocks of a reader. A line break inside quotes ends no record (RFC 4180, section 2).
pub struct Blocks<R> {
    reader: R,
    separator: u8,
    size: usize,
    rest: Vec<u8>,
    line: u64,
    ended: bool,
}

/// What is known of a block up to a place in it.
#[derive(Default)]
struct Scan {
    at: usize,
    quoted: bool,
    /// Just behind the last quote that ended quotes: another one there makes a quotation mark.
    closed: Option<usize>,
    /// Behind the last record that has ended.
    cut: usize,
}

impl<R: Read> Blocks<R> {
    /// `line` is the number of the reader's first line.
    pub fn new(reader: R, separator: u8, line: u64) -> Blocks<R> {
        Blocks {
            reader,
            separator,
            size: BLOCK,
            rest: Vec::new(),
            line,
            ended: false,
        }
    }

    /// The next block; `None` at the end.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn next(&mut self) -> io::Result<Option<Block>> {
        let mut bytes = std::mem::take(&mut self.rest);
        let mut scan = Scan::default();
        while scan.cut == 0 && !self.ended {
            let read = (&mut self.reader)
                .take(self.size as u64)
                .read_to_end(&mut bytes)?;
            self.ended = read < self.size;
            scan.go_on(&bytes, self.separator);
        }
        if !self.ended {
            self.rest = bytes.split_off(scan.cut);
        }
        if bytes.is_empty() {
            return Ok(None);
        }
        let line = self.line;
        self.line += memchr_iter(b'\n', &bytes).count() as u64;
        Ok(Some(Block { bytes, line }))
    }
}

impl Scan {
    /// Looks at what was added.
    fn go_on(&mut self, bytes: &[u8], separator: u8) {
        while let Some(found) = memchr(b'"', &bytes[self.at..]) {
            let quote = self.at + found;
            if self.quoted {
                self.closed = Some(quote + 1);
                self.quoted = false;
            } else {
                self.end_records(bytes, quote);
                let before = quote.checked_sub(1).map(|before| bytes[before]);
                let starts_field = before
                    .is_none_or(|before| matches!(before, b'\n' | b'\r') || before == separator);
                self.quoted = starts_field || self.closed == Some(quote);
            }
            self.at = quote + 1;
        }
        if !self.quoted {
            self.end_records(bytes, bytes.len());
        }
        self.at = bytes.len();
    }

    /// Notes the last line break up to a place, between which and the last one nothing is quoted.
    fn end_records(&mut self, bytes: &[u8], up_to: usize) {
        if let Some(found) = memrchr(b'\n', &bytes[self.at..up_to]) {
            self.cut = self.at + found + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Blocks;

    #[test]
    fn blocks_hold_whole_records_and_know_their_lines() {
        let text = "a,b\n\"x\ny\",2\n3,\"4\"\"\n\"\n5,6\"7\n8,\"9";
        for size in 1..text.len() + 2 {
            let mut blocks = Blocks::new(text.as_bytes(), b',', 1);
            blocks.size = size;
            let (mut whole, mut starts) = (Vec::new(), Vec::new());
            while let Some(block) = blocks.next().unwrap() {
                let before = &text[..whole.len()];
                assert_eq!(block.line, 1 + before.matches('\n').count() as u64);
                starts.push(whole.len());
                whole.extend(block.bytes);
            }
            assert_eq!(whole, text.as_bytes(), "size {size}");
            for start in starts {
                let rest = &text[start..];
                let whole = ["a,", "\"x", "3,", "5,", "8,"];
                assert!(
                    whole.iter().any(|record| rest.starts_with(record)),
                    "{size}: {rest}"
                );
            }
        }
    }
}
