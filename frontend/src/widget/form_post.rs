//! A form as a browser sends it without scripts.

use shared::form::{Answer, Answers, FieldKind, FormDefinition};
use shared::sync::ReceiptSecret;
use uuid::Uuid;

/// What every form field's name begins with.
pub const PREFIX: &str = "a.";

/// The parts of a posted form.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Posted {
    /// Name and value of every answer, as sent.
    fields: Vec<(String, String)>,
    /// Id of the operation.
    pub operation_id: Option<Uuid>,
    /// The receipt's secret.
    pub secret: Option<ReceiptSecret>,
    /// Version of the record that was seen.
    pub version: Option<u32>,
    /// Version of the form that was shown.
    pub form_version: Option<u32>,
    /// Short code typed to look up a receipt.
    pub code: String,
    /// Last four digits of the mobile typed with it.
    pub mobile_last4: String,
    /// What to do with a receipt: `open`, `withdraw`, `confirm`, `withhold`, `edit`, `save`, and with one of an application
    /// `withdraw_application`, `profile`, `complete`, `transfer_yes`, `transfer_no`.
    pub action: String,
}

/// Takes a posted form apart. What cannot be read is left out.
pub fn parse(pairs: Vec<(String, String)>) -> Posted {
    let mut posted = Posted::default();
    for (name, value) in pairs {
        match name.as_str() {
            "operation_id" => posted.operation_id = value.parse().ok(),
            "secret" => posted.secret = value.parse().ok(),
            "version" => posted.version = value.parse().ok(),
            "form_version" => posted.form_version = value.parse().ok(),
            "code" => posted.code = value,
            "mobile_last4" => posted.mobile_last4 = value,
            "do" => posted.action = value,
            _ => {
                if let Some(key) = name.strip_prefix(PREFIX) {
                    posted.fields.push((key.to_owned(), value));
                }
            }
        }
    }
    posted
}

impl Posted {
    /// The answers as they were sent, before the form is known.
    pub fn texts(&self) -> Answers {
        self.fields.iter().map(|(key, value)| (key.clone(), Answer::Text(value.clone()))).collect()
    }

    /// The answers, each in the shape that its field asks for. Fields that the form does not have are kept as text, so
    /// that the check can name them.
    pub fn answers(&self, form: &FormDefinition) -> Answers {
        let mut answers = Answers::new();
        for (key, value) in &self.fields {
            match form.field(key).map(|field| &field.kind) {
                Some(FieldKind::Consent { .. }) => {
                    answers.insert(key.clone(), Answer::Yes(value == "yes"));
                }
                Some(FieldKind::Choices { .. }) => {
                    match answers.entry(key.clone()).or_insert(Answer::Many(Vec::new())) {
                        Answer::Many(many) => many.push(value.clone()),
                        other => *other = Answer::Many(vec![value.clone()]),
                    }
                }
                _ => {
                    answers.insert(key.clone(), Answer::Text(value.clone()));
                }
            }
        }
        answers
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::form::base::entry_form;

    #[test]
    fn a_form_without_scripts_is_read_back() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let posted = parse(vec![
            pair("a.name", "张三"),
            pair("a.consent_data", "yes"),
            pair("form_version", "3"),
            pair("secret", "00112233445566778899aabbccddeeff"),
            pair("operation_id", "nonsense"),
        ]);
        let answers = posted.answers(&entry_form(&[], 3));
        assert_eq!(answers["name"], Answer::from("张三"));
        assert_eq!(answers["consent_data"], Answer::Yes(true));
        assert_eq!(posted.form_version, Some(3));
        assert!(posted.secret.is_some() && posted.operation_id.is_none());
    }
}
