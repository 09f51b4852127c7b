//! What goes wrong around a server: it is killed, the disk is full, the database goes and comes back, the network cuts
//! off, requests come twice and in any order, clocks jump. After each: everything acknowledged is there once, the feed is
//! complete, the audit log verifies.
//!
//! `cargo xtask faults` runs it a hundred times over; among the tests it runs a few.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod backup;
mod clocks;
mod database;
mod disk;
mod durability;
mod kill;
mod load;
mod mirrors;
mod network;
#[path = "../api/program.rs"]
mod program;
mod servers;
mod side_by_side;
