//! Small forms: what was typed stays until it is accepted, and each refusal stands beside its field.

use super::text::Word;
use crate::hooks::{Desk, act};
use shared::drive::{Count, Qualifier};
use shared::i18n::{Problem, Text, Violation};
use shared::sync::{Action, Outcome};
use shared::union::{Coverage, PartialDate};
use std::collections::BTreeMap;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// What was typed, and what is wrong with it.
#[derive(Clone, PartialEq)]
pub(super) struct Form {
    /// Begins the ids of its fields: several forms stand on a page.
    prefix: String,
    values: UseStateHandle<BTreeMap<String, String>>,
    wrong: UseStateHandle<Vec<Violation>>,
    said: UseStateHandle<Option<String>>,
    busy: UseStateHandle<bool>,
}

/// A form that begins with these values.
#[hook]
pub(super) fn use_form(begin: impl FnOnce() -> Vec<(&'static str, String)>) -> Form {
    let begin = || begin().into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    Form {
        prefix: "f".to_owned(),
        values: use_state(begin),
        wrong: use_state(Vec::new),
        said: use_state(|| None),
        busy: use_state(|| false),
    }
}

impl Form {
    /// The same form with other ids.
    pub fn within(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = prefix.into();
        self
    }

    /// The id of a field.
    fn id(&self, key: &str) -> String {
        format!("{}-{key}", self.prefix)
    }

    /// The id of what is wrong with a field.
    fn error_id(&self, key: &str) -> String {
        format!("{}-{key}-error", self.prefix)
    }

    /// What was typed into a field.
    pub fn get(&self, key: &str) -> String {
        self.values.get(key).cloned().unwrap_or_default()
    }

    /// Something of a fixed list, chosen.
    pub fn chosen<T: serde::de::DeserializeOwned>(&self, key: &str) -> Option<T> {
        serde_json::from_value(serde_json::Value::String(self.get(key))).ok()
    }

    /// A number with its qualifier.
    pub fn count(&self, key: &str) -> Option<Count> {
        let qualifier = self.chosen::<Qualifier>(&format!("{key}.qualifier")).unwrap_or_default();
        self.get(key).trim().parse().ok().map(|value| Count { value, qualifier })
    }

    fn set(&self, key: &str) -> impl Fn(String) + 'static + use<> {
        let (values, key) = (self.values.clone(), key.to_owned());
        move |value| {
            let mut now = (*values).clone();
            now.insert(key.clone(), value);
            values.set(now);
        }
    }

    /// Why a field was refused.
    fn why(&self, desk: &Desk, key: &str) -> Option<String> {
        self.wrong.iter().find(|one| one.field == key).map(|one| one.text(desk.lang))
    }

    fn field(&self, desk: &Desk, key: &str, label: Word, control: Html) -> Html {
        let why = self.why(desk, key);
        html! {
            <div>
                <label for={self.id(key)}>{ desk.t(label) }</label>
                { control }
                if let Some(why) = why { <p class="error" id={self.error_id(key)}>{ why }</p> }
            </div>
        }
    }

    /// A line of text.
    pub fn text(&self, desk: &Desk, key: &'static str, label: Word) -> Html {
        self.input(desk, key, label, "text")
    }

    /// A field of a kind of HTML.
    pub fn input(&self, desk: &Desk, key: &'static str, label: Word, kind: &'static str) -> Html {
        let set = self.set(key);
        let oninput = Callback::from(move |event: InputEvent| {
            set(event.target_unchecked_into::<HtmlInputElement>().value());
        });
        let invalid = self.why(desk, key).is_some();
        let control = html! {
            <input id={self.id(key)} type={kind} value={self.get(key)} {oninput} autocomplete="off" maxlength="500"
                aria-invalid={invalid.then_some("true")} aria-describedby={invalid.then(|| self.error_id(key))} />
        };
        self.field(desk, key, label, control)
    }

    /// One of several.
    pub fn choice(&self, desk: &Desk, key: &str, label: Word, options: Vec<(String, String)>) -> Html {
        let set = self.set(key);
        let onchange = Callback::from(move |event: Event| {
            set(event.target_unchecked_into::<web_sys::HtmlSelectElement>().value());
        });
        // Nothing chosen is the first option, in the form as on the screen.
        let chosen = options.iter().position(|(code, _)| *code == self.get(key)).unwrap_or_default();
        let option = |(at, (code, name)): (usize, &(String, String))| {
            html! { <option value={code.clone()} selected={at == chosen}>{ name }</option> }
        };
        let invalid = self.why(desk, key).is_some();
        let control = html! {
            <select id={self.id(key)} {onchange} aria-invalid={invalid.then_some("true")} aria-describedby={invalid.then(|| self.error_id(key))}>
                { for options.iter().enumerate().map(option) }
            </select>
        };
        self.field(desk, key, label, control)
    }

    /// A number with how it is meant.
    pub fn number(&self, desk: &Desk, key: &'static str, label: Word) -> Html {
        let meant = [
            (Qualifier::Exact, Word::Exact),
            (Qualifier::AtLeast, Word::AtLeast),
            (Qualifier::About, Word::About),
            (Qualifier::Under, Word::Under),
        ];
        let meant = meant.map(|(one, word)| (code(one), desk.t(word)));
        html! {
            <div class="pair">
                { self.input(desk, key, label, "number") }
                { self.choice(desk, &format!("{key}.qualifier"), Word::Qualifier, meant.to_vec()) }
            </div>
        }
    }

    /// Something that is so, or not.
    pub fn tick(&self, desk: &Desk, key: &'static str, label: Word) -> Html {
        let set = self.set(key);
        let onchange = Callback::from(move |event: Event| {
            set(event.target_unchecked_into::<HtmlInputElement>().checked().to_string());
        });
        html! {
            <div>
                <label class="check"><input type="checkbox" checked={self.is(key)} {onchange} />{ desk.t(label) }</label>
                if let Some(why) = self.why(desk, key) { <p class="error">{ why }</p> }
            </div>
        }
    }

    /// Several of a list; their codes are kept with blanks between.
    pub fn several(&self, desk: &Desk, key: &str, label: Word, options: Vec<(String, String)>) -> Html {
        let chosen = self.codes(key);
        let one = |(code, name): &(String, String)| {
            let (set, code) = (self.set(key), code.clone());
            let (mut others, checked) = (chosen.clone(), chosen.contains(&code));
            others.retain(|other| *other != code);
            let onchange = Callback::from(move |event: Event| {
                let mut now = others.clone();
                now.extend(event.target_unchecked_into::<HtmlInputElement>().checked().then(|| code.clone()));
                set(now.join(" "));
            });
            html! { <label class="check"><input type="checkbox" {checked} {onchange} />{ name }</label> }
        };
        html! {
            <fieldset>
                <legend>{ desk.t(label) }</legend>
                <div class="row">{ for options.iter().map(one) }</div>
                if let Some(why) = self.why(desk, key) { <p class="error">{ why }</p> }
            </fieldset>
        }
    }

    /// The codes that are chosen of a list.
    pub fn codes(&self, key: &str) -> Vec<String> {
        self.get(key).split_whitespace().map(str::to_owned).collect()
    }

    /// What a union covers, and the groups whose workers it takes where that matters.
    pub fn coverage(&self, desk: &Desk) -> Html {
        let groups = shared::membership::GROUPS.iter().map(|one| (one.code.to_owned(), one.text(desk.lang)));
        let of_groups = matches!(self.chosen("scope"), Some(Coverage::Area | Coverage::Industry));
        html! {
            <>
                { self.choice(desk, "scope", Word::Scope, options(desk, &Coverage::ALL, Word::NotTold)) }
                <p class="hint">{ desk.t(Word::ScopeHint) }</p>
                if of_groups { { self.several(desk, "worker_groups", Word::GroupsTaken, groups.collect()) } }
            </>
        }
    }

    /// Whether a box is ticked.
    pub fn is(&self, key: &str) -> bool {
        self.get(key) == "true"
    }

    /// Refuses a field before anything is sent; what was typed stays.
    pub fn refuse(&self, field: &str, problem: Problem) {
        self.said.set(None);
        self.wrong.set(vec![Violation::new(field, problem)]);
    }

    /// A year, a month or a day as typed, or none; refuses what is neither.
    pub fn date(&self, key: &str) -> Option<Option<PartialDate>> {
        let typed = self.get(key);
        if typed.trim().is_empty() {
            return Some(None);
        }
        let read = typed.parse().ok();
        if read.is_none() {
            self.refuse(key, Problem::DateUnclear);
        }
        read.map(Some)
    }

    /// Submits an action; calls once it is accepted.
    pub fn send(&self, desk: &Desk, action: Action, accepted: Callback<()>) {
        if *self.busy {
            return;
        }
        self.busy.set(true);
        let (form, desk) = (self.clone(), desk.clone());
        spawn_local(async move {
            let outcome = act(&desk, action).await;
            form.busy.set(false);
            form.said.set(crate::hooks::said(&outcome, desk.lang));
            match outcome {
                Ok(Outcome::Accepted { .. } | Outcome::Duplicate { .. }) => {
                    form.wrong.set(Vec::new());
                    accepted.emit(());
                }
                Ok(Outcome::Rejected { violations, .. }) => form.wrong.set(violations),
                _ => {}
            }
        });
    }

    /// All that was refused: also for a screen reader, and for fields that are not shown.
    pub fn told(&self, desk: &Desk) -> Html {
        let all: Vec<String> = self.wrong.iter().map(|one| one.text(desk.lang)).collect();
        let said = if all.is_empty() { Vec::from_iter((*self.said).clone()) } else { all };
        if said.is_empty() {
            return Html::default();
        }
        html! { <div class="note bad" role="alert">{ for said.iter().map(|one| html! { <p>{ one }</p> }) }</div> }
    }

    /// What was refused, and the button.
    pub fn end(&self, desk: &Desk, label: Word) -> Html {
        html! {
            <>
                { self.told(desk) }
                <p><button type="submit" class="button" aria-disabled={self.busy.then_some("true")}>{ desk.t(label) }</button></p>
            </>
        }
    }
}

/// A number under a key with its qualifier, for a form to begin with.
pub(super) fn number(
    key: &'static str,
    meant: &'static str,
    count: Option<Count>,
) -> Vec<(&'static str, String)> {
    let Some(count) = count else { return Vec::new() };
    vec![(key, count.value.to_string()), (meant, code(count.qualifier))]
}

/// The stable code of a plain enum.
pub(crate) fn code<T: serde::Serialize>(value: T) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Options of a fixed list, after an empty one.
pub(super) fn options<T: serde::Serialize + Text + Copy>(
    desk: &Desk,
    all: &[T],
    none: Word,
) -> Vec<(String, String)> {
    let mut options = vec![(String::new(), desk.t(none))];
    options.extend(all.iter().map(|one| (code(*one), one.text(desk.lang))));
    options
}

/// The nine divisions after the city itself.
pub(super) fn divisions(desk: &Desk) -> Vec<(String, String)> {
    let mut all = vec![("130300".to_owned(), division(desk, "130300"))];
    all.extend(shared::union::DIVISIONS.iter().map(|one| (one.code.to_owned(), one.text(desk.lang))));
    all
}

/// The name of a division.
pub(super) fn division(desk: &Desk, code: &str) -> String {
    match shared::union::division(code) {
        Some(division) => division.text(desk.lang),
        None => match desk.lang {
            shared::i18n::Lang::ZhCn => "秦皇岛市".to_owned(),
            shared::i18n::Lang::En => "Qinhuangdao".to_owned(),
        },
    }
}
