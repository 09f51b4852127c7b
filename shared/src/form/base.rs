//! The fields that every entry has.
//!
//! Each hint says why the question is asked, and each question has a use: identity and age, contact, places
//! per employer and division, eligibility. Whatever else a competition wants to know is its own data.

use super::build::{choice, field, section};
use super::consent::{TEXT_VERSION, data_text, publication_text};
use super::{Condition, Field, FieldKind, FormDefinition, Section};
use crate::i18n::Localized;
use crate::person::DocumentKind;
use crate::union::DIVISIONS;
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// Keys of the base fields.
pub mod key {
    /// Name.
    pub const NAME: &str = "name";
    /// Kind of identity document, a code of [`DocumentKind`](crate::person::DocumentKind).
    pub const ID_TYPE: &str = "id_type";
    /// Number of the identity document.
    pub const ID_NUMBER: &str = "id_number";
    /// Date of birth, where the number need not hold it.
    pub const BIRTH: &str = "birth";
    /// Mobile number.
    pub const MOBILE: &str = "mobile";
    /// Employer, or platform and station.
    pub const EMPLOYER: &str = "employer";
    /// Code of the division where the worker works.
    pub const DIVISION: &str = "division";
    /// Grade of skill: `none`, `5` (初级工) to `1` (高级技师).
    pub const GRADE: &str = "grade";
    /// Full years in the trade.
    pub const YEARS: &str = "years";
    /// Consent to the use of the data; nobody can enter without it.
    pub const CONSENT_DATA: &str = "consent_data";
    /// Separate consent to publication of name and employer.
    pub const CONSENT_PUBLICATION: &str = "consent_publication";
}

/// Grades of skill, lowest first: code, Chinese, English.
pub(crate) const GRADES: [(&str, &str, &str); 6] = [
    ("none", "无", "None"),
    ("5", "初级工（五级）", "Level 5 (elementary)"),
    ("4", "中级工（四级）", "Level 4 (intermediate)"),
    ("3", "高级工（三级）", "Level 3 (advanced)"),
    ("2", "技师（二级）", "Level 2 (technician)"),
    ("1", "高级技师（一级）", "Level 1 (senior technician)"),
];

/// The base sections, in order: person, work, consent.
pub fn base_sections() -> Vec<Section> {
    vec![person(), work(), consent()]
}

/// The whole entry form: person, work, the competition's own sections, and last the consents.
pub fn entry_form(extra: &[Section], version: u32) -> FormDefinition {
    let mut sections = vec![person(), work()];
    sections.extend_from_slice(extra);
    sections.push(consent());
    FormDefinition { version, sections }
}

fn person() -> Section {
    let id_types = DocumentKind::ALL.map(|kind| choice(kind.code(), Localized::of(&kind)));
    let without_birth = DocumentKind::ALL.into_iter().filter(|kind| !kind.holds_birth());
    let fields = vec![
        field(
            key::NAME,
            ("姓名", "Name"),
            (
                "与证件上的姓名一致，用于核对身份；少数民族姓名用间隔号“·”",
                "As on your document, to check who you are; · separates the parts of a name",
            ),
            FieldKind::Name,
        ),
        field(
            key::ID_TYPE,
            ("证件类别", "Kind of identity document"),
            ("请选择比赛当天携带的证件", "Choose the one you will bring on the day"),
            FieldKind::Choice { options: id_types.to_vec() },
        ),
        field(
            key::ID_NUMBER,
            ("证件号码", "Document number"),
            (
                "用于核对身份和年龄，并避免重复报名；加密保存，平时只显示一部分",
                "To check identity and age, and that nobody enters twice; stored encrypted and shown only in part",
            ),
            FieldKind::IdNumber { type_field: key::ID_TYPE.to_owned() },
        ),
        Field {
            when: Some(Condition {
                field: key::ID_TYPE.to_owned(),
                is: without_birth.map(|kind| kind.code().to_owned()).collect(),
            }),
            ..field(
                key::BIRTH,
                ("出生日期", "Date of birth"),
                (
                    "这类证件的号码不一定含出生日期，用于核对年龄条件",
                    "Asked to check the age rule, since numbers of this kind may not tell it",
                ),
                FieldKind::Date { min: NaiveDate::from_ymd_opt(1900, 1, 1), max: None },
            )
        },
        field(
            key::MOBILE,
            ("手机号", "Mobile number"),
            (
                "用于通知比赛安排；凭回执编号查询时核对后四位",
                "To tell you about the competition; its last four digits go with your receipt code",
            ),
            FieldKind::Mobile,
        ),
    ];
    section("person", ("个人信息", "About you"), fields)
}

fn work() -> Section {
    let divisions = DIVISIONS.iter().map(|division| choice(division.code, Localized::of(division)));
    let grades = GRADES.iter().map(|(value, zh, en)| choice(value, Localized::new(*zh, *en)));
    let fields = vec![
        field(
            key::EMPLOYER,
            ("工作单位", "Employer"),
            (
                "填写单位全称；没有固定单位的，填写所在平台、站点或门店。用于核对各单位参赛名额",
                "Full name; without a fixed employer, your platform, station or shop. To count places per employer",
            ),
            FieldKind::Text { max: 60, multiline: false },
        ),
        field(
            key::DIVISION,
            ("工作所在区县", "Division where you work"),
            (
                "用于核对各区县参赛名额，并由当地工会与您联系",
                "To count places per division, and so that the local union can reach you",
            ),
            FieldKind::Choice { options: divisions.collect() },
        ),
        field(
            key::GRADE,
            ("技能等级", "Grade of skill"),
            (
                "以职业资格或技能等级证书为准，没有证书请选“无”；用于核对参赛条件",
                "As your certificate says; choose None without one. To check who may enter",
            ),
            FieldKind::Choice { options: grades.collect() },
        ),
        field(
            key::YEARS,
            ("从业年限", "Years in the trade"),
            (
                "从事本行业的整年数，不满一年填 0；用于核对参赛条件",
                "Full years, 0 for less than one. To check who may enter",
            ),
            FieldKind::Number { min: Some(Decimal::ZERO), max: Some(Decimal::from(60)), decimals: 0 },
        ),
    ];
    section("work", ("工作信息", "Your work"), fields)
}

fn consent() -> Section {
    let fields = vec![
        field(
            key::CONSENT_DATA,
            ("同意使用个人信息", "Consent to the use of your data"),
            (
                "请阅读后勾选；不同意则无法核对参赛条件，不能报名",
                "Please read, then tick; without it nobody can check your entry, so you cannot enter",
            ),
            FieldKind::Consent { text: data_text(), text_version: TEXT_VERSION.to_owned() },
        ),
        Field {
            required: false,
            ..field(
                key::CONSENT_PUBLICATION,
                ("同意公布姓名和单位（可不选）", "Consent to publication of name and employer (optional)"),
                ("是否勾选不影响参赛和评奖", "Your choice makes no difference to taking part or to awards"),
                FieldKind::Consent { text: publication_text(), text_version: TEXT_VERSION.to_owned() },
            )
        },
    ];
    section("consent", ("个人信息授权", "Consent"), fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_base_form_is_sound_and_has_the_agreed_keys() {
        let form = entry_form(&[], 1);
        assert_eq!(form.validate(), Ok(()));
        let keys: Vec<&str> = form.fields().map(|field| field.key.as_str()).collect();
        assert_eq!(
            keys,
            [
                key::NAME,
                key::ID_TYPE,
                key::ID_NUMBER,
                key::BIRTH,
                key::MOBILE,
                key::EMPLOYER,
                key::DIVISION,
                key::GRADE,
                key::YEARS,
                key::CONSENT_DATA,
                key::CONSENT_PUBLICATION
            ]
        );
        assert_eq!(base_sections(), form.sections);
    }

    #[test]
    fn a_competitions_sections_stand_before_the_consents() {
        let own = section("own", ("其他", "Other"), Vec::new());
        let keys: Vec<String> =
            entry_form(&[own], 3).sections.into_iter().map(|section| section.key).collect();
        assert_eq!(keys, ["person", "work", "own", "consent"]);
    }

    #[test]
    fn every_label_and_hint_is_there_in_both_languages() {
        for field in entry_form(&[], 1).fields() {
            for text in [&field.label, &field.hint] {
                assert!(!text.zh.is_empty() && !text.en.is_empty(), "{}", field.key);
            }
        }
    }
}
