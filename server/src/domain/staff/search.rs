//! What staff ask a list for: what a search term may mean, and which page.

use crate::App;
use crate::db::search::{Search, containing};
use crate::domain::facts;
use crate::error::Result;
use shared::api::ErrorCode;
use shared::sync::ReceiptCode;
use uuid::Uuid;

/// Rows in a page.
pub(super) const PAGE: usize = 50;

/// Number of a document's last characters that are searched for.
const TAIL: usize = 4;
/// Shortest beginning of a receipt code that is searched for.
const CODE: usize = 3;

/// Turns the search box into what each of its meanings looks for; nothing for an empty box.
pub(super) fn search(app: &App, q: Option<&String>) -> Option<Search> {
    let term = q.map(|q| q.trim()).filter(|term| !term.is_empty())?;
    let length = term.chars().count();
    Some(Search {
        // No name holds a digit, and only a search for a name looks at many rows.
        name_like: (!term.contains(|c: char| c.is_ascii_digit())).then(|| containing(&term.to_lowercase())),
        receipts: (length >= CODE).then(|| ReceiptCode::hash_range(term)).flatten(),
        id_tail_index: (length == TAIL).then(|| facts::id_tail_index(app, term)),
    })
}

/// Before which row the page begins that a caller asks for.
pub(super) fn page_before(after: Option<&String>) -> Result<Uuid> {
    match after {
        Some(after) => Ok(after.parse().map_err(|_| ErrorCode::InvalidParameter)?),
        None => Ok(Uuid::max()),
    }
}
