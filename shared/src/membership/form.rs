//! The application form: the quick profile, the application statement, and consents one by one.
//!
//! It takes a minute; everything else is the full profile, completed later with the receipt.

use super::group::GROUPS;
use crate::form::base::key as base;
use crate::form::build::{choice, field, section};
use crate::form::{Choice, Condition, Field, FieldKind, FormDefinition, Section};
use crate::i18n::Localized;
use crate::person::DocumentKind;
use crate::union::DIVISIONS;
use chrono::NaiveDate;

/// Version of the form; an application names the version that it answers.
pub const APPLICATION_FORM_VERSION: u32 = 1;
/// Version of the application statement and of the texts that are consented to. A change of a text needs a new one:
/// consents are kept with the version given.
pub const STATEMENT_VERSION: &str = "2026-1";

/// Years for which the form promises that an application without membership, counted from its submission, and a former
/// member, counted from the end of the membership, are kept at most (PIPL art. 17, 19). The text of the consent says so.
pub const RETENTION_YEARS: u32 = 2;

/// Keys of the fields, besides those that entries have, too.
pub mod key {
    /// Code of the group of workers, see [`GROUPS`](crate::membership::GROUPS).
    pub const GROUP: &str = "worker_group";
    /// Slug of the union that the worker chooses; empty leaves it to [`route`](crate::membership::route()).
    pub const UNION: &str = "union";
    /// The application statement.
    pub const STATEMENT: &str = "statement";
    /// Separate consent to the use of the document number, which is sensitive (PIPL art. 28 to 30).
    pub const CONSENT_SENSITIVE: &str = "consent_sensitive";
    /// Separate consent to sharing with the named union and its superiors (PIPL art. 23).
    pub const CONSENT_SHARING: &str = "consent_sharing";
}

/// A union that the worker may choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnionChoice {
    /// Slug.
    pub slug: String,
    /// Name.
    pub name: Localized,
}

/// The application form. Unions are data: those that are [offered](super::offered).
pub fn application_form(unions: &[UnionChoice]) -> FormDefinition {
    FormDefinition {
        version: APPLICATION_FORM_VERSION,
        sections: vec![person(), work(unions), statement(), consent()],
    }
}

fn person() -> Section {
    let id_types = DocumentKind::ALL.map(|kind| choice(kind.code(), Localized::of(&kind)));
    let without_birth = DocumentKind::ALL.into_iter().filter(|kind| !kind.holds_birth());
    let when = Condition {
        field: base::ID_TYPE.to_owned(),
        is: without_birth.map(|kind| kind.code().to_owned()).collect(),
    };
    let born = FieldKind::Date { min: NaiveDate::from_ymd_opt(1900, 1, 1), max: None };
    let fields = vec![
        field(
            base::NAME,
            ("姓名", "Name"),
            (
                "与证件上的姓名一致；少数民族姓名用间隔号“·”",
                "As on your document; · separates the parts of a name",
            ),
            FieldKind::Name,
        ),
        field(
            base::ID_TYPE,
            ("证件类别", "Kind of identity document"),
            ("工会会员实行实名登记", "Members are registered under their real names"),
            FieldKind::Choice { options: id_types.to_vec() },
        ),
        field(
            base::ID_NUMBER,
            ("证件号码", "Document number"),
            (
                "用于实名登记，避免重复入会；加密保存，平时只显示一部分",
                "For registration, and so that nobody is registered twice; stored encrypted and shown only in part",
            ),
            FieldKind::IdNumber { type_field: base::ID_TYPE.to_owned() },
        ),
        Field {
            when: Some(when),
            ..field(
                base::BIRTH,
                ("出生日期", "Date of birth"),
                (
                    "这类证件的号码不一定含出生日期；年满 16 周岁可以入会",
                    "Numbers of this kind may not tell it; one may join from the age of 16",
                ),
                born,
            )
        },
        field(
            base::MOBILE,
            ("手机号", "Mobile number"),
            ("工会用它与您联系，不会用于其他用途", "So that the union can reach you; for nothing else"),
            FieldKind::Mobile,
        ),
    ];
    section("person", ("个人信息", "About you"), fields)
}

fn work(unions: &[UnionChoice]) -> Section {
    let divisions = DIVISIONS.iter().map(|division| choice(division.code, Localized::of(division)));
    let groups = GROUPS.iter().map(|group| choice(group.code, Localized::of(group)));
    let unions: Vec<Choice> = unions.iter().map(|union| choice(&union.slug, union.name.clone())).collect();
    let mut fields = vec![
        field(
            key::GROUP,
            ("从事的职业", "Your work"),
            ("用于找到您所在行业的工会", "To find the union of your trade"),
            FieldKind::Choice { options: groups.collect() },
        ),
        field(
            base::EMPLOYER,
            ("工作单位", "Employer"),
            (
                "填写单位全称；没有固定单位的，填写所在平台、站点或门店",
                "Full name; without a fixed employer, your platform, station or shop",
            ),
            FieldKind::Text { max: 60, multiline: false },
        ),
        field(
            base::DIVISION,
            ("工作所在区县", "Division where you work"),
            ("用于找到您所在地区的工会", "To find the union of your area"),
            FieldKind::Choice { options: divisions.collect() },
        ),
    ];
    if !unions.is_empty() {
        fields.push(Field {
            required: false,
            ..field(
                key::UNION,
                ("想加入的工会（可不选）", "The union that you want to join (optional)"),
                (
                    "没有列出您想加入的工会，就不用选：由工会按您的单位、职业和地区安排，提交后告诉您",
                    "Leave it open if your union is not listed: it follows from your employer, work and area; you are told after you submit",
                ),
                FieldKind::Choice { options: unions },
            )
        });
    }
    section("work", ("工作信息", "Your work"), fields)
}

fn statement() -> Section {
    let text = Localized::new(
        "我自愿加入中国工会，承认《中国工会章程》，执行工会决议，积极参加工会活动，按时交纳会费，履行会员义务。",
        "I join the Chinese trade unions of my own will. I accept their constitution, carry out their resolutions, take part in their activities, pay my dues in time and fulfil the duties of a member.",
    );
    let fields = vec![field(
        key::STATEMENT,
        ("入会申请", "Application"),
        ("入会自愿；批准前可以随时撤回", "Joining is voluntary; you may take this back until it is approved"),
        FieldKind::Consent { text, text_version: STATEMENT_VERSION.to_owned() },
    )];
    section("statement", ("入会申请", "Application"), fields)
}

fn consent() -> Section {
    let consent = |zh: &str, en: &str| FieldKind::Consent {
        text: Localized::new(zh, en),
        text_version: STATEMENT_VERSION.to_owned(),
    };
    let fields = vec![
        field(
            base::CONSENT_DATA,
            ("同意使用个人信息", "Consent to the use of your data"),
            ("请阅读后勾选", "Please read, then tick"),
            consent(
                "我已满 16 周岁，同意工会使用我在本表中填写的信息：\n\
                 1. 用途：办理入会、转会和会籍管理，与我联系，提供会员服务，不用于其他用途。\n\
                 2. 保存期限：会籍存续期间及终止后两年；未入会的，自提交之日起两年，到期删除。\n\
                 3. 您的权利：可以查阅、复制、更正、删除自己的信息，可以随时撤回同意。凭回执可以查看、更正和撤回申请；其他要求请向工会提出。撤回同意不影响此前已进行的使用。",
                "I am at least 16 years old and agree that the union uses what I give in this form:\n\
                 1. Purpose: to handle my application, transfers and membership, to reach me, and to serve me as a member. Nothing else.\n\
                 2. How long: while I am a member and two years beyond; without membership, two years from submission. Then it is deleted.\n\
                 3. Your rights: to see, copy, correct and delete your data, and to withdraw this consent at any time. With your receipt you can see, correct and withdraw the application; for anything else ask the union. Withdrawing does not affect what was done before.",
            ),
        ),
        field(
            key::CONSENT_SENSITIVE,
            ("单独同意：使用证件号码", "Separate consent: your document number"),
            (
                "证件号码属于敏感个人信息，须单独征得同意",
                "A document number is sensitive personal data and needs a consent of its own",
            ),
            consent(
                "我同意工会使用我的证件号码核对身份、避免重复入会。证件号码加密保存，平时只显示一部分；查看完整号码须说明用途，并留下记录。不同意则无法核实身份，不能在线申请，可以到工会当面办理。",
                "I agree that the union uses my document number to check who I am and that nobody is registered twice. It is stored encrypted and shown only in part; to see it in full staff must state a purpose, which is recorded. Without this my identity cannot be checked online; I may apply in person.",
            ),
        ),
        field(
            key::CONSENT_SHARING,
            (
                "单独同意：提供给所加入的工会及其上级工会",
                "Separate consent: sharing with the union and its superiors",
            ),
            (
                "协会网站只是入口，不会得到您的信息",
                "The association's site is only the door; it receives none of your data",
            ),
            consent(
                "我同意将本表信息提供给我所加入的工会及其上级工会，用于审批入会、实名登记和逐级统计。不同意则无法由工会审批，不能入会。",
                "I agree that what I give here is passed to the union that I join and to the unions above it, to decide on my application, to register me and for their statistics. Without this no union can decide on it.",
            ),
        ),
    ];
    section("consent", ("个人信息授权", "Consent"), fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_is_sound_and_asks_what_the_quick_profile_holds() {
        let unions =
            [UnionChoice { slug: "courier".into(), name: Localized::new("快递工会", "Courier union") }];
        let form = application_form(&unions);
        assert_eq!(form.validate(), Ok(()));
        let keys: Vec<&str> = form.fields().map(|field| field.key.as_str()).collect();
        let asked = [
            base::NAME,
            base::ID_TYPE,
            base::ID_NUMBER,
            base::BIRTH,
            base::MOBILE,
            key::GROUP,
            base::EMPLOYER,
            base::DIVISION,
            key::UNION,
            key::STATEMENT,
            base::CONSENT_DATA,
            key::CONSENT_SENSITIVE,
            key::CONSENT_SHARING,
        ];
        assert_eq!(keys, asked);
    }

    #[test]
    fn every_text_is_there_in_both_languages() {
        assert_eq!(application_form(&[]).validate(), Ok(()));
        for field in application_form(&[]).fields() {
            let consent = match &field.kind {
                FieldKind::Consent { text, .. } => Some(text),
                _ => None,
            };
            for text in [&field.label, &field.hint].into_iter().chain(consent) {
                assert!(!text.zh.is_empty() && !text.en.is_empty(), "{}", field.key);
            }
        }
    }
}
