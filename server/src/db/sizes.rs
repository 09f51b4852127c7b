//! Statements of the embedded database about many rows.
//!
//! Parsing a statement about thirty rows takes longer than running it. So statements are made for a few lengths only, and
//! stay prepared; a shorter list is filled up with rows of nothing.

use std::sync::LazyLock;

/// Lengths that statements are made for.
const SIZES: [usize; 4] = [1, 8, 32, 64];
/// The longest.
pub(super) const MOST: usize = 64;

/// A statement for each length.
#[derive(Debug)]
pub(super) struct BySize([String; SIZES.len()]);

/// Statements that are made when they are first needed, and kept.
pub(super) type Statements = LazyLock<BySize>;

impl BySize {
    /// Makes the statements.
    pub fn of(text: impl Fn(usize) -> String) -> BySize {
        BySize(SIZES.map(text))
    }

    /// The statement that holds so many rows, and how many it holds: the longest, if none is long enough.
    pub fn holding(statements: &'static Statements, rows: usize) -> (usize, &'static str) {
        let at = SIZES.iter().position(|size| *size >= rows).unwrap_or(SIZES.len() - 1);
        (SIZES[at], &statements.0[at])
    }
}

/// A row of so many parameters, so many times: `(?,?),(?,?)`.
pub(super) fn rows(columns: usize, rows: usize) -> String {
    let row = format!("({})", vec!["?"; columns].join(","));
    vec![row.as_str(); rows].join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shortest_that_is_long_enough() {
        static NUMBERS: Statements = LazyLock::new(|| BySize::of(|size| size.to_string()));
        for (rows, size) in [(0, 1), (1, 1), (2, 8), (32, 32), (33, 64), (64, 64), (65, 64)] {
            assert_eq!(BySize::holding(&NUMBERS, rows), (size, size.to_string().as_str()));
        }
        assert_eq!(rows(2, 2), "(?,?),(?,?)");
    }
}
