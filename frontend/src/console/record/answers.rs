//! What was answered, and what was agreed to.

use super::{Fact, facts};
use crate::hooks::Desk;
use crate::text::Say;
use chrono::NaiveDate;
use frontend::common::format;
use shared::api::ConsentRow;
use shared::form::{Answer, Answers, Choice, Field, FieldKind, FormDefinition};
use yew::prelude::*;

/// The answers besides name and numbers, which are masked, and consents.
pub(crate) fn answers(desk: &Desk, form: &FormDefinition, given: &Answers) -> Vec<Fact> {
    const ABOVE: [&str; 3] = ["name", "id_number", "mobile"];
    let line = |field: &Field| {
        let answer = given.get(&field.key)?;
        let shown = !ABOVE.contains(&field.key.as_str()) && !matches!(field.kind, FieldKind::Consent { .. });
        shown.then(|| (field.label.get(desk.lang).to_owned(), html! { { words(desk, field, answer) } }))
    };
    form.fields().filter_map(line).collect()
}

/// An answer as people read it.
fn words(desk: &Desk, field: &Field, answer: &Answer) -> String {
    let label = |options: &[Choice], value: &str| {
        let found = options.iter().find(|option| option.value == value);
        found.map_or_else(|| value.to_owned(), |option| option.label.get(desk.lang).to_owned())
    };
    match (&field.kind, answer) {
        (FieldKind::Choice { options }, Answer::Text(value)) => label(options, value),
        (FieldKind::Choices { options, .. }, Answer::Many(values)) => {
            let labels: Vec<String> = values.iter().map(|value| label(options, value)).collect();
            labels.join(&desk.t(Say::ListComma))
        }
        (_, Answer::Text(text)) => text.clone(),
        (_, Answer::Many(values)) => values.join(&desk.t(Say::ListComma)),
        (_, Answer::Yes(yes)) => desk.t(if *yes { Say::Yes } else { Say::No }),
    }
}

/// What was agreed to, and until when the data is kept if that is known.
pub(crate) fn consents(
    desk: &Desk,
    form: &FormDefinition,
    rows: &[ConsentRow],
    until: Option<NaiveDate>,
) -> Html {
    let line = |row: &ConsentRow| {
        let label = form.field(&row.purpose).map_or(row.purpose.as_str(), |field| field.label.get(desk.lang));
        let given = desk.t(if row.given { Say::Given } else { Say::NotGiven });
        (label.to_owned(), html! { { format!("{given} · {} · {}", row.text_version, desk.time(row.at)) } })
    };
    html! {
        <section class="stack">
            <h2>{ desk.t(Say::Consents) }</h2>
            { facts(rows.iter().map(line).collect()) }
            if let Some(until) = until {
                <p class="quiet">{ desk.t(Say::RetainUntil { day: format::day(until, desk.lang) }) }</p>
            }
        </section>
    }
}
