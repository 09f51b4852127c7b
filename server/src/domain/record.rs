//! What every accepted operation writes in its transaction: its answer, a change, an audit row.

use crate::db::{Conn, Tx, audit, changes, operations};
use crate::domain::{Caller, Staff};
use crate::error::Result;
use crate::{App, domain};
use chrono::{DateTime, TimeDelta, Utc};
use shared::sync::{ChangeKind, Conflict, Operation, Outcome, ReceiptCode};
use sqlx::types::Json;
use uuid::Uuid;

/// Further ahead no device's clock is noted.
const FAR: TimeDelta = TimeDelta::days(36_525);

/// An operation on its way through a transaction.
#[derive(Clone, Debug)]
pub(super) struct Sent {
    pub id: Uuid,
    pub captured_at: DateTime<Utc>,
    /// Keyed hash of the content: it holds identity numbers, and a plain hash could be searched through.
    content_hash: Vec<u8>,
    pub at: DateTime<Utc>,
    actor_id: Option<Uuid>,
    actor: String,
}

/// What an accepted operation did.
#[derive(Debug)]
pub(super) struct Done<'a> {
    pub union_id: Uuid,
    pub record_id: Uuid,
    pub version: i32,
    pub receipt: Option<ReceiptCode>,
    pub change: ChangeKind,
    pub action: &'a str,
    pub detail: &'a str,
}

impl Sent {
    pub fn new(app: &App, caller: &Caller, operation: &Operation) -> Result<Self> {
        Sent::of(app, caller, operation.id, operation.captured_at, &operation.action)
    }

    /// What was sent as an operation is sent, though it travels by another route: a file, for instance.
    pub fn of(
        app: &App,
        caller: &Caller,
        id: Uuid,
        captured_at: DateTime<Utc>,
        content: &impl serde::Serialize,
    ) -> Result<Self> {
        let content = serde_json::to_vec(content)
            .map_err(|error| crate::Error::Stored(format!("operation: {error}")))?;
        let (actor_id, actor) = match caller {
            Caller::Public { .. } => (None, "worker".to_owned()),
            Caller::Staff(Staff { id, account, .. }) => (Some(*id), account.clone()),
        };
        let at = app.clock.now();
        // A device may tell any time; both databases read back what lies within these bounds.
        let captured_at = captured_at.clamp(DateTime::UNIX_EPOCH, at + FAR);
        Ok(Sent {
            id,
            captured_at: chrono::SubsecRound::trunc_subsecs(captured_at, 6),
            content_hash: app.keys.index_bytes("operation", &content),
            at,
            actor_id,
            actor,
        })
    }

    /// A part of it that is an operation of its own: many that travelled together.
    pub fn part(&self, id: Uuid) -> Self {
        Sent { id, ..self.clone() }
    }

    /// The answer, when this id was accepted before.
    pub async fn earlier(&self, conn: &mut Conn) -> Result<Option<Outcome>> {
        Ok(operations::find(conn, self.id).await?.map(|found| self.again(found)))
    }

    /// The answer to an operation whose id was accepted before, with this content and this answer.
    pub fn again(&self, (content_hash, first): (Vec<u8>, Outcome)) -> Outcome {
        match first {
            _ if content_hash != self.content_hash => {
                Outcome::Conflict { conflict: Conflict::OperationIdReused }
            }
            Outcome::Accepted { record_id, version, receipt } => {
                Outcome::Duplicate { record_id, version, receipt }
            }
            other => other,
        }
    }

    /// Writes what every accepted operation leaves behind, and gives its answer.
    pub async fn accept(&self, tx: &mut Tx, done: Done<'_>) -> Result<Outcome> {
        let (operation, change, audit) = self.records(done);
        operations::insert(tx, &operation).await?;
        changes::append(tx, change).await?;
        audit::append(tx, audit).await?;
        Ok(operation.outcome.0)
    }

    /// What every accepted operation leaves behind.
    pub fn records<'a>(&'a self, done: Done<'a>) -> (operations::Row, changes::NewChange, audit::NewRow<'a>) {
        let Done { union_id, record_id, version, receipt, change, action, detail } = done;
        let outcome = Outcome::Accepted { record_id, version: version.unsigned_abs(), receipt };
        (
            operations::Row {
                id: self.id,
                content_hash: self.content_hash.clone(),
                outcome: Json(outcome),
                at: self.at,
            },
            changes::NewChange {
                at: self.at,
                operation_id: Some(self.id),
                union_id,
                record_id,
                version,
                kind: change,
            },
            audit::NewRow {
                at: self.at,
                actor_id: self.actor_id,
                actor: &self.actor,
                union_id: Some(union_id),
                action,
                record_id: Some(record_id),
                result: "ok",
                detail,
            },
        )
    }
}

/// Writes an audit row about something that staff was refused.
pub(super) async fn refused(
    app: &App,
    staff: &Staff,
    action: &'static str,
    record_id: Option<Uuid>,
) -> Result<()> {
    let (at, id, account, union_id) = (app.clock.now(), staff.id, staff.account.clone(), staff.union_id);
    app.db
        .write(move |tx| {
            Box::pin(async move {
                audit::append(
                    tx,
                    audit::NewRow {
                        at,
                        actor_id: Some(id),
                        actor: &account,
                        union_id: Some(union_id),
                        action,
                        record_id,
                        result: "forbidden",
                        detail: "",
                    },
                )
                .await
                .map(domain::record::keep)
            })
        })
        .await
}

/// Commits, and answers with this.
pub(super) fn keep<T>(value: T) -> crate::db::Verdict<T> {
    crate::db::Verdict::Keep(value)
}
