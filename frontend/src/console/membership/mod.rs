//! Applications to join, members, and transfers.

mod application;
mod applications;
mod batch;
mod dialog;
mod enter;
mod filters;
mod member;
mod members;
mod moves;
pub(crate) mod text;

pub(crate) use application::Application;
pub(crate) use applications::Applications;
pub(crate) use enter::Enter;
pub(crate) use filters::{Filters, ON_ROLL, UNFILED};
pub(crate) use member::{Member, profile_label};
pub(crate) use members::Members;
pub(crate) use moves::Transfers;

use crate::hooks::Desk;
use shared::membership::{ApplicationState, MembershipState, group};
use yew::prelude::*;

/// The state of an application.
fn application_tag(desk: &Desk, state: ApplicationState) -> Html {
    let class = match state {
        ApplicationState::Approved => "tag good",
        ApplicationState::Returned => "tag warn",
        ApplicationState::Rejected => "tag bad",
        ApplicationState::Submitted | ApplicationState::UnderReview => "tag info",
        ApplicationState::Withdrawn => "tag",
    };
    html! { <span {class}>{ desk.t(state) }</span> }
}

/// The state of a membership.
pub(crate) fn member_tag(desk: &Desk, state: MembershipState) -> Html {
    let class = match state {
        MembershipState::Active => "tag good",
        MembershipState::Transferring => "tag info",
        MembershipState::Retained => "tag warn",
        MembershipState::Resigned => "tag",
        MembershipState::Expelled => "tag bad",
    };
    html! { <span {class}>{ desk.t(state) }</span> }
}

/// Name of a group of workers.
fn group_name(desk: &Desk, code: &str) -> String {
    group(code).map_or_else(|| code.to_owned(), |group| desk.t(*group))
}

/// Name of a division.
fn division_name(desk: &Desk, code: &str) -> String {
    shared::union::division(code).map_or_else(|| code.to_owned(), |division| desk.t(*division))
}
