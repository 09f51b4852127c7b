//! What staff write beside a decision: reasons, purposes.

use crate::error::{Error, Result};
use shared::i18n::{Problem, Violation};

/// Longest reason, in characters.
pub(super) const REASON: u32 = 500;

/// The text as it is stored: trimmed, of at most `max` characters, and there if it is missed as `missing`.
///
/// # Errors
/// [`Error::Invalid`] that names `field`. Control characters are refused: a database may not take them, and a
/// screen or a spreadsheet may show something else than what is stored.
pub(super) fn check(field: &str, text: &str, max: u32, missing: Option<Problem>) -> Result<String> {
    let text = text.trim();
    let problem = match missing {
        Some(missing) if text.is_empty() => missing,
        _ if text.chars().count() > max as usize => Problem::TooLong { max },
        _ if text.chars().any(|c| c.is_control() && c != '\n') => Problem::UnsafeCharacter,
        _ => return Ok(text.to_owned()),
    };
    Err(Error::Invalid(vec![Violation::new(field, problem)]))
}
