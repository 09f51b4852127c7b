use super::*;
use crate::i18n::{Lang, Text};
use rstest::rstest;
use serde_json::{Value, json};

/// A small definition that is sound.
fn sound() -> Value {
    let yes_no =
        json!([{ "value": "yes", "label": { "zh": "有" } }, { "value": "no", "label": { "zh": "无" } }]);
    json!({
        "association": "qhd-courier",
        "slug": "courier",
        "title": { "zh": "快递竞赛" },
        "summary": { "zh": "说明" },
        "organisers": [{ "role": { "zh": "主办单位" }, "name": { "zh": "总工会" } }],
        "schedule": {
            "entry_opens": "2026-11-09T01:00:00Z", "entry_closes": "2026-11-30T10:00:00Z",
            "theory_on": "2026-12-05", "practical_on": "2026-12-05", "venue": { "zh": "会展中心" }
        },
        "events": [{
            "code": "delivery", "title": { "zh": "收派" }, "places": 10,
            "modules": [
                { "title": { "zh": "理论" }, "part": "theory", "full_marks": "100" },
                { "title": { "zh": "收寄" }, "part": "practical", "full_marks": "62.5", "minutes": 10 },
                { "title": { "zh": "投递" }, "part": "practical", "full_marks": "37.5" }
            ]
        }],
        "eligibility": {
            "says": [{ "zh": "年满 18 周岁" }], "min_age": 18, "max_age": 60, "age_on": "2026-12-05",
            "min_grade": "none", "certificate_field": "held", "membership": { "field": "member" }, "quotas": { "per_employer": 3 }
        },
        "document": {
            "version": "2026-1", "rules": [{ "zh": "规则" }],
            "scoring": {
                "theory_weight": 30, "practical_weight": 70, "pass_mark": "60",
                "rounding": { "places": 2, "mode": "half_up" },
                "tie_break": ["practical", "theory"], "tie_final": "shared"
            },
            "awards": [
                { "code": "first", "title": { "zh": "一等奖" }, "amount": { "count": 1 } },
                { "code": "merit", "title": { "zh": "优秀奖" }, "amount": { "percent": 20 } }
            ],
            "notice_days": 5, "appeal_hours": 24
        },
        "form": [{ "key": "certificate", "title": { "zh": "证书" }, "fields": [
            { "key": "held", "label": { "zh": "是否持证" }, "required": true, "kind": { "type": "choice", "options": yes_no } },
            { "key": "member", "label": { "zh": "是否会员" }, "required": false, "kind": { "type": "choice", "options": yes_no } }
        ] }],
        "form_version": 1
    })
}

/// The errors after one value of the sound definition was replaced.
fn errors(place: &str, value: Value) -> Vec<DefinitionError> {
    let mut definition = sound();
    *definition.pointer_mut(place).unwrap() = value;
    let definition: CompetitionDefinition = serde_json::from_value(definition).unwrap();
    definition.validate().err().unwrap_or_default()
}

#[test]
fn a_sound_definition_holds() {
    let definition: CompetitionDefinition = serde_json::from_value(sound()).unwrap();
    assert_eq!(definition.validate(), Ok(()));
    assert_eq!(definition.document.validate(), Ok(()));
}

#[rstest]
#[case("/slug", json!("Courier"), "slug", Fault::SlugShape)]
#[case("/slug", json!("a--b"), "slug", Fault::SlugShape)]
#[case("/slug", json!("../x"), "slug", Fault::SlugShape)]
#[case("/slug", json!(""), "slug", Fault::SlugShape)]
#[case("/association", json!("qhd_courier"), "association", Fault::SlugShape)]
#[case("/title/zh", json!("　"), "title", Fault::TextMissing)]
#[case("/organisers/0/name/zh", json!(""), "organisers[0].name", Fault::TextMissing)]
#[case("/schedule/venue/zh", json!(""), "schedule.venue", Fault::TextMissing)]
#[case(
    "/schedule/entry_opens", json!("2026-11-30T10:00:00Z"),
    "schedule.entry_closes", Fault::NotAfter { earlier: "schedule.entry_opens".into() }
)]
#[case(
    "/schedule/practical_on", json!("2026-11-29"),
    "schedule.practical_on", Fault::Before { earlier: "schedule.entry_closes".into() }
)]
#[case("/events", json!([]), "events", Fault::Empty)]
#[case("/events/0/places", json!(0), "events[0].places", Fault::Zero)]
#[case("/events/0/code", json!("送 达"), "events[0].code", Fault::SlugShape)]
#[case("/events/0/modules/0/full_marks", json!("99.5"), "events[0].modules", Fault::TheorySum { sum: "99.5".parse().unwrap() })]
#[case("/events/0/modules/2/full_marks", json!("40"), "events[0].modules", Fault::PracticalSum { sum: "102.5".parse().unwrap() })]
#[case("/events/0/modules/1/minutes", json!(0), "events[0].modules[1].minutes", Fault::Zero)]
#[case("/eligibility/max_age", json!(17), "eligibility.max_age", Fault::Below { least: "eligibility.min_age".into() })]
#[case("/eligibility/min_grade", json!("6"), "eligibility.min_grade", Fault::GradeUnknown { grade: "6".into() })]
#[case("/eligibility/certificate_field", json!("name"), "eligibility.certificate_field", Fault::CertificateField)]
#[case("/eligibility/certificate_field", json!("licence"), "eligibility.certificate_field", Fault::CertificateField)]
#[case("/form/0/fields/0/required", json!(false), "eligibility.certificate_field", Fault::CertificateField)]
#[case("/eligibility/membership/field", json!("name"), "eligibility.membership.field", Fault::MembershipField)]
#[case("/eligibility/membership", json!({ "field": "member", "required": true }), "eligibility.membership.field", Fault::MembershipField)]
#[case("/eligibility/membership/field", json!("gone"), "eligibility.membership.field", Fault::MembershipField)]
#[case("/eligibility/quotas/per_employer", json!(0), "eligibility.quotas.per_employer", Fault::Zero)]
#[case("/document/version", json!(""), "document.version", Fault::TextMissing)]
#[case("/document/notice_days", json!(0), "document.notice_days", Fault::Zero)]
#[case("/document/scoring/theory_weight", json!(20), "document.scoring", Fault::WeightSum { theory: 20, practical: 70 })]
#[case("/document/scoring/pass_mark", json!("100.5"), "document.scoring.pass_mark", Fault::OutOfRange { min: 0, max: 100 })]
#[case("/document/scoring/rounding/places", json!(5), "document.scoring.rounding.places", Fault::OutOfRange { min: 0, max: 4 })]
#[case("/document/scoring/tie_break", json!(["theory", "theory"]), "document.scoring.tie_break[1]", Fault::Repeated)]
#[case("/document/awards/1/code", json!("first"), "document.awards[1].code", Fault::Repeated)]
#[case("/document/awards/0/amount", json!({ "count": 0 }), "document.awards[0].amount", Fault::Zero)]
#[case("/document/awards/1/amount", json!({ "percent": 101 }), "document.awards", Fault::PercentSum { sum: 101 })]
#[case("/form_version", json!(0), "form_version", Fault::Zero)]
fn unsound_definitions(#[case] at: &str, #[case] value: Value, #[case] place: &str, #[case] fault: Fault) {
    assert_eq!(errors(at, value), [DefinitionError::Value { place: place.into(), fault }]);
}

#[test]
fn a_part_that_counts_nothing_is_refused() {
    let scoring = json!({
        "theory_weight": 0, "practical_weight": 100, "rounding": { "places": 2, "mode": "down" },
        "tie_break": [], "tie_final": "shared"
    });
    let place = "document.scoring.theory_weight".to_owned();
    assert_eq!(errors("/document/scoring", scoring), [DefinitionError::Value { place, fault: Fault::Zero }]);
}

#[test]
fn entry_may_close_on_the_day_of_the_competition_in_china() {
    // 16:30 UTC is half past midnight of the next day in China.
    assert_eq!(errors("/schedule/entry_closes", json!("2026-12-04T16:30:00Z")), []);
    assert_eq!(errors("/schedule/entry_closes", json!("2026-12-05T16:30:00Z")).len(), 2);
}

#[test]
fn every_fault_is_told_at_once_and_the_form_along_with_the_base_fields() {
    let fields = json!([{ "key": "name", "title": { "zh": "证书" }, "fields": [
        { "key": "mobile", "label": { "zh": "手机" }, "kind": { "type": "mobile" } }
    ] }]);
    let found = errors("/form", fields);
    assert_eq!(found.len(), 3, "{found:?}");
    assert_eq!(found[2].text(Lang::ZhCn), "form：字段或分组标识“mobile”重复");
    assert_eq!(
        found[0].text(Lang::En),
        "eligibility.certificate_field: Must be the key of a choice in the form that is required, has no condition, and offers yes and no"
    );
}

#[test]
fn unknown_keys_of_a_file_are_refused() {
    let mut definition = sound();
    definition["schedule"]["entry_close"] = json!("2026-11-30T10:00:00Z");
    assert!(serde_json::from_value::<CompetitionDefinition>(definition).is_err());
}
