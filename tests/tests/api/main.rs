//! The server from outside: HTTP on both databases, the command line, and what stands on the disk.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod accounts;
mod audit;
mod bad_requests;
mod batch;
mod building;
mod ceremony;
mod checks;
mod commands;
mod corrections;
mod detail;
mod drives;
mod eligibility;
mod entries;
mod entry_list;
mod form_version;
mod hooks;
mod joining;
mod layering;
mod life;
mod live;
mod marks;
mod members;
mod membership;
mod mirror;
mod openapi;
mod ops;
mod origins;
mod oversell;
mod pages;
mod privacy;
mod program;
mod receipts;
mod results;
mod roles;
mod rush;
mod schemas;
mod sealed;
mod sessions;
mod specification;
mod stewards;
mod sync;
mod transfers;
mod validation;
mod workbook;
