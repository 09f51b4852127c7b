//! Numbers of which only the shape is known.

/// The permanent residence permit before 2023: 3 letters and 12 digits.
///
/// It holds a birth date without a century, so none is read from it.
pub(super) fn is_old_foreign(number: &str) -> bool {
    let bytes = number.as_bytes();
    bytes.len() == 15 && bytes[..3].iter().all(u8::is_ascii_uppercase) && digits(&bytes[3..])
}

/// The home-return permit: `H` or `M`, 8 digits, and on older ones two more for the number of issues.
pub(super) fn is_home_return(number: &str) -> bool {
    matches!(number.as_bytes(), [b'H' | b'M', rest @ ..] if matches!(rest.len(), 8 | 10) && digits(rest))
}

/// The permit of Taiwan residents: 8 digits.
pub(super) fn is_taiwan(number: &str) -> bool {
    number.len() == 8 && digits(number.as_bytes())
}

/// A passport of any country: 5 to 17 letters and digits.
pub(super) fn is_passport(number: &str) -> bool {
    (5..=17).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

fn digits(bytes: &[u8]) -> bool {
    bytes.iter().all(u8::is_ascii_digit)
}
