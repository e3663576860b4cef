//! A place in a text of ASCII characters, from which fields are read one after the other.

/// What is left to read.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'t> {
    pub(super) rest: &'t str,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str) -> Cursor<'t> {
        Cursor { rest: text }
    }

    pub(super) fn at_end(&self) -> bool {
        self.rest.is_empty()
    }

    /// Whether the next character is that one, which is then passed by. Letters fit in either case.
    pub(super) fn eat(&mut self, wanted: char) -> bool {
        match self.rest.chars().next() {
            Some(next) if next.eq_ignore_ascii_case(&wanted) => {
                self.rest = &self.rest[next.len_utf8()..];
                true
            }
            _ => false,
        }
    }

    /// How many digits come next.
    pub(super) fn run(&self) -> usize {
        let digits = self.rest.bytes().take_while(u8::is_ascii_digit);
        digits.count()
    }

    /// All digits that come next.
    pub(super) fn digits(&mut self) -> &'t str {
        let (digits, rest) = self.rest.split_at(self.run());
        self.rest = rest;
        digits
    }

    /// The number that the next `count` digits make, if there are as many.
    pub(super) fn number(&mut self, count: usize) -> Option<i64> {
        if count > self.run() {
            return None;
        }
        let (digits, rest) = self.rest.split_at(count);
        self.rest = rest;
        digits.parse().ok()
    }

    /// -1 or 1 for a sign, which is then passed by.
    pub(super) fn sign(&mut self) -> Option<i64> {
        if self.eat('-') {
            Some(-1)
        } else if self.eat('+') {
            Some(1)
        } else {
            None
        }
    }
}
