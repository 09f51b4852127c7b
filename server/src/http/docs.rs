//! The specification, and a page that shows it. Served by us, without scripts.

use super::Web;
use super::extract::COOKIE;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::header;
use axum::response::{Html, IntoResponse};
use serde_json::Value;
use shared::api::{ErrorCode, ProblemDetails};
use shared::i18n::{Lang, Text};
use std::fmt::Write as _;
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{ComponentsBuilder, InfoBuilder, OpenApi};
use utoipa::{PartialSchema as _, ToSchema as _};

/// The specification as machines and people read it, written once.
#[derive(Debug)]
pub(crate) struct Documents {
    json: Bytes,
    page: Bytes,
}

impl Documents {
    /// Joins the routers' specifications into one document.
    pub fn of(public: OpenApi, staff: OpenApi) -> Self {
        let value = serde_json::to_value(specification(public, staff)).unwrap_or_default();
        Documents { json: value.to_string().into(), page: render(&value).unwrap_or_default().into() }
    }
}

fn specification(public: OpenApi, mut staff: OpenApi) -> OpenApi {
    for path in staff.paths.paths.values_mut() {
        for operation in [&mut path.get, &mut path.post, &mut path.delete].into_iter().flatten() {
            // To log in needs no session, and says so itself.
            operation.security.get_or_insert_with(|| vec![SecurityRequirement::new("session", [""; 0])]);
        }
    }
    let mut document = public.merge_from(staff);
    document.info = InfoBuilder::new()
        .title("Rollcall")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "Sign-up for skills competitions. See docs/api.md for what a specification cannot tell.",
        ))
        .build();
    let components = document.components.take().unwrap_or_else(|| ComponentsBuilder::new().build());
    // The errors are shared by all routes, and what they refer to is collected by none of them.
    let mut schemas = vec![(ProblemDetails::name().into_owned(), ProblemDetails::schema())];
    ProblemDetails::schemas(&mut schemas);
    let cookie =
        ApiKeyValue::with_description(COOKIE, "Set by logging in; sent by this server's own pages only");
    let components = ComponentsBuilder::from(components)
        .schemas_from_iter(schemas)
        .security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)))
        .security_scheme("partner", SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)))
        .build();
    document.components = Some(components);
    document
}

/// OpenAPI 3.1.
pub(crate) async fn openapi(State(web): State<Web>) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], web.documents.json.clone())
}

/// The page's style.
pub(crate) async fn style() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("docs.css"))
}

/// The specification for people.
pub(crate) async fn page(State(web): State<Web>) -> Html<Bytes> {
    Html(web.documents.page.clone())
}

fn render(document: &Value) -> Result<String, std::fmt::Error> {
    let mut page = String::from(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Rollcall API</title>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <link rel=\"stylesheet\" href=\"/api/v1/docs.css\"></head><body><main><h1>Rollcall API</h1>\
         <p>Version 1. Machine-readable: <a href=\"/api/v1/openapi.json\">openapi.json</a> (OpenAPI 3.1).</p>\
         <nav><a href=\"#operations\">Operations</a> <a href=\"#errors\">Errors</a> <a href=\"#schemas\">Schemas</a></nav>\
         <h2 id=\"operations\">Operations</h2>",
    );
    for (path, methods) in entries(&document["paths"]) {
        for (method, operation) in entries(methods) {
            render_operation(&mut page, path, method, operation)?;
        }
    }
    render_errors(&mut page)?;
    page.push_str("<h2 id=\"schemas\">Schemas</h2>");
    for (name, schema) in entries(&document["components"]["schemas"]) {
        let text = serde_json::to_string_pretty(schema).unwrap_or_default();
        let (name, text) = (escape(name), escape(&text));
        write!(page, "<details id=\"schema-{name}\"><summary>{name}</summary><pre>{text}</pre></details>")?;
    }
    page.push_str("</main></body></html>");
    Ok(page)
}

fn render_operation(page: &mut String, path: &str, method: &str, operation: &Value) -> std::fmt::Result {
    let said = |key: &str| escape(operation[key].as_str().unwrap_or_default());
    let (path, method) = (escape(path), escape(method));
    let text = [said("summary"), said("description")].join(" ");
    let takes = |scheme: &str| {
        operation["security"].as_array().into_iter().flatten().any(|one| one[scheme].is_array())
    };
    let who = match (takes("session"), takes("partner")) {
        (true, true) => " Needs a session, or a partner's token.",
        (true, false) => " Needs a session.",
        (false, true) => " Needs a partner's token.",
        (false, false) => "",
    };
    write!(
        page,
        "<section><h3><code class=\"{method}\">{method}</code> <code>{path}</code></h3><p>{text}{who}</p><dl>"
    )?;
    for parameter in operation["parameters"].as_array().into_iter().flatten() {
        let told = |key: &str| escape(parameter[key].as_str().unwrap_or_default());
        write!(
            page,
            "<dt><code>{}</code> ({})</dt><dd>{}</dd>",
            told("name"),
            told("in"),
            told("description")
        )?;
    }
    if let Some(body) = reference(&operation["requestBody"]) {
        write!(page, "<dt>Body</dt><dd><a href=\"#schema-{body}\">{body}</a></dd>")?;
    }
    for (status, answer) in entries(&operation["responses"]) {
        let text = escape(answer["description"].as_str().unwrap_or_default());
        let schema = reference(answer)
            .map(|name| format!("<a href=\"#schema-{name}\">{name}</a>"))
            .unwrap_or_default();
        write!(page, "<dt>{}</dt><dd>{schema} {text}</dd>", escape(status))?;
    }
    page.push_str("</dl></section>");
    Ok(())
}

fn render_errors(page: &mut String) -> std::fmt::Result {
    page.push_str(
        "<h2 id=\"errors\">Errors</h2><p>Every error is <code>application/problem+json</code>; match on \
         <code>code</code>.</p><table><thead><tr><th>code</th><th>status</th><th>zh-CN</th><th>en</th></tr></thead><tbody>",
    );
    for code in ErrorCode::ALL {
        let (slug, status) = (escape(&code.slug()), code.status());
        let (zh, en) = (escape(&code.text(Lang::ZhCn)), escape(&code.text(Lang::En)));
        write!(
            page,
            "<tr id=\"error-{slug}\"><td><code>{slug}</code></td><td>{status}</td><td lang=\"zh-CN\">{zh}</td><td>{en}</td></tr>"
        )?;
    }
    page.push_str("</tbody></table>");
    Ok(())
}

/// The name of the first schema that a part of the document refers to.
fn reference(value: &Value) -> Option<String> {
    match value {
        Value::Object(fields) => fields
            .get("$ref")
            .and_then(Value::as_str)
            .and_then(|target| target.rsplit('/').next())
            .map(escape)
            .or_else(|| fields.values().find_map(reference)),
        Value::Array(items) => items.iter().find_map(reference),
        _ => None,
    }
}

fn entries(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
