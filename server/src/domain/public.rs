//! What anyone may read.

use crate::App;
use crate::db::results::{Row, StoredResult};
use crate::db::{Conn, associations, competitions, places, results};
use crate::error::Result;
use chrono::{DateTime, Utc};
use shared::api::{
    CompetitionCard, CompetitionPage, ErrorCode, EventPlaces, PublicAssociation, PublicCompetitions,
    PublicResult, PublicResults, ResultsStage, ResultsVersion,
};
use shared::competition::CompetitionState;
use shared::form::base::entry_form;
use shared::i18n::Localized;
use std::collections::HashSet;
use uuid::Uuid;

/// The origins that may embed an association.
///
/// # Errors
/// [`ErrorCode::NotFound`] when there is no such association.
pub async fn origins(app: &App, association: &str) -> Result<Vec<String>> {
    let mut conn = app.db.read().await?;
    Ok(the_association(&mut conn, association).await?.allowed_origins.0)
}

/// The name of an association.
///
/// # Errors
/// [`ErrorCode::NotFound`] when there is no such association.
pub async fn name(app: &App, association: &str) -> Result<Localized> {
    let mut conn = app.db.read().await?;
    Ok(the_association(&mut conn, association).await?.name.0)
}

/// The competitions of an association, those that are open first; never a draft.
///
/// # Errors
/// [`ErrorCode::NotFound`] when there is no such association.
pub async fn competitions(app: &App, association: &str) -> Result<PublicCompetitions> {
    let mut conn = app.db.read().await?;
    let found = the_association(&mut conn, association).await?;
    let mut cards = Vec::new();
    for row in competitions::of_association(&mut conn, association).await? {
        if row.state()?.is_public() {
            let places = event_places(&mut conn, &row).await?;
            cards.push(card(&row, &places, app.clock.now())?);
        }
    }
    cards.sort_by_key(|card| (!card.open_now, std::cmp::Reverse(card.entry_opens)));
    Ok(PublicCompetitions { association: public(found), competitions: cards })
}

/// A competition in full, with its entry form.
///
/// # Errors
/// [`ErrorCode::NotFound`] when there is no such competition, or it is a draft.
pub async fn competition(app: &App, association: &str, slug: &str) -> Result<CompetitionPage> {
    let mut conn = app.db.read().await?;
    let found = the_association(&mut conn, association).await?;
    let row = published(&mut conn, association, slug).await?;
    let places = event_places(&mut conn, &row).await?;
    Ok(CompetitionPage {
        seal: app.keys.seal_public().to_owned(),
        association: public(found),
        card: card(&row, &places, app.clock.now())?,
        form: entry_form(&row.definition.form, row.definition.form_version),
        definition: row.definition.0,
        places,
    })
}

/// Published results of a competition.
///
/// # Errors
/// [`ErrorCode::NotFound`] when there are none.
pub async fn results(app: &App, association: &str, slug: &str) -> Result<PublicResults> {
    let mut conn = app.db.read().await?;
    let row = published(&mut conn, association, slug).await?;
    published_results(&mut conn, &row).await
}

/// Published results with consents as they stand now.
pub(super) async fn published_results(
    conn: &mut Conn,
    competition: &competitions::Row,
) -> Result<PublicResults> {
    let mut versions = results::of_competition(conn, competition.id).await?.into_iter();
    let latest = versions.next().ok_or(ErrorCode::NotFound)?;
    let named: HashSet<Uuid> = results::published_names(conn, competition.id).await?.into_iter().collect();
    let earlier = versions
        .map(|row| ResultsVersion {
            version: row.version.unsigned_abs(),
            published_at: row.published_at,
            results: lines(row.result_rows.0, &named),
        })
        .collect();
    Ok(PublicResults {
        title: competition.definition.title.clone(),
        version: latest.version.unsigned_abs(),
        stage: stage(&latest),
        published_at: latest.published_at,
        notice_until: latest.notice_until,
        reason: latest.reason,
        changed: latest.changed.0,
        results: lines(latest.result_rows.0, &named),
        earlier,
    })
}

/// The published line of one entry.
pub(super) async fn result_of(
    conn: &mut Conn,
    competition: &competitions::Row,
    entry_id: Uuid,
) -> Result<Option<PublicResult>> {
    let latest = results::of_competition(conn, competition.id).await?.into_iter().next();
    let line = latest.and_then(|row| row.result_rows.0.into_iter().find(|line| line.entry_id == entry_id));
    Ok(line.map(|line| line.result))
}

fn stage(row: &Row) -> ResultsStage {
    if row.confirmed_at.is_some() { ResultsStage::Confirmed } else { ResultsStage::Provisional }
}

/// Lines without the names of those who do not consent to publication (PIPL art. 25), or no longer do.
fn lines(stored: Vec<StoredResult>, named: &HashSet<Uuid>) -> Vec<PublicResult> {
    stored
        .into_iter()
        .map(|StoredResult { entry_id, result }| match named.contains(&entry_id) {
            true => result,
            false => PublicResult { name: None, employer: None, ..result },
        })
        .collect()
}

/// The association with this slug.
///
/// # Errors
/// [`ErrorCode::NotFound`] when there is none.
pub(super) async fn the_association(conn: &mut Conn, slug: &str) -> Result<associations::Row> {
    Ok(associations::by_slug(conn, slug).await?.ok_or(ErrorCode::NotFound)?)
}

async fn published(conn: &mut Conn, association: &str, slug: &str) -> Result<competitions::Row> {
    let row = competitions::by_slug(conn, association, slug).await?.ok_or(ErrorCode::NotFound)?;
    if row.state()?.is_public() { Ok(row) } else { Err(ErrorCode::NotFound.into()) }
}

fn public(row: associations::Row) -> PublicAssociation {
    PublicAssociation { slug: row.slug, name: row.name.0, union: row.union_name.0 }
}

async fn event_places(conn: &mut Conn, row: &competitions::Row) -> Result<Vec<EventPlaces>> {
    let taken = places::taken(conn, row.id).await?;
    let taken =
        |code: &str| taken.iter().find(|(event, _)| event == code).map_or(0, |(_, n)| n.unsigned_abs());
    Ok(row
        .definition
        .events
        .iter()
        .map(|event| EventPlaces {
            event: event.code.clone(),
            places: event.places,
            left: event.places.saturating_sub(taken(&event.code)),
        })
        .collect())
}

fn card(row: &competitions::Row, places: &[EventPlaces], now: DateTime<Utc>) -> Result<CompetitionCard> {
    let (state, definition) = (row.state()?, &row.definition);
    Ok(CompetitionCard {
        id: row.id,
        slug: row.slug.clone(),
        title: definition.title.clone(),
        summary: definition.summary.clone(),
        state,
        open_now: definition.schedule.is_open_now(state, now),
        entry_opens: definition.schedule.entry_opens,
        entry_closes: definition.schedule.entry_closes,
        places: places.iter().map(|event| event.places).sum(),
        left: places.iter().map(|event| event.left).sum(),
        has_results: matches!(state, CompetitionState::PublicNotice | CompetitionState::Confirmed),
    })
}
