//! Builds the release server again when `dist/` changes, which it carries: the compiler watches the files that were
//! embedded last time, and misses new ones.

#![allow(clippy::print_stdout, reason = "how a build script speaks to cargo")]

fn main() {
    // Other builds read `dist/` while they run.
    let carries = std::env::var("PROFILE").is_ok_and(|profile| profile == "release");
    println!("cargo::rerun-if-changed={}", if carries { "../dist" } else { "build.rs" });
}
