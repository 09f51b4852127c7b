//! What a search term of staff may mean.

use crate::App;
use crate::db::search::{Search, containing};
use crate::domain::facts;
use shared::sync::ReceiptCode;

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
