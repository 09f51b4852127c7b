//! Sheets of the workbook that an operator adds, as files.

use super::Failure;
use shared::workbook::ColumnSet;
use std::path::Path;

/// Reads every `.json` file of a folder; a set with the key of one that is there takes its place.
pub(super) fn add(folder: &Path, sets: &mut Vec<ColumnSet>) -> Result<(), Failure> {
    let told = |path: &Path, error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let entries = std::fs::read_dir(folder).map_err(|error| told(folder, &error))?;
    let mut files = entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?;
    files.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    for path in files {
        let text = std::fs::read_to_string(&path).map_err(|error| told(&path, &error))?;
        let set: ColumnSet = serde_json::from_str(&text).map_err(|error| told(&path, &error))?;
        set.validate().map_err(|error| told(&path, &error))?;
        sets.retain(|known| known.key != set.key);
        sets.push(set);
    }
    Ok(())
}
