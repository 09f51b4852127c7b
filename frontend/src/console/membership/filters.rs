//! What a list of people is narrowed to. It stands in the address, but for what is searched for: that is a name or part
//! of a number.

use super::text::Word;
use crate::hooks::{Desk, Loaded, use_get};
use crate::lists::{Tab, go, select};
use crate::route::Place;
use shared::api::{DriveRows, ListedUnion, StaffDrive};
use shared::i18n::Text;
use shared::membership::GROUPS;
use shared::union::DIVISIONS;
use uuid::Uuid;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// The state of those who were approved and wait to be filed, as the address has it.
pub(crate) const UNFILED: &str = "unfiled";

/// Who counts as a member, whether a transfer is under way or not, as the address has it.
pub(crate) const ON_ROLL: &str = "on_roll";

/// The filters; what is empty lets all pass.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Filters {
    pub state: String,
    pub union: Option<Uuid>,
    pub group: String,
    pub division: String,
    pub drive: Option<Uuid>,
    /// A code of the drive.
    pub source: Option<Uuid>,
}

impl Filters {
    /// Only this state.
    pub fn of(state: impl serde::Serialize) -> Filters {
        let state = serde_json::to_value(state).ok().and_then(|state| state.as_str().map(str::to_owned));
        Filters { state: state.unwrap_or_default(), ..Filters::default() }
    }

    fn each(&self) -> [String; 6] {
        let id = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
        let text = |text: &String| text.clone();
        let (union, drive, source) = (id(self.union), id(self.drive), id(self.source));
        [text(&self.state), union, text(&self.group), text(&self.division), drive, source]
    }

    /// As parts of an address.
    pub fn parts(&self) -> String {
        self.each().map(|part| if part.is_empty() { "all".to_owned() } else { part }).join("/")
    }

    /// From the parts of an address.
    pub fn parse(parts: &[&str]) -> Option<Filters> {
        let [state, union, group, division, drive, source] = parts else { return None };
        let text = |part: &str| if part == "all" { String::new() } else { part.to_owned() };
        let (state, group, division) = (text(state), text(group), text(division));
        let id = |part: &str| part.parse().ok();
        let (union, drive, source) = (id(union), id(drive), id(source));
        Some(Filters { state, union, group, division, drive, source })
    }

    /// As parameters of a request, each after a `&`.
    pub fn query(&self) -> String {
        let [mut state, union, group, division, drive, source] = self.each();
        let (mut filed, mut on_roll) = ("", "");
        if state == UNFILED {
            (state, filed) = ("approved".to_owned(), "false");
        } else if state == ON_ROLL {
            (state, on_roll) = (String::new(), "true");
        }
        let source = if source.is_empty() { drive } else { source };
        let mut query = String::new();
        for (name, value) in [
            ("state", state.as_str()),
            ("filed", filed),
            ("on_roll", on_roll),
            ("union", &union),
            ("group", &group),
            ("division", &division),
            ("source", &source),
        ] {
            if !value.is_empty() {
                query.push_str(&format!("&{name}={}", js_sys::encode_uri_component(value)));
            }
        }
        query
    }

    /// How many selects narrow the list.
    fn narrowing(&self) -> usize {
        self.each().iter().skip(1).filter(|part| !part.is_empty()).count()
    }
}

/// Which list.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum People {
    Applications,
    Members,
}

impl People {
    /// The list under these filters.
    fn place(self, filters: Filters) -> Place {
        match self {
            People::Applications => Place::Applications(filters),
            People::Members => Place::Members(filters),
        }
    }

    /// A state of the list, as the address has it, beside these filters.
    pub fn tab(self, filters: &Filters, state: String, text: String, count: u64) -> Tab {
        let here = state == filters.state;
        Tab { to: self.place(Filters { state, ..filters.clone() }), here, text, count }
    }
}

#[derive(Properties, PartialEq)]
pub struct SelectsProps {
    pub desk: Desk,
    pub(crate) filters: Filters,
    /// The caller's unions that have something to list.
    pub unions: Vec<ListedUnion>,
    pub(super) list: People,
}

/// The selects above a list; on a phone behind a button, which tells how many of them narrow it.
#[component]
pub fn Selects(props: &SelectsProps) -> Html {
    let SelectsProps { desk, filters: now, unions, list } = props;
    let open = use_state(|| false);
    let drives = use_get::<DriveRows>(desk, "/staff/drives".to_owned(), 0);
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let pick = |change: fn(&mut Filters, String)| change_of(now, *list, change);
    let by_id = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    let unions_listed = unions.iter().map(|one| (one.id.to_string(), one.name.get(desk.lang).to_owned()));
    let groups = GROUPS.iter().map(|one| (one.code.to_owned(), one.text(desk.lang)));
    let divisions = DIVISIONS.iter().map(|one| (one.code.to_owned(), one.text(desk.lang)));
    let listed_drives: Vec<_> = match &drives {
        Loaded::Here(drives) => {
            drives.rows.iter().map(|one| (one.id.to_string(), one.title.get(desk.lang).to_owned())).collect()
        }
        _ => Vec::new(),
    };
    let chosen = now.narrowing();
    html! {
        <div class="filters folds" data-open={open.then_some("")}>
            <button type="button" class="link" onclick={toggle} aria-expanded={open.to_string()}>{ desk.t(Word::Filter) }if chosen > 0 { { format!(" ({chosen})") } }</button>
            if unions.len() > 1 || now.union.is_some() {
                { select("filter-union", desk.t(Word::Union), desk.t(Word::AllUnions), unions_listed.collect(), &by_id(now.union), pick(|filters, value| filters.union = value.parse().ok())) }
            }
            { select("filter-group", desk.t(Word::Group), desk.t(Word::AllGroups), groups.collect(), &now.group, pick(|filters, value| filters.group = value)) }
            { select("filter-division", desk.t(Word::Division), desk.t(Word::AllDivisions), divisions.collect(), &now.division, pick(|filters, value| filters.division = value)) }
            if !listed_drives.is_empty() || now.drive.is_some() {
                { select("filter-drive", desk.t(Word::Drive), desk.t(Word::AllDrives), listed_drives, &by_id(now.drive), pick(|filters, value| {
                    filters.drive = value.parse().ok();
                    filters.source = None;
                })) }
            }
            if let Some(drive) = now.drive { <Sources desk={desk.clone()} filters={now.clone()} list={*list} {drive} /> }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct SourcesProps {
    desk: Desk,
    filters: Filters,
    list: People,
    drive: Uuid,
}

/// The codes of the drive that is chosen.
#[component]
fn Sources(SourcesProps { desk, filters, list, drive }: &SourcesProps) -> Html {
    let data = use_get::<StaffDrive>(desk, format!("/staff/drives/{drive}"), 0);
    let Loaded::Here(data) = &data else { return Html::default() };
    let sources = data.sources.iter().map(|one| (one.id.to_string(), one.label.clone())).collect();
    let now = filters.source.map(|id| id.to_string()).unwrap_or_default();
    let change = change_of(filters, *list, |filters, value| filters.source = value.parse().ok());
    select("filter-source", desk.t(Word::Came), desk.t(Word::AllSources), sources, &now, change)
}

fn change_of(now: &Filters, list: People, change: fn(&mut Filters, String)) -> Callback<Event> {
    let now = now.clone();
    Callback::from(move |event: Event| {
        let mut filters = now.clone();
        change(&mut filters, event.target_unchecked_into::<HtmlSelectElement>().value());
        go(&list.place(filters));
    })
}
