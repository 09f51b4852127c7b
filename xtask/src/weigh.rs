//! What a browser loads, against its limits.

use crate::Done;
use crate::shell::root;
use std::fs;

/// Name, folder, how the files are called, most bytes with brotli.
const LIMITS: [(&str, &str, &[&str], u64); 3] = [
    ("loader", "embed", &["rollcall.js"], 3 * 1024),
    ("widget", "embed", &["widget-*.js", "widget-*.wasm", "widget.css"], 120 * 1024),
    ("console", "console", &["console-*.js", "console-*.wasm", "console.css"], 400 * 1024),
];

/// Prints the weights; fails above a limit.
pub fn weigh() -> Done {
    let mut heavy = Vec::new();
    for (name, folder, patterns, limit) in LIMITS {
        let mut sum = 0;
        for file in fs::read_dir(root().join("dist").join(folder))?.flatten() {
            let file_name = file.file_name().to_string_lossy().into_owned();
            let plain = file_name.strip_suffix(".br").unwrap_or_default();
            if patterns.iter().any(|pattern| matches(pattern, plain)) {
                let bytes = file.metadata()?.len();
                println!("    {name:8} {plain:40} {bytes:>8} bytes (brotli)");
                sum += bytes;
            }
        }
        println!("    {name:8} {:40} {sum:>8} of {limit}", "in all");
        if sum == 0 || sum > limit {
            heavy.push(format!("{name}: {sum} bytes, limit {limit}"));
        }
    }
    if heavy.is_empty() { Ok(()) } else { Err(format!("too heavy, or missing: {}", heavy.join("; ")).into()) }
}

/// Whether a name fits a pattern with at most one `*`.
fn matches(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        Some((start, end)) => name.starts_with(start) && name.ends_with(end) && name.len() >= start.len() + end.len(),
        None => pattern == name,
    }
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn a_hashed_name_fits_its_pattern() {
        assert!(matches("widget-*.wasm", "widget-0f3a_bg.wasm"));
        assert!(!matches("widget-*.wasm", "widget-0f3a.js"));
        assert!(!matches("widget.css", "console.css"));
    }
}
