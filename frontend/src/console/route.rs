//! Places in the console, as the part of the address behind `#`.

use crate::building::Building;
use crate::membership::Filters;
use shared::competition::EntryState;
use uuid::Uuid;

/// A place.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Place {
    /// What waits today.
    #[default]
    Today,
    /// All competitions.
    Competitions,
    /// One competition.
    Competition(Uuid),
    /// Entries, of one competition and state or of all.
    Entries(Option<Uuid>, Option<EntryState>),
    /// One entry.
    Entry(Uuid),
    /// The grid of marks.
    Marks(Uuid),
    /// Results.
    Results(Uuid),
    /// The roll of members as a workbook.
    Roll,
    /// All membership drives.
    Drives,
    /// One membership drive.
    Drive(Uuid),
    /// One ceremony of a drive.
    Ceremony(Uuid, Uuid),
    /// The audit log.
    Audit,
    /// The building of unions.
    Building(Building),
    /// Partners that mirror data.
    Partners,
    /// Applications to join.
    Applications(Filters),
    /// One application.
    Application(Uuid),
    /// An application entered for a worker.
    Enter,
    /// Members.
    Members(Filters),
    /// One member.
    Member(Uuid),
    /// Transfers under way.
    Transfers,
    /// An address that leads nowhere.
    Nowhere,
}

impl Place {
    /// The address.
    pub fn href(&self) -> String {
        match self {
            Place::Today | Place::Nowhere => "#/".to_owned(),
            Place::Competitions => "#/competitions".to_owned(),
            Place::Competition(id) => format!("#/competitions/{id}"),
            Place::Entries(competition, state) => {
                let competition = competition.map_or_else(|| "all".to_owned(), |id| id.to_string());
                let state = state.and_then(|state| serde_json::to_value(state).ok());
                let state = state.as_ref().and_then(|state| state.as_str()).unwrap_or("all");
                format!("#/entries/{competition}/{state}")
            }
            Place::Entry(id) => format!("#/entry/{id}"),
            Place::Marks(id) => format!("#/marks/{id}"),
            Place::Results(id) => format!("#/results/{id}"),
            Place::Building(place) => place.href(),
            Place::Roll => "#/roll".to_owned(),
            Place::Drives => "#/drives".to_owned(),
            Place::Drive(id) => format!("#/drives/{id}"),
            Place::Ceremony(drive, id) => format!("#/drives/{drive}/ceremonies/{id}"),
            Place::Applications(filters) => format!("#/applications/{}", filters.parts()),
            Place::Application(id) => format!("#/application/{id}"),
            Place::Enter => "#/enter".to_owned(),
            Place::Members(filters) => format!("#/members/{}", filters.parts()),
            Place::Member(id) => format!("#/member/{id}"),
            Place::Transfers => "#/transfers".to_owned(),
            Place::Audit => "#/audit".to_owned(),
            Place::Partners => "#/partners".to_owned(),
        }
    }

    /// What stays the same while a list is narrowed: the screen with its focus.
    pub fn screen(&self) -> String {
        match self {
            Place::Entries(..) => "entries".to_owned(),
            Place::Applications(_) => "applications".to_owned(),
            Place::Members(_) => "members".to_owned(),
            place => place.href(),
        }
    }

    /// The place at an address.
    pub fn parse(hash: &str) -> Place {
        let parts: Vec<&str> = hash.trim_start_matches("#/").split('/').collect();
        let id = |text: &str| text.parse::<Uuid>().ok();
        let place = match parts[..] {
            // The skip link leaves its own mark.
            ["" | "#" | "#content"] => Some(Place::Today),
            ["competitions"] => Some(Place::Competitions),
            ["competitions", one] => id(one).map(Place::Competition),
            ["entries", competition, state] => {
                let state = serde_json::from_value(serde_json::Value::String(state.to_owned())).ok();
                Some(Place::Entries(id(competition), state))
            }
            ["entry", one] => id(one).map(Place::Entry),
            ["marks", one] => id(one).map(Place::Marks),
            ["results", one] => id(one).map(Place::Results),
            ["drives"] => Some(Place::Drives),
            ["drives", one] => id(one).map(Place::Drive),
            ["drives", drive, "ceremonies", one] => {
                id(drive).zip(id(one)).map(|(drive, one)| Place::Ceremony(drive, one))
            }
            ["applications", ref parts @ ..] => Filters::parse(parts).map(Place::Applications),
            ["application", one] => id(one).map(Place::Application),
            ["enter"] => Some(Place::Enter),
            ["members", ref parts @ ..] => Filters::parse(parts).map(Place::Members),
            ["member", one] => id(one).map(Place::Member),
            ["transfers"] => Some(Place::Transfers),
            ["partners"] => Some(Place::Partners),
            ["roll"] => Some(Place::Roll),
            ["audit"] => Some(Place::Audit),
            _ => Building::parse(&parts).map(Place::Building),
        };
        place.unwrap_or(Place::Nowhere)
    }

    /// The place that the browser's address names.
    pub fn current() -> Place {
        let hash = web_sys::window().and_then(|window| window.location().hash().ok());
        Place::parse(&hash.unwrap_or_default())
    }
}
