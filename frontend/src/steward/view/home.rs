//! Numbers, the next person, what is to be looked at, and the way to another device.

use super::{Line, button, heading, line};
use crate::app::{App, Msg};
use crate::pass::Pass;
use crate::queue::Item;
use crate::text::Say;
use frontend::Chrome;
use frontend::common::format::time;
use yew::html::Scope;
use yew::prelude::*;

pub(super) fn home(app: &App, link: &Scope<App>) -> Html {
    let chrome = &*app.chrome;
    html! {
        <>
            { heading(&chrome.t(Say::Title)) }
            { for app.pass.as_ref().map(|pass| whose(pass, chrome)) }
            { for app.said.as_ref().map(|said| said_of(said, chrome)) }
            { lost(app, chrome) }
            { numbers(app, chrome) }
            { next(app, link) }
            { refused(app, link) }
            { waiting(app, link) }
            { ready(app.ready, chrome) }
            <div class="stack foot">
                <p class="row">
                    { button(chrome.t(Say::GiveOver), "button second", link, || Msg::Give) }
                    { button(chrome.t(Say::TakeOver), "button second", link, || Msg::Take) }
                </p>
                <p>{ button(chrome.t(Say::Leave), "button second", link, || Msg::Leave) }</p>
                <p class="quiet">{ chrome.t(Say::LeaveHint) }</p>
            </div>
        </>
    }
}

fn whose(pass: &Pass, chrome: &Chrome) -> Html {
    if pass.label.is_empty() {
        let (class, said) = match pass.stands {
            true => ("note", Say::CodeUnchecked),
            false => ("note bad", Say::CodeUnknown),
        };
        return html! { <p {class}>{ chrome.t(said) }</p> };
    }
    let until = pass.ends_at.map(|at| chrome.t(Say::Until { at: time(at, chrome.lang) }));
    html! {
        <>
            <p class="quiet">{ chrome.t(Say::Label { label: pass.label.clone() }) }{ for until.map(|until| format!(" · {until}")) }</p>
            if !pass.stands { <p class="note bad">{ chrome.t(Say::CodeEnded) }</p> }
        </>
    }
}

fn said_of(said: &Say, chrome: &Chrome) -> Html {
    let class = match said {
        Say::GaveOver { .. } | Say::MendIn | Say::AllSent => "note good",
        _ => "note warn",
    };
    html! { <p {class} role="status" tabindex="-1">{ chrome.t(said.clone()) }</p> }
}

/// Says before the next person begins that entries are gone.
fn lost(app: &App, chrome: &Chrome) -> Html {
    match app.counts.lost(app.items.len()) {
        0 => Html::default(),
        count => {
            html! { <p class="note bad" role="alert" data-lost="">{ chrome.t(Say::Lost { count }) }</p> }
        }
    }
}

fn numbers(app: &App, chrome: &Chrome) -> Html {
    let refused = app.items.iter().filter(|item| item.why.is_some()).count() as u32;
    let counts = &app.counts;
    // The first four always, the others once there is something to count.
    let all = [
        ("collected", Say::Collected, counts.collected),
        ("sent", Say::Sent, counts.sent),
        ("waiting", Say::Waiting, app.items.len() as u32 - refused),
        ("refused", Say::Refused, refused),
        ("taken", Say::Taken, counts.taken),
        ("given", Say::Given, counts.given),
        ("removed", Say::Removed, counts.removed),
    ];
    let shown = all.into_iter().enumerate().filter(|(at, (.., number))| *at < 4 || *number > 0);
    let one = |(_, (name, text, number)): (usize, (&'static str, Say, u32))| {
        html! { <div><dt>{ chrome.t(text) }</dt><dd data-count={name}>{ number }</dd></div> }
    };
    html! { <dl class="counts" aria-label={chrome.t(Say::Counters)}>{ for shown.map(one) }</dl> }
}

/// A button for every event.
fn next(app: &App, link: &Scope<App>) -> Html {
    let chrome = &*app.chrome;
    let offered = app.offered();
    let of = |one: &crate::collecting::Offered| {
        let event = |(code, title): &(String, String)| {
            let (competition, code) = (one.competition.clone(), code.clone());
            let text = chrome.t(Say::CollectFor { event: title.clone() });
            button(text, "button wide", link, move || Msg::Begin(competition.clone(), code.clone()))
        };
        html! { <div class="stack" key={one.competition.clone()}><h3>{ &one.title }</h3>{ for one.events.iter().map(event) }</div> }
    };
    html! {
        <section class="stack">
            <h2>{ chrome.t(Say::Collect) }</h2>
            if offered.is_empty() { <p class="note warn">{ chrome.t(app.nothing_offered()) }</p> }
            { for offered.iter().map(of) }
        </section>
    }
}

fn refused(app: &App, link: &Scope<App>) -> Html {
    let chrome = &*app.chrome;
    let (codes, others): (Vec<&Item>, Vec<&Item>) =
        app.items.iter().filter(|item| item.why.is_some()).partition(|item| item.wants_code());
    if codes.is_empty() && others.is_empty() {
        return Html::default();
    }
    let entry = |item: &&Item| {
        let id = item.id;
        let remove = if app.removing == Some(id) { Say::RemoveYes } else { Say::Remove };
        html! {
            <li key={id.to_string()} class="card stack" data-refused="">
                <p><strong class="code-s">{ item.receipt.code().to_string() }</strong>{ " " }<span class="quiet">{ at(item, chrome) }</span></p>
                { for reasons(item, chrome).into_iter().map(|why| html! { <p>{ why }</p> }) }
                if !item.wants_code() {
                    <p class="row">
                        { button(chrome.t(Say::Mend), "button", link, move || Msg::Mend(id)) }
                        { button(chrome.t(remove), "button second", link, move || Msg::Remove(id)) }
                    </p>
                }
            </li>
        }
    };
    let wanted = || Line {
        id: "fresh-code",
        label: chrome.t(Say::Code),
        hint: chrome.t(Say::CodeHint),
        wrong: app.said.as_ref().filter(|said| **said == Say::CodeShape),
        act: chrome.t(Say::UseCode),
        busy: false,
    };
    html! {
        <section class="stack">
            <h2>{ chrome.t(Say::RefusedTitle) }</h2>
            if !others.is_empty() {
                <p>{ chrome.t(Say::RefusedHint) }</p>
                <ul class="cards">{ for others.iter().map(entry) }</ul>
            }
            if !codes.is_empty() {
                <p>{ chrome.t(Say::FreshCode) }</p>
                { line(wanted(), chrome, link, Msg::Fresh) }
                <ul class="cards">{ for codes.iter().map(entry) }</ul>
            }
        </section>
    }
}

/// Why an entry was refused: what is wrong with it, or what was said to the whole.
fn reasons(item: &Item, chrome: &Chrome) -> Vec<String> {
    match item.wrong.is_empty() {
        false => item.wrong.iter().map(|wrong| wrong.text(chrome.lang)).collect(),
        true => item.why.iter().map(|why| chrome.t(*why)).collect(),
    }
}

fn waiting(app: &App, link: &Scope<App>) -> Html {
    let chrome = &*app.chrome;
    let waiting: Vec<&Item> = app.items.iter().filter(|item| item.why.is_none()).collect();
    if waiting.is_empty() {
        return Html::default();
    }
    let send = chrome.t(if app.sending { Say::SendingNow } else { Say::SendNow });
    let entry = |item: &&Item| {
        html! { <li key={item.id.to_string()}><strong class="code-s">{ item.receipt.code().to_string() }</strong>{ " " }<span class="quiet">{ at(item, chrome) }</span></li> }
    };
    html! {
        <section class="stack">
            <h2>{ chrome.t(Say::WaitingTitle) }</h2>
            <p>{ button(send, "button second", link, || Msg::Send) }</p>
            <ul>{ for waiting.iter().map(entry) }</ul>
        </section>
    }
}

fn at(item: &Item, chrome: &Chrome) -> String {
    item.at.parse().map(|at| time(at, chrome.lang)).unwrap_or_default()
}

fn ready(ready: Option<bool>, chrome: &Chrome) -> Html {
    let (class, said) = match ready {
        Some(true) => ("note good", Say::Ready),
        Some(false) => ("note warn", Say::NeverReady),
        None => ("note", Say::NotReady),
    };
    html! { <p {class} data-ready={ready.map(|ready| ready.to_string())}>{ chrome.t(said) }</p> }
}
