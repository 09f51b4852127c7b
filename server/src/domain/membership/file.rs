//! Memberships are filed with the superior (备案).

use super::decided::named;
use super::{beside, done};
use crate::App;
use crate::db::{Verdict, applications};
use crate::domain::Staff;
use crate::domain::facts::none_wrong;
use crate::domain::record::{Sent, keep};
use crate::error::{Error, Result};
use shared::i18n::{Problem, Violation};
use shared::membership::ApplicationState;
use shared::sync::{FileApplications, Outcome};

/// Records that approved applications were filed: all of them, or none. Each in the way is named by a violation whose
/// field is its id.
pub(in super::super) async fn file(
    app: &App,
    staff: &Staff,
    sent: Sent,
    file: FileApplications,
) -> Result<Outcome> {
    let (named, mut wrong) = named(app, staff, file.applications).await?;
    let mut rows = Vec::with_capacity(named.len());
    for (one, row) in named {
        let problem = match row.state()? {
            _ if row.version.unsigned_abs() != one.version => Some(Problem::ApplicationChanged),
            ApplicationState::Approved if row.filed_at.is_some() => Some(Problem::FiledAlready),
            ApplicationState::Approved => None,
            _ => Some(Problem::NotApproved),
        };
        match problem {
            Some(problem) => wrong.push(Violation::new(one.id, problem)),
            None => rows.push(row),
        }
    }
    none_wrong(wrong)?;
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(first) = sent.earlier(tx).await? {
                    return Ok(Verdict::Undo(first));
                }
                let mut answer = None;
                for row in &mut rows {
                    row.version += 1;
                    row.filed_at = Some(sent.at);
                    row.changed_at = sent.at;
                    if !applications::update(tx, row).await? {
                        let changed = Violation::new(row.id, Problem::ApplicationChanged);
                        return Err(Error::Invalid(vec![changed]));
                    }
                    let done = done(row, "application.file")?;
                    match answer {
                        None => answer = Some(sent.accept(tx, done).await?),
                        Some(_) => beside(tx, &sent, done).await?,
                    }
                }
                answer.map(keep).ok_or_else(|| Error::Stored("nothing was filed".into()))
            })
        })
        .await
}
