//! Requests to our server.

use super::json;
use gloo::net::http::{Request, RequestBuilder};
use serde_json::Value;
use shared::api::ErrorCode;
use shared::i18n::Lang;
use shared::wire::Values;

/// Gets JSON.
///
/// # Errors
/// The server's code; `unavailable` when there was no answer.
pub async fn get(url: &str, lang: Lang) -> Result<Value, ErrorCode> {
    ask(Request::get(url), None, lang).await
}

/// Posts JSON, and reads JSON.
///
/// # Errors
/// As of [`get`].
pub async fn post(url: &str, body: &str, lang: Lang) -> Result<Value, ErrorCode> {
    ask(Request::post(url), Some(body), lang).await
}

async fn ask(request: RequestBuilder, body: Option<&str>, lang: Lang) -> Result<Value, ErrorCode> {
    let request = request.header("accept-language", lang.tag());
    let request = match body {
        Some(body) => request.header("content-type", "application/json").body(body),
        None => request.build(),
    };
    let away = |_| ErrorCode::Unavailable;
    let response = request.map_err(away)?.send().await.map_err(away)?;
    let value = json::parse(&response.text().await.map_err(away)?).unwrap_or_default();
    if response.ok() {
        return Ok(value);
    }
    let code = value.get("code").and_then(Value::as_str).unwrap_or_default();
    Err(ErrorCode::from_wire(code, &Values::new()).unwrap_or(ErrorCode::Unavailable))
}
