//! The browser programs: built by Trunk, laid out under `dist/`, compressed.

use crate::Done;
use crate::shell::{cargo, command, path_with, root, run, stage};
use crate::tools::{self, WasmRust};
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

/// What the browser programs are made of; nothing else makes them stale.
const SOURCES: [&str; 5] = ["frontend", "shared/src", "shared/Cargo.toml", "Cargo.lock", "Trunk.toml"];

/// Builds what is stale.
pub fn build() -> Done {
    let stamp = root().join("dist/.built-from");
    let now = fingerprint()?;
    if fs::read_to_string(&stamp).is_ok_and(|before| before == now) {
        println!("    the browser programs are up to date");
        return Ok(());
    }
    let toolchain = Toolchain::find()?;
    let staging = root().join("target/web");
    let _ = fs::remove_dir_all(&staging);
    for program in ["widget", "console"] {
        stage(&format!("build the {program} (1 to 3 minutes when new)"), || toolchain.trunk(program, &staging))?;
    }
    let dist = root().join("dist");
    let _ = fs::remove_dir_all(&dist);
    lay_out(&staging, &dist)?;
    stage("compress", || compress(&dist))?;
    fs::write(stamp, now)?;
    Ok(())
}

struct Toolchain {
    rust: WasmRust,
    folders: Vec<PathBuf>,
}

impl Toolchain {
    fn find() -> Done<Self> {
        let rust = tools::wasm_rust()?;
        let mut folders = vec![tools::trunk()?, tools::wasm_bindgen()?];
        match tools::wasm_opt() {
            Some(folder) => folders.push(folder),
            None => println!("    without wasm-opt (it needs npm): the browser programs will be larger"),
        }
        if rust == WasmRust::Debian {
            folders.push(PathBuf::from("/usr/bin"));
        }
        Ok(Toolchain { rust, folders })
    }

    fn trunk(&self, program: &str, staging: &Path) -> Done {
        let mut trunk = command("trunk");
        trunk.env("PATH", path_with(self.folders.iter().map(PathBuf::as_path)));
        // Trunk takes NO_COLOR for a flag and fails on its usual value.
        trunk.env_remove("NO_COLOR").env("TRUNK_SKIP_VERSION_CHECK", "true");
        for (name, _) in cargo().get_envs().filter(|(_, value)| value.is_none()) {
            trunk.env_remove(name);
        }
        if self.rust == WasmRust::Debian {
            trunk.env("RUSTC_BOOTSTRAP", "1").env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort");
        }
        trunk.args(["build", "--config", "Trunk.toml", "--dist"]).arg(staging.join(program));
        trunk.args(["--public-url", if program == "console" { "/console/" } else { "/embed/" }]);
        trunk.arg(format!("frontend/{program}.html"));
        run(&mut trunk)
    }
}

/// `dist/embed` and `dist/console`: programs under hashed names, styles and scripts under stable ones.
fn lay_out(staging: &Path, dist: &Path) -> Done {
    let frontend = root().join("frontend");
    for program in ["widget", "console"] {
        let folder = dist.join(if program == "widget" { "embed" } else { "console" });
        fs::create_dir_all(&folder)?;
        for file in fs::read_dir(staging.join(program))?.flatten() {
            // The page around a program is the server's; Trunk's would need an inline script.
            if file.file_type()?.is_file() && file.path().extension().is_none_or(|ending| ending != "html") {
                fs::copy(file.path(), folder.join(file.file_name()))?;
            }
        }
        let styles = ["tokens", program].map(|name| fs::read_to_string(frontend.join(format!("styles/{name}.css"))));
        let [tokens, own] = styles;
        fs::write(folder.join(format!("{program}.css")), format!("{}\n{}", tokens?, own?))?;
    }
    fs::copy(frontend.join("embed/rollcall.js"), dist.join("embed/rollcall.js"))?;
    Ok(())
}

fn compress(dist: &Path) -> Done {
    for folder in ["embed", "console"] {
        for file in fs::read_dir(dist.join(folder))?.flatten() {
            let content = fs::read(file.path())?;
            let mut small = Vec::new();
            let options = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
            brotli::BrotliCompress(&mut content.as_slice(), &mut small, &options)?;
            let mut name = file.path().into_os_string();
            name.push(".br");
            fs::write(name, small)?;
        }
    }
    Ok(())
}

fn fingerprint() -> Done<String> {
    let mut hasher = DefaultHasher::new();
    for source in SOURCES {
        hash_all(&root().join(source), &mut hasher)?;
    }
    Ok(format!("{:016x}", hasher.finish()))
}

fn hash_all(path: &Path, hasher: &mut DefaultHasher) -> Done {
    if path.is_dir() {
        let mut inside: Vec<_> = fs::read_dir(path)?.flatten().map(|entry| entry.path()).collect();
        inside.sort();
        return inside.iter().try_for_each(|path| hash_all(path, hasher));
    }
    path.strip_prefix(root()).unwrap_or(path).hash(hasher);
    fs::read(path)?.hash(hasher);
    Ok(())
}
