use super::*;
use crate::form::base::entry_form;
use crate::form::{Choice, Section};
use crate::i18n::Localized;
use rstest::rstest;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 20).unwrap()
}

fn field(key: &str, kind: FieldKind, required: bool, when: Option<(&str, &str)>) -> Field {
    let when = when.map(|(field, is)| Condition { field: field.into(), is: vec![is.into()] });
    Field {
        key: key.into(),
        label: Localized::new(key, key),
        hint: Localized::default(),
        kind,
        required,
        when,
    }
}

fn options(values: &[&str]) -> Vec<Choice> {
    values.iter().map(|value| Choice { value: (*value).into(), label: Localized::new(*value, "") }).collect()
}

/// The base form with a certificate that is asked for when held, its level when it is the national one, and
/// one field of every other kind.
fn form() -> FormDefinition {
    let fields = vec![
        field("held", FieldKind::Choice { options: options(&["yes", "no"]) }, true, None),
        field(
            "issuer",
            FieldKind::Choice { options: options(&["nation", "city"]) },
            true,
            Some(("held", "yes")),
        ),
        field("level", FieldKind::Text { max: 5, multiline: false }, true, Some(("issuer", "nation"))),
        field(
            "days",
            FieldKind::Choices { options: options(&["mon", "tue", "wed"]), min: 2, max: None },
            false,
            None,
        ),
        field("bus", FieldKind::Text { max: 10, multiline: false }, true, Some(("days", "tue"))),
        field("note", FieldKind::Text { max: 10, multiline: true }, false, None),
        field("height", FieldKind::Number { min: None, max: None, decimals: 1 }, false, None),
    ];
    let own = Section { key: "own".into(), title: Localized::new("其他", ""), fields };
    let form = entry_form(&[own], 1);
    assert_eq!(form.validate(), Ok(()));
    form
}

fn answers(changes: &[(&str, &str)]) -> Answers {
    let base = [
        ("name", "张三"),
        ("id_type", "resident_id"),
        ("id_number", "130302199001010010"),
        ("mobile", "13800001234"),
        ("employer", "海港区快递站"),
        ("division", "130302"),
        ("grade", "none"),
        ("years", "3"),
        ("consent_data", "on"),
        ("held", "no"),
    ];
    let mut answers: Answers =
        base.into_iter().map(|(key, text)| (key.to_owned(), Answer::from(text))).collect();
    answers.insert("id_number".into(), Answer::Text(id("130302", "19900101")));
    answers.extend(changes.iter().map(|(key, text)| ((*key).to_owned(), Answer::from(*text))));
    answers
}

fn id(county: &str, birth: &str) -> String {
    let digits = format!("{county}{birth}002");
    let check_character = crate::person::check_character(&digits).unwrap();
    format!("{digits}{check_character}")
}

fn violations(answers: &Answers) -> Vec<(String, Problem)> {
    let violations = check(&form(), answers, today()).err().unwrap_or_default();
    violations.into_iter().map(|violation| (violation.field, violation.problem)).collect()
}

fn one(key: &str, problem: Problem) -> Vec<(String, Problem)> {
    vec![(key.to_owned(), problem)]
}

#[test]
fn a_plain_entry_holds() {
    let checked = check(&form(), &answers(&[]), today()).unwrap();
    assert_eq!(checked.birth(), NaiveDate::from_ymd_opt(1990, 1, 1));
    assert_eq!(checked.text("name"), "张三");
    assert!(checked.consented("consent_data") && !checked.consented("consent_publication"));
    assert_eq!(checked.consents.len(), 2);
    assert_eq!(checked.answers["consent_publication"], Answer::Yes(false));
}

#[test]
fn answers_are_stored_in_their_normal_form() {
    let typed = [
        ("name", " 买买提•吐尔逊 "),
        ("mobile", "+86 138-0000-1234"),
        ("years", " ０３ "),
        ("note", " 一\r\n二 "),
        ("days", ""),
        ("height", "170.50"),
    ];
    let stored = check(&form(), &answers(&typed), today()).unwrap();
    assert_eq!(stored.text("name"), "买买提·吐尔逊");
    assert_eq!(stored.text("mobile"), "13800001234");
    assert_eq!(stored.text("years"), "3");
    assert_eq!(stored.text("note"), "一\n二");
    assert_eq!(stored.text("height"), "170.5");
    assert!(!stored.answers.contains_key("days"));
    let again = check(&form(), &stored.answers, today()).unwrap();
    assert_eq!(again, stored);
}

#[test]
fn every_violation_is_told_at_once_in_the_order_of_the_form() {
    let found = violations(&Answers::new());
    let keys: Vec<&str> = found.iter().map(|(key, _)| key.as_str()).collect();
    let asked = ["name", "id_type", "id_number", "mobile", "employer", "division", "grade", "years", "held"];
    assert_eq!(keys[..9], asked);
    assert_eq!(found[9..], one("consent_data", Problem::ConsentNeeded));
    assert!(found[..9].iter().all(|(_, problem)| *problem == Problem::Required));
}

#[rstest]
#[case("name", "张3", Problem::NameCharacter { found: "3".into() })]
#[case("id_type", "library_card", Problem::ChoiceUnknown)]
#[case("id_number", "130302199002300015", Problem::IdDate)]
#[case("mobile", "12345", Problem::MobileShape)]
#[case("employer", "甲\u{0}乙", Problem::UnsafeCharacter)]
#[case("employer", "甲\n乙", Problem::UnsafeCharacter)]
#[case("division", "130323", Problem::ChoiceUnknown)]
#[case("grade", "6", Problem::ChoiceUnknown)]
#[case("years", "三", Problem::NumberShape)]
#[case("years", "-1", Problem::NumberTooSmall { min: "0".into() })]
#[case("years", "61", Problem::NumberTooLarge { max: "60".into() })]
#[case("years", "3.5", Problem::NumberDecimals { max: 0 })]
#[case("note", "零一二三四五六七八九十", Problem::TooLong { max: 10 })]
#[case("days", "sun", Problem::ChoiceUnknown)]
#[case("days", "mon", Problem::ChoicesTooFew { min: 2 })]
#[case("consent_data", "no", Problem::ConsentNeeded)]
#[case("consent_data", "perhaps", Problem::AnswerShape)]
#[case("employer", "\u{200B} ", Problem::Required)]
#[case("colour", "red", Problem::FieldUnknown)]
fn one_wrong_answer(#[case] key: &str, #[case] typed: &str, #[case] problem: Problem) {
    assert_eq!(violations(&answers(&[(key, typed)])), one(key, problem.clone()));
    let expected = if problem == Problem::FieldUnknown { None } else { Some(problem) };
    let told = check_field(&form(), &answers(&[(key, typed)]), key, today());
    assert!(expected.is_none() || told == expected);
}

#[test]
fn html_and_rare_characters_are_text() {
    let text = "<b>𠮷</b>&amp;";
    let mut answers = answers(&[("employer", text)]);
    answers.insert("name".into(), Answer::from("李𰻝"));
    let checked = check(&form(), &answers, today()).unwrap();
    assert_eq!((checked.text("employer"), checked.text("name")), (text, "李𰻝"));
}

#[test]
fn conditions_follow_the_answers_down_the_form() {
    let held = [("held", "yes"), ("issuer", "nation"), ("level", "三级")];
    assert_eq!(check(&form(), &answers(&held), today()).unwrap().text("level"), "三级");
    assert_eq!(violations(&answers(&held[..2])), one("level", Problem::Required));
    // The certificate is not held, so neither its issuer nor, two steps down, its level is asked or kept.
    let dropped = [("held", "no"), ("issuer", "nation"), ("level", "比五个字更长的文字")];
    let checked = check(&form(), &answers(&dropped), today()).unwrap();
    assert!(!checked.answers.contains_key("issuer") && !checked.answers.contains_key("level"));
    assert_eq!(check_field(&form(), &answers(&dropped), "level", today()), None);
    let asks = |answers: &Answers, key: &str| asked(&form(), answers).iter().any(|field| field.key == key);
    assert!(asks(&answers(&held), "level") && !asks(&answers(&dropped), "level"));
}

#[test]
fn a_condition_holds_when_one_of_several_is_chosen() {
    let mut answers = answers(&[]);
    answers.insert("days".into(), Answer::Many(vec!["wed".into(), "tue".into(), "tue".into()]));
    assert_eq!(violations(&answers), one("bus", Problem::Required));
    answers.insert("bus".into(), Answer::from("5 路"));
    let checked = check(&form(), &answers, today()).unwrap();
    assert_eq!(checked.answers["days"], Answer::Many(vec!["tue".into(), "wed".into()]));
}

#[test]
fn answers_of_another_kind_are_refused_not_guessed() {
    let mut wrong = answers(&[]);
    wrong.insert("name".into(), Answer::Yes(true));
    wrong.insert("years".into(), Answer::Many(vec!["3".into()]));
    wrong.insert("days".into(), Answer::Yes(true));
    let shape = |key: &str| (key.to_owned(), Problem::AnswerShape);
    assert_eq!(violations(&wrong), [shape("name"), shape("years"), shape("days")]);
}

#[test]
fn a_birth_date_is_asked_where_the_number_need_not_hold_it() {
    let permit = [("id_type", "taiwan_permit"), ("id_number", "12345678")];
    assert_eq!(violations(&answers(&permit)), one("birth", Problem::Required));
    let mut with_birth = answers(&permit);
    with_birth.insert("birth".into(), Answer::from("1988年5月20日"));
    let checked = check(&form(), &with_birth, today()).unwrap();
    assert_eq!(
        (checked.birth(), checked.text("birth")),
        (NaiveDate::from_ymd_opt(1988, 5, 20), "1988-05-20")
    );
    with_birth.insert("birth".into(), Answer::from("2026-11-21"));
    assert_eq!(violations(&with_birth), one("birth", Problem::DateTooLate { max: today() }));
    // A resident ID tells the birth date itself; one left over from another choice is dropped.
    with_birth.extend(answers(&[]));
    assert!(!check(&form(), &with_birth, today()).unwrap().answers.contains_key("birth"));
}

#[test]
fn birth_date_and_number_must_agree() {
    let digits = "91184019900515002";
    let number = format!("{digits}{}", crate::person::check_character(digits).unwrap());
    let foreign =
        |birth| answers(&[("id_type", "foreign_permanent"), ("id_number", &number), ("birth", birth)]);
    assert_eq!(violations(&foreign("1990-05-15")), []);
    assert_eq!(violations(&foreign("1990-05-16")), one("birth", Problem::BirthMismatch));
}

#[test]
fn nobody_below_sixteen_fills_in_the_form() {
    let young = |birth: &str| violations(&answers(&[("id_number", &id("130302", birth))]));
    assert_eq!(young("20101120"), []);
    assert_eq!(young("20101121"), one("id_number", Problem::AgeBelow { min: 16, on: today() }));
    let passport = [("id_type", "passport"), ("id_number", "E12345678"), ("birth", "2015-01-01")];
    assert_eq!(violations(&answers(&passport)), one("birth", Problem::AgeBelow { min: 16, on: today() }));
}

#[test]
fn a_number_is_not_judged_without_its_kind() {
    let mut without = answers(&[]);
    without.remove("id_type");
    assert_eq!(violations(&without), one("id_type", Problem::Required));
    let mut form = form();
    form.sections[0].fields[1].required = false;
    let violations = check(&form, &without, today()).unwrap_err();
    assert_eq!(violations, [Violation::new("id_number", Problem::DocumentKindMissing)]);
}

#[test]
fn debug_output_shows_no_answers() {
    let shown = format!("{:?}", check(&form(), &answers(&[]), today()).unwrap());
    assert!(!shown.contains("张三") && !shown.contains("13800001234") && !shown.contains("19900101"));
}
