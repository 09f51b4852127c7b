//! An officer takes in a roll with every kind of damage.

use super::desk::log_in;
use rstest::rstest;
use tests::browser::{Size, journey};
use tests::{Damage, Person, Stage, roll};

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_damaged_roll_is_mended_by_choice(#[values(Size::Phone, Size::Desk)] size: Size) {
    let stage = Stage::set().await;
    let people: Vec<Person> = (700..712).map(Person::nth).collect();
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("花名册.xlsx");
    std::fs::write(&file, roll(&people, &Damage::ALL)).expect("a file");
    journey("roll", size, async |browser| {
        let page = log_in(browser, &stage, "officer-courier").await;
        page.visit("花名册导入导出").await;
        page.press_one("button", "预览").await;
        page.sees("请选择表格文件").await;
        browser.check_accessibility("roll").await;

        page.find("#roll-file")
            .await
            .send_keys(file.to_str().expect("a path"))
            .await
            .expect("a file to choose");
        page.press_one("button", "预览").await;
        page.sees("表头在第 8 行").await;
        // What is refused comes first, each row with its column and what to do.
        for told in [
            "证件号码：号码按数字录入，末尾几位已丢失",
            "籍贯：单元格是公式错误",
            "学历：所选项不在列表中",
            "与第",
        ] {
            page.sees(told).await;
        }
        assert_eq!(page.count("[data-preview] tbody tr").await, 4);
        browser.picture("refused").await;
        browser.check_accessibility("refused").await;
        page.press_one("button", "全部").await;
        page.sees("说明行").await;
        let text = page.text().await;
        assert!(people.iter().all(|person| !text.contains(&person.document)), "numbers are masked: {text}");
        browser.picture("all").await;

        // Nobody is a member without the committee's decision; what was typed stays.
        page.fill("roll-document_number", "秦快工字〔2026〕6号").await;
        page.press_one("button", "导入").await;
        page.sees("此项必填").await;
        page.sees("请填写作出决定的工会委员会委员").await;
        assert!(!page.text().await.contains("请填写批准文件的文号"), "what is there is not asked for");
        page.sees("请写明由谁确认").await;
        page.set("roll-on", "2026-03-20").await;
        page.set("roll-confirmed_on", "2026-03-18").await;
        page.fill("roll-who", "本人签字，申请书由李静保管").await;
        page.fill("roll-reason", "补录历史会员").await;
        page.fill("roll-deciders", "张伟、王敏").await;
        browser.picture("decision").await;
        browser.check_accessibility("decision").await;
        page.press_one("button", "导入").await;
        page.sees("已导入：新会员 9 名").await;
        browser.picture("done").await;

        // Again it changes nothing.
        page.press_one("button", "预览").await;
        page.sees("没有新增，也没有变化").await;

        page.press_one("button", "导出").await;
        page.sees("此项必填").await;
        page.fill("export-purpose", "上报市总工会").await;
        page.press_one("button", "导出").await;
        page.sees("文件已生成").await;
        browser.check_accessibility("exported").await;
        browser.check_complaints(&["favicon.ico", "401"]).await;
    })
    .await;
}
