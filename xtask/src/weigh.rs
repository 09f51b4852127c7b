//! What a browser loads, against its limits.

use crate::Done;
use crate::shell::root;
use std::fs;

/// Something with a limit to its weight.
struct Limit {
    name: &'static str,
    /// Folder in `dist/`.
    folder: &'static str,
    /// What its files are called, before `.br`; at most one `*` each.
    files: &'static [&'static str],
    /// Most bytes with brotli.
    most: u64,
}

const LIMITS: [Limit; 5] = [
    Limit { name: "loader", folder: "embed", files: &["rollcall.js"], most: 3 * 1024 },
    Limit {
        name: "widget",
        folder: "embed",
        files: &["widget-*.js", "widget-*.wasm", "outbox.js", "pad.js", "widget.css"],
        most: 120 * 1024,
    },
    Limit { name: "console", folder: "console", files: &["*.js", "*.wasm", "*.css"], most: 560 * 1024 },
    Limit { name: "steward", folder: "steward", files: &["*.js", "*.wasm", "*.css"], most: 240 * 1024 },
    Limit { name: "sign pad", folder: "embed", files: &["signature.js"], most: 2 * 1024 },
];

/// Prints the weights; fails above a limit, and when something with a limit is not there.
pub fn weigh() -> Done {
    let mut wrong = Vec::new();
    for limit in &LIMITS {
        let sizes = limit.sizes()?;
        for (file, bytes) in &sizes {
            println!("    {:8} {file:40} {bytes:>8} bytes with brotli", limit.name);
        }
        let sum = sizes.iter().map(|(_, bytes)| bytes).sum();
        println!("    {:8} {:40} {sum:>8} of {}", limit.name, "in all", limit.most);
        wrong.extend(limit.verdict(sum).err());
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("; ").into()) }
}

impl Limit {
    /// Name and weight of each of its files.
    fn sizes(&self) -> Done<Vec<(String, u64)>> {
        let (mut sizes, mut open) = (Vec::new(), vec![root().join("dist").join(self.folder)]);
        while let Some(folder) = open.pop() {
            let read = fs::read_dir(&folder);
            let entries =
                read.map_err(|_| format!("the {} is not built; `cargo xtask build` does it", self.name))?;
            for entry in entries {
                let entry = entry?;
                let name = entry.file_name().to_string_lossy().into_owned();
                if entry.file_type()?.is_dir() {
                    open.push(entry.path());
                } else if let Some(name) = name.strip_suffix(".br").filter(|name| self.holds(name)) {
                    sizes.push((name.to_owned(), entry.metadata()?.len()));
                }
            }
        }
        sizes.sort();
        Ok(sizes)
    }

    /// Whether a file is one of its own.
    fn holds(&self, name: &str) -> bool {
        self.files.iter().any(|pattern| match pattern.split_once('*') {
            Some((start, end)) => {
                name.len() >= start.len() + end.len() && name.starts_with(start) && name.ends_with(end)
            }
            None => *pattern == name,
        })
    }

    fn verdict(&self, bytes: u64) -> Result<(), String> {
        match bytes {
            0 => Err(format!("the {} has no files", self.name)),
            bytes if bytes > self.most => {
                Err(format!("the {} weighs {bytes} bytes, {} too many", self.name, bytes - self.most))
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::LIMITS;

    #[test]
    fn files_are_found_by_their_hashed_names() {
        let [loader, widget, console, ..] = &LIMITS;
        assert!(
            widget.holds("widget-0f3a_bg.wasm")
                && widget.holds("widget-0f3a.js")
                && widget.holds("widget.css")
        );
        assert!(!widget.holds("rollcall.js") && !widget.holds("widget-0f3a.js.map"));
        assert!(loader.holds("rollcall.js") && !loader.holds("widget.js"));
        assert!(
            console.holds("start.js") && console.holds("console-0f3a.css") && !console.holds("index.html")
        );
    }

    #[test]
    fn a_limit_is_the_last_size_that_passes() {
        let [loader, ..] = &LIMITS;
        assert_eq!(loader.verdict(3072), Ok(()));
        assert_eq!(loader.verdict(3073), Err("the loader weighs 3073 bytes, 1 too many".to_owned()));
        assert!(loader.verdict(0).is_err(), "nothing built is no success");
    }
}
