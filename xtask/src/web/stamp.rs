//! What a browser program was built from, so that it is built again only when that changes.

use super::Program;
use crate::Done;
use crate::shell::root;
use crate::tools;
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

/// What the browser programs are made of; nothing else makes them stale.
const SOURCES: [&str; 8] = [
    ".cargo/config.toml",
    "frontend",
    "shared/src",
    "shared/Cargo.toml",
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    "xtask/src/web",
];

/// A hash of everything that the browser programs are made of.
pub fn sources() -> Done<String> {
    let mut hasher = DefaultHasher::new();
    tools::wasm_opt_is_there().hash(&mut hasher);
    for source in SOURCES {
        hash_all(&root(), Path::new(source), &mut hasher)?;
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// Whether a program was built from these sources, and is there.
pub fn is_fresh(program: Program, sources: &str) -> bool {
    let there = root().join("dist").join(program.folder()).is_dir();
    there && fs::read_to_string(file(program)).is_ok_and(|before| before == sources)
}

/// Remembers what a program was built from.
pub fn set(program: Program, sources: &str) -> Done {
    Ok(fs::write(file(program), sources)?)
}

fn file(program: Program) -> PathBuf {
    root().join("dist").join(format!(".{}-built-from", program.name()))
}

fn hash_all(root: &Path, path: &Path, hasher: &mut DefaultHasher) -> Done {
    let whole = root.join(path);
    if whole.is_dir() {
        let mut inside = fs::read_dir(&whole)?.collect::<Result<Vec<_>, _>>()?;
        inside.sort_by_key(fs::DirEntry::file_name);
        return inside.iter().try_for_each(|entry| hash_all(root, &path.join(entry.file_name()), hasher));
    }
    path.hash(hasher);
    fs::read(&whole).map_err(|error| format!("{}: {error}", path.display()))?.hash(hasher);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::hash_all;
    use std::collections::hash_map::DefaultHasher;
    use std::fs;
    use std::hash::Hasher as _;
    use std::path::{Path, PathBuf};

    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Folder {
            let folder = std::env::temp_dir().join(format!("xtask-stamp-{name}-{}", std::process::id()));
            fs::create_dir_all(folder.join("src")).unwrap();
            Folder(folder)
        }

        fn write(&self, file: &str, text: &str) {
            fs::write(self.0.join("src").join(file), text).unwrap();
        }

        fn hash(&self) -> u64 {
            let mut hasher = DefaultHasher::new();
            hash_all(&self.0, Path::new("src"), &mut hasher).unwrap();
            hasher.finish()
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn names_and_contents_count_and_nothing_else() {
        let folder = Folder::new("counts");
        folder.write("a.rs", "one");
        let before = folder.hash();
        folder.write("a.rs", "one");
        assert_eq!(folder.hash(), before, "written again, same content");
        folder.write("a.rs", "two");
        assert_ne!(folder.hash(), before, "another content");
        folder.write("a.rs", "one");
        folder.write("b.rs", "");
        assert_ne!(folder.hash(), before, "another file");
    }

    #[test]
    fn a_text_that_moves_to_another_file_counts() {
        let folder = Folder::new("moves");
        folder.write("a.rs", "one");
        folder.write("b.rs", "");
        let before = folder.hash();
        folder.write("a.rs", "");
        folder.write("b.rs", "one");
        assert_ne!(folder.hash(), before);
    }
}
