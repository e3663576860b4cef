//! Nearest names: what a misspelt name may have been meant to be.

/// The candidates close enough to `name` to be meant, nearest first and at most three. Case does not count.
///
/// Closeness is the Damerau–Levenshtein distance, at most a third of the name's length: names of one or two letters are near
/// to nothing but themselves in another case.
pub(crate) fn nearest<'c>(
    name: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Vec<&'c str> {
    let wanted = name.to_lowercase();
    let reach = wanted.chars().count() / 3;
    let mut near: Vec<(usize, &str)> = candidates
        .into_iter()
        .filter(|candidate| *candidate != name)
        .map(|candidate| {
            let distance = strsim::damerau_levenshtein(&wanted, &candidate.to_lowercase());
            (distance, candidate)
        })
        .filter(|(distance, _)| *distance <= reach)
        .collect();
    near.sort_by_key(|(distance, _)| *distance);
    let mut names: Vec<&str> = Vec::new();
    for (_, candidate) in near {
        if !names.contains(&candidate) {
            names.push(candidate);
        }
    }
    names.truncate(3);
    names
}

/// The hint that lists them, when there are any.
pub(crate) fn hint<'c>(
    name: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<String> {
    listed(&nearest(name, candidates))
}

/// The hint that lists these names, when there are any.
pub(crate) fn listed(names: &[&str]) -> Option<String> {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.as_slice() {
        [] => None,
        [one] => Some(format!("did you mean {one}?")),
        [most @ .., last] => Some(format!("did you mean {} or {last}?", most.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::{hint, nearest};

    #[test]
    fn a_swapped_pair_of_letters_is_near() {
        assert_eq!(nearest("opopsed", ["led", "opposed"]), ["opposed"]);
    }

    #[test]
    fn case_alone_is_nearest() {
        assert_eq!(
            nearest("person", ["Persona", "Person"]),
            ["Person", "Persona"]
        );
    }

    #[test]
    fn nothing_near_gives_no_hint() {
        assert_eq!(hint("x", ["person"]), None);
        assert_eq!(
            hint("lde", ["led", "held"]).as_deref(),
            Some("did you mean `led`?")
        );
    }
}
