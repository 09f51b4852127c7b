//! People who sign up, made up before the clock runs.

use super::load::Bodies;
use super::rollcall::Rollcall;
use chrono::{Days, NaiveDate};
use hyper::body::Bytes;
use serde_json::{Value, json};
use server::random::Random;
use shared::person::{DocumentKind, check_document};
use shared::sync::ReceiptSecret;
use uuid::Uuid;

/// A source of people of whom no two share a document or a mobile.
#[derive(Debug)]
pub struct People {
    competition: Uuid,
    random: Random,
    next: u32,
}

impl People {
    /// Entrants of the competition that was set up.
    pub fn of(rollcall: &Rollcall) -> People {
        People { competition: rollcall.competition, random: Random::seeded(1), next: 0 }
    }

    /// The next `count` people's requests.
    pub fn sign_up(&mut self, count: usize) -> Bodies {
        Bodies::new((0..count).map(|_| self.batch(1)).collect())
    }

    /// One request that signs up the next `count` people.
    pub fn batch(&mut self, count: usize) -> Bytes {
        let operations: Vec<Value> = (0..count).map(|_| self.operation().0).collect();
        Bytes::from(json!({ "operations": operations }).to_string())
    }

    /// A request for the next person, with the secret of the receipt.
    pub fn with_receipt(&mut self) -> (Bytes, ReceiptSecret) {
        let (operation, secret) = self.operation();
        (Bytes::from(json!({ "operations": [operation] }).to_string()), secret)
    }

    fn operation(&mut self) -> (Value, ReceiptSecret) {
        let n = self.next;
        self.next += 1;
        let now = chrono::Utc::now();
        let secret = ReceiptSecret::from_bytes(self.random.bytes());
        let operation = json!({
            "id": self.random.uuid(now),
            "captured_at": now,
            "action": {
                "kind": "submit_entry",
                "competition_id": self.competition,
                "event": "open",
                "form_version": 1,
                "receipt": secret.hash(),
                "answers": {
                    "name": "欧阳秀英",
                    "id_type": "resident_id",
                    "id_number": document(n),
                    "mobile": format!("139{n:08}"),
                    "employer": format!("第{}速递公司", n % 997),
                    "division": "130302",
                    "grade": "4",
                    "years": "6",
                    "consent_data": true,
                    "consent_publication": true,
                },
            },
        });
        (operation, secret)
    }
}

/// The `n`th document: a thousand for each day from 1960 on. The prefix 130399 is assigned to nobody.
fn document(n: u32) -> String {
    let first = NaiveDate::from_ymd_opt(1960, 1, 1).expect("a date");
    let born = first.checked_add_days(Days::new(u64::from(n / 1000))).expect("a date");
    let stem = format!("130399{}{:03}", born.format("%Y%m%d"), n % 1000);
    let today = NaiveDate::from_ymd_opt(2026, 1, 1).expect("a date");
    "0123456789X"
        .chars()
        .map(|check| format!("{stem}{check}"))
        .find(|number| check_document(DocumentKind::ResidentId, number, today).is_ok())
        .unwrap_or_else(|| panic!("{stem} has no check character"))
}
