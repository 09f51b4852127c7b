//! What the camera sees, what is still missing, and what to tell the other device.

use super::{button, heading};
use crate::app::{App, Msg};
use crate::scan;
use crate::taking::Taking;
use crate::text::Say;
use frontend::Chrome;
use web_sys::HtmlInputElement;
use yew::html::Scope;
use yew::prelude::*;

/// Missing frames that are named; of more only the first.
const NAMED: usize = 20;

pub(super) fn taking(taking: &Taking, chrome: &Chrome, link: &Scope<App>) -> Html {
    if let Some((count, code)) = &taking.done {
        return html! {
            <>
                <div role="status">{ heading(&chrome.t(Say::TookOver { count: *count })) }</div>
                <div class="receipt stack">
                    <p>{ chrome.t(Say::ShowCode) }</p>
                    <p class="code" data-confirmation="">{ code.to_string() }</p>
                </div>
                <p>{ button(chrome.t(Say::ToHome), "button wide", link, || Msg::Home) }</p>
            </>
        };
    }
    let onchange = {
        let link = link.clone();
        Callback::from(move |event: Event| photos(&event, &link))
    };
    html! {
        <>
            { heading(&chrome.t(Say::TakeTitle)) }
            <p>{ chrome.t(Say::TakeHint) }</p>
            { for taking.wrong.as_ref().map(|wrong| html! { <p class="note warn" role="alert">{ chrome.t(wrong.clone()) }</p> }) }
            <video ref={taking.video.clone()} muted=true playsinline=true aria-label={chrome.t(Say::CameraView)}
                hidden={taking.camera.is_none()}></video>
            <div class="row">
                if taking.camera.is_none() { { button(chrome.t(Say::Camera), "button", link, || Msg::Film) } }
                <label class="button second photos">
                    { chrome.t(Say::Photos) }
                    <input type="file" class="sr" accept="image/*" multiple=true {onchange} />
                </label>
            </div>
            { progress(taking, chrome) }
            <p class="row">
                { button(chrome.t(Say::StartAgain), "button second", link, || Msg::Take) }
                { button(chrome.t(Say::ToHome), "button second", link, || Msg::Home) }
            </p>
        </>
    }
}

fn progress(taking: &Taking, chrome: &Chrome) -> Html {
    let (here, total) = taking.gathered.count();
    if total == 0 {
        return html! { <p role="status">{ chrome.t(Say::SeenNone) }</p> };
    }
    let total = usize::from(total);
    let missing = taking.gathered.missing();
    let mut frames: Vec<String> = missing.iter().take(NAMED).map(|number| (number + 1).to_string()).collect();
    if missing.len() > NAMED {
        frames.push("…".to_owned());
    }
    html! {
        <div class="stack">
            <p role="status">{ chrome.t(Say::SeenSome { here, total }) }</p>
            <progress max={total.to_string()} value={here.to_string()} aria-label={chrome.t(Say::SeenSome { here, total })}></progress>
            if !missing.is_empty() { <p class="quiet">{ chrome.t(Say::Missing { frames: frames.join("、") }) }</p> }
        </div>
    }
}

/// Reads photos one by one.
fn photos(event: &Event, link: &Scope<App>) {
    let Some(files) = event.target_dyn_into::<HtmlInputElement>().and_then(|input| input.files()) else {
        return;
    };
    let files: Vec<_> = (0..files.length()).filter_map(|at| files.get(at)).collect();
    let told = link.clone();
    link.send_future_batch(async move {
        for file in files {
            told.send_message(Msg::Seen(scan::photo(file).await));
        }
        None::<Msg>
    });
}
