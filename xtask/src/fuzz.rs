//! Fuzz targets of `fuzz/`: what Rollcall reads from strangers.
//!
//! The folder is laid out for `cargo fuzz`, whose nightly adds sanitizers; the code has no `unsafe`, so the counters
//! that a stable compiler can put in are enough here, and need no other tool than a C++ compiler for libFuzzer.

use crate::Done;
use crate::shell::{cargo, command, output, root, run, target};
use crate::stages::stage;
use crate::tools;
use std::process::Output;

/// The targets, each with its corpus in `fuzz/corpus/`.
const TARGETS: [&str; 5] = ["operations", "answers", "identity", "handover", "spreadsheet"];

/// Counters at edges and at comparisons, as `cargo fuzz` sets them.
const COUNTERS: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
     -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
     -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1 --cfg fuzzing";

/// Longest input, in bytes: a form with its answers.
const LONGEST: &str = "-max_len=16384";

/// Runs each target, or only some, for some seconds on top of its corpus. What is found new stays in `target/fuzz`.
pub fn fuzz(only: &[String], seconds: u32) -> Done {
    tools::cpp()?;
    let folder = target()?.join("fuzz");
    // Named, so that the counters stay out of build scripts.
    let host = output(command("rustc").arg("-vV")).unwrap_or_default();
    let triple = host.lines().find_map(|line| line.strip_prefix("host: ")).ok_or("rustc names no host")?;
    stage("fuzz targets", || {
        let mut build = cargo();
        build.args(["build", "--release", "--manifest-path", "fuzz/Cargo.toml", "--locked", "--target-dir"]);
        run(build.arg(&folder).args(["--target", triple]).env("RUSTFLAGS", COUNTERS))
    })?;
    for name in TARGETS.into_iter().filter(|name| only.is_empty() || only.iter().any(|one| one == name)) {
        let found = folder.join("found").join(name);
        std::fs::create_dir_all(&found)?;
        stage(name, || {
            let mut fuzz = command(folder.join(triple).join("release").join(name));
            fuzz.arg(&found).arg(root().join("fuzz/corpus").join(name)).arg(LONGEST);
            fuzz.arg(format!("-artifact_prefix={}/", folder.display()))
                .args(["-timeout=5", "-print_final_stats=1"]);
            tell(&fuzz.arg(format!("-max_total_time={seconds}")).output()?)
        })?;
    }
    Ok(())
}

/// How many inputs were tried; all that libFuzzer says when one of them broke something.
fn tell(output: &Output) -> Done {
    let said = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        println!("{said}");
        return Err(format!("an input broke something ({}); it lies beside the target", output.status).into());
    }
    let tried = said.lines().find_map(|line| line.strip_prefix("stat::number_of_executed_units:"));
    println!("    {} inputs tried", tried.unwrap_or("?").trim());
    Ok(())
}
