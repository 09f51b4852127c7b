//! Properties of the checks and masks of persons and unions.

mod support;

use proptest::prelude::*;
use shared::person::{
    DocumentKind, check_document, check_mobile, check_name, mask_document, mask_mobile, mask_name,
};
use shared::union::check_uscc;
use support::{USCC_ALPHABET, mod_11_2, noisy, resident_id, today, uscc};

fn ideograph() -> impl Strategy<Value = char> {
    prop_oneof![
        Just('〇'),
        proptest::char::range('\u{3400}', '\u{4DBF}'),
        proptest::char::range('\u{4E00}', '\u{9FFF}'),
        proptest::char::range('\u{F900}', '\u{FAD9}'),
        proptest::char::range('\u{20000}', '\u{2FA1D}'),
        proptest::char::range('\u{30000}', '\u{33479}'),
    ]
}

fn name_of(length: std::ops::RangeInclusive<usize>) -> impl Strategy<Value = String> {
    prop::collection::vec(ideograph(), length).prop_map(|chars| chars.into_iter().collect())
}

/// `text` with the character at `at` replaced.
fn replaced(text: &str, at: usize, by: char) -> String {
    text.chars().enumerate().map(|(place, c)| if place == at { by } else { c }).collect()
}

/// Whether a mask hides some characters of a text one by one and shows the others as they are.
fn hides(mask: &str, text: &str) -> bool {
    mask.chars().count() == text.chars().count()
        && mask.chars().zip(text.chars()).all(|(m, c)| m == c || m == '*')
}

fn shown(mask: &str) -> usize {
    mask.chars().filter(|c| *c != '*').count()
}

proptest! {
    #[test]
    fn what_is_stored_is_stable(text in noisy()) {
        if let Ok(name) = check_name(&text) {
            prop_assert_eq!(check_name(&name), Ok(name));
        }
        if let Ok(mobile) = check_mobile(&text) {
            prop_assert_eq!(check_mobile(&mobile), Ok(mobile));
        }
        if let Ok(code) = check_uscc(&text) {
            prop_assert_eq!(check_uscc(code.as_str()), Ok(code));
        }
        for kind in DocumentKind::ALL {
            if let Ok(facts) = check_document(kind, &text, today()) {
                prop_assert_eq!(check_document(kind, &facts.number, today()), Ok(facts));
            }
        }
    }

    #[test]
    fn masks_of_any_text_keep_its_length_and_invent_nothing(text in noisy()) {
        prop_assert!(hides(&mask_document(&text), &text));
        prop_assert!(hides(&mask_mobile(&text), &text));
        prop_assert!(text.chars().count() < 2 || mask_name(&text).contains('*') || text.contains('·'));
    }

    #[test]
    fn valid_ids_are_accepted_with_their_birth_date((number, birth) in resident_id()) {
        let facts = check_document(DocumentKind::ResidentId, &number, today());
        prop_assert_eq!(facts.map(|facts| (facts.number, facts.birth)), Ok((number, Some(birth))));
    }

    #[test]
    fn one_wrong_character_in_an_id_is_always_found((number, _) in resident_id()) {
        for at in 0..18 {
            for wrong in "0123456789X".chars().filter(|c| number.chars().nth(at) != Some(*c)) {
                let slip = replaced(&number, at, wrong);
                prop_assert!(check_document(DocumentKind::ResidentId, &slip, today()).is_err(), "{}", slip);
            }
        }
    }

    #[test]
    fn an_id_typed_with_full_width_characters_is_the_same((number, _) in resident_id()) {
        let wide: String = number.chars().filter_map(|c| char::from_u32(u32::from(c) + 0xFEE0)).collect();
        let facts = check_document(DocumentKind::ResidentId, &wide, today());
        prop_assert_eq!(facts.map(|facts| facts.number), Ok(number));
    }

    #[test]
    fn dates_that_do_not_exist_are_refused(year in 1900..2026_u32, day in 32..=99_u32, month in 1..=12_u32) {
        let digits = format!("130302{year}{month:02}{day}001");
        let number = format!("{digits}{}", mod_11_2(&digits));
        let refused = check_document(DocumentKind::ResidentId, &number, today());
        prop_assert_eq!(refused, Err(shared::i18n::Problem::IdDate));
    }

    #[test]
    fn one_wrong_character_in_a_credit_code_is_always_found(code in uscc(), at in 0..18_usize) {
        prop_assert!(check_uscc(&code).is_ok());
        for wrong in USCC_ALPHABET.chars().filter(|c| code.chars().nth(at) != Some(*c)) {
            prop_assert!(check_uscc(&replaced(&code, at, wrong)).is_err());
        }
    }

    #[test]
    fn rare_characters_of_names_survive_unchanged(name in name_of(2..=25)) {
        prop_assert_eq!(check_name(&name), Ok(name));
    }

    #[test]
    fn a_masked_id_hides_birth_date_and_most_of_the_order((number, _) in resident_id()) {
        let mask = mask_document(&number);
        prop_assert_eq!(&mask[6..14], "********");
        prop_assert_eq!(shown(&mask), 10);
    }

    #[test]
    fn other_masked_documents_show_a_third_at_most(number in "[A-Z0-9]{5,17}") {
        prop_assert!(shown(&mask_document(&number)) <= (number.len() / 3).min(4));
    }

    #[test]
    fn a_masked_mobile_hides_four_digits(mobile in "1[3-9][0-9]{9}") {
        let mask = mask_mobile(&mobile);
        prop_assert!(hides(&mask, &mobile));
        prop_assert_eq!(&mask[3..7], "****");
    }

    #[test]
    fn a_masked_name_shows_two_characters_at_most_and_never_all(name in name_of(1..=25)) {
        let mask = mask_name(&name);
        prop_assert!(hides(&mask, &name));
        prop_assert!(shown(&mask) <= 2 && mask.contains('*'));
    }

    #[test]
    fn a_masked_name_of_several_parts_shows_the_first_only(first in name_of(1..=8), rest in name_of(1..=8)) {
        let stars = "*".repeat(rest.chars().count());
        prop_assert_eq!(mask_name(&format!("{first}·{rest}")), format!("{first}·{stars}"));
    }
}

#[cfg(feature = "pinyin")]
proptest! {
    #[test]
    fn sort_keys_tell_different_texts_apart(one in noisy(), other in noisy()) {
        let keys = (shared::person::name_sort_key(&one), shared::person::name_sort_key(&other));
        prop_assert_eq!(one == other, keys.0 == keys.1);
    }
}
