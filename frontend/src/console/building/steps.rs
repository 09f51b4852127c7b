//! The founding steps of a union: recording them, correcting them, their files.

use super::form::{options, use_form};
use super::text::Word;
use crate::hooks::Desk;
use shared::api::{StepRow, UnionPage};
use shared::i18n::{Problem, Text};
use shared::sync::{Action, AttachFile, RecordSteps, StepInput};
use shared::union::FoundingStep;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct StepsProps {
    pub(crate) desk: Desk,
    pub(crate) page: UnionPage,
    pub(crate) changed: Callback<()>,
}

/// The steps, and a form for the next one.
#[component]
pub fn Steps(StepsProps { desk, page, changed }: &StepsProps) -> Html {
    let correcting = use_state(|| None::<StepRow>);
    let done = {
        let (correcting, changed) = (correcting.clone(), changed.clone());
        Callback::from(move |()| {
            correcting.set(None);
            changed.emit(());
        })
    };
    html! {
        <section class="stack">
            <h2>{ desk.t(Word::Steps) }</h2>
            <ol class="path">{ for page.steps.iter().map(|row| step(desk, page, row, &correcting, changed)) }</ol>
            if page.may_edit {
                <StepForm key={format!("{}-{:?}", page.version, correcting.as_ref().map(|row| row.id))}
                    desk={desk.clone()} page={page.clone()} corrects={(*correcting).clone()} changed={done} />
            }
        </section>
    }
}

fn step(
    desk: &Desk,
    page: &UnionPage,
    row: &StepRow,
    correcting: &UseStateHandle<Option<StepRow>>,
    changed: &Callback<()>,
) -> Html {
    let correct = {
        let (correcting, row) = (correcting.clone(), row.clone());
        Callback::from(move |_: MouseEvent| correcting.set(Some(row.clone())))
    };
    let by = Word::By { who: row.by.clone(), at: desk.time(row.at) };
    html! {
        <li class="card" key={row.id.to_string()}>
            <p class="row">
                <strong>{ desk.t(row.step) }</strong>
                <span>{ row.on.map_or_else(|| desk.t(Word::Undated), |on| on.text(desk.lang)) }</span>
                if !row.document_number.is_empty() { <span class="mono">{ &row.document_number }</span> }
            </p>
            if !row.note.is_empty() { <p>{ &row.note }</p> }
            { for row.files.iter().map(|file| {
                let name = Word::File { name: file.name.clone(), kb: file.size.div_ceil(1024) };
                html! { <p><a href={format!("/api/v1/staff/attachments/{}", file.id)} download={file.name.clone()}>{ desk.t(name) }</a></p> }
            }) }
            <p class="row quiet">
                <span>{ desk.t(by) }</span>
                if page.may_edit { <button type="button" class="link" onclick={correct}>{ desk.t(Word::CorrectShort) }</button> }
            </p>
            if page.may_edit { <Attach desk={desk.clone()} step={row.clone()} changed={changed.clone()} /> }
        </li>
    }
}

#[derive(Properties, PartialEq)]
struct StepFormProps {
    desk: Desk,
    page: UnionPage,
    corrects: Option<StepRow>,
    changed: Callback<()>,
}

#[component]
fn StepForm(StepFormProps { desk, page, corrects, changed }: &StepFormProps) -> Html {
    let form = use_form(|| match corrects {
        Some(row) => vec![
            ("on", row.on.map(|on| on.to_string()).unwrap_or_default()),
            ("document_number", row.document_number.clone()),
            ("no_relatives", row.no_relatives.to_string()),
            ("note", row.note.clone()),
        ],
        None => Vec::new(),
    });
    let onsubmit = {
        let (form, desk, changed) = (form.clone(), desk.clone(), changed.clone());
        let (union_id, version, corrects) = (page.row.id, page.version, corrects.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let step = corrects.as_ref().map(|row| row.step).or_else(|| form.chosen("step"));
            let Some(step) = step else { return form.refuse("step", Problem::Required) };
            let Some(on) = form.date("on") else { return };
            let input = StepInput {
                step,
                on,
                document_number: form.get("document_number"),
                no_relatives: form.is("no_relatives"),
                note: form.get("note"),
                corrects: corrects.as_ref().map(|row| row.id),
            };
            let record = RecordSteps { union_id, version, steps: vec![input] };
            form.send(&desk, Action::RecordSteps(record), changed.clone());
        })
    };
    let step = corrects.as_ref().map(|row| row.step).or_else(|| form.chosen("step"));
    let title = match corrects {
        Some(row) => Word::Correct { step: desk.t(row.step) },
        None => Word::RecordStep,
    };
    html! {
        <form class="panel stack" id="step" {onsubmit}>
            <h3>{ desk.t(title) }</h3>
            <p class="quiet">{ desk.t(Word::StepsHint) }</p>
            <div class="filters">
                if corrects.is_none() {
                    { form.choice(desk, "step", Word::Step, options(desk, &FoundingStep::ALL, Word::Choose)) }
                }
                { form.text(desk, "on", Word::On) }
                { form.text(desk, "document_number", Word::DocumentNumber) }
                { form.text(desk, "note", Word::Note) }
            </div>
            if step.is_some_and(FoundingStep::elects) { { form.tick(desk, "no_relatives", Word::NoRelatives) } }
            { form.end(desk, Word::Save) }
        </form>
    }
}

#[derive(Properties, PartialEq)]
struct AttachProps {
    desk: Desk,
    step: StepRow,
    changed: Callback<()>,
}

/// Adds a file to a step.
#[component]
fn Attach(AttachProps { desk, step, changed }: &AttachProps) -> Html {
    let form = use_form(Vec::new);
    let onchange = {
        let (form, desk, changed, step_id) = (form.clone(), desk.clone(), changed.clone(), step.id);
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
            if file.size() > 1_048_576.0 {
                return form.refuse("content", Problem::AttachmentTooLarge { max: "1 MB".into() });
            }
            let (form, desk, changed) = (form.clone(), desk.clone(), changed.clone());
            spawn_local(async move {
                let Ok(buffer) = JsFuture::from(file.array_buffer()).await else { return };
                let Ok(content) = base64(&js_sys::Uint8Array::new(&buffer).to_vec()) else { return };
                let attach = AttachFile { step_id, name: file.name(), content };
                form.send(&desk, Action::AttachFile(attach), changed);
            });
        })
    };
    let id = format!("file-{}", step.id);
    html! {
        <details>
            <summary>{ desk.t(Word::AddFile) }</summary>
            <label for={id.clone()} class="sr">{ desk.t(Word::AddFile) }</label>
            <input {id} type="file" accept="application/pdf,image/jpeg,image/png" {onchange} />
            <p class="quiet">{ desk.t(Word::FilesHint) }</p>
            { form.told(desk) }
        </details>
    }
}

/// Bytes in base64, as the browser writes it.
fn base64(bytes: &[u8]) -> Result<String, wasm_bindgen::JsValue> {
    let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    web_sys::window().ok_or(wasm_bindgen::JsValue::NULL)?.btoa(&text)
}
