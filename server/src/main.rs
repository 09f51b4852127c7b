//! The program `rollcall`; see `rollcall --help`.

use std::process::ExitCode;

fn main() -> ExitCode {
    match server::cli::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report(&*error);
            ExitCode::FAILURE
        }
    }
}

#[allow(clippy::print_stderr, reason = "the last word of a command that failed")]
fn report(error: &dyn std::error::Error) {
    eprintln!("rollcall: {error}");
}
