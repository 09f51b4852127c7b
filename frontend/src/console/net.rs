//! Requests to our server.

use gloo::net::http::{Request, RequestBuilder, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use shared::api::{ErrorCode, ProblemDetails};
use shared::i18n::Lang;

/// Why there is no answer to use.
#[derive(Clone, Debug, PartialEq)]
pub enum NetError {
    /// No answer: no network, or the server is away. The same request may be sent again.
    Unreachable,
    /// The server's own error.
    Problem(Box<ProblemDetails>),
}

impl NetError {
    /// The stable code; `unavailable` when there was no answer.
    pub fn code(&self) -> ErrorCode {
        match self {
            NetError::Unreachable => ErrorCode::Unavailable,
            NetError::Problem(problem) => problem.code,
        }
    }

    /// Whether sending the same again later may succeed.
    pub fn may_pass(&self) -> bool {
        matches!(
            self.code(),
            ErrorCode::Unavailable | ErrorCode::Timeout | ErrorCode::TooManyRequests | ErrorCode::Internal
        )
    }
}

/// Gets JSON.
///
/// # Errors
/// See [`NetError`].
pub async fn get<T: DeserializeOwned>(url: &str, lang: Lang) -> Result<T, NetError> {
    parsed(&text(url, lang).await?)
}

/// Gets the text of an answer.
///
/// # Errors
/// See [`NetError`].
pub async fn text(url: &str, lang: Lang) -> Result<String, NetError> {
    read(send(Request::get(url).header("accept-language", lang.tag()).build()).await?).await
}

/// Posts JSON and reads JSON.
///
/// # Errors
/// See [`NetError`].
pub async fn post<T: DeserializeOwned>(url: &str, body: &impl Serialize, lang: Lang) -> Result<T, NetError> {
    let request = with_json(Request::post(url), body, lang);
    parsed(&read(send(request).await?).await?)
}

/// Posts JSON and reads the bytes of a file.
///
/// # Errors
/// See [`NetError`].
pub async fn post_for_file(url: &str, body: &impl Serialize, lang: Lang) -> Result<Vec<u8>, NetError> {
    let response = send(with_json(Request::post(url), body, lang)).await?;
    if !response.ok() {
        return Err(problem(response).await);
    }
    response.binary().await.map_err(|_| NetError::Unreachable)
}

/// Posts nothing but the request itself.
///
/// # Errors
/// See [`NetError`].
pub async fn tell(url: &str, lang: Lang) -> Result<(), NetError> {
    done(Request::post(url), lang).await
}

/// Deletes.
///
/// # Errors
/// See [`NetError`].
pub async fn delete(url: &str, lang: Lang) -> Result<(), NetError> {
    done(Request::delete(url), lang).await
}

async fn done(request: RequestBuilder, lang: Lang) -> Result<(), NetError> {
    let response = send(request.header("accept-language", lang.tag()).build()).await?;
    if response.ok() { Ok(()) } else { Err(problem(response).await) }
}

fn with_json(
    request: RequestBuilder,
    body: &impl Serialize,
    lang: Lang,
) -> Result<Request, gloo::net::Error> {
    request.header("accept-language", lang.tag()).json(body)
}

async fn send(request: Result<Request, gloo::net::Error>) -> Result<Response, NetError> {
    request.map_err(|_| NetError::Unreachable)?.send().await.map_err(|_| NetError::Unreachable)
}

async fn read(response: Response) -> Result<String, NetError> {
    if !response.ok() {
        return Err(problem(response).await);
    }
    response.text().await.map_err(|_| NetError::Unreachable)
}

fn parsed<T: DeserializeOwned>(text: &str) -> Result<T, NetError> {
    serde_json::from_str(text).map_err(|_| NetError::Unreachable)
}

async fn problem(response: Response) -> NetError {
    match response.json::<ProblemDetails>().await {
        Ok(problem) => NetError::Problem(Box::new(problem)),
        Err(_) => NetError::Unreachable,
    }
}
