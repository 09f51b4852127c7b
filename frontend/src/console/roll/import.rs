//! A file, its preview, and the import.

use super::decision::Decide;
use super::rows::Rows;
use super::text::Roll as Say;
use crate::hooks::Desk;
use crate::net::{self, NetError};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use shared::api::{RowCounts, WorkbookFile, WorkbookPage, WorkbookPreview};
use shared::workbook::SheetKind;
use std::rc::Rc;
use uuid::Uuid;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct ImportProps {
    pub desk: Desk,
    pub page: WorkbookPage,
}

/// What has come of the file so far.
#[derive(Clone, Default)]
enum Stage {
    #[default]
    Choosing,
    Working,
    Seen(Rc<WorkbookFile>, Rc<WorkbookPreview>),
    Failed(Vec<String>),
    Done(RowCounts),
}

/// Chooses a file, shows what would become of it, and imports it.
#[component]
pub(super) fn Import(ImportProps { desk, page }: &ImportProps) -> Html {
    let stage = use_state(Stage::default);
    let set = use_state(|| page.sheets.first().map(|one| one.key.clone()).unwrap_or_default());
    let kind = kind_of(page, &set);
    // Members only into unions that have some; unions below any.
    let mut page = page.clone();
    page.unions.retain(|one| one.takes_members || kind == SheetKind::Organisations);
    // None is chosen until somebody does: with another kind of sheet other unions come first.
    let chosen = use_state(String::new);
    let known = page.unions.iter().map(|one| one.id.to_string());
    let union = known.clone().find(|id| *id == *chosen).or_else(|| known.clone().next()).unwrap_or_default();
    let input = use_node_ref();
    // Another choice asks for another preview.
    let choose = |state: &UseStateHandle<String>| {
        let (state, stage) = (state.clone(), stage.clone());
        Callback::from(move |event: Event| {
            state.set(event.target_unchecked_into::<HtmlSelectElement>().value());
            stage.set(Stage::Choosing);
        })
    };
    let choose_set = {
        let (choose, chosen) = (choose(&set), chosen.clone());
        Callback::from(move |event: Event| {
            chosen.set(String::new());
            choose.emit(event);
        })
    };
    let onfile = {
        let stage = stage.clone();
        Callback::from(move |_: Event| stage.set(Stage::Choosing))
    };
    let look = {
        let (desk, stage, union, set, input) =
            (desk.clone(), stage.clone(), union.clone(), set.clone(), input.clone());
        Callback::from(move |()| {
            let file = input.cast::<HtmlInputElement>().and_then(|input| input.files()?.get(0));
            let (Some(file), Ok(union_id)) = (file, union.parse::<Uuid>()) else {
                stage.set(Stage::Failed(vec![desk.t(Say::ChooseFile)]));
                return;
            };
            let (desk, stage, set) = (desk.clone(), stage.clone(), (*set).clone());
            stage.set(Stage::Working);
            spawn_local(async move {
                let Ok(bytes) = JsFuture::from(file.array_buffer()).await else {
                    stage.set(Stage::Failed(vec![desk.t(Say::FileLost)]));
                    return;
                };
                let file = STANDARD.encode(js_sys::Uint8Array::new(&bytes).to_vec());
                let file = WorkbookFile { set, union_id, file };
                stage.set(match net::post("/api/v1/staff/workbook/preview", &file, desk.lang).await {
                    Ok(preview) => Stage::Seen(Rc::new(file), Rc::new(preview)),
                    Err(error) => Stage::Failed(told(&desk, &error)),
                });
            });
        })
    };
    let onsubmit = look.reform(|event: SubmitEvent| event.prevent_default());
    let done = {
        let stage = stage.clone();
        Callback::from(move |counts| stage.set(Stage::Done(counts)))
    };
    let working = matches!(*stage, Stage::Working);
    let template = format!("/api/v1/staff/workbook/template?set={}", *set);
    let failed = match &*stage {
        Stage::Failed(lines) => Some(lines),
        _ => None,
    };
    html! {
        <section class="stack" aria-labelledby="roll-import">
            <h2 id="roll-import">{ desk.t(Say::Import) }</h2>
            <form class="stack panel" {onsubmit} novalidate=true>
                <div class="filters">
                    { super::choices(desk, &page, "roll", (&union, choose(&chosen)), (&set, choose_set)) }
                </div>
                if kind == SheetKind::Organisations { <p class="quiet">{ desk.t(Say::BelowHint) }</p> }
                <div>
                    <label for="roll-file">{ desk.t(Say::File) }</label>
                    <input id="roll-file" type="file" ref={input} onchange={onfile} aria-describedby="roll-file-hint roll-file-error"
                        accept=".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                        aria-invalid={failed.is_some().then_some("true")} />
                    <p class="quiet" id="roll-file-hint">{ desk.t(Say::FileHint) }{ " " }<a href={template} download="template.xlsx">{ desk.t(Say::Template) }</a></p>
                    <div id="roll-file-error" role="alert">
                        { for failed.into_iter().flatten().map(|line| html! { <p class="error">{ line }</p> }) }
                    </div>
                </div>
                <div><button type="submit" class="button" aria-disabled={working.then_some("true")}>{ desk.t(Say::Preview) }</button></div>
            </form>
            { match &*stage {
                Stage::Working => html! { <p role="status">{ desk.t(Say::Working) }</p> },
                Stage::Seen(file, preview) => html! {
                    <>
                        <p role="status">{ desk.t(Say::Read { sheet: preview.sheet.clone(), row: preview.header_row }) }</p>
                        <Rows key={preview.digest.clone()} desk={desk.clone()} preview={preview.clone()} {kind} />
                        <Decide desk={desk.clone()} file={file.clone()} preview={preview.clone()} {kind} {done} again={look.clone()} />
                    </>
                },
                Stage::Done(RowCounts { new, changed, refused, .. }) => html! {
                    <p class="note" role="status">{ desk.t(match kind {
                        SheetKind::Members => Say::Done { new: *new, changed: *changed, refused: *refused },
                        SheetKind::Organisations => Say::DoneRows { new: *new, changed: *changed, refused: *refused },
                    }) }</p>
                },
                Stage::Choosing | Stage::Failed(_) => Html::default(),
            } }
        </section>
    }
}

/// What the rows of a kind of sheet are.
fn kind_of(page: &WorkbookPage, set: &str) -> SheetKind {
    page.sheets.iter().find(|one| one.key == set).map_or(SheetKind::Members, |one| one.sheet)
}

/// What an error says: its values, else itself.
pub(super) fn told(desk: &Desk, error: &NetError) -> Vec<String> {
    let code = desk.note(error);
    match error {
        NetError::Problem(problem) if !problem.violations.is_empty() => {
            problem.violations.iter().map(|violation| violation.text(desk.lang)).collect()
        }
        _ => vec![desk.t(code)],
    }
}
