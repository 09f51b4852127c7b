//! What staff type into the search box above a list of people.

/// What a search term may mean; whoever matches one of them is found.
#[derive(Clone, Debug)]
pub struct Search {
    /// Name holding this, in small letters; a `LIKE` pattern made by [`containing`].
    pub name_like: Option<String>,
    /// Hash of the receipt from the first on and before the second; of what has a receipt.
    pub receipts: Option<(String, String)>,
    /// Keyed look-up of a document's last four characters.
    pub id_tail_index: Option<Vec<u8>>,
}

/// A `LIKE` pattern for what contains a text, with `\` as the escape.
pub fn containing(text: &str) -> String {
    let escaped = text.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_");
    format!("%{escaped}%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_patterns_are_letters_like_others() {
        assert_eq!(containing("海燕"), "%海燕%");
        assert_eq!(containing(r"50%_a\b"), r"%50\%\_a\\b%");
    }
}
