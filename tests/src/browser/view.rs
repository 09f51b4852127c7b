//! A page, or the inside of a widget, as a person sees it.

use super::Browser;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use thirtyfour::prelude::*;

/// What looks like a button or a link.
const PRESSABLE: &str = "button, a[href], summary, input[type=submit], [role=button], [role=tab], label";

/// A page, or the inside of a widget.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    browser: &'a Browser,
    /// Which widget; none for the page.
    widget: Option<usize>,
}

impl<'a> View<'a> {
    pub(super) fn new(browser: &'a Browser, widget: Option<usize>) -> Self {
        View { browser, widget }
    }

    /// Its browser.
    pub fn browser(&self) -> &'a Browser {
        self.browser
    }

    /// Runs an expression in which `which` is this view; see `dom.js`.
    pub async fn ask(&self, expression: &str, arguments: &[Value]) -> Value {
        self.try_ask(expression, arguments).await.unwrap_or_else(|error| panic!("{expression}: {error}"))
    }

    async fn try_ask(&self, expression: &str, arguments: &[Value]) -> WebDriverResult<Value> {
        Ok(self.answer(expression, arguments).await?.json().clone())
    }

    async fn answer(
        &self,
        expression: &str,
        arguments: &[Value],
    ) -> WebDriverResult<thirtyfour::session::scriptret::ScriptRet> {
        let script =
            format!("{}\nconst which = arguments[0], given = arguments[1];\nreturn {expression}", super::DOM);
        self.browser.driver.execute(script, vec![json!(self.widget), json!(arguments)]).await
    }

    async fn element(&self, expression: &str, arguments: &[Value]) -> WebDriverResult<Option<WebElement>> {
        let answer = self.answer(expression, arguments).await?;
        if answer.json().is_null() { Ok(None) } else { answer.element().map(Some) }
    }

    /// All that can be read.
    pub async fn text(&self) -> String {
        self.ask("textOf(which)", &[]).await.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until this can be read.
    pub async fn sees(&self, text: &str) {
        let ask = async || {
            Ok((self.try_ask("textOf(which)", &[]).await?.as_str().unwrap_or_default().contains(text))
                .then_some(()))
        };
        self.browser.wait(&format!("the text “{text}”"), ask).await;
    }

    /// Waits until this can no longer be read.
    pub async fn sees_no_more(&self, text: &str) {
        let ask = async || {
            Ok((!self.try_ask("textOf(which)", &[]).await?.as_str().unwrap_or_default().contains(text))
                .then_some(()))
        };
        self.browser.wait(&format!("the text “{text}” to go"), ask).await;
    }

    /// Waits until an expression about this view is true.
    pub async fn until(&self, what: &str, expression: &str, arguments: &[Value]) {
        let ask =
            async || Ok((self.try_ask(expression, arguments).await? == Value::Bool(true)).then_some(()));
        self.browser.wait(what, ask).await;
    }

    /// Waits for a visible element.
    pub async fn find(&self, css: &str) -> WebElement {
        let ask = async || self.element("visible(which, given[0])[0] ?? null", &[json!(css)]).await;
        self.browser.wait(&format!("a visible {css}"), ask).await
    }

    /// How many visible elements there are now.
    pub async fn count(&self, css: &str) -> usize {
        self.ask("visible(which, given[0]).length", &[json!(css)]).await.as_u64().unwrap_or_default() as usize
    }

    /// Clicks what is named so: a button, a link, the label of a box.
    pub async fn press(&self, name: &str) {
        self.press_one(PRESSABLE, name).await;
    }

    /// Clicks the first of `css` that is named so.
    pub async fn press_one(&self, css: &str, name: &str) {
        let ask = async || match self
            .element("named(which, given[0], given[1])", &[json!(css), json!(name)])
            .await?
        {
            Some(element) => Ok(Some(element.click().await?)),
            None => Ok(None),
        };
        self.browser.wait(&format!("“{name}” to press ({css})"), ask).await;
    }

    /// Goes to a screen by the console's menu, which stands behind a button on a phone.
    pub async fn visit(&self, screen: &str) {
        self.find(".menu").await;
        if self.count(".menu > button[aria-expanded=false]").await > 0 {
            self.click(".menu > button").await;
        }
        self.press_one(".menu a", screen).await;
    }

    /// Whether something to press is named so now.
    pub async fn offers(&self, name: &str) -> bool {
        !self
            .ask("named(which, given[0], given[1])?.localName ?? null", &[json!(PRESSABLE), json!(name)])
            .await
            .is_null()
    }

    /// Clicks the first visible element of a selector.
    pub async fn click(&self, css: &str) {
        let ask = async || match self.element("visible(which, given[0])[0] ?? null", &[json!(css)]).await? {
            Some(element) => Ok(Some(element.click().await?)),
            None => Ok(None),
        };
        self.browser.wait(&format!("a {css} to press"), ask).await;
    }

    /// Types into a field in place of what stands there. Fields go by their key in the form's definition.
    pub async fn fill(&self, name: &str, value: &str) {
        self.fill_at(&by_name("", name), value).await;
    }

    /// Types into the first visible field of a selector.
    pub async fn fill_at(&self, css: &str, value: &str) {
        let ask = async || {
            let Some(field) = self.element("visible(which, given[0])[0] ?? null", &[json!(css)]).await?
            else {
                return Ok(None);
            };
            field.clear().await?;
            field.send_keys(value).await?;
            Ok((field.prop("value").await?.as_deref() == Some(value)).then_some(()))
        };
        self.browser.wait(&format!("a field {css} to take “{value}”"), ask).await;
    }

    /// Gives a field a value as a picker of the browser does: at once.
    pub async fn set(&self, name: &str, value: &str) {
        let given = [json!(by_name("", name)), json!(value)];
        let set = "(() => { const field = visible(which, given[0])[0]; if (!field) return false; field.value = given[1];
            field.dispatchEvent(new InputEvent('input', { bubbles: true })); return field.value === given[1]; })()";
        self.until(&format!("{name} to take “{value}”"), set, &given).await;
    }

    /// Chooses an option by its value: of a list, or of buttons or boxes beside each other.
    pub async fn choose(&self, name: &str, value: &str) {
        let ask = async || {
            let option = format!(":is({}) option[value={value:?}]", by_name("select", name));
            let expression = "root(which)?.querySelector(given[0]) ?? null";
            if let Some(option) = self.element(expression, &[json!(option)]).await? {
                option.click().await?;
                return Ok(option.is_selected().await?.then_some(()));
            }
            self.tick(&format!(":is({})[value={value:?}]", by_name("input", name))).await
        };
        self.browser.wait(&format!("{name} to offer “{value}”"), ask).await;
    }

    /// Ticks a box.
    pub async fn check(&self, name: &str) {
        self.choose(name, "yes").await;
    }

    /// Clicks the label of a box or of a round button unless it is chosen.
    async fn tick(&self, css: &str) -> WebDriverResult<Option<()>> {
        let Some(input) = self.element("root(which)?.querySelector(given[0]) ?? null", &[json!(css)]).await?
        else {
            return Ok(None);
        };
        if !input.is_selected().await? {
            let label =
                "root(which).querySelector(given[0]).labels[0] ?? root(which).querySelector(given[0])";
            let Some(label) = self.element(label, &[json!(css)]).await? else { return Ok(None) };
            label.click().await?;
        }
        Ok(input.is_selected().await?.then_some(()))
    }

    /// What stands in the form now, by name of the field.
    pub async fn typed(&self) -> BTreeMap<String, String> {
        serde_json::from_value(self.ask("typed(which)", &[]).await).expect("texts by name")
    }

    /// A property of an element's computed style.
    pub async fn style(&self, css: &str, property: &str) -> String {
        let expression = "getComputedStyle(visible(which, given[0])[0])[given[1]]";
        self.ask(expression, &[json!(css), json!(property)]).await.as_str().unwrap_or_default().to_owned()
    }
}

/// Controls of a form by their key, before which a worker's form puts `a.`, or by their id.
fn by_name(element: &str, name: &str) -> String {
    format!("{element}[name={name:?}], {element}[name=\"a.{name}\"], {element}#{name}")
}
