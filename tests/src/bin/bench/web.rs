//! What a browser loads and how long it takes, on this machine and as on a cheap phone at a venue with bad signal.

use super::report::Table;
use serde_json::json;
use std::time::Instant;
use tests::Stage;
use tests::browser::{Browser, Size, View};

/// Measures the way from a page to a live form.
pub async fn measure(table: &mut Table) {
    for (name, slow) in [("this machine", false), ("400 kbit/s, 400 ms, CPU 4 times slower", true)] {
        eprintln!("a browser: {name}");
        let stage = Stage::set().await;
        let browser = Browser::start("bench", Size::Phone, true).await;
        if slow {
            browser.slow_3g().await;
        }
        let widget = browser.widget();
        let began = stage.network.down();
        browser.open_page(&stage.site).await;
        // From the moment that the visitor asked for the page.
        let readable = shown(&browser, "[data-rc]").await;
        row(table, name, "list readable", stage.network.down() - began, readable);
        widget.press("查看并报名").await;
        widget.find("h1").await;
        let pressed = Instant::now();
        widget.press("报名：").await;
        widget.find("form [name='a.name']").await;
        let usable = pressed.elapsed().as_secs_f64() * 1e3;
        row(table, name, "form can be used (after the tap)", stage.network.down() - began, usable);
        live(&widget).await;
        let taken = pressed.elapsed().as_secs_f64() * 1e3;
        row(table, name, "program in charge (after the tap)", stage.network.down() - began, taken);
    }
}

async fn live(form: &View<'_>) {
    form.sees("暂存在本机").await;
}

/// Milliseconds from the start of the page to the first sight of an element in the widget.
async fn shown(browser: &Browser, css: &str) -> f64 {
    let script = "const [css, done] = [arguments[0], arguments[arguments.length - 1]];
        const look = () => {
            const root = document.querySelector('rollcall-widget')?.shadowRoot;
            if (root?.querySelector(css)) done(performance.now()); else requestAnimationFrame(look);
        };
        look();";
    browser.run_async(script, &[json!(css)]).await.as_f64().expect("milliseconds")
}

fn row(table: &mut Table, name: &str, what: &str, bytes: u64, millis: f64) {
    let kilobytes = format!("{:.1}", bytes as f64 / 1e3);
    table.row(&[name.to_owned(), what.to_owned(), kilobytes, format!("{millis:.0}")]);
}
