//! The lines of a tie list as fields: comments and empty lines left out, the separator taken from the first line.

use csv::{ByteRecord, Reader, ReaderBuilder};
use flate2::read::MultiGzDecoder;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::Path;

/// Lines of a file that hold something.
pub(super) struct Lines {
    reader: Reader<Box<dyn Read>>,
    /// Lines before the first that holds something.
    before: u64,
    /// Whether any run of blanks separates fields.
    blanks: bool,
}

/// One line.
pub(super) struct Line {
    pub fields: Vec<String>,
    /// The first is 1.
    pub number: u64,
    /// How much was read before it.
    pub bytes: u64,
    pub is_text: bool,
}

impl Lines {
    pub fn open(path: &Path, separator: Option<u8>) -> io::Result<Lines> {
        let file = File::open(path)?;
        let packed = path.extension().is_some_and(|ending| ending == "gz");
        let mut source: Box<dyn BufRead> = match packed {
            true => Box::new(BufReader::new(MultiGzDecoder::new(file))),
            false => Box::new(BufReader::new(file)),
        };
        let (before, first) = first(&mut source)?;
        let separator = separator.unwrap_or_else(|| separator_of(&first));
        let reader = ReaderBuilder::new()
            .has_headers(false)
            .delimiter(separator)
            .flexible(true)
            .comment(Some(b'#'))
            .from_reader(Box::new(Cursor::new(first).chain(source)) as Box<dyn Read>);
        Ok(Lines {
            reader,
            before,
            blanks: separator == b' ',
        })
    }

    fn line(&self, record: &ByteRecord) -> Line {
        let texts = record.iter().map(std::str::from_utf8);
        let mut is_text = true;
        let mut fields = Vec::with_capacity(record.len());
        for text in texts {
            is_text &= text.is_ok();
            let text = text.unwrap_or_default().trim();
            if !(self.blanks && text.is_empty()) {
                fields.push(text.to_string());
            }
        }
        let position = record.position();
        Line {
            fields,
            number: self.before + position.map_or(0, csv::Position::line),
            bytes: position.map_or(0, csv::Position::byte),
            is_text,
        }
    }
}

impl Iterator for Lines {
    type Item = Result<Line, String>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut record = ByteRecord::new();
        loop {
            match self.reader.read_byte_record(&mut record) {
                Ok(false) => return None,
                Err(error) => return Some(Err(error.to_string())),
                Ok(true) => {}
            }
            let comment = record.get(0).is_some_and(|field| field.starts_with(b"%"));
            let empty = record.iter().all(|field| field.trim_ascii().is_empty());
            if !comment && !empty {
                return Some(Ok(self.line(&record)));
            }
        }
    }
}

/// The first line that holds something, and how many stood before it.
fn first(source: &mut dyn BufRead) -> io::Result<(u64, Vec<u8>)> {
    let mut before = 0;
    let mut line = Vec::new();
    loop {
        line.clear();
        if source.read_until(b'\n', &mut line)? == 0 {
            return Ok((before, line));
        }
        if before == 0 && line.starts_with("\u{feff}".as_bytes()) {
            line.drain(..3);
        }
        match line.trim_ascii_start().first() {
            None | Some(b'#' | b'%') => before += 1,
            Some(_) => return Ok((before, line)),
        }
    }
}

/// What most often separates fields in a line; a blank where nothing else does.
fn separator_of(line: &[u8]) -> u8 {
    let count = |separator: u8| line.iter().filter(|&&byte| byte == separator).count();
    let found = [b'\t', b',', b';', b'|'].into_iter().rev();
    let best = found.max_by_key(|&separator| count(separator));
    best.filter(|&separator| count(separator) > 0)
        .unwrap_or(b' ')
}

#[cfg(test)]
mod tests {
    use super::separator_of;

    #[test]
    fn what_separates_most_separates() {
        assert_eq!(separator_of(b"a\tb, c\td"), b'\t');
        assert_eq!(separator_of(b"source;target;sign"), b';');
        assert_eq!(separator_of(b"1 2 -1"), b' ');
        assert_eq!(separator_of(b"1,2"), b',');
    }
}
