//! Whether a form is sound. Forms are data, read from files that people write.

use super::value::{NO, YES};
use super::{Choice, Condition, Field, FieldKind, FormDefinition};
use crate::i18n::{Localized, messages};
use crate::person::DocumentKind;
use std::collections::HashSet;

messages! {
    /// What is wrong with a form definition.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum FormError {
        KeyShape { key: String } => "字段“{key}”：标识只能用小写字母、数字和下划线，以字母开头，最多 40 个字符", "Field {key}: a key has lower-case letters, digits and _, begins with a letter and has at most 40 characters";
        KeyReserved { key: String } => "字段“{key}”：该标识由系统保留，请换一个", "Field {key}: this key is reserved; choose another";
        DuplicateKey { key: String } => "字段或分组标识“{key}”重复", "The key {key} occurs twice";
        TextMissing { key: String } => "“{key}”缺少中文名称或说明文字", "{key} lacks its Chinese text";
        OptionsEmpty { key: String } => "字段“{key}”没有选项", "Field {key} has no options";
        OptionEmpty { key: String } => "字段“{key}”有选项缺少值或中文名称", "Field {key} has an option without value or Chinese text";
        DuplicateOption { key: String, value: String } => "字段“{key}”的选项“{value}”重复", "Field {key} has the option {value} twice";
        BoundsImpossible { key: String } => "字段“{key}”的范围不成立，没有答案能满足", "Field {key} has bounds that no answer can meet";
        ConditionFieldMissing { key: String, on: String } => "字段“{key}”的显示条件引用了“{on}”，但在它之前没有这个字段", "Field {key} depends on {on}, but no field of that key stands before it";
        ConditionFieldKind { key: String, on: String } => "字段“{key}”的显示条件引用了“{on}”，条件只能引用选择题或同意项", "Field {key} depends on {on}, but only choices and consents can decide";
        ConditionEmpty { key: String } => "字段“{key}”的显示条件没有列出任何值", "Field {key} has a condition without values";
        ConditionValueUnknown { key: String, value: String } => "字段“{key}”的显示条件中，“{value}”不是可选的值", "Field {key}: its condition names {value}, which cannot be chosen";
        TypeFieldMissing { key: String, type_field: String } => "证件号码“{key}”引用的证件类别“{type_field}”应是在它之前的单选题", "Document number {key}: its kind {type_field} must be a choice that stands before it";
        TypeOptionUnknown { key: String, value: String } => "证件类别“{key}”的选项“{value}”不是系统支持的证件", "Field {key}: {value} is no kind of document";
    }
}

/// Keys that name things beside the form in violations.
const RESERVED: [&str; 2] = ["event", "reason"];
/// Most characters of a key.
const KEY_MAX: usize = 40;

impl FormDefinition {
    /// Checks the definition itself, as read from a file.
    ///
    /// # Errors
    /// Everything that is wrong, in the order of the form.
    pub fn validate(&self) -> Result<(), Vec<FormError>> {
        let mut errors = Vec::new();
        let mut sections = HashSet::new();
        let mut earlier: Vec<&Field> = Vec::new();
        for section in &self.sections {
            check_key(&section.key, &mut errors);
            check_text(&section.key, &section.title, &mut errors);
            if !sections.insert(&section.key) {
                errors.push(FormError::DuplicateKey { key: section.key.clone() });
            }
            for field in &section.fields {
                check_key(&field.key, &mut errors);
                check_text(&field.key, &field.label, &mut errors);
                if earlier.iter().any(|other| other.key == field.key) {
                    errors.push(FormError::DuplicateKey { key: field.key.clone() });
                }
                check_kind(field, &earlier, &mut errors);
                if let Some(condition) = &field.when {
                    check_condition(&field.key, condition, &earlier, &mut errors);
                }
                earlier.push(field);
            }
        }
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }
}

fn check_key(key: &str, errors: &mut Vec<FormError>) {
    let letters = key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    if !letters || key.len() > KEY_MAX || !key.starts_with(|c: char| c.is_ascii_lowercase()) {
        errors.push(FormError::KeyShape { key: key.to_owned() });
    } else if RESERVED.contains(&key) {
        errors.push(FormError::KeyReserved { key: key.to_owned() });
    }
}

fn check_text(key: &str, text: &Localized, errors: &mut Vec<FormError>) {
    if text.zh.trim().is_empty() {
        errors.push(FormError::TextMissing { key: key.to_owned() });
    }
}

fn check_kind(field: &Field, earlier: &[&Field], errors: &mut Vec<FormError>) {
    let key = &field.key;
    let possible = match &field.kind {
        FieldKind::Name | FieldKind::Mobile => true,
        FieldKind::Text { max, .. } => *max > 0,
        FieldKind::Number { min, max, .. } => in_order(min.as_ref(), max.as_ref()),
        FieldKind::Date { min, max } => in_order(min.as_ref(), max.as_ref()),
        FieldKind::Choice { options } => {
            check_options(key, options, errors);
            true
        }
        FieldKind::Choices { options, min, max } => {
            check_options(key, options, errors);
            let most = max.map_or(options.len(), |max| options.len().min(max as usize));
            options.is_empty() || (most > 0 && *min as usize <= most)
        }
        FieldKind::Consent { text, text_version } => {
            check_text(key, text, errors);
            if text_version.trim().is_empty() {
                errors.push(FormError::TextMissing { key: key.clone() });
            }
            true
        }
        FieldKind::IdNumber { type_field } => {
            check_type_field(key, type_field, earlier, errors);
            true
        }
    };
    if !possible {
        errors.push(FormError::BoundsImpossible { key: key.clone() });
    }
}

fn in_order<T: PartialOrd>(min: Option<&T>, max: Option<&T>) -> bool {
    min.zip(max).is_none_or(|(min, max)| min <= max)
}

fn check_options(key: &str, options: &[Choice], errors: &mut Vec<FormError>) {
    let key = key.to_owned();
    if options.is_empty() {
        errors.push(FormError::OptionsEmpty { key: key.clone() });
    }
    let mut values = HashSet::new();
    for option in options {
        // An answer is trimmed before it is compared, so a value with blanks around could never be chosen.
        if option.value.is_empty() || option.value.trim() != option.value || option.label.zh.trim().is_empty()
        {
            errors.push(FormError::OptionEmpty { key: key.clone() });
        }
        if !values.insert(&option.value) {
            errors.push(FormError::DuplicateOption { key: key.clone(), value: option.value.clone() });
        }
    }
}

fn check_type_field(key: &str, type_field: &str, earlier: &[&Field], errors: &mut Vec<FormError>) {
    let Some(FieldKind::Choice { options }) =
        earlier.iter().find(|field| field.key == type_field).map(|field| &field.kind)
    else {
        errors.push(FormError::TypeFieldMissing { key: key.to_owned(), type_field: type_field.to_owned() });
        return;
    };
    for option in options.iter().filter(|option| DocumentKind::from_code(&option.value).is_none()) {
        errors.push(FormError::TypeOptionUnknown { key: type_field.to_owned(), value: option.value.clone() });
    }
}

fn check_condition(key: &str, condition: &Condition, earlier: &[&Field], errors: &mut Vec<FormError>) {
    let (key, on) = (key.to_owned(), condition.field.clone());
    let Some(decider) = earlier.iter().find(|field| field.key == on) else {
        errors.push(FormError::ConditionFieldMissing { key, on });
        return;
    };
    let values: Vec<&str> = match &decider.kind {
        FieldKind::Choice { options } | FieldKind::Choices { options, .. } => {
            options.iter().map(|option| option.value.as_str()).collect()
        }
        FieldKind::Consent { .. } => vec![YES, NO],
        _ => {
            errors.push(FormError::ConditionFieldKind { key, on });
            return;
        }
    };
    if condition.is.is_empty() {
        errors.push(FormError::ConditionEmpty { key: key.clone() });
    }
    for value in condition.is.iter().filter(|value| !values.contains(&value.as_str())) {
        errors.push(FormError::ConditionValueUnknown { key: key.clone(), value: value.clone() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::{Section, base::entry_form};
    use rstest::rstest;
    use serde_json::{Value, json};

    /// The errors of the base form with one more section of these fields.
    fn errors(fields: Value) -> Vec<FormError> {
        let section = json!({ "key": "own", "title": { "zh": "其他" }, "fields": fields });
        let section: Section = serde_json::from_value(section).unwrap();
        entry_form(&[section], 1).validate().err().unwrap_or_default()
    }

    fn certificate(key: &str) -> Value {
        let options =
            json!([{ "value": "yes", "label": { "zh": "有" } }, { "value": "no", "label": { "zh": "无" } }]);
        json!({ "key": key, "label": { "zh": "证书" }, "kind": { "type": "choice", "options": options } })
    }

    fn text(key: &str, when: Value) -> Value {
        json!({ "key": key, "label": { "zh": "编号" }, "kind": { "type": "text", "max": 20 }, "when": when })
    }

    #[test]
    fn a_field_may_depend_on_an_earlier_choice() {
        assert_eq!(
            errors(json!([certificate("held"), text("no", json!({ "field": "held", "is": ["yes"] }))])),
            []
        );
        assert_eq!(errors(json!([text("no", json!({ "field": "id_type", "is": ["passport"] }))])), []);
    }

    #[rstest]
    #[case(json!([certificate("name")]), FormError::DuplicateKey { key: "name".into() })]
    #[case(json!([certificate("Held")]), FormError::KeyShape { key: "Held".into() })]
    #[case(json!([certificate("")]), FormError::KeyShape { key: "".into() })]
    #[case(json!([certificate("event")]), FormError::KeyReserved { key: "event".into() })]
    #[case(
        json!([text("no", json!({ "field": "held", "is": ["yes"] })), certificate("held")]),
        FormError::ConditionFieldMissing { key: "no".into(), on: "held".into() }
    )]
    #[case(
        json!([text("no", json!({ "field": "no", "is": ["yes"] }))]),
        FormError::ConditionFieldMissing { key: "no".into(), on: "no".into() }
    )]
    #[case(
        json!([text("no", json!({ "field": "employer", "is": ["x"] }))]),
        FormError::ConditionFieldKind { key: "no".into(), on: "employer".into() }
    )]
    #[case(
        json!([certificate("held"), text("no", json!({ "field": "held", "is": ["maybe"] }))]),
        FormError::ConditionValueUnknown { key: "no".into(), value: "maybe".into() }
    )]
    #[case(
        json!([certificate("held"), text("no", json!({ "field": "held", "is": [] }))]),
        FormError::ConditionEmpty { key: "no".into() }
    )]
    #[case(
        json!([{ "key": "a", "label": { "zh": "甲" }, "kind": { "type": "choice", "options": [] } }]),
        FormError::OptionsEmpty { key: "a".into() }
    )]
    #[case(
        json!([{ "key": "a", "label": { "zh": "甲" }, "kind": { "type": "id_number", "type_field": "kind" } }]),
        FormError::TypeFieldMissing { key: "a".into(), type_field: "kind".into() }
    )]
    #[case(
        json!([{ "key": "a", "label": { "zh": "甲" }, "kind": { "type": "id_number", "type_field": "name" } }]),
        FormError::TypeFieldMissing { key: "a".into(), type_field: "name".into() }
    )]
    #[case(
        json!([{ "key": "a", "label": { "zh": "甲" }, "kind": { "type": "number", "min": "3", "max": "2" } }]),
        FormError::BoundsImpossible { key: "a".into() }
    )]
    #[case(
        json!([{ "key": "a", "label": { "zh": " " }, "kind": { "type": "name" } }]),
        FormError::TextMissing { key: "a".into() }
    )]
    fn unsound_forms(#[case] fields: Value, #[case] error: FormError) {
        assert_eq!(errors(fields), [error]);
    }

    #[test]
    fn options_occur_once_and_kinds_of_documents_exist() {
        let mut form = entry_form(&[], 1);
        if let FieldKind::Choice { options } = &mut form.sections[0].fields[1].kind {
            options.push(Choice { value: "passport".into(), label: Localized::new("护照", "") });
            options.push(Choice { value: "library_card".into(), label: Localized::new("借书证", "") });
        }
        assert_eq!(
            form.validate(),
            Err(vec![
                FormError::DuplicateOption { key: "id_type".into(), value: "passport".into() },
                FormError::TypeOptionUnknown { key: "id_type".into(), value: "library_card".into() },
            ])
        );
    }
}
