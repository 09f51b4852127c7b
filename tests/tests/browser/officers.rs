//! Officers at work with applications, members and transfers.

use super::desk::{confirm, log_in, say_yes};
use rstest::rstest;
use serde_json::{Value, json};
use tests::browser::{Size, View, journey};
use tests::{Person, Stage};

const ROWS: &str = "visible(which, 'tbody tr').length === given[0]";

/// Types the committee's decision.
async fn decide(page: &View<'_>) {
    page.set("dialog-on", "2026-11-22").await;
    page.fill("dialog-document_number", "秦快工字〔2026〕12号").await;
    page.fill("dialog-deciders", "高志远、王海涛、刘敏").await;
}

/// State of the one application, or member, that is found by this name.
async fn state(stage: &Stage, what: &str, name: &str, state: &str) -> Vec<Value> {
    let pairs = [("q", name), ("state", state)];
    let query = reqwest::Url::parse_with_params("http://x/", pairs).expect("an address");
    let rows = stage.read(&format!("/staff/{what}?{}", query.query().unwrap_or_default())).await;
    rows["rows"].as_array().cloned().unwrap_or_default()
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_batch_is_approved_by_a_decision_and_names_what_is_in_the_way(
    #[values(Size::Phone, Size::Desk)] size: Size,
) {
    let stage = Stage::set().await;
    journey("approve", size, async |browser| {
        let page = log_in(browser, &stage, "officer-courier").await;
        page.sees("7 份入会申请待审核").await;
        page.sees("2 份入会申请待委员会决定").await;
        page.sees("2 件转会待答复").await;
        page.press("7 份入会申请待审核").await;
        page.until("the seven that wait", ROWS, &[json!(7)]).await;
        page.sees("重复申请").await;
        page.sees("已是会员").await;
        browser.picture("queue").await;
        browser.check_accessibility("queue").await;
        page.press("选择本页全部").await;
        page.sees("已选 7 份").await;
        browser.picture("picked").await;
        page.press_one(".bulk button", "批准入会").await;
        page.sees("批准 7 人入会").await;
        page.sees("本次批准：").await;

        // Nothing without the committee's decision.
        say_yes(&page).await;
        page.sees("请填写批准文件的文号").await;
        page.sees("请填写作出决定的工会委员会委员").await;
        browser.check_accessibility("decision").await;
        assert_eq!(state(&stage, "applications", "陈立新", "approved").await.len(), 0);

        // Two stand in the way; each is named, and nobody was taken in.
        decide(&page).await;
        say_yes(&page).await;
        page.sees("有 2 份申请不能批准").await;
        page.sees("申请人已是其他工会会员").await;
        page.sees("已选 7 份").await;
        browser.picture("in-the-way").await;
        browser.check_accessibility("in the way").await;
        assert_eq!(state(&stage, "applications", "陈立新", "approved").await.len(), 0);
        page.press_one("dialog button", "取消选择这几份").await;
        page.sees("批准 5 人入会").await;
        confirm(&page).await;
        page.sees("已批准 5 人入会").await;
        page.until("the two that are left", ROWS, &[json!(2)]).await;
        let approved = state(&stage, "applications", "陈立新", "approved").await;
        assert_eq!(approved.len(), 1);
        let members = state(&stage, "members", "陈立新", "active").await;
        let counts = members.iter().any(|member| member["joined_on"] == json!("2026-11-22"));
        assert!(counts, "membership counts from the decision: {members:?}");

        // Filed with the superior, all that are not.
        page.press_one(".tabs a", "待备案").await;
        page.until("those that were approved and not filed", ROWS, &[json!(11)]).await;
        page.press("选择本页全部").await;
        page.press_one(".bulk button", "登记备案").await;
        confirm(&page).await;
        page.sees("已登记备案 11 人").await;
        page.sees("没有符合条件的申请").await;
        browser.check_complaints(&["favicon.ico", "401", "422"]).await;
    })
    .await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn applications_are_narrowed_returned_and_not_approved_with_a_reason(
    #[values(Size::Phone, Size::Desk)] size: Size,
) {
    let stage = Stage::set().await;
    journey("review", size, async |browser| {
        let page = log_in(browser, &stage, "officer-courier").await;
        page.visit("入会审批").await;
        page.until("all of them", ROWS, &[json!(26)]).await;
        if size == Size::Phone {
            page.press_one(".folds > button", "筛选").await;
        }
        let drives = stage.read("/staff/drives").await;
        page.choose("filter-drive", drives["rows"][0]["id"].as_str().expect("a drive")).await;
        page.until("those of the drive", ROWS, &[json!(11)]).await;
        page.choose("filter-division", "130302").await;
        page.until("those of the division", ROWS, &[json!(4)]).await;
        assert_eq!(page.ask("document.activeElement.id", &[]).await, json!("filter-division"), "focus stays");
        browser.picture("narrowed").await;
        browser.check_accessibility("narrowed").await;
        // It stands in the address, and the way back leads to it.
        browser.reload().await;
        page.until("the same four", ROWS, &[json!(4)]).await;
        page.press_one("tbody a", "马").await;
        page.sees("没有同一证件号码的其他申请或会籍").await;
        page.press("返回列表").await;
        page.until("the same four", ROWS, &[json!(4)]).await;

        page.visit("入会审批").await;
        page.press_one(".tabs a", "待审核").await;
        page.until("the seven that wait", ROWS, &[json!(7)]).await;
        page.press_one("tbody a", "许").await;
        page.sees("代填与本人确认").await;
        browser.picture("application").await;
        browser.check_accessibility("application").await;
        page.press_one("main button", "退回修改").await;
        say_yes(&page).await;
        page.sees("请写明理由").await;
        page.fill("ask-text", "请补充站点全称").await;
        confirm(&page).await;
        page.sees("请补充站点全称").await;
        assert_eq!(state(&stage, "applications", "许志远", "returned").await.len(), 1);
        page.press("下一份待审核").await;
        page.sees("陈*新").await;
        page.press_one("main button", "不予批准").await;
        page.fill("ask-text", "经核实，本人未提出申请").await;
        confirm(&page).await;
        page.sees("未批准").await;
        assert_eq!(state(&stage, "applications", "陈立新", "rejected").await.len(), 1);
        browser.check_complaints(&["favicon.ico", "401", "422"]).await;
    })
    .await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_unions_move_a_member_and_refuse_another(#[values(Size::Phone, Size::Desk)] size: Size) {
    let stage = Stage::set().await;
    journey("transfer", size, async |browser| {
        let page = log_in(browser, &stage, "officer-courier").await;
        page.visit("转会").await;
        page.sees("待本工会办理（2）").await;
        page.sees("待对方或本人答复（2）").await;
        page.sees("撤回邀请").await;
        browser.picture("transfers").await;
        browser.check_accessibility("transfers").await;
        page.press_one("main button", "同意转出").await;
        confirm(&page).await;
        page.sees("待本工会办理（1）").await;
        page.press_one("button", "退出登录").await;
        page.find("[name=account]").await;

        let page = log_in(browser, &stage, "officer-property").await;
        page.visit("转会").await;
        page.sees("待本工会办理（2）").await;
        page.press_one("main button", "同意接收").await;
        say_yes(&page).await;
        page.sees("请填写批准文件的文号").await;
        decide(&page).await;
        confirm(&page).await;
        page.sees("待本工会办理（1）").await;
        let moved = &state(&stage, "members", "唐丽华", "active").await[0];
        assert_eq!(moved["union"]["zh"], json!("秦皇岛市物业行业工会联合会"));

        // The other one stays, for a reason that the new union and the worker read.
        page.press_one("main button", "不同意").await;
        say_yes(&page).await;
        page.sees("请写明理由").await;
        page.fill("dialog-reason", "仍在本单位工作").await;
        browser.check_accessibility("refusal").await;
        confirm(&page).await;
        page.sees("没有正在办理的转会").await;
        let stays = &state(&stage, "members", "邓国平", "active").await[0];
        assert_eq!(stays["union"]["zh"], json!("秦皇岛市物业行业工会联合会"));
        assert_eq!(state(&stage, "applications", "邓国平", "rejected").await.len(), 1);
        browser.check_complaints(&["favicon.ico", "401", "422"]).await;
    })
    .await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_application_is_entered_for_a_worker(#[values(Size::Phone, Size::Desk)] size: Size) {
    let stage = Stage::set().await;
    let person = Person::nth(760);
    journey("enter", size, async |browser| {
        let page = log_in(browser, &stage, "officer-courier").await;
        page.visit("入会审批").await;
        page.press("代填申请").await;
        page.find("#enter-name").await;
        browser.picture("form").await;
        browser.check_accessibility("entry for a worker").await;
        page.press_one("button", "提交申请").await;
        page.sees("项需要修改").await;
        // What is missing of the confirmation and of the form is told at once.
        for field in ["reason", "who", "name", "id_number", "statement"] {
            page.find(&format!("#enter-{field}[aria-invalid=true]")).await;
        }
        let focused = "document.activeElement.id === given[0]";
        page.until("the first that is wrong to have the focus", focused, &[json!("enter-reason")]).await;
        browser.picture("errors").await;
        browser.check_accessibility("errors of an entry for a worker").await;
        page.fill("enter-name", &person.name).await;
        page.fill("enter-reason", "本人不会使用智能手机").await;
        page.set("enter-confirmed_on", "").await;
        page.press_one("button", "提交申请").await;
        page.until("the day that is missing to have the focus", focused, &[json!("enter-confirmed_on")])
            .await;
        page.set("enter-confirmed_on", "2027-01-31").await;
        page.press_one("button", "提交申请").await;
        page.sees("确认日期不能晚于今天").await;
        page.find("#enter-mobile[aria-invalid=true]").await;
        assert_eq!(page.count("#enter-reason[aria-invalid=true]").await, 0, "what is there is not asked for");
        // What was typed is there after a look at another screen.
        page.visit("转会").await;
        page.sees("待本工会办理").await;
        page.visit("入会审批").await;
        page.press("代填申请").await;
        page.find("#enter-name").await;
        assert_eq!(page.ask("document.querySelector('#enter-name').value", &[]).await, json!(person.name));
        page.set("enter-confirmed_on", "2026-11-22").await;
        page.fill("enter-who", "本人，通话人高志远").await;
        page.fill("enter-id_number", &person.document).await;
        page.fill("enter-mobile", &person.mobile).await;
        page.fill("enter-employer", &person.employer).await;
        page.choose("enter-worker_group", "courier").await;
        page.choose("enter-division", "130302").await;
        for consent in ["statement", "consent_data", "consent_sensitive", "consent_sharing"] {
            page.click(&format!("label[for=enter-{consent}]")).await;
        }
        page.press_one("button", "提交申请").await;
        page.sees("申请已提交").await;
        browser.check_accessibility("receipt for a worker").await;
        let row = &state(&stage, "applications", &person.name, "submitted").await[0];
        let detail = stage.read(&format!("/staff/applications/{}", row["id"].as_str().expect("an id"))).await;
        assert_eq!(detail["confirmation"]["who"], json!("本人，通话人高志远"));
        assert_eq!(detail["confirmation"]["by"], json!("phone"));
        browser.check_complaints(&["favicon.ico", "401", "422"]).await;
    })
    .await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_membership_is_changed_and_keeps_its_history(#[values(Size::Phone, Size::Desk)] size: Size) {
    let stage = Stage::set().await;
    journey("member", size, async |browser| {
        let page = log_in(browser, &stage, "officer-homeservice").await;
        page.visit("会员").await;
        page.until("the six", ROWS, &[json!(6)]).await;
        browser.picture("members").await;
        browser.check_accessibility("members").await;
        page.press_one("tbody a", "李").await;
        page.sees("秦家政工字〔2026〕4号").await;
        page.sees("秦家政工字〔2026〕7号").await;
        browser.picture("member").await;
        browser.check_accessibility("member").await;
        page.press_one("main button", "保留会籍").await;
        say_yes(&page).await;
        page.sees("请填写作出决定的工会委员会委员").await;
        page.choose("dialog-reason", "laid_off").await;
        page.set("dialog-on", "2026-11-20").await;
        page.fill("dialog-deciders", "林秀英、赵春兰").await;
        browser.check_accessibility("decision on a member").await;
        confirm(&page).await;
        page.sees("林秀英、赵春兰").await;
        page.sees("在本单位下岗后待岗").await;
        let member = &state(&stage, "members", "李素芬", "retained").await[0];
        assert_eq!(member["ended_on"], json!("2026-11-20"));
        browser.check_complaints(&["favicon.ico", "401", "422"]).await;
    })
    .await;
}
