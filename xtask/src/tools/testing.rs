//! What only the tests need: a browser and PostgreSQL.

use super::{apt, say};
use crate::Done;
use crate::shell::{command, output, which};
use std::path::{Path, PathBuf};

/// What PostgreSQL's server is started and stopped with.
const SERVER: [&str; 3] = ["initdb", "pg_ctl", "postgres"];

/// Makes sure that Chromium, its driver and a Chinese font are there; gives the driver.
pub fn chromedriver() -> Done<PathBuf> {
    if browser().is_none() {
        say("Chromium for the browser tests (half a minute, once)");
        apt(&["chromium", "chromium-driver"]).map_err(|error| {
            format!("install Chromium and chromedriver, both of one version and on PATH ({error})")
        })?;
    }
    let driver = browser().ok_or("Chromium was installed but is not on PATH")?;
    if output(command("fc-list").args([":lang=zh-cn", "family"])).is_none_or(|fonts| fonts.is_empty()) {
        say("a Chinese font for the browser tests (half a minute, once)");
        if let Err(error) = apt(&["fontconfig", "fonts-noto-cjk"]) {
            println!(
                "    without a Chinese font ({error}): screenshots show boxes, the tests run all the same"
            );
        }
    }
    Ok(driver)
}

/// The driver, if there is a browser for it.
fn browser() -> Option<PathBuf> {
    which("chromium").or_else(|| which("google-chrome"))?;
    which("chromedriver")
}

/// A C++ compiler, for libFuzzer.
pub fn cpp() -> Done {
    if ["c++", "g++", "clang++"].into_iter().any(|compiler| which(compiler).is_some()) {
        return Ok(());
    }
    say("a C++ compiler for the fuzz targets (half a minute, once)");
    apt(&["g++"]).map_err(|error| format!("install a C++ compiler and put c++ on PATH ({error})").into())
}

/// The folder of PostgreSQL's server programs.
pub fn postgres() -> Done<PathBuf> {
    if let Some(bin) = postgres_here() {
        return Ok(bin);
    }
    say("PostgreSQL for the tests (half a minute, once)");
    apt(&["postgresql"])
        .map_err(|error| format!("install PostgreSQL 15 or later and put initdb on PATH ({error})"))?;
    Ok(postgres_here().ok_or("PostgreSQL was installed but its programs were not found")?)
}

fn postgres_here() -> Option<PathBuf> {
    // On PATH there may be links; the programs look for each other beside the real files.
    let on_path = which("initdb").and_then(|file| file.canonicalize().ok()).and_then(|file| parent(&file));
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut installed: Vec<PathBuf> = versions.map(|version| version.path().join("bin")).collect();
    installed.sort();
    let complete = |bin: &PathBuf| SERVER.iter().all(|program| bin.join(program).is_file());
    on_path.into_iter().chain(installed.into_iter().rev()).find(complete)
}

fn parent(file: &Path) -> Option<PathBuf> {
    file.parent().map(Path::to_path_buf)
}
