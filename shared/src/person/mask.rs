//! Masks. Made on the server, never in the browser: what is masked has not left the server.

use super::name::DOT;
use super::surname::has_compound_surname;

/// Masks the number of a document: `130302********1234` for numbers of 18 characters.
///
/// Shorter numbers have no region to show; they keep their end, at most four characters and never more than
/// a third.
pub fn mask_document(number: &str) -> String {
    let length = number.chars().count();
    match length {
        18 => mask(number, 6, 4),
        _ => mask(number, 0, (length / 3).min(4)),
    }
}

/// Masks a mobile number: `138****1234`. Anything but 11 characters is hidden whole.
pub fn mask_mobile(mobile: &str) -> String {
    match mobile.chars().count() {
        11 => mask(mobile, 3, 4),
        _ => mask(mobile, 0, 0),
    }
}

/// Masks a name: 张*, 张*三, 欧阳*; four or more characters keep the first and the last; names with `·` keep
/// their first segment.
pub fn mask_name(name: &str) -> String {
    if let Some((first, rest)) = name.split_once(DOT) {
        return format!("{first}{DOT}{}", "*".repeat(rest.chars().filter(|c| *c != DOT).count()));
    }
    match name.chars().count() {
        0 | 1 => mask(name, 0, 0),
        2 => mask(name, 1, 0),
        3 if has_compound_surname(name) => mask(name, 2, 0),
        _ => mask(name, 1, 1),
    }
}

/// Keeps `head` and `tail` characters and hides each one between them by a star.
fn mask(text: &str, head: usize, tail: usize) -> String {
    let length = text.chars().count();
    let shown = |at: usize| at < head || at + tail >= length;
    text.chars().enumerate().map(|(at, c)| if shown(at) { c } else { '*' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("130302199001011234", "130302********1234")]
    #[case("13030219900101123X", "130302********123X")]
    #[case("USA110078032705", "***********2705")]
    #[case("H12345678", "******678")]
    #[case("12345678", "******78")]
    #[case("AB123", "****3")]
    #[case("", "")]
    fn documents(#[case] number: &str, #[case] masked: &str) {
        assert_eq!(mask_document(number), masked);
    }

    #[rstest]
    #[case("13800001234", "138****1234")]
    #[case("1380000", "*******")]
    fn mobiles(#[case] mobile: &str, #[case] masked: &str) {
        assert_eq!(mask_mobile(mobile), masked);
    }

    #[rstest]
    #[case("张三", "张*")]
    #[case("张小三", "张*三")]
    #[case("欧阳修", "欧阳*")]
    #[case("欧阳", "欧*")]
    #[case("欧阳修远", "欧**远")]
    #[case("张王李赵", "张**赵")]
    #[case("买买提·吐尔逊", "买买提·***")]
    #[case("阿依古丽·买买提·艾力", "阿依古丽·*****")]
    #[case("李𠮷", "李*")]
    #[case("𠮷田𰻝", "𠮷*𰻝")]
    #[case("Maria Ruiz", "M********z")]
    #[case("张", "*")]
    fn names(#[case] name: &str, #[case] masked: &str) {
        assert_eq!(mask_name(name), masked);
    }
}
