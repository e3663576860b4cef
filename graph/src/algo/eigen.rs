//! The eigenvalues of a symmetric matrix: reduction to three diagonals (Householder), then implicit QL steps.
//! After Bowdler, Martin, Reinsch and Wilkinson (1968); values only. O(n³).

/// The eigenvalues, ascending; `None` when stopped. `matrix` has `nodes` rows of `nodes` cells and is symmetric.
pub(super) fn eigenvalues(
    matrix: Vec<f64>,
    nodes: usize,
    should_stop: &dyn Fn() -> bool,
) -> Option<Vec<f64>> {
    let (mut diagonal, mut beside) = three_diagonals(matrix, nodes, should_stop)?;
    let mut first = 0;
    while first < nodes {
        deflate(&mut diagonal, &mut beside, first);
        first += 1;
    }
    diagonal.sort_by(f64::total_cmp);
    Some(diagonal)
}

/// The main diagonal, and the one beside it with `beside[i]` between i and i + 1.
fn three_diagonals(
    mut matrix: Vec<f64>,
    nodes: usize,
    should_stop: &dyn Fn() -> bool,
) -> Option<(Vec<f64>, Vec<f64>)> {
    let mut beside = vec![0.0; nodes];
    for column in 0..nodes.saturating_sub(2) {
        if should_stop() {
            return None;
        }
        let from = column + 1;
        let below: Vec<f64> = (from..nodes)
            .map(|row| matrix[row * nodes + column])
            .collect();
        let norm = below.iter().map(|cell| cell * cell).sum::<f64>().sqrt();
        let pivot = if below[0] > 0.0 { -norm } else { norm };
        beside[column] = pivot;
        if norm == 0.0 || below[1..].iter().all(|&cell| cell == 0.0) {
            beside[column] = below[0];
            continue;
        }
        let mut mirror = below;
        mirror[0] -= pivot;
        reflect(&mut matrix, nodes, from, &mirror);
    }
    if nodes >= 2 {
        beside[nodes - 2] = matrix[(nodes - 1) * nodes + nodes - 2];
    }
    let diagonal = (0..nodes).map(|at| matrix[at * nodes + at]).collect();
    Some((diagonal, beside))
}

/// Both sides of the lower right block times the reflection at `mirror`.
fn reflect(matrix: &mut [f64], nodes: usize, from: usize, mirror: &[f64]) {
    let scale = 2.0 / mirror.iter().map(|cell| cell * cell).sum::<f64>();
    let row = |matrix: &[f64], at: usize| -> f64 {
        mirror
            .iter()
            .enumerate()
            .map(|(column, cell)| matrix[(from + at) * nodes + from + column] * cell)
            .sum()
    };
    let mut image: Vec<f64> = (0..mirror.len())
        .map(|at| row(matrix, at) * scale)
        .collect();
    let half = scale / 2.0
        * image
            .iter()
            .zip(mirror)
            .map(|(image, cell)| image * cell)
            .sum::<f64>();
    image
        .iter_mut()
        .zip(mirror)
        .for_each(|(image, cell)| *image -= half * cell);
    for at in 0..mirror.len() {
        let cells = &mut matrix[(from + at) * nodes + from..(from + at) * nodes + nodes];
        for (column, cell) in cells.iter_mut().enumerate() {
            *cell -= mirror[at] * image[column] + image[at] * mirror[column];
        }
    }
}

/// QL steps until the value at `first` stands alone.
fn deflate(diagonal: &mut [f64], beside: &mut [f64], first: usize) {
    const MOST_STEPS: usize = 200;
    let nodes = diagonal.len();
    for _ in 0..MOST_STEPS {
        let negligible = |at: &usize| {
            beside[*at].abs() <= f64::EPSILON * (diagonal[*at].abs() + diagonal[*at + 1].abs())
        };
        let last = (first..nodes - 1).find(negligible).unwrap_or(nodes - 1);
        if last == first {
            return;
        }
        step(diagonal, beside, first, last);
    }
}

/// One implicit QL step with the shift of Wilkinson on the rows `first..=last`.
fn step(diagonal: &mut [f64], beside: &mut [f64], first: usize, last: usize) {
    let slope = (diagonal[first + 1] - diagonal[first]) / (2.0 * beside[first]);
    let length = slope.hypot(1.0).copysign(slope);
    let mut bulge = diagonal[last] - diagonal[first] + beside[first] / (slope + length);
    let (mut sine, mut cosine, mut moved) = (1.0, 1.0, 0.0);
    for at in (first..last).rev() {
        let (over, under) = (sine * beside[at], cosine * beside[at]);
        let radius = over.hypot(bulge);
        beside[at + 1] = radius;
        if radius == 0.0 {
            diagonal[at + 1] -= moved;
            beside[last] = 0.0;
            return;
        }
        sine = over / radius;
        cosine = bulge / radius;
        bulge = diagonal[at + 1] - moved;
        let turned = (diagonal[at] - bulge) * sine + 2.0 * cosine * under;
        moved = sine * turned;
        diagonal[at + 1] = bulge + moved;
        bulge = cosine * turned - under;
    }
    diagonal[first] -= moved;
    beside[first] = bulge;
    beside[last] = 0.0;
}

#[cfg(test)]
mod tests {
    fn eigenvalues(matrix: Vec<f64>, nodes: usize) -> Vec<f64> {
        super::eigenvalues(matrix, nodes, &|| false).unwrap()
    }

    #[test]
    fn who_is_stopped_says_nothing() {
        assert_eq!(super::eigenvalues(vec![0.0; 9], 3, &|| true), None);
    }

    #[test]
    fn the_complete_graph_has_one_large_eigenvalue() {
        let matrix = (0..25)
            .map(|at| if at / 5 == at % 5 { 0.0 } else { 1.0 })
            .collect();
        let values = eigenvalues(matrix, 5);
        assert!(
            values[..4].iter().all(|value| (value + 1.0).abs() < 1e-12),
            "{values:?}"
        );
        assert!((values[4] - 4.0).abs() < 1e-12);
    }

    #[test]
    fn the_path_has_the_cosines() {
        let nodes = 40;
        let mut matrix = vec![0.0; nodes * nodes];
        for at in 0..nodes - 1 {
            // Far nodes side by side, so that the matrix has no band to begin with.
            let (a, b) = (at * 7 % nodes, (at + 1) * 7 % nodes);
            matrix[a * nodes + b] = 1.0;
            matrix[b * nodes + a] = 1.0;
        }
        for (at, value) in eigenvalues(matrix, nodes).iter().enumerate() {
            let angle = std::f64::consts::PI * (nodes - at) as f64 / (nodes + 1) as f64;
            assert!((value - 2.0 * angle.cos()).abs() < 1e-10, "{at}: {value}");
        }
    }

    #[test]
    fn small_and_empty_matrices_have_their_values() {
        assert_eq!(eigenvalues(Vec::new(), 0), Vec::<f64>::new());
        assert_eq!(eigenvalues(vec![3.0], 1), [3.0]);
        let values = eigenvalues(vec![0.0, 2.0, 2.0, 0.0], 2);
        assert!((values[0] + 2.0).abs() < 1e-12 && (values[1] - 2.0).abs() < 1e-12);
    }
}
