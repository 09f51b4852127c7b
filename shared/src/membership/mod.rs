//! Joining a union, and being a member.

mod form;
mod group;
mod profile;
mod route;
mod state;

pub use form::{APPLICATION_FORM_VERSION, STATEMENT_VERSION, UnionChoice, application_form, key};
pub use group::{GROUPS, Group, group};
pub use profile::{MembershipChange, MembershipReason};
pub use route::{Candidate, RoutedBy, route};
pub use state::{ApplicationState, MembershipState, TransferState};
