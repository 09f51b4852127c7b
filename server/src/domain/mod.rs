//! Use cases. Each owns its transaction; all submissions go through [`apply`](apply::apply).

pub mod accounts;
pub mod apply;
pub mod audit_chain;
pub mod building;
pub mod caller;
pub mod ceremonies;
pub mod demo;
pub mod drives;
pub mod feed;
pub mod hooks;
pub mod import;
pub mod membership;
pub mod mirrored;
pub mod partners;
pub mod public;
pub mod receipts;
pub mod reports;
pub mod retention;
pub mod sealed;
pub mod servers;
pub mod setup;
pub mod staff;
pub mod stewards;

mod collected;
mod competitions;
mod decisions;
mod entries;
mod erasure;
mod facts;
mod ranking;
mod record;
mod remark;
mod result_changes;
mod results;
mod rights;
mod submit;

pub use caller::{Caller, Staff};
pub use partners::Partner;
