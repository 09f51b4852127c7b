//! What anyone may check of a member card.

use super::Asked;
use crate::domain::membership::card;
use crate::error::Error;
use crate::http::Web;
use crate::http::error::Failed;
use crate::http::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use frontend::Screen;
use shared::api::ErrorCode;

/// Shows what the code of a card proves now, or that it is none of ours.
pub(crate) async fn verify(
    State(web): State<Web>,
    Path(code): Path<String>,
    asked: Asked,
) -> Result<Response, Failed> {
    let (card, status) = match card::verify(&web.app, &code).await {
        Ok(card) => (Some(card), StatusCode::OK),
        Err(Error::Refused(ErrorCode::NotFound)) => (None, StatusCode::NOT_FOUND),
        Err(error) => return Err(error.into()),
    };
    let mut response = asked.show(&web, "", String::new(), Screen::Verified(card.map(Box::new))).await;
    *response.status_mut() = status;
    Ok(response)
}
