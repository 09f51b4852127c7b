//! What the browser programs are built with.

use super::{CargoTool, apt, say, tools};
use crate::Done;
use crate::shell::{command, output, root, run, which};
use std::path::{Path, PathBuf};

const TRUNK: &str = "0.21.14";
const BINARYEN: &str = "132.0.0";
/// The oldest wasm-opt that knows what today's Rust emits; Debian's is older.
const WASM_OPT_SINCE: u32 = 120;
/// The target of the browser programs.
pub const WASM: &str = "wasm32-unknown-unknown";

/// How WebAssembly is compiled on this machine. Without the source, the browser programs are larger by a tenth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WasmRust {
    /// rustup's Rust has the target, with the standard library as it was built elsewhere.
    Rustup,
    /// rustup's Rust builds the standard library from its source.
    RustupSource,
    /// Debian's Rust builds the standard library from its source.
    Debian,
}

impl WasmRust {
    /// Whether the standard library is built with the program, by its flags.
    pub fn builds_std(self) -> bool {
        matches!(self, WasmRust::RustupSource | WasmRust::Debian)
    }
}

/// The tools, all there.
#[derive(Debug)]
pub struct WebTools {
    /// The compiler.
    pub rust: WasmRust,
    /// Whether bundles are made smaller after the compiler.
    pub wasm_opt: bool,
    /// Folders that come first on PATH.
    pub path: Vec<PathBuf>,
}

impl WebTools {
    /// Finds them, and installs what is missing.
    pub fn ready() -> Done<WebTools> {
        let rust = wasm_rust()?;
        let mut path = vec![trunk()?, wasm_bindgen()?];
        let wasm_opt = wasm_opt();
        match &wasm_opt {
            Some(folder) => path.push(folder.clone()),
            None => println!(
                "    without wasm-opt (npm would install it): everything works, the browser programs are larger"
            ),
        }
        if rust == WasmRust::Debian {
            path.push(PathBuf::from("/usr/bin"));
        }
        Ok(WebTools { rust, wasm_opt: wasm_opt.is_some(), path })
    }
}

fn wasm_rust() -> Done<WasmRust> {
    let sysroot = output(command("rustc").args(["--print", "sysroot"])).ok_or("rustc does not answer")?;
    let sysroot = Path::new(&sysroot);
    let by_rustup = which("rustup").is_some();
    let mut target = sysroot.join("lib/rustlib").join(WASM).is_dir();
    if !target && !debian_rust() && by_rustup {
        say("Rust's WebAssembly target, by rustup (seconds)");
        target = run(command("rustup").args(["target", "add", WASM])).is_ok();
    }
    if target {
        if !has_source(sysroot) && by_rustup {
            say("the source of Rust's standard library, by rustup (seconds)");
            // Without it everything works, only larger.
            let _ = run(command("rustup").args(["component", "add", "rust-src"]));
        }
        return Ok(if has_source(sysroot) { WasmRust::RustupSource } else { WasmRust::Rustup });
    }
    if debian_rust() {
        return Ok(WasmRust::Debian);
    }
    say("Debian's Rust for WebAssembly instead, since rustup did not help (half a minute)");
    match apt(&["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "lld-22"]) {
        Ok(()) if debian_rust() => Ok(WasmRust::Debian),
        Ok(()) => Err("Debian's Rust for WebAssembly was installed but not found".into()),
        Err(error) => Err(format!(
            "install Rust's WebAssembly target with `rustup target add {WASM}` and start again ({error})"
        )
        .into()),
    }
}

/// Whether Debian's Rust has what it takes to build the standard library for WebAssembly.
fn debian_rust() -> bool {
    let sysroot = output(command("/usr/bin/rustc").args(["--print", "sysroot"]));
    sysroot.is_some_and(|folder| has_source(Path::new(&folder))) && Path::new("/usr/bin/cargo").is_file()
}

/// Whether a Rust has the source of its standard library.
fn has_source(sysroot: &Path) -> bool {
    sysroot.join("lib/rustlib/src/rust/library/std/Cargo.toml").is_file()
}

fn trunk() -> Done<PathBuf> {
    let tool = CargoTool {
        package: "trunk",
        version: TRUNK,
        program: "trunk",
        about: "builds the browser programs (3 to 4 minutes, once)",
        // Without its default features it speaks no TLS: it downloads nothing, and half a minute is saved.
        options: &["--locked", "--no-default-features"],
    };
    tool.ready()
}

fn wasm_bindgen() -> Done<PathBuf> {
    let lock = std::fs::read_to_string(root().join("Cargo.lock"))?;
    let version = locked_version(&lock, "wasm-bindgen").ok_or("Cargo.lock names no wasm-bindgen")?;
    let tool = CargoTool {
        package: "wasm-bindgen-cli",
        version: &version,
        program: "wasm-bindgen",
        about: "joins WebAssembly and JavaScript (1 to 2 minutes, once)",
        // Its own lock file names a yanked crate, so it is not installed with --locked.
        options: &["--bin", "wasm-bindgen", "--no-default-features"],
    };
    tool.ready()
}

/// The folder of wasm-opt, if it can be had.
fn wasm_opt() -> Option<PathBuf> {
    if let Some(folder) = wasm_opt_here() {
        return Some(folder);
    }
    which("npm")?;
    say("wasm-opt: makes the browser programs smaller (half a minute, once)");
    let folder = binaryen()?;
    std::fs::create_dir_all(&folder).ok()?;
    let mut npm = command("npm");
    npm.args(["install", "--no-audit", "--no-fund", "--silent", "--prefix"]).arg(&folder);
    run(npm.arg(format!("binaryen@{BINARYEN}"))).ok()?;
    wasm_opt_here()
}

/// Whether the programs would be built with wasm-opt; installs nothing.
pub fn wasm_opt_is_there() -> bool {
    wasm_opt_here().is_some()
}

fn wasm_opt_here() -> Option<PathBuf> {
    let ours = binaryen()?.join("node_modules/.bin");
    if ours.join("wasm-opt").exists() {
        return Some(ours);
    }
    let program = which("wasm-opt")?;
    let version = wasm_opt_version(&output(command(&program).arg("--version"))?)?;
    if version >= WASM_OPT_SINCE { program.parent().map(PathBuf::from) } else { None }
}

fn binaryen() -> Option<PathBuf> {
    Some(tools().ok()?.join(format!("binaryen-{BINARYEN}")))
}

/// The number in `wasm-opt version 132 (version_132)`.
fn wasm_opt_version(said: &str) -> Option<u32> {
    said.split_whitespace().nth(2)?.parse().ok()
}

/// The version of a package in a Cargo.lock.
fn locked_version(lock: &str, package: &str) -> Option<String> {
    let mut lines = lock.lines().skip_while(|line| *line != format!("name = \"{package}\""));
    let version = lines.nth(1)?.strip_prefix("version = \"")?;
    Some(version.strip_suffix('"')?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{locked_version, wasm_opt_version};

    #[test]
    fn the_lock_file_names_the_version() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"9.9.9\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(locked_version(lock, "trunk"), None);
    }

    #[test]
    fn wasm_opt_says_its_version() {
        assert_eq!(wasm_opt_version("wasm-opt version 132 (version_132)"), Some(132));
        assert_eq!(wasm_opt_version("wasm-opt version 108"), Some(108));
        assert_eq!(wasm_opt_version("no such option"), None);
    }
}
