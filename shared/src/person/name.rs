//! Names.

use crate::i18n::Problem;
use crate::text::{half_width, is_unsafe_in_name, trimmed};

/// The separator inside names of many peoples, U+00B7 as in the household register.
pub(crate) const DOT: char = '·';

/// Fewest characters of a name, counted in Unicode scalar values.
const MIN: usize = 2;
/// Most characters of a name, the separators among them.
const MAX: usize = 25;

/// Checks a person's name and gives it as it is stored.
///
/// Ideographs of all extensions and of the compatibility blocks stay exactly as typed: Unicode normalisation
/// would replace some of them by others, and the name would no longer be that of the document. The separators
/// that input methods produce become `·`, and blanks between ideographs, typed to align names in a list, go.
///
/// A name wholly in Latin letters is taken too, since residence permits of foreigners and passports carry no
/// other; it may hold single blanks, `-` and `'`. Letters amid ideographs are refused: there they are typing
/// slips, and no document has such a name.
///
/// # Errors
/// [`Problem::UnsafeCharacter`], [`Problem::NameCharacter`], [`Problem::NameDot`] or [`Problem::NameLength`],
/// the first that applies.
pub fn check_name(text: &str) -> Result<String, Problem> {
    let text = trimmed(text);
    if text.chars().any(is_unsafe_in_name) {
        return Err(Problem::UnsafeCharacter);
    }
    let name = if text.chars().map(half_width).any(is_latin) && !text.chars().any(is_ideograph) {
        latin(text)?
    } else {
        ideographic(text)?
    };
    if (MIN..=MAX).contains(&name.chars().count()) { Ok(name) } else { Err(Problem::NameLength) }
}

fn ideographic(text: &str) -> Result<String, Problem> {
    let name: String = text.chars().filter(|c| !c.is_whitespace()).map(dot).collect();
    if let Some(found) = name.chars().find(|c| !is_ideograph(*c) && *c != DOT) {
        return Err(Problem::NameCharacter { found: found.to_string() });
    }
    if name.starts_with(DOT) || name.ends_with(DOT) || name.contains("··") {
        return Err(Problem::NameDot);
    }
    Ok(name)
}

fn latin(text: &str) -> Result<String, Problem> {
    let name: String = text.chars().map(|c| if c == '’' { '\'' } else { half_width(c) }).collect();
    let may_stand = |c: char| is_latin(c) || c.is_whitespace() || matches!(c, '-' | '\'');
    if let Some(found) = name.chars().find(|c| !may_stand(*c)) {
        return Err(Problem::NameCharacter { found: found.to_string() });
    }
    Ok(name.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The separator for the characters that stand in for it: katakana dots, bullets, full-width and raised stops.
fn dot(c: char) -> char {
    match c {
        '・' | '･' | '•' | '．' | '‧' => DOT,
        c => c,
    }
}

/// Whether a character is an ideograph: the unified blocks, the compatibility ones, 〇, and the two planes
/// that Unicode keeps for ideographs alone, so that extensions to come need no change here.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3007}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAD9}'
        | '\u{20000}'..='\u{2FFFD}' | '\u{30000}'..='\u{3FFFD}')
}

/// Whether a character is a Latin letter, accents included.
fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic()
        || matches!(c, '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}') && !matches!(c, '×' | '÷')
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("张三", "张三")]
    #[case(" 欧阳修远\u{3000}", "欧阳修远")]
    #[case("张　三", "张三")]
    #[case("买买提・吐尔逊", "买买提·吐尔逊")]
    #[case("买买提•吐尔逊", "买买提·吐尔逊")]
    #[case("买买提．吐尔逊", "买买提·吐尔逊")]
    #[case("买买提 · 吐尔逊", "买买提·吐尔逊")]
    #[case("李𠮷", "李𠮷")]
    #[case("𰻝龘", "𰻝龘")]
    #[case("王〇", "王〇")]
    #[case("李\u{FA12}", "李\u{FA12}")]
    #[case("王\u{2F800}", "王\u{2F800}")]
    #[case("Maria  O’Brien-Ruiz", "Maria O'Brien-Ruiz")]
    #[case("Ｎｇô Thị Hoa", "Ngô Thị Hoa")]
    fn stored_as(#[case] typed: &str, #[case] stored: &str) {
        assert_eq!(check_name(typed), Ok(stored.to_owned()));
    }

    #[rstest]
    #[case("", Problem::NameLength)]
    #[case("张", Problem::NameLength)]
    #[case("张3", Problem::NameCharacter { found: "3".into() })]
    #[case("张３", Problem::NameCharacter { found: "３".into() })]
    #[case("张San", Problem::NameCharacter { found: "S".into() })]
    #[case("张.三", Problem::NameCharacter { found: ".".into() })]
    #[case("<b>张三</b>", Problem::NameCharacter { found: "<".into() })]
    #[case("Bob2", Problem::NameCharacter { found: "2".into() })]
    #[case("·张三", Problem::NameDot)]
    #[case("张三·", Problem::NameDot)]
    #[case("张··三", Problem::NameDot)]
    #[case("张\u{0}三", Problem::UnsafeCharacter)]
    #[case("张\u{202E}三", Problem::UnsafeCharacter)]
    #[case("张\u{200B}三", Problem::UnsafeCharacter)]
    fn refused(#[case] typed: &str, #[case] problem: Problem) {
        assert_eq!(check_name(typed), Err(problem));
    }

    #[test]
    fn length_counts_characters_not_bytes() {
        assert!(check_name(&"𠮷".repeat(25)).is_ok());
        assert_eq!(check_name(&"𠮷".repeat(26)), Err(Problem::NameLength));
    }
}
