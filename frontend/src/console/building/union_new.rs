//! A new union.

use super::form::{divisions, options, use_form};
use super::text::Word;
use crate::hooks::Desk;
use shared::api::UnionRow;
use shared::drive::DriveMethod;
use shared::i18n::Localized;
use shared::sync::{Action, SaveUnion, UnionFacts, UnionPlace};
use shared::union::{Level, UnionKind};
use yew::prelude::*;

const KINDS: [UnionKind; 5] = [
    UnionKind::SingleEmployer,
    UnionKind::Joint,
    UnionKind::UnionFederation,
    UnionKind::Industrial,
    UnionKind::Federation,
];

#[derive(Properties, PartialEq)]
pub struct NewUnionProps {
    pub(crate) desk: Desk,
    /// The unions below which it may stand.
    pub(crate) above: Vec<UnionRow>,
    /// It was added.
    pub(crate) added: Callback<()>,
}

/// The form for one.
#[component]
pub fn NewUnion(NewUnionProps { desk, above, added }: &NewUnionProps) -> Html {
    let first = above.first().cloned();
    let form = use_form(|| {
        let division = first.as_ref().map(|row| row.division.clone()).unwrap_or_default();
        vec![
            ("parent", first.as_ref().map(|row| row.id.to_string()).unwrap_or_default()),
            ("kind", "single_employer".to_owned()),
            ("division", division),
        ]
    })
    .within("n");
    let onsubmit = {
        let (form, desk, added, above) = (form.clone(), desk.clone(), added.clone(), above.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(union_id) = frontend::common::id::uuid() else { return };
            let parent = form.get("parent");
            let Some(parent) = above.iter().find(|row| row.id.to_string() == parent) else { return };
            let new = UnionPlace {
                parent_id: parent.id,
                name: Localized::new(form.get("name"), ""),
                kind: form.chosen("kind").unwrap_or(UnionKind::SingleEmployer),
                level: parent.level.max(Level::City),
                division: form.get("division"),
            };
            let facts = UnionFacts {
                method: form.chosen("method"),
                scope: form.chosen("scope"),
                worker_groups: Some(form.codes("worker_groups")),
                ..UnionFacts::default()
            };
            let save = SaveUnion { union_id, version: 0, new: Some(new), facts };
            form.send(&desk, Action::SaveUnion(save), added.clone());
        })
    };
    let parents = above.iter().map(|row| (row.id.to_string(), row.name.get(desk.lang).to_owned())).collect();
    html! {
        <details>
            <summary>{ desk.t(Word::AddUnion) }</summary>
            <form class="panel stack" {onsubmit}>
                <div class="filters">
                    { form.text(desk, "name", Word::Name) }
                    { form.choice(desk, "parent", Word::Above, parents) }
                    { form.choice(desk, "kind", Word::Kind, options(desk, &KINDS, Word::NotTold)) }
                    { form.choice(desk, "division", Word::Division, divisions(desk)) }
                    { form.choice(desk, "method", Word::Method, options(desk, &DriveMethod::ALL, Word::NotTold)) }
                </div>
                { form.coverage(desk) }
                { form.end(desk, Word::AddUnion) }
            </form>
        </details>
    }
}
