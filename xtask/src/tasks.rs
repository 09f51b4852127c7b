//! The tasks.

use crate::Done;
use crate::postgres::{Cluster, Disk};
use crate::shell::{cargo, command, root, run as run_command, stage};
use crate::{tools, web, weigh};

/// Installs all that building, running and testing need.
pub fn set_up() -> Done {
    stage("set up", || {
        tools::wasm_rust()?;
        tools::trunk()?;
        tools::wasm_bindgen()?;
        if tools::wasm_opt().is_none() {
            println!("    wasm-opt is not there (it needs npm); everything works without it, with larger bundles");
        }
        tools::chromedriver()?;
        tools::postgres()?;
        Ok(())
    })
}

/// Builds the browser programs and the release server, which carries them.
pub fn build() -> Done {
    stage("browser programs", web::build)?;
    stage("server (5 minutes when new)", || run_command(cargo().args(["build", "--release", "-p", "server"])))
}

/// Builds, loads demo data and serves.
pub fn run(options: &[String]) -> Done {
    build()?;
    let mut serve = command(root().join("target/release/rollcall"));
    run_command(serve.args(["demo", "--serve"]).args(options))
}

/// Passes everything.
pub fn test(filter: &[String]) -> Done {
    set_up()?;
    stage("format", || run_command(cargo().args(["fmt", "--all", "--check"])))?;
    stage("browser programs", web::build)?;
    stage("weights", weigh::weigh)?;
    stage("lints", || run_command(cargo().args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])))?;
    stage("lints of the browser programs", || {
        let target = ["--target", "wasm32-unknown-unknown", "-p", "frontend", "--features", "csr", "--bins"];
        match tools::wasm_rust()? {
            tools::WasmRust::Rustup => run_command(cargo().arg("clippy").args(target).args(["--", "-D", "warnings"])),
            // Debian's Rust brings no clippy for this target; the browser programs were compiled above.
            tools::WasmRust::Debian => Ok(()),
        }
    })?;
    let cluster = stage("PostgreSQL for the tests", || Cluster::start(Disk::Fast))?;
    stage("tests", || {
        let mut test = cargo();
        test.args(["test", "--workspace", "--no-fail-fast"]).args(filter);
        test.env("ROLLCALL_TEST_POSTGRES", cluster.url()).env("CHROMEDRIVER", tools::chromedriver()?);
        run_command(&mut test)
    })
}

/// Measures sign-ups beside a baseline in the same run.
pub fn bench(options: &[String]) -> Done {
    build()?;
    let cluster = stage("PostgreSQL, durable", || Cluster::start(Disk::Durable))?;
    stage("bench", || {
        let mut bench = cargo();
        bench.args(["run", "--release", "-p", "tests", "--bin", "bench", "--"]).args(options);
        bench.env("ROLLCALL_BIN", root().join("target/release/rollcall"));
        bench.env("ROLLCALL_BENCH_POSTGRES", cluster.url());
        run_command(&mut bench)
    })
}
