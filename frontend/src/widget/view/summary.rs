//! What is wrong, in one place, each leading to its field (as on GOV.UK's forms).

use super::field::id_of;
use crate::widget::model::{Chrome, FormScreen};
use crate::widget::text::WidgetText;
use shared::i18n::Lang;
use yew::prelude::*;

/// The summary of a form; nothing when nothing is wrong.
pub fn summary(form: &FormScreen, chrome: &Chrome) -> Html {
    if form.violations.is_empty() {
        return Html::default();
    }
    let colon = if chrome.lang == Lang::ZhCn { "：" } else { ": " };
    let line = |violation: &shared::i18n::Violation| {
        let field = form.page.form.field(&violation.field);
        let label = field.map(|field| field.label.get(chrome.lang)).unwrap_or_default();
        let text = violation.text(chrome.lang);
        let text = if label.is_empty() { text } else { format!("{label}{colon}{text}") };
        match field {
            Some(_) => {
                html! { <li><a href={format!("#{}", id_of(&violation.field))} data-jump={id_of(&violation.field)}>{ text }</a></li> }
            }
            None => html! { <li>{ text }</li> },
        }
    };
    html! {
        <div class="note bad" role="alert" tabindex="-1" data-errors="">
            <h2>{ chrome.t(WidgetText::ErrorSummary { count: form.violations.len() }) }</h2>
            <p class="quiet">{ chrome.t(WidgetText::ErrorSummaryHint) }</p>
            <ul>{ for form.violations.iter().map(line) }</ul>
        </div>
    }
}
