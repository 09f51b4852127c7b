//! What became of an application to join, in plain words, and what can be done with it now.

use super::parts::{Act, application_tag, back, fact, heading, notice};
use super::receipt::proof;
use super::{card, transfer};
use crate::common::format::time;
use crate::widget::model::{ApplicationScreen, Chrome};
use crate::widget::route::Route;
use crate::widget::text::{ReadText, WidgetText};
use shared::membership::ApplicationState;
use yew::prelude::*;

pub(super) fn application(screen: &ApplicationScreen, chrome: &Chrome) -> Html {
    let (application, lang) = (&screen.application, chrome.lang);
    let said = match application.state {
        ApplicationState::Submitted => ReadText::ApplicationSubmitted,
        ApplicationState::UnderReview => ReadText::ApplicationUnderReview,
        ApplicationState::Returned => ReadText::ApplicationReturned,
        // Whoever has left since is not told to be a member; the card says how it stands.
        ApplicationState::Approved if application.card.as_ref().is_some_and(|card| !card.state.counts()) => {
            ReadText::ApplicationOver
        }
        ApplicationState::Approved => ReadText::ApplicationApproved,
        ApplicationState::Rejected => ReadText::ApplicationRejected,
        ApplicationState::Withdrawn => ReadText::ApplicationWithdrawn,
    };
    html! {
        <>
            { back(&Route::List, WidgetText::AllCompetitions, chrome) }
            <div role="status">{ heading(&chrome.t(ReadText::ApplicationStatus)) }</div>
            { for screen.notice.map(|said| notice(said, chrome)) }
            <section class="stack">
                <p>{ application_tag(application.state, chrome) }</p>
                <p>{ chrome.t(said) }</p>
                if !application.reason.is_empty() {
                    <div class="note warn"><strong>{ chrome.t(ReadText::Reason) }</strong><p>{ &application.reason }</p></div>
                }
                <dl class="facts">
                    { fact(chrome.t(ReadText::DecidingUnion), application.union.get(lang).to_owned()) }
                    { fact(chrome.t(ReadText::WhyThisUnion), chrome.t(application.routed_by)) }
                    { fact(chrome.t(ReadText::Applicant), application.name.clone()) }
                    { fact(chrome.t(ReadText::SubmittedAt), time(application.submitted_at, lang)) }
                    { fact(chrome.t(ReadText::ChangedAt), time(application.changed_at, lang)) }
                </dl>
                { for application.transfer.as_ref().map(|one| transfer::transfer(one, &act(screen, chrome))) }
                { actions(screen, chrome) }
            </section>
            { for application.card.as_ref().map(|one| card::card(one, chrome)) }
            { proof(Some((&screen.secret, WidgetText::KeepApplication)), &application.code, chrome) }
        </>
    }
}

fn act<'a>(screen: &'a ApplicationScreen, chrome: &'a Chrome) -> Act<'a> {
    Act { secret: &screen.secret, operation_id: screen.operation_id, chrome }
}

fn actions(screen: &ApplicationScreen, chrome: &Chrome) -> Html {
    let application = &screen.application;
    let act = act(screen, chrome);
    if screen.confirm_withdraw && application.can_withdraw {
        return act.confirm("withdraw_application", ReadText::WithdrawApplicationAsk);
    }
    html! {
        <div class="row">
            if application.can_correct { { act.button("edit", ReadText::CorrectApplication, "button") } }
            if application.can_complete { { act.button("profile", ReadText::Complete, "button second") } }
            if application.can_withdraw { { act.button("withdraw", ReadText::WithdrawApplication, "button second") } }
        </div>
    }
}
