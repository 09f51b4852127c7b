//! Column sets: which columns a sheet has, as data. Another province's set is another file.

use super::words;
use crate::form::base::key as base;
use crate::i18n::Localized;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Keys of columns that are no part of a profile.
pub mod column_key {
    /// 序号; written, never read.
    pub const SEQUENCE: &str = "sequence";
    /// 性别.
    pub const SEX: &str = "sex";
    /// 会籍变化类型.
    pub const CHANGE: &str = "change";
    /// 会籍变化日期.
    pub const CHANGED_ON: &str = "changed_on";
    /// 会籍变化原因.
    pub const CHANGE_REASON: &str = "change_reason";
    /// 工会名称.
    pub const UNION_NAME: &str = "union_name";
    /// 工会统一社会信用代码.
    pub const UNION_USCC: &str = "union_uscc";
    /// 上级工会名称.
    pub const SUPERIOR: &str = "superior";
    /// 建会日期.
    pub const FOUNDED_ON: &str = "founded_on";
    /// 基层工会类型.
    pub const UNION_KIND: &str = "union_kind";
    /// 会员人数.
    pub const MEMBERS: &str = "members";
    /// 工会负责人.
    pub const HEAD: &str = "head";
    /// 联系电话.
    pub const PHONE: &str = "phone";
    /// 单位名称.
    pub const EMPLOYER_NAME: &str = "employer_name";
    /// 单位统一社会信用代码.
    pub const EMPLOYER_USCC: &str = "employer_uscc";
    /// 单位地址.
    pub const ADDRESS: &str = "address";
    /// 单位所在政区.
    pub const DIVISION: &str = "division";
    /// 单位性质类别.
    pub const NATURE: &str = "nature";
    /// 经济类型.
    pub const ECONOMY: &str = "economy";
    /// 单位所属行业.
    pub const INDUSTRY: &str = "industry";
    /// 职工人数.
    pub const WORKERS: &str = "workers";
}

/// A sheet's columns, in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnSet {
    /// Stable key, such as `hebei-members`.
    pub key: String,
    /// Name to choose it by.
    pub name: Localized,
    /// What its rows are.
    pub sheet: SheetKind,
    /// Name of the sheet in an exported file.
    pub title: String,
    /// The columns, in order.
    pub columns: Vec<Column>,
}

/// What the rows of a sheet are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SheetKind {
    /// Members.
    Members,
    /// Unions with their employers.
    Organisations,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// The title, exactly as the province's workbook has it.
    pub title: String,
    /// Key under which its value is kept.
    pub key: String,
    /// What stands in it.
    pub kind: ColumnKind,
    /// Whether a row without it is refused.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    /// Other titles under which real files have it. What stands in brackets is no part of a title.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
}

/// What stands in a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ColumnKind {
    /// A running number.
    Sequence,
    /// A person's name.
    Name,
    /// The number of an identity document, of the kind that the column `id_type` names.
    Document,
    /// A mobile number.
    Mobile,
    /// A day.
    Date,
    /// A year, a month or a day, as far as it is known.
    PartialDate,
    /// A unified social credit code.
    Uscc,
    /// A whole number.
    Count,
    /// A whole number with how it is meant: `150`, `150以上`, `约150`, `不足150`.
    Told,
    /// Text.
    Text {
        /// Most characters.
        max: u32,
    },
    /// One word of a list that the product knows; see [`words::list`](super::words::list).
    Words {
        /// Name of the list.
        list: String,
        /// Words that this province has instead, by code.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        instead: BTreeMap<String, String>,
        /// Other words that real files have: word to code.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        also: BTreeMap<String, String>,
    },
    /// One word of a list that only this set has: code to word, in order of the codes.
    Own {
        /// The list.
        words: BTreeMap<String, String>,
    },
}

/// Why a column set cannot be used. For whoever wrote the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnSetError {
    /// Two columns have one key, title or alias.
    Twice(String),
    /// A column that this kind of sheet needs, and cannot do without, is missing or of another kind.
    Missing(&'static str),
    /// There is no such list of words, or it is empty.
    List(String),
    /// A code is not in its list.
    Code(String),
}

impl std::fmt::Display for ColumnSetError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ColumnSetError::Twice(name) => write!(f, "{name} stands twice"),
            ColumnSetError::Missing(key) => {
                write!(f, "a required column with the key {key} and the kind that goes with it is missing")
            }
            ColumnSetError::List(name) => write!(f, "there is no list of words {name}, or it is empty"),
            ColumnSetError::Code(code) => write!(f, "{code} is not a code of its list"),
        }
    }
}

impl std::error::Error for ColumnSetError {}

impl ColumnSet {
    /// The column with this key.
    pub fn column(&self, key: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.key == key)
    }

    /// Checks that the set can be used.
    ///
    /// # Errors
    /// The first [`ColumnSetError`].
    pub fn validate(&self) -> Result<(), ColumnSetError> {
        let (mut keys, mut titles) = (BTreeSet::new(), BTreeSet::new());
        for column in &self.columns {
            if !keys.insert(&column.key) {
                return Err(ColumnSetError::Twice(column.key.clone()));
            }
            for title in std::iter::once(&column.title).chain(&column.aliases) {
                if !titles.insert(super::header::bare(title)) {
                    return Err(ColumnSetError::Twice(title.clone()));
                }
            }
            words::check(&column.kind)?;
        }
        let has = |key: &str, is_kind: fn(&ColumnKind) -> bool| {
            self.column(key).is_some_and(|column| column.required && is_kind(&column.kind))
        };
        let missing = match self.sheet {
            SheetKind::Members if !has(base::NAME, |kind| *kind == ColumnKind::Name) => base::NAME,
            SheetKind::Members if !has(base::ID_NUMBER, |kind| *kind == ColumnKind::Document) => {
                base::ID_NUMBER
            }
            SheetKind::Members if !has(base::MOBILE, |kind| *kind == ColumnKind::Mobile) => base::MOBILE,
            SheetKind::Organisations
                if !has(column_key::UNION_NAME, |kind| matches!(kind, ColumnKind::Text { .. })) =>
            {
                column_key::UNION_NAME
            }
            _ => return Ok(()),
        };
        Err(ColumnSetError::Missing(missing))
    }
}

/// The column sets that come with the product: those of the province.
///
/// # Errors
/// When a file of the product cannot be read; a test keeps that from happening.
pub fn built_in() -> Result<Vec<ColumnSet>, serde_json::Error> {
    let files = [
        include_str!("../../data/columns/hebei-members.json"),
        include_str!("../../data/columns/hebei-organisations.json"),
    ];
    files.into_iter().map(serde_json::from_str).collect()
}
