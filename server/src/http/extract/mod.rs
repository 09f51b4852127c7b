//! What handlers take out of a request. Each refuses with our own errors.

mod body;
mod client;
mod language;
mod partner;
mod session;

pub(crate) use body::{Form, Json, Path, Query};
pub(crate) use client::client_address;
pub(crate) use language::Speaking;
pub(crate) use partner::{PartnerToken, Reading};
pub(crate) use session::{COOKIE, Session, cookie, expired_cookie};
