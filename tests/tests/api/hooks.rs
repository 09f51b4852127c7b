//! Partners are told of changes, signed, again until they have it, and in the end by hand.

use super::mirror::partner;
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use chrono::TimeDelta;
use rstest::rstest;
use server::config::Config;
use server::domain::hooks::sign;
use shared::api::{DeliveryState, PartnerRow};
use shared::sync::{Changes, RecordKind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tests::{Database, Definition, OutcomeExt as _, TestApp};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// What a partner was sent.
type Sent = (HeaderMap, String);

/// A partner's server; it takes messages while `well` is set.
struct Receiver {
    url: String,
    well: Arc<AtomicBool>,
    sent: UnboundedReceiver<Sent>,
}

impl Receiver {
    async fn start() -> Receiver {
        let (tell, sent) = unbounded_channel();
        let well = Arc::new(AtomicBool::new(true));
        let router = Router::new().route("/hook", post(take)).with_state((tell, well.clone()));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Receiver { url, well, sent }
    }

    async fn next(&mut self) -> Sent {
        tokio::time::timeout(Duration::from_secs(60), self.sent.recv()).await.expect("a message").unwrap()
    }
}

async fn take(
    State((tell, well)): State<(UnboundedSender<Sent>, Arc<AtomicBool>)>,
    headers: HeaderMap,
    body: String,
) -> StatusCode {
    tell.send((headers, body)).unwrap();
    if well.load(Ordering::SeqCst) { StatusCode::NO_CONTENT } else { StatusCode::INTERNAL_SERVER_ERROR }
}

async fn start(database: Database) -> TestApp {
    let often = Config { tell_partners_every: Duration::from_millis(10), ..Config::default() };
    TestApp::start_with(database, often).await
}

/// The last message to the one partner, once it is in this state after so many attempts.
async fn settled(app: &TestApp, state: DeliveryState, attempts: u32) -> shared::api::Delivery {
    let admin = app.staff("admin").await;
    let waiting = async {
        loop {
            let rows: Vec<PartnerRow> = admin.read("/staff/partners").await;
            if let Some(last) =
                rows[0].deliveries.first().filter(|one| one.state == state && one.attempts == attempts)
                && (state != DeliveryState::Waiting || last.answer.contains("500"))
            {
                return last.clone();
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(60), waiting).await.expect("the message to settle")
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_message_is_signed_and_leads_to_the_change(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = start(database).await;
    let mut receiver = Receiver::start().await;
    let secrets = partner(&app, "association", &RecordKind::ALL, Some(receiver.url.clone())).await;
    let open = app.open_competition(Definition::courier()).await;
    app.worker().submit(&open, "delivery").await.accepted();

    let mut cursor = String::new();
    let feed: Changes = app.staff("admin").await.read("/sync/changes").await;
    // Changes that come close together are told together; the last message leads to the last change.
    while cursor != feed.next.0 {
        let (headers, body) = receiver.next().await;
        let header = |name: &str| headers[name].to_str().unwrap().to_owned();
        let signed = format!("{}.{}.{body}", header("webhook-id"), header("webhook-timestamp"));
        assert_eq!(
            header("webhook-signature"),
            sign(secrets.hook_secret.as_ref().unwrap(), &signed).unwrap()
        );
        let message: serde_json::Value = serde_json::from_str(&body).unwrap();
        assert_eq!(message["type"], "changes.available");
        cursor = message["data"]["cursor"].as_str().unwrap().to_owned();
    }
    let done = settled(&app, DeliveryState::Delivered, 1).await;
    assert_eq!(done.answer, "204");
    assert!(receiver.sent.try_recv().is_err(), "what arrived is not sent again");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_arrive_is_sent_ever_more_seldom_and_at_last_by_hand(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = start(database).await;
    let mut receiver = Receiver::start().await;
    receiver.well.store(false, Ordering::SeqCst);
    partner(&app, "association", &[RecordKind::Competition], Some(receiver.url.clone())).await;
    app.import(Definition::courier()).await;
    let first = receiver.next().await;
    let mut before = TimeDelta::zero();
    for attempt in 1..=8 {
        let waits = settled(&app, DeliveryState::Waiting, attempt).await;
        let wait = waits.next_at - app.clock.now();
        assert!(wait > before, "attempt {attempt}: {wait} is not longer than {before}");
        before = wait;
        assert!(receiver.sent.try_recv().is_err(), "not before its time");
        app.clock.advance(wait + TimeDelta::seconds(1));
        let again = receiver.next().await;
        assert_eq!(again.0["webhook-id"], first.0["webhook-id"], "the same message");
    }
    let dead = settled(&app, DeliveryState::Dead, 9).await;
    assert!(dead.answer.contains("500"), "{}", dead.answer);
    app.clock.advance(TimeDelta::days(10));

    // An administrator sends it again once the partner is well.
    let resend = format!("/staff/deliveries/{}/resend", dead.id);
    let officer = app.staff("officer").await;
    assert_eq!(officer.post(&resend, &()).await.status(), 403);
    assert!(receiver.sent.try_recv().is_err(), "given up");
    receiver.well.store(true, Ordering::SeqCst);
    let admin = app.staff("admin").await;
    assert_eq!(admin.post(&resend, &()).await.status(), 204);
    assert_eq!(receiver.next().await.0["webhook-id"], first.0["webhook-id"]);
    settled(&app, DeliveryState::Delivered, 1).await;
    assert_eq!(admin.post(&resend, &()).await.status(), 404, "nothing to send again");
}
