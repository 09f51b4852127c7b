//! A competition: what it is, who may enter, when and where, how it is judged.

use super::parts::{back, competition_tag, fact, heading, items};
use crate::common::format::{day, time};
use crate::widget::model::Chrome;
use crate::widget::route::Route;
use crate::widget::text::{ReadText, WidgetText};
use shared::api::CompetitionPage;
use shared::competition::{Award, AwardAmount, CompetitionState, Event, Module};
use yew::prelude::*;

pub(super) fn competition(page: &CompetitionPage, chrome: &Chrome) -> Html {
    let (card, definition, lang) = (&page.card, &page.definition, chrome.lang);
    html! {
        <>
            { back(&Route::List, WidgetText::AllCompetitions, chrome) }
            <div class="stack">
                { heading(card.title.get(lang)) }
                { competition_tag(card.state, card.open_now, chrome) }
                <p>{ card.summary.get(lang) }</p>
                { for closed(page).map(|text| html! { <p class="note">{ chrome.t(text) }</p> }) }
                if card.has_results {
                    <p><a class="button" href={chrome.href(&Route::Results(card.slug.clone()))} data-rc="">
                        { chrome.t(ReadText::SeeResults) }</a></p>
                }
            </div>
            <section class="stack">
                <h2>{ chrome.t(ReadText::WhoMayEnter) }</h2>
                <ul>{ items(&definition.eligibility.says, lang) }</ul>
                { membership(page, chrome) }
            </section>
            <section class="stack">
                <h2>{ chrome.t(ReadText::Events) }</h2>
                <ul class="cards" role="list">{ for definition.events.iter().map(|one| event(one, page, chrome)) }</ul>
            </section>
            { schedule(page, chrome) }
            <section class="stack">
                <h2>{ chrome.t(ReadText::Rules) }</h2>
                <ol>{ items(&definition.document.rules, lang) }</ol>
                if !definition.document.awards.is_empty() {
                    <h3>{ chrome.t(ReadText::Awards) }</h3>
                    <p class="quiet">{ chrome.t(ReadText::PerEvent) }</p>
                    <ul>{ for definition.document.awards.iter().map(|one| award(one, chrome)) }</ul>
                }
            </section>
            <section class="stack">
                <h2>{ chrome.t(ReadText::Organisers) }</h2>
                <dl class="facts">
                    { for definition.organisers.iter().map(|one| fact(one.role.get(lang).to_owned(), one.name.get(lang).to_owned())) }
                </dl>
            </section>
        </>
    }
}

/// What membership of a union means here, with the way to one: an offer, unless the technical document says otherwise.
fn membership(page: &CompetitionPage, chrome: &Chrome) -> Html {
    let Some(rule) = &page.definition.eligibility.membership else { return Html::default() };
    html! {
        <div class="note">
            <p>{ chrome.t(if rule.required { ReadText::JoinFirst } else { ReadText::MembersOffer }) }</p>
            <p><a class="button second" href={chrome.href(&Route::Join(None))} data-rc="">{ chrome.t(WidgetText::Join) }</a></p>
        </div>
    }
}

/// Why nobody can enter now, if so.
fn closed(page: &CompetitionPage) -> Option<ReadText> {
    match page.card.state {
        _ if page.card.open_now => None,
        CompetitionState::Published => Some(ReadText::NotOpenYet),
        CompetitionState::Cancelled => Some(ReadText::CancelledSaid),
        CompetitionState::Postponed => Some(ReadText::PostponedSaid),
        CompetitionState::PublicNotice | CompetitionState::Confirmed => None,
        _ => Some(ReadText::EntryOver),
    }
}

fn event(event: &Event, page: &CompetitionPage, chrome: &Chrome) -> Html {
    let lang = chrome.lang;
    let title = event.title.get(lang).to_owned();
    let left = page.places.iter().find(|places| places.event == event.code).map_or(0, |places| places.left);
    let places = match left {
        0 => ReadText::Full,
        left => ReadText::PlacesLeft { left, places: event.places },
    };
    let enter = chrome.href(&Route::Enter(page.card.slug.clone(), event.code.clone()));
    html! {
        <li class="card stack" part="card">
            <h3>{ title.clone() }</h3>
            if !event.summary.zh.is_empty() { <p>{ event.summary.get(lang) }</p> }
            <details>
                <summary>{ chrome.t(ReadText::Modules) }</summary>
                <ul>{ for event.modules.iter().map(|one| module(one, chrome)) }</ul>
            </details>
            if page.card.open_now {
                <p class="quiet">{ chrome.t(places) }</p>
                if left > 0 {
                    <p><a class="button wide" href={enter} data-rc="" part="button">
                        { chrome.t(ReadText::EnterEvent { event: title }) }</a></p>
                }
            }
        </li>
    }
}

fn module(module: &Module, chrome: &Chrome) -> Html {
    let (title, part) = (module.title.get(chrome.lang).to_owned(), chrome.t(module.part));
    let marks = module.full_marks.normalize().to_string();
    html! {
        <li>{ chrome.t(match module.minutes {
            Some(minutes) => ReadText::ModuleTimed { title, part, marks, minutes },
            None => ReadText::ModuleLine { title, part, marks },
        }) }</li>
    }
}

fn award(award: &Award, chrome: &Chrome) -> Html {
    let title = award.title.get(chrome.lang).to_owned();
    html! {
        <li>{ chrome.t(match award.amount {
            AwardAmount::Count(count) => ReadText::AwardCount { title, count },
            AwardAmount::Percent(percent) => ReadText::AwardPercent { title, percent },
        }) }</li>
    }
}

fn schedule(page: &CompetitionPage, chrome: &Chrome) -> Html {
    let (schedule, lang) = (&page.definition.schedule, chrome.lang);
    let period =
        ReadText::Period { from: time(schedule.entry_opens, lang), to: time(schedule.entry_closes, lang) };
    html! {
        <section class="stack">
            <h2>{ chrome.t(ReadText::Schedule) }</h2>
            <dl class="facts">
                { fact(chrome.t(ReadText::EntryPeriod), chrome.t(period)) }
                { for schedule.theory_on.map(|on| fact(chrome.t(ReadText::TheoryOn), day(on, lang))) }
                { for schedule.practical_on.map(|on| fact(chrome.t(ReadText::PracticalOn), day(on, lang))) }
                { fact(chrome.t(ReadText::Venue), schedule.venue.get(lang).to_owned()) }
            </dl>
        </section>
    }
}
