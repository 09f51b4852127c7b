//! Erasing applications and former members whose time of retention is over, as the application form promises.
//!
//! Counted from what the worker was told: an application without membership from its submission, a membership from its
//! end. While somebody is a member, everything that led there stays: it is how the membership came about.

use crate::App;
use crate::clock::years_earlier;
use crate::db::Tx;
use crate::db::erasure::{self, Expired};
use crate::domain::record::keep;
use crate::domain::retention::note;
use crate::error::Result;
use chrono::{DateTime, Utc};
use shared::form::Answers;
use shared::membership::profile_key;
use shared::sync::ChangeKind;

/// Rows looked for in one transaction.
const STEP: i64 = 200;

/// Erases some applications that led to no membership; tells how many.
pub(super) async fn some_applications(app: &App) -> Result<u64> {
    let (at, today) = (app.clock.now(), app.clock.today());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let expired = erasure::applications(tx, today, STEP).await?;
                for one in &expired {
                    erase_application(tx, one, at).await?;
                }
                Ok(keep(expired.len() as u64))
            })
        })
        .await
}

/// Erases some former members with their applications; tells how many.
pub(super) async fn some_members(app: &App) -> Result<u64> {
    let at = app.clock.now();
    let left_before = years_earlier(app.clock.today(), app.config.membership_years());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let expired = erasure::members(tx, left_before, STEP).await?;
                for one in &expired {
                    for application in &erasure::applications_of(tx, one.id).await? {
                        erase_application(tx, application, at).await?;
                    }
                    erasure::erase_member(tx, one.id, &counted(&one.profile.0), at).await?;
                    erased(tx, at, one, "member.purge").await?;
                }
                Ok(keep(expired.len() as u64))
            })
        })
        .await
}

async fn erase_application(tx: &mut Tx, one: &Expired, at: DateTime<Utc>) -> Result<()> {
    erasure::erase_application(tx, one.id, at).await?;
    erased(tx, at, one, "application.purge").await
}

/// What monthly reports count of a profile; by itself it tells of nobody.
fn counted(profile: &Answers) -> Answers {
    profile
        .iter()
        .filter(|(key, _)| *key == profile_key::MIGRANT)
        .map(|(k, v)| (k.clone(), v.clone()))
        .collect()
}

async fn erased(tx: &mut Tx, at: DateTime<Utc>, one: &Expired, action: &str) -> Result<()> {
    note(tx, at, (one.union_id, one.id, one.version), ChangeKind::Erased, action).await
}
