//! A worker's device: makes operations and receipts, speaks HTTP.

use crate::app::TestApp;
use crate::competition::Open;
use crate::people::Person;
use reqwest::{Client, Response, StatusCode};
use shared::api::{CompetitionPage, OpenReceipt, PublicResults, ReceiptApplication, ReceiptEntry};
use shared::form::Answers;
use shared::membership::APPLICATION_FORM_VERSION;
use shared::sync::{
    Action, AnswerTransferOffer, CorrectEntry, Operation, Outcome, Push, PushAnswer, ReceiptSecret, Refusal,
    SubmitApplication, SubmitEntry, WithdrawConsent, WithdrawEntry,
};
use uuid::Uuid;

/// A worker's device on the pages of one association.
#[derive(Debug)]
pub struct WorkerClient<'a> {
    app: &'a TestApp,
    association: &'static str,
    http: Client,
}

/// What a worker holds after submitting.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// The secret.
    pub secret: ReceiptSecret,
    /// The operation that was sent, for sending it again.
    pub operation: Operation,
    /// The answer.
    pub outcome: Outcome,
}

/// Says in a test what an outcome must be.
pub trait OutcomeExt {
    /// The record, or a panic that shows what came instead.
    fn accepted(&self) -> Uuid;
    /// The codes of the violations, by field.
    fn violations(&self) -> Vec<(String, String)>;
    /// Why it was refused as a whole.
    fn refusal(&self) -> Refusal;
}

impl OutcomeExt for Outcome {
    fn accepted(&self) -> Uuid {
        match self {
            Outcome::Accepted { record_id, .. } => *record_id,
            other => panic!("not accepted: {other:?}"),
        }
    }

    fn violations(&self) -> Vec<(String, String)> {
        let Outcome::Rejected { violations, .. } = self else { panic!("not rejected: {self:?}") };
        crate::codes(violations)
    }

    fn refusal(&self) -> Refusal {
        let Outcome::Rejected { refusal, .. } = self else { panic!("not rejected: {self:?}") };
        *refusal
    }
}

impl OutcomeExt for Receipt {
    fn accepted(&self) -> Uuid {
        self.outcome.accepted()
    }

    fn violations(&self) -> Vec<(String, String)> {
        self.outcome.violations()
    }

    fn refusal(&self) -> Refusal {
        self.outcome.refusal()
    }
}

impl<'a> WorkerClient<'a> {
    pub(crate) fn new(app: &'a TestApp, association: &'static str) -> Self {
        WorkerClient { app, association, http: Client::new() }
    }

    fn address(&self, path: &str) -> String {
        format!("{}/api/v1/associations/{}{path}", self.app.url, self.association)
    }

    /// Submits an entry of a new person.
    pub async fn submit(&self, open: &Open, event: &str) -> Receipt {
        self.submit_for(open, event, &self.app.person()).await
    }

    /// Submits an entry of this person.
    pub async fn submit_for(&self, open: &Open, event: &str, person: &Person) -> Receipt {
        self.submit_answers(open, event, person.answers()).await
    }

    /// Submits an entry with these answers.
    pub async fn submit_answers(&self, open: &Open, event: &str, answers: Answers) -> Receipt {
        let (secret, operation) = self.filled_in(open, event, answers);
        let outcome = self.send(&operation).await;
        Receipt { secret, operation, outcome }
    }

    /// An entry that is filled in and not sent, with the secret of its receipt.
    pub fn filled_in(&self, open: &Open, event: &str, answers: Answers) -> (ReceiptSecret, Operation) {
        let secret = ReceiptSecret::from_bytes(self.app.inside.random.bytes());
        let operation = self.operation(Action::SubmitEntry(SubmitEntry {
            competition_id: open.id,
            event: event.to_owned(),
            form_version: open.definition.form_version,
            answers,
            receipt: secret.hash(),
            collected: None,
        }));
        (secret, operation)
    }

    /// Applies to join, as a courier unless the person says otherwise, perhaps through a code.
    pub async fn apply(&self, person: &Person, source: Option<&str>) -> Receipt {
        self.apply_with(person.application("courier"), source).await
    }

    /// Applies to join with these answers.
    pub async fn apply_with(&self, answers: Answers, source: Option<&str>) -> Receipt {
        self.apply_signed(answers, source, None).await
    }

    /// Applies to join with these answers and, where there is one, a signature.
    pub async fn apply_signed(
        &self,
        answers: Answers,
        source: Option<&str>,
        signature: Option<String>,
    ) -> Receipt {
        let secret = ReceiptSecret::from_bytes(self.app.inside.random.bytes());
        let operation = self.operation(Action::SubmitApplication(SubmitApplication {
            form_version: APPLICATION_FORM_VERSION,
            answers,
            receipt: secret.hash(),
            source: source.map(str::to_owned),
            signature,
        }));
        let outcome = self.send(&operation).await;
        Receipt { secret, operation, outcome }
    }

    /// Opens the receipt of an application.
    pub async fn application(&self, receipt: &Receipt) -> ReceiptApplication {
        let body = OpenReceipt::Secret { secret: receipt.secret.clone() };
        self.post("/application", &body).await.json().await.expect("an application")
    }

    /// Answers the offer of a transfer that an application became.
    pub async fn answer_offer(&self, receipt: &Receipt, version: u32, accept: bool) -> Outcome {
        let receipt = receipt.secret.clone();
        self.send(&self.operation(Action::AnswerTransferOffer(AnswerTransferOffer {
            receipt,
            version,
            accept,
        })))
        .await
    }

    /// Corrects a returned entry.
    pub async fn correct(&self, open: &Open, receipt: &Receipt, answers: Answers) -> Outcome {
        let form_version = open.definition.form_version;
        let secret = receipt.secret.clone();
        let action = Action::CorrectEntry(CorrectEntry { receipt: secret, form_version, answers });
        self.send(&self.operation(action)).await
    }

    /// Withdraws.
    pub async fn withdraw(&self, receipt: &Receipt) -> Outcome {
        let action = Action::WithdrawEntry(WithdrawEntry { receipt: receipt.secret.clone() });
        self.send(&self.operation(action)).await
    }

    /// Takes the consent to publish the name back.
    pub async fn withhold(&self, receipt: &Receipt) -> Outcome {
        let action = Action::WithdrawConsent(WithdrawConsent { receipt: receipt.secret.clone() });
        self.send(&self.operation(action)).await
    }

    /// A new operation.
    pub fn operation(&self, action: Action) -> Operation {
        let now = self.app.clock.now();
        Operation { id: self.app.inside.random.uuid(now), captured_at: now, action }
    }

    /// Sends one operation.
    pub async fn send(&self, operation: &Operation) -> Outcome {
        let outcomes = self.push(vec![operation.clone()]).await;
        outcomes.into_iter().next().expect("one outcome for one operation")
    }

    /// Sends a batch.
    pub async fn push(&self, operations: Vec<Operation>) -> Vec<Outcome> {
        let response = self.post("/operations", &Push { operations }).await;
        assert_eq!(response.status(), StatusCode::OK, "{}", response.text().await.unwrap_or_default());
        response.json::<PushAnswer>().await.expect("outcomes").outcomes
    }

    /// Opens a receipt by its secret.
    pub async fn open(&self, receipt: &Receipt) -> ReceiptEntry {
        let body = OpenReceipt::Secret { secret: receipt.secret.clone() };
        self.post("/receipt", &body).await.json().await.expect("an entry")
    }

    /// Opens a receipt by what can be written on paper: the short code and the mobile's last four digits.
    pub async fn open_by_code(&self, receipt: &Receipt, mobile_last4: &str) -> Response {
        let code = receipt.secret.hash().code();
        self.post("/receipt", &OpenReceipt::Code { code, mobile_last4: mobile_last4.to_owned() }).await
    }

    /// The page of a competition.
    pub async fn page(&self, open: &Open) -> CompetitionPage {
        let address = self.address(&format!("/competitions/{}", open.definition.slug));
        self.http.get(address).send().await.expect("an answer").json().await.expect("a competition")
    }

    /// Published results; `None` when there are none.
    pub async fn results(&self, open: &Open) -> Option<PublicResults> {
        let address = self.address(&format!("/competitions/{}/results", open.definition.slug));
        let response = self.http.get(address).send().await.expect("an answer");
        match response.status() {
            StatusCode::NOT_FOUND => None,
            _ => Some(response.json().await.expect("results")),
        }
    }

    /// Posts a body below the association.
    pub async fn post(&self, path: &str, body: &impl serde::Serialize) -> Response {
        self.http.post(self.address(path)).json(body).send().await.expect("an answer")
    }
}

/// Comes back when the server said so: a wait that was asked for, not one that guesses.
pub async fn stay_away(after_ms: u32) {
    let turn = tokio::time::Instant::now() + std::time::Duration::from_millis(after_ms.into());
    tokio::time::interval_at(turn, std::time::Duration::from_secs(1)).tick().await;
}
