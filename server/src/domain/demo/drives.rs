//! The demo's membership drive: codes that were opened, workers who applied, a ceremony that is open today.

use super::DemoError;
use super::replay::{done, staff};
use crate::App;
use crate::clock::Clock;
use crate::db::{applications, scans, sources};
use crate::domain::Caller;
use crate::domain::record::keep;
use crate::error::Error;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::Deserialize;
use shared::api::ErrorCode;
use shared::drive::{CeremonyState, DriveMethod, SourceKind, Target};
use shared::form::Answers;
use shared::i18n::Localized;
use shared::membership::APPLICATION_FORM_VERSION;
use shared::sync::{
    Action, AdvanceCeremony, ApplicationVersion, ApproveApplications, CommitteeDecision, FileApplications,
    ReceiptSecret, SaveCeremony, SaveDrive, SaveSource, SubmitApplication,
};
use std::collections::HashMap;
use uuid::Uuid;

#[derive(Debug, Deserialize)]
struct Drives {
    written_for: NaiveDate,
    drives: Vec<Drive>,
}

#[derive(Debug, Deserialize)]
struct Drive {
    by: String,
    at: DateTime<Utc>,
    association: String,
    title: Localized,
    method: DriveMethod,
    starts_on: NaiveDate,
    ends_on: NaiveDate,
    targets: Vec<Target>,
    ceremony: Ceremony,
    sources: Vec<Source>,
    applications: Vec<Application>,
    decision: Decision,
}

#[derive(Debug, Deserialize)]
struct Ceremony {
    at: DateTime<Utc>,
    opened_at: DateTime<Utc>,
    title: Localized,
    oath: Localized,
    oath_at: DateTime<Utc>,
}

#[derive(Debug, Deserialize)]
struct Source {
    carrier: SourceKind,
    label: String,
    host: String,
    worker_group: String,
    division: String,
    venue: bool,
    scans: Vec<Opened>,
}

#[derive(Debug, Deserialize)]
struct Opened {
    day: NaiveDate,
    opened: i64,
}

#[derive(Debug, Deserialize)]
struct Application {
    source: String,
    receipt: ReceiptSecret,
    at: DateTime<Utc>,
    answers: Answers,
}

/// A decision that takes in all who applied before a moment, and the filing of those who applied before another.
#[derive(Debug, Deserialize)]
struct Decision {
    by: String,
    at: DateTime<Utc>,
    on: NaiveDate,
    document_number: String,
    deciders: String,
    takes_in_before: DateTime<Utc>,
    filed_at: DateTime<Utc>,
    files_before: DateTime<Utc>,
}

/// Loads the drives, with times moved so that the day they were written for is today.
pub(super) async fn load(app: &App) -> Result<(), DemoError> {
    let file: Drives = serde_json::from_str(include_str!("../../../../demo/drives.json"))?;
    let by = app.clock.today() - file.written_for;
    for drive in &file.drives {
        load_one(app, drive, by).await?;
    }
    Ok(())
}

async fn load_one(app: &App, drive: &Drive, by: TimeDelta) -> Result<(), DemoError> {
    let at = |at: DateTime<Utc>| App { clock: Clock::standing_at(at + by), ..app.clone() };
    let officer = staff(app, &drive.by).await?;
    let drive_id = done(&at(drive.at), &officer, begin(drive, by)).await?;
    let ceremony = Action::SaveCeremony(SaveCeremony {
        ceremony_id: None,
        version: 0,
        drive_id,
        title: drive.ceremony.title.clone(),
        oath: drive.ceremony.oath.clone(),
        oath_at: drive.ceremony.oath_at + by,
    });
    let ceremony_id = done(&at(drive.ceremony.at), &officer, ceremony).await?;
    let mut codes = HashMap::new();
    for source in &drive.sources {
        let save = SaveSource {
            source_id: None,
            version: 0,
            drive_id,
            carrier: source.carrier,
            label: source.label.clone(),
            host: source.host.clone(),
            worker_group: source.worker_group.clone(),
            division: source.division.clone(),
            union: None,
            expires_at: None,
            ceremony_id: source.venue.then_some(ceremony_id),
        };
        let id = done(&at(drive.ceremony.at), &officer, Action::SaveSource(save)).await?;
        codes.insert(source.label.as_str(), code(app, id).await?);
        open(app, id, source, by).await?;
    }
    let workers = Caller::Public { association: drive.association.clone(), steward: None };
    for application in &drive.applications {
        let submit = Action::SubmitApplication(SubmitApplication {
            form_version: APPLICATION_FORM_VERSION,
            answers: application.answers.clone(),
            receipt: application.receipt.hash(),
            source: codes.get(application.source.as_str()).cloned(),
            signature: None,
        });
        done(&at(application.at), &workers, submit).await?;
    }
    decide(app, drive, by).await?;
    let advance = AdvanceCeremony { ceremony_id, from: CeremonyState::Planned, to: CeremonyState::Open };
    done(&at(drive.ceremony.opened_at), &officer, Action::AdvanceCeremony(advance)).await?;
    Ok(())
}

fn begin(drive: &Drive, by: TimeDelta) -> Action {
    Action::SaveDrive(SaveDrive {
        drive_id: None,
        version: 0,
        association: drive.association.clone(),
        title: drive.title.clone(),
        method: drive.method,
        starts_on: drive.starts_on + by,
        ends_on: drive.ends_on + by,
        targets: drive.targets.clone(),
        signature: false,
    })
}

async fn code(app: &App, id: Uuid) -> Result<String, DemoError> {
    let mut conn = app.db.read().await.map_err(Error::from)?;
    let found = sources::by_id(&mut conn, id).await?;
    Ok(found.map(|source| source.code).ok_or(Error::Refused(ErrorCode::NotFound))?)
}

/// Openings are no operations; nobody is behind them.
async fn open(app: &App, id: Uuid, source: &Source, by: TimeDelta) -> Result<(), DemoError> {
    for Opened { day, opened } in &source.scans {
        let (day, opened) = (*day + by, *opened);
        app.db
            .write(move |tx| Box::pin(async move { scans::add(tx, id, day, opened).await.map(keep) }))
            .await?;
    }
    Ok(())
}

async fn decide(app: &App, drive: &Drive, by: TimeDelta) -> Result<(), DemoError> {
    let decision = &drive.decision;
    let decider = staff(app, &decision.by).await?;
    let approve = Action::ApproveApplications(ApproveApplications {
        decision: CommitteeDecision {
            on: decision.on + by,
            document_number: decision.document_number.clone(),
            deciders: decision.deciders.clone(),
        },
        applications: before(app, drive, decision.takes_in_before).await?,
    });
    let at = |at: DateTime<Utc>| App { clock: Clock::standing_at(at + by), ..app.clone() };
    done(&at(decision.at), &decider, approve).await?;
    let applications = before(app, drive, decision.files_before).await?;
    let file = Action::FileApplications(FileApplications { applications });
    done(&at(decision.filed_at), &decider, file).await?;
    Ok(())
}

/// The applications that were made before a moment, as they stand now.
async fn before(
    app: &App,
    drive: &Drive,
    moment: DateTime<Utc>,
) -> Result<Vec<ApplicationVersion>, DemoError> {
    let mut conn = app.db.read().await.map_err(Error::from)?;
    let mut found = Vec::new();
    for application in drive.applications.iter().filter(|application| application.at < moment) {
        let row = applications::by_receipt(&mut conn, application.receipt.hash().as_str()).await?;
        let row = row.ok_or(Error::Refused(ErrorCode::NotFound))?;
        found.push(ApplicationVersion { id: row.id, version: row.version.unsigned_abs() });
    }
    Ok(found)
}
