//! The big screen of a ceremony. `embed/screen.js` finds what it changes by `data-` attributes.

use super::HallText;
use chrono::{DateTime, FixedOffset, Utc};
use shared::api::CeremonyScreen;
use shared::drive::{CeremonyState, CeremonyTotals};
use shared::i18n::{Lang, Text as _};
use yew::prelude::*;

/// The screen.
pub(super) fn screen(shown: &CeremonyScreen, code: &str, lang: Lang) -> Html {
    let t = |text: HallText| text.text(lang);
    let address = format!("/api/v1/ceremonies/{code}");
    let other = if lang == Lang::ZhCn { Lang::En } else { Lang::ZhCn };
    let names: Vec<_> =
        CeremonyState::ALL.iter().map(|state| (state_name(*state), state.text(lang))).collect();
    let names: serde_json::Map<_, _> = names.into_iter().map(|(name, text)| (name, text.into())).collect();
    let counts_down = shown.state <= CeremonyState::Open;
    html! {
        <main class="screen" data-poll={address.clone()} data-live={format!("{address}/live")} data-lang={lang.tag()}
            data-state={state_name(shown.state)} data-names={serde_json::Value::Object(names).to_string()}>
            <header>
                <p class="union">{ shown.union.get(lang) }</p>
                <h1 data-title="">{ shown.title.get(lang) }</h1>
                <p class="state" data-state-name="">{ shown.state.text(lang) }</p>
                <a class="language" href={format!("?lang={}", other.tag())} lang={other.tag()}>{ t(HallText::OtherLanguage) }</a>
            </header>
            <p class="lost" role="alert" data-lost="" hidden=true>{ t(HallText::Lost) }{ " " }<time data-lost-at=""></time></p>
            <section class="count">
                <p class="total"><strong data-submitted="">{ shown.totals.submitted }</strong>{ " " }<span>{ t(HallText::Applied) }</span></p>
                <p class="approved" data-approved="" data-text={approved("#", lang)}>{ approved(&shown.totals.approved.to_string(), lang) }</p>
            </section>
            <section class="down" data-down="" data-oath-at={shown.oath_at.to_rfc3339()} data-soon={t(HallText::OathSoon)} hidden={!counts_down}>
                <p>{ t(HallText::UntilOath) }</p>
                <p class="left" data-left="">{ left(shown, lang) }</p>
            </section>
            <section class="certified" data-certified="" hidden={shown.certified.is_none()}>
                <p>{ t(HallText::Certified) }</p>
                <p><strong data-certified-count="">{ shown.certified.as_ref().map(|certified| certified.totals.submitted) }</strong></p>
                <p class="small" data-certified-at="" data-text={t(HallText::CertifiedAt { at: "#".into() })}>
                    { for shown.certified.as_ref().map(|certified| t(HallText::CertifiedAt { at: clock(certified.at) })) }
                </p>
            </section>
            <section class="oath" data-oath-part="" hidden={shown.state != CeremonyState::Oath}>
                <h2>{ t(HallText::Oath) }</h2>
                <p data-oath="">{ shown.oath.get(lang) }</p>
            </section>
            { totals(&shown.totals, lang) }
            <footer>
                <p data-live-text="">{ t(HallText::LiveAsOf) }{ " " }<time data-as-of="">{ clock(shown.as_of) }</time></p>
                <noscript>{ t(HallText::NoScript) }{ " " }{ clock(shown.as_of) }</noscript>
            </footer>
            <template data-row=""><li><span class="name"></span>{ " " }<b></b></li></template>
        </main>
    }
}

fn totals(totals: &CeremonyTotals, lang: Lang) -> Html {
    let row = |key: String, name: &str, count: u64| {
        html! { <li data-key={key}><span class="name">{ name }</span>{ " " }<b>{ count }</b></li> }
    };
    html! {
        <>
            <section class="venues">
                <h2>{ HallText::Venues.text(lang) }</h2>
                <ul data-venues="">{ for totals.venues.iter().map(|venue| row(venue.id.to_string(), &venue.label, venue.submitted)) }</ul>
            </section>
            <section class="groups">
                <h2>{ HallText::Groups.text(lang) }</h2>
                <p class="small" data-nobody="" hidden={!totals.groups.is_empty()}>{ HallText::NoArrivals.text(lang) }</p>
                <ul data-groups="">{ for totals.groups.iter().map(|group| row(group.group.clone(), group.name.get(lang), group.submitted)) }</ul>
            </section>
        </>
    }
}

/// In place of a screen that is not there.
pub(super) fn missing(lang: Lang) -> Html {
    html! {
        <main class="screen">
            <header><h1>{ HallText::NoCeremony.text(lang) }</h1></header>
            <p>{ HallText::NoCeremonyHint.text(lang) }</p>
        </main>
    }
}

/// The text with the number in it; `#` stands for one that a script fills in.
fn approved(count: &str, lang: Lang) -> String {
    HallText::Approved { count: count.to_owned() }.text(lang)
}

fn state_name(state: CeremonyState) -> String {
    serde_json::to_value(state).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}

/// A moment in China, to the second.
fn clock(at: DateTime<Utc>) -> String {
    let china = FixedOffset::east_opt(8 * 3600).map(|china| at.with_timezone(&china));
    china.map(|at| at.format("%H:%M:%S").to_string()).unwrap_or_default()
}

/// The time that is left until the oath.
fn left(shown: &CeremonyScreen, lang: Lang) -> String {
    let seconds = (shown.oath_at - shown.as_of).num_seconds();
    match seconds {
        ..=0 => HallText::OathSoon.text(lang),
        _ => format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60),
    }
}
