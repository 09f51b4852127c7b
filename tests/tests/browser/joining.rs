//! A worker joins: by the link of a QR code, in an association's page, with scripts and without, offline and on.

use super::entrant::code;
use chrono::NaiveDate;
use rstest::rstest;
use serde_json::{Value, json};
use tests::browser::{Browser, Size, View, journey, journey_without_scripts};
use tests::{Person, Stage};

/// The `n`th invented worker; none of the demo's.
pub fn worker(n: u32) -> Person {
    Person::nth(700 + n)
}

/// A drive with the code of a venue in Changli; gives the code.
async fn venue(stage: &Stage) -> String {
    drive(stage, false).await
}

/// The same, of a drive that may ask for signatures.
pub async fn drive(stage: &Stage, signature: bool) -> String {
    let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
    let drive = json!({ "kind": "save_drive", "version": 0, "association": "qhd-courier",
        "title": { "zh": "快递员集中入会", "en": "Couriers join" }, "method": "publicity",
        "starts_on": day(11, 1), "ends_on": day(12, 31), "targets": [], "signature": signature });
    stage.act("officer-courier", drive).await;
    let drives = stage.read("/staff/drives").await;
    let all = drives.as_array().or_else(|| drives["rows"].as_array()).unwrap();
    let id = all.iter().find(|one| one["title"]["zh"] == "快递员集中入会").unwrap()["id"].clone();
    let source = json!({ "kind": "save_source", "version": 0, "drive_id": id, "carrier": "venue",
        "label": "昌黎会场", "host": "昌黎县总工会", "worker_group": "courier", "division": "130322" });
    stage.act("officer-courier", source).await;
    let drive = stage.read(&format!("/staff/drives/{}", id.as_str().unwrap())).await;
    drive["sources"][0]["code"].as_str().unwrap().to_owned()
}

/// Fills in what the code does not know.
pub async fn fill_in(form: &View<'_>, person: &Person) {
    form.fill("name", &person.name).await;
    form.fill("id_number", &person.document).await;
    form.fill("mobile", &person.mobile).await;
    form.fill("employer", &person.employer).await;
    for consent in ["statement", "consent_data", "consent_sensitive", "consent_sharing"] {
        form.check(consent).await;
    }
}

/// Waits until the program has taken over.
pub async fn live(form: &View<'_>) {
    form.sees("暂存在本机").await;
}

/// What stands in the lists of a form now.
async fn chosen(form: &View<'_>) -> Value {
    let typed = form.typed().await;
    json!([typed["id_type"], typed["worker_group"], typed["division"]])
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_scanned_code_leads_to_a_receipt_though_the_network_goes(
    #[values(Size::Phone, Size::Desk)] size: Size,
) {
    let stage = Stage::set().await;
    let link = format!("{}/j/{}", stage.server, venue(&stage).await);
    journey("join", size, async |browser| {
        browser.open_page(&link).await;
        let page = browser.page();
        live(&page).await;
        page.sees("昌黎会场").await;
        assert_eq!(
            chosen(&page).await,
            json!(["resident_id", "courier", "130322"]),
            "what the code knows is there"
        );
        browser.picture("form").await;
        browser.check_accessibility("application form").await;
        page.press("提交入会申请").await;
        page.sees("项需要修改").await;
        browser.picture("errors").await;
        fill_in(&page, &worker(0)).await;
        browser.picture("filled-in").await;
        stage.network.cut(true);
        page.press("提交入会申请").await;
        page.sees("已保存在本机，等待网络").await;
        browser.picture("waiting").await;
        let promised = code(&page).await;
        stage.network.cut(false);
        page.sees("入会申请已提交").await;
        page.sees("办理（").await;
        assert_eq!(code(&page).await, promised, "the receipt stays the same");
        browser.picture("receipt").await;
        browser.check_accessibility("receipt of an application").await;
        page.press("查看办理进度").await;
        page.sees("等待工会审核").await;
        browser.picture("status").await;
        browser.check_complaints(&["ERR_", "favicon.ico", "Failed to fetch"]).await;
    })
    .await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_associations_page_takes_applications(#[values(Size::Phone, Size::Desk)] size: Size) {
    let stage = Stage::set().await;
    journey("join-embedded", size, async |browser| {
        browser.open_page(&stage.site).await;
        let widget = browser.widget();
        widget.press("申请加入工会").await;
        live(&widget).await;
        browser.open_page(&format!("{}/join?lang=en", stage.site)).await;
        widget.sees("Apply to join the union").await;
        widget.sees("What you type is kept").await;
        browser.picture("english").await;
        browser.check_accessibility("application form in a page").await;
        browser.open_page(&format!("{}/join", stage.site)).await;
        live(&widget).await;
        widget.choose("worker_group", "courier").await;
        widget.choose("division", "130302").await;
        fill_in(&widget, &worker(1)).await;
        widget.press("提交入会申请").await;
        widget.sees("入会申请已提交").await;
        browser.picture("receipt").await;
        browser.check_complaints(&["favicon.ico"]).await;
    })
    .await;
}

/// Opens the receipt that a page shows.
async fn open_receipt(browser: &Browser) {
    browser.page().press("查看办理进度").await;
    browser.page().sees("入会申请").await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_works_without_scripts(#[values(Size::Phone)] size: Size) {
    let stage = Stage::set().await;
    let link = format!("{}/j/{}", stage.server, venue(&stage).await);
    journey_without_scripts("join-plain", size, async |browser| {
        browser.open_page(&link).await;
        let page = browser.page();
        fill_in(&page, &worker(2)).await;
        page.press("提交入会申请").await;
        page.sees("入会申请已提交").await;
        browser.picture("receipt").await;
        let code = code(&page).await;
        open_receipt(browser).await;
        page.press("补充会员信息").await;
        page.sees("已填写 0 / 9 项").await;
        page.choose("education", "college").await;
        page.click("form:has([name='a.education']) button").await;
        page.sees("已填写 1 / 9 项").await;
        browser.picture("profile").await;
        page.press("返回申请").await;

        approve(&stage, "officer-courier", &code).await;
        browser.reload().await;
        page.sees("会员卡").await;
        browser.picture("card").await;
        let link = page.find("[data-card] a").await.attr("href").await.unwrap().unwrap();
        browser.open_page(&link).await;
        page.sees("有效：此人现在是工会会员").await;
        browser.picture("verified").await;
    })
    .await;
}

/// The application with this receipt code, as staff find it.
pub async fn application(stage: &Stage, code: &str) -> Value {
    let found = stage.read(&format!("/staff/applications?q={code}")).await;
    found["rows"][0].clone()
}

/// The committee takes the applicant with this receipt code in.
pub async fn approve(stage: &Stage, officer: &str, code: &str) {
    let row = application(stage, code).await;
    let decision =
        json!({ "on": "2026-11-23", "document_number": "秦快工字〔2026〕3号", "deciders": "张伟、王敏" });
    let approve = json!({ "kind": "approve_applications", "decision": decision,
        "applications": [{ "id": row["id"], "version": row["version"] }] });
    stage.act(officer, approve).await;
}
