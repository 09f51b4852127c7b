//! stub
use axum::Router; use super::Web; use super::error::Failed; use axum::http::HeaderMap; use axum::response::{Response,IntoResponse}; use shared::i18n::Lang;
pub(crate) fn router()->Router<Web>{Router::new()}
pub(crate) fn wants_fragment(_:&HeaderMap)->bool{false}
pub(crate) async fn failure(f:&Failed,_:Lang,_:&str,_:bool)->Response{(axum::http::StatusCode::OK, f.code.slug()).into_response()}
