//! Published results: a table where there is room, cards on a phone.

use super::parts::{back, fact, heading};
use crate::common::format::time;
use crate::widget::model::Chrome;
use crate::widget::route::Route;
use crate::widget::text::{ReadText, WidgetText};
use shared::api::{PublicResult, PublicResults, ResultsStage, ResultsVersion};
use yew::prelude::*;

pub(super) fn results(results: &PublicResults, slug: &str, chrome: &Chrome) -> Html {
    let lang = chrome.lang;
    let version = ReadText::VersionNow { version: results.version, at: time(results.published_at, lang) };
    let (class, stage) = match results.stage {
        ResultsStage::Provisional => {
            ("note", ReadText::Provisional { until: time(results.notice_until, lang) })
        }
        ResultsStage::Confirmed => ("note good", ReadText::Confirmed),
    };
    html! {
        <>
            { back(&Route::Competition(slug.to_owned()), WidgetText::Back, chrome) }
            <div class="stack">
                { heading(&chrome.t(ReadText::ResultsOf { title: results.title.get(lang).to_owned() })) }
                <p {class}>{ chrome.t(stage) }</p>
                <p class="quiet">{ chrome.t(version) }</p>
            </div>
            if !results.changed.is_empty() {
                <section class="note warn stack">
                    <h2>{ chrome.t(ReadText::Corrected) }</h2>
                    <p>{ &results.reason }</p>
                    <ul>{ for results.changed.iter().map(|text| html! { <li>{ text.get(lang) }</li> }) }</ul>
                </section>
            }
            { tables(&results.results, chrome) }
            <p class="quiet">{ chrome.t(ReadText::MaskNote) }</p>
            { for results.earlier.iter().map(|version| earlier(version, chrome)) }
        </>
    }
}

fn earlier(version: &ResultsVersion, chrome: &Chrome) -> Html {
    let text = ReadText::Earlier { version: version.version, at: time(version.published_at, chrome.lang) };
    html! { <details><summary>{ chrome.t(text) }</summary>{ tables(&version.results, chrome) }</details> }
}

/// One table per event, in the order in which the lines come.
fn tables(lines: &[PublicResult], chrome: &Chrome) -> Html {
    lines.chunk_by(|one, next| one.event == next.event).map(|event| table(event, chrome)).collect()
}

fn table(lines: &[PublicResult], chrome: &Chrome) -> Html {
    let caption = lines.first().map(|line| line.event_title.get(chrome.lang).to_owned()).unwrap_or_default();
    let head = |text: ReadText| html! { <th scope="col">{ chrome.t(text) }</th> };
    html! {
        <div class="table-wrap">
            <table class="results" part="results">
                <caption>{ caption }</caption>
                <thead><tr>
                    { head(ReadText::Rank) }{ head(ReadText::Number) }{ head(ReadText::Name) }{ head(ReadText::Employer) }
                    { head(ReadText::Theory) }{ head(ReadText::Practical) }{ head(ReadText::Total) }{ head(ReadText::Award) }
                    { head(ReadText::Why) }
                </tr></thead>
                <tbody>{ for lines.iter().map(|line| row(line, chrome)) }</tbody>
            </table>
        </div>
    }
}

fn row(line: &PublicResult, chrome: &Chrome) -> Html {
    let cell = |label: ReadText, class: &'static str, value: String| {
        html! { <td {class} data-label={chrome.t(label)}>{ value }</td> }
    };
    let shown = Shown::of(line, chrome);
    html! {
        <tr>
            { cell(ReadText::Rank, "num", shown.rank) }
            { cell(ReadText::Number, "", line.number.clone()) }
            { cell(ReadText::Name, "", shown.name) }
            { cell(ReadText::Employer, "", shown.employer) }
            { cell(ReadText::Theory, "num", shown.theory) }
            { cell(ReadText::Practical, "num", shown.practical) }
            { cell(ReadText::Total, "num", shown.total) }
            { cell(ReadText::Award, "", shown.award) }
            { cell(ReadText::Why, "why", line.explanation.get(chrome.lang).to_owned()) }
        </tr>
    }
}

/// One's own line, as facts.
pub(super) fn line(line: &PublicResult, chrome: &Chrome) -> Html {
    let shown = Shown::of(line, chrome);
    html! {
        <>
            { fact(chrome.t(ReadText::Rank), shown.rank) }
            { fact(chrome.t(ReadText::Theory), shown.theory) }
            { fact(chrome.t(ReadText::Practical), shown.practical) }
            { fact(chrome.t(ReadText::Total), shown.total) }
            { fact(chrome.t(ReadText::Award), shown.award) }
            { fact(chrome.t(ReadText::Why), line.explanation.get(chrome.lang).to_owned()) }
        </>
    }
}

/// The texts of a line.
struct Shown {
    rank: String,
    name: String,
    employer: String,
    theory: String,
    practical: String,
    total: String,
    award: String,
}

impl Shown {
    fn of(line: &PublicResult, chrome: &Chrome) -> Shown {
        let none = || chrome.t(ReadText::NotRanked);
        let or_none = |text: &Option<String>| text.clone().unwrap_or_else(none);
        // Results are published when nobody's mark is missing: one that is not there is an absence.
        let mark = |text: &Option<String>| text.clone().unwrap_or_else(|| chrome.t(ReadText::Absent));
        let withheld =
            |text: &Option<String>| text.clone().unwrap_or_else(|| chrome.t(ReadText::NameWithheld));
        Shown {
            rank: line.rank.map_or_else(none, |rank| rank.to_string()),
            name: withheld(&line.name),
            employer: withheld(&line.employer),
            theory: mark(&line.theory),
            practical: mark(&line.practical),
            total: or_none(&line.total),
            award: line.award.as_ref().map_or_else(none, |award| award.get(chrome.lang).to_owned()),
        }
    }
}
