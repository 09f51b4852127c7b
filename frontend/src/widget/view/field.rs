//! One question: label, why it is asked, the control, what is wrong with the answer.

use crate::widget::form_post::PREFIX;
use crate::widget::model::{Chrome, FormScreen};
#[cfg(feature = "ssr")]
use crate::widget::text::ReadText;
use crate::widget::text::WidgetText;
use shared::form::{Answer, Choice, Field, FieldKind};
use yew::prelude::*;

/// The id of a field's control, for labels, errors and links.
pub(super) fn id_of(key: &str) -> String {
    format!("rc-{key}")
}

pub(super) fn field(field: &Field, form: &FormScreen, chrome: &Chrome) -> Html {
    let one = One::new(field, form, chrome);
    match &field.kind {
        FieldKind::Choices { options, .. } => one.many(options),
        FieldKind::Choice { options } if options.len() <= 4 => one.radios(options),
        FieldKind::Choice { options } => one.select(options),
        FieldKind::Consent { text, .. } => one.consent(text.get(chrome.lang)),
        kind => one.line(kind),
    }
}

/// A field with what its parts need.
struct One<'a> {
    field: &'a Field,
    form: &'a FormScreen,
    chrome: &'a Chrome,
    id: String,
    name: String,
    wrong: Option<String>,
}

impl<'a> One<'a> {
    fn new(field: &'a Field, form: &'a FormScreen, chrome: &'a Chrome) -> Self {
        let wrong = form.violations.iter().find(|violation| violation.field == field.key);
        One {
            field,
            form,
            chrome,
            id: id_of(&field.key),
            name: format!("{PREFIX}{}", field.key),
            wrong: wrong.map(|violation| violation.text(chrome.lang)),
        }
    }

    fn typed(&self) -> &str {
        self.form.answers.get(&self.field.key).and_then(Answer::as_text).unwrap_or_default()
    }

    fn label(&self) -> &str {
        self.field.label.get(self.chrome.lang)
    }

    /// What stands under the label, and what is wrong; both are read out with the control.
    fn under(&self) -> Html {
        let date = matches!(self.field.kind, FieldKind::Date { .. });
        let hint = self.field.hint.get(self.chrome.lang);
        html! {
            <>
                <div class="hint" id={format!("{}-hint", self.id)}>
                    if !hint.is_empty() { <p>{ hint }</p> }
                    if date { <p>{ self.chrome.t(WidgetText::DateHint) }</p> }
                    { for self.masked() }
                    { for self.when().map(|text| html! { <p>{ text }</p> }) }
                </div>
                { for self.error() }
            </>
        }
    }

    /// Corrections are made without the program.
    #[cfg(feature = "ssr")]
    fn masked(&self) -> Option<Html> {
        let masked = self.form.masked.get(&self.field.key).and_then(Answer::as_text);
        let masked = masked.is_some_and(|text| text.contains('*'));
        masked.then(|| html! { <p>{ self.chrome.t(ReadText::MaskedHint) }</p> })
    }

    #[cfg(not(feature = "ssr"))]
    fn masked(&self) -> Option<Html> {
        None
    }

    /// What is wrong with the answer.
    fn error(&self) -> Option<Html> {
        let wrong = self.wrong.as_ref()?;
        Some(html! { <p class="error" id={format!("{}-error", self.id)}>{ wrong }</p> })
    }

    /// As plain HTML every field shows; this says when it is meant.
    fn when(&self) -> Option<String> {
        let condition = self.field.when.as_ref().filter(|_| !self.chrome.live)?;
        let decides = self.form.page.form.field(&condition.field)?;
        let options: &[Choice] = match &decides.kind {
            FieldKind::Choice { options } | FieldKind::Choices { options, .. } => options,
            _ => &[],
        };
        let meant = options.iter().filter(|option| condition.is.contains(&option.value));
        let answers: Vec<&str> = meant.map(|option| option.label.get(self.chrome.lang)).collect();
        let label = decides.label.get(self.chrome.lang).to_owned();
        Some(self.chrome.t(WidgetText::OnlyWhen { label, answers: answers.join("、") }))
    }

    fn described(&self) -> String {
        match self.wrong {
            Some(_) => format!("{0}-hint {0}-error", self.id),
            None => format!("{}-hint", self.id),
        }
    }

    fn class(&self, base: &'static str) -> Classes {
        classes!(base, self.wrong.is_some().then_some("wrong"))
    }

    fn invalid(&self) -> Option<&'static str> {
        self.wrong.is_some().then_some("true")
    }

    /// A line or an area of text.
    fn line(&self, kind: &FieldKind) -> Html {
        let (id, name, value) = (self.id.clone(), self.name.clone(), self.typed().to_owned());
        let described = self.described();
        let (input_type, mode, complete, class) = match kind {
            FieldKind::Mobile => ("tel", "tel", "tel", ""),
            FieldKind::IdNumber { .. } => ("text", "text", "off", ""),
            FieldKind::Name => ("text", "text", "name", ""),
            FieldKind::Number { decimals: 0, .. } => ("text", "numeric", "off", "short"),
            FieldKind::Number { .. } => ("text", "decimal", "off", "short"),
            FieldKind::Date { .. } => ("text", "numeric", "off", "short"),
            _ => ("text", "text", "off", ""),
        };
        let control = match kind {
            FieldKind::Text { multiline: true, .. } => html! {
                <textarea {id} {name} {value} aria-describedby={described} aria-invalid={self.invalid()} />
            },
            _ => html! {
                <input {id} {name} {value} {class} type={input_type} inputmode={mode} autocomplete={complete} spellcheck="false"
                    aria-describedby={described} aria-invalid={self.invalid()} aria-required={self.field.required.to_string()} />
            },
        };
        self.labelled(control)
    }

    fn labelled(&self, control: Html) -> Html {
        html! {
            <div class={self.class("field")} key={self.field.key.clone()}>
                <label for={self.id.clone()}>{ self.label() }</label>
                { self.under() }
                { control }
            </div>
        }
    }

    /// One of a longer list.
    fn select(&self, options: &[Choice]) -> Html {
        let typed = self.typed();
        let option = |choice: &Choice| {
            let selected = choice.value == typed;
            html! { <option value={choice.value.clone()} {selected}>{ choice.label.get(self.chrome.lang) }</option> }
        };
        self.labelled(html! {
            <select id={self.id.clone()} name={self.name.clone()} aria-describedby={self.described()}
                aria-invalid={self.invalid()} aria-required={self.field.required.to_string()}>
                <option value="" selected={typed.is_empty()}>{ self.chrome.t(WidgetText::PleaseChoose) }</option>
                { for options.iter().map(option) }
            </select>
        })
    }

    /// One of a few.
    fn radios(&self, options: &[Choice]) -> Html {
        let typed = self.typed();
        self.choices("radio", options, &|value| value == typed)
    }

    /// Several of a list.
    fn many(&self, options: &[Choice]) -> Html {
        let chosen: &[String] = match self.form.answers.get(&self.field.key) {
            Some(Answer::Many(many)) => many,
            _ => &[],
        };
        self.choices("checkbox", options, &|value| chosen.contains(value))
    }

    fn choices(&self, kind: &'static str, options: &[Choice], chosen: &dyn Fn(&String) -> bool) -> Html {
        let choice = |(at, choice): (usize, &Choice)| {
            let id = if at == 0 { self.id.clone() } else { format!("{}-{at}", self.id) };
            html! {
                <label class="choice" for={id.clone()}>
                    <input type={kind} {id} name={self.name.clone()} value={choice.value.clone()} checked={chosen(&choice.value)} />
                    <span>{ choice.label.get(self.chrome.lang) }</span>
                </label>
            }
        };
        self.group(options.iter().enumerate().map(choice).collect())
    }

    fn group(&self, controls: Html) -> Html {
        html! {
            <fieldset class={self.class("group")} key={self.field.key.clone()} aria-describedby={self.described()}>
                <legend>{ self.label() }</legend>
                { self.under() }
                { controls }
            </fieldset>
        }
    }

    /// A consent with its whole text.
    fn consent(&self, text: &str) -> Html {
        let checked = matches!(self.form.answers.get(&self.field.key), Some(Answer::Yes(true)));
        let hint = self.field.hint.get(self.chrome.lang);
        html! {
            <div class={self.class("consent")} key={self.field.key.clone()}>
                <p class="label"><strong>{ self.label() }</strong></p>
                <div id={format!("{}-hint", self.id)}>
                    <p>{ text }</p>
                    if !hint.is_empty() { <p class="hint">{ hint }</p> }
                </div>
                { for self.error() }
                <label class="choice" for={self.id.clone()}>
                    <input type="checkbox" id={self.id.clone()} name={self.name.clone()} value="yes" {checked}
                        aria-describedby={self.described()} aria-invalid={self.invalid()} />
                    <span>{ self.chrome.t(WidgetText::IAgree) }<span class="sr">{ " " }{ self.label() }</span></span>
                </label>
            </div>
        }
    }
}
