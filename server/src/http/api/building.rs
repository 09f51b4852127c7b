//! Unions, employers, monthly reports and the overview, for staff.

use super::errors::StaffErrors;
use super::workbook::XLSX;
use crate::App;
use crate::domain::{building, reports, staff};
use crate::http::error::Failed;
use crate::http::extract::{Path, Query, Session, Speaking};
use crate::http::uncached;
use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use shared::api::{
    ChroniclePage, EmployerFilter, EmployerPage, EmployerRow, Overview, Report, ReportFilter, ReportRecords,
    UnionPage, UnionRow,
};
use uuid::Uuid;

/// The unions of the caller's part of the tree, parents first, with where each stands and what is late.
#[utoipa::path(get, path = "/api/v1/staff/unions", tag = "staff", operation_id = "list_unions",
    responses((status = 200, body = Vec<UnionRow>), StaffErrors))]
pub(crate) async fn unions(State(app): State<App>, session: Session) -> Result<impl IntoResponse, Failed> {
    Ok(uncached(Json(staff::unions(&app, &session.staff).await?)))
}

/// A union with its founding steps and employers. The phone is masked.
#[utoipa::path(get, path = "/api/v1/staff/unions/{id}", tag = "staff", operation_id = "show_union",
    params(("id" = Uuid, Path, description = "Id of the union")),
    responses((status = 200, body = UnionPage), StaffErrors))]
pub(crate) async fn union(
    State(app): State<App>,
    session: Session,
    Path(id): Path<Uuid>,
) -> Result<impl IntoResponse, Failed> {
    Ok(uncached(Json(staff::union(&app, &session.staff, id).await?)))
}

/// Employers: those that unions cover, and the ledger of those that none covers yet.
#[utoipa::path(get, path = "/api/v1/staff/employers", tag = "staff", operation_id = "list_employers", params(EmployerFilter),
    responses((status = 200, body = Vec<EmployerRow>), StaffErrors))]
pub(crate) async fn employers(
    State(app): State<App>,
    session: Session,
    Query(filter): Query<EmployerFilter>,
) -> Result<impl IntoResponse, Failed> {
    Ok(uncached(Json(staff::employers(&app, &session.staff, &filter).await?)))
}

/// One employer.
#[utoipa::path(get, path = "/api/v1/staff/employers/{id}", tag = "staff", operation_id = "show_employer",
    params(("id" = Uuid, Path, description = "Id of the employer")),
    responses((status = 200, body = EmployerPage), StaffErrors))]
pub(crate) async fn employer(
    State(app): State<App>,
    session: Session,
    Path(id): Path<Uuid>,
) -> Result<impl IntoResponse, Failed> {
    Ok(uncached(Json(staff::employer(&app, &session.staff, id).await?)))
}

/// A file that proves a founding step. The audit log records who read it.
#[utoipa::path(get, path = "/api/v1/staff/attachments/{id}", tag = "staff", operation_id = "read_attachment",
    params(("id" = Uuid, Path, description = "Id of the file")),
    responses((status = 200, content((Vec<u8> = "application/pdf"), (Vec<u8> = "image/jpeg"), (Vec<u8> = "image/png"))), StaffErrors))]
pub(crate) async fn attachment(
    State(app): State<App>,
    session: Session,
    Path(id): Path<Uuid>,
) -> Result<impl IntoResponse, Failed> {
    let (_, media_type, content) = building::file(&app, &session.staff, id).await?;
    // Never shown in place: what others made is saved and opened by the reader.
    let headers =
        [(header::CONTENT_TYPE, media_type), (header::CONTENT_DISPOSITION, "attachment".to_owned())];
    Ok(uncached((headers, content)))
}

/// The report of a month: unit by unit and rolled up. Figures of a closed month are frozen.
#[utoipa::path(get, path = "/api/v1/staff/reports", tag = "staff", operation_id = "show_report", params(ReportFilter),
    responses((status = 200, body = Report), StaffErrors))]
pub(crate) async fn report(
    State(app): State<App>,
    session: Session,
    Query(filter): Query<ReportFilter>,
) -> Result<impl IntoResponse, Failed> {
    Ok(uncached(Json(reports::report(&app, &session.staff, &filter).await?)))
}

/// The records behind a figure of a report, of one unit or of all. Names of members are masked.
#[utoipa::path(get, path = "/api/v1/staff/reports/records", tag = "staff", operation_id = "list_report_records", params(ReportFilter),
    responses((status = 200, body = ReportRecords), StaffErrors))]
pub(crate) async fn records(
    State(app): State<App>,
    session: Session,
    Query(filter): Query<ReportFilter>,
) -> Result<impl IntoResponse, Failed> {
    Ok(uncached(Json(reports::records(&app, &session.staff, &filter).await?)))
}

/// The report of a month as a spreadsheet (XLSX).
#[utoipa::path(get, path = "/api/v1/staff/reports/workbook", tag = "staff", operation_id = "export_report", params(ReportFilter),
    responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = Vec<u8>), StaffErrors))]
pub(crate) async fn sheet(
    State(app): State<App>,
    session: Session,
    Speaking(lang): Speaking,
    Query(filter): Query<ReportFilter>,
) -> Result<impl IntoResponse, Failed> {
    let content = reports::sheet(&app, &session.staff, &filter, lang).await?;
    let name = format!("attachment; filename=\"report-{}.xlsx\"", filter.month);
    let headers = [(header::CONTENT_TYPE, XLSX.to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok(uncached((headers, content)))
}

/// The overview of the working model, with the records behind its figures.
#[utoipa::path(get, path = "/api/v1/staff/overview", tag = "staff", operation_id = "show_overview",
    responses((status = 200, body = Overview), StaffErrors))]
pub(crate) async fn overview(State(app): State<App>, session: Session) -> Result<impl IntoResponse, Failed> {
    Ok(uncached(Json(staff::overview(&app, &session.staff).await?)))
}

/// A row of the record of work; of a mass enrolment, with the members who were taken in. Their names are masked.
#[utoipa::path(get, path = "/api/v1/staff/chronicle/{id}", tag = "staff", operation_id = "show_chronicle",
    params(("id" = Uuid, Path, description = "Id of the row")),
    responses((status = 200, body = ChroniclePage), StaffErrors))]
pub(crate) async fn chronicle(
    State(app): State<App>,
    session: Session,
    Path(id): Path<Uuid>,
) -> Result<impl IntoResponse, Failed> {
    Ok(uncached(Json(staff::chronicle(&app, &session.staff, id).await?)))
}
