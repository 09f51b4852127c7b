//! The files in `demo/`; their shapes are described in `demo/README.md`.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::Deserialize;
use shared::api::Role;
use shared::competition::{CompetitionDefinition, CompetitionState};
use shared::form::Answers;
use shared::i18n::Localized;
use shared::sync::ReceiptSecret;
use shared::union::{Level, UnionKind};

/// All of them, with times moved so that the day they were written for is today.
#[derive(Debug)]
pub(super) struct Files {
    pub unions: Vec<Union>,
    pub associations: Vec<Association>,
    pub staff: Vec<Staff>,
    pub competitions: Vec<CompetitionDefinition>,
    pub histories: Vec<History>,
    pub entries: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Union {
    pub slug: String,
    pub parent: Option<String>,
    pub level: Level,
    pub kind: UnionKind,
    pub division: String,
    pub name: Localized,
    #[serde(default)]
    pub worker_groups: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Association {
    pub slug: String,
    pub union: String,
    pub name: Localized,
    pub allowed_origins: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Staff {
    pub account: String,
    pub name: String,
    pub role: Role,
    pub union: String,
}

#[derive(Debug, Deserialize)]
struct Histories {
    written_for: NaiveDate,
    competitions: Vec<History>,
}

#[derive(Debug, Deserialize)]
pub(super) struct History {
    pub association: String,
    pub competition: String,
    pub by: String,
    pub steps: Vec<Step>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Step {
    pub at: DateTime<Utc>,
    pub to: CompetitionState,
    pub notice_until: Option<DateTime<Utc>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Entry {
    pub association: String,
    pub competition: String,
    pub event: String,
    pub receipt: ReceiptSecret,
    pub submitted_at: DateTime<Utc>,
    pub captured_at: Option<DateTime<Utc>>,
    pub answers: Answers,
    pub decision: Option<Decision>,
    pub withdrawn_at: Option<DateTime<Utc>>,
    pub marks: Option<Marks>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Decision {
    pub by: String,
    pub at: DateTime<Utc>,
    pub to: DecidedState,
    #[serde(default)]
    pub reason: String,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum DecidedState {
    Returned,
    Eligible,
    Ineligible,
}

#[derive(Debug, Deserialize)]
pub(super) struct Marks {
    pub by: String,
    pub at: DateTime<Utc>,
    pub theory: String,
    pub practical: String,
}

impl Files {
    pub fn read(today: NaiveDate) -> serde_json::Result<Files> {
        let history: Histories = serde_json::from_str(include_str!("../../../../demo/history.json"))?;
        let mut files = Files {
            unions: serde_json::from_str(include_str!("../../../../demo/unions.json"))?,
            associations: serde_json::from_str(include_str!("../../../../demo/associations.json"))?,
            staff: serde_json::from_str(include_str!("../../../../demo/staff.json"))?,
            competitions: vec![
                serde_json::from_str(include_str!(
                    "../../../../demo/competitions/maternal-infant-care.json"
                ))?,
                serde_json::from_str(include_str!("../../../../demo/competitions/elder-care.json"))?,
                serde_json::from_str(include_str!("../../../../demo/competitions/courier.json"))?,
                serde_json::from_str(include_str!("../../../../demo/competitions/cleaning.json"))?,
                serde_json::from_str(include_str!("../../../../demo/competitions/cleaning-2025.json"))?,
            ],
            histories: history.competitions,
            entries: serde_json::from_str(include_str!("../../../../demo/entries.json"))?,
        };
        files.move_by(today - history.written_for);
        Ok(files)
    }

    fn move_by(&mut self, by: TimeDelta) {
        for definition in &mut self.competitions {
            let schedule = &mut definition.schedule;
            schedule.entry_opens += by;
            schedule.entry_closes += by;
            for day in [&mut schedule.theory_on, &mut schedule.practical_on].into_iter().flatten() {
                *day += by;
            }
            definition.eligibility.age_on += by;
        }
        for step in self.histories.iter_mut().flat_map(|history| &mut history.steps) {
            step.at += by;
            step.notice_until = step.notice_until.map(|until| until + by);
        }
        for entry in &mut self.entries {
            entry.submitted_at += by;
            entry.captured_at = entry.captured_at.map(|at| at + by);
            entry.withdrawn_at = entry.withdrawn_at.map(|at| at + by);
            if let Some(decision) = &mut entry.decision {
                decision.at += by;
            }
            if let Some(marks) = &mut entry.marks {
                marks.at += by;
            }
        }
    }
}
