//! Invented people. Their documents begin with 130399, which is assigned to nobody.

use chrono::NaiveDate;
use shared::form::{Answer, Answers};
use shared::person::{DocumentKind, check_document};

/// An invented person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Name.
    pub name: String,
    /// Resident ID.
    pub document: String,
    /// Mobile.
    pub mobile: String,
    /// Employer.
    pub employer: String,
    /// Division code.
    pub division: String,
}

impl Person {
    /// The `n`th person: each has another document and another mobile.
    pub fn nth(n: u32) -> Person {
        const SURNAMES: [&str; 10] = ["张", "王", "李", "赵", "刘", "陈", "杨", "黄", "单", "欧阳"];
        const GIVEN: [&str; 8] = ["伟", "秀英", "敏", "静", "丽", "强", "磊", "洋"];
        let (surname, given) = (SURNAMES[n as usize % 10], GIVEN[n as usize / 10 % 8]);
        let born =
            NaiveDate::from_ymd_opt(1970 + n as i32 % 25, 1 + n % 12, 1 + n / 12 % 28).expect("a date");
        Person {
            name: format!("{surname}{given}"),
            document: document(&format!("130399{}{:03}", born.format("%Y%m%d"), n % 1000)),
            mobile: format!("139{n:08}"),
            employer: format!("第{}服务公司", 1 + n % 5),
            division: "130302".into(),
        }
    }

    /// The same person, born on another day.
    pub fn born(mut self, day: NaiveDate) -> Person {
        let order = &self.document[14..17];
        self.document = document(&format!("130399{}{order}", day.format("%Y%m%d")));
        self
    }

    /// The last four characters of the document.
    pub fn document_tail(&self) -> &str {
        &self.document[14..]
    }

    /// The last four digits of the mobile.
    pub fn mobile_tail(&self) -> &str {
        &self.mobile[7..]
    }

    /// The answers that every entry form asks for.
    pub fn answers(&self) -> Answers {
        let text = |value: &str| Answer::Text(value.to_owned());
        Answers::from([
            ("name".into(), text(&self.name)),
            ("id_type".into(), text("resident_id")),
            ("id_number".into(), text(&self.document)),
            ("mobile".into(), text(&self.mobile)),
            ("employer".into(), text(&self.employer)),
            ("division".into(), text(&self.division)),
            ("grade".into(), text("4")),
            ("years".into(), text("6")),
            ("consent_data".into(), Answer::Yes(true)),
            ("consent_publication".into(), Answer::Yes(true)),
        ])
    }
    /// The answers that an application to join asks for.
    pub fn application(&self, group: &str) -> Answers {
        let text = |value: &str| Answer::Text(value.to_owned());
        let mut answers = self.answers();
        for key in ["grade", "years", "consent_publication"] {
            answers.remove(key);
        }
        answers.insert("worker_group".into(), text(group));
        for key in ["statement", "consent_sensitive", "consent_sharing"] {
            answers.insert(key.into(), Answer::Yes(true));
        }
        answers
    }
}

/// The number with the check character that fits its first 17 digits.
fn document(stem: &str) -> String {
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a date");
    "0123456789X"
        .chars()
        .map(|check| format!("{stem}{check}"))
        .find(|number| check_document(DocumentKind::ResidentId, number, today).is_ok())
        .unwrap_or_else(|| panic!("{stem} has no check character"))
}
