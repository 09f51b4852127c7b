//! The 1124 overview: support, competent authorities, service and union building side by side, four methods.

use super::place::{Building, Which};
use super::text::Word;
use super::unions::founded;
use super::{plain, told, union_link};
use crate::hooks::{Desk, ScreenProps, use_get};
use crate::parts::{empty, with};
use crate::route::Place;
use shared::api::{ChronicleRow, Enrolment, Overview as Data, UnionRow};
use shared::drive::DriveMethod;
use shared::i18n::Text;
use shared::union::ChronicleKind;
use yew::prelude::*;

/// The overview.
#[component]
pub(crate) fn Overview(ScreenProps { desk }: &ScreenProps) -> Html {
    let data = use_get::<Data>(desk, "/staff/overview".to_owned(), desk.news);
    html! {
        <div class="stack-l">
            <div class="stack">
                <h1>{ desk.t(Word::Overview) }</h1>
                <p class="quiet">{ desk.t(Word::OverviewHint) }</p>
            </div>
            { with(desk, &data, |data| {
                if data.chronicle.is_empty() && data.unions.is_empty() {
                    return empty(desk.t(Word::NothingYet), String::new());
                }
                html! {
                    <>
                        { totals(desk, data) }
                        { section(desk, Word::Support, of(data, ChronicleKind::Support)) }
                        { authorities(desk, data) }
                        { twin(desk, data) }
                        { methods(desk, data) }
                    </>
                }
            }) }
        </div>
    }
}

fn of(data: &Data, kind: ChronicleKind) -> Vec<&ChronicleRow> {
    data.chronicle.iter().filter(|row| row.kind == kind).collect()
}

/// The figures, each a way to its records. Each stands by itself: what is not exact is never added.
fn totals(desk: &Desk, data: &Data) -> Html {
    let figure = |href: String, number: String, text: Word| {
        html! { <li class="card"><a class="whole" {href}><strong class="figure">{ number }</strong><span>{ desk.t(text) }</span></a></li> }
    };
    let unions = |which| Place::Building(Building::Unions(which)).href();
    let union = |id| Place::Building(Building::Union(id)).href();
    let joined = |one: &Enrolment| {
        let href = Place::Building(Building::WorkRow(one.chronicle_id, None)).href();
        figure(href, one.total.to_string(), Word::TotalJoined)
    };
    let workers = data.unions.iter().filter_map(|row| Some((row, row.workers?)));
    let figures = of(data, ChronicleKind::Figure);
    html! {
        <ul class="cards figures" role="list">
            { for data.enrolments.iter().map(joined) }
            { figure(unions(Which::Dated), data.dated.to_string(), Word::TotalDated) }
            { figure(unions(Which::Founded), data.unions.len().to_string(), Word::TotalUnions) }
            { for workers.map(|(row, count)| html! {
                <li class="card">
                    <a class="whole" href={union(row.id)}>
                        <strong class="figure">{ told(desk, count) }</strong><span>{ desk.t(Word::AtLeastWorkers) }</span>
                    </a>
                    <p class="quiet">{ row.name.get(desk.lang) }</p>
                </li>
            }) }
            { for figures.iter().filter_map(|row| Some((row, row.count?))).map(|(row, count)| html! {
                <li class="card">
                    <a class="whole" href={Place::Building(Building::WorkRow(row.id, None)).href()}>
                        <strong class="figure">{ told(desk, count) }</strong><span>{ row.title.get(desk.lang) }</span>
                    </a>
                    { when(desk, row) }
                </li>
            }) }
        </ul>
    }
}

/// When something was, and what is told with it.
fn when(desk: &Desk, row: &ChronicleRow) -> Html {
    html! {
        <p class="quiet">
            { for row.happened_on.map(|on| html! { <>{ on.text(desk.lang) }{ " · " }</> }) }
            { row.note.get(desk.lang) }
        </p>
    }
}

fn section(desk: &Desk, title: Word, rows: Vec<&ChronicleRow>) -> Html {
    html! {
        <section class="stack">
            <h2>{ desk.t(title) }</h2>
            <ul class="cards" role="list">{ for rows.into_iter().map(|row| item(desk, row)) }</ul>
        </section>
    }
}

fn item(desk: &Desk, row: &ChronicleRow) -> Html {
    let times = row.count.map(|count| desk.t(Word::TimesRunning { count: plain(desk, count) }));
    let href = Place::Building(Building::WorkRow(row.id, None)).href();
    let times = times.filter(|_| row.kind == ChronicleKind::Support);
    html! {
        <li class="card">
            <p class="row"><a {href}>{ row.title.get(desk.lang) }</a>{ for times.map(|times| html! { <span class="tag info">{ times }</span> }) }</p>
            { when(desk, row) }
        </li>
    }
}

fn authorities(desk: &Desk, data: &Data) -> Html {
    let rows = of(data, ChronicleKind::Authority);
    html! {
        <section class="stack">
            <h2>{ desk.t(Word::Authorities) }</h2>
            <p class="groups"><a href={Place::Building(Building::Work(Some(ChronicleKind::Authority))).href()}>{ desk.t(Word::AuthorityCount { count: rows.len() }) }</a></p>
            <ul class="row groups" role="list">{ for rows.iter().map(|row| html! {
                <li><a href={Place::Building(Building::WorkRow(row.id, None)).href()}>{ row.title.get(desk.lang) }</a></li>
            }) }</ul>
        </section>
    }
}

/// Service and union building side by side.
fn twin(desk: &Desk, data: &Data) -> Html {
    let enrolment = |one: &Enrolment| {
        let row = data.chronicle.iter().find(|row| row.id == one.chronicle_id);
        let group = |(code, count): &(String, u32)| {
            let name = super::records::group_name(desk, code);
            let href = Place::Building(Building::WorkRow(one.chronicle_id, Some(code.clone()))).href();
            html! { <li><a {href}>{ name }{ " " }{ count }</a></li> }
        };
        html! {
            <li class="card">
                <p><strong>{ row.map(|row| row.title.get(desk.lang).to_owned()).unwrap_or_default() }</strong></p>
                <ul class="groups" role="list">{ for one.by_group.iter().map(group) }</ul>
                { for row.map(|row| when(desk, row)) }
            </li>
        }
    };
    html! {
        <section class="stack">
            <h2>{ desk.t(Word::Twin) }</h2>
            <div class="twin">
                <div class="stack">
                    <h3>{ desk.t(Word::Service) }</h3>
                    <ul class="cards" role="list">{ for of(data, ChronicleKind::Service).into_iter().map(|row| item(desk, row)) }</ul>
                </div>
                <div class="stack">
                    <h3>{ desk.t(Word::Building) }</h3>
                    <ul class="cards" role="list">
                        { for data.enrolments.iter().map(enrolment) }
                        { for data.unions.iter().filter(|row| row.founded_on.is_some()).map(|row| founding(desk, row)) }
                    </ul>
                </div>
            </div>
        </section>
    }
}

fn founding(desk: &Desk, row: &UnionRow) -> Html {
    html! { <li class="card"><p>{ union_link(desk, row) }</p><p class="quiet">{ founded(desk, row) }</p></li> }
}

/// The unions by the method that built them; for those of which none is told, that.
fn methods(desk: &Desk, data: &Data) -> Html {
    let group = |title: String, method: Option<DriveMethod>| {
        let unions = data.unions.iter().filter(|row| row.method == method);
        let enrolments = of(data, ChronicleKind::Enrolment);
        let enrolments = enrolments.into_iter().filter(|row| method.is_some() && row.method == method);
        let line = |row: &UnionRow| html! { <li>{ union_link(desk, row) }{ " " }<span class="quiet">{ founded(desk, row) }</span></li> };
        html! {
            <div class="panel stack">
                <h3>{ title }</h3>
                <ul role="list">
                    { for enrolments.map(|row| html! { <li>{ row.title.get(desk.lang) }</li> }) }
                    { for unions.map(line) }
                </ul>
            </div>
        }
    };
    html! {
        <section class="stack">
            <h2>{ desk.t(Word::Methods) }</h2>
            <div class="twin">
                { for DriveMethod::ALL.into_iter().map(|method| group(desk.t(method), Some(method))) }
                { group(desk.t(Word::NoMethod), None) }
            </div>
        </section>
    }
}
