//! A real browser, driven as a worker or an officer would: seen elements are clicked, keys are typed, and every
//! wait is for a condition.

mod accessibility;
mod chromedriver;
mod network;
mod view;

pub use network::Memory;
pub use view::View;

use chromedriver::Chromedriver;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use thirtyfour::prelude::*;
use thirtyfour::{ChromiumLikeCapabilities, LoggingPrefsLogLevel, TypingData};
use tokio::sync::{Semaphore, SemaphorePermit};

/// Prepended to every script.
const DOM: &str = include_str!("browser/dom.js");
/// How long a condition may take. Long, since two browsers and a compiler may share two cores.
const PATIENCE: Duration = Duration::from_secs(45);
/// Browsers at once: more only wait for each other.
static TURNS: Semaphore = Semaphore::const_new(2);

/// A screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// A cheap phone: 360 by 740, touched.
    Phone,
    /// A desk: 1280 by 800.
    Desk,
}

impl Size {
    /// Short name, for files.
    pub fn name(self) -> &'static str {
        match self {
            Size::Phone => "360",
            Size::Desk => "1280",
        }
    }

    /// `scripts`: whether pages may run scripts. Without them no screen is touched: chromedriver waits for a script of its
    /// own after each tap, which then never ends.
    fn emulation(self, scripts: bool) -> Value {
        match self {
            Size::Phone => {
                json!({ "deviceMetrics": { "width": 360, "height": 740, "pixelRatio": 2, "touch": scripts } })
            }
            Size::Desk => json!({ "deviceMetrics":
                { "width": 1280, "height": 800, "pixelRatio": 1, "touch": false, "mobile": false } }),
        }
    }
}

/// A browser with a profile of its own. Quits when dropped.
#[derive(Debug)]
pub struct Browser {
    driver: WebDriver,
    size: Size,
    journey: &'static str,
    complaints: Mutex<Vec<String>>,
    // Dropped after the driver has quit, in this order.
    _profile: TempDir,
    _chromedriver: Arc<Chromedriver>,
    _turn: SemaphorePermit<'static>,
}

impl Browser {
    /// Starts one. `journey` names its screenshots; `scripts` says whether pages may run scripts.
    pub async fn start(journey: &'static str, size: Size, scripts: bool) -> Browser {
        Browser::start_with(journey, size, scripts, &[]).await
    }

    /// Starts one with further arguments.
    async fn start_with(journey: &'static str, size: Size, scripts: bool, more: &[String]) -> Browser {
        let turn = TURNS.acquire().await.expect("turns never end");
        let chromedriver = Chromedriver::shared();
        let profile = tempfile::tempdir().expect("a temporary folder");
        let driver =
            Self::open(&chromedriver.url, &profile, size.emulation(scripts), more).await.expect("a browser");
        let browser = Browser {
            driver,
            size,
            journey,
            complaints: Mutex::default(),
            _profile: profile,
            _chromedriver: chromedriver,
            _turn: turn,
        };
        if !scripts {
            browser.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await;
        }
        browser
    }

    async fn open(
        chromedriver: &str,
        profile: &TempDir,
        emulation: Value,
        more: &[String],
    ) -> WebDriverResult<WebDriver> {
        let mut capabilities = DesiredCapabilities::chrome();
        for arg in [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--accept-lang=zh-CN,zh,en",
        ] {
            capabilities.add_arg(arg)?;
        }
        for arg in more {
            capabilities.add_arg(arg)?;
        }
        capabilities.add_arg(&format!("--user-data-dir={}", profile.path().display()))?;
        capabilities.add_experimental_option("mobileEmulation", emulation)?;
        capabilities.set_browser_log_level(LoggingPrefsLogLevel::All)?;
        let driver = WebDriver::new(chromedriver, capabilities).await?;
        driver.set_script_timeout(PATIENCE).await?;
        Ok(driver)
    }

    /// The screen.
    pub fn size(&self) -> Size {
        self.size
    }

    /// Opens an address.
    pub async fn open_page(&self, url: &str) {
        self.driver.goto(url).await.unwrap_or_else(|error| panic!("{url}: {error}"));
    }

    /// Opens an address in a new tab, and goes there.
    pub async fn open_tab(&self, url: &str) {
        let tab = self.driver.new_tab().await.expect("a tab");
        self.driver.switch_to_window(tab).await.expect("the tab");
        self.open_page(url).await;
    }

    /// Opens an address that the network may refuse.
    pub async fn try_page(&self, url: &str) {
        drop(self.driver.goto(url).await);
    }

    /// Loads the page again.
    pub async fn reload(&self) {
        // Without a network this fails, which is what some journeys are about.
        drop(self.driver.refresh().await);
    }

    /// The address of the page.
    pub async fn url(&self) -> String {
        self.driver.current_url().await.map(String::from).unwrap_or_default()
    }

    /// The page itself.
    pub fn page(&self) -> View<'_> {
        View::new(self, None)
    }

    /// The inside of the page's first widget.
    pub fn widget(&self) -> View<'_> {
        View::new(self, Some(0))
    }

    /// The inside of the `nth` widget, from 0.
    pub fn nth_widget(&self, nth: usize) -> View<'_> {
        View::new(self, Some(nth))
    }

    /// Runs a script, with the functions of `dom.js` at hand.
    pub async fn run(&self, script: &str, arguments: &[Value]) -> Value {
        self.try_run(script, arguments).await.unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    async fn try_run(&self, script: &str, arguments: &[Value]) -> WebDriverResult<Value> {
        let answer = self.driver.execute(format!("{DOM}\n{script}"), arguments.to_vec()).await?;
        Ok(answer.json().clone())
    }

    /// Runs a script that calls its last argument when it is done.
    pub async fn run_async(&self, script: &str, arguments: &[Value]) -> Value {
        let answer = self.driver.execute_async(format!("{DOM}\n{script}"), arguments.to_vec()).await;
        answer.unwrap_or_else(|error| panic!("{script}: {error}")).json().clone()
    }

    /// Asks again until the answer is there. What goes wrong on the way (a page that is just loading, an element
    /// that was just replaced) counts as not yet.
    pub async fn wait<T>(&self, what: &str, mut ask: impl AsyncFnMut() -> WebDriverResult<Option<T>>) -> T {
        let began = Instant::now();
        let mut pace = tokio::time::interval(Duration::from_millis(40));
        let mut last = None;
        while began.elapsed() < PATIENCE {
            pace.tick().await;
            match ask().await {
                Ok(Some(answer)) => return answer,
                Ok(None) => {}
                Err(error) => last = Some(error),
            }
        }
        let shown = self.try_run("return textOf(null) + roots_text()\nfunction roots_text() { return [...document.querySelectorAll('rollcall-widget')].map((_, at) => `\\n— widget ${at}: ` + textOf(at)).join('') }", &[]);
        let shown = shown.await.unwrap_or_default();
        let shown = shown.as_str().unwrap_or_default();
        panic!(
            "waited in vain for {what} on {}; last error: {last:?}; the page says:\n{shown}",
            self.url().await
        )
    }

    /// Waits until a script's answer is true.
    pub async fn wait_until(&self, what: &str, script: &str, arguments: &[Value]) {
        let ask = async || Ok((self.try_run(script, arguments).await? == Value::Bool(true)).then_some(()));
        self.wait(what, ask).await;
    }

    /// Types keys into whatever has the focus.
    pub async fn keys(&self, keys: impl Into<TypingData>) {
        self.driver.action_chain().send_keys(keys).perform().await.expect("keys");
    }

    /// Clicks twice, as fast as it goes.
    pub async fn double_click(&self, element: &WebElement) {
        element.scroll_into_view().await.expect("an element on the page");
        self.driver.action_chain().double_click_element(element).perform().await.expect("two clicks");
    }

    /// Draws a line on an element with the mouse: from its centre by these steps.
    pub async fn draw(&self, element: &WebElement, steps: &[(i64, i64)]) {
        element.scroll_into_view().await.expect("an element on the page");
        let mut actions = self.driver.action_chain().move_to_element_center(element).click_and_hold();
        for (x, y) in steps {
            actions = actions.move_by_offset(*x, *y);
        }
        actions.release().perform().await.expect("a line");
    }

    /// Goes back in the history, as far as there is one.
    pub async fn back(&self) {
        drop(self.driver.back().await);
    }

    /// Keeps a picture of the screen as `target/screenshots/<journey>-<step>-<size>.png`.
    pub async fn picture(&self, step: &str) {
        let picture = self.driver.screenshot_as_png().await.expect("a picture");
        std::fs::write(self.picture_path(step), picture).expect("a picture on disk");
    }

    fn picture_path(&self, step: &str) -> PathBuf {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../target/screenshots");
        std::fs::create_dir_all(&folder).expect("a folder for screenshots");
        folder.join(format!("{}-{step}-{}.png", self.journey, self.size.name()))
    }

    /// What the browser complained about so far: errors, not warnings.
    pub async fn complaints(&self) -> Vec<String> {
        let log = self.driver.browser_log().await.expect("the browser's log");
        let new = log.into_iter().filter(|entry| entry.level == "SEVERE").map(|entry| entry.message);
        let mut complaints = self.complaints.lock().expect("no panic while locked");
        complaints.extend(new);
        complaints.clone()
    }

    /// Fails if the browser complained about anything but these; each names a part of the message.
    pub async fn check_complaints(&self, expected: &[&str]) {
        let complaints = self.complaints().await;
        let strange =
            complaints.iter().filter(|complaint| !expected.iter().any(|part| complaint.contains(part)));
        let strange: Vec<_> = strange.collect();
        assert!(strange.is_empty(), "the browser complained: {strange:#?}");
    }

    async fn quit(&self) {
        // The session may have ended with its browser.
        drop(self.driver.clone().quit().await);
    }
}

/// Walks a journey in a browser of its own. When it fails, the last screen is kept as `…-failed-….png`.
pub async fn journey<F>(name: &'static str, size: Size, walk: F)
where
    F: AsyncFnOnce(&Browser),
{
    walk_in(Browser::start(name, size, true).await, walk).await;
}

/// Walks a journey in a browser whose camera sees a film, over and over: a file in the format y4m.
pub async fn journey_with_camera<F>(name: &'static str, size: Size, film: &Path, walk: F)
where
    F: AsyncFnOnce(&Browser),
{
    let camera = [
        "--use-fake-device-for-media-stream".to_owned(),
        "--use-fake-ui-for-media-stream".to_owned(),
        format!("--use-file-for-fake-video-capture={}", film.display()),
    ];
    walk_in(Browser::start_with(name, size, true, &camera).await, walk).await;
}

/// Walks a journey in a browser whose user has switched scripts off.
pub async fn journey_without_scripts<F>(name: &'static str, size: Size, walk: F)
where
    F: AsyncFnOnce(&Browser),
{
    walk_in(Browser::start(name, size, false).await, walk).await;
}

async fn walk_in<F>(browser: Browser, walk: F)
where
    F: AsyncFnOnce(&Browser),
{
    use futures_util::FutureExt as _;
    // That of an earlier run would be mistaken for one of this.
    drop(std::fs::remove_file(browser.picture_path("failed")));
    let walked = std::panic::AssertUnwindSafe(walk(&browser)).catch_unwind().await;
    if walked.is_err() {
        browser.picture("failed").await;
    }
    browser.quit().await;
    if let Err(panic) = walked {
        std::panic::resume_unwind(panic);
    }
}
