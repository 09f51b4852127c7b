//! Transfers: both sides, refusals, time-outs, and one membership throughout.

use chrono::TimeDelta;
use futures_util::future::join_all;
use rstest::rstest;
use server::db::{applications, members, transfers};
use server::domain::membership::transfer::end_overdue;
use shared::membership::{ApplicationState, MembershipState, MembershipStep, TransferState, TransferVerdict};
use shared::sync::{Action, Conflict, Outcome, Refusal, Review, ReviewApplication, WithdrawApplication};
use tests::{Database, OutcomeExt as _, Receipt, TestApp, WorkerClient};
use uuid::Uuid;

/// A member of the courier union who applies to the cleaning union.
struct Moving<'a> {
    app: &'a TestApp,
    worker: WorkerClient<'a>,
    receipt: Receipt,
    application: Uuid,
    member: Uuid,
}

impl Moving<'_> {
    async fn of(app: &TestApp) -> Moving<'_> {
        let (person, officer) = (app.person(), app.staff("officer").await);
        let joined = app.worker().apply(&person, None).await.accepted();
        officer.approve(&[(joined, 1)]).await.accepted();
        let worker = app.worker_of("qhd-cleaning");
        let receipt = worker.apply_with(person.application("cleaning"), None).await;
        let application = receipt.accepted();
        let mut conn = app.inside.db.read().await.unwrap();
        let member = applications::by_id(&mut conn, joined).await.unwrap().unwrap().member_id.unwrap();
        Moving { app, worker, receipt, application, member }
    }

    /// The same with an offer of the new union, which the worker has not answered.
    async fn offered(app: &TestApp) -> (Moving<'_>, Uuid) {
        let moving = Moving::of(app).await;
        let transfer = app.staff("neighbour").await.offer_transfer(moving.application, 1).await.accepted();
        (moving, transfer)
    }

    /// States of transfer, member and application.
    async fn states(&self) -> (TransferState, MembershipState, ApplicationState) {
        let mut conn = self.app.inside.db.read().await.unwrap();
        let application = applications::by_id(&mut conn, self.application).await.unwrap().unwrap();
        let transfer = transfers::of_application(&mut conn, self.application).await.unwrap().unwrap();
        let member = members::by_id(&mut conn, self.member).await.unwrap().unwrap();
        (transfer.state().unwrap(), member.state().unwrap(), application.state().unwrap())
    }
}

const STEP: &str = "step_impossible";

fn told(outcome: &Outcome) -> String {
    outcome.violations()[0].1.clone()
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_member_moves_by_the_decisions_of_both_sides(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let moving = Moving::of(&app).await;
    let (old, new) = (app.staff("officer").await, app.staff("neighbour").await);
    // The new union cannot take the member in by itself, and the worker is told nothing until it offers.
    assert_eq!(told(&new.approve(&[(moving.application, 1)]).await), "member_elsewhere");
    assert!(moving.worker.application(&moving.receipt).await.transfer.is_none());
    assert_eq!(old.offer_transfer(moving.application, 1).await.refusal(), Refusal::NotFound);

    let transfer = new.offer_transfer(moving.application, 1).await.accepted();
    // Until the worker wants it, it is no matter of the old union.
    assert_eq!(old.say(transfer, 1, TransferVerdict::Release).await.refusal(), Refusal::NotFound);
    assert_eq!(told(&new.say(transfer, 1, TransferVerdict::Accept).await), STEP);
    let shown = moving.worker.application(&moving.receipt).await;
    assert_eq!(shown.transfer.map(|one| (one.state, one.version)), Some((TransferState::Offered, 1)));
    moving.worker.answer_offer(&moving.receipt, 1, true).await.accepted();
    assert_eq!(
        moving.states().await,
        (TransferState::Requested, MembershipState::Transferring, ApplicationState::UnderReview)
    );

    assert_eq!(told(&new.say(transfer, 2, TransferVerdict::Release).await), "not_your_turn");
    assert_eq!(told(&new.say(transfer, 2, TransferVerdict::Accept).await), STEP);
    old.say(transfer, 2, TransferVerdict::Release).await.accepted();
    assert_eq!(told(&old.say(transfer, 3, TransferVerdict::Accept).await), "not_your_turn");
    let mut without = new.verdict(transfer, 3, TransferVerdict::Accept);
    without.decision = None;
    let refused = new.act(Action::DecideTransfer(without)).await;
    assert_eq!(refused.violations().len(), 2, "no approval without a decision: {refused:?}");
    new.say(transfer, 3, TransferVerdict::Accept).await.accepted();

    assert_eq!(
        moving.states().await,
        (TransferState::Done, MembershipState::Active, ApplicationState::Approved)
    );
    let mut raw = app.raw().await;
    let events = "SELECT unions.slug, change FROM membership_events
                  JOIN unions ON unions.id = membership_events.union_id ORDER BY unions.slug DESC, change";
    let events = raw.rows(events).await;
    assert_eq!(
        events,
        [["courier", "joined"], ["courier", "transferred_out"], ["cleaning", "transferred_in"]]
    );
    let union = "SELECT unions.slug FROM members JOIN unions ON unions.id = members.union_id";
    assert_eq!(raw.value(union).await, "cleaning");
    let undecided =
        "SELECT CAST(COUNT(*) AS TEXT) FROM applications WHERE state = 'approved' AND decision_id IS NULL";
    assert_eq!(raw.value(undecided).await, "0");
    assert_eq!(told(&new.offer_transfer(moving.application, 3).await), STEP);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn each_side_may_refuse_and_the_worker_take_back(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let (old, new) = (app.staff("officer").await, app.staff("neighbour").await);
    let stays = (MembershipState::Active, ApplicationState::Rejected);
    // The old union refuses, with a reason that the worker reads.
    let (moving, transfer) = Moving::offered(&app).await;
    moving.worker.answer_offer(&moving.receipt, 1, true).await.accepted();
    let mut silent = old.verdict(transfer, 2, TransferVerdict::Refuse);
    silent.reason = " ".into();
    assert_eq!(told(&old.act(Action::DecideTransfer(silent)).await), "reason_needed");
    old.say(transfer, 2, TransferVerdict::Refuse).await.accepted();
    let (state, member, application) = moving.states().await;
    assert_eq!((state, (member, application)), (TransferState::Refused, stays));
    assert_eq!(moving.worker.application(&moving.receipt).await.reason, "仍在本单位工作");

    // The new union thinks otherwise, before and after the old one released.
    for released in [false, true] {
        let (moving, transfer) = Moving::offered(&app).await;
        let mut version = 1;
        if released {
            moving.worker.answer_offer(&moving.receipt, 1, true).await.accepted();
            old.say(transfer, 2, TransferVerdict::Release).await.accepted();
            version = 3;
        }
        new.say(transfer, version, TransferVerdict::Refuse).await.accepted();
        let (state, member, application) = moving.states().await;
        assert_eq!((state, (member, application)), (TransferState::Refused, stays));
    }

    // The worker says no at once, or takes the application back in the middle.
    let (moving, _) = Moving::offered(&app).await;
    moving.worker.answer_offer(&moving.receipt, 1, false).await.accepted();
    let gone = (TransferState::Declined, MembershipState::Active, ApplicationState::Withdrawn);
    assert_eq!(moving.states().await, gone);
    assert_eq!(told(&moving.worker.answer_offer(&moving.receipt, 2, true).await), STEP);

    let (moving, transfer) = Moving::offered(&app).await;
    moving.worker.answer_offer(&moving.receipt, 1, true).await.accepted();
    old.say(transfer, 2, TransferVerdict::Release).await.accepted();
    let secret = moving.receipt.secret.clone();
    let withdraw = Action::WithdrawApplication(WithdrawApplication { receipt: secret });
    moving.worker.send(&moving.worker.operation(withdraw)).await.accepted();
    assert_eq!(moving.states().await, gone);
    assert_eq!(told(&new.say(transfer, 4, TransferVerdict::Accept).await), STEP);

    // A member who resigns on the way needs no transfer; nobody reviews around one that is open.
    let (moving, transfer) = Moving::offered(&app).await;
    let review = ReviewApplication {
        application_id: moving.application,
        version: 2,
        review: Review::Reject,
        reason: "重复".to_owned(),
    };
    assert_eq!(told(&new.act(Action::ReviewApplication(review)).await), "transfer_under_way");
    moving.worker.answer_offer(&moving.receipt, 1, true).await.accepted();
    assert_eq!(told(&old.change_member(moving.member, 2, MembershipStep::Retain).await), STEP);
    old.change_member(moving.member, 2, MembershipStep::Resign).await.accepted();
    let (state, member, _) = moving.states().await;
    assert_eq!((state, member), (TransferState::Declined, MembershipState::Resigned));
    assert_eq!(told(&old.say(transfer, 3, TransferVerdict::Release).await), STEP);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_answers_goes_to_the_common_superior(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let (old, new) = (app.staff("officer").await, app.staff("neighbour").await);
    let (silent, _) = Moving::offered(&app).await;
    let (asked, to_release) = Moving::offered(&app).await;
    asked.worker.answer_offer(&asked.receipt, 1, true).await.accepted();
    let (released, to_accept) = Moving::offered(&app).await;
    released.worker.answer_offer(&released.receipt, 1, true).await.accepted();
    old.say(to_accept, 2, TransferVerdict::Release).await.accepted();
    assert_eq!(end_overdue(&app.inside).await.unwrap(), 0);
    app.clock.advance(TimeDelta::days(15) + TimeDelta::seconds(1));
    let admin = app.staff("admin").await;
    // Several servers look at once; each transfer moves once.
    let looks = join_all((0..4).map(|_| end_overdue(&app.inside))).await;
    assert_eq!(looks.into_iter().map(Result::unwrap).sum::<u64>(), 3);

    assert_eq!(silent.states().await.0, TransferState::Declined, "an offer lapses");
    assert_eq!(silent.states().await.2, ApplicationState::UnderReview, "and may be made again");
    for (moving, transfer, version) in [(&asked, to_release, 3), (&released, to_accept, 4)] {
        assert_eq!(moving.states().await.0, TransferState::Escalated);
        assert_eq!(moving.states().await.1, MembershipState::Transferring);
        for side in [&app.staff("officer").await, &app.staff("neighbour").await] {
            assert_eq!(told(&side.say(transfer, version, TransferVerdict::Accept).await), "not_your_turn");
        }
    }
    admin.say(to_release, 3, TransferVerdict::Accept).await.accepted();
    admin.say(to_accept, 4, TransferVerdict::Refuse).await.accepted();
    assert_eq!(asked.states().await.0, TransferState::Done);
    assert_eq!(released.states().await.1, MembershipState::Active);
    assert_eq!(end_overdue(&app.inside).await.unwrap(), 0);
    drop(new);
}

/// Both unions, their superior and the worker at once: one of them is first, and there is one membership throughout.
#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn one_membership_holds_however_many_decide_at_once(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let (old, new, admin) =
        (app.staff("officer").await, app.staff("neighbour").await, app.staff("admin").await);
    let mut people = Vec::new();
    for _ in 0..12 {
        people.push(Moving::of(&app).await);
    }
    // Offered three times at once: one transfer.
    for moving in &people {
        let offers = join_all((0..3).map(|_| new.offer_transfer(moving.application, 1))).await;
        let made = offers.iter().filter(|outcome| matches!(outcome, Outcome::Accepted { .. })).count();
        assert_eq!(made, 1, "{offers:?}");
        moving.worker.answer_offer(&moving.receipt, 1, true).await.accepted();
    }
    let mut transfer_ids = Vec::new();
    for moving in &people {
        let mut conn = app.inside.db.read().await.unwrap();
        let transfer = transfers::of_application(&mut conn, moving.application).await.unwrap().unwrap();
        transfer_ids.push(transfer.id);
    }
    let releases = join_all(transfer_ids.iter().flat_map(|id| {
        [old.say(*id, 2, TransferVerdict::Release), admin.say(*id, 2, TransferVerdict::Refuse)]
    }))
    .await;
    for pair in releases.chunks(2) {
        let first = pair.iter().filter(|outcome| matches!(outcome, Outcome::Accepted { .. })).count();
        let late = Outcome::Conflict { conflict: Conflict::VersionChanged };
        assert_eq!((first, pair.contains(&late)), (1, true), "{pair:?}");
    }
    join_all(transfer_ids.iter().flat_map(|id| {
        [new.say(*id, 3, TransferVerdict::Accept), admin.say(*id, 3, TransferVerdict::Accept)]
    }))
    .await;
    let mut raw = app.raw().await;
    assert_eq!(raw.value("SELECT CAST(COUNT(*) AS TEXT) FROM members").await, "12");
    for moving in &people {
        let (transfer, member, application) = moving.states().await;
        assert_eq!(member, MembershipState::Active);
        assert_eq!(transfer == TransferState::Done, application == ApplicationState::Approved);
        assert!(!transfer.is_open());
    }
    let twice = "SELECT CAST(COUNT(*) AS TEXT) FROM (SELECT member_id FROM membership_events
                 WHERE change = 'transferred_in' GROUP BY member_id HAVING COUNT(*) > 1) AS twice";
    assert_eq!(raw.value(twice).await, "0");
}
