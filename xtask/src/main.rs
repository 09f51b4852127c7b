//! Everything around the code. `cargo xtask` without a command lists what it does.
//!
//! A fresh machine has only rustup's Rust and git: what else is needed, [`tools`] installs, step by step, and says
//! so. A second run finds it there.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program for people at a terminal")]

mod postgres;
mod shell;
mod tasks;
mod tools;
mod web;
mod weigh;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask setup            install what building, running and testing need
cargo xtask build            build the browser programs and the release server
cargo xtask run [OPTIONS]    build and serve with demo data; --addr, --site-addr, --data
cargo xtask test [FILTER]    pass everything: format, lints, weights, units, both databases, browser journeys
cargo xtask weigh            sizes of what a browser loads, against their limits
cargo xtask bench            sign-ups per second beside a baseline in the same run
";

/// Why a task failed, in words for whoever started it.
type Failure = Box<dyn std::error::Error>;
/// The result of a task.
type Done<T = ()> = Result<T, Failure>;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) = args.split_first().map_or(("", &[][..]), |(command, rest)| (command.as_str(), rest));
    let done = match command {
        "setup" => tasks::set_up(),
        "build" => tasks::build(),
        "run" => tasks::run(rest),
        "test" => tasks::test(rest),
        "weigh" => web::build().and_then(|()| weigh::weigh()),
        "bench" => tasks::bench(rest),
        "" | "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(())
        }
        other => Err(format!("there is no task {other}\n\n{HELP}").into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("xtask: {failure}");
            ExitCode::FAILURE
        }
    }
}
