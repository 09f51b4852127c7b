//! The words that may stand in a column: for dropdowns, and for reading them back.

use super::cell::plain;
use super::columns::{ColumnKind, ColumnSetError};
use crate::i18n::{Lang, Text};
use crate::membership::{MembershipChange, MembershipReason, profile_key, vocabulary};
use crate::person::{DocumentKind, Sex};
use crate::union::{DIVISIONS, UnionKind};
use serde::Serialize;

/// A list that the product knows, as code and Chinese word: a vocabulary of the profile by its key, or `sex`,
/// `document`, `change`, `reason`, `union_kind`, `division`.
pub fn list(name: &str) -> Vec<(String, String)> {
    match name {
        "sex" => of(&[Sex::Male, Sex::Female]),
        "document" => of(&DocumentKind::ALL),
        "change" => of(&MembershipChange::ALL),
        "reason" => of(&MembershipReason::ALL),
        "union_kind" => of(&[
            UnionKind::SingleEmployer,
            UnionKind::Joint,
            UnionKind::UnionFederation,
            UnionKind::Industrial,
            UnionKind::Federation,
        ]),
        "division" => {
            let city = ("130300".to_owned(), "秦皇岛市".to_owned());
            let divisions = DIVISIONS.iter().map(|one| (one.code.to_owned(), one.zh.to_owned()));
            std::iter::once(city).chain(divisions).collect()
        }
        key => vocabulary(key)
            .map(|list| list.terms.iter().map(|term| (term.code.to_owned(), term.zh.to_owned())).collect())
            .unwrap_or_default(),
    }
}

fn of<T: Text + Serialize>(values: &[T]) -> Vec<(String, String)> {
    let code = |value: &T| serde_json::to_value(value).ok().and_then(|code| code.as_str().map(str::to_owned));
    values.iter().map(|value| (code(value).unwrap_or_default(), value.text(Lang::ZhCn))).collect()
}

impl ColumnKind {
    /// What may stand in the column, as code and word, in order; empty when anything may.
    pub fn words(&self) -> Vec<(String, String)> {
        match self {
            ColumnKind::Words { list: name, instead, .. } => list(name)
                .into_iter()
                .map(|(code, word)| {
                    let word = instead.get(&code).cloned().unwrap_or(word);
                    (code, word)
                })
                .collect(),
            ColumnKind::Own { words } => {
                words.iter().map(|(code, word)| (code.clone(), word.clone())).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The word behind a code; the code itself when the list lacks it.
    pub fn word(&self, code: &str) -> String {
        let found = self.words().into_iter().find(|(known, _)| known == code);
        found.map_or_else(|| code.to_owned(), |(_, word)| word)
    }

    /// A stored value as the workbook writes it: words for codes, days as `yyyy/MM/dd`.
    pub fn written(&self, value: &str) -> String {
        match self {
            ColumnKind::Words { .. } | ColumnKind::Own { .. } if !value.is_empty() => self.word(value),
            ColumnKind::Date | ColumnKind::PartialDate => value.replace('-', "/"),
            _ => value.to_owned(),
        }
    }

    /// The code behind a word as people write it: brackets and blanks of any width, the product's word as well as the
    /// province's.
    pub fn code(&self, word: &str) -> Option<String> {
        let wanted = plain(word);
        let is = |(_, word): &&(String, String)| plain(word) == wanted;
        let own = self.words();
        if let Some((code, _)) = own.iter().find(is) {
            return Some(code.clone());
        }
        let ColumnKind::Words { list: name, also, .. } = self else { return None };
        if let Some((_, code)) = also.iter().find(|(word, _)| plain(word) == wanted) {
            return Some(code.clone());
        }
        let with_kin = |(_, word): &&(String, String)| plain(word) == format!("{wanted}族");
        let known = list(name);
        let found = known.iter().find(is);
        let kin = || known.iter().find(with_kin).filter(|_| name == profile_key::ETHNICITY);
        found.or_else(kin).map(|(code, _)| code.clone())
    }
}

/// Checks the lists of a column.
pub(super) fn check(kind: &ColumnKind) -> Result<(), ColumnSetError> {
    match kind {
        ColumnKind::Words { list: name, instead, also } => {
            let known = list(name);
            if known.is_empty() {
                return Err(ColumnSetError::List(name.clone()));
            }
            let is_known = |code: &&String| known.iter().any(|(known, _)| known == *code);
            match instead.keys().chain(also.values()).find(|code| !is_known(code)) {
                Some(code) => Err(ColumnSetError::Code(code.clone())),
                None => Ok(()),
            }
        }
        ColumnKind::Own { words } if words.is_empty() => Err(ColumnSetError::List("words".to_owned())),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn words(list: &str) -> ColumnKind {
        ColumnKind::Words { list: list.to_owned(), instead: Default::default(), also: Default::default() }
    }

    #[rstest]
    #[case("ethnicity", "汉", "01")]
    #[case("ethnicity", "满族", "11")]
    #[case("employment", "待(下)岗", "laid_off")]
    #[case("employment", " 退养 （内退）", "early_retired")]
    #[case("sex", "男", "male")]
    #[case("change", "转入", "transferred_in")]
    fn words_are_read_as_people_write_them(#[case] list: &str, #[case] word: &str, #[case] code: &str) {
        assert_eq!(words(list).code(word).as_deref(), Some(code));
    }

    #[test]
    fn every_word_is_read_back() {
        for name in [
            "sex",
            "document",
            "change",
            "reason",
            "union_kind",
            "division",
            "ethnicity",
            "skill",
            "political",
        ] {
            let kind = words(name);
            assert!(!kind.words().is_empty(), "{name}");
            for (code, word) in kind.words() {
                assert_eq!(kind.code(&word), Some(code.clone()), "{name}");
                assert_eq!(kind.word(&code), word);
            }
        }
    }

    #[test]
    fn what_is_on_no_list_is_no_word() {
        assert_eq!(words("education").code("大专族"), None);
        assert_eq!(words("ethnicity").code("族"), None);
        assert!(check(&words("no_such")).is_err());
    }
}
