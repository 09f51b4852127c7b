//! Mobile numbers.

use crate::i18n::Problem;
use crate::text::compact;

/// Checks a mainland mobile number and gives its 11 digits.
///
/// Blanks, dashes, full-width digits and one leading `+86` are put right. That two people share a number is
/// no error: families share phones.
///
/// # Errors
/// [`Problem::MobileShape`] for anything but `1`, then 3 to 9, then nine digits.
pub fn check_mobile(text: &str) -> Result<String, Problem> {
    let digits = compact(text);
    let digits = digits.strip_prefix("+86").unwrap_or(&digits);
    match digits.as_bytes() {
        [b'1', b'3'..=b'9', rest @ ..] if rest.len() == 9 && rest.iter().all(u8::is_ascii_digit) => {
            Ok(digits.to_owned())
        }
        _ => Err(Problem::MobileShape),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("13800001234")]
    #[case("+86 138-0000-1234")]
    #[case("+8613800001234")]
    #[case("１３８００００１２３４")]
    #[case("\u{202D}138 0000 1234\u{202C}")]
    fn accepted(#[case] typed: &str) {
        assert_eq!(check_mobile(typed).as_deref(), Ok("13800001234"));
    }

    #[rstest]
    #[case("")]
    #[case("12800001234")]
    #[case("1380000123")]
    #[case("138000012345")]
    #[case("23800001234")]
    #[case("+86+8613800001234")]
    #[case("1380000123四")]
    #[case("138****1234")]
    fn refused(#[case] typed: &str) {
        assert_eq!(check_mobile(typed), Err(Problem::MobileShape));
    }
}
