//! Accounts of staff: log in, sessions, adding.

use super::Staff;
use super::record::keep;
use crate::App;
use crate::crypto::password;
use crate::crypto::tokens::Token;
use crate::db::{Tx, Verdict, audit, from_text, login_failures, sessions, staff, to_text, unions};
use crate::error::{Error, Result};
use chrono::{DateTime, TimeDelta, Utc};
use shared::api::{ErrorCode, Login, Me, Role, Scope};
use shared::i18n::{Problem, Violation};
use shared::union::UnionKind;
use uuid::Uuid;

/// Failures in a row that lock an account.
const FAILURES: i32 = 5;
/// How long it stays locked.
const LOCKED: TimeDelta = TimeDelta::minutes(15);
/// How long failures are remembered that nothing followed.
const REMEMBERED: TimeDelta = TimeDelta::hours(24);
/// `seen_at` is written no more often.
const SEEN_STEP: TimeDelta = TimeDelta::minutes(1);

/// Logs in. An unknown account gets the same answers, after the same work, as a wrong password: it is locked too.
///
/// # Errors
/// [`ErrorCode::LoginFailed`], or [`ErrorCode::LoginLocked`] after too many failures.
pub async fn log_in(app: &App, login: Login) -> Result<(Me, Token)> {
    let account = login.account.trim();
    let index = app.keys.index("login", account);
    let mut conn = app.db.read().await?;
    let locked = login_failures::locked_until(&mut conn, &index).await?;
    let found = staff::by_account(&mut conn, account).await?;
    drop(conn);
    let at = app.clock.now();
    if locked.is_some_and(|until| until > at) {
        return Err(ErrorCode::LoginLocked.into());
    }
    let hash = found.as_ref().filter(|row| !row.disabled).map(|row| row.password_hash.clone());
    let fits = password::fits(login.password, hash).await?;
    match found {
        Some(row) if fits => begin(app, row, index, at).await,
        found => Err(fail(app, found, index, at).await?.into()),
    }
}

/// Begins a session, unless guesses that ran beside this one have locked the account meanwhile.
async fn begin(app: &App, row: staff::Row, index: Vec<u8>, at: DateTime<Utc>) -> Result<(Me, Token)> {
    let token = Token::new(&app.random);
    let (hash, me) = (token.hash(), me(app, &person(row.clone())?));
    let (created, seen) = oldest(app, at);
    let begun = app
        .db
        .write(move |tx| {
            Box::pin(async move {
                if login_failures::locked_until(tx, &index).await?.is_some_and(|until| until > at) {
                    return Ok(Verdict::Undo(false));
                }
                login_failures::forget(tx, &index).await?;
                sessions::delete_expired(tx, created, seen).await?;
                sessions::insert(tx, &hash, row.id, at).await?;
                log(tx, Some(&row), at, "ok").await?;
                Ok::<_, Error>(keep(true))
            })
        })
        .await?;
    if begun { Ok((me, token)) } else { Err(ErrorCode::LoginLocked.into()) }
}

/// Counts a failure, locks after too many, and gives the answer.
async fn fail(app: &App, row: Option<staff::Row>, index: Vec<u8>, at: DateTime<Utc>) -> Result<ErrorCode> {
    app.db
        .write(move |tx| {
            Box::pin(async move {
                login_failures::forget_before(tx, at - REMEMBERED).await?;
                let locked = login_failures::count(tx, &index, at).await? >= FAILURES;
                if locked {
                    login_failures::lock(tx, &index, at + LOCKED).await?;
                }
                let (result, code) = match locked {
                    true => ("locked", ErrorCode::LoginLocked),
                    false => ("failed", ErrorCode::LoginFailed),
                };
                log(tx, row.as_ref(), at, result).await?;
                Ok(keep(code))
            })
        })
        .await
}

/// Who a session belongs to, if it has not ended.
///
/// # Errors
/// When the database does not answer.
pub async fn staff_of(app: &App, token: &Token, by: Asks) -> Result<Option<Staff>> {
    let hash = token.hash();
    let mut conn = app.db.read().await?;
    let Some(session) = sessions::find(&mut conn, &hash).await? else { return Ok(None) };
    let now = app.clock.now();
    let (created, seen) = oldest(app, now);
    if session.created_at < created || session.seen_at < seen {
        return Ok(None);
    }
    let Some(row) = staff::by_id(&mut conn, session.staff_id).await?.filter(|row| !row.disabled) else {
        return Ok(None);
    };
    drop(conn);
    if by == Asks::Person && now - session.seen_at >= SEEN_STEP {
        app.db
            .write(move |tx| Box::pin(async move { sessions::see(tx, &hash, now).await.map(keep) }))
            .await?;
    }
    person(row).map(Some)
}

/// Ends a session.
///
/// # Errors
/// When the database refuses.
pub async fn log_out(app: &App, token: &Token, staff: &Staff) -> Result<()> {
    let (hash, at, staff) = (token.hash(), app.clock.now(), staff.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                sessions::delete(tx, &hash).await?;
                let row = audit::NewRow {
                    at,
                    actor_id: Some(staff.id),
                    actor: &staff.account,
                    union_id: Some(staff.union_id),
                    action: "session.end",
                    record_id: None,
                    result: "ok",
                    detail: "",
                };
                audit::append(tx, row).await.map(keep)
            })
        })
        .await
}

/// What the console shows of whoever is logged in.
pub fn me(app: &App, staff: &Staff) -> Me {
    let scope = Scope { union_id: staff.union_id, union: staff.union_name.clone(), kind: staff.kind };
    Me {
        id: staff.id,
        account: staff.account.clone(),
        name: staff.name.clone(),
        role: staff.role,
        scope,
        idle_minutes: u32::try_from(app.config.session_idle.as_secs() / 60).unwrap_or(u32::MAX),
    }
}

/// Adds an account.
///
/// # Errors
/// [`ErrorCode::NotFound`] when there is no such union; [`Error::Invalid`] for a weak password or a name that is
/// taken.
pub async fn add_staff(
    app: &App,
    union: &str,
    account: &str,
    name: &str,
    role: Role,
    password: &str,
    actor: &str,
) -> Result<Uuid> {
    if let Some(problem) = password::check(password, account) {
        return Err(Error::Invalid(vec![Violation::new("password", problem)]));
    }
    let mut conn = app.db.read().await?;
    let union = unions::by_slug(&mut conn, union).await?.ok_or(ErrorCode::NotFound)?;
    drop(conn);
    let at = app.clock.now();
    let new = staff::NewStaff {
        id: app.random.uuid(at),
        union_id: union.id,
        account: account.trim().to_owned(),
        name: name.trim().to_owned(),
        role: to_text(role),
        password_hash: password::hash(&app.random, password.to_owned()).await?,
        at,
    };
    let (id, actor) = (new.id, actor.to_owned());
    let added = app
        .db
        .write(move |tx| {
            Box::pin(async move {
                if !staff::insert(tx, &new).await? {
                    return Ok(keep(false));
                }
                audit::append(
                    tx,
                    audit::NewRow {
                        at,
                        actor_id: None,
                        actor: &actor,
                        union_id: Some(new.union_id),
                        action: "staff.add",
                        record_id: Some(new.id),
                        result: "ok",
                        detail: &new.account,
                    },
                )
                .await?;
                Ok::<_, Error>(keep(true))
            })
        })
        .await?;
    if added { Ok(id) } else { Err(Error::Invalid(vec![Violation::new("account", Problem::AccountTaken)])) }
}

/// The member of staff with this account.
///
/// # Errors
/// [`ErrorCode::NotFound`] when there is none.
pub async fn by_account(app: &App, account: &str) -> Result<Staff> {
    let mut conn = app.db.read().await?;
    person(staff::by_account(&mut conn, account).await?.ok_or(ErrorCode::NotFound)?)
}

/// Who asks with a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    /// Somebody who works.
    Person,
    /// A page that looks for news by itself, which keeps nobody logged in.
    Page,
}

/// Sessions that began or were last used before these times have ended.
fn oldest(app: &App, now: DateTime<Utc>) -> (DateTime<Utc>, DateTime<Utc>) {
    (now - app.config.session_lifetime, now - app.config.session_idle)
}

fn person(row: staff::Row) -> Result<Staff> {
    Ok(Staff {
        id: row.id,
        account: row.account,
        name: row.name,
        role: from_text(&row.role).ok_or_else(|| Error::Stored(format!("role {}", row.role)))?,
        union_id: row.union_id,
        path: row.path,
        kind: from_text(&row.kind).unwrap_or(UnionKind::Federation),
        union_name: row.union_name.0,
    })
}

/// Records an attempt to log in. What was typed for an account that does not exist is not kept: it may be a password.
async fn log(tx: &mut Tx, row: Option<&staff::Row>, at: DateTime<Utc>, result: &str) -> Result<()> {
    audit::append(
        tx,
        audit::NewRow {
            at,
            actor_id: row.map(|row| row.id),
            actor: row.map_or("unknown", |row| &row.account),
            union_id: row.map(|row| row.union_id),
            action: "session.begin",
            record_id: None,
            result,
            detail: "",
        },
    )
    .await
}
