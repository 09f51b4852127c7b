//! What is read and written by hand is what the derived readers and writers have.

mod support;

use chrono::{DateTime, Days, NaiveDate, Utc};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde::Serialize;
use shared::api::JoinSource;
use shared::competition::{Eligibility, MembershipRule, Quotas};
use shared::form::{Answer, Answers, Choice, Condition, Field, FieldKind, FormDefinition, Section};
use shared::i18n::{Localized, Problem, Violation};
use shared::membership::RoutedBy;
use shared::sync::{
    Action, Collected, Operation, Push, ReceiptSecret, Refusal, SubmitApplication, SubmitEntry,
};
use shared::wire::{FromWire, ToWire, submission};
use std::fmt::Debug;
use support::{noisy, today};
use uuid::Uuid;

fn reads_back<T: FromWire + Serialize + PartialEq + Debug>(sent: &T) {
    let json = serde_json::to_value(sent).unwrap_or_default();
    assert_eq!(T::from_wire(&json).as_ref(), Some(sent), "{json}");
}

fn localized() -> impl Strategy<Value = Localized> {
    (noisy(), noisy()).prop_map(|(zh, en)| Localized { zh, en })
}

fn day() -> impl Strategy<Value = NaiveDate> {
    (0..40_000_u64).prop_map(|days| today() - Days::new(days))
}

fn decimal() -> impl Strategy<Value = Decimal> {
    (any::<i64>(), 0..10_u32).prop_map(|(digits, scale)| Decimal::new(digits, scale).normalize())
}

fn options() -> impl Strategy<Value = Vec<Choice>> {
    prop::collection::vec((noisy(), localized()).prop_map(|(value, label)| Choice { value, label }), 0..3)
}

fn kind() -> impl Strategy<Value = FieldKind> {
    use prop::option::of;
    prop_oneof![
        Just(FieldKind::Name),
        Just(FieldKind::Mobile),
        noisy().prop_map(|type_field| FieldKind::IdNumber { type_field }),
        (any::<u32>(), any::<bool>()).prop_map(|(max, multiline)| FieldKind::Text { max, multiline }),
        (of(decimal()), of(decimal()), any::<u32>()).prop_map(|(min, max, decimals)| FieldKind::Number {
            min,
            max,
            decimals
        }),
        (of(day()), of(day())).prop_map(|(min, max)| FieldKind::Date { min, max }),
        options().prop_map(|options| FieldKind::Choice { options }),
        (options(), any::<u32>(), of(any::<u32>())).prop_map(|(options, min, max)| FieldKind::Choices {
            options,
            min,
            max
        }),
        (localized(), noisy()).prop_map(|(text, text_version)| FieldKind::Consent { text, text_version }),
    ]
}

fn field() -> impl Strategy<Value = Field> {
    let when =
        (noisy(), prop::collection::vec(noisy(), 0..3)).prop_map(|(field, is)| Condition { field, is });
    let parts = (noisy(), localized(), localized(), kind(), any::<bool>(), prop::option::of(when));
    parts.prop_map(|(key, label, hint, kind, required, when)| Field {
        key,
        label,
        hint,
        kind,
        required,
        when,
    })
}

fn eligibility() -> impl Strategy<Value = Eligibility> {
    use prop::option::of;
    let numbers = prop::array::uniform5(of(any::<u32>()));
    let texts = (prop::collection::vec(localized(), 0..3), of(noisy()), of(noisy()));
    let membership = of((noisy(), any::<bool>()))
        .prop_map(|rule| rule.map(|(field, required)| MembershipRule { field, required }));
    (numbers, texts, membership, day()).prop_map(
        |(numbers, (says, min_grade, certificate_field), membership, age_on)| {
            let [min_age, max_age, min_years, per_employer, per_division] = numbers;
            let quotas = Quotas { per_employer, per_division };
            Eligibility {
                says,
                min_age,
                max_age,
                age_on,
                min_years,
                min_grade,
                certificate_field,
                membership,
                quotas,
            }
        },
    )
}

fn answers() -> impl Strategy<Value = Answers> {
    let answer = prop_oneof![
        any::<bool>().prop_map(Answer::Yes),
        noisy().prop_map(Answer::Text),
        prop::collection::vec(noisy(), 0..3).prop_map(Answer::Many),
    ];
    prop::collection::btree_map(noisy(), answer, 0..5)
}

proptest! {
    #[test]
    fn forms(version: u32, title in localized(), key in noisy(), fields in prop::collection::vec(field(), 0..6)) {
        reads_back(&FormDefinition { version, sections: vec![Section { key, title, fields }] });
    }

    #[test]
    fn rules(rules in eligibility()) {
        reads_back(&rules);
    }

    #[test]
    fn answers_and_the_operations_that_send_them(
        answers in answers(), ids: [u128; 2], secret: [u8; 16], event in noisy(), form_version: u32,
        collected in prop::option::of((noisy(), noisy())),
        millis in 0..4_000_000_000_000_i64, source in prop::option::of(noisy()),
        signature in prop::option::of(noisy()),
    ) {
        reads_back(&answers);
        let [id, competition_id] = ids.map(Uuid::from_u128);
        let receipt = ReceiptSecret::from_bytes(secret).hash();
        let collected = collected.map(|(code, signature)| Collected { code, signature });
        let enter = SubmitEntry {
            competition_id, event, form_version, answers: answers.clone(), receipt: receipt.clone(), collected,
        };
        let join = SubmitApplication { form_version, answers, receipt, source, signature };
        let captured_at: DateTime<Utc> = DateTime::from_timestamp_millis(millis).unwrap();
        let both = [
            (enter.to_wire(), Action::SubmitEntry(enter)), (join.to_wire(), Action::SubmitApplication(join)),
        ];
        for (wire, action) in both {
            let sent = submission(id, &format!("{captured_at:?}"), wire);
            let operations = vec![Operation { id, captured_at, action }];
            prop_assert_eq!(serde_json::from_value::<Push>(sent).unwrap(), Push { operations });
        }
    }

    #[test]
    fn codes(
        texts: [String; 4], drive in localized(), union in prop::option::of(localized()), signature: bool,
        routed_by in prop::sample::select(vec![
            RoutedBy::Chosen, RoutedBy::Source, RoutedBy::Employer, RoutedBy::Industry, RoutedBy::Area, RoutedBy::Superior,
        ]),
    ) {
        let [code, label, worker_group, division] = texts;
        reads_back(&JoinSource { code, label, drive, worker_group, division, union, signature });
        reads_back(&routed_by);
    }

    #[test]
    fn violations(field in noisy(), min: u32, on in day(), found in noisy(), reason in localized()) {
        let problems = [
            Problem::Required,
            Problem::AgeBelow { min, on },
            Problem::NameCharacter { found },
            Problem::Ineligible { reason },
        ];
        for problem in problems {
            reads_back(&Violation::new(field.clone(), problem));
        }
    }
}

#[test]
fn refusals() {
    use Refusal::*;
    let all = [
        Invalid,
        FormChanged,
        EntryNotOpen,
        TransitionNotAllowed,
        Forbidden,
        NotFound,
        ReceiptUnknown,
        MarksIncomplete,
        NoticeRunning,
        SealUnknown,
        StewardUnknown,
        StewardEnded,
    ];
    all.iter().for_each(reads_back);
    // A refusal that is not above is one that a browser could not read.
    let named = |refusal: Refusal| match refusal {
        Invalid | FormChanged | EntryNotOpen | TransitionNotAllowed | Forbidden | NotFound
        | ReceiptUnknown | MarksIncomplete | NoticeRunning | SealUnknown | StewardUnknown | StewardEnded => {
            all.contains(&refusal)
        }
    };
    assert!(all.into_iter().all(named));
}
