//! Algebraic conflict (Hou 2005; Kunegis and others 2010): the smallest eigenvalue of the signed Laplacian of a component.
//! 0 exactly when the component is balanced. An ambivalent pair counts as two ties, one of each sign.

use super::eigen::eigenvalues;
use super::signed::{SignedTie, SignedTies};

/// Up to this many actors, all eigenvalues are found; above, the smallest one by iteration.
const MOST_DENSE: usize = 400;

/// The algebraic conflict of each component, in the order of [`SignedTies::components`]; `None` when stopped.
#[must_use]
pub fn algebraic_conflict(ties: &SignedTies, should_stop: &dyn Fn() -> bool) -> Option<Vec<f64>> {
    let of = ties.components();
    let count = of
        .iter()
        .flatten()
        .max()
        .map_or(0, |&last| last as usize + 1);
    let mut parts: Vec<(usize, Vec<SignedTie>)> = vec![(0, Vec::new()); count];
    let mut place = vec![0; ties.nodes()];
    for (node, component) in of.iter().enumerate() {
        if let Some(component) = component {
            let size = &mut parts[*component as usize].0;
            place[node] = *size as u32;
            *size += 1;
        }
    }
    for tie in ties.ties() {
        if let Some(component) = of[tie.a as usize] {
            let local = SignedTie {
                a: place[tie.a as usize],
                b: place[tie.b as usize],
                ..*tie
            };
            parts[component as usize].1.push(local);
        }
    }
    parts
        .iter()
        .map(|(nodes, ties)| of_component(*nodes, ties, should_stop))
        .collect()
}

fn of_component(nodes: usize, ties: &[SignedTie], should_stop: &dyn Fn() -> bool) -> Option<f64> {
    if is_balanced(nodes, ties) {
        return Some(0.0);
    }
    if nodes <= MOST_DENSE {
        dense(nodes, ties, should_stop)
    } else {
        iterated(nodes, ties, should_stop)
    }
}

/// Whether two groups satisfy every tie of a connected component: each tie carries a side from one end to the other.
fn is_balanced(nodes: usize, ties: &[SignedTie]) -> bool {
    // Node `v + nodes` stands for the other side of `v`.
    let mut union = petgraph::unionfind::UnionFind::<usize>::new(2 * nodes);
    for tie in ties {
        let (a, b) = (tie.a as usize, tie.b as usize);
        if tie.positive > 0 {
            union.union(a, b);
            union.union(a + nodes, b + nodes);
        }
        if tie.negative > 0 {
            union.union(a, b + nodes);
            union.union(a + nodes, b);
        }
    }
    (0..nodes).all(|node| !union.equiv(node, node + nodes))
}

fn dense(nodes: usize, ties: &[SignedTie], should_stop: &dyn Fn() -> bool) -> Option<f64> {
    let mut matrix = vec![0.0; nodes * nodes];
    for tie in ties {
        let (a, b) = (tie.a as usize, tie.b as usize);
        let both = (tie.positive + tie.negative) as f64;
        matrix[a * nodes + a] += both;
        matrix[b * nodes + b] += both;
        matrix[a * nodes + b] -= tie.net() as f64;
        matrix[b * nodes + a] -= tie.net() as f64;
    }
    let values = eigenvalues(matrix, nodes, should_stop)?;
    Some(values.first().map_or(0.0, |least| least.max(0.0)))
}

/// Inverse iteration, each step by conjugate gradients: the Laplacian of an unbalanced component is positive definite.
fn iterated(nodes: usize, ties: &[SignedTie], should_stop: &dyn Fn() -> bool) -> Option<f64> {
    const MOST_ROUNDS: usize = 60;
    let mut vector: Vec<f64> = (0..nodes)
        .map(|node| 1.0 + ((node * 7919) % 101) as f64 / 101.0)
        .collect();
    let mut value = f64::INFINITY;
    for _ in 0..MOST_ROUNDS {
        let norm = dot(&vector, &vector).sqrt();
        vector.iter_mut().for_each(|cell| *cell /= norm);
        let next = dot(&vector, &times(nodes, ties, &vector));
        if (value - next).abs() <= 1e-10 * next {
            return Some(next);
        }
        value = next;
        vector = solved(nodes, ties, &vector, should_stop)?;
    }
    Some(value)
}

fn dot(one: &[f64], two: &[f64]) -> f64 {
    one.iter().zip(two).map(|(one, two)| one * two).sum()
}

/// The signed Laplacian times a vector.
fn times(nodes: usize, ties: &[SignedTie], vector: &[f64]) -> Vec<f64> {
    let mut product = vec![0.0; nodes];
    for tie in ties {
        let (a, b) = (tie.a as usize, tie.b as usize);
        let (both, net) = ((tie.positive + tie.negative) as f64, tie.net() as f64);
        product[a] += both * vector[a] - net * vector[b];
        product[b] += both * vector[b] - net * vector[a];
    }
    product
}

/// The vector the Laplacian makes `right` of, by conjugate gradients scaled with the diagonal.
fn solved(
    nodes: usize,
    ties: &[SignedTie],
    right: &[f64],
    should_stop: &dyn Fn() -> bool,
) -> Option<Vec<f64>> {
    const MOST_STEPS: usize = 2_000;
    let mut diagonal = vec![0.0; nodes];
    for tie in ties {
        diagonal[tie.a as usize] += (tie.positive + tie.negative) as f64;
        diagonal[tie.b as usize] += (tie.positive + tie.negative) as f64;
    }
    let scaled = |rest: &[f64]| -> Vec<f64> {
        rest.iter()
            .zip(&diagonal)
            .map(|(cell, diagonal)| cell / diagonal)
            .collect()
    };
    let mut result = vec![0.0; nodes];
    let mut rest = right.to_vec();
    let mut direction = scaled(&rest);
    let mut size = dot(&rest, &direction);
    let enough = size * 1e-16;
    for _ in 0..MOST_STEPS {
        if size <= enough {
            break;
        }
        if should_stop() {
            return None;
        }
        let image = times(nodes, ties, &direction);
        let step = size / dot(&direction, &image);
        for node in 0..nodes {
            result[node] += step * direction[node];
            rest[node] -= step * image[node];
        }
        let next = scaled(&rest);
        let next_size = dot(&rest, &next);
        let keep = next_size / size;
        direction
            .iter_mut()
            .zip(&next)
            .for_each(|(old, new)| *old = new + keep * *old);
        size = next_size;
    }
    Some(result)
}

#[cfg(test)]
mod tests {
    use super::{algebraic_conflict, dense, iterated};
    use crate::algo::signed::SignedTies;

    #[test]
    fn balanced_components_have_no_conflict_and_others_have_some() {
        let ties = [
            (0, 1, 1, 0),
            (1, 2, 0, 1),
            (0, 2, 0, 1),
            (3, 4, 0, 1),
            (4, 5, 0, 1),
            (3, 5, 0, 1),
            (6, 7, 1, 1),
        ];
        let conflict = algebraic_conflict(&SignedTies::merged(8, ties).unwrap(), &|| false);
        let conflict = conflict.unwrap();
        assert_eq!(conflict[0], 0.0);
        assert!((conflict[1] - 1.0).abs() < 1e-12, "{conflict:?}");
        assert!((conflict[2] - 2.0).abs() < 1e-12);
    }

    #[test]
    fn iteration_agrees_with_the_dense_method() {
        let ring = (0..90_u32).map(|at| (at, (at + 1) % 90, i64::from(at > 0), i64::from(at == 0)));
        let chords = (0..30_u32).map(|at| (at, at + 45, 1, 0));
        let ties = SignedTies::merged(90, ring.chain(chords)).unwrap();
        let (one, two) = (
            dense(90, ties.ties(), &|| false).unwrap(),
            iterated(90, ties.ties(), &|| false).unwrap(),
        );
        assert_eq!(iterated(90, ties.ties(), &|| true), None);
        assert!((one - two).abs() < 1e-7 * one, "{one} {two}");
    }
}
