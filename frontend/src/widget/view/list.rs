//! The competitions of an association.

use super::parts::{competition_tag, heading};
use crate::common::format::time;
use crate::widget::model::Chrome;
use crate::widget::route::Route;
use crate::widget::text::{ReadText, WidgetText};
use shared::api::{CompetitionCard, PublicCompetitions};
use shared::competition::CompetitionState;
use yew::prelude::*;

pub(super) fn list(data: &PublicCompetitions, chrome: &Chrome) -> Html {
    html! {
        <>
            { heading(&chrome.t(WidgetText::Competitions)) }
            if data.competitions.is_empty() {
                <p class="note">{ chrome.t(ReadText::NoCompetitions) }</p>
            } else {
                <ul class="cards" role="list">{ for data.competitions.iter().map(|one| card(one, chrome)) }</ul>
            }
            <section class="card stack" part="card">
                <h2>{ chrome.t(ReadText::JoinUnion) }</h2>
                <p>{ chrome.t(ReadText::JoinInvites) }</p>
                <p><a class="button second" href={chrome.href(&Route::Join(None))} data-rc="" part="button">
                    { chrome.t(WidgetText::Join) }</a></p>
            </section>
            <p class="foot quiet">
                { chrome.t(ReadText::PoweredBy { union: data.association.union.get(chrome.lang).to_owned() }) }
            </p>
        </>
    }
}

fn card(card: &CompetitionCard, chrome: &Chrome) -> Html {
    let to = Route::Competition(card.slug.clone());
    let (href, title) = (chrome.href(&to), card.title.get(chrome.lang).to_owned());
    let button = if card.open_now { ReadText::SeeAndEnter } else { ReadText::See };
    let when = match card.state {
        CompetitionState::Published => Some(ReadText::OpensAt { at: time(card.entry_opens, chrome.lang) }),
        CompetitionState::EntryOpen => Some(ReadText::ClosesAt { at: time(card.entry_closes, chrome.lang) }),
        _ => None,
    };
    let left = match card.left {
        0 => ReadText::Full,
        left => ReadText::PlacesLeft { left, places: card.places },
    };
    let before_results = !card.has_results && card.state != CompetitionState::Cancelled;
    html! {
        <li class="card stack" part="card">
            <div>
                { competition_tag(card.state, card.open_now, chrome) }
                <h3><a href={href.clone()} data-rc="">{ title.clone() }</a></h3>
            </div>
            <p>{ card.summary.get(chrome.lang) }</p>
            <p class="quiet row">
                { for when.map(|when| html! { <span>{ chrome.t(when) }</span> }) }
                if before_results { <span>{ chrome.t(left) }</span> }
            </p>
            <p class="row">
                <a class={if card.open_now { "button" } else { "button second" }} {href} data-rc=""
                    aria-label={format!("{} {title}", chrome.t(button.clone()))}>{ chrome.t(button) }</a>
                if card.has_results {
                    <a class="button" href={chrome.href(&Route::Results(card.slug.clone()))} data-rc=""
                        aria-label={format!("{} {title}", chrome.t(ReadText::SeeResults))}>
                        { chrome.t(ReadText::SeeResults) }
                    </a>
                }
            </p>
        </li>
    }
}
