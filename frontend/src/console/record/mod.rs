//! What the screens of one record share: name and numbers, answers, consents, warnings, history.

mod answers;
mod personal;

pub(crate) use answers::{answers, consents};
pub(crate) use personal::Personal;

use crate::deeds;
use crate::hooks::Desk;
use crate::text::Say;
use shared::api::HistoryRow;
use shared::i18n::Localized;
use yew::prelude::*;

/// A line of a list of facts: what it is, and what it says.
pub(crate) type Fact = (String, Html);

/// A list of facts.
pub(crate) fn facts(lines: Vec<Fact>) -> Html {
    html! { <dl class="facts">{ terms(lines) }</dl> }
}

/// Lines of a list of facts that has others, too.
pub(crate) fn terms(lines: Vec<Fact>) -> Html {
    html! { <>{ for lines.into_iter().map(|(term, what)| html! { <><dt>{ term }</dt><dd>{ what }</dd></> }) }</> }
}

/// What staff should look at before they decide.
pub(crate) fn warnings(desk: &Desk, warnings: &[Localized]) -> Html {
    if warnings.is_empty() {
        return Html::default();
    }
    html! {
        <section class="note warn stack">
            <h2>{ desk.t(Say::Warnings) }</h2>
            <ul>{ for warnings.iter().map(|text| html! { <li>{ text.get(desk.lang) }</li> }) }</ul>
        </section>
    }
}

/// What happened to a record; `worker` is what whoever sent it is called.
pub(crate) fn history(desk: &Desk, rows: &[HistoryRow], worker: String) -> Html {
    let line = |row: &HistoryRow| {
        let actor = match row.actor.as_str() {
            "" => worker.clone(),
            "system" => desk.t(Say::System),
            actor => actor.to_owned(),
        };
        let detail = deeds::detail(desk, &row.action, &row.detail);
        html! { <li>{ format!("{} · {actor} · {}", desk.time(row.at), deeds::name(desk, &row.action)) }if !detail.is_empty() { { format!(" · {detail}") } }</li> }
    };
    html! { <section class="stack"><h2>{ desk.t(Say::History) }</h2><ul>{ for rows.iter().map(line) }</ul></section> }
}
