//! `rollcall serve`.

use super::{Failure, Open, column_sets, open};
use crate::App;
use crate::config::Config;
use crate::http;
use clap::Parser;
use std::future::Future;
use std::path::PathBuf;
use std::time::Duration;
use tokio::net::TcpListener;

/// How to serve.
#[derive(Debug, Parser)]
pub(super) struct Serve {
    /// Address to listen on.
    #[arg(long, env = "ROLLCALL_ADDR", default_value = "127.0.0.1:8080", value_name = "HOST:PORT")]
    pub addr: String,
    /// Address under which browsers reach this server. Default: http:// and the address to listen on.
    #[arg(long, env = "ROLLCALL_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
    /// Proxies in front of this server, each of which adds the address it sees to X-Forwarded-For.
    #[arg(long, env = "ROLLCALL_TRUSTED_HOPS", default_value_t = 0, value_name = "N")]
    pub trusted_hops: usize,
    /// Minutes without a request after which staff are logged out.
    #[arg(long, env = "ROLLCALL_SESSION_IDLE_MINUTES", default_value_t = 30, value_name = "N")]
    pub session_idle_minutes: u64,
    /// Years for which entries are kept after a competition, applications without membership after submission, and
    /// former members after the end; the form of application promises two, so for the latter more counts as two.
    #[arg(long, env = "ROLLCALL_RETENTION_YEARS", default_value_t = 2, value_name = "N")]
    pub retention_years: u32,
    /// Days within which a worker, and each of two unions, should answer a transfer; then the common superior decides.
    #[arg(long, env = "ROLLCALL_TRANSFER_DAYS", default_value_t = 15, value_name = "N")]
    pub transfer_days: u32,
    /// Requests per minute from one client address; several hundred people may share that of a venue.
    #[arg(long, env = "ROLLCALL_CLIENT_REQUESTS_PER_MINUTE", default_value_t = 3_000, value_name = "N")]
    pub client_requests_per_minute: u32,
    /// Requests per minute to the pages of one association.
    #[arg(
        long,
        env = "ROLLCALL_ASSOCIATION_REQUESTS_PER_MINUTE",
        default_value_t = 30_000,
        value_name = "N"
    )]
    pub association_requests_per_minute: u32,
    /// Milliseconds that a submission may wait for the database; beyond it phones are told when to come back.
    #[arg(long, env = "ROLLCALL_PATIENCE_MS", default_value_t = 2_000, value_name = "N")]
    pub patience_ms: u64,
    /// Folder with further sheets of the real-name workbook, one JSON file each; see docs/workbook.md.
    #[arg(long, env = "ROLLCALL_COLUMNS", value_name = "DIR")]
    pub columns: Option<PathBuf>,
}

impl Serve {
    /// The settings that these flags make.
    ///
    /// # Errors
    /// When a sheet of the workbook cannot be read, or contradicts itself.
    pub fn config(&self) -> Result<Config, Failure> {
        let mut column_sets = Config::default().column_sets;
        if let Some(folder) = &self.columns {
            column_sets::add(folder, &mut column_sets)?;
        }
        let url = self.public_url.clone().unwrap_or_else(|| format!("http://{}", self.addr));
        Ok(Config {
            column_sets,
            public_url: url.trim_end_matches('/').to_owned(),
            trusted_hops: self.trusted_hops,
            session_idle: Duration::from_secs(60 * self.session_idle_minutes),
            retention_years: self.retention_years,
            transfer_days: self.transfer_days,
            client_requests_per_minute: self.client_requests_per_minute,
            association_requests_per_minute: self.association_requests_per_minute,
            patience: Duration::from_millis(self.patience_ms),
            ..Config::default()
        })
    }
}

pub(super) async fn run(open: &Open, serve: Serve) -> Result<(), Failure> {
    let listener = listen(&serve.addr).await?;
    let app = open::app(open, serve.config()?).await?;
    let stop = stop_signal()?;
    tracing::info!(address = %listener.local_addr()?, database = app.db.kind(), "serving");
    until_stopped(app, listener, stop).await
}

/// Binds an address, or says how to choose another.
pub(super) async fn listen(addr: &str) -> Result<TcpListener, Failure> {
    TcpListener::bind(addr)
        .await
        .map_err(|error| format!("cannot listen on {addr}: {error}; choose another with --addr").into())
}

/// Serves until the process is told to stop: answers what has begun, writes what waits, closes the database.
pub(super) async fn until_stopped(
    app: App,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), Failure> {
    let db = app.db.clone();
    http::serve(app, listener, stop).await?;
    db.close().await;
    tracing::info!("stopped; nothing waits to be written");
    Ok(())
}

/// Resolves at Ctrl-C or SIGTERM. Both are heard from the call on, not only once this is awaited: who is told that a
/// server is there may stop it at once, and it must not be cut off in the middle.
pub(super) fn stop_signal() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let (mut interrupt, mut terminate) =
            (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
        Ok(async move {
            tokio::select! { _ = interrupt.recv() => {}, _ = terminate.recv() => {} }
        })
    }
    #[cfg(not(unix))]
    {
        Ok(async {
            if tokio::signal::ctrl_c().await.is_err() {
                std::future::pending::<()>().await;
            }
        })
    }
}
