//! Texts in XML 1.0: what must be escaped, and what cannot be said at all (control characters; production 2, `Char`).

/// Whether XML has every character of a text.
pub fn can_say(text: &str) -> bool {
    text.chars().all(is_character)
}

/// A text between tags or in an attribute's quotes. What XML cannot say is shown as U+FFFD.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // White space in attributes, and a carriage return anywhere, would be read as something else.
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            '\t' => out.push_str("&#9;"),
            letter if is_character(letter) => out.push(letter),
            _ => out.push('\u{fffd}'),
        }
    }
    out
}

/// Whether a character may stand in a picture: XML has it, and it controls nothing.
pub fn is_shown(letter: char) -> bool {
    is_character(letter) && !letter.is_control()
}

fn is_character(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::{can_say, escaped};

    #[test]
    fn markup_is_escaped_and_what_xml_lacks_is_replaced() {
        assert_eq!(
            escaped("<a b=\"c\">&\r\n"),
            "&lt;a b=&quot;c&quot;&gt;&amp;&#13;&#10;"
        );
        assert_eq!(escaped("a\u{0}b\u{ffff}"), "a\u{fffd}b\u{fffd}");
        assert!(can_say("שלום\n") && !can_say("\u{1}") && !can_say("\u{fffe}"));
    }
}
