//! What building and testing need beyond Rust, and how to get it.
//!
//! Each tool is a ladder: already there, else the ordinary way, else a fallback, else one sentence that says what to
//! install. Tools of ours go to `~/.cache/rollcall/tools`, so that every clone of one user shares them.

use crate::Done;
use crate::shell::{cargo, command, output, root, run, which};
use std::path::{Path, PathBuf};

const TRUNK: &str = "0.21.14";
const BINARYEN: &str = "132.0.0";
const WASM: &str = "wasm32-unknown-unknown";

/// How WebAssembly is compiled on this machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WasmRust {
    /// rustup's Rust has the target.
    Rustup,
    /// Debian's Rust builds the standard library from source.
    Debian,
}

/// Makes sure that WebAssembly can be compiled.
pub fn wasm_rust() -> Done<WasmRust> {
    let sysroot = output(command("rustc").args(["--print", "sysroot"])).ok_or("rustc does not answer")?;
    if Path::new(&sysroot).join("lib/rustlib").join(WASM).is_dir() {
        return Ok(WasmRust::Rustup);
    }
    say("the WebAssembly target of Rust, by rustup (seconds)");
    if which("rustup").is_some() && run(command("rustup").args(["target", "add", WASM])).is_ok() {
        return Ok(WasmRust::Rustup);
    }
    if Path::new("/usr/share/doc/rust-web-src").is_dir() && which("lld-22").is_some() {
        return Ok(WasmRust::Debian);
    }
    say("rustup did not answer: Debian's Rust for WebAssembly instead (half a minute)");
    apt(&["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "lld-22"])
        .map_err(|_| "install Rust's WebAssembly target: rustup target add wasm32-unknown-unknown")?;
    Ok(WasmRust::Debian)
}

/// Trunk's folder.
pub fn trunk() -> Done<PathBuf> {
    cargo_tool("trunk", TRUNK, true, "builds the browser programs (3 to 6 minutes, once)")
}

/// The folder of wasm-bindgen's command line, of the version that Cargo.lock names.
pub fn wasm_bindgen() -> Done<PathBuf> {
    let lock = std::fs::read_to_string(root().join("Cargo.lock"))?;
    let version = locked_version(&lock, "wasm-bindgen").ok_or("Cargo.lock names no wasm-bindgen")?;
    // Its own lock file names a yanked crate, so it is not installed with --locked.
    cargo_tool("wasm-bindgen-cli", &version, false, "joins WebAssembly and JavaScript (2 minutes, once)")
}

/// The folder of wasm-opt, if it can be had; without it the bundles are larger.
pub fn wasm_opt() -> Option<PathBuf> {
    let folder = tools().ok()?.join(format!("binaryen-{BINARYEN}"));
    let bin = folder.join("node_modules/.bin");
    if bin.join("wasm-opt").exists() {
        return Some(bin);
    }
    which("npm")?;
    say("wasm-opt, which makes the browser programs smaller (half a minute, once)");
    std::fs::create_dir_all(&folder).ok()?;
    let package = format!("binaryen@{BINARYEN}");
    let mut npm = command("npm");
    npm.args(["install", "--no-audit", "--no-fund", "--silent", "--prefix"]).arg(&folder).arg(package);
    run(&mut npm).ok()?;
    bin.join("wasm-opt").exists().then_some(bin)
}

/// Makes sure that Chromium and its driver are there; gives the driver.
pub fn chromedriver() -> Done<PathBuf> {
    let found = || Some((which("chromium").or_else(|| which("google-chrome"))?, which("chromedriver")?));
    if found().is_none() {
        say("Chromium for the browser tests (half a minute, once)");
        apt(&["chromium", "chromium-driver", "fonts-noto-cjk"])
            .map_err(|_| "install Chromium and chromedriver, of one version, and put both on PATH")?;
    }
    Ok(found().ok_or("Chromium was installed but is not on PATH")?.1)
}

/// The folder of PostgreSQL's server programs.
pub fn postgres() -> Done<PathBuf> {
    let found = || {
        let versions = std::fs::read_dir("/usr/lib/postgresql").ok();
        let installed = versions.into_iter().flatten().flatten().map(|version| version.path().join("bin"));
        let on_path = which("initdb").and_then(|file| Some(file.canonicalize().ok()?.parent()?.to_path_buf()));
        on_path.into_iter().chain(installed).find(|bin| bin.join("initdb").exists() && bin.join("postgres").exists())
    };
    if let Some(bin) = found() {
        return Ok(bin);
    }
    say("PostgreSQL for the tests (half a minute, once)");
    apt(&["postgresql"]).map_err(|_| "install PostgreSQL 15 or later and put initdb on PATH")?;
    Ok(found().ok_or("PostgreSQL was installed but its programs were not found")?)
}

fn cargo_tool(package: &str, version: &str, locked: bool, what_for: &str) -> Done<PathBuf> {
    let folder = tools()?.join(format!("{package}-{version}"));
    let bin = folder.join("bin");
    let there = std::fs::read_dir(&bin).is_ok_and(|mut files| files.next().is_some());
    if there {
        return Ok(bin);
    }
    say(&format!("{package} {version}, which {what_for}"));
    let target = root().join("target/tools");
    let mut install = cargo();
    // Outside the workspace, whose configuration is not the tool's; a debug build compiles faster than it saves.
    install.current_dir(std::env::temp_dir());
    install.args(["install", "--debug", "--quiet", package, "--version", &format!("={version}"), "--root"]).arg(&folder);
    install.env("CARGO_PROFILE_DEV_DEBUG", "0").env("CARGO_TARGET_DIR", &target);
    if locked {
        install.arg("--locked");
    }
    run(&mut install).map_err(|error| format!("{package} could not be installed: {error}"))?;
    // Only the program is kept; a folder that stays behind costs disk and nothing else.
    let _ = std::fs::remove_dir_all(target);
    Ok(bin)
}

fn tools() -> Done<PathBuf> {
    let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let home = || std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache"));
    Ok(cache.or_else(home).ok_or("neither XDG_CACHE_HOME nor HOME is set")?.join("rollcall/tools"))
}

/// Installs Debian packages, as root or through sudo without a password.
fn apt(packages: &[&str]) -> Done {
    which("apt-get").ok_or("this is not Debian")?;
    let root = output(command("id").arg("-u")).as_deref() == Some("0");
    let apt = || {
        let mut apt = if root { command("apt-get") } else { command("sudo") };
        if !root {
            apt.args(["-n", "apt-get"]);
        }
        apt.env("DEBIAN_FRONTEND", "noninteractive").stdout(std::process::Stdio::null());
        apt
    };
    run(apt().args(["update", "-qq"]))?;
    run(apt().args(["install", "-y", "-qq", "--no-install-recommends"]).args(packages))
}

fn say(what: &str) {
    println!("    installing {what}");
}

/// The version of a package in a Cargo.lock.
fn locked_version(lock: &str, package: &str) -> Option<String> {
    let mut lines = lock.lines().skip_while(|line| *line != format!("name = \"{package}\""));
    let version = lines.nth(1)?.strip_prefix("version = \"")?;
    Some(version.strip_suffix('"')?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::locked_version;

    #[test]
    fn the_lock_file_names_the_version() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"9.9.9\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(locked_version(lock, "trunk"), None);
    }
}
