//! The signature of the function whose call is being written, in grey behind the cursor.

use crate::fun::{self, Function};

/// The rest of the signature after `name(`; nothing elsewhere.
pub fn hint(line: &str, pos: usize) -> Option<String> {
    if pos != line.len() {
        return None;
    }
    let before = line.strip_suffix('(')?;
    let start = before
        .rfind(|letter: char| !letter.is_alphanumeric() && letter != '_' && letter != '.')
        .map_or(0, |at| {
            at + before[at..].chars().next().map_or(1, char::len_utf8)
        });
    Some(behind_the_name(fun::lookup(&before[start..])?))
}

/// `name(parameter: KIND, [optional: KIND]) : RESULT`.
pub fn signature(function: &Function) -> String {
    format!("{}({}", function.name, behind_the_name(function))
}

fn behind_the_name(function: &Function) -> String {
    let mut parameters: Vec<String> = function
        .parameters
        .iter()
        .map(|parameter| match parameter.optional {
            true => format!("[{}: {}]", parameter.name, parameter.kind.name()),
            false => format!("{}: {}", parameter.name, parameter.kind.name()),
        })
        .collect();
    if function.variadic {
        parameters.push("..".to_string());
    }
    format!("{}) : {}", parameters.join(", "), function.result.name())
}

#[cfg(test)]
mod tests {
    use super::hint;

    #[test]
    fn nothing_is_hinted_for_an_unknown_function_or_in_the_middle_of_a_line() {
        assert_eq!(hint("RETURN nosuch(", 14), None);
        assert_eq!(hint("RETURN size(", 3), None);
    }
}
