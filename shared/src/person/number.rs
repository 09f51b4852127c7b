//! The 18 characters of GB 11643, which three kinds of document share.

use super::Sex;
use crate::i18n::Problem;
use chrono::NaiveDate;

/// Weights of the first 17 digits, GB 11643.
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/// Check characters by the weighted sum modulo 11.
const CHECKS: &[u8; 11] = b"10X98765432";

/// Checks length and characters. `had_fifteen` says whether the kind once had numbers of 15 digits.
pub(super) fn check_shape(number: &str, had_fifteen: bool) -> Result<(), Problem> {
    let length = number.chars().count();
    if had_fifteen && length == 15 && number.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Problem::IdFifteen);
    }
    if length != 18 {
        return Err(Problem::IdLength { found: u32::try_from(length).unwrap_or(u32::MAX) });
    }
    match number.as_bytes() {
        [body @ .., b'0'..=b'9' | b'X'] if body.iter().all(u8::is_ascii_digit) => Ok(()),
        _ => Err(Problem::IdCharacter),
    }
}

/// The check character that belongs to 17 digits, `0` to `9` or `X`; `None` for anything but 17 digits.
pub fn check_character(digits: &str) -> Option<char> {
    if digits.len() != WEIGHTS.len() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let sum: u32 = digits.bytes().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    CHECKS.get((sum % 11) as usize).copied().map(char::from)
}

/// Whether the check character of a number is right.
pub(super) fn has_checksum(number: &str) -> bool {
    number.split_at_checked(17).is_some_and(|(digits, check)| check_character(digits) == check.chars().next())
}

/// The birth date in digits 7 to 14, when it exists.
pub(super) fn birth_of(number: &str) -> Option<NaiveDate> {
    let part = |from: usize, to: usize| number.get(from..to).and_then(|digits| digits.parse::<u32>().ok());
    NaiveDate::from_ymd_opt(i32::try_from(part(6, 10)?).ok()?, part(10, 12)?, part(12, 14)?)
}

/// Sex by the 17th digit: odd is male.
pub(super) fn sex_of(number: &str) -> Option<Sex> {
    let digit = *number.as_bytes().get(16)?;
    Some(if digit % 2 == 1 { Sex::Male } else { Sex::Female })
}
