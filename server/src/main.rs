//! The program `rollcall`; see `rollcall --help`.

use mimalloc::MiMalloc;
use std::process::ExitCode;

/// Half of what a sign-up cost outside the database was memory taken and given back. SQLite takes its own from it, too.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

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
