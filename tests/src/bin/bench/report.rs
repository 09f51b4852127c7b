//! The table.

use super::load::Measured;
use super::rush::Rush;
use std::fmt::Write as _;
use std::time::Duration;

/// One cell.
#[derive(Clone, Debug)]
pub struct Figures {
    /// Who answered.
    pub server: &'static str,
    /// Connections that pushed at once.
    pub connections: usize,
    /// What was measured.
    pub measured: Measured,
}

/// All that was measured.
#[derive(Debug)]
pub struct Report {
    sync: Duration,
    rows: Vec<[String; 6]>,
    rushes: Vec<[String; 8]>,
}

const HEAD: [&str; 6] = ["database", "server", "connections", "per second", "p50 ms", "p99 ms"];
/// Of phones that come at the same moment.
const RUSH: [&str; 8] =
    ["database", "phones", "patience ms", "told to wait", "times at most", "p50 ms", "p99 ms", "last ms"];

impl Report {
    /// An empty table; `sync` is what one synced write costs on this disk.
    pub fn new(sync: Duration) -> Report {
        Report { sync, rows: Vec::new(), rushes: Vec::new() }
    }

    /// Adds a cell.
    pub fn add(&mut self, database: &str, figures: Figures) {
        let Figures { server, connections, measured } = figures;
        let millis = |time: Duration| format!("{:.2}", time.as_secs_f64() * 1e3);
        self.rows.push([
            database.to_owned(),
            server.to_owned(),
            connections.to_string(),
            format!("{:.0}", measured.per_second),
            millis(measured.p50),
            millis(measured.p99),
        ]);
    }

    /// Adds a rush.
    pub fn add_rush(&mut self, database: &str, rush: Rush) {
        let millis = |time: Duration| format!("{:.0}", time.as_secs_f64() * 1e3);
        self.rushes.push([
            database.to_owned(),
            rush.phones.to_string(),
            rush.patience_ms.to_string(),
            rush.turned.to_string(),
            rush.most.to_string(),
            millis(rush.p50),
            millis(rush.p99),
            millis(rush.last),
        ]);
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
        let mut text = format!("{}\n\n", self.about());
        for row in std::iter::once(HEAD.map(str::to_owned)).chain(self.rows.iter().cloned()) {
            let [database, server, connections, rate, p50, p99] = row;
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{database:<12}{server:<28}{connections:>12}{rate:>12}{p50:>10}{p99:>10}");
        }
        text.push('\n');
        for row in std::iter::once(RUSH.map(str::to_owned)).chain(self.rushes.iter().cloned()) {
            let [database, cells @ ..] = row;
            let _ = writeln!(text, "{database:<12}{}", cells.map(|cell| format!("{cell:>14}")).concat());
        }
        text
    }

    /// For a document.
    pub fn markdown(&self) -> String {
        let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
        let mut text = format!("{}.\n\n", self.about());
        text += &line(&HEAD.map(str::to_owned));
        text += "|---|---|--:|--:|--:|--:|\n";
        self.rows.iter().for_each(|row| text += &line(row));
        text += "\n";
        text += &line(&RUSH.map(str::to_owned));
        text += "|---|--:|--:|--:|--:|--:|--:|--:|\n";
        self.rushes.iter().for_each(|row| text += &line(row));
        text
    }
}
