//! The rungs of the ladder: content and form are there before any WASM, and stay when it never comes.

use super::entrant::{code, courier, fill_in, live, open_form};
use rstest::rstest;
use serde_json::json;
use std::time::{Duration, Instant};
use tests::Stage;
use tests::browser::{Size, journey};

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_its_program_the_widget_still_signs_up(#[values(Size::Phone, Size::Desk)] size: Size) {
    let stage = Stage::set().await;
    let person = courier(2);
    journey("ladder-blocked", size, async |browser| {
        browser.block(&["*.wasm"]).await;
        browser.open_page(&stage.site).await;
        let widget = browser.widget();
        open_form(&widget).await;
        browser.picture("form").await;
        fill_in(&widget, &person).await;
        widget.press("提交报名").await;
        widget.sees("报名已提交").await;
        let code = code(&widget).await;
        let entries = stage.entries_of(&person.name).await;
        assert_eq!(entries.iter().map(|entry| &entry["code"]).collect::<Vec<_>>(), [&json!(code)]);
        browser.check_complaints(&["ERR_BLOCKED_BY_CLIENT", "favicon.ico"]).await;
    })
    .await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_typed_while_the_program_is_on_its_way_is_kept(
    #[values(Size::Phone, Size::Desk)] size: Size,
) {
    let stage = Stage::set().await;
    let person = courier(3);
    stage.line.hold_wasm();
    journey("ladder-delayed", size, async |browser| {
        browser.open_page(&stage.site).await;
        let widget = browser.widget();
        open_form(&widget).await;
        stage.line.wasm_asked().await;
        let asked = Instant::now();
        widget.fill("name", &person.name).await;
        widget.choose("id_type", "resident_id").await;
        widget.fill("id_number", &person.document).await;
        widget.choose("vehicle", "van").await;
        widget.choose("areas", "homes").await;
        widget.choose("areas", "hub").await;
        widget.check("consent_data").await;

        // Types one key after the other: for five seconds before the program comes, while it takes over, and on.
        widget.click("[name='a.employer']").await;
        let mut employer = String::new();
        let mut released = false;
        let mut after = 0;
        while after < 10 {
            let key = char::from(b'a' + (employer.len() % 26) as u8);
            browser.keys(key.to_string()).await;
            employer.push(key);
            if !released && asked.elapsed() >= Duration::from_secs(5) {
                stage.line.release_wasm();
                released = true;
            }
            after += usize::from(widget.text().await.contains("暂存在本机"));
            assert!(asked.elapsed() < Duration::from_secs(30), "the program never took over");
        }
        browser.picture("taken-over").await;
        let typed = widget.typed().await;
        assert_eq!(typed["employer"], employer, "no key is lost, and none comes twice");
        assert_eq!(typed["name"], person.name);
        assert_eq!(typed["id_type"], "resident_id");
        assert_eq!(typed["id_number"], person.document);
        assert_eq!(typed["vehicle"], "van");
        assert_eq!(typed["consent_data"], "yes");
        let areas = "visible(which, '[name=\"a.areas\"]:checked').map((box) => box.value)";
        assert_eq!(widget.ask(areas, &[]).await, json!(["homes", "hub"]));
        let focus = "[focused()?.name, focused()?.selectionStart]";
        assert_eq!(
            widget.ask(focus, &[]).await,
            json!(["a.employer", employer.len()]),
            "the cursor stays where it was"
        );
        browser.check_complaints(&["favicon.ico"]).await;

        live(&widget).await;
        fill_in(&widget, &person).await;
        widget.press("提交报名").await;
        widget.sees("报名已提交").await;
        assert_eq!(stage.entries_of(&person.name).await.len(), 1);
    })
    .await;
}
