//! What building and testing need beyond Rust, and how to get it.
//!
//! Each tool is a ladder: already there, else the ordinary way, else a fallback, else one sentence that says what to
//! install. Tools of ours go to `~/.cache/rollcall/tools`, so that every clone of one user shares them.

mod testing;
mod web;

pub use testing::{chromedriver, cpp, postgres};
pub use web::{WASM, WasmRust, WebTools, wasm_opt_is_there};

use crate::Done;
use crate::shell::{cargo, command, is_root, output, run, target, which};
use std::path::PathBuf;
use std::process::Stdio;

/// A program of crates.io.
struct CargoTool<'a> {
    package: &'a str,
    version: &'a str,
    program: &'a str,
    /// What it is for, and how long it takes.
    about: &'a str,
    options: &'a [&'a str],
}

impl CargoTool<'_> {
    /// Its folder: of the one on PATH if that has the version, else of ours, which is built when it is not there.
    fn ready(&self) -> Done<PathBuf> {
        if let Some(folder) = self.on_path() {
            return Ok(folder);
        }
        let place = tools()?.join(format!("{}-{}", self.package, self.version));
        let bin = place.join("bin");
        if bin.join(self.program).is_file() {
            return Ok(bin);
        }
        say(&format!("{} {}: {}", self.package, self.version, self.about));
        let target = target()?.join("tools");
        let mut install = cargo();
        // Outside the workspace, whose configuration is not the tool's.
        install.current_dir(std::env::temp_dir());
        install
            .args(["install", self.package, "--version", &format!("={}", self.version), "--root"])
            .arg(&place);
        // Each runs for seconds a day: building it fast matters more than its speed.
        install.arg("--debug").args(self.options);
        install.env("CARGO_PROFILE_DEV_DEBUG", "0").env("CARGO_TARGET_DIR", &target);
        run(&mut install).map_err(|error| {
            let by_hand = format!("cargo install {} --version ={}", self.package, self.version);
            format!(
                "{} could not be built ({error}); install it by hand and put it on PATH: {by_hand}",
                self.package
            )
        })?;
        // Only the program is kept; a folder that stays behind costs disk and nothing else.
        let _ = std::fs::remove_dir_all(target);
        Ok(bin)
    }

    fn on_path(&self) -> Option<PathBuf> {
        let program = which(self.program)?;
        let said = output(command(&program).arg("--version"))?;
        let fits = said.split_whitespace().nth(1) == Some(self.version);
        fits.then(|| program.parent().map(PathBuf::from)).flatten()
    }
}

/// The folder of our tools.
fn tools() -> Done<PathBuf> {
    let cache = std::env::var_os("XDG_CACHE_HOME").filter(|folder| !folder.is_empty()).map(PathBuf::from);
    let home = || std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache"));
    Ok(cache.or_else(home).ok_or("neither XDG_CACHE_HOME nor HOME is set")?.join("rollcall/tools"))
}

/// Installs Debian packages, as root or through sudo without a password.
fn apt(packages: &[&str]) -> Done {
    which("apt-get").ok_or("there is no apt-get")?;
    let sudo = !is_root();
    if sudo && output(command("sudo").args(["-n", "true"])).is_none() {
        return Err("only root may install packages, and sudo asks for a password".into());
    }
    let apt = || {
        let mut apt = command(if sudo { "sudo" } else { "env" });
        // sudo starts with an environment of its own, so the setting is passed within.
        apt.args(if sudo { &["-n", "env"][..] } else { &[] })
            .args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        apt.stdin(Stdio::null()).stdout(Stdio::null());
        apt
    };
    let install = |packages: &[&str]| {
        run(apt().args(["install", "-y", "-qq", "--no-install-recommends"]).args(packages))
    };
    // The lists may be old or missing, or one of several sources away; the installation itself tells.
    let _ = run(apt().args(["update", "-qq"]));
    install(packages)
}

/// Says what is being installed, and how long it may take.
fn say(what: &str) {
    println!("    installing {what}");
}
