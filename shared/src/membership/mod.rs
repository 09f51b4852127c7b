//! Joining a union, and being a member.

mod form;
mod full;
mod group;
mod offer;
mod profile;
mod route;
mod state;
mod step;
mod transfer;
mod vocabulary;

pub use form::{
    APPLICATION_FORM_VERSION, RETENTION_YEARS, STATEMENT_VERSION, UnionChoice, application_form, key,
};
pub use full::{Completeness, PROFILE_FORM_VERSION, check_profile_field, completeness, profile_form};
pub use group::{GROUPS, Group, group};
pub use offer::{About, MOST_OFFERED, offered};
pub use profile::{MembershipChange, MembershipReason};
pub use route::{Candidate, RoutedBy, Wish, route};
pub use state::{ApplicationState, MembershipState, TransferState};
pub use step::MembershipStep;
pub use transfer::{TransferParty, TransferVerdict};
pub use vocabulary::{
    EDUCATION, EMPLOYMENT, ETHNICITY, HOUSEHOLD, POLITICAL, SKILL, Term, VOCABULARIES, Vocabulary, YES_NO,
    profile_key, vocabulary,
};
