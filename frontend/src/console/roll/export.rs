//! The roll as a file.

use super::import::told;
use super::text::Roll as Say;
use crate::hooks::Desk;
use crate::net;
use shared::api::{ExportWorkbook, WorkbookPage};
use shared::i18n::{Problem, Text as _};
use uuid::Uuid;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlElement, HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct ExportProps {
    pub desk: Desk,
    pub page: WorkbookPage,
}

/// Asks what for, then hands the file to the browser.
#[component]
pub(super) fn Export(ExportProps { desk, page }: &ExportProps) -> Html {
    let union = use_state(|| page.unions.first().map(|one| one.id.to_string()).unwrap_or_default());
    let set = use_state(|| page.sheets.first().map(|one| one.key.clone()).unwrap_or_default());
    let purpose = use_node_ref();
    let wrong = use_state(|| None::<String>);
    let ready = use_state(|| false);
    let choose = |state: &UseStateHandle<String>| {
        let state = state.clone();
        Callback::from(move |event: Event| {
            state.set(event.target_unchecked_into::<HtmlSelectElement>().value())
        })
    };
    let onsubmit = {
        let (desk, union, set, purpose) = (desk.clone(), union.clone(), set.clone(), purpose.clone());
        let (wrong, ready) = (wrong.clone(), ready.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            ready.set(false);
            let purpose = purpose.cast::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default();
            if purpose.trim().is_empty() {
                wrong.set(Some(Problem::Required.text(desk.lang)));
                return;
            }
            let Ok(union_id) = union.parse::<Uuid>() else { return };
            let ask = ExportWorkbook { set: (*set).clone(), union_id, purpose };
            let (desk, wrong, ready) = (desk.clone(), wrong.clone(), ready.clone());
            spawn_local(async move {
                match net::post_for_file("/api/v1/staff/workbook/export", &ask, desk.lang).await {
                    Ok(bytes) => {
                        wrong.set(None);
                        ready.set(save(&bytes, &format!("{}.xlsx", ask.set)).is_some());
                    }
                    Err(error) => wrong.set(Some(told(&desk, &error).join(" "))),
                }
            });
        })
    };
    html! {
        <section class="stack" aria-labelledby="roll-export">
            <h2 id="roll-export">{ desk.t(Say::Export) }</h2>
            <form class="stack panel" {onsubmit} novalidate=true>
                <p class="quiet">{ desk.t(Say::ExportHint) }</p>
                <div class="filters">
                    { super::choices(desk, page, "export", (&union, choose(&union)), (&set, choose(&set))) }
                    <div>
                        <label for="export-purpose">{ desk.t(Say::Purpose) }</label>
                        <input id="export-purpose" type="text" ref={purpose} maxlength="100" autocomplete="off"
                            aria-invalid={wrong.is_some().then_some("true")} aria-describedby="export-error" />
                        <div id="export-error" role="alert">{ for wrong.iter().map(|text| html! { <p class="error">{ text }</p> }) }</div>
                    </div>
                </div>
                <div class="row">
                    <button type="submit" class="button">{ desk.t(Say::DoExport) }</button>
                    if *ready { <span role="status">{ desk.t(Say::Exported) }</span> }
                </div>
            </form>
        </section>
    }
}

/// Hands bytes to the browser as a download.
fn save(bytes: &[u8], name: &str) -> Option<()> {
    let parts = js_sys::Array::of1(&JsValue::from(js_sys::Uint8Array::from(bytes)));
    let blob = web_sys::Blob::new_with_u8_array_sequence(&parts).ok()?;
    let url = web_sys::Url::create_object_url_with_blob(&blob).ok()?;
    let link = web_sys::window()?.document()?.create_element("a").ok()?;
    link.set_attribute("href", &url).ok()?;
    link.set_attribute("download", name).ok()?;
    link.unchecked_ref::<HtmlElement>().click();
    web_sys::Url::revoke_object_url(&url).ok()
}
