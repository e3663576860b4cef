//! Values that are written out: read at once, without a plan. Lists of thousands of maps come as parameters through a pipe.

use factio_grammar::ast::{Expr, ExprKind, Literal};
use factio_graph::value::Value;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// The value of a text that is a literal, or a list or map of literals; `None` for every other expression, and for what is none.
/// Linear in the length of the text.
pub fn literal(text: &str) -> Option<Value> {
    let expr = factio_grammar::parse_expression(text).ok()?;
    Keys::default().value(expr)
}

/// The keys of maps, each text once.
#[derive(Default)]
struct Keys(FxHashMap<String, Arc<str>>);

impl Keys {
    fn value(&mut self, expr: Expr) -> Option<Value> {
        match expr.kind {
            ExprKind::Literal(literal) => Some(match literal {
                Literal::Null => Value::Null,
                Literal::Boolean(value) => Value::Boolean(value),
                Literal::Integer(value) => Value::Integer(value),
                Literal::Float(value) => Value::Float(value),
                Literal::String(text) => Value::string(text),
            }),
            ExprKind::List(items) => {
                let items = items.into_iter().map(|item| self.value(item));
                items.collect::<Option<Vec<Value>>>().map(Value::list)
            }
            ExprKind::Map(entries) => {
                let entries = entries.into_iter();
                let entries =
                    entries.map(|(key, value)| Some((self.key(key.text), self.value(value)?)));
                entries.collect::<Option<Vec<_>>>().map(Value::map)
            }
            _ => None,
        }
    }

    fn key(&mut self, text: String) -> Arc<str> {
        match self.0.get(&text) {
            Some(key) => Arc::clone(key),
            None => {
                let key: Arc<str> = Arc::from(text.as_str());
                self.0.insert(text, Arc::clone(&key));
                key
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::literal;
    use crate::Session;

    #[test]
    fn a_literal_is_what_the_expression_gives() {
        let mut session = Session::new();
        for text in [
            "1",
            "-17",
            "0x2A",
            "1.5e3",
            "true",
            "null",
            "'a\\'b\\u00e9'",
            "[]",
            "{}",
            "[1, [2.0, 'x'], {a: 1, `b c`: [null]}]",
            "[{a: 1, b: 2}, {b: 3, a: 4}]",
            "{a: 1, b: 2, a: 3}",
            " [ 1 ] // one",
        ] {
            let outcome = session.run(&format!("RETURN {text}\n AS value")).unwrap();
            assert_eq!(literal(text).as_ref(), outcome.rows[0].first(), "{text}");
        }
    }

    #[test]
    fn what_has_to_be_worked_out_is_no_literal() {
        for text in [
            "1 + 1",
            "[1 + 1]",
            "$x",
            "date()",
            "1, 2",
            "",
            "{a: x}",
            "[x IN [1] | x]",
            "'",
        ] {
            assert_eq!(literal(text), None, "{text}");
        }
    }
}
