//! Tables of what was measured.

use std::fmt::Write as _;
use std::time::Duration;

/// A table.
#[derive(Clone, Debug)]
pub struct Table {
    /// What it tells.
    pub title: &'static str,
    /// Names of the columns. The first `words` hold words, the others numbers.
    pub head: Vec<&'static str>,
    /// Columns of words.
    pub words: usize,
    /// Rows.
    pub rows: Vec<Vec<String>>,
}

/// All that was measured.
#[derive(Debug)]
pub struct Report {
    sync: Duration,
    tables: Vec<Table>,
}

/// Milliseconds with two digits behind the point.
pub fn millis(time: Duration) -> String {
    format!("{:.2}", time.as_secs_f64() * 1e3)
}

impl Table {
    /// An empty table.
    pub fn new(title: &'static str, words: usize, head: &[&'static str]) -> Table {
        Table { title, head: head.to_vec(), words, rows: Vec::new() }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: &[String]) {
        self.rows.push(cells.to_vec());
    }
}

impl Report {
    /// An empty report; `sync` is what one synced write costs on this disk.
    pub fn new(sync: Duration) -> Report {
        Report { sync, tables: Vec::new() }
    }

    /// Adds a table, unless it is empty.
    pub fn add(&mut self, table: Table) {
        if !table.rows.is_empty() {
            self.tables.push(table);
        }
    }

    fn about(&self) -> String {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let sync = self.sync.as_secs_f64() * 1e3;
        format!(
            "{cores} cores, shared by server, database and load generator; one synced write of 4 KiB takes {sync:.2} ms here"
        )
    }

    /// For a terminal.
    pub fn text(&self) -> String {
        let mut text = format!("{}\n", self.about());
        for table in &self.tables {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "\n{}\n", table.title);
            let head: Vec<String> = table.head.iter().map(|cell| (*cell).to_owned()).collect();
            for row in std::iter::once(&head).chain(&table.rows) {
                for (at, cell) in row.iter().enumerate() {
                    let _ = if at < table.words {
                        write!(text, "{cell:<30}")
                    } else {
                        write!(text, "{cell:>16}")
                    };
                }
                text.push('\n');
            }
        }
        text
    }

    /// For a document.
    pub fn markdown(&self) -> String {
        let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
        let mut text = format!("{}.\n", self.about());
        for table in &self.tables {
            let head: Vec<String> = table.head.iter().map(|cell| (*cell).to_owned()).collect();
            let kinds: Vec<&str> =
                (0..head.len()).map(|at| if at < table.words { "---" } else { "--:" }).collect();
            let _ = write!(text, "\n### {}\n\n{}|{}|\n", table.title, line(&head), kinds.join("|"));
            table.rows.iter().for_each(|row| text += &line(row));
        }
        text
    }
}
