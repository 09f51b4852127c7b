//! The technical document: what a competition is, as data.
//!
//! [`CompetitionDefinition`] is the format of the file that `rollcall import competition FILE` takes.

use crate::form::Section;
use crate::i18n::Localized;
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A whole competition as a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CompetitionDefinition {
    /// Slug of the association that runs it.
    pub association: String,
    /// Slug of the competition, unique within the association; part of its address.
    pub slug: String,
    /// Title.
    pub title: Localized,
    /// What it is, in two or three sentences.
    pub summary: Localized,
    /// Who organises, hosts, supports.
    pub organisers: Vec<Organiser>,
    /// When and where.
    pub schedule: Schedule,
    /// Events, at least one.
    pub events: Vec<Event>,
    /// Who may enter.
    pub eligibility: Eligibility,
    /// Weights, marks, ranking, awards.
    pub document: TechnicalDocument,
    /// Sections of the entry form beyond the base fields.
    #[serde(default)]
    pub form: Vec<Section>,
    /// Version of the form; counts up with every change.
    pub form_version: u32,
}

/// Someone behind the competition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Organiser {
    /// `主办单位`, `承办单位`, `支持单位`.
    pub role: Localized,
    /// Name.
    pub name: Localized,
}

/// When and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Schedule {
    /// Entry is accepted from here, if the competition is in the state entry open.
    pub entry_opens: DateTime<Utc>,
    /// Entry is accepted until here.
    pub entry_closes: DateTime<Utc>,
    /// Day of the theory test.
    #[serde(default)]
    pub theory_on: Option<NaiveDate>,
    /// Day of the practical.
    #[serde(default)]
    pub practical_on: Option<NaiveDate>,
    /// Where.
    pub venue: Localized,
}

/// An event (赛项).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Stable code, unique within the competition.
    pub code: String,
    /// Title.
    pub title: Localized,
    /// What is done in it.
    #[serde(default)]
    pub summary: Localized,
    /// Places in total.
    pub places: u32,
    /// Modules.
    pub modules: Vec<Module>,
}

/// A module (模块) of an event; tells what is asked, with its share of the part's marks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Module {
    /// Title.
    pub title: Localized,
    /// Theory or practical.
    pub part: super::MarkPart,
    /// Full marks within its part; the modules of a part sum to 100.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub full_marks: Decimal,
    /// Time allowed, in minutes.
    #[serde(default)]
    pub minutes: Option<u32>,
}

/// Who may enter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Eligibility {
    /// Said to the worker before the form, in order.
    pub says: Vec<Localized>,
    /// Least age in full years at the cut-off.
    #[serde(default)]
    pub min_age: Option<u32>,
    /// Greatest age in full years at the cut-off.
    #[serde(default)]
    pub max_age: Option<u32>,
    /// Cut-off date of the ages.
    pub age_on: NaiveDate,
    /// Least full years in the trade.
    #[serde(default)]
    pub min_years: Option<u32>,
    /// Lowest grade of skill: `none`, `5` (初级) … `1` (高级技师).
    #[serde(default)]
    pub min_grade: Option<String>,
    /// Key of the form field that must be `yes`: a certificate is held. The field is a choice that offers `yes`
    /// and `no`, is required and has no condition.
    #[serde(default)]
    pub certificate_field: Option<String>,
    /// Whether membership of a union is asked for; none makes no difference between members and others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub membership: Option<MembershipRule>,
    /// Places.
    #[serde(default)]
    pub quotas: Quotas,
}

/// How a competition asks for membership of a union. Nobody is told whether a number is a member's: what the contestant
/// says is taken, and staff see the membership when they check the entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MembershipRule {
    /// Key of the form field by which a contestant wants the membership used: a choice that offers `yes` and `no` and has
    /// no condition. With `yes` staff may look the membership up.
    pub field: String,
    /// It is a condition of the technical document. Otherwise it is an offer, and `no` or no answer is as good.
    #[serde(default)]
    pub required: bool,
}

/// Limits on places per event beside its total.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Quotas {
    /// Most entrants of one employer in one event.
    #[serde(default)]
    pub per_employer: Option<u32>,
    /// Most entrants of one division in one event.
    #[serde(default)]
    pub per_division: Option<u32>,
}

/// The rules of scoring, versioned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TechnicalDocument {
    /// Version, such as `2026-1`.
    pub version: String,
    /// The rules in words, one item each.
    pub rules: Vec<Localized>,
    /// Weights and rounding.
    pub scoring: Scoring,
    /// Awards, best first. How they are given among shared ranks and missed pass marks: see
    /// [`AwardWarning`](super::AwardWarning).
    pub awards: Vec<Award>,
    /// Days of public notice proposed to staff.
    pub notice_days: u32,
    /// Hours in which an appeal may be filed after publication.
    pub appeal_hours: u32,
}

/// From marks to a total.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Scoring {
    /// Weight of theory in percent, above 0; practical has the rest to 100, above 0 too.
    pub theory_weight: u32,
    /// Weight of practical in percent.
    pub practical_weight: u32,
    /// Pass mark of each part, of 100; who misses one is ranked without an award.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub pass_mark: Option<Decimal>,
    /// How totals are rounded.
    pub rounding: Rounding,
    /// Whether ranks follow the unrounded or the rounded total.
    #[serde(default)]
    pub rank_on: RankOn,
    /// Criteria after the total, in order.
    pub tie_break: Vec<TieBreak>,
    /// What is done when all criteria are equal.
    pub tie_final: TieFinal,
}

/// Rounding of totals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Rounding {
    /// Decimal places, at most 4.
    pub places: u32,
    /// Mode.
    pub mode: RoundingMode,
}

/// How the last place is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RoundingMode {
    /// 四舍五入.
    HalfUp,
    /// 四舍六入五成双.
    HalfEven,
    /// 舍去.
    Down,
}

/// What ranks follow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RankOn {
    /// The total before rounding.
    #[default]
    Unrounded,
    /// The total as shown.
    Rounded,
}

/// A criterion among equal totals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TieBreak {
    /// Higher practical mark first.
    Practical,
    /// Higher theory mark first.
    Theory,
}

/// What is done when nothing tells two entrants apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TieFinal {
    /// Both have the same rank and the next one is left out (1, 2, 2, 4).
    Shared,
}

/// An award, by count or by share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Award {
    /// Stable code: `first`, `second`, …
    pub code: String,
    /// Title.
    pub title: Localized,
    /// How many, per event.
    pub amount: AwardAmount,
}

/// How many of an award are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AwardAmount {
    /// A number.
    Count(u32),
    /// Percent of the ranked entrants, rounded down.
    Percent(u32),
}
