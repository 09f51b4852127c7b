//! `dist/`, which the server carries: `embed/`, `console/` and `steward/`, each file with a `.br` beside it.
//!
//! Names with a hash (`widget-0f3a.js`) never change their content; the others are stable addresses.

use super::{Program, with_suffix};
use crate::Done;
use crate::shell::root;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What brotli makes smaller; pictures are compressed already.
const COMPRESSIBLE: [&str; 6] = ["css", "html", "js", "json", "svg", "wasm"];

/// The files of a folder by their path within it.
type Files = BTreeMap<PathBuf, Vec<u8>>;

/// Puts what Trunk built, and what goes with it, into the program's folder. A file that stays the same is not touched.
pub fn lay_out(program: Program, built: &Path) -> Done {
    let mut files = files_in(built)?;
    let frontend = root().join("frontend");
    match program {
        Program::Widget => {
            // The loader and the server bring the widget into a page; Trunk's page is not one.
            files.remove(Path::new("index.html"));
            files.extend(files_in(&frontend.join("embed"))?);
            let tokens = fs::read(frontend.join("styles/tokens.css"))?;
            for name in ["widget.css", "screen.css", "poster.css"] {
                let style = fs::read(frontend.join("styles").join(name))?;
                files.insert(name.into(), [&tokens[..], &style].join(&b'\n'));
            }
        }
        Program::Console => {
            files.insert("start.js".into(), include_bytes!("start.js").to_vec());
        }
        Program::Steward => {
            // The server writes the page, for each association.
            files.remove(Path::new("index.html"));
            files.insert("start.js".into(), include_bytes!("start.js").to_vec());
            files.insert("steward.css".into(), fs::read(frontend.join("styles/steward.css"))?);
        }
    }
    for (path, content) in &mut files {
        if path.extension().is_some_and(|ending| ending == "js" || ending == "css") {
            *content = lean(content);
        }
    }
    bring_up_to_date(&root().join("dist").join(program.folder()), &files)
}

/// A script or a style without what only its readers need: comments on lines of their own, and indentation. Nothing of
/// ours depends on either, in templates neither.
fn lean(text: &[u8]) -> Vec<u8> {
    let Ok(text) = std::str::from_utf8(text) else { return text.to_vec() };
    let (mut kept, mut comment) = (String::new(), false);
    for line in text.lines().map(str::trim) {
        comment |= line.starts_with("/*");
        if !comment && !line.is_empty() && !line.starts_with("//") {
            kept.push_str(line);
            kept.push('\n');
        }
        comment &= !line.ends_with("*/");
    }
    kept.into_bytes()
}

/// Makes a folder hold these files, each compressed beside it, and nothing else.
fn bring_up_to_date(folder: &Path, files: &Files) -> Done {
    fs::create_dir_all(folder)?;
    let wanted = |path: &Path| {
        let packed = path.extension().is_some_and(|ending| ending == "br");
        files.contains_key(path) || (packed && files.contains_key(&path.with_extension("")))
    };
    for path in paths_in(folder)? {
        if !wanted(&path) {
            fs::remove_file(folder.join(path))?;
        }
    }
    for (path, content) in files {
        let file = folder.join(path);
        let packed = with_suffix(&file, ".br");
        let pack = path.extension().is_some_and(|ending| COMPRESSIBLE.iter().any(|known| ending == *known));
        if fs::read(&file).is_ok_and(|before| before == *content) && (packed.is_file() || !pack) {
            continue;
        }
        if let Some(parent) = file.parent() {
            fs::create_dir_all(parent)?;
        }
        // In this order: a build that is cut off in between leaves nothing that looks finished.
        if pack {
            fs::write(packed, brotli(content)?)?;
        }
        fs::write(&file, content)?;
    }
    Ok(())
}

fn brotli(content: &[u8]) -> Done<Vec<u8>> {
    let mut small = Vec::new();
    let hardest = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut &content[..], &mut small, &hardest)?;
    Ok(small)
}

fn files_in(folder: &Path) -> Done<Files> {
    let read = |path: PathBuf| Ok((path.clone(), fs::read(folder.join(path))?));
    paths_in(folder)?.into_iter().map(read).collect()
}

/// Paths of all files below a folder, within it.
fn paths_in(folder: &Path) -> Done<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![PathBuf::new()];
    while let Some(within) = open.pop() {
        for entry in fs::read_dir(folder.join(&within))? {
            let entry = entry?;
            let path = within.join(entry.file_name());
            if entry.file_type()?.is_dir() { open.push(path) } else { found.push(path) }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::{Files, bring_up_to_date, lean, paths_in};
    use std::fs;
    use std::path::PathBuf;

    fn files(files: &[(&str, &str)]) -> Files {
        files.iter().map(|(path, text)| (PathBuf::from(path), text.as_bytes().to_vec())).collect()
    }

    #[test]
    fn a_script_loses_its_comments_only() {
        assert_eq!(lean(b"/* why\n   so */\n.a { b: c; }\n"), b".a { b: c; }\n");
        let script =
            "// why\n/**\n * what\n */\nconst a = \"// kept\"; // kept too\n\n  /** short */\n  go(a);\n";
        assert_eq!(lean(script.as_bytes()), b"const a = \"// kept\"; // kept too\ngo(a);\n");
    }

    #[test]
    fn a_folder_holds_the_new_files_compressed_and_keeps_what_is_the_same() {
        let folder = std::env::temp_dir().join(format!("xtask-dist-{}", std::process::id()));
        bring_up_to_date(
            &folder,
            &files(&[("rollcall.js", "same"), ("widget-1.js", "old"), ("snippets/a.js", "a")]),
        )
        .unwrap();
        // If it were written again, this mark would be gone.
        fs::write(folder.join("rollcall.js.br"), "untouched").unwrap();
        bring_up_to_date(
            &folder,
            &files(&[("rollcall.js", "same"), ("widget-2.js", "new"), ("icon.png", "p")]),
        )
        .unwrap();
        let mut paths = paths_in(&folder).unwrap();
        paths.sort();
        let mark = fs::read_to_string(folder.join("rollcall.js.br")).unwrap();
        let mut unpacked = Vec::new();
        let packed = fs::read(folder.join("widget-2.js.br")).unwrap();
        brotli::BrotliDecompress(&mut packed.as_slice(), &mut unpacked).unwrap();
        fs::remove_dir_all(&folder).unwrap();
        let expected = ["icon.png", "rollcall.js", "rollcall.js.br", "widget-2.js", "widget-2.js.br"];
        assert_eq!(paths, expected.map(PathBuf::from));
        assert_eq!(mark, "untouched");
        assert_eq!(unpacked, b"new");
    }
}
