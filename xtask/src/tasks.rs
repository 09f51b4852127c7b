//! The tasks.

use crate::Done;
use crate::fuzz;
use crate::postgres::{Cluster, Disk};
use crate::shell::{cargo, command, run as run_command, target};
use crate::stages::{Stages, stage};
use crate::tools::{self, WebTools};
use crate::web::{self, Program};
use crate::weigh;
use clap::ValueEnum;
use std::net::SocketAddr;
use std::os::unix::process::CommandExt as _;
use std::path::Path;

/// Seconds for each fuzz target among the tests.
const FUZZ_SECONDS: u32 = 5;

/// What can be built on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// The widget, for workers.
    Widget,
    /// The console, for staff.
    Console,
    /// The stewards' page.
    Steward,
    /// The release server, with the browser programs as they are.
    Server,
}

/// A stage of the tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TestStage {
    /// How the code is laid out.
    Format,
    /// Clippy, for the machine and for the browser.
    Lints,
    /// The browser programs are built.
    Browser,
    /// The browser programs weigh no more than they may.
    Weights,
    /// Units, both databases, browser journeys.
    Tests,
    /// Fuzz targets on their corpus, and some seconds beyond.
    Fuzz,
}

/// Installs all that building, running and testing need.
pub fn set_up() -> Done {
    stage("set up", || {
        WebTools::ready()?;
        tools::chromedriver()?;
        tools::postgres()?;
        Ok(())
    })
}

/// Builds the browser programs and the release server, or only some of them.
pub fn build(only: &[Part]) -> Done {
    let wanted = |part: Part| only.is_empty() || only.contains(&part);
    let programs = Program::ALL.into_iter().filter(|program| {
        wanted(match program {
            Program::Widget => Part::Widget,
            Program::Console => Part::Console,
            Program::Steward => Part::Steward,
        })
    });
    let programs: Vec<Program> = programs.collect();
    if !programs.is_empty() {
        stage("browser programs", || web::build(&programs))?;
    }
    if wanted(Part::Server) {
        stage("server (5 minutes when new)", || {
            run_command(cargo().args(["build", "--release", "--package", "server"]))
        })?;
    }
    Ok(())
}

/// Builds what changed, and becomes the server with demo data.
pub fn run(addr: SocketAddr, site_addr: SocketAddr, data: &Path) -> Done {
    build(&[])?;
    let mut server = command(target()?.join("release/rollcall"));
    server.args([
        "demo",
        "--serve",
        "--addr",
        &addr.to_string(),
        "--site-addr",
        &site_addr.to_string(),
        "--data",
    ]);
    // Only an error comes back.
    Err(format!("the server cannot be started: {}", server.arg(data).exec()).into())
}

/// Passes everything, or only some stages. With a filter, the tests it names.
pub fn test(only: &[TestStage], filter: &[String]) -> Done {
    let stages = match (only, filter) {
        ([], []) => TestStage::value_variants(),
        ([], _) => &[TestStage::Browser, TestStage::Tests],
        (only, _) => only,
    };
    let wanted = |stage: TestStage| stages.contains(&stage);
    if only.is_empty() {
        set_up()?;
    }
    let mut done = Stages::default();
    if wanted(TestStage::Format) {
        done.run("format", || {
            run_command(cargo().args(["fmt", "--all", "--check"]))?;
            run_command(cargo().args(["fmt", "--manifest-path", "fuzz/Cargo.toml", "--check"]))
        });
    }
    if wanted(TestStage::Browser) {
        done.run("browser programs", || web::build(&Program::ALL));
    }
    if wanted(TestStage::Weights) {
        done.run("weights", weigh::weigh);
    }
    if wanted(TestStage::Lints) {
        let everything = ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];
        done.run("lints", || run_command(cargo().args(everything)));
        done.run("lints of the browser programs", web::lint);
    }
    if wanted(TestStage::Tests) {
        done.run("tests", || run_tests(filter));
    }
    if wanted(TestStage::Fuzz) {
        done.run("fuzz targets", || fuzz::fuzz(&[], FUZZ_SECONDS));
    }
    done.finish()
}

fn run_tests(filter: &[String]) -> Done {
    let chromedriver = tools::chromedriver()?;
    let cluster = stage("PostgreSQL for the tests", || Cluster::start(Disk::Fast))?;
    let mut test = cargo();
    // Without `--workspace`, so that the filter may choose a package; it is the default here.
    test.args(["test", "--no-fail-fast"]).args(filter);
    test.env("ROLLCALL_TEST_POSTGRES", cluster.url()).env("CHROMEDRIVER", chromedriver);
    run_command(&mut test)
}

/// Runs the suite of faults, each as often as told, on a PostgreSQL that waits for the disk.
pub fn faults(rounds: u32, filter: &[String]) -> Done {
    let cluster = stage("PostgreSQL, durable", || Cluster::start(Disk::Durable))?;
    stage("faults", || {
        let mut test = cargo();
        test.args(["test", "--package", "tests", "--test", "faults", "--"]).args(filter);
        test.env("ROLLCALL_TEST_POSTGRES", cluster.url()).env("ROLLCALL_FAULT_ROUNDS", rounds.to_string());
        run_command(&mut test)
    })
}

/// Measures sign-ups beside a baseline in the same run.
pub fn bench(options: &[String]) -> Done {
    build(&[])?;
    let chromedriver = tools::chromedriver()?;
    let cluster = stage("PostgreSQL, durable", || Cluster::start(Disk::Durable))?;
    stage("bench", || {
        let mut bench = cargo();
        bench.args(["run", "--release", "--package", "tests", "--bin", "bench", "--"]).args(options);
        bench
            .env("ROLLCALL_BIN", target()?.join("release/rollcall"))
            .env("ROLLCALL_BENCH_POSTGRES", cluster.url())
            .env("CHROMEDRIVER", chromedriver);
        run_command(&mut bench)
    })
}
