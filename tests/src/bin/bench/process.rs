//! The process itself: how soon it answers, how much memory it takes, how large the program is.

use super::report::{Table, millis};
use super::rollcall::{Program, free_port};
use std::path::Path;
use std::time::{Duration, Instant};

/// Starts a server on a database that is there, several times; median time from start to first answer.
pub async fn start_time(program: &Program<'_>) -> Duration {
    let mut times = Vec::new();
    for _ in 0..9 {
        let port = free_port();
        let began = Instant::now();
        let child = program.serve(port, 2_000);
        let url = format!("http://127.0.0.1:{port}/readyz");
        while !reqwest::get(&url).await.is_ok_and(|answer| answer.status().is_success()) {
            tokio::task::yield_now().await;
        }
        times.push(began.elapsed());
        drop(child);
    }
    times.sort_unstable();
    times[times.len() / 2]
}

/// Resident memory of a process, in bytes.
pub fn memory(pid: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or_default() * 1024
}

/// Size of the program, in bytes.
pub fn size(binary: &Path) -> u64 {
    std::fs::metadata(binary).map(|metadata| metadata.len()).unwrap_or_default()
}

/// Megabytes with one digit behind the point.
pub fn megabytes(bytes: u64) -> String {
    format!("{:.1}", bytes as f64 / 1e6)
}

/// A row.
pub fn add(table: &mut Table, database: &str, start: Duration, idle: u64, loaded: u64, binary: &Path) {
    let cells = [megabytes(idle), megabytes(loaded), megabytes(size(binary))];
    table.row(&[&[database.to_owned(), millis(start)][..], &cells[..]].concat());
}
