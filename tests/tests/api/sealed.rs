//! What waited on a device, sealed to the server's key: opened by nobody else, counted once, given back when refused.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hpke::aead::AesGcm256;
use hpke::kdf::HkdfSha256;
use hpke::kem::DhP256HkdfSha256;
use hpke::{Deserializable as _, Kem, OpModeS, Serializable as _, single_shot_seal_with_rng};
use reqwest::StatusCode;
use rstest::rstest;
use shared::sync::{
    Operation, Outcome, PushSealed, Refusal, SEAL_INFO, Sealed, SealedAnswer, SealedOutcome, seal_place,
};
use tests::{Database, Definition, OutcomeExt as _, TestApp, WorkerClient};

/// Seals as a device does.
pub fn seal(key: &str, association: &str, operation: &Operation) -> Sealed {
    let to = <DhP256HkdfSha256 as Kem>::PublicKey::from_bytes(&STANDARD.decode(key).unwrap()).unwrap();
    let (enc, body) = single_shot_seal_with_rng::<AesGcm256, HkdfSha256, DhP256HkdfSha256>(
        &OpModeS::Base,
        &to,
        SEAL_INFO.as_bytes(),
        &serde_json::to_vec(operation).unwrap(),
        seal_place(association, operation.id).as_bytes(),
        &mut rand::rng(),
    )
    .unwrap();
    Sealed {
        id: operation.id,
        key: key.to_owned(),
        enc: STANDARD.encode(enc.to_bytes()),
        body: STANDARD.encode(body),
    }
}

async fn send(worker: &WorkerClient<'_>, sealed: Vec<Sealed>) -> Vec<SealedOutcome> {
    let answer = worker.post("/sealed", &PushSealed { sealed, steward: None }).await;
    assert_eq!(answer.status(), StatusCode::OK);
    answer.json::<SealedAnswer>().await.expect("outcomes").outcomes
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn it_is_opened_and_counted_once(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let worker = app.worker();
    let key = worker.page(&open).await.seal;
    let person = app.person();
    let (_, operation) = worker.filled_in(&open, "delivery", person.answers());
    let sealed = seal(&key, "qhd-courier", &operation);
    let text = serde_json::to_string(&sealed).unwrap();
    assert!(!text.contains(&person.name) && !text.contains(&person.document), "{text}");

    let first = send(&worker, vec![sealed.clone(), sealed.clone()]).await;
    assert!(matches!(first[0].outcome, Outcome::Accepted { .. }), "{first:?}");
    assert!(matches!(first[1].outcome, Outcome::Duplicate { .. }), "{first:?}");
    assert!(
        matches!(worker.send(&operation).await, Outcome::Duplicate { .. }),
        "sealed or not, it is the same"
    );
    assert!(first.iter().all(|one| one.answers.is_none()), "nothing comes back of what is in");
    assert_eq!(app.staff("officer").await.entries("").await.counts.submitted, 1);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_is_refused_comes_back_as_it_was_typed(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier().with(|d| d.events[0].places = 1)).await;
    let worker = app.worker();
    let key = worker.page(&open).await.seal;
    let filled = |_| worker.filled_in(&open, "delivery", app.person().answers()).1;
    let operations: Vec<Operation> = (0..2).map(filled).collect();
    let sealed = operations.iter().map(|one| seal(&key, "qhd-courier", one)).collect();
    let outcomes = send(&worker, sealed).await;
    assert!(matches!(outcomes[0].outcome, Outcome::Accepted { .. }));
    assert_eq!(outcomes[1].outcome.violations(), [("event".to_owned(), "event_full".to_owned())]);
    let shared::sync::Action::SubmitEntry(submit) = &operations[1].action else { panic!() };
    assert_eq!(outcomes[1].answers.as_ref(), Some(&submit.answers));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_was_changed_or_sealed_for_elsewhere_is_refused(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let worker = app.worker();
    let key = worker.page(&open).await.seal;
    let (_, operation) = worker.filled_in(&open, "delivery", app.person().answers());
    let good = seal(&key, "qhd-courier", &operation);
    let (_, other) = worker.filled_in(&open, "delivery", app.person().answers());
    let bad = [
        seal(&key, "qhd-cleaning", &operation),
        Sealed { id: other.id, ..good.clone() },
        Sealed { body: seal(&key, "qhd-courier", &other).body, ..good.clone() },
        Sealed { enc: "AAAA".into(), ..good.clone() },
        Sealed { body: "no base64".into(), ..good.clone() },
        Sealed { key: "AAAA".into(), ..good.clone() },
    ];
    for outcome in send(&worker, bad.to_vec()).await {
        assert_eq!(outcome.outcome.refusal(), Refusal::SealUnknown);
    }
    // One that cannot be read stands in nobody's way.
    let [refused, accepted] = &send(&worker, vec![bad[3].clone(), good]).await[..] else { panic!() };
    assert_eq!(refused.outcome.refusal(), Refusal::SealUnknown);
    assert!(matches!(accepted.outcome, Outcome::Accepted { .. }));
}
