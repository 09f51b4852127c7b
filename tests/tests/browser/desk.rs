//! An officer at the console.

use tests::Stage;
use tests::browser::{Browser, View};

/// Opens the console and logs in.
pub async fn log_in<'a>(browser: &'a Browser, stage: &Stage, account: &str) -> View<'a> {
    browser.open_page(&format!("{}/console/", stage.server)).await;
    enter(browser, stage, account).await
}

/// Logs in where the console asks for it.
pub async fn enter<'a>(browser: &'a Browser, stage: &Stage, account: &str) -> View<'a> {
    let page = browser.page();
    page.fill("account", account).await;
    page.fill("password", &stage.password()).await;
    page.press_one("button", "登录").await;
    page.find(".menu").await;
    page
}

/// Answers the question that is open.
pub async fn confirm(page: &View<'_>) {
    say_yes(page).await;
    page.until("the question to be answered", "visible(which, 'dialog').length === 0", &[]).await;
}

/// Says yes to the question that is open, which may be refused.
pub async fn say_yes(page: &View<'_>) {
    page.press_one("dialog [type=submit]", "").await;
}
