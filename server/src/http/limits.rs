//! Limits on requests: per client address, and per association.
//!
//! High enough that several hundred people behind the one address of a venue pass. Servers that share a database share
//! the limits, too: each grants its part, since a proxy spreads requests over them.

use super::Web;
use super::error::Failed;
use super::extract::client_address;
use super::origins::{association_of, foreign, readable_by};
use crate::config::Config;
use axum::extract::{Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use shared::api::ErrorCode;
use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

/// Longest slug that is counted, in bytes; whatever is longer is limited by client only.
const SLUG: usize = 64;
/// After so many requests, keys that have long been idle are forgotten.
const FORGET_EVERY: u32 = 4_096;

/// The limits of this server.
#[derive(Debug)]
pub(crate) struct Limits {
    config: Arc<Config>,
    now: RwLock<Arc<Counters>>,
}

/// The counters.
#[derive(Debug)]
struct Counters {
    servers: u32,
    clients: DefaultKeyedRateLimiter<IpAddr>,
    associations: DefaultKeyedRateLimiter<String>,
    logins: DefaultKeyedRateLimiter<IpAddr>,
    requests: AtomicU32,
}

impl Limits {
    pub fn new(config: Arc<Config>) -> Self {
        let now = RwLock::new(Arc::new(Counters::new(&config, 1)));
        Limits { config, now }
    }

    /// Shares the limits among so many servers. Counting begins anew when their number changes.
    pub fn share(&self, servers: u32) {
        if self.now().servers != servers {
            let counters = Arc::new(Counters::new(&self.config, servers));
            *self.now.write().unwrap_or_else(PoisonError::into_inner) = counters;
        }
    }

    fn now(&self) -> Arc<Counters> {
        self.now.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Counters {
    fn new(config: &Config, servers: u32) -> Self {
        let per_minute =
            |n: u32| Quota::per_minute(NonZeroU32::new(n / servers.max(1)).unwrap_or(NonZeroU32::MIN));
        Counters {
            servers,
            clients: RateLimiter::keyed(per_minute(config.client_requests_per_minute)),
            associations: RateLimiter::keyed(per_minute(config.association_requests_per_minute)),
            logins: RateLimiter::keyed(per_minute(config.logins_per_minute)),
            requests: AtomicU32::new(0),
        }
    }

    fn forget_idle(&self) {
        if self.requests.fetch_add(1, Ordering::Relaxed) % FORGET_EVERY == FORGET_EVERY - 1 {
            self.clients.retain_recent();
            self.associations.retain_recent();
            self.logins.retain_recent();
        }
    }
}

/// Guards what anyone may ask for.
pub(crate) async fn public(State(web): State<Web>, request: Request, next: Next) -> Response {
    let limits = web.limits.now();
    limits.forget_idle();
    let client = key(client_address(request.headers(), request.extensions(), web.app.config.trusted_hops));
    let association =
        association_of(request.uri().path()).filter(|slug| slug.len() <= SLUG).map(str::to_owned);
    let counted = check(&limits.clients, &client)
        .and_then(|()| association.map_or(Ok(()), |slug| check(&limits.associations, &slug)));
    match counted {
        Ok(()) => next.run(request).await,
        // Refused before the site was looked up; it may read when to come back, which tells nothing else.
        Err(failed) => readable_by(foreign(&web, request.headers()), failed.into_response()),
    }
}

/// Guards what staff ask for; log-ins more closely.
pub(crate) async fn staff(State(web): State<Web>, request: Request, next: Next) -> Response {
    let limits = web.limits.now();
    limits.forget_idle();
    let client = key(client_address(request.headers(), request.extensions(), web.app.config.trusted_hops));
    let logs_in = request.method() == Method::POST && request.uri().path().ends_with("/session");
    let limiter = if logs_in { &limits.logins } else { &limits.clients };
    match check(limiter, &client) {
        Ok(()) => next.run(request).await,
        Err(failed) => failed.into_response(),
    }
}

fn check<K: Hash + Eq + Clone>(limiter: &DefaultKeyedRateLimiter<K>, key: &K) -> Result<(), Failed> {
    limiter.check_key(key).map_err(|refused| {
        let wait = refused.wait_time_from(DefaultClock::default().now());
        Failed { retry_after: Some(wait + Duration::from_secs(1)), ..Failed::new(ErrorCode::TooManyRequests) }
    })
}

/// One key per IPv4 address, and per /64 of IPv6, which one subscriber has whole.
fn key(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => v6.to_ipv4_mapped().map_or_else(
            || IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX))),
            IpAddr::V4,
        ),
    }
}
