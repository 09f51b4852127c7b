//! The two languages, and texts that are data.

use super::Text;
use serde::{Deserialize, Serialize};

/// A language of the user interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Lang {
    /// Simplified Chinese, the default.
    #[default]
    #[serde(rename = "zh-CN")]
    ZhCn,
    /// English.
    #[serde(rename = "en")]
    En,
}

impl Lang {
    /// Both languages, the default first.
    pub const ALL: [Lang; 2] = [Lang::ZhCn, Lang::En];

    /// The BCP 47 tag, as in an HTML `lang` attribute.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::ZhCn => "zh-CN",
            Lang::En => "en",
        }
    }

    /// The language that a tag (`zh`, `zh-CN`, `en-GB`) or the first usable item of an `Accept-Language`
    /// header asks for; `None` when it asks for neither.
    pub fn from_tag(tags: &str) -> Option<Lang> {
        tags.split(',').find_map(|tag| {
            let primary = tag.trim().split(['-', ';']).next()?;
            match primary.to_ascii_lowercase().as_str() {
                "zh" => Some(Lang::ZhCn),
                "en" => Some(Lang::En),
                _ => None,
            }
        })
    }
}

/// A text that belongs to data rather than to a catalogue. Without English, Chinese stands in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Localized {
    /// Chinese; always there.
    pub zh: String,
    /// English; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub en: String,
}

impl Localized {
    /// A text in both languages.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Localized { zh: zh.into(), en: en.into() }
    }

    /// A text of a catalogue as data, in both languages.
    pub fn of(text: &impl Text) -> Self {
        Localized::new(text.text(Lang::ZhCn), text.text(Lang::En))
    }

    /// The text in `lang`.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En if !self.en.is_empty() => &self.en,
            _ => &self.zh,
        }
    }
}
