//! One person after another: the form, the person's confirmation and signature, the receipt.

use crate::app::{App, Msg, Step, is};
use crate::queue::{self, Item};
use crate::text::Say;
use frontend::browser::{check, page};
use frontend::widget::form_post;
use frontend::widget::model::{FormScreen, Notice};
use frontend::widget::route::Route;
use serde_json::Value;
use shared::form::{Answer, FieldKind, FormDefinition, check_signature};
use shared::sync::{Collected, ReceiptHash, ReceiptSecret, Refusal, SubmitEntry};
use uuid::Uuid;
use yew::prelude::*;

/// An entry that is filled in. It exists in memory only, and nowhere once it is dropped.
pub(crate) struct Collecting {
    pub entry: FormScreen,
    /// Hash of the receipt's secret: the secret itself is with the person, when an entry comes back to be mended.
    pub receipt: ReceiptHash,
    /// The secret, for the receipt to show; none when it was shown before.
    pub secret: Option<ReceiptSecret>,
    /// The person reads, ticks and signs; before that the steward types.
    pub confirming: bool,
    /// The signature is missing, or none.
    pub unsigned: bool,
    /// It did not fit on the device.
    pub full: bool,
}

/// An entry that was just collected.
pub(crate) struct Receipt {
    pub id: Uuid,
    pub receipt: ReceiptHash,
    pub secret: Option<ReceiptSecret>,
    /// The competition, the event, and what it is called.
    pub competition: String,
    pub event: String,
    pub title: String,
    /// The server has it.
    pub sent: bool,
}

impl Collecting {
    /// A blank form.
    pub fn blank(entry: FormScreen) -> Self {
        let secret = entry.secret.clone();
        let receipt = secret.hash();
        Collecting { entry, receipt, secret: Some(secret), confirming: false, unsigned: false, full: false }
    }

    /// Takes over what stands in the part of the form that shows.
    fn take(&mut self, pairs: Vec<(String, String)>) {
        let form = &self.entry.page.form;
        let typed = form_post::parse(pairs).answers(form);
        self.entry.answers.retain(|key, _| is_consent(form, key) != self.confirming);
        self.entry.answers.extend(typed);
    }

    /// What is wrong. While the steward types, the consents are not asked for yet.
    fn judge(&mut self) {
        if self.confirming {
            self.entry.violations = check::all(&self.entry);
            return;
        }
        let mut asked = self.entry.clone();
        let consents =
            asked.page.form.fields().filter(|field| matches!(field.kind, FieldKind::Consent { .. }));
        let given: Vec<_> = consents.map(|field| (field.key.clone(), Answer::Yes(true))).collect();
        asked.answers.extend(given);
        self.entry.violations = check::all(&asked);
    }
}

/// Whether a field is a consent, which the person gives.
pub(crate) fn is_consent(form: &FormDefinition, key: &str) -> bool {
    form.field(key).is_some_and(|field| matches!(field.kind, FieldKind::Consent { .. }))
}

impl App {
    /// What happens while entries are collected; the rest is for others.
    pub(crate) fn collect(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Begin(competition, event) => {
                self.look(ctx);
                if let Some(entry) = self.form(&competition, &event) {
                    self.show(Step::Collecting(Box::new(Collecting::blank(entry))));
                }
            }
            Msg::Again(collecting) => self.show(Step::Collecting(collecting)),
            Msg::Typed(key) => return self.typed(&key, false),
            Msg::Left(key) => return self.typed(&key, true),
            Msg::Signed => {
                let Step::Collecting(collecting) = &mut self.step else { return false };
                return std::mem::take(&mut collecting.unsigned);
            }
            Msg::Filled(pairs) => self.filled(ctx, pairs),
            Msg::Back => {
                if let Step::Collecting(collecting) = &mut self.step {
                    (collecting.confirming, collecting.unsigned) = (false, false);
                    self.attend("[data-focus]");
                }
            }
            Msg::Kept(kept) => self.kept(ctx, kept),
            msg => return self.transmit(ctx, msg),
        }
        true
    }

    /// The blank form of an event.
    pub(crate) fn form(&self, competition: &str, event: &str) -> Option<FormScreen> {
        let mut pages = self.pages.as_ref()?.iter();
        let found = pages.find(|page| page.get("card").is_some_and(|card| is(card, "slug", competition)))?;
        let to = Route::Enter(competition.to_owned(), event.to_owned());
        page::blank(page::read(found, &to)?).ok()
    }

    fn typed(&mut self, key: &str, left: bool) -> bool {
        let Some(pairs) = crate::view::pairs() else { return false };
        let Step::Collecting(collecting) = &mut self.step else { return false };
        collecting.take(pairs);
        let entry = &mut collecting.entry;
        let shown = entry.violations.iter().any(|violation| violation.field == key);
        let empty = entry.answers.get(key).is_none_or(Answer::is_empty);
        // An empty field that was only passed through is not wrong yet.
        if shown || (left && !empty) {
            check::again(entry, key);
        }
        true
    }

    /// The steward has typed, or the person has signed.
    fn filled(&mut self, ctx: &Context<Self>, pairs: Vec<(String, String)>) {
        let Some(code) = self.pass.as_ref().map(|pass| pass.code.to_string()) else { return };
        let Step::Collecting(collecting) = &mut self.step else { return };
        if collecting.entry.sending {
            return;
        }
        let signature = pairs.iter().find(|(name, _)| name == "signature").map(|(_, path)| path.clone());
        collecting.take(pairs);
        collecting.judge();
        collecting.entry.notice = None;
        (collecting.unsigned, collecting.full) = (false, false);
        let form = &collecting.entry.page.form;
        let of_form = collecting.entry.violations.iter().any(|one| !is_consent(form, &one.field));
        if !collecting.confirming || of_form {
            collecting.confirming = !of_form;
            return self.attend("[data-errors], [data-focus]");
        }
        let signature = signature.unwrap_or_default();
        collecting.unsigned = check_signature(&signature).is_some();
        if collecting.unsigned || !collecting.entry.violations.is_empty() {
            return self.attend("[data-errors], canvas");
        }
        collecting.entry.sending = true;
        let entry = &collecting.entry;
        let (competition, event) = entry.page.event();
        let item = Item {
            id: entry.operation_id,
            receipt: collecting.receipt.clone(),
            competition,
            event: event.clone(),
            at: queue::now(),
            why: None,
            wrong: Vec::new(),
        };
        let submit = SubmitEntry {
            competition_id: entry.page.id,
            event,
            form_version: entry.page.form.version,
            answers: entry.answers.clone(),
            receipt: collecting.receipt.clone(),
            collected: Some(Collected { code, signature }),
        };
        let (seal, association) = (entry.page.seal.clone(), self.chrome.association.clone());
        ctx.link()
            .send_future(async move { Msg::Kept(queue::collect(&item, &submit, &seal, &association).await) });
    }

    /// From here on nobody can read the entry on this device; what is left on the screen is its receipt.
    fn kept(&mut self, ctx: &Context<Self>, kept: bool) {
        let Step::Collecting(collecting) = &mut self.step else { return };
        collecting.entry.sending = false;
        if !kept {
            collecting.full = true;
            return self.attend("[role=alert]");
        }
        let entry = &collecting.entry;
        let (competition, event) = entry.page.event();
        let receipt = Receipt {
            id: entry.operation_id,
            receipt: collecting.receipt.clone(),
            secret: collecting.secret.take(),
            competition,
            event,
            title: entry.page.subject.get(self.chrome.lang).to_owned(),
            sent: false,
        };
        self.show(Step::Receipt(Box::new(receipt)));
        self.look(ctx);
        self.send(ctx);
    }

    /// The form of an entry that was refused, as it was typed, and with what is wrong.
    pub(crate) async fn mending(
        item: Item,
        secret: Option<ReceiptSecret>,
        told: (Refusal, Vec<shared::i18n::Violation>, shared::form::Answers),
        chrome: std::rc::Rc<frontend::Chrome>,
    ) -> Option<Msg> {
        let to = Route::Enter(item.competition.clone(), item.event.clone());
        let mut entry = page::blank(page::page(&to, &chrome).await.ok()?).ok()?;
        let (refusal, violations, mut answers) = told;
        answers.retain(|key, _| entry.page.form.field(key).is_some() && !is_consent(&entry.page.form, key));
        (entry.operation_id, entry.answers, entry.violations) = (item.id, answers, violations);
        entry.notice = (refusal != Refusal::Invalid).then_some(Notice::Refused(refusal));
        let blank = Collecting::blank(entry);
        Some(Msg::Again(Box::new(Collecting { receipt: item.receipt, secret, ..blank })))
    }
}

/// The events of the competitions that a code collects for: slug and title of the competition, code and title of each.
pub(crate) struct Offered {
    pub competition: String,
    pub title: String,
    pub events: Vec<(String, String)>,
}

impl App {
    /// What the next person may enter.
    pub(crate) fn offered(&self) -> Vec<Offered> {
        let lang = self.chrome.lang;
        let text = |value: Option<&Value>| {
            let text: Option<shared::i18n::Localized> = value.and_then(shared::wire::FromWire::from_wire);
            text.map(|text| text.get(lang).to_owned()).unwrap_or_default()
        };
        let only = self.pass.as_ref().map(|pass| pass.competition.as_str()).filter(|slug| !slug.is_empty());
        let read = |page: &Value| {
            let card = page.get("card")?;
            let competition = card.get("slug")?.as_str()?.to_owned();
            let events = page.get("definition")?.get("events")?.as_array()?.iter();
            let event = |one: &Value| Some((one.get("code")?.as_str()?.to_owned(), text(one.get("title"))));
            let of_code = only.is_none_or(|slug| slug == competition);
            of_code.then(|| Offered {
                title: text(card.get("title")),
                events: events.filter_map(event).collect(),
                competition,
            })
        };
        self.pages.iter().flat_map(|pages| pages.iter()).filter_map(read).collect()
    }

    /// What to say where nothing can be entered.
    pub(crate) fn nothing_offered(&self) -> Say {
        if self.pages.is_some() { Say::NothingOpen } else { Say::NoForms }
    }
}
