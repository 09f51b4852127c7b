//! The server from outside: HTTP on both databases, the command line, and what stands on the disk.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod accounts;
mod audit;
mod bad_requests;
mod batch;
mod checks;
mod corrections;
mod eligibility;
mod entries;
mod form_version;
mod layering;
mod life;
mod marks;
mod origins;
mod oversell;
mod privacy;
mod receipts;
mod results;
mod roles;
mod schemas;
mod sync;
mod validation;
