//! Competitions: for anyone, and for staff.

use super::errors::{PublicErrors, StaffErrors};
use crate::App;
use crate::domain::{public, staff};
use crate::http::error::Failed;
use crate::http::extract::{Path, Session};
use crate::http::uncached;
use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;
use shared::api::{
    CompetitionPage, CompetitionRow, MarkGrid, PublicCompetitions, PublicResults, StaffCompetition,
};
use uuid::Uuid;

/// The competitions of an association, those that are open first.
#[utoipa::path(get, path = "/api/v1/associations/{association}/competitions", tag = "public", operation_id = "list_competitions",
    params(("association" = String, Path, description = "Slug of the association")),
    responses((status = 200, body = PublicCompetitions), PublicErrors))]
pub(crate) async fn list(
    State(app): State<App>,
    Path(association): Path<String>,
) -> Result<Json<PublicCompetitions>, Failed> {
    Ok(Json(public::competitions(&app, &association).await?))
}

/// A competition in full, with its entry form and the places left.
#[utoipa::path(get, path = "/api/v1/associations/{association}/competitions/{competition}", tag = "public", operation_id = "show_competition",
    params(("association" = String, Path, description = "Slug of the association"),
           ("competition" = String, Path, description = "Slug of the competition")),
    responses((status = 200, body = CompetitionPage), PublicErrors))]
pub(crate) async fn page(
    State(app): State<App>,
    Path((association, competition)): Path<(String, String)>,
) -> Result<Json<CompetitionPage>, Failed> {
    Ok(Json(public::competition(&app, &association, &competition).await?))
}

/// Published results; names only of those who consented to publication.
#[utoipa::path(get, path = "/api/v1/associations/{association}/competitions/{competition}/results", tag = "public", operation_id = "show_results",
    params(("association" = String, Path, description = "Slug of the association"),
           ("competition" = String, Path, description = "Slug of the competition")),
    responses((status = 200, body = PublicResults), PublicErrors))]
pub(crate) async fn results(
    State(app): State<App>,
    Path((association, competition)): Path<(String, String)>,
) -> Result<Json<PublicResults>, Failed> {
    Ok(Json(public::results(&app, &association, &competition).await?))
}

/// The competitions of the caller's union and those below it.
#[utoipa::path(get, path = "/api/v1/staff/competitions", tag = "staff", operation_id = "list_competitions_of_staff",
    responses((status = 200, body = Vec<CompetitionRow>), StaffErrors))]
pub(crate) async fn staff_list(
    State(app): State<App>,
    session: Session,
) -> Result<impl IntoResponse, Failed> {
    Ok(uncached(Json(staff::competitions(&app, &session.staff).await?)))
}

/// A competition, with the steps that the caller may take now.
#[utoipa::path(get, path = "/api/v1/staff/competitions/{id}", tag = "staff", operation_id = "show_competition_to_staff",
    params(("id" = Uuid, Path, description = "Id of the competition")),
    responses((status = 200, body = StaffCompetition), StaffErrors))]
pub(crate) async fn staff_page(
    State(app): State<App>,
    session: Session,
    Path(id): Path<Uuid>,
) -> Result<impl IntoResponse, Failed> {
    Ok(uncached(Json(staff::competition(&app, &session.staff, id).await?)))
}

/// The grid of marks, with the ranking as it would be now. Judges see numbers, no names.
#[utoipa::path(get, path = "/api/v1/staff/competitions/{id}/marks", tag = "staff", operation_id = "show_marks",
    params(("id" = Uuid, Path, description = "Id of the competition")),
    responses((status = 200, body = MarkGrid), StaffErrors))]
pub(crate) async fn marks(
    State(app): State<App>,
    session: Session,
    Path(id): Path<Uuid>,
) -> Result<impl IntoResponse, Failed> {
    Ok(uncached(Json(staff::marks(&app, &session.staff, id).await?)))
}

/// Published results with all versions.
#[utoipa::path(get, path = "/api/v1/staff/competitions/{id}/results", tag = "staff", operation_id = "show_results_to_staff",
    params(("id" = Uuid, Path, description = "Id of the competition")),
    responses((status = 200, body = PublicResults), StaffErrors))]
pub(crate) async fn staff_results(
    State(app): State<App>,
    session: Session,
    Path(id): Path<Uuid>,
) -> Result<impl IntoResponse, Failed> {
    Ok(uncached(Json(staff::results(&app, &session.staff, id).await?)))
}
