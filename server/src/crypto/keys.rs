//! Keys: where they come from and what they are for.

use super::sealing::SealPair;
use crate::random::Random;
use std::collections::BTreeMap;
use std::fmt;
use std::io::Write as _;
use std::path::Path;
use std::sync::OnceLock;

/// The keys for personal data.
///
/// Text form, one per line: `index = <64 hex digits>` for look-ups, `cipher.<id> = <64 hex digits>` for
/// sealing. New values are sealed with the highest id; older ids stay readable, which is how keys rotate. The
/// index key does not rotate by itself: look-ups would need every value again.
pub struct Keys {
    pub(super) index: [u8; 32],
    pub(super) ciphers: BTreeMap<u32, [u8; 32]>,
    pub(super) seal: OnceLock<SealPair>,
}

/// Why keys could not be read or made.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// A line is not of the form described at [`Keys`].
    #[error("line {0} of the keys is not `index = …` or `cipher.<id> = …` with 64 hexadecimal digits")]
    Line(usize),
    /// One of the two kinds is missing.
    #[error("the keys need one `index` and at least one `cipher.<id>`")]
    Missing,
    /// The file could not be read or written.
    #[error("the key file: {0}")]
    File(#[from] std::io::Error),
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keys").field("ciphers", &self.ciphers.keys()).finish_non_exhaustive()
    }
}

impl Keys {
    /// Keys from their text form; lines are also parted by `;`, so that they fit an environment variable.
    ///
    /// # Errors
    /// When a line cannot be read or a kind is missing.
    pub fn parse(text: &str) -> Result<Keys, KeyError> {
        let mut index = None;
        let mut ciphers = BTreeMap::new();
        for (at, line) in text.split(['\n', ';']).enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let bad = || KeyError::Line(at + 1);
            let (name, value) = line.split_once('=').ok_or_else(bad)?;
            let key = unhex(value.trim()).ok_or_else(bad)?;
            match name.trim() {
                "index" => index = Some(key),
                name => {
                    let id = name.strip_prefix("cipher.").and_then(|id| id.parse().ok()).ok_or_else(bad)?;
                    ciphers.insert(id, key);
                }
            }
        }
        match index {
            Some(index) if !ciphers.is_empty() => Ok(Keys { index, ciphers, seal: OnceLock::new() }),
            _ => Err(KeyError::Missing),
        }
    }

    /// Fresh keys.
    pub fn generate(random: &Random) -> Keys {
        Keys { index: random.bytes(), ciphers: BTreeMap::from([(1, random.bytes())]), seal: OnceLock::new() }
    }

    /// Keys from a file; makes the file, readable by its owner only, when there is none.
    ///
    /// # Errors
    /// When the file cannot be read, parsed or made.
    pub fn from_file_or_new(path: &Path, random: &Random) -> Result<Keys, KeyError> {
        match std::fs::read_to_string(path) {
            Ok(text) => Keys::parse(&text),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let keys = Keys::generate(random);
                keys.write_new(path)?;
                Ok(keys)
            }
            Err(error) => Err(error.into()),
        }
    }

    fn write_new(&self, path: &Path) -> std::io::Result<()> {
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path)?;
        writeln!(file, "# Rollcall keys for personal data. Keep a copy apart from the database:")?;
        writeln!(file, "# without this file identity documents and mobiles cannot be read again.")?;
        writeln!(file, "index = {}", hex(&self.index))?;
        for (id, key) in &self.ciphers {
            writeln!(file, "cipher.{id} = {}", hex(key))?;
        }
        file.sync_all()
    }
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<[u8; 32]> {
    let mut key = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (at, byte) in key.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * at..2 * at + 2], 16).ok()?;
    }
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_file_is_private_and_reads_back() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("keys");
        let random = Random::seeded(1);
        let made = Keys::from_file_or_new(&path, &random).unwrap();
        let read = Keys::from_file_or_new(&path, &random).unwrap();
        assert_eq!((made.index, made.ciphers), (read.index, read.ciphers));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn a_bad_line_is_named() {
        assert!(matches!(Keys::parse("# note\nindex = zz"), Err(KeyError::Line(2))));
        assert!(matches!(Keys::parse(&format!("index = {}", "0".repeat(64))), Err(KeyError::Missing)));
    }

    #[test]
    fn keys_never_show_in_debug_output() {
        let keys = Keys::parse(&format!("index={0};cipher.7={0}", "ab".repeat(32))).unwrap();
        assert!(!format!("{keys:?}").contains("171") && !format!("{keys:?}").contains("ab"));
    }
}
