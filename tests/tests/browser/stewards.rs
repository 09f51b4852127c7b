//! A steward collects entries of many people where there is no network, and hands them over.

use super::entrant::{answer, code, courier};
use super::{desk, hosted};
use rstest::rstest;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::PathBuf;
use tests::browser::{Browser, Size, View, journey, journey_with_camera};
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

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_person_after_another_without_a_network(#[values(Size::Phone, Size::Desk)] size: Size) {
    let stage = Stage::set().await;
    issue(&stage, CODE, "平板1").await;
    let people = [courier(40), courier(41)];
    journey("steward", size, async |browser| {
        let page = open(&stage, browser).await;
        browser.picture("code").await;
        browser.check_accessibility("steward's code").await;
        page.fill("steward-code", "7K3M").await;
        page.press("开始代收").await;
        page.sees("代收码应为 8 位").await;
        page.fill("steward-code", "0000-0000").await;
        page.press("开始代收").await;
        page.sees("没有这个代收码").await;
        begin(&page, "7k3m 9tq2").await;
        page.sees("平板1").await;
        ready(&page).await;
        browser.picture("home").await;
        browser.check_accessibility("steward's start").await;
        page.press("长辈版").await;
        page.press("English").await;
        page.sees("Hand over to another device").await;
        browser.picture("home-large").await;
        browser.check_accessibility("steward's start, large and in English").await;
        page.press("Normal text").await;
        page.press("中文").await;

        stage.network.cut(true);
        browser.open_page("about:blank").await;
        browser.open_page(&format!("{}/h/qhd-courier/steward", stage.server)).await;
        page.sees("收集报名").await;
        let history = browser.run("return history.length", &[]).await;
        page.press("为下一位报名：快递收派").await;
        // Each step has the ordinary checks.
        page.find("form [name='a.brand']").await;
        page.press("下一步：请本人确认").await;
        page.sees("项需要修改").await;
        type_in(&page, &people[0]).await;
        browser.picture("confirm").await;
        browser.check_accessibility("confirmation").await;
        page.press("签名并提交").await;
        page.sees("请签名").await;
        page.sees("需要您同意后才能提交").await;
        consent(&page).await;
        sign(&page).await;
        browser.picture("signed").await;
        page.press("签名并提交").await;
        page.sees("报名已收好").await;
        let first = code(&page).await;
        assert_eq!(page.count("svg[role=img]").await, 1, "a QR code");
        browser.picture("receipt").await;
        browser.check_accessibility("steward's receipt").await;

        // Nothing of the first person is left for the second: not on the screen, not in the form, not behind it.
        page.press("下一位，仍报").await;
        page.find("form [name='a.brand']").await;
        let left = page.typed().await;
        assert!(left.values().all(String::is_empty), "{left:?}");
        let kept = stored(browser).await;
        let inside = browser.run("return document.documentElement.outerHTML", &[]).await.to_string();
        for typed in [&people[0].name, &people[0].document, &people[0].mobile, &people[0].employer] {
            assert!(!kept.contains(typed.as_str()), "{typed} in {kept}");
            assert!(!inside.contains(typed.as_str()), "{typed} in the page");
        }
        assert!(kept.contains("\"body\"") && !inside.contains(&first));
        assert_eq!(browser.run("return history.length", &[]).await, history, "no way back to it");

        type_in(&page, &people[1]).await;
        consent(&page).await;
        // By keys: the pen is set down, drawn along and lifted.
        browser.run("document.querySelector('canvas').focus()", &[]).await;
        let line = format!(" {}{} ", "\u{E014}".repeat(14), "\u{E015}".repeat(6));
        browser.keys(line).await;
        page.press("签名并提交").await;
        page.sees("报名已收好").await;
        let second = code(&page).await;
        page.press("返回首页").await;
        counted(&page, "waiting", 2).await;
        assert_eq!(counts(&page).await["collected"], 2);
        page.sees(&second).await;
        browser.picture("waiting").await;
        browser.check_accessibility("steward's start, entries waiting").await;

        stage.network.cut(false);
        page.press("立即提交").await;
        counted(&page, "sent", 2).await;
        counted(&page, "waiting", 0).await;
        for (person, promised) in people.iter().zip([&first, &second]) {
            let entries = stage.entries_of(&person.name).await;
            assert_eq!(entries.iter().map(|one| &one["code"]).collect::<Vec<_>>(), [&json!(promised)]);
            let id = entries[0]["id"].as_str().unwrap();
            let detail = stage.read(&format!("/staff/entries/{id}")).await;
            assert_eq!(detail["collected"]["label"], json!("平板1"), "{detail}");
        }
        assert!(!stored(browser).await.contains("\"body\""), "nothing is left of them");
        browser.check_complaints(&CUT).await;
    })
    .await;
}

/// Shows every frame in turn; the pictures of them, in a folder.
async fn frames(page: &View<'_>, folder: &std::path::Path) -> Vec<PathBuf> {
    page.find("[data-frame] svg").await;
    page.press("暂停").await;
    let total = "Number(document.querySelector('[data-frames]').dataset.frames)";
    let total = page.ask(total, &[]).await.as_u64().expect("a number");
    let mut pictures = BTreeMap::new();
    while pictures.len() < total as usize {
        let number = page.ask("document.querySelector('[data-frame]').dataset.frame", &[]).await.to_string();
        let picture = page.find("[data-frame] svg").await.screenshot_as_png().await.expect("a picture");
        let file = folder.join(format!("{}.png", number.trim_matches('"')));
        std::fs::write(&file, picture).expect("a picture on disk");
        pictures.insert(number.clone(), file);
        page.press("下一帧").await;
        let changed = "document.querySelector('[data-frame]').dataset.frame !== given[0] || given[1]";
        page.until("the next frame", changed, &[json!(number.trim_matches('"')), json!(total == 1)]).await;
    }
    pictures.into_values().collect()
}

/// Chooses photos.
async fn show(page: &View<'_>, pictures: &[PathBuf]) {
    let all: Vec<String> = pictures.iter().map(|file| file.display().to_string()).collect();
    page.find("input[type=file]").await.send_keys(all.join("\n")).await.expect("a choice of files");
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_queue_goes_to_another_device_by_pictures_alone(#[values(Size::Phone)] size: Size) {
    let stage = Stage::set().await;
    issue(&stage, CODE, "平板1").await;
    let _both = BOTH.lock().await;
    let people = [courier(42), courier(43), courier(44)];
    let folder = tempfile::tempdir().expect("a temporary folder");
    journey("steward-giver", size, async |giver| {
        journey("steward-taker", size, async |taker| {
            let (from, to) = (open(&stage, giver).await, open(&stage, taker).await);
            begin(&from, CODE).await;
            begin(&to, CODE).await;
            ready(&from).await;
            ready(&to).await;
            stage.network.cut(true);
            from.press("为下一位报名：快递收派").await;
            let first = collect(&from, &people[0]).await;
            from.press("下一位，仍报").await;
            let second = collect(&from, &people[1]).await;
            from.press("返回首页").await;
            counted(&from, "waiting", 2).await;

            from.press("交接给另一台设备").await;
            let pictures = frames(&from, folder.path()).await;
            giver.picture("frame").await;
            giver.check_accessibility("frames").await;
            assert!(pictures.len() > 2, "{} frames", pictures.len());
            to.press("接收另一台设备的报名").await;
            to.sees("还没有读到二维码").await;
            // One is missed, and one is seen twice.
            show(&to, &[&pictures[1..], &pictures[1..2]].concat()).await;
            to.sees("还缺第 1 帧").await;
            taker.picture("missing").await;
            taker.check_accessibility("frames that are missing").await;
            show(&to, &pictures[..1]).await;
            to.sees("已收齐 2 份报名").await;
            taker.picture("taken").await;
            let told = to.find("[data-confirmation]").await.text().await.expect("a code");

            // Without the right code nothing goes.
            from.fill("handed-over", "0000-0000").await;
            from.press("核对并删除").await;
            from.sees("确认码不一致").await;
            from.fill("handed-over", &told).await;
            from.press("核对并删除").await;
            from.sees("已交出 2 份报名").await;
            counted(&from, "waiting", 0).await;
            assert!(!stored(giver).await.contains("\"body\""), "nothing is left here");
            to.press("返回首页").await;
            counted(&to, "waiting", 2).await;

            // A third goes over, but the giver never hears of it: both send it, and it counts once.
            from.press("为下一位报名：快递收派").await;
            let third = collect(&from, &people[2]).await;
            from.press("返回首页").await;
            from.press("交接给另一台设备").await;
            let pictures = frames(&from, folder.path()).await;
            to.press("接收另一台设备的报名").await;
            show(&to, &pictures).await;
            to.sees("已收齐 1 份报名").await;
            from.press("返回首页").await;
            to.press("返回首页").await;
            stage.network.cut(false);
            from.press("立即提交").await;
            counted(&from, "sent", 1).await;
            to.press("立即提交").await;
            counted(&to, "sent", 3).await;
            for (person, promised) in people.iter().zip([first, second, third]) {
                assert_eq!(codes_of(&stage, person).await, [json!(promised)]);
            }
            taker.check_complaints(&CUT).await;
        })
        .await;
        giver.check_complaints(&CUT).await;
    })
    .await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_refused_waits_for_the_person_or_for_a_new_code(#[values(Size::Phone)] size: Size) {
    let stage = Stage::set().await;
    let person = courier(45);
    journey("steward-refused", size, async |browser| {
        let page = open(&stage, browser).await;
        stage.network.cut(true);
        begin(&page, "0000-0000").await;
        page.sees("代收码将在提交时核对").await;
        page.press("为下一位报名：快递收派").await;
        let first = collect(&page, &person).await;
        page.press("下一位，仍报").await;
        // The same person again: the server alone can know.
        let twice = Person { name: person.name.clone(), ..person.clone() };
        let second = collect(&page, &twice).await;
        page.press("返回首页").await;

        stage.network.cut(false);
        page.press("立即提交").await;
        counted(&page, "refused", 2).await;
        page.sees("代收码不正确").await;
        browser.picture("code-refused").await;
        browser.check_accessibility("refused for the code").await;
        let kept = stored(browser).await;
        assert!(kept.contains("\"body\"") && !kept.contains(&person.document), "sealed as before: {kept}");
        issue(&stage, CODE, "平板2").await;
        page.fill("fresh-code", CODE).await;
        page.press("用新代收码提交").await;
        counted(&page, "sent", 1).await;
        counted(&page, "refused", 1).await;
        assert_eq!(codes_of(&stage, &person).await, [json!(first)]);
        page.sees(&second).await;
        page.sees("该证件号码已报名此赛项").await;
        browser.picture("refused").await;
        browser.check_accessibility("refused").await;

        // What was typed comes back from the server, with what is wrong.
        page.press("与本人一起修改").await;
        page.find("form [name='a.brand']").await;
        page.sees("该证件号码已报名此赛项").await;
        assert_eq!(page.typed().await["name"], person.name);
        let other = courier(46);
        page.fill("id_number", &other.document).await;
        page.fill("name", &other.name).await;
        page.press("下一步：请本人确认").await;
        page.sees("请本人确认并签名").await;
        consent(&page).await;
        sign(&page).await;
        page.press("签名并提交").await;
        page.sees("报名已提交").await;
        assert_eq!(code(&page).await, second, "the receipt in the person's hand stays valid");
        assert_eq!(codes_of(&stage, &other).await, [json!(second)]);
        page.press("返回首页").await;
        counted(&page, "refused", 0).await;

        // And again, to be removed this time.
        page.press("为下一位报名：快递收派").await;
        type_in(&page, &person).await;
        consent(&page).await;
        sign(&page).await;
        page.press("签名并提交").await;
        page.sees("该证件号码已报名此赛项").await;
        page.press("取消，清除填写的内容").await;
        counted(&page, "refused", 1).await;
        page.press("删除这份报名").await;
        page.press("再点一次确认删除").await;
        counted(&page, "refused", 0).await;
        counted(&page, "removed", 1).await;
        assert!(!stored(browser).await.contains("\"body\""));
        browser.check_complaints(&CUT).await;
    })
    .await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_browser_that_keeps_nothing_collects_nothing(#[values(Size::Phone)] size: Size) {
    let stage = Stage::set().await;
    journey("steward-unkept", size, async |browser| {
        let refuse = "Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('', 'SecurityError'); } });";
        browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": refuse })).await;
        browser.open_page(&format!("{}/h/qhd-courier/steward", stage.server)).await;
        browser.page().sees("不能在这里代收").await;
        assert_eq!(browser.page().count("input").await, 0, "nothing can be typed");
        browser.picture("said").await;
        browser.check_complaints(&CUT).await;
    })
    .await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_officer_issues_a_code_and_ends_it(#[values(Size::Phone, Size::Desk)] size: Size) {
    let stage = Stage::set().await;
    journey("steward-issue", size, async |browser| {
        let page = desk::log_in(browser, &stage, "officer-courier").await;
        page.visit("比赛").await;
        page.press("快递").await;
        page.sees("现场代收").await;
        page.press("生成代收码").await;
        page.sees("此项必填").await;
        page.fill("steward-label", "平板1").await;
        page.press("生成代收码").await;
        let code = page.find("[data-steward-code]").await.text().await.expect("a code");
        assert_eq!(code.len(), 9, "{code}");
        page.until("the code on the list", "visible(which, 'tbody tr').length === 1", &[]).await;
        browser.picture("issued").await;
        browser.check_accessibility("stewards' codes").await;
        let pass = reqwest::Client::new()
            .post(format!("{}/api/v1/associations/qhd-courier/steward", stage.server))
            .json(&json!({ "code": code }));
        let pass: Value = pass.send().await.unwrap().json().await.unwrap();
        assert_eq!((&pass["label"], &pass["stands"]), (&json!("平板1"), &json!(true)));
        page.press_one("tbody button", "停用").await;
        desk::confirm(&page).await;
        page.sees("已停用").await;
        browser.check_complaints(&["favicon.ico", "401"]).await;
    })
    .await;
}

/// Side of the camera's picture.
const SIDE: usize = 640;

/// What a camera sees that is pointed at the frames as they turn: every one for three pictures, grey on grey, as y4m.
async fn film(page: &View<'_>, folder: &std::path::Path) -> PathBuf {
    page.find("[data-frame] svg").await;
    page.press("暂停").await;
    let total = "Number(document.querySelector('[data-frames]').dataset.frames)";
    let total = page.ask(total, &[]).await.as_u64().expect("a number") as usize;
    let draw = "const done = arguments[arguments.length - 1], [side] = arguments;
        const svg = document.querySelector('[data-frame] svg').cloneNode(true);
        const path = svg.querySelector('path');
        path.setAttribute('fill', '#333');
        svg.setAttribute('width', side * 0.8);
        svg.setAttribute('height', side * 0.8);
        svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
        const image = new Image();
        image.onload = () => {
            const canvas = document.createElement('canvas');
            canvas.width = canvas.height = side;
            const pen = canvas.getContext('2d');
            pen.fillStyle = '#bbb';
            pen.fillRect(0, 0, side, side);
            pen.rotate(0.06);
            pen.drawImage(image, side * 0.12, side * 0.07);
            const { data } = pen.getImageData(0, 0, side, side);
            let text = '';
            for (let at = 0; at < data.length; at += 4) text += data[at].toString(16).padStart(2, '0');
            done(document.querySelector('[data-frame]').dataset.frame + ':' + text);
        };
        image.src = 'data:image/svg+xml,' + encodeURIComponent(new XMLSerializer().serializeToString(svg));";
    let mut pictures = BTreeMap::new();
    while pictures.len() < total {
        let seen = page.browser().run_async(draw, &[json!(SIDE)]).await;
        let (number, shades) = seen.as_str().expect("a picture").split_once(':').expect("its number");
        let shade = |at: usize| u8::from_str_radix(&shades[2 * at..2 * at + 2], 16).expect("a shade");
        pictures.insert(number.to_owned(), (0..SIDE * SIDE).map(shade).collect::<Vec<u8>>());
        page.press("下一帧").await;
        let changed = "document.querySelector('[data-frame]').dataset.frame !== given[0]";
        page.until("the next frame", changed, &[json!(number)]).await;
    }
    let mut film = format!("YUV4MPEG2 W{SIDE} H{SIDE} F10:1 Ip C420jpeg\n").into_bytes();
    for picture in pictures.values().flat_map(|picture| [picture; 3]) {
        film.extend(b"FRAME\n");
        film.extend(picture);
        // No colour.
        film.extend([128; SIDE * SIDE / 2]);
    }
    let file = folder.join("frames.y4m");
    std::fs::write(&file, film).expect("a film on disk");
    file
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_camera_reads_the_frames_as_they_turn(#[values(Size::Phone)] size: Size) {
    let stage = Stage::set().await;
    issue(&stage, CODE, "平板1").await;
    let _both = BOTH.lock().await;
    let person = courier(47);
    let folder = tempfile::tempdir().expect("a temporary folder");
    journey("steward-filmed", size, async |giver| {
        let from = open(&stage, giver).await;
        begin(&from, CODE).await;
        ready(&from).await;
        stage.line.cut(true);
        from.press("为下一位报名：快递收派").await;
        let promised = collect(&from, &person).await;
        from.press("返回首页").await;
        from.press("交接给另一台设备").await;
        let film = film(&from, folder.path()).await;
        journey_with_camera("steward-camera", size, &film, async |taker| {
            let to = open(&stage, taker).await;
            begin(&to, CODE).await;
            to.press("接收另一台设备的报名").await;
            to.press("打开摄像头").await;
            to.sees("已收齐 1 份报名").await;
            let told = to.find("[data-confirmation]").await.text().await.expect("a code");
            from.fill("handed-over", &told).await;
            from.press("核对并删除").await;
            from.sees("已交出 1 份报名").await;
            stage.line.cut(false);
            to.press("返回首页").await;
            to.press("立即提交").await;
            counted(&to, "sent", 1).await;
            assert_eq!(codes_of(&stage, &person).await, [json!(promised)]);
            taker.check_complaints(&CUT).await;
        })
        .await;
    })
    .await;
}
