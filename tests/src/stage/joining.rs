//! Workers who apply while the network before the server may be cut.

use super::Stage;
use crate::people::Person;
use server::domain::{Caller, apply};
use shared::form::Answers;
use shared::membership::APPLICATION_FORM_VERSION;
use shared::sync::{Action, Operation, Outcome, ReceiptSecret, SubmitApplication, WithdrawApplication};

impl Stage {
    /// A worker applies through a code, by another line than the one that browsers use.
    pub async fn apply(&self, person: &Person, code: &str) -> ReceiptSecret {
        self.apply_with(person.application("courier"), Some(code)).await
    }

    /// A worker applies with these answers.
    pub async fn apply_with(&self, answers: Answers, code: Option<&str>) -> ReceiptSecret {
        let secret = ReceiptSecret::from_bytes(self.app.random.bytes());
        let action = Action::SubmitApplication(SubmitApplication {
            form_version: APPLICATION_FORM_VERSION,
            answers,
            receipt: secret.hash(),
            source: code.map(str::to_owned),
            signature: None,
        });
        self.worker_acts(action).await;
        secret
    }

    /// A worker takes an application back.
    pub async fn take_back(&self, secret: &ReceiptSecret) {
        self.worker_acts(Action::WithdrawApplication(WithdrawApplication { receipt: secret.clone() })).await;
    }

    async fn worker_acts(&self, action: Action) {
        let now = self.app.clock.now();
        let operation = Operation { id: self.app.random.uuid(now), captured_at: now, action };
        let caller = Caller::Public { association: "qhd-courier".to_owned(), steward: None };
        let outcome = apply::apply(&self.app, &caller, vec![operation]).await.pop();
        assert!(matches!(outcome, Some(Outcome::Accepted { .. })), "{outcome:?}");
    }
}
