//! Membership drives and ceremonies, as staff run them.

use crate::staff::StaffClient;
use crate::worker::OutcomeExt as _;
use chrono::NaiveDate;
use shared::api::{SourceRow, StaffDrive};
use shared::drive::{CeremonyState, DriveMethod, SourceKind, Target};
use shared::i18n::Localized;
use shared::sync::{Action, AdvanceCeremony, Outcome, SaveCeremony, SaveDrive, SaveSource};
use uuid::Uuid;

impl StaffClient<'_> {
    /// Begins a drive on the courier association's pages, for November and December 2026.
    pub async fn begin_drive(&self, targets: &[Target]) -> Uuid {
        self.act(Action::SaveDrive(drive(targets))).await.accepted()
    }

    /// A drive.
    pub async fn drive(&self, id: Uuid) -> StaffDrive {
        self.read(&format!("/staff/drives/{id}")).await
    }

    /// Makes a code for a venue; gives what staff see of it.
    pub async fn venue(&self, drive_id: Uuid, label: &str, worker_group: &str) -> SourceRow {
        let source = SaveSource { worker_group: worker_group.to_owned(), ..venue(drive_id, label) };
        self.source(source).await
    }

    /// Makes a code, or changes one; gives what staff see of it.
    pub async fn source(&self, source: SaveSource) -> SourceRow {
        let drive_id = source.drive_id;
        let id = self.act(Action::SaveSource(source)).await.accepted();
        let sources = self.drive(drive_id).await.sources;
        sources.into_iter().find(|source| source.id == id).expect("the source")
    }

    /// Plans a ceremony, whose oath is at eleven o'clock of the test's day.
    pub async fn plan_ceremony(&self, drive_id: Uuid) -> Uuid {
        let ceremony = SaveCeremony {
            ceremony_id: None,
            version: 0,
            drive_id,
            title: Localized::new("集中入会仪式", "Enrolment ceremony"),
            oath: Localized::new("我志愿加入中国工会。", "I join the union of my own will."),
            oath_at: crate::at("2026-11-23T03:00:00Z"),
        };
        self.act(Action::SaveCeremony(ceremony)).await.accepted()
    }

    /// Moves a ceremony along.
    pub async fn advance_ceremony(
        &self,
        ceremony_id: Uuid,
        from: CeremonyState,
        to: CeremonyState,
    ) -> Outcome {
        self.act(Action::AdvanceCeremony(AdvanceCeremony { ceremony_id, from, to })).await
    }
}

/// A drive of the courier association.
pub fn drive(targets: &[Target]) -> SaveDrive {
    SaveDrive {
        drive_id: None,
        version: 0,
        association: "qhd-courier".to_owned(),
        title: Localized::new("快递员入会行动", "Couriers join"),
        method: DriveMethod::Publicity,
        starts_on: NaiveDate::from_ymd_opt(2026, 11, 1).expect("a date"),
        ends_on: NaiveDate::from_ymd_opt(2026, 12, 31).expect("a date"),
        targets: targets.to_vec(),
        signature: false,
    }
}

/// A venue of a drive.
pub fn venue(drive_id: Uuid, label: &str) -> SaveSource {
    SaveSource {
        source_id: None,
        version: 0,
        drive_id,
        carrier: SourceKind::Venue,
        label: label.to_owned(),
        host: "区总工会".to_owned(),
        worker_group: String::new(),
        division: String::new(),
        union: None,
        expires_at: None,
        ceremony_id: None,
    }
}

/// A screen of a ceremony, as a browser follows it.
#[derive(Debug)]
pub struct ScreenEvents {
    response: reqwest::Response,
    text: String,
}

impl ScreenEvents {
    /// An answer that is a stream.
    pub fn of(response: reqwest::Response) -> ScreenEvents {
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        ScreenEvents { response, text: String::new() }
    }

    /// The next event: its name and its data. `None` when the stream ended.
    pub async fn next(&mut self) -> Option<(String, serde_json::Value)> {
        loop {
            if let Some((event, rest)) = self.text.split_once("\n\n") {
                let line = |name: &str| event.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
                let found = line("event:").map(str::to_owned).zip(line("data:").map(str::to_owned));
                self.text = rest.to_owned();
                if let Some((name, data)) = found {
                    return Some((name, serde_json::from_str(&data).expect("JSON")));
                }
                continue;
            }
            let chunk = tokio::time::timeout(std::time::Duration::from_secs(60), self.response.chunk());
            let chunk = chunk.await.expect("something, if only a sign of life").ok()??;
            self.text.push_str(std::str::from_utf8(&chunk).expect("text"));
        }
    }

    /// The next totals.
    pub async fn totals(&mut self) -> Option<shared::api::CeremonyScreen> {
        loop {
            let (name, data) = self.next().await?;
            if name == "totals" {
                return Some(serde_json::from_value(data).expect("a screen"));
            }
        }
    }

    /// Reads on until the screen shows so many.
    pub async fn until(&mut self, submitted: u64) -> shared::api::CeremonyScreen {
        loop {
            let shown = self.totals().await.expect("the stream goes on");
            if shown.totals.submitted == submitted {
                return shown;
            }
        }
    }
}
