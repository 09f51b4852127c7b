//! The browser programs: built by Trunk, laid out under `dist/`, compressed.

mod dist;
mod stamp;

use crate::Done;
use crate::shell::{cargo, command, path_with, run, target};
use crate::stages::stage;
use crate::tools::{WASM, WasmRust, WebTools};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A browser program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    /// For workers, in an association's page.
    Widget,
    /// For staff.
    Console,
    /// For stewards, who collect entries of many.
    Steward,
}

impl Program {
    /// All of them.
    pub const ALL: [Program; 3] = [Program::Widget, Program::Console, Program::Steward];

    /// Its name: of the cargo binary, of Trunk's page, of its files.
    pub fn name(self) -> &'static str {
        match self {
            Program::Widget => "widget",
            Program::Console => "console",
            Program::Steward => "steward",
        }
    }

    /// Its folder in `dist/`, and its public path.
    pub fn folder(self) -> &'static str {
        match self {
            Program::Widget => "embed",
            Program::Console => "console",
            Program::Steward => "steward",
        }
    }
}

/// A panic stops the program without a word, since nobody would read it; so the words need not be loaded.
const SMALL: [&str; 4] =
    ["-Zunstable-options", "-Cpanic=immediate-abort", "-Zfmt-debug=none", "-Zlocation-detail=none"];

/// Builds those that are stale.
pub fn build(programs: &[Program]) -> Done {
    let sources = stamp::sources()?;
    let stale: Vec<Program> =
        programs.iter().copied().filter(|program| !stamp::is_fresh(*program, &sources)).collect();
    if stale.is_empty() {
        println!("    the browser programs are up to date");
        return Ok(());
    }
    let tools = WebTools::ready()?;
    // Trunk lets cargo work offline. The standard library, where it is built, needs crates of its own; those for
    // WebAssembly alone come only when asked for.
    for of_target in [&[][..], &["--target", WASM]] {
        run(toolchain("cargo", &tools)?.args(["fetch", "--quiet"]).args(of_target))?;
    }
    // What a tool just installed changes counts too.
    let sources = stamp::sources()?;
    for program in stale {
        let name = program.name();
        let built = stage(&format!("build the {name} (1 to 3 minutes when new)"), || trunk(program, &tools))?;
        stage(&format!("lay out and compress the {name}"), || dist::lay_out(program, &built))?;
        stamp::set(program, &sources)?;
    }
    Ok(())
}

/// Checks the browser programs' code as their compiler sees it. Says so where this machine cannot.
pub fn lint() -> Done {
    if WebTools::ready()?.rust == WasmRust::Debian {
        println!("    skipped: Debian's Rust for WebAssembly brings no clippy");
        return Ok(());
    }
    let of_browser = ["--target", WASM, "--package", "frontend", "--features", "csr,console"];
    run(cargo().arg("clippy").args(of_browser).args(["--", "-D", "warnings"]))
}

/// Builds one; gives the folder that Trunk left it in.
fn trunk(program: Program, tools: &WebTools) -> Done<PathBuf> {
    let target = target()?;
    let built = target.join("web").join(program.name());
    // Trunk copies whatever earlier builds left in wasm-bindgen's folder.
    for left_over in [&built, &target.join("wasm-bindgen")] {
        if left_over.exists() {
            fs::remove_dir_all(left_over)?;
        }
    }
    let mut trunk = toolchain("trunk", tools)?;
    trunk.env("CARGO_TARGET_DIR", &target);
    // Trunk takes NO_COLOR for a flag and fails on its usual value; its backtraces hide what the compiler said.
    trunk.env_remove("NO_COLOR").env("RUST_LIB_BACKTRACE", "0").env("TRUNK_SKIP_VERSION_CHECK", "true");
    trunk.args(["build", "--config", "Trunk.toml", "--dist"]).arg(&built);
    trunk.args(["--public-url", &format!("/{}/", program.folder())]);
    // To Trunk a release is a build with wasm-opt, which must be there then; cargo's profile is in Trunk.toml.
    if tools.wasm_opt {
        trunk.arg("--release=true");
    }
    run(trunk.arg(page(program)))?;
    Ok(built)
}

/// A program that finds the tools, and that compiles WebAssembly as this machine does.
fn toolchain(program: &str, tools: &WebTools) -> Done<Command> {
    let mut command = command(program);
    command.env("PATH", path_with(&tools.path)?);
    if tools.rust.builds_std() {
        // Flags of nightly Rust, which a release accepts with the first (docs/adr/0010).
        command.env("RUSTC_BOOTSTRAP", "1").env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort");
        command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", SMALL.join(" "));
    }
    Ok(command)
}

/// Trunk's page, which names the program and what goes with it.
fn page(program: Program) -> PathBuf {
    Path::new("frontend").join(format!("{}.html", program.name()))
}

/// A path with something appended to its file name.
fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    PathBuf::from(name)
}
