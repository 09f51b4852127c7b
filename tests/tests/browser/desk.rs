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
    page.find("header nav").await;
    page
}

/// Answers the question that is open.
pub async fn confirm(page: &View<'_>) {
    page.press_one("dialog button", "确定").await;
    page.until("the question to be answered", "visible(which, 'dialog').length === 0", &[]).await;
}
