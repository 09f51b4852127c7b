//! What is done about members, as every role, as a neighbour and as a worker.

use super::members::member;
use rstest::rstest;
use shared::api::AuditRow;
use shared::membership::{APPLICATION_FORM_VERSION, MembershipReason, MembershipStep, TransferVerdict};
use shared::sync::{
    Action, AnswerTransferOffer, ApplicationVersion, ApproveApplications, ChangeMembership, CompleteProfile,
    Confirmation, ConfirmedBy, EnterApplication, FileApplications, OfferTransfer, Outcome, ReceiptSecret,
    Refusal, Review, ReviewApplication, SubmitApplication, WithdrawApplication,
};
use tests::{Database, OutcomeExt as _, TestApp};
use uuid::Uuid;

/// What staff do about records that are there, one of each operation.
async fn of_staff(app: &TestApp) -> Vec<Action> {
    let (worker, officer, neighbour) =
        (app.worker(), app.staff("officer").await, app.staff("neighbour").await);
    let (to_take, to_approve) = (
        worker.apply(&app.person(), None).await.accepted(),
        worker.apply(&app.person(), None).await.accepted(),
    );
    let (approved, member_id) = member(app, &app.person()).await;
    // A member of the neighbours' applies here.
    let (cleaners, mover) = (app.worker_of("qhd-cleaning"), app.person());
    let theirs = cleaners.apply_with(mover.application("cleaning"), None).await.accepted();
    neighbour.approve(&[(theirs, 1)]).await.accepted();
    let to_offer = worker.apply(&mover, None).await.accepted();
    // A member of ours wants to go there.
    let leaver = app.person();
    member(app, &leaver).await;
    let leaving = cleaners.apply_with(leaver.application("cleaning"), None).await;
    let transfer = neighbour.offer_transfer(leaving.accepted(), 1).await.accepted();
    cleaners.answer_offer(&leaving, 1, true).await.accepted();

    let one = |id: Uuid, version| vec![ApplicationVersion { id, version }];
    let receipt = ReceiptSecret::from_bytes(app.inside.random.bytes()).hash();
    let application = SubmitApplication {
        form_version: APPLICATION_FORM_VERSION,
        answers: app.person().application("courier"),
        receipt,
        source: None,
        signature: None,
    };
    let confirmation = Confirmation {
        reason: "本人不会使用手机".to_owned(),
        by: ConfirmedBy::Phone,
        on: app.clock.today(),
        who: "本人，通话人王敏".to_owned(),
    };
    vec![
        Action::ReviewApplication(ReviewApplication {
            application_id: to_take,
            version: 1,
            review: Review::Take,
            reason: String::new(),
        }),
        Action::ApproveApplications(ApproveApplications {
            decision: officer.committee_decision(),
            applications: one(to_approve, 1),
        }),
        Action::FileApplications(FileApplications { applications: one(approved, 2) }),
        Action::EnterApplication(EnterApplication {
            association: "qhd-courier".to_owned(),
            application,
            confirmation,
        }),
        Action::OfferTransfer(OfferTransfer { application_id: to_offer, version: 1 }),
        Action::DecideTransfer(officer.verdict(transfer, 2, TransferVerdict::Release)),
        Action::ChangeMembership(ChangeMembership {
            member_id,
            version: 1,
            step: MembershipStep::Retain,
            reason: MembershipReason::Unemployed,
            decision: officer.committee_decision(),
        }),
    ]
}

/// What only workers do, with a receipt.
fn of_workers(app: &TestApp) -> [Action; 4] {
    let receipt = ReceiptSecret::from_bytes(app.inside.random.bytes());
    [
        Action::SubmitApplication(SubmitApplication {
            form_version: APPLICATION_FORM_VERSION,
            answers: app.person().application("courier"),
            receipt: receipt.hash(),
            source: None,
            signature: None,
        }),
        Action::WithdrawApplication(WithdrawApplication { receipt: receipt.clone() }),
        Action::AnswerTransferOffer(AnswerTransferOffer {
            receipt: receipt.clone(),
            version: 1,
            accept: true,
        }),
        Action::CompleteProfile(CompleteProfile { receipt, field: "ethnicity".into(), value: "01".into() }),
    ]
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn every_action_about_members_knows_who_may(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let (actions, theirs) = (of_staff(&app).await, of_workers(&app));
    const NO: &str = "Forbidden";
    const GONE: &str = "NotFound";
    for (account, expected) in [
        ("auditor", [NO; 7]),
        ("judge", [NO; 7]),
        // A neighbour may know of a transfer to their union, but it is not their turn.
        ("neighbour", [GONE, "Invalid", "Invalid", GONE, GONE, "TransitionNotAllowed", GONE]),
        ("officer", ["accepted"; 7]),
    ] {
        let staff = app.staff(account).await;
        let told = super::roles::tried(&staff, &actions).await;
        assert_eq!(told, expected, "{account}");
        assert_eq!(super::roles::tried(&staff, &theirs).await, [NO; 4], "{account}");
    }
    for action in &actions {
        let outcome = app.worker().send(&app.worker().operation(action.clone())).await;
        assert!(
            matches!(outcome, Outcome::Rejected { refusal: Refusal::Forbidden, .. }),
            "{action:?} by a worker: {outcome:?}"
        );
    }
    let log: Vec<AuditRow> = app.staff("admin").await.read("/staff/audit").await;
    let refused = log.iter().filter(|row| row.result == "forbidden" && row.actor == "auditor").count();
    assert_eq!(refused, 7, "what a role may not do is recorded");
}
