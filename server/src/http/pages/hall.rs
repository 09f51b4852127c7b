//! The big screen of a ceremony, and posters: pages for halls and walls.

use crate::domain::{ceremonies, drives};
use crate::error::Error;
use crate::http::Web;
use crate::http::error::Failed;
use crate::http::extract::{Path, Speaking};
use crate::http::uncached;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use frontend::hall::{Hall, Poster, render};
use shared::api::ErrorCode;
use shared::drive::read_code;

/// The screen of a ceremony.
pub(super) async fn screen(
    State(web): State<Web>,
    Path(code): Path<String>,
    Speaking(lang): Speaking,
) -> Result<Response, Failed> {
    match ceremonies::screen(&web.app, &code).await {
        Ok(screen) => {
            let hall = Hall::Screen(Box::new(screen.shown), read_code(&code));
            Ok(uncached(Html(render(hall, lang).await)).into_response())
        }
        Err(Error::Refused(ErrorCode::NotFound)) => {
            Ok((StatusCode::NOT_FOUND, Html(render(Hall::NoScreen, lang).await)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// The QR code of a code alone: `/qr/<code>.svg`.
pub(super) async fn qr(
    State(web): State<Web>,
    Path(name): Path<String>,
    Speaking(lang): Speaking,
) -> Result<Response, Failed> {
    let known = drives::poster(&web.app, name.strip_suffix(".svg").unwrap_or(&name)).await?;
    let url = format!("{}/j/{}", web.app.config.public_url, known.code);
    let kind = [(header::CONTENT_TYPE, "image/svg+xml; charset=utf-8")];
    Ok(uncached((kind, render(Hall::QrSvg(url), lang).await)).into_response())
}

/// The poster of a code: a page that prints it, or with `.svg` behind the code the graphics alone.
pub(super) async fn poster(
    State(web): State<Web>,
    Path(name): Path<String>,
    Speaking(lang): Speaking,
) -> Result<Response, Failed> {
    let code = name.strip_suffix(".svg");
    let known = drives::poster(&web.app, code.unwrap_or(&name)).await?;
    let poster = Box::new(Poster {
        title: known.title,
        union: known.union,
        label: known.label,
        url: format!("{}/j/{}", web.app.config.public_url, known.code),
        starts_on: known.starts_on,
        ends_on: known.ends_on,
    });
    let hall = if code.is_some() { Hall::PosterSvg(poster) } else { Hall::PosterPage(poster) };
    let kind = if code.is_some() { "image/svg+xml; charset=utf-8" } else { "text/html; charset=utf-8" };
    Ok(uncached(([(header::CONTENT_TYPE, kind)], render(hall, lang).await)).into_response())
}
