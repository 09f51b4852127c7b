//! What a screen shows. The same values are rendered on the server and in the browser.

use super::route::Route;
use shared::api::{CompetitionPage, ErrorCode};
#[cfg(feature = "ssr")]
use shared::api::{PublicCompetitions, PublicResults, ReceiptEntry};
use shared::competition::Eligibility;
use shared::form::{Answers, FormDefinition};
use shared::i18n::{Lang, Localized, Text, Violation};
use shared::sync::{Conflict, ReceiptCode, ReceiptSecret, Refusal};
use uuid::Uuid;

/// What stands around every screen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chrome {
    /// Language.
    pub lang: Lang,
    /// Large text (长辈版).
    pub large: bool,
    /// Slug of the association.
    pub association: String,
    /// Name of the association in `lang`, where known.
    pub title: String,
    /// Address of the server, without a slash at the end.
    pub server: String,
    /// A page of our own, not a part of a stranger's.
    pub hosted: bool,
    /// Address of the program that takes over; none where it was not built.
    pub module: Option<String>,
    /// The program has taken over.
    pub live: bool,
}

impl Chrome {
    /// A text in the screen's language.
    pub fn t(&self, text: impl Text) -> String {
        text.text(self.lang)
    }

    /// The address of a screen, keeping language and size of text.
    pub fn href(&self, route: &Route) -> String {
        self.href_as(route, self.lang, self.large)
    }

    /// The address of a screen in a language and size of text.
    pub fn href_as(&self, route: &Route, lang: Lang, large: bool) -> String {
        let large = if large { "&large=1" } else { "" };
        format!("{}/h/{}{}?lang={}{large}", self.server, self.association, route.path(), lang.tag())
    }

    /// The link of a receipt. The secret stands behind `#`, which is never sent to a server.
    pub fn receipt_link(&self, secret: &ReceiptSecret) -> String {
        format!("{}/h/{}{}#{secret}", self.server, self.association, Route::Receipt.path())
    }
}

/// What is shown. What is only read is rendered on the server alone, and weighs nothing in the browser.
#[derive(Clone, Debug, PartialEq)]
pub enum Screen {
    /// The competitions of an association.
    #[cfg(feature = "ssr")]
    List(Box<PublicCompetitions>),
    /// A competition.
    #[cfg(feature = "ssr")]
    Competition(Box<CompetitionPage>),
    /// The entry form, new or for correction.
    Entry(Box<EntryScreen>),
    /// The receipt of an entry that was just submitted, or waits to be.
    Receipt(Box<ReceiptScreen>),
    /// What became of an entry.
    #[cfg(feature = "ssr")]
    Status(Box<StatusScreen>),
    /// Where a receipt is looked up.
    Lookup(LookupScreen),
    /// Published results.
    #[cfg(feature = "ssr")]
    Results(Box<PublicResults>, String),
    /// Something went wrong on the way to a screen.
    #[cfg(feature = "ssr")]
    Failed(Route, ErrorCode),
}

impl Screen {
    /// The address of the screen.
    pub fn route(&self) -> Route {
        match self {
            #[cfg(feature = "ssr")]
            Screen::Failed(route, _) => route.clone(),
            #[cfg(feature = "ssr")]
            Screen::List(_) => Route::List,
            #[cfg(feature = "ssr")]
            Screen::Competition(page) => Route::Competition(page.card.slug.clone()),
            #[cfg(feature = "ssr")]
            Screen::Status(_) => Route::Receipt,
            Screen::Entry(entry) if entry.correcting => Route::Receipt,
            Screen::Entry(entry) => Route::Enter(entry.page.slug.clone(), entry.event.clone()),
            Screen::Receipt(_) | Screen::Lookup(_) => Route::Receipt,
            #[cfg(feature = "ssr")]
            Screen::Results(_, slug) => Route::Results(slug.clone()),
        }
    }
}

/// The entry form.
#[derive(Clone, Debug, PartialEq)]
pub struct EntryScreen {
    /// What the form needs of the competition.
    pub page: EntryPage,
    /// Code of the event.
    pub event: String,
    /// What was typed.
    pub answers: Answers,
    /// What is wrong with it.
    pub violations: Vec<Violation>,
    /// What the server said to the whole.
    pub notice: Option<Notice>,
    /// Id of the operation that submitting sends; kept until it is accepted.
    pub operation_id: Uuid,
    /// The receipt's secret.
    pub secret: ReceiptSecret,
    /// A returned entry is corrected.
    pub correcting: bool,
    /// What the server shows masked; sent back unchanged it keeps what is stored.
    pub masked: Answers,
    /// What staff asked to correct.
    pub reason: String,
    /// On its way to the server.
    pub sending: bool,
    /// This browser cannot keep an entry until there is a network; none while that is not known.
    pub unkept: bool,
}

/// What the entry form needs of a competition; the browser reads no more of it.
#[derive(Clone, Debug, PartialEq)]
pub struct EntryPage {
    /// Id of the competition.
    pub id: Uuid,
    /// Its slug.
    pub slug: String,
    /// Its title.
    pub title: Localized,
    /// Title of the event.
    pub event_title: Localized,
    /// Who may enter.
    pub eligibility: Eligibility,
    /// The form.
    pub form: FormDefinition,
    /// The server's public key, to which the entry is sealed while it waits.
    pub seal: String,
}

impl EntryPage {
    /// The form of an event; none when the competition has no such event.
    pub fn new(page: CompetitionPage, event: &str) -> Option<EntryPage> {
        let title = page.definition.events.iter().find(|one| one.code == event)?.title.clone();
        Some(EntryPage {
            id: page.card.id,
            slug: page.card.slug,
            title: page.card.title,
            event_title: title,
            eligibility: page.definition.eligibility,
            form: page.form,
            seal: page.seal,
        })
    }
}

/// What was said to a submission as a whole.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Notice {
    /// Refused.
    Refused(Refusal),
    /// Something else came first.
    Conflict(Conflict),
    /// Not done; the same may be sent again.
    Error(ErrorCode),
}

/// The receipt of an entry that was just submitted.
#[derive(Clone, Debug, PartialEq)]
pub struct ReceiptScreen {
    /// The secret.
    pub secret: ReceiptSecret,
    /// Kept on the device, not yet acknowledged by the server.
    pub pending: bool,
    /// The device could not keep it beyond this page.
    pub not_kept: bool,
}

/// What became of an entry.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug, PartialEq)]
pub struct StatusScreen {
    /// The secret; none when opened by the short code.
    pub secret: Option<ReceiptSecret>,
    /// What the server tells.
    pub entry: ReceiptEntry,
    /// Id of the operation that withdrawing sends.
    pub operation_id: Uuid,
    /// Withdrawal was asked for and waits for a confirmation.
    pub confirm_withdraw: bool,
    /// What the server said to a withdrawal or correction.
    pub notice: Option<Notice>,
}

/// Where a receipt is looked up.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LookupScreen {
    /// The code as typed.
    pub code: String,
    /// What was wrong.
    pub error: Option<ErrorCode>,
    /// Receipts kept on this device: secret and what it is for.
    pub kept: Vec<(ReceiptSecret, String)>,
    /// Entries that wait on this device for the network.
    pub pending: Vec<Pending>,
    /// The one of them that is to be removed, to be confirmed.
    pub removing: Option<Uuid>,
}

/// An entry that waits on this device for the network.
#[derive(Clone, Debug, PartialEq)]
pub struct Pending {
    /// Id of its operation.
    pub id: Uuid,
    /// What it is for.
    pub title: String,
    /// Short code of its receipt.
    pub code: ReceiptCode,
}
