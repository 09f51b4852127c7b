//! The served specification, against which answers are held.

use reqwest::header::CONTENT_TYPE;
use reqwest::{RequestBuilder, Response};
use serde_json::Value;
use std::cell::RefCell;
use std::collections::BTreeSet;
use tests::TestApp;

/// The served document, and which of its answers have been seen.
pub struct Document {
    /// The document.
    pub json: Value,
    seen: RefCell<BTreeSet<(String, String, u16)>>,
}

impl Document {
    /// What the server says of itself.
    pub async fn of(app: &TestApp) -> Document {
        let json = app.get("/api/v1/openapi.json").await.json().await.unwrap();
        Document { json, seen: RefCell::default() }
    }

    /// Method, path and status of every documented answer that is a success.
    pub fn successes(&self) -> BTreeSet<(String, String, u16)> {
        let mut found = BTreeSet::new();
        for (path, methods) in self.json["paths"].as_object().unwrap() {
            for (method, operation) in methods.as_object().unwrap() {
                let statuses = operation["responses"].as_object().unwrap().keys();
                let statuses = statuses.map(|status| status.parse().unwrap()).filter(|status| *status < 300);
                found.extend(statuses.map(|status| (method.to_uppercase(), path.clone(), status)));
            }
        }
        found
    }

    /// Successes of these routes that no request was answered with.
    pub fn missed(&self, of: impl Fn(&str) -> bool) -> Vec<(String, String, u16)> {
        let seen = self.seen.borrow();
        self.successes().into_iter().filter(|route| of(&route.1) && !seen.contains(route)).collect()
    }

    /// Sends a request and holds the answer against what the document says of its route.
    pub async fn ask(&self, method: &str, template: &str, request: RequestBuilder) -> (u16, Value) {
        let response = request.send().await.unwrap();
        let status = response.status().as_u16();
        let path = format!("/api/v1{template}");
        let answer = &self.json["paths"][&path][method.to_lowercase()]["responses"][status.to_string()];
        assert!(answer.is_object(), "{method} {path}: {status} is not documented");
        self.seen.borrow_mut().insert((method.to_owned(), path.clone(), status));
        (status, self.body(answer, response, &format!("{method} {path} {status}")).await)
    }

    /// Sends a request whose answer has no end, and holds status and kind against what the document says.
    pub async fn ask_stream(&self, template: &str, request: RequestBuilder) -> Response {
        self.ask_unread("GET", template, request).await
    }

    /// Sends a request whose answer is no JSON, and holds status and kind against what the document says.
    pub async fn ask_unread(&self, method: &str, template: &str, request: RequestBuilder) -> Response {
        let response = request.send().await.unwrap();
        let status = response.status().as_u16();
        let path = format!("/api/v1{template}");
        let kind = response.headers()[CONTENT_TYPE].to_str().unwrap().to_owned();
        let answer = &self.json["paths"][&path][method.to_lowercase()]["responses"][status.to_string()];
        assert!(answer["content"][&kind].is_object(), "{path}: {kind} is not documented");
        self.seen.borrow_mut().insert((method.to_owned(), path, status));
        response
    }

    async fn body(&self, answer: &Value, response: Response, what: &str) -> Value {
        let kind = response.headers().get(CONTENT_TYPE).map(|kind| kind.to_str().unwrap().to_owned());
        let text = response.text().await.unwrap();
        let Some(content) = answer["content"].as_object() else {
            assert!(
                text.is_empty() && kind.is_none(),
                "{what}: nothing is documented, but {kind:?} came: {text}"
            );
            return Value::Null;
        };
        let kind = kind.unwrap_or_else(|| panic!("{what}: no content type"));
        let Some(documented) = content.get(&kind) else { panic!("{what}: {kind} is not among {content:?}") };
        let body: Value =
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{what}: {error}: {text}"));
        let mut schema = documented["schema"].clone();
        schema["components"] = self.json["components"].clone();
        let validator = jsonschema::validator_for(&schema).unwrap_or_else(|error| panic!("{what}: {error}"));
        let errors: Vec<String> =
            validator.iter_errors(&body).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{what}: {errors:#?}\n{body:#}");
        body
    }
}
