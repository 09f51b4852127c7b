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
mod batches;
mod child;
mod disk;
mod fill;
mod growth;
mod load;
mod people;
mod plot;
mod process;
mod report;
mod rollcall;
mod rush;
mod web;

use baseline::Commit;
use clap::{Parser, Subcommand, ValueEnum};
use load::{Measured, Target};
use people::People;
use report::{Report, Table, millis};
use rollcall::{Program, Rollcall};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

const SIGN_UP: &str = "Rollcall sign-up";
const GROUP_COMMIT: &str = "bare insert, group commit";
/// Requests made up for each second; a server that takes more is measured until they are used up.
const PER_SECOND: usize = 24_000;
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
    /// Connections that sign up at once; several numbers are parted by commas.
    #[arg(long, value_delimiter = ',', default_values_t = [1, 8, 32, 128])]
    connections: Vec<usize>,
    /// Phones that come at the same moment.
    #[arg(long, default_value_t = 2_000)]
    phones: usize,
    /// Measure only this; may be given several times.
    #[arg(long, value_enum)]
    only: Vec<Part>,
    /// Folder for plots; without it none is drawn.
    #[arg(long, value_name = "DIR")]
    plots: Option<PathBuf>,
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

/// What can be measured on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Sign-ups beside the baseline, at several numbers of connections.
    SignUps,
    /// Phones that come at the same moment.
    Rush,
    /// Ten thousand operations pushed, and pulled.
    Batches,
    /// The same requests as the database grows.
    Growth,
    /// Start, memory, size.
    Process,
    /// What a browser loads, and how long it takes.
    Web,
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

/// A cell of the first table: who answered, over how many connections, and what was measured.
type Figures = (&'static str, usize, Measured);

impl Bench {
    async fn run(&self) {
        std::fs::create_dir_all(&self.folder).expect("a folder for the databases");
        let folder = tempfile::tempdir_in(&self.folder).expect("a fresh folder");
        let mut report = Report::new(disk::sync_time(folder.path()));
        let head = ["database", "server", "connections", "per second", "p50 ms", "p99 ms"];
        let mut sign_ups = Table::new("Sign-ups beside a bare insert", 2, &head);
        let head = [
            "database",
            "phones",
            "patience ms",
            "told to wait",
            "times at most",
            "p50 ms",
            "p99 ms",
            "last ms",
        ];
        let mut rushes = Table::new("Phones at the same moment", 1, &head);
        let head = ["database", "10,000 operations", "per second", "ms", "bytes each, compressed", "beside"];
        let mut batches = Table::new("Push and pull", 2, &head);
        let head =
            ["database", "median ms", "10 thousand", "1 million", "members and feed 10 million", "times"];
        let mut growing = Table::new("Growth", 2, &head);
        let head = ["database", "start to ready ms", "memory idle MB", "memory after load MB", "program MB"];
        let mut processes = Table::new("The process", 1, &head);
        let (mut by_load, mut by_size) = (Vec::new(), Vec::new());
        let postgres = self.postgres.is_some().then_some("PostgreSQL");
        for database in [Some("SQLite"), postgres].into_iter().flatten() {
            let mut baseline = None;
            if self.wants(Part::SignUps) {
                let figures = self.measure(database, folder.path()).await;
                let together = figures.iter().filter(|(server, ..)| *server == GROUP_COMMIT);
                baseline = together.map(|(.., measured)| measured.per_second).reduce(f64::max);
                by_load.extend(lines(database, &figures));
                figures.iter().for_each(|figures| add(&mut sign_ups, database, figures));
            }
            if self.wants(Part::Rush) {
                for patience_ms in PATIENCE {
                    eprintln!("{database}: {} phones at once, patience {patience_ms} ms", self.phones);
                    let (rollcall, _) = self.start(database, folder.path(), "rush", patience_ms).await;
                    add_rush(&mut rushes, database, &rush::rush(&rollcall, self.phones, patience_ms).await);
                }
            }
            if self.wants(Part::Batches) {
                eprintln!("{database}: push and pull");
                let (rollcall, _) = self.start(database, folder.path(), "batches", PATIENCE[0]).await;
                batches::measure(&rollcall, database, baseline.unwrap_or(f64::NAN), &mut batches).await;
            }
            if self.wants(Part::Process) {
                eprintln!("{database}: the process");
                let (rollcall, url) = self.start(database, folder.path(), "process", PATIENCE[0]).await;
                // What a log-in's password took is given back within seconds.
                tests::stay_away(12_000).await;
                let idle = process::memory(rollcall.pid());
                let bodies = Arc::new(People::of(&rollcall).sign_up(PER_SECOND * 3));
                load::push(&rollcall.target(), 32, Duration::from_secs(3), &bodies).await;
                let loaded = process::memory(rollcall.pid());
                drop(rollcall);
                let data = folder.path().join(database).join("process0").join("data");
                let program = Program { binary: &self.rollcall, data, database: &url };
                let start = process::start_time(&program).await;
                process::add(&mut processes, database, start, idle, loaded, &self.rollcall);
            }
            if self.wants(Part::Growth) {
                let mut fresh = Vec::new();
                for _ in growth::SIZES {
                    fresh.push(self.start(database, folder.path(), "growth", PATIENCE[0]).await);
                }
                by_size.extend(growth::measure(fresh, database, &mut growing).await);
            }
        }
        let head = ["a browser on", "until", "kB from the server", "ms"];
        let mut browser = Table::new("In a browser", 2, &head);
        if self.wants(Part::Web) {
            web::measure(&mut browser).await;
        }
        for table in [sign_ups, rushes, batches, growing, processes, browser] {
            report.add(table);
        }
        self.draw(&by_load, &by_size);
        print!("{}", if self.markdown { report.markdown() } else { report.text() });
    }

    fn wants(&self, part: Part) -> bool {
        self.only.is_empty() || self.only.contains(&part)
    }

    fn draw(&self, by_load: &[plot::Line], by_size: &[plot::Line]) {
        let Some(folder) = &self.plots else { return };
        std::fs::create_dir_all(folder).expect("a folder for plots");
        if !by_load.is_empty() {
            let file = folder.join("latency-load.svg");
            plot::draw(&file, "Latency of a sign-up against load", "connections", by_load);
        }
        if !by_size.is_empty() {
            let file = folder.join("latency-size.svg");
            plot::draw(&file, "Median latency against size", "rows", by_size);
        }
    }

    /// A server on a fresh database, and the address of that.
    async fn start(
        &self,
        database: &'static str,
        folder: &Path,
        name: &str,
        patience_ms: u32,
    ) -> (Rollcall, String) {
        let mut nth = 0;
        let taken = |nth: u32| folder.join(database).join(format!("{name}{nth}"));
        while taken(nth).exists() {
            nth += 1;
        }
        let folder = taken(nth);
        std::fs::create_dir_all(&folder).expect("a folder");
        let url = self.fresh(database, &folder, &format!("{name}{nth}")).await;
        (Rollcall::start(&self.rollcall, &folder, &url, patience_ms).await, url)
    }

    /// All cells of one database. The three servers run side by side and take turns, so that whatever else the
    /// machine does meanwhile falls on all of them.
    async fn measure(&self, database: &'static str, folder: &Path) -> Vec<Figures> {
        let (rollcall, _) = self.start(database, folder, "sign_ups", PATIENCE[0]).await;
        let folder = folder.join(database);
        let mut servers = vec![(SIGN_UP, rollcall.target())];
        let mut children = Vec::new();
        for (commit, name) in [(Commit::Alone, "bare insert"), (Commit::Together, GROUP_COMMIT)] {
            let child = baseline::start(&self.fresh(database, &folder, commit.name()).await, commit);
            servers.push((name, Target::new(child.port, "/".to_owned(), "stored")));
            children.push(child);
        }
        let mut figures = Vec::new();
        let mut accepted = 0;
        let mut people = People::of(&rollcall);
        for &connections in &self.connections {
            for (server, target) in &servers {
                eprintln!("{database}: {server}, {connections} connections");
                let bodies = Arc::new(people.sign_up(PER_SECOND * (self.seconds as usize + 1)));
                let warm = load::push(target, connections, Duration::from_secs(1), &bodies).await;
                let measured =
                    load::push(target, connections, Duration::from_secs(self.seconds), &bodies).await;
                if *server == SIGN_UP {
                    accepted += warm.count + measured.count;
                }
                figures.push((*server, connections, measured));
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

fn add(table: &mut Table, database: &str, (server, connections, measured): &Figures) {
    let figures = [format!("{:.0}", measured.per_second), millis(measured.p50), millis(measured.p99)];
    let what = [database.to_owned(), (*server).to_owned(), connections.to_string()];
    table.row(&[&what[..], &figures[..]].concat());
}

fn add_rush(table: &mut Table, database: &str, rush: &rush::Rush) {
    let whole = |time: Duration| format!("{:.0}", time.as_secs_f64() * 1e3);
    let counts = [rush.phones, rush.patience_ms as usize, rush.turned, rush.most as usize];
    let times = [rush.p50, rush.p99, rush.last].map(whole);
    table.row(&[&[database.to_owned()][..], &counts.map(|count| count.to_string()), &times].concat());
}

/// Lines of the plot: half and 99 of 100 sign-ups took no longer.
fn lines(database: &str, figures: &[Figures]) -> [plot::Line; 2] {
    let line = |name: &str, of: fn(&Measured) -> Duration| {
        let ours = figures.iter().filter(|(server, ..)| *server == SIGN_UP);
        let points =
            ours.map(|(_, connections, measured)| (*connections as f64, of(measured).as_secs_f64() * 1e3));
        (format!("{database}, {name}"), points.collect())
    };
    [line("p50", |measured| measured.p50), line("p99", |measured| measured.p99)]
}
