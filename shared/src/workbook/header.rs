//! Where the table begins: real files have a title, a line for signatures, merged cells, and a header below them.

use super::cell::{Cell, plain};
use super::columns::ColumnSet;
use std::collections::BTreeMap;

/// Rows among which the header is looked for.
const SEARCHED: usize = 40;
/// A row that has fewer of the titles is no header at all.
const LEAST: usize = 3;

/// A row that holds anything.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SheetRow {
    /// Its number in the file, from 1.
    pub number: u32,
    /// Its cells, from the first column on.
    pub cells: Vec<Cell>,
}

/// The header of a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// Number of its (last) row.
    pub row: u32,
    /// Place of each column that was found, by key.
    places: BTreeMap<String, usize>,
    /// What the sheet may call its columns.
    titles: Titles,
}

/// Keys of a set's columns by their bare titles and aliases.
type Titles = BTreeMap<String, String>;

impl Header {
    /// Finds the header: the row, or two rows one upon the other, with the most titles of the set.
    ///
    /// # Errors
    /// The titles of required columns that are missing; all of them when there is no header.
    pub fn find(set: &ColumnSet, rows: &[SheetRow]) -> Result<Header, Vec<String>> {
        let titles = titles(set);
        let mut best = Header::default();
        for (at, row) in rows.iter().take(SEARCHED).enumerate() {
            let alone = Header::of(&titles, row, None);
            let below = rows.get(at + 1).filter(|below| below.number == row.number + 1);
            let both = below.map(|below| Header::of(&titles, below, Some(row)));
            for one in std::iter::once(alone).chain(both) {
                if one.places.len() > best.places.len() {
                    best = one;
                }
            }
        }
        let missing = |header: &Header| -> Vec<String> {
            let lacks = |key: &String| !header.places.contains_key(key);
            let columns = set.columns.iter().filter(|column| column.required && lacks(&column.key));
            columns.map(|column| column.title.clone()).collect()
        };
        if best.places.len() < LEAST.min(set.columns.len()) {
            best = Header::default();
        }
        match missing(&best) {
            missing if missing.is_empty() => Ok(Header { titles, ..best }),
            missing => Err(missing),
        }
    }

    /// The titles of a row; where it has none, those of the row above.
    fn of(titles: &Titles, row: &SheetRow, above: Option<&SheetRow>) -> Header {
        let mut places = BTreeMap::new();
        let width = row.cells.len().max(above.map_or(0, |above| above.cells.len()));
        for place in 0..width {
            let own = row.cells.get(place).filter(|cell| !cell.is_blank());
            let cell = own.or_else(|| above.and_then(|above| above.cells.get(place)));
            let Some(Cell::Text(title)) = cell else { continue };
            if let Some(key) = titles.get(&bare(title)) {
                places.entry(key.clone()).or_insert(place);
            }
        }
        Header { row: row.number, places, titles: Titles::new() }
    }

    /// The cell of a column; `None` when the file has no such column, or the row ends before it.
    pub fn cell<'a>(&self, row: &'a SheetRow, key: &str) -> Option<&'a Cell> {
        row.cells.get(*self.places.get(key)?)
    }

    /// Whether a row is the header once more, as printed pages have it.
    pub(super) fn comes_again(&self, row: &SheetRow) -> bool {
        let again = Header::of(&self.titles, row, None).places.len();
        again >= LEAST && again * 2 > self.places.len()
    }
}

fn titles(set: &ColumnSet) -> Titles {
    let mut titles = Titles::new();
    for column in &set.columns {
        for title in std::iter::once(&column.title).chain(&column.aliases) {
            titles.entry(bare(title)).or_insert_with(|| column.key.clone());
        }
    }
    titles
}

/// A title without what stands in brackets, blanks and marks.
pub(super) fn bare(title: &str) -> String {
    let title = plain(title);
    let title = title.split('(').next().unwrap_or_default();
    title.chars().filter(|c| !matches!(c, '*' | ':' | '★' | '※')).collect()
}
