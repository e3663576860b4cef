//! Colours for what is being typed, by the language's own lexer.

use factio_grammar::{TokenClass, classify};

/// The text with a colour a token.
pub fn colored(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut at = 0;
    for (span, class) in classify(text) {
        let range = span.range();
        out.push_str(&text[at..range.start]);
        let code = match class {
            TokenClass::Keyword => "1;34",
            TokenClass::String => "32",
            TokenClass::Number => "36",
            TokenClass::Parameter => "35",
            TokenClass::Comment => "2",
            TokenClass::Error => "31",
            TokenClass::Identifier | TokenClass::Operator => "0",
        };
        out.push_str(&format!("\x1b[{code}m{}\x1b[0m", &text[range.clone()]));
        at = range.end;
    }
    out.push_str(&text[at..]);
    out
}

#[cfg(test)]
mod tests {
    use super::colored;

    #[test]
    fn nothing_but_colours_is_added() {
        let text = "MATCH (n) // найти\nRETURN 'a' + ;";
        let plain: String = colored(text)
            .split('\x1b')
            .enumerate()
            .map(|(index, part)| match index {
                0 => part.to_string(),
                _ => part
                    .split_once('m')
                    .map_or("", |(_, rest)| rest)
                    .to_string(),
            })
            .collect();
        assert_eq!(plain, text);
    }
}
