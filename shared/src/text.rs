//! Characters as people type and paste them, before any rule looks at them.

/// The half-width form of a full-width letter, digit or sign, as Chinese input methods produce them.
pub(crate) fn half_width(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// Whether a character shows nothing, though it is no blank: zero-width signs, byte-order marks and the
/// direction marks that phones wrap around a number copied from the address book.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
        || turns_text(c)
}

/// Whether a character turns the direction of the text around it.
fn turns_text(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character has no place in free text: controls, and what can make a screen or a spreadsheet
/// show something else than what is stored. Zero-width joiners stay, since some scripts and emoji need them.
pub(crate) fn is_unsafe(c: char) -> bool {
    let code = u32::from(c);
    c.is_control()
        || turns_text(c)
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FFF9}'..='\u{FFFB}' | '\u{FDD0}'..='\u{FDEF}')
        || matches!(c, '\u{E0000}'..='\u{E007F}')
        || code & 0xFFFE == 0xFFFE
}

/// Whether a character has no place inside a name: the unsafe ones and whatever cannot be seen.
pub(crate) fn is_unsafe_in_name(c: char) -> bool {
    is_unsafe(c) || is_invisible(c)
}

/// Without blanks and invisible characters at both ends.
pub(crate) fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c))
}

/// A number or code as it is stored: half-width capitals without blanks, dashes and invisible characters.
pub(crate) fn compact(text: &str) -> String {
    text.chars()
        .map(half_width)
        .filter(|c| !c.is_whitespace() && !is_invisible(*c) && !is_dash(*c))
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_from_an_address_book_becomes_plain() {
        assert_eq!(compact("\u{202D}138 0000\u{2011}0000\u{202C}\u{FEFF}"), "13800000000");
        assert_eq!(compact("１１０１０５　ｘ"), "110105X");
    }

    #[test]
    fn only_the_ends_are_trimmed() {
        assert_eq!(trimmed("\u{FEFF}　a b\u{200B}\t"), "a b");
    }

    #[test]
    fn rare_ideographs_and_emoji_are_safe() {
        assert!(!"𠮷𰻝龘〇 👩\u{200D}🔧 <b>".chars().any(is_unsafe));
        assert!(
            ['\0', '\u{7}', '\u{7F}', '\u{85}', '\u{202E}', '\u{2028}', '\u{1FFFF}']
                .into_iter()
                .all(is_unsafe)
        );
    }
}
