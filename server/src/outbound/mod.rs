//! What this program asks of others: messages to partners, and the mirror of another server.

pub mod hooks;
pub mod mirror;

use std::time::Duration;

/// Longest that another server may take to answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// A client for requests to other servers.
///
/// # Errors
/// When the system's certificates cannot be read.
pub fn client() -> reqwest::Result<reqwest::Client> {
    install_tls();
    reqwest::Client::builder()
        .timeout(PATIENCE)
        .user_agent(concat!("rollcall/", env!("CARGO_PKG_VERSION")))
        .redirect(reqwest::redirect::Policy::none())
        .build()
}

/// Chooses the cryptography of TLS, which every client of this process needs.
pub fn install_tls() {
    // Fails only when one was installed before, which then serves as well.
    let _ = rustls::crypto::ring::default_provider().install_default();
}

/// What went wrong, without the address, which may hold a secret.
fn why(error: reqwest::Error) -> String {
    use std::error::Error as _;
    let error = error.without_url();
    let mut told = error.to_string();
    let mut source = error.source();
    while let Some(deeper) = source {
        told = format!("{told}: {deeper}");
        source = deeper.source();
    }
    told
}
