//! What a receipt opens.

use super::errors::{BodyErrors, PublicErrors};
use crate::App;
use crate::domain::receipts;
use crate::http::error::Failed;
use crate::http::extract::{Json, Path};
use crate::http::uncached;
use axum::extract::State;
use axum::response::IntoResponse;
use shared::api::{OpenReceipt, ReceiptEntry};

/// Opens a receipt: by its secret, or by the short code and the mobile's last four digits to read only.
#[utoipa::path(post, path = "/api/v1/associations/{association}/receipt", tag = "public", operation_id = "open_receipt", request_body = OpenReceipt,
    params(("association" = String, Path, description = "Slug of the association")),
    responses((status = 200, body = ReceiptEntry), PublicErrors, BodyErrors))]
pub(crate) async fn open(
    State(app): State<App>,
    Path(association): Path<String>,
    Json(receipt): Json<OpenReceipt>,
) -> Result<impl IntoResponse, Failed> {
    Ok(uncached(axum::Json(receipts::open(&app, &association, receipt).await?)))
}
