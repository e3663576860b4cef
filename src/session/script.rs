//! Scripts: statements separated by semicolons.

use factio_grammar::{Sign, Span, TokenKind};

/// The places of the statements of a script: what stands between semicolons that are outside of strings, comments and quoted
/// names. Stretches that say nothing are left out.
pub fn statements(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut open: Option<Span> = None;
    for token in factio_grammar::lex(text) {
        match token.kind {
            TokenKind::Sign(Sign::Semicolon) => spans.extend(open.take()),
            TokenKind::Comment => {}
            _ => open = Some(open.map_or(token.span, |span| span.to(token.span))),
        }
    }
    spans.extend(open);
    spans
}

#[cfg(test)]
mod tests {
    use super::statements;

    #[test]
    fn semicolons_in_strings_and_comments_separate_nothing() {
        let text = "RETURN ';' AS a; // one; two\n ; MATCH (`;`) RETURN 1 /* ; */ AS b";
        let found: Vec<&str> = statements(text)
            .into_iter()
            .map(|span| &text[span.range()])
            .collect();
        assert_eq!(
            found,
            ["RETURN ';' AS a", "MATCH (`;`) RETURN 1 /* ; */ AS b"]
        );
    }
}
