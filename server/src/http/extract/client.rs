//! The client's address.

use axum::extract::ConnectInfo;
use axum::http::{Extensions, HeaderMap};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

/// The address that the outermost trusted proxy saw: `hops` from the right of `X-Forwarded-For`, which only trusted
/// proxies appended to. What stands further left came from the client and is never believed.
pub(crate) fn client_address(headers: &HeaderMap, extensions: &Extensions, hops: usize) -> IpAddr {
    let connected = extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(address)| address.ip());
    let connected = connected.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
    if hops == 0 {
        return connected;
    }
    let forwarded = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    let seen: Vec<&str> = forwarded.flat_map(|value| value.split(',')).map(str::trim).collect();
    let trusted = seen.len().checked_sub(hops).and_then(|at| seen.get(at));
    trusted.and_then(|address| address.parse().ok()).unwrap_or(connected)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(forwarded: &str, hops: usize) -> String {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", forwarded.parse().unwrap());
        client_address(&headers, &Extensions::new(), hops).to_string()
    }

    #[test]
    fn only_what_trusted_proxies_appended_counts() {
        assert_eq!(of("6.6.6.6, 10.1.1.1", 0), "127.0.0.1");
        assert_eq!(of("6.6.6.6, 10.1.1.1", 1), "10.1.1.1");
        assert_eq!(of("6.6.6.6, 10.1.1.1, 10.2.2.2", 2), "10.1.1.1");
        assert_eq!(of("10.1.1.1", 2), "127.0.0.1");
        assert_eq!(of("nonsense", 1), "127.0.0.1");
    }
}
