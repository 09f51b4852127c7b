//! Operations of membership drives and ceremonies.

use crate::drive::{CeremonyState, DriveMethod, SourceKind, Target, check_targets};
use crate::i18n::{Localized, Problem, Violation};
use crate::membership::group;
use crate::union::division;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Longest title or label, in characters: it must be readable on a poster.
const TITLE: u32 = 60;
/// Longest oath, in characters: it must be readable from the last row.
const OATH: u32 = 500;

/// Begins a drive, or changes one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaveDrive {
    /// The drive; none for a new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drive_id: Option<Uuid>,
    /// Version that the sender saw (0 for a new one); another one is a conflict.
    pub version: u32,
    /// Slug of the association on whose pages workers apply. Stays as it is once the drive has begun.
    pub association: String,
    /// Title; stands on posters.
    pub title: Localized,
    /// Method.
    pub method: DriveMethod,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day.
    pub ends_on: NaiveDate,
    /// Members to be reached.
    #[serde(default)]
    pub targets: Vec<Target>,
    /// Whether applicants are asked to sign. Who cannot sign on the device signs at the union.
    #[serde(default)]
    pub signature: bool,
}

impl SaveDrive {
    /// What is wrong with it.
    pub fn check(&self) -> Vec<Violation> {
        let mut violations = title("title", &self.title, TITLE);
        if self.ends_on < self.starts_on {
            violations.push(Violation::new("ends_on", Problem::PeriodReversed));
        }
        violations.extend(check_targets(&self.targets));
        violations
    }
}

/// Makes a code of a drive, or changes what it knows. The code itself never changes: it may be printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaveSource {
    /// The source; none for a new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_id: Option<Uuid>,
    /// Version that the sender saw (0 for a new one); another one is a conflict.
    pub version: u32,
    /// The drive.
    pub drive_id: Uuid,
    /// What carries the code.
    pub carrier: SourceKind,
    /// What it is called, such as the name of a venue.
    pub label: String,
    /// Who looks after it: the hosting organisation of a venue, or the site.
    #[serde(default)]
    pub host: String,
    /// Code of the group of whoever comes through it; empty for any.
    #[serde(default)]
    pub worker_group: String,
    /// Code of the division of whoever comes through it; empty for any.
    #[serde(default)]
    pub division: String,
    /// Slug of the union that they join; none leaves it to the rules.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub union: Option<String>,
    /// No longer taken from then on; none for as long as the drive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<DateTime<Utc>>,
    /// The ceremony whose venue it is; only for venues.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ceremony_id: Option<Uuid>,
}

impl SaveSource {
    /// What is wrong with it.
    pub fn check(&self) -> Vec<Violation> {
        let mut violations = text("label", &self.label, TITLE, true);
        violations.extend(text("host", &self.host, TITLE, false));
        if !self.worker_group.is_empty() && group(&self.worker_group).is_none() {
            violations.push(Violation::new("worker_group", Problem::ChoiceUnknown));
        }
        if !self.division.is_empty() && division(&self.division).is_none() {
            violations.push(Violation::new("division", Problem::ChoiceUnknown));
        }
        if self.ceremony_id.is_some() && self.carrier != SourceKind::Venue {
            violations.push(Violation::new("carrier", Problem::VenuesOnly));
        }
        violations
    }
}

/// Ends a drive: its codes say so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CloseDrive {
    /// The drive.
    pub drive_id: Uuid,
    /// Version that the sender saw; another one is a conflict.
    pub version: u32,
}

/// Plans a ceremony of a drive, or changes one that has not closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaveCeremony {
    /// The ceremony; none for a new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ceremony_id: Option<Uuid>,
    /// Version that the sender saw (0 for a new one); another one is a conflict.
    pub version: u32,
    /// The drive.
    pub drive_id: Uuid,
    /// Title; stands on the screen.
    pub title: Localized,
    /// Text of the oath.
    pub oath: Localized,
    /// When the oath is planned; the screen counts down to it.
    pub oath_at: DateTime<Utc>,
}

impl SaveCeremony {
    /// What is wrong with it.
    pub fn check(&self) -> Vec<Violation> {
        let mut violations = title("title", &self.title, TITLE);
        violations.extend(title("oath", &self.oath, OATH));
        violations
    }
}

/// A step of a ceremony. The step to the oath certifies the headcount.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AdvanceCeremony {
    /// The ceremony.
    pub ceremony_id: Uuid,
    /// The state that the sender saw; another one is a conflict.
    pub from: CeremonyState,
    /// The state to move to.
    pub to: CeremonyState,
}

/// Chinese must be there, English may be.
fn title(field: &str, title: &Localized, max: u32) -> Vec<Violation> {
    let mut violations = text(field, &title.zh, max, true);
    // English takes more letters to say the same.
    violations.extend(text(&format!("{field}_en"), &title.en, 3 * max, false));
    violations
}

fn text(field: &str, text: &str, max: u32, needed: bool) -> Vec<Violation> {
    let problem = match text {
        _ if needed && text.trim().is_empty() => Problem::Required,
        _ if text.chars().count() > max as usize => Problem::TooLong { max },
        _ if text.chars().any(|c| crate::text::is_unsafe(c) && c != '\n') => Problem::UnsafeCharacter,
        _ => return Vec::new(),
    };
    vec![Violation::new(field, problem)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_named_with_its_remedy() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        let drive = SaveDrive {
            drive_id: None,
            version: 0,
            association: "qhd-courier".into(),
            title: Localized::new(" ", "x".repeat(181)),
            method: DriveMethod::Publicity,
            starts_on: day(2),
            ends_on: day(1),
            targets: vec![Target { division: String::new(), worker_group: String::new(), count: 0 }],
            signature: false,
        };
        let fields: Vec<_> = drive.check().into_iter().map(|violation| violation.field).collect();
        assert_eq!(fields, ["title", "title_en", "ends_on", "targets"]);
        let source = SaveSource {
            source_id: None,
            version: 0,
            drive_id: Uuid::nil(),
            carrier: SourceKind::Poster,
            label: "会\u{7}场".into(),
            host: "长".repeat(61),
            worker_group: "nobody".into(),
            division: "110000".into(),
            union: None,
            expires_at: None,
            ceremony_id: Some(Uuid::nil()),
        };
        let fields: Vec<_> = source.check().into_iter().map(|violation| violation.field).collect();
        assert_eq!(fields, ["label", "host", "worker_group", "division", "carrier"]);
    }
}
