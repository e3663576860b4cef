//! The assignment problem: rows to columns with the greatest sum (Kuhn 1955, in the O(n³) form of Jonker and Volgenant 1987).

/// The column of each row in an assignment with the greatest sum of `value`, which is at least 0.
/// A row without a column has `None`; that happens only when there are fewer columns than rows.
pub(super) fn assignment(value: &[Vec<i64>], columns: usize) -> Vec<Option<usize>> {
    let rows = value.len();
    let size = rows.max(columns);
    let cost = |row: usize, column: usize| {
        if row < rows && column < columns {
            -value[row][column]
        } else {
            0
        }
    };
    // Place 0 of rows and columns is a stand-in: `row_of[0]` is the row being placed.
    let mut row_price = vec![0_i64; size + 1];
    let mut column_price = vec![0_i64; size + 1];
    let mut row_of = vec![0_usize; size + 1];
    for row in 1..=size {
        row_of[0] = row;
        let (column, before) =
            cheapest_way(size, &cost, &mut row_price, &mut column_price, &row_of);
        let mut column = column;
        while column != 0 {
            row_of[column] = row_of[before[column]];
            column = before[column];
        }
    }
    let mut assigned = vec![None; rows];
    for column in 1..=columns {
        if row_of[column] <= rows {
            assigned[row_of[column] - 1] = Some(column - 1);
        }
    }
    assigned
}

/// The free column that the row in place 0 reaches most cheaply, and the way there; prices are brought up to date.
fn cheapest_way(
    size: usize,
    cost: &impl Fn(usize, usize) -> i64,
    row_price: &mut [i64],
    column_price: &mut [i64],
    row_of: &[usize],
) -> (usize, Vec<usize>) {
    let mut least = vec![i64::MAX; size + 1];
    let mut before = vec![0; size + 1];
    let mut done = vec![false; size + 1];
    let mut column = 0;
    while row_of[column] != 0 {
        done[column] = true;
        let row = row_of[column];
        let (mut delta, mut next) = (i64::MAX, 0);
        for other in (1..=size).filter(|&other| !done[other]) {
            let reduced = cost(row - 1, other - 1) - row_price[row] - column_price[other];
            if reduced < least[other] {
                (least[other], before[other]) = (reduced, column);
            }
            if least[other] < delta {
                (delta, next) = (least[other], other);
            }
        }
        for other in 0..=size {
            if done[other] {
                row_price[row_of[other]] += delta;
                column_price[other] -= delta;
            } else if other > 0 {
                least[other] -= delta;
            }
        }
        column = next;
    }
    (column, before)
}

#[cfg(test)]
mod tests {
    use super::assignment;

    #[test]
    fn the_greatest_sum_beats_the_greatest_cell() {
        let value = vec![vec![5, 4, 0], vec![4, 0, 0], vec![0, 3, 1]];
        assert_eq!(assignment(&value, 3), [Some(1), Some(0), Some(2)]);
    }

    #[test]
    fn more_rows_than_columns_leave_the_poorest_out() {
        assert_eq!(
            assignment(&[vec![1], vec![3], vec![2]], 1),
            [None, Some(0), None]
        );
        assert_eq!(assignment(&[vec![1, 9]], 2), [Some(1)]);
        assert_eq!(assignment(&[], 2), []);
    }
}
