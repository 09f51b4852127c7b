//! Removing personal data whose time of retention is over (PIPL art. 19 and 47).

use super::erasure;
use super::record::keep;
use crate::App;
use crate::db::{Tx, audit, changes, results, retention};
use crate::error::Result;
use chrono::{DateTime, Utc};
use shared::api::PublicResult;
use shared::sync::{ChangeKind, RecordKind};
use std::convert::Infallible;
use uuid::Uuid;

/// Entries removed in one transaction.
const STEP: i64 = 200;

/// What was removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Purged {
    /// Entries, with their marks and consents.
    pub entries: u64,
    /// Published versions of results that lost their names. Numbers, marks and ranks stay.
    pub results: u64,
    /// Applications without membership that were erased.
    pub applications: u64,
    /// Former members who were erased, each with the applications that led there.
    pub members: u64,
}

/// Removes what is kept no longer. Each removal stands in the audit log and in the feed, so that mirrors follow.
///
/// # Errors
/// When the database refuses; what was removed until then stays removed.
pub async fn purge(app: &App) -> Result<Purged> {
    let mut purged = Purged::default();
    while let some @ 1.. = some_entries(app).await? {
        purged.entries += some;
    }
    purged.results = names_in_results(app).await?;
    while let some @ 1.. = erasure::some_applications(app).await? {
        purged.applications += some;
    }
    while let some @ 1.. = erasure::some_members(app).await? {
        purged.members += some;
    }
    if purged != Purged::default() {
        app.db.forget().await;
    }
    Ok(purged)
}

/// Purges at once and then every so often. Several servers may do so side by side.
pub async fn keep_purging(app: App) -> Infallible {
    let mut rounds = tokio::time::interval(app.config.purge_every);
    loop {
        rounds.tick().await;
        match purge(&app).await {
            Ok(purged) if purged == Purged::default() => {}
            Ok(Purged { entries, results, applications, members }) => {
                tracing::info!(entries, results, applications, members, "time of retention over");
            }
            Err(error) => tracing::error!(%error, "purging"),
        }
    }
}

async fn some_entries(app: &App) -> Result<u64> {
    let (at, today) = (app.clock.now(), app.clock.today());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let expired = retention::expired_entries(tx, today, STEP).await?;
                for one in &expired {
                    retention::remove_entry(tx, one.id).await?;
                    let kind =
                        ChangeKind::Removed { record: RecordKind::Entry, competition_id: one.competition_id };
                    note(tx, at, (one.union_id, one.id, one.version), kind, "entry.purge").await?;
                }
                Ok(keep(expired.len() as u64))
            })
        })
        .await
}

async fn names_in_results(app: &App) -> Result<u64> {
    let (at, today) = (app.clock.now(), app.clock.today());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let expired = retention::expired_results(tx, today).await?;
                for one in &expired {
                    let versions = results::of_competition(tx, one.competition_id).await?;
                    let Some(row) = versions.into_iter().find(|row| row.version == one.version) else {
                        continue;
                    };
                    let mut lines = row.result_rows.0;
                    for line in &mut lines {
                        let result = line.result.clone();
                        line.result = PublicResult { name: None, employer: None, ..result };
                    }
                    retention::replace_results(tx, one.competition_id, one.version, &lines).await?;
                    let kind = ChangeKind::Results {
                        competition_id: one.competition_id,
                        results_version: one.version.unsigned_abs(),
                        confirmed: row.confirmed_at.is_some(),
                    };
                    note(tx, at, (one.union_id, one.id, one.version), kind, "results.purge").await?;
                }
                Ok(keep(expired.len() as u64))
            })
        })
        .await
}

/// Tells the feed and the audit log that a record was removed or erased, with its union, id and version before.
pub(super) async fn note(
    tx: &mut Tx,
    at: DateTime<Utc>,
    (union_id, record_id, version): (Uuid, Uuid, i32),
    kind: ChangeKind,
    action: &str,
) -> Result<()> {
    let version = version.saturating_add(1);
    changes::append(tx, changes::NewChange { at, operation_id: None, union_id, record_id, version, kind })
        .await?;
    let row = audit::NewRow {
        at,
        actor_id: None,
        actor: "system",
        union_id: Some(union_id),
        action,
        record_id: Some(record_id),
        result: "ok",
        detail: "",
    };
    audit::append(tx, row).await
}

/// Begins a new life of the feed, after the database was restored from a backup: whoever followed it beyond the backup
/// begins anew.
///
/// # Errors
/// When the database refuses.
pub async fn begin_epoch(app: &App) -> Result<()> {
    let at = app.clock.now();
    app.db
        .write(move |tx| {
            Box::pin(async move {
                changes::begin_epoch(tx, at.timestamp_millis()).await?;
                let row = audit::NewRow {
                    at,
                    actor_id: None,
                    actor: "system",
                    union_id: None,
                    action: "database.restore",
                    record_id: None,
                    result: "ok",
                    detail: "",
                };
                audit::append(tx, row).await.map(keep)
            })
        })
        .await
}
