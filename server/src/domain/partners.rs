//! Partners: servers of associations and of superior federations that mirror what they may see.

use super::record::keep;
use super::{Staff, feed};
use crate::App;
use crate::crypto::Place;
use crate::crypto::tokens::Token;
use crate::db::{Verdict, associations, audit, changes, deliveries, partners, path_range, unions};
use crate::error::{Error, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use shared::api::{Delivery, DeliveryState, ErrorCode, PartnerRow};
use shared::sync::{Cursor, RecordKind};
use sqlx::types::Json;
use uuid::Uuid;

/// Messages that are shown of a partner.
const SHOWN: i64 = 50;

/// A partner, as its token tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partner {
    /// Id.
    pub id: Uuid,
    /// Name.
    pub name: String,
    /// It sees what stands below this place in the tree.
    pub path: String,
    /// And of that only what belongs to this association, when it is named.
    pub association: Option<String>,
    /// Kinds of records that it may read.
    pub grants: Vec<RecordKind>,
}

/// A partner to add.
#[derive(Clone, Debug)]
pub struct NewPartner<'a> {
    /// Name, unique.
    pub name: &'a str,
    /// Slug of the union whose part of the tree it sees.
    pub union: &'a str,
    /// Slug of the one association that it is limited to.
    pub association: Option<&'a str>,
    /// Kinds of records that it may read.
    pub grants: Vec<RecordKind>,
    /// Where it is told of changes.
    pub hook: Option<String>,
}

/// What only whoever adds a partner ever sees.
#[derive(Debug)]
pub struct Secrets {
    /// The token, for `Authorization: Bearer`.
    pub token: Token,
    /// What signs messages to it, as Standard Webhooks write it.
    pub hook_secret: Option<String>,
}

/// Where a hook's secret is sealed.
pub(super) fn secret_place(id: Uuid) -> Place<'static> {
    Place { column: "partners.hook_secret", row: id }
}

/// Adds a partner.
///
/// # Errors
/// [`ErrorCode::NotFound`] when there is no such union or association; a unique violation when the name is taken.
pub async fn add(app: &App, new: NewPartner<'_>) -> Result<Secrets> {
    let mut conn = app.db.read().await?;
    let union = unions::by_slug(&mut conn, new.union).await?.ok_or(ErrorCode::NotFound)?;
    let association = match new.association {
        Some(slug) => Some(associations::by_slug(&mut conn, slug).await?.ok_or(ErrorCode::NotFound)?),
        None => None,
    };
    let (_, told_seq) = changes::end(&mut conn).await?;
    drop(conn);
    let at = app.clock.now();
    let id = app.random.uuid(at);
    let token = Token::new(&app.random);
    let hook_secret =
        new.hook.is_some().then(|| format!("whsec_{}", STANDARD.encode(app.random.bytes::<32>())));
    let sealed = hook_secret.as_deref().map(|secret| app.keys.seal(&app.random, secret_place(id), secret));
    let row = partners::Row {
        id,
        union_id: union.id,
        association_id: association.as_ref().map(|association| association.id),
        name: new.name.to_owned(),
        token_hash: token.hash(),
        grants: Json(new.grants),
        hook_url: new.hook,
        hook_secret: sealed.transpose()?,
        told_seq,
        created_at: at,
        revoked_at: None,
        path: union.path,
        union_name: union.name,
        association: association.map(|association| association.slug),
    };
    app.db
        .write(move |tx| {
            Box::pin(async move {
                partners::insert(tx, &row).await?;
                let grants: Vec<&str> = row.grants.iter().map(|grant| grant.name()).collect();
                let detail = format!("{}: {}", row.name, grants.join(", "));
                audit::append(tx, noted(at, &row, "partner.add", &detail)).await.map(keep)
            })
        })
        .await?;
    Ok(Secrets { token, hook_secret })
}

/// Revokes a partner's token.
///
/// # Errors
/// [`ErrorCode::NotFound`] when there is no such partner.
pub async fn revoke(app: &App, name: &str) -> Result<()> {
    let row = partners::by_name(&mut app.db.read().await?, name).await?.ok_or(ErrorCode::NotFound)?;
    let at = app.clock.now();
    app.db
        .write(move |tx| {
            Box::pin(async move {
                partners::revoke(tx, row.id, at).await?;
                audit::append(tx, noted(at, &row, "partner.revoke", &row.name)).await.map(keep)
            })
        })
        .await
}

fn noted<'a>(
    at: chrono::DateTime<chrono::Utc>,
    row: &partners::Row,
    action: &'a str,
    detail: &'a str,
) -> audit::NewRow<'a> {
    audit::NewRow {
        at,
        actor_id: None,
        actor: "system",
        union_id: Some(row.union_id),
        action,
        record_id: Some(row.id),
        result: "ok",
        detail,
    }
}

/// The partner with this token.
///
/// # Errors
/// When the database does not answer.
pub async fn of_token(app: &App, token: &Token) -> Result<Option<Partner>> {
    let found = partners::by_token(&mut app.db.read().await?, &token.hash()).await?;
    Ok(found.map(|row| Partner {
        id: row.id,
        name: row.name,
        path: row.path,
        association: row.association,
        grants: row.grants.0,
    }))
}

/// The partners in a part of the tree, with the messages to them; for administrators.
///
/// # Errors
/// [`ErrorCode::Forbidden`] for other roles.
pub async fn list(app: &App, staff: &Staff) -> Result<Vec<PartnerRow>> {
    administrators_only(staff)?;
    let (from, to) = path_range(&staff.path);
    let mut conn = app.db.read().await?;
    let (epoch, end) = changes::end(&mut conn).await?;
    let mut shown = Vec::new();
    for row in partners::in_scope(&mut conn, (&from, &to)).await? {
        let mut messages = Vec::new();
        for one in deliveries::of_partner(&mut conn, row.id, SHOWN).await? {
            messages.push(Delivery {
                id: one.id,
                state: one.state()?,
                attempts: one.attempts.unsigned_abs(),
                next_at: one.next_at,
                answer: one.answer,
                created_at: one.created_at,
                changed_at: one.changed_at,
            });
        }
        shown.push(PartnerRow {
            id: row.id,
            name: row.name,
            union: row.union_name.0,
            association: row.association,
            grants: row.grants.0,
            hook: row.hook_url,
            told: Cursor(feed::cursor(epoch, row.told_seq.min(end))),
            created_at: row.created_at,
            revoked_at: row.revoked_at,
            deliveries: messages,
        });
    }
    Ok(shown)
}

/// Sends a message again that was given up.
///
/// # Errors
/// [`ErrorCode::NotFound`] when there is none that the caller may see, or it was not given up;
/// [`ErrorCode::Forbidden`] for others than administrators.
pub async fn resend(app: &App, staff: &Staff, id: Uuid) -> Result<()> {
    administrators_only(staff)?;
    let (from, to) = path_range(&staff.path);
    let mut conn = app.db.read().await?;
    let found = deliveries::by_id(&mut conn, id).await?.ok_or(ErrorCode::NotFound)?;
    let theirs = partners::in_scope(&mut conn, (&from, &to)).await?;
    let partner = theirs.into_iter().find(|row| row.id == found.partner_id).ok_or(ErrorCode::NotFound)?;
    drop(conn);
    let (at, actor_id, actor) = (app.clock.now(), staff.id, staff.account.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let mut row = deliveries::by_id(tx, id).await?.ok_or(ErrorCode::NotFound)?;
                if row.state()? != DeliveryState::Dead {
                    return Err(Error::Refused(ErrorCode::NotFound));
                }
                let before = row.attempts;
                row.set_state(DeliveryState::Waiting);
                (row.attempts, row.next_at, row.changed_at) = (0, at, at);
                deliveries::update(tx, &row, before).await?;
                let detail = partner.name.clone();
                let row = noted(at, &partner, "partner.resend", &detail);
                audit::append(tx, audit::NewRow { actor_id: Some(actor_id), actor: &actor, ..row }).await?;
                Ok(Verdict::Keep(()))
            })
        })
        .await
}

fn administrators_only(staff: &Staff) -> Result<()> {
    if staff.role.may_administer() { Ok(()) } else { Err(ErrorCode::Forbidden.into()) }
}
