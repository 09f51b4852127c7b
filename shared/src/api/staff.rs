//! What staff read in the console.

use super::{CollectedRow, SameMember};
use crate::competition::{CompetitionDefinition, CompetitionState, EntryState};
use crate::form::{Answers, FormDefinition};
use crate::i18n::Localized;
use crate::union::UnionKind;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a member of staff may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everything, and accounts.
    Administrator,
    /// Entries, life of competitions, marks, results.
    Officer,
    /// Marks only; sees codes, no personal data.
    Judge,
    /// Reads everything, the audit log too; changes nothing.
    Auditor,
}

impl Role {
    /// May decide on entries, move competitions along, publish results.
    pub fn may_manage(self) -> bool {
        matches!(self, Role::Administrator | Role::Officer)
    }

    /// May record marks.
    pub fn may_mark(self) -> bool {
        matches!(self, Role::Administrator | Role::Officer | Role::Judge)
    }

    /// May see entries with masked personal data.
    pub fn may_see_entries(self) -> bool {
        !matches!(self, Role::Judge)
    }

    /// May see personal data in full, which the audit log records.
    pub fn may_reveal(self) -> bool {
        matches!(self, Role::Administrator | Role::Officer)
    }

    /// May see partners, and send them what they missed.
    pub fn may_administer(self) -> bool {
        matches!(self, Role::Administrator)
    }

    /// May read the audit log.
    pub fn may_audit(self) -> bool {
        matches!(self, Role::Administrator | Role::Auditor)
    }
}

/// Log in.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Login {
    /// Account.
    pub account: String,
    /// Password.
    pub password: String,
}

/// A node of the union tree and what hangs below.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Scope {
    /// Id of the union.
    pub union_id: Uuid,
    /// Its name.
    pub union: Localized,
    /// Its kind.
    pub kind: UnionKind,
}

/// Who is logged in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Me {
    /// Id.
    pub id: Uuid,
    /// Account.
    pub account: String,
    /// Name to show.
    pub name: String,
    /// Role.
    pub role: Role,
    /// Where.
    pub scope: Scope,
    /// Minutes without a request after which the session ends.
    pub idle_minutes: u32,
}

/// A competition in the staff list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CompetitionRow {
    /// Id.
    pub id: Uuid,
    /// Title.
    pub title: Localized,
    /// Association.
    pub association: Localized,
    /// Union that answers for it.
    pub union: Localized,
    /// State.
    pub state: CompetitionState,
    /// Entry closes.
    pub entry_closes: DateTime<Utc>,
    /// Counts of entries.
    pub counts: EntryCounts,
    /// Places in all events.
    pub places: u32,
}

/// Entries by state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EntryCounts {
    /// Wait for a check.
    pub submitted: u32,
    /// With the worker.
    pub returned: u32,
    /// May compete.
    pub eligible: u32,
    /// May not.
    pub ineligible: u32,
    /// Withdrawn.
    pub withdrawn: u32,
}

/// A competition for staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffCompetition {
    /// The head.
    pub row: CompetitionRow,
    /// What it is.
    pub definition: CompetitionDefinition,
    /// The states it may move to now by a button, for this caller.
    pub next: Vec<CompetitionState>,
    /// Last published version of results; 0 for none.
    pub results_version: u32,
    /// End of the public notice, when results are published.
    pub notice_until: Option<DateTime<Utc>>,
    /// Whether that has passed, by the server's clock.
    pub notice_over: bool,
    /// On public notice: how the marks as they are now differ from what is published, in words, one line each.
    pub unpublished: Vec<Localized>,
}

/// Which entries to list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema, utoipa::IntoParams), into_params(parameter_in = Query))]
pub struct EntryFilter {
    /// Only this competition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub competition: Option<Uuid>,
    /// Only this event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// Only this state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<EntryState>,
    /// Part of a name, beginning of a receipt code (three characters or more), or last four of an identity document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// Page after this, as given by the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// A page of entries, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EntryRows {
    /// At most 50. A search for a name that few have may answer with less and a `next`: an answer looks at 20,000 names.
    pub rows: Vec<EntryRow>,
    /// Counts of the competition and event asked for, of every state, whatever is searched for.
    pub counts: EntryCounts,
    /// Ask with this for the next page; none at the end.
    pub next: Option<String>,
}

/// An entry in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EntryRow {
    /// Id.
    pub id: Uuid,
    /// Version; decisions name it.
    pub version: u32,
    /// Receipt code, `XXXXX-XXXXX`.
    pub code: String,
    /// Masked name.
    pub name: String,
    /// Masked number of the document.
    pub document: String,
    /// Masked mobile.
    pub mobile: String,
    /// Employer.
    pub employer: String,
    /// Division code.
    pub division: String,
    /// Competition.
    pub competition_id: Uuid,
    /// Title of the competition.
    pub competition: Localized,
    /// Event code.
    pub event: String,
    /// Title of the event.
    pub event_title: Localized,
    /// State.
    pub state: EntryState,
    /// When it was submitted.
    pub submitted_at: DateTime<Utc>,
}

/// An entry for staff, masked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EntryDetail {
    /// The head.
    pub row: EntryRow,
    /// The form that was answered.
    pub form: FormDefinition,
    /// The answers; name, document and mobile masked.
    pub answers: Answers,
    /// The membership, where the competition asks for it and the contestant wants it used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub membership: Option<MembershipCheck>,
    /// Age at the cut-off, from the document.
    pub age: Option<u32>,
    /// Things that staff should look at, in words (unknown county prefix, shared mobile, device clock).
    pub warnings: Vec<Localized>,
    /// Consents.
    pub consents: Vec<ConsentRow>,
    /// Who collected it, if a steward did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collected: Option<CollectedRow>,
    /// What happened to it, newest first.
    pub history: Vec<HistoryRow>,
    /// Personal data is kept until then.
    pub retain_until: NaiveDate,
    /// What staff wrote last.
    pub reason: String,
    /// Whether this caller may see personal data in full.
    pub may_reveal: bool,
    /// Whether this caller may decide on it now.
    pub may_decide: bool,
}

/// What is known of the membership that a contestant wants used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MembershipCheck {
    /// Membership is a condition of the technical document.
    pub required: bool,
    /// The membership under the same document number; none when there is none here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<SameMember>,
}

/// A consent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConsentRow {
    /// Key of the consent field.
    pub purpose: String,
    /// Version of the text.
    pub text_version: String,
    /// Given or not.
    pub given: bool,
    /// When.
    pub at: DateTime<Utc>,
}

/// Something that happened to a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HistoryRow {
    /// When.
    pub at: DateTime<Utc>,
    /// Who: name and account of staff, or empty for the worker.
    pub actor: String,
    /// Stable name of the action, such as `entry.submit`.
    pub action: String,
    /// More, such as a reason.
    pub detail: String,
}

/// Personal data in full.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Revealed {
    /// Name.
    pub name: String,
    /// Number of the document.
    pub document: String,
    /// Mobile.
    pub mobile: String,
    /// Signature given to a steward or under an application, as the `d` of an SVG path in a box of 400 by 160.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<String>,
}

/// Asks for personal data in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reveal {
    /// What for; goes into the audit log.
    pub purpose: String,
}

/// Which rows of the audit log to read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema, utoipa::IntoParams), into_params(parameter_in = Query))]
pub struct AuditFilter {
    /// Only rows before this place in the log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<i64>,
    /// Only this account, `worker` or `system`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// Only actions of this name, or of this group when it ends in a dot, such as `entry.`; or of this kind
    /// whatever it was about when it begins with one, such as `.reveal`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    /// Only this record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<Uuid>,
}

/// A row of the audit log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditRow {
    /// Place in the log.
    pub seq: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who: a staff account, `worker`, or `system`.
    pub actor: String,
    /// Name of the member of staff, if it was one.
    pub actor_name: Option<String>,
    /// Stable name of the action.
    pub action: String,
    /// On which record.
    pub record_id: Option<Uuid>,
    /// The competition in question, if the record is one or belongs to one.
    pub competition: Option<Localized>,
    /// Receipt code of the entry in question, `XXXXX-XXXXX`.
    pub code: Option<String>,
    /// Result: `ok` or an error code.
    pub result: String,
    /// More; never personal data.
    pub detail: String,
    /// Hash of this row, which covers the hash of the row before.
    pub hash: String,
}
