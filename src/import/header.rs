//! The first line of a table: what each column means.
//!
//! Names are as Neo4j's importers write them (`name:string`, `:ID`, `:LABEL`, `:START_ID`, `:END_ID`, `:TYPE`) or as Gephi does
//! (`Id,Label`; `Source,Target,Type,Label`); a plain name is a property whose type is taken from its values.

use crate::import::convert::Kind;

/// What a column is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    Property(String, Kind),
    /// What a row of nodes is called by relations; with the property that it is too.
    Identity(Option<(String, Kind)>),
    Labels,
    Start,
    End,
    Type,
    /// Read and left.
    Left,
}

/// What each column of a table of nodes is for. `key` names the identity.
///
/// # Errors
/// The key is no column.
pub fn nodes(names: &[String], key: Option<&str>) -> Result<Vec<Role>, String> {
    let gephi = names.iter().any(|name| name == "Id") && names.iter().any(|name| name == "Label");
    let mut roles: Vec<Role> = names
        .iter()
        .map(|name| node_role(name, gephi))
        .collect::<Result<_, _>>()?;
    if roles.iter().any(|role| matches!(role, Role::Identity(_))) {
        return Ok(roles);
    }
    let place = match key {
        Some(key) => roles
            .iter()
            .position(|role| matches!(role, Role::Property(name, _) if name == key))
            .ok_or_else(|| missing("key", key, names))?,
        None => identity(&roles),
    };
    if let Some(Role::Property(name, kind)) = roles.get(place).cloned() {
        roles[place] = Role::Identity(Some((name, kind)));
    }
    Ok(roles)
}

/// What each column of a table of relations is for; `typed` where the type is given otherwise.
///
/// # Errors
/// A named column is not there, or there are no two columns for the ends.
pub fn relations(
    names: &[String],
    source: Option<&str>,
    target: Option<&str>,
    typed: bool,
) -> Result<Vec<Role>, String> {
    let mut roles: Vec<Role> = names
        .iter()
        .map(|name| relation_role(name))
        .collect::<Result<_, _>>()?;
    let start = end_column(names, &roles, source, &Role::Start, "source", SOURCES)?;
    let end = end_column(names, &roles, target, &Role::End, "target", TARGETS)?;
    let places = [start.unwrap_or(0), end.unwrap_or(1)];
    if places[0] == places[1] || places.iter().any(|&place| place >= roles.len()) {
        return Err("a table of relations needs two columns for their ends".to_string());
    }
    roles[places[0]] = Role::Start;
    roles[places[1]] = Role::End;
    if !typed && !roles.contains(&Role::Type) {
        let place = TYPES.iter().find_map(|known| position(names, known));
        match place.filter(|place| !places.contains(place)) {
            Some(place) => roles[place] = Role::Type,
            None => {
                return Err(
                    "no column tells the type of the relations; name one :TYPE, or say TYPE=FILE"
                        .to_string(),
                );
            }
        }
    }
    Ok(roles)
}

/// Whether a table is one of relations: its header names both ends.
pub fn is_of_relations(names: &[String], source: Option<&str>, target: Option<&str>) -> bool {
    let has = |given: Option<&str>, marked: &str, usual: &[&str]| match given {
        Some(given) => names.iter().any(|name| name == given),
        None => {
            names.iter().any(|name| name.contains(marked))
                || usual.iter().any(|known| position(names, known).is_some())
        }
    };
    has(source, ":START_ID", SOURCES) && has(target, ":END_ID", TARGETS)
}

/// Names of columns that tell a relation's ends and its type, without regard to case, best first.
const SOURCES: &[&str] = &["source", "src", "subject", "start"];
const TARGETS: &[&str] = &["target", "dst", "object", "end"];
const TYPES: &[&str] = &["label", "relation", "predicate", "kind", "type"];
/// Names of columns that identify a node, best first.
const IDENTITIES: &[&str] = &["key", "id", "name"];

fn node_role(name: &str, gephi: bool) -> Result<Role, String> {
    match (name, gephi) {
        ("Id", true) => return Ok(Role::Identity(Some(("key".into(), Kind::Text)))),
        ("Label", true) => return Ok(Role::Property("name".into(), Kind::Text)),
        _ => {}
    }
    match split(name) {
        (property, Some(special)) if special.starts_with("ID") => {
            let property = (!property.is_empty()).then(|| (property.to_string(), Kind::Guess));
            Ok(Role::Identity(property))
        }
        (_, Some("LABEL")) => Ok(Role::Labels),
        (_, Some("IGNORE")) => Ok(Role::Left),
        (property, kind) => property_role(property, kind),
    }
}

fn relation_role(name: &str) -> Result<Role, String> {
    match split(name) {
        (_, Some(special)) if special.starts_with("START_ID") => Ok(Role::Start),
        (_, Some(special)) if special.starts_with("END_ID") => Ok(Role::End),
        (_, Some("TYPE")) => Ok(Role::Type),
        (_, Some("IGNORE")) => Ok(Role::Left),
        (property, kind) => property_role(property, kind),
    }
}

fn property_role(property: &str, kind: Option<&str>) -> Result<Role, String> {
    let kind = match kind {
        None => Kind::of_property(property),
        Some(kind) => {
            Kind::parse(kind).ok_or_else(|| format!("`{kind}` is no type of a column"))?
        }
    };
    match property {
        "" => Ok(Role::Left),
        property => Ok(Role::Property(property.to_string(), kind)),
    }
}

/// A header's name and what stands behind its last colon.
fn split(name: &str) -> (&str, Option<&str>) {
    match name.rsplit_once(':') {
        Some((name, kind)) => (name, Some(kind)),
        None => (name, None),
    }
}

/// The column of the usual name for an identity; the first without one.
fn identity(roles: &[Role]) -> usize {
    let named = |known: &&str| {
        roles.iter().position(
            |role| matches!(role, Role::Property(name, _) if name.eq_ignore_ascii_case(known)),
        )
    };
    IDENTITIES.iter().find_map(named).unwrap_or(0)
}

fn end_column(
    names: &[String],
    roles: &[Role],
    given: Option<&str>,
    role: &Role,
    option: &str,
    usual: &[&str],
) -> Result<Option<usize>, String> {
    if let Some(given) = given {
        let place = names.iter().position(|name| name == given);
        return place.map(Some).ok_or_else(|| missing(option, given, names));
    }
    let marked = roles.iter().position(|found| found == role);
    Ok(marked.or_else(|| usual.iter().find_map(|known| position(names, known))))
}

fn position(names: &[String], known: &str) -> Option<usize> {
    names
        .iter()
        .position(|name| name.eq_ignore_ascii_case(known))
}

fn missing(option: &str, given: &str, names: &[String]) -> String {
    let names = names.join(", ");
    format!("there is no column `{given}` (--{option}); the columns are {names}")
}

#[cfg(test)]
mod tests {
    use super::{Role, nodes, relations};
    use crate::import::convert::Kind;

    fn names(line: &str) -> Vec<String> {
        line.split(',').map(String::from).collect()
    }

    fn guess(name: &str) -> Role {
        Role::Property(name.into(), Kind::Guess)
    }

    #[test]
    fn headers_of_neo4j_and_of_gephi_and_plain_ones_are_understood() {
        let identity = |name: &str, kind| Role::Identity(Some((name.into(), kind)));
        let found = nodes(&names("id:ID(P),name:string,:LABEL"), None).unwrap();
        let name = Role::Property("name".into(), Kind::Text);
        assert_eq!(
            found,
            [identity("id", Kind::Guess), name.clone(), Role::Labels]
        );
        let found = nodes(&names("Id,Label,age"), None).unwrap();
        assert_eq!(found, [identity("key", Kind::Text), name, guess("age")]);
        let found = nodes(&names("age,Name"), None).unwrap();
        assert_eq!(found, [guess("age"), identity("Name", Kind::Guess)]);
        assert!(nodes(&names("age,name"), Some("key")).is_err());
        let found = relations(&names("Source,Target,Type,Label"), None, None, false).unwrap();
        assert_eq!(found, [Role::Start, Role::End, guess("Type"), Role::Type]);
        let found = relations(&names("t,dst,src"), None, None, true).unwrap();
        assert_eq!(found, [guess("t"), Role::End, Role::Start]);
        let found = relations(&names("a,b"), None, None, true).unwrap();
        assert_eq!(found, [Role::Start, Role::End]);
        assert!(relations(&names("a,b"), None, None, false).is_err());
        assert!(relations(&names("a"), None, None, true).is_err());
        assert!(relations(&names("a,b"), Some("c"), None, true).is_err());
        assert!(nodes(&names("a:strin"), None).is_err());
    }
}
