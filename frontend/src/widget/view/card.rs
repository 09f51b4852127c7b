//! The member card, and what anyone sees who checks one.

use super::parts::{fact, heading};
use super::qr::qr;
use crate::common::format::day;
use crate::widget::model::Chrome;
use crate::widget::text::{ReadText, WidgetText};
use shared::api::MemberCard;
use shared::i18n::Lang;
use shared::membership::MembershipState;
use yew::prelude::*;

/// The card, with the QR code by which others check it.
pub(super) fn card(card: &MemberCard, chrome: &Chrome) -> Html {
    let link = format!("{}/verify/{}", chrome.server, card.code);
    html! {
        <section class="receipt stack" part="card" data-card="">
            <h2>{ chrome.t(ReadText::MemberCard) }</h2>
            { facts(card, chrome) }
            { qr(&link, chrome.t(ReadText::CardQr)) }
            <p>{ chrome.t(ReadText::CardHint) }</p>
            <p><a class="button second" href={link} target="_blank">{ chrome.t(ReadText::CardCheck) }</a></p>
        </section>
    }
}

/// What a card's code proves.
pub(super) fn verified(found: Option<&MemberCard>, chrome: &Chrome) -> Html {
    let (other, text) = match chrome.lang {
        Lang::ZhCn => ("?lang=en", "en"),
        Lang::En => ("?lang=zh-CN", "zh-CN"),
    };
    html! {
        <div class="stack">
            { heading(&chrome.t(ReadText::CardVerified)) }
            if let Some(card) = found {
                <p class={if card.state.counts() { "note good" } else { "note warn" }} role="status">
                    { chrome.t(if card.state.counts() { ReadText::CardGood } else { ReadText::CardOver }) }</p>
                { facts(card, chrome) }
            } else {
                <p class="note bad" role="status">{ chrome.t(ReadText::CardUnknown) }</p>
            }
            <p class="quiet">{ chrome.t(ReadText::CardPrivacy) }</p>
            <p><a class="button second" href={other} lang={text}>{ chrome.t(WidgetText::OtherLanguage) }</a></p>
        </div>
    }
}

fn facts(card: &MemberCard, chrome: &Chrome) -> Html {
    let class = match card.state {
        MembershipState::Active | MembershipState::Transferring => "tag good",
        MembershipState::Retained => "tag warn",
        MembershipState::Resigned | MembershipState::Expelled => "tag bad",
    };
    html! {
        <dl class="facts">
            { fact(chrome.t(ReadText::CardUnion), card.union.get(chrome.lang).to_owned()) }
            { fact(chrome.t(ReadText::Name), card.name.clone()) }
            { fact(chrome.t(ReadText::CardState), html! { <span {class}>{ chrome.t(card.state) }</span> }) }
            { fact(chrome.t(ReadText::MemberSince), day(card.joined_on, chrome.lang)) }
            { for card.ended_on.map(|on| fact(chrome.t(ReadText::MemberUntil), day(on, chrome.lang))) }
        </dl>
    }
}
