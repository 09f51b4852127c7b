//! A competition's life to its posted results, and what workers see of them.

use super::desk::{confirm, enter, log_in, say_yes};
use chrono::TimeDelta;
use rstest::rstest;
use serde_json::{Value, json};
use tests::Stage;
use tests::browser::{Browser, Size, View, journey};

/// WebDriver's names for keys.
mod key {
    pub const TAB: &str = "\u{E004}";
    pub const ENTER: &str = "\u{E007}";
    pub const UP: &str = "\u{E013}";
    pub const RIGHT: &str = "\u{E014}";
}

/// Theory and practical of the entrants, in the order of the grid. The last one did not come.
const MARKS: [(&str, &str); 5] = [("88", "91.5"), ("76.5", "80"), ("92", "85"), ("60", "59.5"), ("q", "q")];

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_competition_is_closed_marked_posted_corrected_and_confirmed(
    #[values(Size::Phone, Size::Desk)] size: Size,
) {
    let stage = Stage::set().await;
    stage.decide("仇建国", "eligible", "").await;
    // Did not consent to publication.
    stage.decide("区伟明", "eligible", "").await;
    journey("results", size, async |browser| {
        let page = log_in(browser, &stage, "officer-courier").await;
        close_entry(&page, browser).await;
        type_marks(&stage, &page, browser).await;
        publish(&stage, &page, browser, "2026-12-01T18:00").await;
        let number = number_of(&stage, "区伟明").await;

        browser.open_page(&stage.site).await;
        let widget = browser.widget();
        widget.press("查看成绩").await;
        widget.sees("成绩公示中").await;
        browser.picture("posted").await;
        browser.check_accessibility("results").await;
        let text = widget.text().await;
        assert!(text.contains("仇*国") && !text.contains("仇建国"), "names are masked: {text}");
        assert!(
            text.contains(&number) && !text.contains("区*明") && !text.contains("区伟明"),
            "the code alone: {text}"
        );
        assert!(!text.contains("陈*"), "who was not found eligible is not on the list: {text}");

        correct(&stage, &page, browser).await;
        browser.open_page(&stage.site).await;
        widget.press("查看成绩").await;
        widget.sees("更正说明").await;
        widget.sees("复核计分表").await;
        widget.sees("更正为").await;
        widget.sees("第 1 版").await;
        browser.picture("corrected").await;
        browser.check_accessibility("corrected results").await;

        confirm_results(&stage, &page, browser).await;
        browser.open_page(&stage.site).await;
        widget.press("查看成绩").await;
        widget.sees("成绩已确认").await;
        browser.check_complaints(&["favicon.ico", "401", "404"]).await;
    })
    .await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_step_that_somebody_else_took_is_told(#[values(Size::Phone, Size::Desk)] size: Size) {
    let stage = Stage::set().await;
    journey("results-conflict", size, async |browser| {
        let page = log_in(browser, &stage, "officer-courier").await;
        open_competition(&page).await;
        page.press("截止报名").await;
        let id = text(&courier(&stage).await["id"]);
        let step = json!({ "kind": "advance_competition", "competition_id": id, "from": "entry_open", "to": "entry_closed" });
        stage.act("officer-courier", step).await;
        say_yes(&page).await;
        page.sees("在您操作期间记录已被更新").await;
        browser.picture("told").await;
        page.press_one("dialog button", "返回").await;
        page.until("the state as it is", "visible(which, '.steps .now')[0]?.innerText.includes('报名截止') === true", &[]).await;
        browser.check_complaints(&["favicon.ico", "401"]).await;
    })
    .await;
}

async fn open_competition(page: &View<'_>) {
    page.visit("比赛").await;
    page.press_one("tbody a", "快递").await;
    page.sees("比赛进程").await;
}

async fn close_entry(page: &View<'_>, browser: &Browser) {
    open_competition(page).await;
    browser.picture("life").await;
    browser.check_accessibility("competition").await;
    assert!(!page.offers("成绩公示").await, "only results lead there");
    page.press("截止报名").await;
    page.press_one("dialog button", "返回").await;
    page.sees("报名中").await;
    page.press("截止报名").await;
    browser.picture("ask").await;
    confirm(page).await;
    page.until(
        "the step to be taken",
        "visible(which, '.steps .now')[0]?.innerText.includes('报名截止') === true",
        &[],
    )
    .await;
}

/// Down the first column, then up the second, without a mouse.
async fn type_marks(stage: &Stage, page: &View<'_>, browser: &Browser) {
    page.press("登记成绩").await;
    page.find("[data-cell='0-0']").await;
    browser.check_accessibility("grid of marks").await;
    let at = "focused()?.dataset?.cell === given[0]";
    for _ in 0..40 {
        if page.ask(at, &[json!("0-0")]).await == json!(true) {
            break;
        }
        browser.keys(key::TAB).await;
    }
    for (row, (theory, _)) in MARKS.iter().enumerate() {
        page.until("the cell to have the focus", at, &[json!(format!("{row}-0"))]).await;
        browser.keys(*theory).await;
        browser.keys(key::ENTER).await;
    }
    saved(page, MARKS.len()).await;
    browser.keys(key::RIGHT).await;
    for (row, (_, practical)) in MARKS.iter().enumerate().rev() {
        page.until("the cell to have the focus", at, &[json!(format!("{row}-1"))]).await;
        browser.keys(*practical).await;
        browser.keys(if row == 0 { key::ENTER } else { key::UP }).await;
    }
    saved(page, 2 * MARKS.len()).await;
    browser.picture("marks").await;
    browser.check_accessibility("grid with marks").await;
    let grid = grid(stage).await;
    let stored: Vec<_> =
        grid.iter().map(|row| (text(&row["theory"]["value"]), text(&row["practical"]["value"]))).collect();
    let typed: Vec<_> =
        MARKS.iter().map(|(theory, practical)| (stored_as(theory), stored_as(practical))).collect();
    assert_eq!(stored, typed);
    page.sees("88").await;
}

async fn publish(stage: &Stage, page: &View<'_>, browser: &Browser, until: &str) {
    open_competition(page).await;
    page.press("成绩公布").await;
    page.set("until", "").await;
    page.press_one("form button", "公示成绩").await;
    page.sees("请填写完整的日期和时间").await;
    page.set("until", until).await;
    page.press_one("form button", "公示成绩").await;
    say_yes(page).await;
    page.sees("还有 3 份报名待审核").await;
    browser.picture("waiting").await;
    page.press_one("dialog button", "返回").await;
    for name in ["陈喆", "周小川", "吴桐"] {
        stage.decide(name, "ineligible", "证件与本人不符").await;
    }
    page.press_one("form button", "公示成绩").await;
    confirm(page).await;
    page.sees("公示中").await;
    browser.picture("published").await;
    browser.check_accessibility("published results").await;
}

async fn correct(stage: &Stage, page: &View<'_>, browser: &Browser) {
    browser.open_page(&format!("{}/console/", stage.server)).await;
    open_competition(page).await;
    page.press("登记成绩").await;
    page.sees("公布更正版后才对外显示").await;
    page.fill_at("[data-cell='1-1']", "82").await;
    browser.keys(key::ENTER).await;
    page.until(
        "the mark to be stored",
        "(root(which).querySelector('[data-cell=\"1-1\"]').closest('td').innerText).includes('已保存')",
        &[],
    )
    .await;
    open_competition(page).await;
    page.press("成绩公布").await;
    page.set("until", "2026-12-02T18:00").await;
    page.press_one("form button", "公布更正版").await;
    page.sees("请写明理由").await;
    let kept = page.ask("root(which).querySelector('#until').value", &[]).await;
    assert_eq!(kept, json!("2026-12-02T18:00"), "what was refused stands as it was typed");
    page.fill("why", "复核计分表").await;
    page.press_one("form button", "公布更正版").await;
    confirm(page).await;
    page.sees("第 2 版").await;
    page.sees("更正为").await;
    browser.picture("second-version").await;
}

async fn confirm_results(stage: &Stage, page: &View<'_>, browser: &Browser) {
    browser.open_page(&format!("{}/console/", stage.server)).await;
    open_competition(page).await;
    page.press("成绩公布").await;
    page.sees("期满后可以确认成绩").await;
    assert!(!page.offers("确认成绩").await, "not before the notice is over");

    // Nobody is logged in for ten days.
    stage.pass(TimeDelta::days(10));
    browser.reload().await;
    enter(browser, stage, "officer-courier").await;
    page.visit("今日待办").await;
    page.press("可以确认成绩").await;
    page.press_one("main button", "确认成绩").await;
    confirm(page).await;
    page.sees("已确认").await;
    browser.picture("confirmed").await;
}

/// Waits until every mark that was typed is stored, and none was refused.
async fn saved(page: &View<'_>, count: usize) {
    let stored = "visible(which, '[data-cell]').filter((cell) => cell.closest('td').innerText.includes('已保存')).length === given[0]";
    page.until("the marks to be stored", stored, &[json!(count)]).await;
}

async fn courier(stage: &Stage) -> Value {
    let rows = stage.read("/staff/competitions").await;
    let ours = |row: &&Value| text(&row["title"]["zh"]).contains("快递");
    rows.as_array().and_then(|rows| rows.iter().find(ours)).expect("the courier competition").clone()
}

async fn grid(stage: &Stage) -> Vec<Value> {
    let id = text(&courier(stage).await["id"]);
    let grid = stage.read(&format!("/staff/competitions/{id}/marks")).await;
    grid["rows"].as_array().cloned().unwrap_or_default()
}

async fn number_of(stage: &Stage, name: &str) -> String {
    text(&stage.entries_of(name).await[0]["code"])[..5].to_owned()
}

fn stored_as(typed: &str) -> String {
    if typed == "q" { "absent".to_owned() } else { typed.to_owned() }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
