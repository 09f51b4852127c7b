//! Properties of forms and of checking answers against them.

mod support;

use proptest::prelude::*;
use rust_decimal::Decimal;
use shared::form::base::entry_form;
use shared::form::{
    Answer, Answers, Choice, Condition, Field, FieldKind, FormDefinition, Section, asked, changed_fields,
    check, check_field,
};
use shared::i18n::{Localized, Problem};
use support::{noisy, resident_id, today};

fn field(key: &str, kind: FieldKind, when: Option<Condition>) -> Field {
    let label = Localized::new("题目", "Question");
    Field { key: key.to_owned(), label, hint: Localized::default(), kind, required: true, when }
}

fn yes_no() -> Vec<Choice> {
    ["yes", "no"].map(|value| Choice { value: value.to_owned(), label: Localized::new(value, "") }).to_vec()
}

fn when(field: &str, is: &str) -> Option<Condition> {
    Some(Condition { field: field.to_owned(), is: vec![is.to_owned()] })
}

/// The base form with fields of the other kinds and conditions of each sort.
fn form() -> FormDefinition {
    let own = vec![
        field("held", FieldKind::Choice { options: yes_no() }, None),
        field("certificate", FieldKind::Text { max: 12, multiline: false }, when("held", "yes")),
        Field {
            required: false,
            ..field(
                "modules",
                FieldKind::Choices { options: yes_no(), min: 1, max: Some(1) },
                when("held", "yes"),
            )
        },
        field("note", FieldKind::Text { max: 40, multiline: true }, when("modules", "no")),
        Field {
            required: false,
            ..field("height", FieldKind::Number { min: None, max: None, decimals: 2 }, None)
        },
    ];
    let section = Section { key: "own".to_owned(), title: Localized::new("其他", ""), fields: own };
    entry_form(&[section], 1)
}

/// An answer that often fits the field of this key, and often anything else.
fn answer_to(key: &str) -> BoxedStrategy<Answer> {
    let text = |text: &str| Just(Answer::from(text)).boxed();
    let fitting = match key {
        "name" => text("买买提・吐尔逊"),
        "id_type" => prop_oneof![8 => Just("resident_id"), 1 => Just("passport"), 1 => Just("foreign_permanent")]
            .prop_map(Answer::from)
            .boxed(),
        "id_number" => {
            prop_oneof![8 => resident_id().prop_map(|(number, _)| number), 1 => Just("USA110078032705".to_owned())]
                .prop_map(Answer::Text)
                .boxed()
        }
        "birth" => text("1988/5/20"),
        "mobile" => text("+86 138 0000 1234"),
        "division" => text("130371"),
        "grade" => text("5"),
        "years" => text("０３"),
        "held" => prop_oneof![Just("yes"), Just("no")].prop_map(Answer::from).boxed(),
        "modules" => {
            prop::collection::vec(Just("no".to_owned()), 0..2).prop_map(Answer::Many).boxed()
        }
        "height" => text("170.50"),
        "consent_data" => text("on"),
        "consent_publication" => any::<bool>().prop_map(Answer::Yes).boxed(),
        _ => "[一-龥a-z ]{1,10}".prop_map(Answer::Text).boxed(),
    };
    let anything = prop_oneof![
        noisy().prop_map(Answer::Text),
        any::<bool>().prop_map(Answer::Yes),
        prop::collection::vec(noisy(), 0..3).prop_map(Answer::Many),
    ];
    prop_oneof![30 => fitting, 1 => anything].boxed()
}

fn answers() -> impl Strategy<Value = Answers> {
    let keys: Vec<String> = form().fields().map(|field| field.key.clone()).collect();
    let each: Vec<_> = keys.iter().map(|key| prop::option::weighted(0.97, answer_to(key))).collect();
    let stray = prop::option::weighted(0.05, (noisy(), noisy().prop_map(Answer::Text)));
    (each, stray).prop_map(move |(given, stray)| {
        let known =
            keys.iter().cloned().zip(given).filter_map(|(key, answer)| answer.map(|answer| (key, answer)));
        known.chain(stray).collect()
    })
}

/// A form of yes-or-no fields in which each may depend on any field before it, and answers to it.
fn tree() -> impl Strategy<Value = (FormDefinition, Answers)> {
    let node = (prop::option::of((any::<prop::sample::Index>(), any::<bool>())), any::<bool>());
    prop::collection::vec(node, 1..12).prop_map(|nodes| {
        let word = |yes: bool| if yes { "yes" } else { "no" };
        let fields = nodes.iter().enumerate().map(|(at, (on, _))| {
            let on = on.filter(|_| at > 0);
            let when = on.and_then(|(index, is)| when(&format!("f{}", index.index(at)), word(is)));
            field(&format!("f{at}"), FieldKind::Choice { options: yes_no() }, when)
        });
        let section = Section { key: "s".into(), title: Localized::new("树", ""), fields: fields.collect() };
        let answers =
            nodes.iter().enumerate().map(|(at, (_, yes))| (format!("f{at}"), Answer::from(word(*yes))));
        (FormDefinition { version: 1, sections: vec![section] }, answers.collect())
    })
}

/// Whether a field is asked, by going back from it instead of forward through the form.
fn is_asked(form: &FormDefinition, answers: &Answers, key: &str) -> bool {
    let Some(field) = form.field(key) else { return false };
    field.when.as_ref().is_none_or(|when| {
        let answer = answers[&when.field].as_text().unwrap_or_default().to_owned();
        is_asked(form, answers, &when.field) && when.is.contains(&answer)
    })
}

proptest! {
    #[test]
    fn checking_what_was_stored_gives_the_same(answers in answers()) {
        if let Ok(checked) = check(&form(), &answers, today()) {
            prop_assert_eq!(check(&form(), &checked.answers, today()), Ok(checked));
        }
    }

    #[test]
    fn only_asked_fields_are_stored_and_no_required_one_is_missing(answers in answers()) {
        let form = form();
        if let Ok(checked) = check(&form, &answers, today()) {
            let asked = asked(&form, &answers);
            prop_assert!(checked.answers.keys().all(|key| asked.iter().any(|field| field.key == *key)));
            let missing = asked.iter().find(|field| field.required && !checked.answers.contains_key(&field.key));
            prop_assert_eq!(missing, None);
        }
    }

    #[test]
    fn while_typing_the_same_is_said_as_on_submitting(answers in answers()) {
        let form = form();
        let violations = check(&form, &answers, today()).err().unwrap_or_default();
        for field in form.fields() {
            let mut of_field = violations.iter().filter(|violation| violation.field == field.key);
            let problem = of_field.next().map(|violation| violation.problem.clone());
            prop_assert!(of_field.next().is_none());
            prop_assert_eq!(check_field(&form, &answers, &field.key, today()), problem);
        }
        for violation in violations.iter().filter(|violation| form.field(&violation.field).is_none()) {
            prop_assert_eq!(&violation.problem, &Problem::FieldUnknown);
        }
    }

    #[test]
    fn conditions_agree_with_going_back_from_each_field((form, answers) in tree()) {
        prop_assert_eq!(form.validate(), Ok(()));
        let asked: Vec<&str> = asked(&form, &answers).iter().map(|field| field.key.as_str()).collect();
        let expected: Vec<&str> =
            form.fields().map(|field| field.key.as_str()).filter(|key| is_asked(&form, &answers, key)).collect();
        prop_assert_eq!(asked, expected);
    }

    #[test]
    fn decimals_are_kept_exactly(units in -999_999_999_i64..=999_999_999, scale in 0..=2_u32) {
        let number = Decimal::new(units, scale);
        let kind = FieldKind::Number { min: None, max: None, decimals: 2 };
        let section = Section { key: "s".into(), title: Localized::new("数", ""), fields: vec![field("n", kind, None)] };
        let form = FormDefinition { version: 1, sections: vec![section] };
        let answers = Answers::from([("n".to_owned(), Answer::Text(number.to_string()))]);
        let stored = check(&form, &answers, today()).map(|checked| checked.text("n").parse::<Decimal>());
        prop_assert_eq!(stored, Ok(Ok(number)));
    }
}

#[test]
fn many_generated_answers_hold() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let holds = (0..200).filter(|_| {
        let answers = answers().new_tree(&mut runner).unwrap().current();
        check(&form(), &answers, today()).is_ok()
    });
    // Else the properties above would hold for want of valid answers.
    assert!(holds.count() >= 50);
}

#[test]
fn a_form_survives_its_file() {
    let form = form();
    let file = serde_json::to_string(&form).unwrap();
    let read: FormDefinition = serde_json::from_str(&file).unwrap();
    assert_eq!(read, form);
    assert!(changed_fields(&form, &read).is_empty());
}
