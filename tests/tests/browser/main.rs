//! Journeys in a real browser, each at 360 and at 1280 px: the real server, its demo data, and the demo association's
//! website on an origin of its own.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod building;
mod ceremony;
mod desk;
mod embed;
mod entrant;
mod entries;
mod hosted;
mod joining;
mod ladder;
mod membership;
mod officers;
mod offline;
mod organisations;
mod outbox;
mod partners;
mod receipts;
mod reports;
mod results;
mod roll;
mod screens;
mod sign_up;
mod stewards;
