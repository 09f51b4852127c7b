//! The test app: the real server on a random port over a fresh database, spoken to by HTTP only.
//!
//! ```no_run
//! # use tests::{Database, Definition, OutcomeExt as _, TestApp};
//! # async fn story() {
//! let app = TestApp::start(Database::Sqlite).await;
//! let courier = app.open_competition(Definition::courier()).await;
//! let entry = app.worker().submit(&courier, "delivery").await.accepted();
//! # }
//! ```
//!
//! Everything here is for tests and stops with a clear panic when the ground under a test gives way.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

mod app;
pub mod browser;
mod competition;
pub mod copies;
mod database;
pub mod drives;
mod events;
mod organisations;
mod people;
mod problem;
mod proxy;
mod raw;
mod roll;
mod staff;
mod stage;
mod worker;

pub use app::{ORIGIN, PASSWORD, TestApp, at, set_up_unions};
pub use competition::{Definition, Open};
pub use database::Database;
pub use events::Events;
pub use organisations::{Cells, organisations, organisations_set};
pub use people::Person;
pub use problem::{ProblemExt, codes};
pub use proxy::Proxy;
pub use raw::Raw;
pub use roll::{Damage, members_set, roll};
pub use staff::StaffClient;
pub use stage::{Line, Stage};
pub use worker::{OutcomeExt, Receipt, WorkerClient, stay_away};
