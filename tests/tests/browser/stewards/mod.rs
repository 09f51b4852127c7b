//! A steward collects entries of many people where there is no network, and hands them over.

mod collecting;
mod handing_over;
mod wiped;

use super::entrant::{answer, code};
use super::hosted;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tests::browser::{Browser, View};
use tests::{Person, Stage};
use tokio::sync::Mutex;

const CODE: &str = "7K3M-9TQ2";
const CUT: [&str; 4] = ["ERR_", "favicon.ico", "Failed to fetch", "404"];

/// Two browsers at once are all there are: journeys that need both go one after another.
static BOTH: Mutex<()> = Mutex::const_new(());

/// Issues a code for the courier competition, as an officer does.
async fn issue(stage: &Stage, code: &str, label: &str) {
    let list = stage.read("/associations/qhd-courier/competitions").await;
    let competitions = list["competitions"].as_array().unwrap();
    let courier = competitions.iter().find(|one| one["slug"] == "courier").unwrap();
    let issue = json!({ "kind": "issue_steward", "competition_id": courier["id"], "code": code, "label": label,
        "hours": 72 });
    stage.act("officer-courier", issue).await;
}

/// Opens the stewards' page and waits until it would open without a network, too.
async fn open<'a>(stage: &Stage, browser: &'a Browser) -> View<'a> {
    browser.open_page(&format!("{}/h/qhd-courier/steward", stage.server)).await;
    let page = browser.page();
    page.find("#steward-code").await;
    hosted::kept(browser, "/competitions/courier").await;
    hosted::kept(browser, "/steward/snippets/").await;
    page
}

async fn begin(page: &View<'_>, code: &str) {
    page.fill("steward-code", code).await;
    page.press("开始代收").await;
    page.sees("收集报名").await;
}

async fn ready(page: &View<'_>) {
    page.find("[data-ready=true]").await;
}

/// The steward types, and turns the device to the person.
async fn type_in(page: &View<'_>, person: &Person) {
    page.find("form [name='a.brand']").await;
    answer(page, person).await;
    page.press("下一步：请本人确认").await;
    page.sees("请本人确认并签名").await;
    page.sees(&person.document).await;
}

async fn consent(page: &View<'_>) {
    page.check("consent_data").await;
    page.check("consent_publication").await;
}

async fn sign(page: &View<'_>) {
    let canvas = page.find("canvas").await;
    page.browser().draw(&canvas, &[(40, 10), (-60, 15), (30, -30)]).await;
    page.until("a signature", "/^M\\d+ \\d+l/.test(document.querySelector('[name=signature]').value)", &[])
        .await;
}

/// Collects the entry of a person; the receipt's code.
async fn collect(page: &View<'_>, person: &Person) -> String {
    type_in(page, person).await;
    consent(page).await;
    sign(page).await;
    page.press("签名并提交").await;
    page.find("[data-code]").await;
    code(page).await
}

async fn counts(page: &View<'_>) -> BTreeMap<String, u64> {
    let script = "Object.fromEntries([...document.querySelectorAll('[data-count]')].map((one) => [one.dataset.count, Number(one.textContent)]))";
    serde_json::from_value(page.ask(script, &[]).await).expect("numbers by name")
}

async fn counted(page: &View<'_>, what: &str, number: u64) {
    let script = "document.querySelector(`[data-count=${given[0]}]`)?.textContent === String(given[1])";
    page.until(&format!("{number} {what}"), script, &[json!(what), json!(number)]).await;
}

/// Everything that the page's origin keeps on the device, as one text.
async fn stored(browser: &Browser) -> String {
    let script = "const done = arguments[arguments.length - 1];
        const kept = { ...localStorage, ...sessionStorage };
        const open = indexedDB.open('rollcall-steward');
        open.onsuccess = () => {
            const all = open.result.transaction('entries').objectStore('entries').getAll();
            all.onsuccess = () => done(JSON.stringify([kept, all.result]));
        };";
    browser.run_async(script, &[]).await.as_str().expect("a text").to_owned()
}

async fn codes_of(stage: &Stage, person: &Person) -> Vec<Value> {
    stage.entries_of(&person.name).await.into_iter().map(|entry| entry["code"].clone()).collect()
}
