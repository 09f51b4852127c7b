//! The full profile: what the real-name workbook asks beyond the quick profile.
//!
//! It is completed after applying, field by field, with the receipt. Nothing of it is needed to join (Trade Union Law,
//! art. 3), so nothing of it is required.

use super::vocabulary::{VOCABULARIES, profile_key};
use crate::form::{Answer, Answers, Choice, Field, FieldKind, FormDefinition, Section, check};
use crate::i18n::{Localized, Problem};
use chrono::NaiveDate;

/// Version of the profile's form.
pub const PROFILE_FORM_VERSION: u32 = 1;
/// Longest text of a place, in characters.
const PLACE: u32 = 60;

/// The form of the full profile, in the order of the workbook. Each hint says why it is asked.
pub fn profile_form() -> FormDefinition {
    let of = |key, zh, en, why_zh, why_en| field(key, (zh, en), (why_zh, why_en));
    let fields = vec![
        of(
            profile_key::ETHNICITY,
            "民族",
            "Ethnicity",
            "实名登记表要求；工会据此安排少数民族节日服务",
            "The register asks for it; the union serves the holidays of all peoples by it",
        ),
        of(
            profile_key::EMPLOYMENT,
            "就业状况",
            "Employment",
            "失业、病休的会员，工会优先帮扶",
            "Members without work or on sick leave are helped first",
        ),
        of(
            profile_key::EDUCATION,
            "学历",
            "Education",
            "用于安排学历提升补助和培训",
            "For grants and courses",
        ),
        of(
            profile_key::SKILL,
            "技术等级",
            "Grade of skill",
            "用于安排技能培训和竞赛",
            "For training and competitions",
        ),
        of(
            profile_key::HOUSEHOLD,
            "户籍类型",
            "Kind of household registration",
            "仅用于统计，不影响入会",
            "For statistics only; it makes no difference to joining",
        ),
        of(
            profile_key::HOUSEHOLD_PLACE,
            "户籍所在地",
            "Place of household registration",
            "外地会员返乡、子女入学等服务需要",
            "For services to members from elsewhere, such as journeys home and schools",
        ),
        of(
            profile_key::POLITICAL,
            "政治面貌",
            "Political affiliation",
            "实名登记表要求，仅用于统计",
            "The register asks for it; for statistics only",
        ),
        of(
            profile_key::NATIVE_PLACE,
            "籍贯",
            "Native place",
            "实名登记表要求，仅用于统计",
            "The register asks for it; for statistics only",
        ),
        of(
            profile_key::MIGRANT,
            "是否农民工会员",
            "Migrant worker",
            "农民工会员可享受专项服务，不影响入会",
            "There are services for migrant workers; it makes no difference to joining",
        ),
    ];
    let title = Localized::new("会员信息", "Member's details");
    let section = Section { key: "profile".to_owned(), title, fields };
    FormDefinition { version: PROFILE_FORM_VERSION, sections: vec![section] }
}

fn field(key: &str, label: (&str, &str), why: (&str, &str)) -> Field {
    let vocabulary = VOCABULARIES.into_iter().find(|vocabulary| vocabulary.key == key);
    let options = |choices: Vec<Choice>| FieldKind::Choice { options: choices };
    Field {
        key: key.to_owned(),
        label: Localized::new(label.0, label.1),
        hint: Localized::new(why.0, why.1),
        kind: match vocabulary {
            Some(vocabulary) => options(vocabulary.choices()),
            None => FieldKind::Text { max: PLACE, multiline: false },
        },
        required: false,
        when: None,
    }
}

/// One field of the profile, checked: what is to be stored, or none when it is emptied.
///
/// # Errors
/// What is wrong with the value; [`Problem::FieldUnknown`] when the profile has no such field.
pub fn check_profile_field(key: &str, value: &str, today: NaiveDate) -> Result<Option<Answer>, Problem> {
    let answers = Answers::from([(key.to_owned(), Answer::Text(value.to_owned()))]);
    match check(&profile_form(), &answers, today) {
        Ok(mut checked) => Ok(checked.answers.remove(key)),
        Err(violations) => {
            Err(violations.into_iter().next().map_or(Problem::FieldUnknown, |one| one.problem))
        }
    }
}

/// How much of the profile is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Completeness {
    /// Fields that are filled in.
    pub filled: usize,
    /// Fields that there are.
    pub asked: usize,
}

impl Completeness {
    /// In hundredths, rounded down: it is 100 only when all is there.
    pub fn percent(self) -> usize {
        (self.filled * 100).checked_div(self.asked).unwrap_or(100)
    }
}

/// How much of a profile is there. What the form does not ask does not count.
pub fn completeness(profile: &Answers) -> Completeness {
    let form = profile_form();
    let filled = |field: &&Field| profile.get(&field.key).is_some_and(|answer| !answer.is_empty());
    Completeness { filled: form.fields().filter(filled).count(), asked: form.fields().count() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
    }

    #[test]
    fn the_form_is_sound_requires_nothing_and_says_why_it_asks() {
        let form = profile_form();
        assert_eq!(form.validate(), Ok(()));
        assert_eq!(form.fields().count(), 9);
        for field in form.fields() {
            assert!(
                !field.required && !field.hint.zh.is_empty() && !field.hint.en.is_empty(),
                "{}",
                field.key
            );
        }
    }

    #[test]
    fn one_field_is_judged_by_itself() {
        let check = |key, value| check_profile_field(key, value, today());
        assert_eq!(check(profile_key::ETHNICITY, "11"), Ok(Some("11".into())));
        assert_eq!(check(profile_key::ETHNICITY, "57"), Err(Problem::ChoiceUnknown));
        assert_eq!(check(profile_key::NATIVE_PLACE, " "), Ok(None));
        assert_eq!(check("name", "x"), Err(Problem::FieldUnknown));
    }

    proptest! {
        /// Whatever is filled in next, and whatever stood there: the score never falls.
        #[test]
        fn a_field_more_never_scores_less(
            values in prop::collection::vec((0..9_usize, "[a-z0-9 ]{0,4}"), 0..12), at in 0..9_usize, value in "[a-z0-9]{1,4}",
        ) {
            let keys: Vec<String> = profile_form().fields().map(|field| field.key.clone()).collect();
            let mut profile: Answers =
                values.into_iter().map(|(at, value)| (keys[at].clone(), Answer::Text(value))).collect();
            let before = completeness(&profile);
            profile.insert(keys[at].clone(), Answer::Text(value));
            let after = completeness(&profile);
            prop_assert!(after.percent() >= before.percent() && after.percent() <= 100);
            prop_assert_eq!(after.asked, before.asked);
        }
    }
}
