//! Joining without scripts: the short link of a code, the receipt, the profile, the card.

use super::pages::{filled, hidden, post, text};
use reqwest::StatusCode;
use reqwest::header::ACCEPT_LANGUAGE;
use rstest::rstest;
use shared::api::{ApplicationDetail, FunnelRow, JoinPage, Reveal, Revealed, Signing};
use shared::form::Answer;
use shared::membership::{ApplicationState, MembershipStep, TransferState, completeness, profile_key};
use shared::sync::{
    Action, CompleteProfile, Outcome, Refusal, Review, ReviewApplication, SaveDrive, SaveSource,
};
use tests::drives::{drive, venue};
use tests::{Database, Definition, OutcomeExt as _, Person, Receipt, TestApp, WorkerClient};

const RECEIPT: &str = "/h/qhd-courier/receipt";

/// A signature, as a pad draws it.
pub const SIGNED: &str = "M40 80l60 -40 30 90M160 40l20 60";

/// What a button of a receipt's page sends.
pub fn button(receipt: &Receipt, action: &str) -> Vec<(String, String)> {
    vec![("do".into(), action.into()), ("secret".into(), receipt.secret.to_string())]
}

pub async fn shown(app: &TestApp, fields: &[(String, String)]) -> String {
    post(app, RECEIPT, fields).await.text().await.unwrap()
}

async fn reviewed(app: &TestApp, application_id: uuid::Uuid, review: Review, reason: &str) {
    let review = ReviewApplication { application_id, version: 1, review, reason: reason.to_owned() };
    app.staff("officer").await.act(Action::ReviewApplication(review)).await.accepted();
}

pub async fn returned(app: &TestApp, id: uuid::Uuid) {
    reviewed(app, id, Review::Return, "请核对单位名称").await;
}

/// Rejects an application that nobody has looked at.
pub async fn rejected(app: &TestApp, id: uuid::Uuid) {
    reviewed(app, id, Review::Reject, "不在本地区工作").await;
}

/// Completes a field of the profile.
pub async fn complete(worker: &WorkerClient<'_>, receipt: &Receipt, field: &str, value: &str) -> Outcome {
    let complete =
        CompleteProfile { receipt: receipt.secret.clone(), field: field.to_owned(), value: value.to_owned() };
    worker.send(&worker.operation(Action::CompleteProfile(complete))).await
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_short_link_leads_from_the_form_to_the_receipt(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let officer = app.staff("officer").await;
    let drive = officer.begin_drive(&[]).await;
    let source = SaveSource {
        worker_group: "courier".to_owned(),
        division: "130322".to_owned(),
        ..venue(drive, "昌黎会场")
    };
    let code = officer.source(source).await.code;
    let (person, link) = (app.person(), format!("/j/{code}"));

    let page = text(&app, &link).await;
    assert!(page.contains("昌黎会场") && page.contains("快递员入会行动"), "the code tells where one is");
    for known in ["value=\"courier\" selected", "value=\"130322\" selected", "value=\"resident_id\" selected"]
    {
        assert!(page.contains(known), "{known} is chosen");
    }
    let form = format!("/h/qhd-courier/join/{code}");
    assert!(page.contains(&form), "the form goes below the association");

    let mut answers = person.application("courier");
    answers.remove("consent_sharing");
    let again = post(&app, &form, &filled(&page, &answers)).await.text().await.unwrap();
    assert!(again.contains("有 1 项需要修改") && again.contains(&person.document), "nothing typed is lost");
    answers.insert("consent_sharing".into(), Answer::Yes(true));
    // Twice: a double tap, or a reload of the answer.
    let fields = filled(&again, &answers);
    for _ in 0..2 {
        let receipt = post(&app, &form, &fields).await.text().await.unwrap();
        assert!(
            receipt.contains("入会申请已提交") && receipt.contains("由快递行业联合工会办理"),
            "{receipt}"
        );
    }
    let mut raw = app.raw().await;
    assert_eq!(
        raw.value("SELECT CAST(COUNT(*) AS TEXT) FROM applications WHERE source_id IS NOT NULL").await,
        "1"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_that_leads_nowhere_says_so_and_loses_nothing() {
    let app = TestApp::start(Database::Sqlite).await;
    let officer = app.staff("officer").await;
    let drive = officer.begin_drive(&[]).await;
    let expires_at = Some(tests::at("2026-11-23T02:30:00Z"));
    let code = officer.source(SaveSource { expires_at, ..venue(drive, "会场") }).await.code;
    let page = text(&app, &format!("/j/{code}")).await;
    app.clock.advance(chrono::TimeDelta::hours(1));

    for (path, status, way) in [
        (format!("/j/{code}"), StatusCode::GONE, true),
        (format!("/h/qhd-courier/join/{code}"), StatusCode::GONE, true),
        ("/h/qhd-courier/join/NOSUCH".to_owned(), StatusCode::NOT_FOUND, true),
        ("/j/NOSUCH".to_owned(), StatusCode::NOT_FOUND, false),
    ] {
        let answer = app.get(&path).await;
        assert_eq!(answer.status(), status, "{path}");
        let said = answer.text().await.unwrap();
        assert!(said.contains("此二维码不能使用"), "{path}: {said}");
        assert_eq!(said.contains("/h/qhd-courier/join?"), way, "{path} leads on where it can");
    }
    // Who was writing while it ran out goes on without it.
    let person = app.person();
    let form = format!("/h/qhd-courier/join/{code}");
    let kept = post(&app, &form, &filled(&page, &person.application("courier"))).await.text().await.unwrap();
    assert!(kept.contains("已过期") && kept.contains(&person.document), "{kept}");
    assert!(kept.contains("action=\"") && !kept.contains(&form), "the form no longer names the code");
    let fields = filled(&kept, &person.application("courier"));
    let receipt = post(&app, "/h/qhd-courier/join", &fields).await.text().await.unwrap();
    assert!(receipt.contains("入会申请已提交"), "{receipt}");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_receipt_corrects_and_takes_back(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let (worker, person) = (app.worker(), app.person());
    let receipt = worker.apply(&person, None).await;
    returned(&app, receipt.accepted()).await;
    let seen = shown(&app, &button(&receipt, "open")).await;
    assert!(seen.contains("退回修改") && seen.contains("请核对单位名称"), "{seen}");
    assert!(!seen.contains(&person.document) && !seen.contains(&person.mobile), "numbers stay masked");

    let edit = shown(&app, &button(&receipt, "edit")).await;
    assert!(edit.contains("已隐藏部分内容") && !edit.contains(&person.document));
    let mut answers = worker.application(&receipt).await.answers.unwrap();
    answers.insert("employer".into(), Answer::from("极兔速递海港网点"));
    let saved = shown(&app, &filled(&edit, &answers)).await;
    assert!(saved.contains("待审核"), "{saved}");

    let ask = shown(&app, &button(&receipt, "withdraw")).await;
    assert!(ask.contains("确定撤回入会申请吗"));
    assert_eq!(worker.application(&receipt).await.state, ApplicationState::Submitted, "asked, not done");
    let done = shown(&app, &button(&receipt, "withdraw_application")).await;
    assert!(done.contains("申请已撤回"), "{done}");
    let by_code = [
        ("code".to_owned(), receipt.secret.hash().code().to_string()),
        ("mobile_last4".to_owned(), person.mobile_tail().to_owned()),
    ];
    assert!(
        shown(&app, &by_code).await.contains("没有找到对应的报名"),
        "the short code opens no application"
    );
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_profile_is_completed_field_by_field_and_goes_along(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let worker = app.worker();
    let receipt = worker.apply(&app.person(), None).await;
    let save = async |field: &str, value: &str| complete(&worker, &receipt, field, value).await;
    save(profile_key::ETHNICITY, "11").await.accepted();
    save(profile_key::NATIVE_PLACE, "河北青龙").await.accepted();
    assert_eq!(
        save(profile_key::EDUCATION, "none").await.violations(),
        [(profile_key::EDUCATION.to_owned(), "choice_unknown".to_owned())]
    );
    // Without scripts: one field, and what is wrong stands beside it.
    let page = shown(&app, &button(&receipt, "profile")).await;
    assert!(page.contains("已填写 2 / 9 项"), "{page}");
    let field = |value: &str| {
        let mut fields = button(&receipt, "complete");
        fields.push(("a.education".into(), value.into()));
        fields
    };
    assert!(shown(&app, &field("none")).await.contains("所选项不在列表中"));
    let page = shown(&app, &field("college")).await;
    assert!(page.contains("已填写 3 / 9 项") && page.contains("已保存"), "{page}");

    // The version that staff saw still holds; what was completed goes to the member, and what comes later too.
    app.staff("officer").await.approve(&[(receipt.accepted(), 1)]).await.accepted();
    save(profile_key::MIGRANT, "yes").await.accepted();
    save(profile_key::NATIVE_PLACE, "").await.accepted();
    let profile = worker.application(&receipt).await.profile;
    assert_eq!(completeness(&profile).filled, 3);
    let mut raw = app.raw().await;
    let member = raw.value("SELECT CAST(profile AS TEXT) FROM members").await;
    assert!(
        member.contains("college") && member.contains("migrant") && !member.contains("native_place"),
        "{member}"
    );

    let other = worker.apply(&app.person(), None).await;
    let withdraw = shared::sync::WithdrawApplication { receipt: other.secret.clone() };
    worker.send(&worker.operation(Action::WithdrawApplication(withdraw))).await.accepted();
    let late = complete(&worker, &other, profile_key::SKILL, "4").await;
    assert_eq!(late.refusal(), Refusal::TransitionNotAllowed);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_card_proves_itself_and_tells_when_its_member_has_left(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let (worker, officer, person) = (app.worker(), app.staff("officer").await, app.person());
    let receipt = worker.apply(&person, None).await;
    assert!(worker.application(&receipt).await.card.is_none(), "no card before the committee has decided");
    officer.approve(&[(receipt.accepted(), 1)]).await.accepted();
    let card = worker.application(&receipt).await.card.unwrap();
    let link = format!("/verify/{}", card.code);
    assert!(shown(&app, &button(&receipt, "open")).await.contains(&link), "the receipt shows the card");

    let page = text(&app, &link).await;
    assert!(
        page.contains("快递行业联合工会") && page.contains(&card.name) && page.contains("2026年11月23日"),
        "{page}"
    );
    assert!(page.contains("有效"));
    for secret in [&person.name, &person.document, &person.mobile, &person.employer] {
        assert!(!page.contains(secret.as_str()), "{secret}");
    }
    let english =
        app.request(reqwest::Method::GET, &link).header(ACCEPT_LANGUAGE, "en").send().await.unwrap();
    assert!(english.text().await.unwrap().contains("Valid: this person is a member now."));

    let made_up = app.get(&format!("/verify/{}A", &card.code[..42])).await;
    let made_up = if card.code.ends_with('A') { app.get("/verify/x").await } else { made_up };
    assert_eq!(made_up.status(), StatusCode::NOT_FOUND);
    assert!(made_up.text().await.unwrap().contains("无效"));

    let mut conn = app.inside.db.read().await.unwrap();
    let row = server::db::applications::by_id(&mut conn, receipt.accepted()).await.unwrap().unwrap();
    drop(conn);
    officer.change_member(row.member_id.unwrap(), 1, MembershipStep::Resign).await.accepted();
    let page = text(&app, &link).await;
    assert!(page.contains("已退会") && page.contains("现已不在册") && !page.contains("有效："), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_offer_of_a_transfer_is_answered_on_the_receipt() {
    let app = TestApp::start(Database::Sqlite).await;
    let (officer, neighbour, person) =
        (app.staff("officer").await, app.staff("neighbour").await, app.person());
    let first = app.worker_of("qhd-cleaning").apply_with(person.application("cleaning"), None).await;
    neighbour.approve(&[(first.accepted(), 1)]).await.accepted();
    let worker = app.worker();
    let receipt = worker.apply(&person, None).await;
    officer.offer_transfer(receipt.accepted(), 1).await.accepted();
    let page = shown(&app, &button(&receipt, "open")).await;
    assert!(
        page.contains("是否将会籍转到上面的工会") && !page.contains("保洁行业联合工会"),
        "the old union is not named"
    );
    let mut yes = button(&receipt, "transfer_yes");
    yes.extend(hidden(&page).into_iter().filter(|(name, _)| name == "version").take(1));
    let answered = shown(&app, &yes).await;
    assert!(answered.contains("正在等待原工会同意"), "{answered}");
    assert_eq!(worker.application(&receipt).await.transfer.unwrap().state, TransferState::Requested);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_signature_is_kept_sealed_and_shown_for_a_purpose(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let (worker, officer) = (app.worker(), app.staff("officer").await);
    let drive = SaveDrive { signature: true, ..drive(&[]) };
    let drive = officer.act(Action::SaveDrive(drive)).await.accepted();
    let code = officer.venue(drive, "海港会场", "courier").await.code;
    let page: JoinPage =
        app.get(&format!("/api/v1/associations/qhd-courier/join?code={code}")).await.json().await.unwrap();
    assert!(page.source.unwrap().signature, "the code says that one signs");
    // A page without scripts has no pad, and says so.
    let html = text(&app, &format!("/j/{code}")).await;
    assert!(html.contains("请之后到工会补签") && !html.contains("<canvas"), "{html}");

    let apply = async |signature: Option<&str>| {
        let answers = app.person().application("courier");
        worker.apply_signed(answers, Some(&code), signature.map(str::to_owned)).await
    };
    for (bad, why) in [("M1 1l2 2", "required"), ("<svg onload=x>", "answer_shape"), ("", "required")] {
        assert_eq!(apply(Some(bad)).await.violations(), [("signature".to_owned(), why.to_owned())]);
    }
    let (signed, unsigned) = (apply(Some(SIGNED)).await.accepted(), apply(None).await.accepted());
    let detail = async |id| officer.read::<ApplicationDetail>(&format!("/staff/applications/{id}")).await;
    assert_eq!(
        (detail(signed).await.signing, detail(unsigned).await.signing),
        (Signing::Signed, Signing::AtTheUnion)
    );
    let other = worker.apply(&app.person(), None).await.accepted();
    assert_eq!(detail(other).await.signing, Signing::NotAsked);

    assert!(!app.raw().await.dump().await.contains(SIGNED), "sealed");
    let path = format!("/staff/applications/{signed}/reveal");
    let shown: Revealed =
        officer.post(&path, &Reveal { purpose: "核对申请".into() }).await.json().await.unwrap();
    assert_eq!(shown.signature.as_deref(), Some(SIGNED));
    assert!(!officer.post(&path, &Reveal { purpose: " ".into() }).await.status().is_success());
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_funnel_counts_who_joined_after_entering(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let (worker, officer) = (app.worker(), app.staff("officer").await);
    let open = app.open_competition(Definition::courier()).await;
    let people: Vec<Person> = (0..4).map(|_| app.person()).collect();
    let join = async |person: &Person| {
        let id = worker.apply(person, None).await.accepted();
        officer.approve(&[(id, 1)]).await.accepted();
    };
    join(&people[0]).await;
    app.clock.advance(chrono::TimeDelta::minutes(1));
    for person in &people {
        worker.submit_for(&open, "delivery", person).await.accepted();
    }
    // The same person in another event is one contestant.
    worker.submit_for(&open, "sorting", &people[1]).await.accepted();
    app.clock.advance(chrono::TimeDelta::minutes(1));
    join(&people[1]).await;
    join(&people[2]).await;
    let rows: Vec<FunnelRow> = officer.read("/staff/funnel").await;
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0].contestants, rows[0].joined, rows[0].members), (4, 2, 3));
    let others: Vec<FunnelRow> = app.staff("neighbour").await.read("/staff/funnel").await;
    assert_eq!(others, []);
}
