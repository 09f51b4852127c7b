//! What the property tests share: texts near the edge, and check characters computed another way than in
//! the library.
#![allow(dead_code, reason = "each test file uses its part")]
#![allow(clippy::unwrap_used, reason = "helpers of tests; clippy only knows the test functions")]

use chrono::{Datelike, NaiveDate};
use proptest::prelude::*;

/// The day of all tests.
pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 20).unwrap()
}

/// Any text, and texts made of what the checkers look at, so that many come near to being valid.
pub fn noisy() -> impl Strategy<Value = String> {
    let telling: Vec<char> =
        "0123456789Xx１９ｘ+-—· ・•．\u{3000}\u{202D}\u{200B}\0\n张欧阳三𠮷𰻝〇ABHMhm<&'年月日/.😀é"
            .chars()
            .collect();
    prop_oneof![
        any::<String>(),
        prop::collection::vec(prop::sample::select(telling), 0..24)
            .prop_map(|chars| chars.into_iter().collect()),
    ]
}

/// A valid resident ID with its birth date.
pub fn resident_id() -> impl Strategy<Value = (String, NaiveDate)> {
    let provinces = prop::sample::select(vec![11, 13, 21, 37, 44, 46, 50, 54, 65, 71]);
    let days = NaiveDate::from_ymd_opt(1880, 1, 1).unwrap().num_days_from_ce()..=today().num_days_from_ce();
    (provinces, 0..=9999_u32, days, 0..=999_u32).prop_map(|(province, county, day, order)| {
        let birth = NaiveDate::from_num_days_from_ce_opt(day).unwrap();
        let digits = format!("{province}{county:04}{}{order:03}", birth.to_string().replace('-', ""));
        (format!("{digits}{}", mod_11_2(&digits)), birth)
    })
}

/// A check character by the recursive method of ISO 7064 MOD 11-2, which GB 11643's weights unroll.
pub fn mod_11_2(digits: &str) -> char {
    let rest = digits.chars().fold(0, |sum, digit| (sum + digit.to_digit(10).unwrap()) * 2 % 11);
    match (12 - rest) % 11 {
        10 => 'X',
        check => char::from_digit(check, 10).unwrap(),
    }
}

/// Digits and letters of credit codes.
pub const USCC_ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// A valid unified social credit code. The weighted sum is evaluated as a polynomial in 3 from its far end.
pub fn uscc() -> impl Strategy<Value = String> {
    let alphabet: Vec<char> = USCC_ALPHABET.chars().collect();
    prop::collection::vec(prop::sample::select(alphabet.clone()), 17).prop_map(move |mut code| {
        let value = |c: char| alphabet.iter().position(|other| *other == c).unwrap();
        let sum = code.iter().rev().fold(0, |sum, c| (sum * 3 + value(*c)) % 31);
        code.push(alphabet[(31 - sum) % 31]);
        code.into_iter().collect()
    })
}
