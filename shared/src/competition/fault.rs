//! What can be wrong with a competition's definition, with its place in the file.

use super::validate::is_slug;
use crate::form::FormError;
use crate::i18n::{Lang, Localized, Text, messages};
use rust_decimal::Decimal;
use std::collections::HashSet;

/// Something wrong with a definition. Its [`Text`] names the place and the remedy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DefinitionError {
    /// A value in the file.
    Value {
        /// Where, as a path in the file: `events[0].places`.
        place: String,
        /// What.
        fault: Fault,
    },
    /// The form, which names the field itself.
    Form(FormError),
}

messages! {
    /// What is wrong with a value of a definition.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum Fault {
        TextMissing => "缺少中文内容，请补充", "The Chinese text is missing; please add it";
        Empty => "至少要有一项", "At least one is needed";
        Zero => "应大于 0", "Must be above 0";
        OutOfRange { min: u32, max: u32 } => "应在 {min} 至 {max} 之间", "Must lie between {min} and {max}";
        SlugShape => "只能用小写字母、数字和单个连字符，以字母开头，最多 40 个字符，例如 elder-care", "Use lower-case letters, digits and single hyphens, a letter first, at most 40 characters, such as elder-care";
        Repeated => "与前面的重复，请改为不同的值", "This occurs above already; give another value";
        NotAfter { earlier: String } => "应晚于 {earlier}", "Must be after {earlier}";
        Before { earlier: String } => "不能早于 {earlier}", "Must not be before {earlier}";
        Below { least: String } => "不能小于 {least}", "Must not be below {least}";
        TheorySum { sum: Decimal } => "理论各模块的满分合计应为 100，现为 {sum}", "The full marks of the theory modules must sum to 100; they sum to {sum}";
        PracticalSum { sum: Decimal } => "实操各模块的满分合计应为 100，现为 {sum}", "The full marks of the practical modules must sum to 100; they sum to {sum}";
        WeightSum { theory: u32, practical: u32 } => "理论与实操的权重合计应为 100，现为 {theory} 和 {practical}", "The weights of theory and practical must sum to 100; they are {theory} and {practical}";
        PercentSum { sum: u32 } => "各奖项的比例合计不能超过 100%，现为 {sum}%", "The shares of the awards must not exceed 100% together; they sum to {sum}%";
        GradeUnknown { grade: String } => "没有技能等级“{grade}”，可用 none、5、4、3、2、1", "There is no grade {grade}; use none, 5, 4, 3, 2 or 1";
        MembershipField => "应是表单中无显示条件、选项含 yes 和 no 的单选题；作为参赛条件的，还应必填", "Must be the key of a choice in the form that has no condition and offers yes and no, and is required if membership is";
        CertificateField => "应是表单中必填、无显示条件、选项含 yes 和 no 的单选题", "Must be the key of a choice in the form that is required, has no condition, and offers yes and no";
    }
}

messages! {
    enum Line {
        At { place: String, fault: String } => "{place}：{fault}", "{place}: {fault}";
    }
}

impl Text for DefinitionError {
    fn text(&self, lang: Lang) -> String {
        match self {
            DefinitionError::Value { place, fault } => {
                Line::At { place: place.clone(), fault: fault.text(lang) }.text(lang)
            }
            DefinitionError::Form(error) => {
                Line::At { place: "form".to_owned(), fault: error.text(lang) }.text(lang)
            }
        }
    }
}

/// The faults found so far.
#[derive(Default)]
pub(super) struct Faults(Vec<DefinitionError>);

impl Faults {
    pub fn add(&mut self, place: impl Into<String>, fault: Fault) {
        self.0.push(DefinitionError::Value { place: place.into(), fault });
    }

    pub fn form(&mut self, errors: Vec<FormError>) {
        self.0.extend(errors.into_iter().map(DefinitionError::Form));
    }

    /// A text that must be there in Chinese; English may follow later.
    pub fn text(&mut self, place: impl Into<String>, text: &Localized) {
        if text.zh.trim().is_empty() {
            self.add(place, Fault::TextMissing);
        }
    }

    pub fn slug(&mut self, place: impl Into<String>, slug: &str) {
        if !is_slug(slug) {
            self.add(place, Fault::SlugShape);
        }
    }

    /// A code that may not be among those `seen`.
    pub fn unique<'a>(&mut self, place: impl Into<String>, code: &'a str, seen: &mut HashSet<&'a str>) {
        if !seen.insert(code) {
            self.add(place, Fault::Repeated);
        }
    }

    pub fn into_result(self) -> Result<(), Vec<DefinitionError>> {
        if self.0.is_empty() { Ok(()) } else { Err(self.0) }
    }
}
