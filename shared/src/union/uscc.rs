//! Unified social credit codes (统一社会信用代码), GB 32100.

use crate::i18n::Problem;
use crate::text::compact;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Digits and capitals without I, O, S, V, Z.
const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
/// Powers of 3 modulo 31.
const WEIGHTS: [u32; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/// A valid unified social credit code.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String))]
#[serde(try_from = "String", into = "String")]
pub struct Uscc(String);

impl Uscc {
    /// The 18 characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it belongs to a union: the first character is 8.
    pub fn is_union(&self) -> bool {
        self.0.starts_with('8')
    }

    /// Whether it belongs to a business, sole traders included: the first character is 9.
    pub fn is_business(&self) -> bool {
        self.0.starts_with('9')
    }

    /// Whether it was given by civil affairs, to an association for instance: the first character is 5.
    pub fn is_civil_affairs(&self) -> bool {
        self.0.starts_with('5')
    }
}

/// Checks a unified social credit code. Full-width and small letters, blanks and dashes are put right.
///
/// # Errors
/// [`Problem::UsccLength`], [`Problem::UsccCharacter`] (a letter I, O, S, V or Z, mostly a misread digit) or
/// [`Problem::UsccChecksum`], the first that applies.
pub fn check_uscc(text: &str) -> Result<Uscc, Problem> {
    let code = compact(text);
    let length = code.chars().count();
    if length != 18 {
        return Err(Problem::UsccLength { found: u32::try_from(length).unwrap_or(u32::MAX) });
    }
    let values: Vec<u32> = code.chars().map(value).collect::<Result<_, _>>()?;
    let sum: u32 = values.iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
    if values.last() == Some(&((31 - sum % 31) % 31)) { Ok(Uscc(code)) } else { Err(Problem::UsccChecksum) }
}

/// The value of a character: its place in the alphabet.
fn value(c: char) -> Result<u32, Problem> {
    let place = ALPHABET.find(c).and_then(|place| u32::try_from(place).ok());
    place.ok_or_else(|| Problem::UsccCharacter { found: c.to_string() })
}

/// The text is no unified social credit code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAUscc;

impl fmt::Display for NotAUscc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a unified social credit code")
    }
}

impl std::error::Error for NotAUscc {}

impl TryFrom<String> for Uscc {
    type Error = NotAUscc;

    fn try_from(text: String) -> Result<Self, NotAUscc> {
        check_uscc(&text).map_err(|_| NotAUscc)
    }
}

impl From<Uscc> for String {
    fn from(code: Uscc) -> String {
        code.0
    }
}

impl fmt::Display for Uscc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("91350100M000100Y43")]
    #[case(" 91350100m000100y43 ")]
    #[case("９１３５０１００Ｍ０００１００Ｙ４３")]
    fn accepted(#[case] typed: &str) {
        let code = check_uscc(typed).unwrap();
        assert_eq!(code.as_str(), "91350100M000100Y43");
        assert!(code.is_business() && !code.is_union() && !code.is_civil_affairs());
    }

    #[rstest]
    #[case("", Problem::UsccLength { found: 0 })]
    #[case("91350100M000100Y4", Problem::UsccLength { found: 17 })]
    #[case("9I350100M000100Y43", Problem::UsccCharacter { found: "I".into() })]
    #[case("91350100M000100Y4号", Problem::UsccCharacter { found: "号".into() })]
    #[case("91350100M000100Y44", Problem::UsccChecksum)]
    #[case("91350100M000100Y34", Problem::UsccChecksum)]
    fn refused(#[case] typed: &str, #[case] problem: Problem) {
        assert_eq!(check_uscc(typed), Err(problem));
    }

    #[test]
    fn data_cannot_smuggle_in_an_invalid_code() {
        assert!(serde_json::from_str::<Uscc>("\"91350100M000100Y44\"").is_err());
        assert!(serde_json::from_str::<Uscc>("\"91350100M000100Y43\"").is_ok());
    }
}
