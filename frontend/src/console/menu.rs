//! The menu: areas of the console with their screens. Beside the screen where there is room, behind a button on a phone.

use crate::building::{Building, Which};
use crate::hooks::Desk;
use crate::membership::Filters;
use crate::route::Place;
use crate::text::Say;
use shared::api::Role;
use yew::prelude::*;

/// An area with its screens.
struct Area {
    name: Option<Say>,
    screens: Vec<(Place, Say)>,
}

/// What a role may see, in the order of the menu. What a place belongs to tells [`home`].
fn areas(role: Role) -> Vec<Area> {
    let entries = (Place::Entries(None, None), Say::Entries);
    let area = |name, screens: Vec<(bool, (Place, Say))>| Area {
        name,
        screens: screens.into_iter().filter(|(may, _)| *may).map(|(_, screen)| screen).collect(),
    };
    let mut areas = vec![
        area(None, vec![(true, (Place::Today, Say::Today))]),
        area(
            Some(Say::AreaCompetitions),
            vec![(true, (Place::Competitions, Say::Competitions)), (role.may_see_entries(), entries)],
        ),
        area(
            Some(Say::AreaMembers),
            vec![
                (role.may_see_entries(), (Place::Applications(Filters::default()), Say::Applications)),
                (role.may_see_entries(), (Place::Members(Filters::default()), Say::Members)),
                (role.may_see_entries(), (Place::Transfers, Say::Transfers)),
                (role.may_see_entries(), (Place::Drives, Say::Drives)),
                (role.may_see_entries(), (Place::Roll, Say::Roll)),
            ],
        ),
        area(
            Some(Say::AreaBuilding),
            [
                (Building::Overview, Say::Overview),
                (Building::Work(None), Say::Work),
                (Building::Unions(Which::All), Say::Unions),
                (Building::Board, Say::Board),
                (Building::Ledger, Say::Ledger),
                (Building::Report(None), Say::Report),
            ]
            .map(|(place, text)| (role.may_see_entries(), (Place::Building(place), text)))
            .to_vec(),
        ),
        area(
            Some(Say::AreaAdministration),
            vec![
                (role.may_administer(), (Place::Partners, Say::Partners)),
                (role.may_audit(), (Place::Audit, Say::Audit)),
            ],
        ),
    ];
    areas.retain(|area| !area.screens.is_empty());
    areas
}

/// The screen of the menu that a place belongs to.
fn home(place: &Place) -> Place {
    match place {
        Place::Competition(_) | Place::Marks(_) | Place::Results(_) => Place::Competitions,
        Place::Entries(..) | Place::Entry(_) => Place::Entries(None, None),
        Place::Building(Building::Unions(_) | Building::Union(_)) => {
            Place::Building(Building::Unions(Which::All))
        }
        Place::Building(Building::Work(_) | Building::WorkRow(..)) => Place::Building(Building::Work(None)),
        Place::Building(Building::Employer(_)) => Place::Building(Building::Ledger),
        Place::Building(Building::Report(_) | Building::Records(_)) => {
            Place::Building(Building::Report(None))
        }
        Place::Drive(_) | Place::Ceremony(..) => Place::Drives,
        Place::Applications(_) | Place::Application(_) | Place::Enter => {
            Place::Applications(Filters::default())
        }
        Place::Members(_) | Place::Member(_) => Place::Members(Filters::default()),
        place => place.clone(),
    }
}

/// Where the console is.
#[derive(Properties, PartialEq)]
pub struct MenuProps {
    /// Who is here.
    pub(crate) desk: Desk,
    /// The place that is shown.
    pub(crate) place: Place,
}

/// The menu.
#[component]
pub fn Menu(MenuProps { desk, place }: &MenuProps) -> Html {
    let open = use_state(|| false);
    let here = home(place);
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let close = open.setter();
    let left = Callback::from(move |_: MouseEvent| close.set(false));
    let link = |(to, text): &(Place, Say)| {
        let current = (*to == here).then_some("page");
        html! {
            <li><a href={to.href()} aria-current={current} onclick={left.clone()}>{ desk.t(text.clone()) }</a></li>
        }
    };
    let area = |area: &Area| {
        html! {
            <>
                { for area.name.clone().map(|name| html! { <p class="area">{ desk.t(name) }</p> }) }
                <ul role="list">{ for area.screens.iter().map(link) }</ul>
            </>
        }
    };
    html! {
        <nav class="menu" aria-label={desk.t(Say::Nav)} data-open={open.then_some("")}>
            <button type="button" class="link" onclick={toggle} aria-expanded={open.to_string()} aria-controls="menu">
                { desk.t(Say::Menu) }
            </button>
            <div id="menu" class="areas">{ for areas(desk.me.role).iter().map(area) }</div>
        </nav>
    }
}
