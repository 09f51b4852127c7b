//! The real-name workbook, for staff.

use super::errors::{BodyErrors, StaffErrors};
use crate::App;
use crate::domain::membership::workbook;
use crate::http::error::Failed;
use crate::http::extract::{Json, Query, Session};
use crate::http::uncached;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use serde::Deserialize;
use shared::api::{
    ExportWorkbook, ImportWorkbook, ImportedWorkbook, WorkbookFile, WorkbookPage, WorkbookPreview,
};
use utoipa::IntoParams;

/// Largest body with a file: 8 MB in base64, and what goes with it.
pub(crate) const BODY: usize = 12 << 20;
/// The media type of an `.xlsx` file.
pub(super) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Which kinds of sheets and which unions there are to import and export.
#[utoipa::path(get, path = "/api/v1/staff/workbook", tag = "staff", operation_id = "show_workbook",
    responses((status = 200, body = WorkbookPage), StaffErrors))]
pub(crate) async fn page(State(app): State<App>, session: Session) -> Result<impl IntoResponse, Failed> {
    Ok(uncached(axum::Json(workbook::page(&app, &session.staff).await?)))
}

/// Which kind of sheet.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct OfSet {
    /// Key of the kind of sheet.
    set: String,
}

/// An empty sheet with its dropdowns, to be filled in.
#[utoipa::path(get, path = "/api/v1/staff/workbook/template", tag = "staff", operation_id = "read_workbook_template", params(OfSet),
    responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = Vec<u8>),
        StaffErrors, BodyErrors))]
pub(crate) async fn template(
    State(app): State<App>,
    session: Session,
    Query(of): Query<OfSet>,
) -> Result<impl IntoResponse, Failed> {
    Ok(file(workbook::template(&app, &session.staff, &of.set).await?))
}

/// What an import of a file would do, row by row. Nothing of the file is kept; personal data is masked.
#[utoipa::path(post, path = "/api/v1/staff/workbook/preview", tag = "staff", operation_id = "preview_workbook", request_body = WorkbookFile,
    responses((status = 200, body = WorkbookPreview), StaffErrors, BodyErrors))]
pub(crate) async fn preview(
    State(app): State<App>,
    session: Session,
    Json(file): Json<WorkbookFile>,
) -> Result<impl IntoResponse, Failed> {
    Ok(uncached(axum::Json(workbook::preview(&app, &session.staff, file).await?)))
}

/// Imports a file as it was previewed: all good rows, or none, in one transaction.
#[utoipa::path(post, path = "/api/v1/staff/workbook/import", tag = "staff", operation_id = "import_workbook", request_body = ImportWorkbook,
    responses((status = 200, body = ImportedWorkbook), StaffErrors, BodyErrors))]
pub(crate) async fn import(
    State(app): State<App>,
    session: Session,
    Json(import): Json<ImportWorkbook>,
) -> Result<impl IntoResponse, Failed> {
    Ok(uncached(axum::Json(workbook::import(&app, &session.staff, import).await?)))
}

/// Members with personal data in full. Names a purpose; the audit log records it before anything is answered.
#[utoipa::path(post, path = "/api/v1/staff/workbook/export", tag = "staff", operation_id = "export_workbook", request_body = ExportWorkbook,
    responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = Vec<u8>),
        StaffErrors, BodyErrors))]
pub(crate) async fn export(
    State(app): State<App>,
    session: Session,
    Json(ask): Json<ExportWorkbook>,
) -> Result<impl IntoResponse, Failed> {
    Ok(file(workbook::export(&app, &session.staff, ask).await?))
}

fn file(bytes: Vec<u8>) -> impl IntoResponse {
    let headers = [
        (header::CONTENT_TYPE, XLSX),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"members.xlsx\""),
    ];
    uncached((headers, bytes))
}
