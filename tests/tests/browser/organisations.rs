//! An officer takes in the organisation sheet: unions with the employers that they cover.

use super::desk::log_in;
use rstest::rstest;
use serde_json::{Value, json};
use tests::browser::{Size, journey};
use tests::{Cells, Stage, organisations, organisations_set};

const COAST: &str = "北戴河区滨海商圈联合工会";
const ABOVE: &str = "北戴河区商贸行业工会联合会";
const ROWS: [Cells; 7] = [
    &[
        ("union_name", COAST),
        ("superior", ABOVE),
        ("union_kind", "联合基层工会"),
        ("founded_on", "2021年9月"),
        ("head", "李娜"),
        ("employer_name", "滨海茶行"),
        ("division", "北戴河区"),
        ("workers", "150人以上"),
    ],
    &[("union_name", COAST), ("employer_name", "滨海书店"), ("division", "北戴河区"), ("workers", "12")],
    &[("union_name", ABOVE), ("union_kind", "工会联合会")],
    // One that is there, with something new.
    &[("union_name", "海港区货运物流行业联合工会"), ("head", "王强")],
    // Refused, each with its column and what to do.
    &[("union_name", COAST), ("head", "张三"), ("employer_name", "滨海面馆"), ("division", "北戴河区")],
    &[("union_name", "无类型工会")],
    &[("union_name", "无上级工会"), ("superior", "没有这个总工会"), ("union_kind", "联合基层工会")],
];

/// The unions that there are by one of these names.
async fn found(stage: &Stage, name: &str) -> Vec<Value> {
    let unions = stage.read("/staff/unions").await;
    let all = unions.as_array().expect("unions").iter();
    all.filter(|one| one["name"]["zh"] == name).cloned().collect()
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sheet_of_unions_comes_in_all_or_none(#[values(Size::Phone, Size::Desk)] size: Size) {
    let stage = Stage::set().await;
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("工会组织.xlsx");
    std::fs::write(&file, organisations(&ROWS)).expect("a file");
    journey("organisations", size, async |browser| {
        let page = log_in(browser, &stage, "admin").await;
        page.visit("花名册导入导出").await;
        page.choose("roll-set", &organisations_set().key).await;
        page.sees("未填上级工会的新工会，列在所选工会之下").await;
        let choose = page.find("#roll-file").await;
        choose.send_keys(file.to_str().expect("a path")).await.expect("a file to choose");
        browser.picture("chosen").await;
        page.press_one("button", "预览").await;
        page.sees("表头在第 3 行").await;
        for told in [
            "工会负责人：与第 4 行同一工会的内容不一致，请统一",
            "基层工会类型：此项必填，请填写",
            "上级工会名称：没有找到这个上级工会",
        ] {
            page.sees(told).await;
        }
        assert_eq!(page.count("[data-preview] tbody tr").await, 3, "what is refused stands first");
        browser.picture("refused").await;
        browser.check_accessibility("refused rows of unions").await;
        for (button, rows) in [("新增 3", 3), ("有变化 1", 1), ("全部 7", 7)] {
            page.press_one("button", button).await;
            assert_eq!(page.count("[data-preview] tbody tr").await, rows, "{button}");
        }
        page.sees("变化：工会负责人").await;
        browser.picture("all").await;

        // Nobody decides on a union here, so no decision is asked for. All rows or none: none.
        assert!(!page.text().await.contains("到会委员"));
        page.press("全部合格才导入").await;
        page.press_one("button", "导入").await;
        page.sees("有 3 行不合格，按您的选择没有导入任何一行").await;
        browser.picture("none").await;
        assert_eq!(found(&stage, COAST).await, Vec::<Value>::new());
        page.press("导入全部合格行").await;
        page.press_one("button", "导入").await;
        page.sees("已导入：新增 3 行，更新 1 行；3 行不合格，没有导入").await;
        browser.picture("done").await;
        browser.check_accessibility("unions that came in").await;
        let (coast, above) = (found(&stage, COAST).await, found(&stage, ABOVE).await);
        assert_eq!((coast.len(), above.len()), (1, 1));
        assert_eq!((&coast[0]["parent_id"], &coast[0]["employers"]), (&above[0]["id"], &json!(2)));

        // Again it changes nothing.
        page.press_one("button", "预览").await;
        page.sees("没有新增，也没有变化").await;
        page.press_one("button", "全部").await;
        assert_eq!(page.count("[data-preview] .tag.good").await, 0, "nothing is new");
        browser.picture("again").await;
        assert_eq!(found(&stage, COAST).await, coast);
        browser.check_complaints(&["favicon.ico", "401"]).await;
    })
    .await;
}
