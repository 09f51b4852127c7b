//! Adding to the record of work, and changing a row of it.

use super::form::{code, number, options, use_form};
use super::text::Word;
use crate::hooks::{Desk, use_get};
use crate::parts::with;
use shared::api::{ChronicleRow, UnionRow};
use shared::drive::DriveMethod;
use shared::i18n::{Localized, Problem};
use shared::sync::{Action, SaveChronicle};
use shared::union::ChronicleKind;
use yew::prelude::*;

#[derive(Clone, Properties, PartialEq)]
pub struct WorkFormProps {
    pub(crate) desk: Desk,
    /// The row as it is; none for a new one.
    #[prop_or_default]
    pub(crate) before: Option<ChronicleRow>,
    /// The kind that a new one is likely of.
    #[prop_or_default]
    pub(crate) kind: Option<ChronicleKind>,
    pub(crate) changed: Callback<()>,
}

/// The form, once the unions are known whose work it may be.
#[component]
pub fn WorkForm(props: &WorkFormProps) -> Html {
    let desk = &props.desk;
    let unions = use_get::<Vec<UnionRow>>(desk, "/staff/unions".to_owned(), 0);
    let title = if props.before.is_some() { Word::Edit } else { Word::AddWork };
    html! {
        <details>
            <summary>{ desk.t(title) }</summary>
            { with(desk, &unions, |unions| html! { <Fields of={props.clone()} unions={unions.clone()} /> }) }
        </details>
    }
}

#[derive(Properties, PartialEq)]
struct FieldsProps {
    of: WorkFormProps,
    unions: Vec<UnionRow>,
}

fn begin(of: &WorkFormProps, unions: &[UnionRow]) -> Vec<(&'static str, String)> {
    let first = unions.first().map(|union| union.id.to_string()).unwrap_or_default();
    let Some(row) = &of.before else {
        return vec![("union", first), ("about", code(of.kind.unwrap_or(ChronicleKind::Support)))];
    };
    let date = |on: Option<shared::union::PartialDate>| on.map(|on| on.to_string()).unwrap_or_default();
    let mut begin = vec![
        ("union", row.union_id.to_string()),
        ("about", code(row.kind)),
        ("title", row.title.zh.clone()),
        ("title_en", row.title.en.clone()),
        ("happened_on", date(row.happened_on)),
        ("until", date(row.until)),
        ("method", row.method.map(code).unwrap_or_default()),
        ("note", row.note.zh.clone()),
        ("note_en", row.note.en.clone()),
    ];
    begin.extend(number("count", "count.qualifier", row.count));
    begin
}

#[component]
fn Fields(FieldsProps { of, unions }: &FieldsProps) -> Html {
    let desk = &of.desk;
    let form = use_form(|| begin(of, unions)).within("w");
    let onsubmit = {
        let (form, of) = (form.clone(), of.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let id = of.before.as_ref().map(|before| before.id).or_else(frontend::common::id::uuid);
            let (Some(chronicle_id), Ok(union_id)) = (id, form.get("union").parse()) else { return };
            let Some(about) = form.chosen("about") else { return form.refuse("about", Problem::Required) };
            let Some(happened_on) = form.date("happened_on") else { return };
            let Some(until) = form.date("until") else { return };
            let save = SaveChronicle {
                chronicle_id,
                version: of.before.as_ref().map_or(0, |before| before.version),
                union_id,
                about,
                title: Localized::new(form.get("title"), form.get("title_en")),
                happened_on,
                until,
                count: form.count("count"),
                method: form.chosen("method"),
                note: Localized::new(form.get("note"), form.get("note_en")),
            };
            form.send(&of.desk, Action::SaveChronicle(save), of.changed.clone());
        })
    };
    let places = unions.iter().map(|one| (one.id.to_string(), one.name.get(desk.lang).to_owned())).collect();
    html! {
        <form class="panel stack" {onsubmit}>
            <div class="filters">
                { form.choice(desk, "about", Word::WorkKind, options(desk, &ChronicleKind::ALL, Word::Choose)) }
                { form.choice(desk, "union", Word::OfUnion, places) }
                { form.text(desk, "title", Word::WorkTitle) }
                { form.text(desk, "title_en", Word::WorkTitleEn) }
                { form.text(desk, "happened_on", Word::HappenedOn) }
                { form.text(desk, "until", Word::Until) }
                { form.number(desk, "count", Word::NumberTold) }
                { form.choice(desk, "method", Word::Method, options(desk, &DriveMethod::ALL, Word::NotTold)) }
                { form.text(desk, "note", Word::Note) }
                { form.text(desk, "note_en", Word::WorkNoteEn) }
            </div>
            { form.end(desk, Word::Save) }
        </form>
    }
}
