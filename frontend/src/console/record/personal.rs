//! Name and numbers: masked, and in full for a minute on request.

use crate::hooks::Desk;
use crate::net;
use crate::parts::{Answer, Ask, signed};
use crate::text::Say;
use gloo_timers::callback::Timeout;
use shared::api::{Reveal, Revealed};
use yew::prelude::*;

/// Milliseconds for which data in full stays in sight.
const IN_SIGHT: u32 = 60_000;

#[derive(Properties, PartialEq)]
pub struct PersonalProps {
    pub desk: Desk,
    /// Path below `/api/v1` that reveals.
    pub path: String,
    /// Name, document and mobile, masked.
    pub masked: [String; 3],
    pub may_reveal: bool,
    /// Further facts, behind the numbers.
    #[prop_or_default]
    pub children: Html,
}

/// The section.
#[component]
pub fn Personal(props: &PersonalProps) -> Html {
    let full = use_state(|| None::<([String; 3], Option<String>)>);
    let asking = use_state(|| false);
    let hide = use_mut_ref(|| None::<Timeout>);
    let desk = &props.desk;
    let yes = {
        let (full, desk, path, hide) = (full.clone(), desk.clone(), props.path.clone(), hide.clone());
        Callback::from(move |purpose: String| -> Answer {
            let (full, desk, path, hide) = (full.clone(), desk.clone(), path.clone(), hide.clone());
            Box::pin(async move {
                let url = format!("/api/v1{path}");
                match net::post::<Revealed>(&url, &Reveal { purpose }, desk.lang).await {
                    Ok(shown) => {
                        full.set(Some(([shown.name, shown.document, shown.mobile], shown.signature)));
                        *hide.borrow_mut() = Some(Timeout::new(IN_SIGHT, move || full.set(None)));
                        None
                    }
                    Err(net::NetError::Problem(problem)) if !problem.violations.is_empty() => {
                        problem.violations.first().map(|violation| violation.text(desk.lang))
                    }
                    Err(failed) => Some(desk.t(desk.note(&failed))),
                }
            })
        })
    };
    let set = |to: bool| {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(to))
    };
    let close = {
        let full = full.clone();
        move |_: MouseEvent| full.set(None)
    };
    let [name, document, mobile] = full.as_ref().map_or(&props.masked, |(numbers, _)| numbers);
    let signature = full.as_ref().and_then(|(_, signature)| signature.clone());
    html! {
        <section class="stack">
            <dl class="facts">
                <dt>{ desk.t(Say::Name) }</dt><dd>{ name }</dd>
                <dt>{ desk.t(Say::DocumentNumber) }</dt><dd class="mono">{ document }</dd>
                <dt>{ desk.t(Say::Mobile) }</dt><dd class="mono">{ mobile }</dd>
                { for signature.map(|path| signed(desk, path)) }
                { props.children.clone() }
            </dl>
            if full.is_some() {
                <p class="row"><button type="button" class="button second" onclick={close}>{ desk.t(Say::Hide) }</button><span class="quiet">{ desk.t(Say::RevealUntil) }</span></p>
            } else if props.may_reveal {
                <p><button type="button" class="button second" onclick={set(true).reform(|_: MouseEvent| ())}>{ desk.t(Say::Reveal) }</button></p>
            }
            if *asking {
                <Ask desk={desk.clone()} title={desk.t(Say::Reveal)} act={desk.t(Say::Reveal)} label={Some(desk.t(Say::RevealPurpose))} {yes} over={set(false)} />
            }
        </section>
    }
}
