//! What a screen shows. The same values are rendered on the server and in the browser.

use super::route::Route;
#[cfg(feature = "ssr")]
use shared::api::{
    CompetitionPage, JoinPage, MemberCard, PublicCompetitions, PublicResults, ReceiptApplication,
    ReceiptEntry,
};
use shared::api::{ErrorCode, JoinSource};
use shared::competition::Eligibility;
use shared::form::base::key as base;
use shared::form::{Answer, Answers, FormDefinition};
use shared::i18n::{Lang, Localized, Text, Violation};
#[cfg(feature = "ssr")]
use shared::membership::{Completeness, profile_form};
use shared::membership::{RoutedBy, key};
use shared::person::DocumentKind;
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
    /// A form, new or for correction.
    Form(Box<FormScreen>),
    /// The receipt of what was just submitted, or waits to be.
    Receipt(Box<ReceiptScreen>),
    /// What became of an entry.
    #[cfg(feature = "ssr")]
    Status(Box<StatusScreen>),
    /// What became of an application to join.
    #[cfg(feature = "ssr")]
    Application(Box<ApplicationScreen>),
    /// The full profile, completed field by field.
    #[cfg(feature = "ssr")]
    Profile(Box<ProfileScreen>),
    /// What the code of a member card proves; none when it is not ours.
    #[cfg(feature = "ssr")]
    Verified(Option<Box<MemberCard>>),
    /// A code through which nobody can join now, and why.
    #[cfg(feature = "ssr")]
    CodeRefused(Box<Violation>),
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
            Screen::Status(_) | Screen::Application(_) | Screen::Profile(_) => Route::Receipt,
            #[cfg(feature = "ssr")]
            Screen::Verified(_) => Route::List,
            #[cfg(feature = "ssr")]
            Screen::CodeRefused(_) => Route::Join(None),
            Screen::Form(form) if form.correcting => Route::Receipt,
            Screen::Form(form) => form.page.to.clone(),
            Screen::Receipt(_) | Screen::Lookup(_) => Route::Receipt,
            #[cfg(feature = "ssr")]
            Screen::Results(_, slug) => Route::Results(slug.clone()),
        }
    }
}

/// A form that is filled in: to enter an event, or to join a union.
#[derive(Clone, Debug, PartialEq)]
pub struct FormScreen {
    /// What the form needs of what it is for.
    pub page: FormPage,
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
    /// What was returned is corrected.
    pub correcting: bool,
    /// What the server shows masked; sent back unchanged it keeps what is stored.
    pub masked: Answers,
    /// What staff asked to correct.
    pub reason: String,
    /// The signature that is asked for is missing.
    pub unsigned: bool,
    /// On its way to the server.
    pub sending: bool,
    /// This browser cannot keep a submission until there is a network; none while that is not known.
    pub unkept: bool,
}

impl FormScreen {
    /// A new form, with what is known beforehand.
    pub fn new(page: FormPage, operation_id: Uuid, secret: ReceiptSecret) -> FormScreen {
        FormScreen {
            answers: page.known(),
            page,
            violations: Vec::new(),
            notice: None,
            operation_id,
            secret,
            correcting: false,
            masked: Answers::new(),
            reason: String::new(),
            unsigned: false,
            sending: false,
            unkept: false,
        }
    }
}

/// What a form needs of what it is for; the browser reads no more of it.
#[derive(Clone, Debug, PartialEq)]
pub struct FormPage {
    /// Address of the form, which says what it is for.
    pub to: Route,
    /// Id of the competition, or of the association.
    pub id: Uuid,
    /// Title of the competition, or of the drive.
    pub title: Localized,
    /// Title of the event, or name of the association.
    pub subject: Localized,
    /// Who may enter.
    pub eligibility: Eligibility,
    /// What the code knows through which a worker came.
    pub source: Option<JoinSource>,
    /// The form.
    pub form: FormDefinition,
    /// The server's public key, to which the answers are sealed while they wait.
    pub seal: String,
}

impl FormPage {
    /// The form of an event; none when the competition has no such event.
    #[cfg(feature = "ssr")]
    pub fn of_event(page: CompetitionPage, event: &str) -> Option<FormPage> {
        let subject = page.definition.events.iter().find(|one| one.code == event)?.title.clone();
        Some(FormPage {
            to: Route::Enter(page.card.slug, event.to_owned()),
            id: page.card.id,
            title: page.card.title,
            subject,
            eligibility: page.definition.eligibility,
            source: None,
            form: page.form,
            seal: page.seal,
        })
    }

    /// The application form.
    #[cfg(feature = "ssr")]
    pub fn of_joining(page: JoinPage) -> FormPage {
        FormPage {
            to: Route::Join(page.source.as_ref().map(|source| source.code.clone())),
            id: page.id,
            title: page.association.name.clone(),
            subject: page.association.name,
            eligibility: Eligibility::default(),
            source: page.source,
            form: page.form,
            seal: page.seal,
        }
    }

    /// The form of the full profile.
    #[cfg(feature = "ssr")]
    pub fn of_profile() -> FormPage {
        FormPage {
            to: Route::Receipt,
            id: Uuid::nil(),
            title: Localized::default(),
            subject: Localized::default(),
            eligibility: Eligibility::default(),
            source: None,
            form: profile_form(),
            seal: String::new(),
        }
    }

    /// Whether it is an application to join.
    pub fn joins(&self) -> bool {
        matches!(self.to, Route::Join(_))
    }

    /// Slug of the competition and code of the event; both empty where none is entered.
    pub fn event(&self) -> (String, String) {
        match &self.to {
            Route::Enter(slug, event) => (slug.clone(), event.clone()),
            _ => Default::default(),
        }
    }

    /// The code that goes with an application.
    pub fn code(&self) -> Option<&String> {
        if let Route::Join(code) = &self.to { code.as_ref() } else { None }
    }

    /// What need not be typed: what the code knows, and the document that nearly everybody has. All of it may be changed.
    fn known(&self) -> Answers {
        let mut known = Answers::new();
        if self.joins() {
            known.insert(base::ID_TYPE.to_owned(), DocumentKind::ResidentId.code().into());
        }
        if let Some(source) = &self.source {
            for (field, value) in [(key::GROUP, &source.worker_group), (base::DIVISION, &source.division)] {
                known.insert(field.to_owned(), Answer::Text(value.clone()));
            }
        }
        known
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

/// The receipt of what was just submitted.
#[derive(Clone, Debug, PartialEq)]
pub struct ReceiptScreen {
    /// The secret.
    pub secret: ReceiptSecret,
    /// It is an application to join.
    pub joins: bool,
    /// The union that decides on the application, and why it does; none while that is not known.
    pub routed: Option<(Localized, RoutedBy)>,
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

/// What became of an application to join.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug, PartialEq)]
pub struct ApplicationScreen {
    /// The secret.
    pub secret: ReceiptSecret,
    /// What the server tells.
    pub application: ReceiptApplication,
    /// Id of the operation that withdrawing sends.
    pub operation_id: Uuid,
    /// Withdrawal was asked for and waits for a confirmation.
    pub confirm_withdraw: bool,
    /// What the server said to what was asked.
    pub notice: Option<Notice>,
}

/// The full profile, completed field by field.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug, PartialEq)]
pub struct ProfileScreen {
    /// The form, with what is there and what is wrong.
    pub form: FormScreen,
    /// How much is there.
    pub completeness: Completeness,
    /// Key of the field that was just saved.
    pub saved: Option<String>,
    /// Id of the operation that each field's button sends, in the order of the form.
    pub operation_ids: Vec<Uuid>,
}

#[cfg(feature = "ssr")]
impl ProfileScreen {
    /// Id of the operation that a field's button sends.
    pub fn id_for(&self, key: &str) -> Uuid {
        let at = self.form.page.form.fields().position(|field| field.key == key).unwrap_or_default();
        self.operation_ids.get(at).copied().unwrap_or_default()
    }
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
    /// What waits on this device for the network.
    pub pending: Vec<Pending>,
    /// The one of them that is to be removed, to be confirmed.
    pub removing: Option<Uuid>,
}

/// Something that waits on this device for the network.
#[derive(Clone, Debug, PartialEq)]
pub struct Pending {
    /// Id of its operation.
    pub id: Uuid,
    /// What it is for.
    pub title: String,
    /// Short code of its receipt.
    pub code: ReceiptCode,
}
