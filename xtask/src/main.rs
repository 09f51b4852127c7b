//! Everything around the code. `cargo xtask help` lists what it does.
//!
//! A fresh machine has only rustup's Rust and git: what else is needed, [`tools`] installs, rung by rung, and says
//! so. A second run finds it there.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program for people at a terminal")]

mod fuzz;
mod postgres;
mod shell;
mod stages;
mod tasks;
mod tools;
mod web;
mod weigh;

use clap::{Parser, Subcommand};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

/// Why a task failed, in words for whoever started it.
type Failure = Box<dyn std::error::Error>;
/// The result of a task.
type Done<T = ()> = Result<T, Failure>;

/// Everything around Rollcall's code.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Install what building, running and testing need.
    Setup,
    /// Build the browser programs and the release server, which carries them.
    Build {
        /// Build only this; may be given several times.
        #[arg(long, value_enum)]
        only: Vec<tasks::Part>,
    },
    /// Build what changed, and serve with demo data.
    Run {
        /// Address of the server.
        #[arg(long, default_value = "127.0.0.1:8080", value_name = "HOST:PORT")]
        addr: SocketAddr,
        /// Address of the demo association's website, an origin of its own.
        #[arg(long, default_value = "127.0.0.1:8081", value_name = "HOST:PORT")]
        site_addr: SocketAddr,
        /// Folder of the database and the keys.
        #[arg(long, default_value = "data", value_name = "DIR")]
        data: PathBuf,
    },
    /// Pass everything: format, lints, weights, units, both databases, browser journeys.
    Test {
        /// Only this stage; may be given several times.
        #[arg(long, value_enum)]
        only: Vec<tasks::TestStage>,
        /// Passed on to `cargo test`, such as part of a test's name or `-p server`; only the tests run then, on up-to-date
        /// browser programs.
        #[arg(last = true)]
        filter: Vec<String>,
    },
    /// Print the sizes of what a browser loads, beside their limits.
    Weigh,
    /// Try what Rollcall reads from strangers with inputs that grow towards new code.
    Fuzz {
        /// Only this target; may be given several times.
        #[arg(long)]
        only: Vec<String>,
        /// Seconds for each target.
        #[arg(long, default_value_t = 60)]
        seconds: u32,
    },
    /// Kill, cut off, fill up and turn back whatever a server stands on, again and again, and look what is left.
    Faults {
        /// How often each fault strikes.
        #[arg(long, default_value_t = 100)]
        rounds: u32,
        /// Passed on to the suite, such as part of a test's name.
        #[arg(last = true)]
        filter: Vec<String>,
    },
    /// Measure sign-ups per second on both databases, beside a baseline in the same run.
    Bench {
        /// Passed on to the benchmark, such as `--markdown`.
        #[arg(last = true)]
        options: Vec<String>,
    },
}

fn main() -> ExitCode {
    let done = match Cli::parse().task {
        Task::Setup => tasks::set_up(),
        Task::Build { only } => tasks::build(&only),
        Task::Run { addr, site_addr, data } => tasks::run(addr, site_addr, &data),
        Task::Test { only, filter } => tasks::test(&only, &filter),
        Task::Weigh => weigh::weigh(),
        Task::Fuzz { only, seconds } => fuzz::fuzz(&only, seconds),
        Task::Faults { rounds, filter } => tasks::faults(rounds, &filter),
        Task::Bench { options } => tasks::bench(&options),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("xtask: {failure}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Cli;
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }
}
