//! Staff with a session.

use crate::app::{PASSWORD, TestApp};
use crate::competition::Open;
use crate::worker::OutcomeExt as _;
use reqwest::{Client, Response, StatusCode};
use serde::de::DeserializeOwned;
use shared::api::{EntryDetail, EntryRows, Login, MarkGrid};
use shared::competition::{CompetitionState, MarkPart};
use shared::membership::{MembershipStep, TransferVerdict};
use shared::sync::{
    Action, AdvanceCompetition, ApplicationVersion, ApproveApplications, ChangeMembership, CommitteeDecision,
    ConfirmResults, DecideEntry, DecideTransfer, Decision, MarkInput, OfferTransfer, Operation, Outcome,
    PublishResults, Push, PushAnswer, RecordMarks,
};
use uuid::Uuid;

/// A member of staff, logged in.
#[derive(Debug)]
pub struct StaffClient<'a> {
    app: &'a TestApp,
    http: Client,
}

impl<'a> StaffClient<'a> {
    pub(crate) async fn log_in(app: &'a TestApp, account: &str) -> Self {
        let http = Client::builder().cookie_store(true).build().expect("a client");
        let login = Login { account: account.to_owned(), password: PASSWORD.to_owned() };
        let response =
            http.post(format!("{}/api/v1/session", app.url)).json(&login).send().await.expect("an answer");
        assert_eq!(response.status(), StatusCode::OK, "{account} logs in");
        StaffClient { app, http }
    }

    /// Gets a path below `/api/v1`.
    pub async fn get(&self, path: &str) -> Response {
        self.http.get(format!("{}/api/v1{path}", self.app.url)).send().await.expect("an answer")
    }

    /// Gets a path below `/api/v1` and reads its body.
    pub async fn read<T: DeserializeOwned>(&self, path: &str) -> T {
        let response = self.get(path).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        response.json().await.unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Posts to a path below `/api/v1`.
    pub async fn post(&self, path: &str, body: &impl serde::Serialize) -> Response {
        self.http.post(format!("{}/api/v1{path}", self.app.url)).json(body).send().await.expect("an answer")
    }

    /// A request below `/api/v1`, to be changed before it is sent.
    pub fn request(&self, method: reqwest::Method, path: &str) -> reqwest::RequestBuilder {
        self.http.request(method, format!("{}/api/v1{path}", self.app.url))
    }

    /// Submits an action.
    pub async fn act(&self, action: Action) -> Outcome {
        self.send(&self.operation(action)).await
    }

    /// A new operation.
    pub fn operation(&self, action: Action) -> Operation {
        let now = self.app.clock.now();
        Operation { id: self.app.inside.random.uuid(now), captured_at: now, action }
    }

    /// Submits an operation.
    pub async fn send(&self, operation: &Operation) -> Outcome {
        let response = self.post("/sync/push", &Push { operations: vec![operation.clone()] }).await;
        assert_eq!(response.status(), StatusCode::OK);
        let answer: PushAnswer = response.json().await.expect("outcomes");
        answer.outcomes.into_iter().next().expect("one outcome")
    }

    /// Moves a competition along, which must succeed.
    pub async fn advance(&self, open: &Open, from: CompetitionState, to: CompetitionState) {
        self.try_advance(open, from, to).await.accepted();
    }

    /// Tries to move a competition along.
    pub async fn try_advance(&self, open: &Open, from: CompetitionState, to: CompetitionState) -> Outcome {
        self.act(Action::AdvanceCompetition(AdvanceCompetition { competition_id: open.id, from, to })).await
    }

    /// Decides on an entry as it stands now.
    pub async fn decide(&self, entry_id: Uuid, decision: Decision, reason: &str) -> Outcome {
        let version = self.entry(entry_id).await.row.version;
        self.act(Action::DecideEntry(DecideEntry { entry_id, version, decision, reason: reason.into() }))
            .await
    }

    /// An entry.
    pub async fn entry(&self, entry_id: Uuid) -> EntryDetail {
        self.read(&format!("/staff/entries/{entry_id}")).await
    }

    /// A page of entries; `query` without the question mark.
    pub async fn entries(&self, query: &str) -> EntryRows {
        self.read(&format!("/staff/entries?{query}")).await
    }

    /// A page of entries, with parameters of any characters.
    pub async fn entries_with(&self, query: &[(&str, &str)]) -> EntryRows {
        let mut address =
            reqwest::Url::parse(&format!("{}/api/v1/staff/entries", self.app.url)).expect("an address");
        address.query_pairs_mut().extend_pairs(query);
        let response = self.http.get(address).send().await.expect("an answer");
        assert_eq!(response.status(), StatusCode::OK, "{query:?}");
        response.json().await.expect("entries")
    }

    /// Records both marks of an entry, whatever stood there.
    pub async fn mark(&self, open: &Open, entry_id: Uuid, theory: &str, practical: &str) {
        let grid = self.grid(open).await;
        let row = grid.rows.iter().find(|row| row.entry_id == entry_id).expect("an entry in the grid");
        let input = |part, version, value: &str| MarkInput { part, version, value: value.to_owned() };
        let marks = vec![
            input(MarkPart::Theory, row.theory.version, theory),
            input(MarkPart::Practical, row.practical.version, practical),
        ];
        self.act(Action::RecordMarks(RecordMarks { entry_id, marks })).await.accepted();
    }

    /// Records a decision of the committee that takes workers in, each application as `(id, version)`.
    pub async fn approve(&self, applications: &[(Uuid, u32)]) -> Outcome {
        self.act(Action::ApproveApplications(ApproveApplications {
            decision: self.committee_decision(),
            applications: applications
                .iter()
                .map(|(id, version)| ApplicationVersion { id: *id, version: *version })
                .collect(),
        }))
        .await
    }

    /// Offers a transfer to the applicant, as the application stands at this version.
    pub async fn offer_transfer(&self, application_id: Uuid, version: u32) -> Outcome {
        self.act(Action::OfferTransfer(OfferTransfer { application_id, version })).await
    }

    /// Says yes or no to a transfer; with a decision of the committee where it takes somebody in.
    pub async fn say(&self, transfer_id: Uuid, version: u32, verdict: TransferVerdict) -> Outcome {
        self.act(Action::DecideTransfer(self.verdict(transfer_id, version, verdict))).await
    }

    /// What [`StaffClient::say`] submits.
    pub fn verdict(&self, transfer_id: Uuid, version: u32, verdict: TransferVerdict) -> DecideTransfer {
        let reason = if verdict == TransferVerdict::Refuse { "仍在本单位工作" } else { "" };
        let decision = (verdict == TransferVerdict::Accept).then(|| self.committee_decision());
        DecideTransfer { transfer_id, version, verdict, reason: reason.to_owned(), decision }
    }

    /// Records a decision on a member, with the usual reason.
    pub async fn change_member(&self, member_id: Uuid, version: u32, step: MembershipStep) -> Outcome {
        let (reason, decision) = (step.reasons()[0], self.committee_decision());
        let change = ChangeMembership { member_id, version, step, reason, decision };
        self.act(Action::ChangeMembership(change)).await
    }

    /// A decision of the committee, made today.
    pub fn committee_decision(&self) -> CommitteeDecision {
        CommitteeDecision {
            on: self.app.clock.today(),
            document_number: "秦快工字〔2026〕3号".to_owned(),
            deciders: "张伟、王敏、李静".to_owned(),
        }
    }

    /// Finds entries eligible, which must succeed.
    pub async fn accept_all(&self, entries: &[Uuid]) {
        for entry in entries {
            self.decide(*entry, Decision::Eligible, "").await.accepted();
        }
    }

    /// The grid of marks.
    pub async fn grid(&self, open: &Open) -> MarkGrid {
        self.read(&format!("/staff/competitions/{}/marks", open.id)).await
    }

    /// Publishes results with a public notice of five days.
    pub async fn publish(&self, open: &Open, after_version: u32, reason: &str) -> Outcome {
        self.act(Action::PublishResults(PublishResults {
            competition_id: open.id,
            after_version,
            notice_until: self.app.clock.now() + chrono::TimeDelta::days(5),
            reason: reason.to_owned(),
        }))
        .await
    }

    /// Confirms a published version.
    pub async fn confirm(&self, open: &Open, version: u32) -> Outcome {
        self.act(Action::ConfirmResults(ConfirmResults { competition_id: open.id, version })).await
    }
}
