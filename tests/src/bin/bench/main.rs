//! Sign-ups per second of the release server beside a bare handler that inserts one row, in the same run, on the
//! same disk, with the same durability and the same load generator.
//!
//! `cargo xtask bench` runs it. It speaks to the loopback only, and ends by itself.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a program for people at a terminal, which stops when the ground gives way; it measures real time"
)]

mod baseline;
mod child;
mod disk;
mod load;
mod people;
mod report;
mod rollcall;
mod rush;

use baseline::Commit;
use clap::{Parser, Subcommand};
use load::Target;
use people::People;
use report::{Figures, Report};
use rollcall::Rollcall;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// Connections that push at once, one column of the table each.
const CONNECTIONS: [usize; 4] = [1, 8, 32, 128];
/// Requests made up for each second; a server that takes more is measured until they are used up.
const PER_SECOND: usize = 8_000;
/// What the server is set to by default, and so little that a rush is turned away, in milliseconds.
const PATIENCE: [u32; 2] = [2_000, 100];

/// Measure sign-ups per second.
#[derive(Debug, Parser)]
struct Bench {
    /// Write the table as Markdown.
    #[arg(long)]
    markdown: bool,
    /// Seconds that each cell of the table is measured for, after one second to warm up.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..=10))]
    seconds: u64,
    /// Phones that come at the same moment.
    #[arg(long, default_value_t = 2_000)]
    phones: usize,
    /// Measure only what becomes of those.
    #[arg(long)]
    only_rush: bool,
    /// The release server.
    #[arg(long, env = "ROLLCALL_BIN", default_value = "target/release/rollcall")]
    rollcall: PathBuf,
    /// A PostgreSQL cluster to make fresh databases in; without it, only SQLite is measured.
    #[arg(long, env = "ROLLCALL_BENCH_POSTGRES")]
    postgres: Option<String>,
    /// Folder for the databases; default: `target/bench`.
    #[arg(long, default_value = "target/bench")]
    folder: PathBuf,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the baseline; started by the benchmark itself.
    #[command(hide = true)]
    Baseline {
        /// Database.
        database: String,
        /// How to commit.
        commit: Commit,
    },
}

fn main() {
    let bench = Bench::parse();
    server::outbound::install_tls();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        match &bench.command {
            Some(Command::Baseline { database, commit }) => baseline::serve(database, *commit).await,
            None => bench.run().await,
        }
    });
}

impl Bench {
    async fn run(&self) {
        std::fs::create_dir_all(&self.folder).expect("a folder for the databases");
        let folder = tempfile::tempdir_in(&self.folder).expect("a fresh folder");
        let mut report = Report::new(disk::sync_time(folder.path()));
        let postgres = self.postgres.is_some().then_some("PostgreSQL");
        for database in [Some("SQLite"), postgres].into_iter().flatten() {
            if !self.only_rush {
                for figures in self.measure(database, folder.path()).await {
                    report.add(database, figures);
                }
            }
            for patience_ms in PATIENCE {
                eprintln!("{database}: {} phones at once, patience {patience_ms} ms", self.phones);
                let name = format!("rush{patience_ms}");
                let folder = folder.path().join(database).join(&name);
                std::fs::create_dir_all(&folder).expect("a folder");
                let fresh = self.fresh(database, &folder, &name).await;
                let rollcall = Rollcall::start(&self.rollcall, &folder, &fresh, patience_ms).await;
                report.add_rush(database, rush::rush(&rollcall, self.phones, patience_ms).await);
            }
        }
        print!("{}", if self.markdown { report.markdown() } else { report.text() });
    }

    /// All cells of one database. The three servers run side by side and take turns, so that whatever else the
    /// machine does meanwhile falls on all of them.
    async fn measure(&self, database: &'static str, folder: &Path) -> Vec<Figures> {
        let folder = folder.join(database);
        std::fs::create_dir_all(&folder).expect("a folder");
        let rollcall = Rollcall::start(
            &self.rollcall,
            &folder,
            &self.fresh(database, &folder, "rollcall").await,
            PATIENCE[0],
        )
        .await;
        let mut servers = vec![("Rollcall sign-up", rollcall.target())];
        let mut children = Vec::new();
        for (commit, name) in
            [(Commit::Alone, "bare insert"), (Commit::Together, "bare insert, group commit")]
        {
            let child = baseline::start(&self.fresh(database, &folder, commit.name()).await, commit);
            servers.push((name, Target::new(child.port, "/".to_owned(), "stored")));
            children.push(child);
        }
        let mut figures = Vec::new();
        let mut accepted = 0;
        let mut people = People::of(&rollcall);
        for connections in CONNECTIONS {
            for (server, target) in &servers {
                eprintln!("{database}: {server}, {connections} connections");
                let bodies = Arc::new(people.sign_up(PER_SECOND * (self.seconds as usize + 1)));
                let warm = load::push(target, connections, Duration::from_secs(1), &bodies).await;
                let measured =
                    load::push(target, connections, Duration::from_secs(self.seconds), &bodies).await;
                if *server == servers[0].0 {
                    accepted += warm.count + measured.count;
                }
                figures.push(Figures { server, connections, measured });
            }
        }
        rollcall.check_count(accepted).await;
        figures
    }

    async fn fresh(&self, database: &str, folder: &std::path::Path, name: &str) -> String {
        match (&self.postgres, database) {
            (Some(cluster), "PostgreSQL") => {
                let name = format!("bench_{}_{name}", std::process::id());
                server::db::create_postgres_database(cluster, &name).await.expect("a fresh database");
                let (server, _) = cluster.rsplit_once('/').expect("an address with a database");
                format!("{server}/{name}")
            }
            _ => format!("sqlite:{}", folder.join(format!("{name}.db")).display()),
        }
    }
}
