//! Settings: what `rollcall serve` takes from flags and environment.

use shared::membership::RETENTION_YEARS;
use shared::workbook::{ColumnSet, built_in};
use std::time::Duration;

/// Settings of a running server.
#[derive(Clone, Debug)]
pub struct Config {
    /// Address under which browsers reach this server, without a slash at the end; stands in links and QR codes.
    pub public_url: String,
    /// Proxies in front of this server; the client's address is taken that many hops from the right of
    /// `X-Forwarded-For`, and from the connection when it is 0.
    pub trusted_hops: usize,
    /// A session ends after this long without a request.
    pub session_idle: Duration,
    /// A session ends after this long in any case.
    pub session_lifetime: Duration,
    /// Years for which entries are kept after a competition, and applications and former members at most (PIPL art. 19:
    /// no longer than needed).
    pub retention_years: u32,
    /// Days within which a worker, and each of two unions, should answer a transfer. Then an offer lapses, and
    /// everything else goes to the common superior.
    pub transfer_days: u32,
    /// How often transfers are looked for that nobody answered in time.
    pub look_at_transfers_every: Duration,
    /// Requests per minute from one client address to public routes. High, since several hundred people
    /// share the address of a venue.
    pub client_requests_per_minute: u32,
    /// Requests per minute to the public routes of one association.
    pub association_requests_per_minute: u32,
    /// Log-in attempts per minute from one client address.
    pub logins_per_minute: u32,
    /// Longest that a worker's submission should wait for the database; beyond it phones are told when to come back.
    pub patience: Duration,
    /// How often partners are told of changes.
    pub tell_partners_every: Duration,
    /// How often personal data is removed whose time of retention is over.
    pub purge_every: Duration,
    /// How often a server says that it is there.
    pub present_every: Duration,
    /// Largest body of a request, in bytes.
    pub body_limit: usize,
    /// The sheets of the real-name workbook that can be imported and exported.
    pub column_sets: Vec<ColumnSet>,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            public_url: "http://127.0.0.1:8080".into(),
            trusted_hops: 0,
            session_idle: Duration::from_secs(30 * 60),
            session_lifetime: Duration::from_secs(12 * 3600),
            retention_years: 2,
            transfer_days: 15,
            look_at_transfers_every: Duration::from_secs(10 * 60),
            client_requests_per_minute: 3_000,
            association_requests_per_minute: 30_000,
            logins_per_minute: 30,
            patience: Duration::from_secs(2),
            tell_partners_every: Duration::from_secs(1),
            purge_every: Duration::from_secs(24 * 3600),
            present_every: Duration::from_secs(5),
            body_limit: 2 << 20,
            // They are part of the program, and a test reads them.
            column_sets: built_in().unwrap_or_default(),
        }
    }
}

impl Config {
    /// Years for which an application without membership, and a former member, are kept: never more than the form
    /// promises.
    pub fn membership_years(&self) -> u32 {
        self.retention_years.min(RETENTION_YEARS)
    }

    /// Whether browsers reach this server over plain HTTP on loopback, where cookies cannot be `Secure`.
    pub fn on_loopback(&self) -> bool {
        ["http://127.0.0.1", "http://localhost", "http://[::1]"]
            .iter()
            .any(|own| self.public_url.starts_with(own))
    }
}
