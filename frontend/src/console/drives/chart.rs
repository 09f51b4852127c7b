//! Charts that are readable on paper and without colours: patterns and numbers, and a table behind each.

use super::text::DriveSay;
use crate::hooks::Desk;
use shared::drive::{Funnel, FunnelLine, completion};
use yew::prelude::*;

/// Height of a bar and of a line of text, in units of the drawing: on a phone about a pixel each, so that it can be read
/// there, too.
const BAR: u64 = 16;
/// Length of the longest bar.
const LONGEST: u64 = 290;
/// Width of the drawing. Names stand above their bars, where the widest fit.
const WIDTH: u64 = 340;

/// A stage with the pattern of its bars.
fn stages(funnel: Funnel) -> [(DriveSay, &'static str, u64); 4] {
    [
        (DriveSay::Scanned, "scanned", funnel.scanned),
        (DriveSay::Submitted, "submitted", funnel.submitted),
        (DriveSay::Approved, "approved", funnel.approved),
        (DriveSay::Filed, "filed", funnel.filed),
    ]
}

/// Length of a bar.
fn length(count: u64, most: u64) -> u64 {
    count.saturating_mul(LONGEST) / most.max(1)
}

/// The patterns: outline, dots, hatching, solid. Named once for each drawing, since a page has several.
fn patterns(id: &str) -> Html {
    html! {
        <defs>
            <pattern id={format!("{id}-dots")} width="6" height="6" patternUnits="userSpaceOnUse">
                <rect width="6" height="6" class="ground" /><circle cx="3" cy="3" r="1.4" class="mark" />
            </pattern>
            <pattern id={format!("{id}-hatch")} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                <rect width="6" height="6" class="ground" /><rect width="3" height="6" class="mark" />
            </pattern>
        </defs>
    }
}

fn fill(id: &str, stage: &str) -> Option<String> {
    match stage {
        "submitted" => Some(format!("url(#{id}-dots)")),
        "approved" => Some(format!("url(#{id}-hatch)")),
        _ => None,
    }
}

fn bar(id: &str, stage: &'static str, y: u64, count: u64, most: u64) -> Html {
    html! {
        <>
            <rect class={classes!("bar", stage)} x="1" y={y.to_string()} height={(BAR - 3).to_string()}
                width={length(count, most).to_string()} fill={fill(id, stage)} />
            <text class="number" x={(length(count, most) + 7).to_string()} y={(y + 11).to_string()}>{ count }</text>
        </>
    }
}

/// The whole funnel: one bar for each stage.
pub(super) fn funnel(desk: &Desk, funnel: Funnel) -> Html {
    let most = stages(funnel).iter().map(|(.., count)| *count).max().unwrap_or_default();
    let label = desk.t(DriveSay::ChartLabel { name: desk.t(DriveSay::Funnel) });
    let line = |(at, (name, stage, count)): (u64, (DriveSay, &'static str, u64))| {
        let y = at * (2 * BAR + 6);
        html! {
            <>
                <text class="name" x="0" y={(y + 12).to_string()}>{ desk.t(name) }</text>
                { bar("funnel", stage, y + BAR, count, most) }
            </>
        }
    };
    html! {
        <svg class="chart" role="img" aria-label={label} viewBox={format!("0 0 {WIDTH} {}", 4 * (2 * BAR + 6))}>
            { patterns("funnel") }
            { for (0..).zip(stages(funnel)).map(line) }
        </svg>
    }
}

/// A breakdown: for each line a bar of those who submitted, were approved, were filed; a mark where the target is. The
/// table behind it has the scans, too.
pub(super) fn breakdown(
    desk: &Desk,
    id: &'static str,
    name: DriveSay,
    lines: &[FunnelLine],
    called: impl Fn(&str) -> String,
) -> Html {
    if lines.is_empty() {
        return Html::default();
    }
    let name = desk.t(name);
    let most =
        lines.iter().map(|line| line.funnel.submitted.max(line.target.unwrap_or_default().into())).max();
    let (most, step) = (most.unwrap_or_default(), 4 * BAR + 10);
    let group = |(at, line): (u64, &FunnelLine)| {
        let (name_at, y) = (at * step + 12, at * step + BAR);
        let [_, rest @ ..] = stages(line.funnel);
        let target = line.target.map(|target| {
            let x = (1 + length(target.into(), most)).to_string();
            let done = reached(desk, line.funnel.approved, line.target);
            let done = desk.t(DriveSay::ReachedOf { done, target: target.to_string() });
            html! {
                <>
                    <line class="target" x1={x.clone()} x2={x} y1={y.to_string()} y2={(y + 3 * BAR - 2).to_string()} />
                    <text class="number" x={WIDTH.to_string()} y={name_at.to_string()} text-anchor="end">{ done }</text>
                </>
            }
        });
        html! {
            <>
                <text class="name" x="0" y={name_at.to_string()}>{ short(&called(&line.key)) }</text>
                { for (0..).zip(rest).map(|(nth, (_, stage, count))| bar(id, stage, y + nth * BAR, count, most)) }
                { for target }
            </>
        }
    };
    let height = step * lines.len() as u64;
    html! {
        <section class="stack" aria-labelledby={format!("{id}-title")}>
            <h3 id={format!("{id}-title")}>{ name.clone() }</h3>
            { legend(desk, id, lines.iter().any(|line| line.target.is_some())) }
            <svg class="chart" role="img" aria-label={desk.t(DriveSay::ChartLabel { name: name.clone() })} viewBox={format!("0 0 {WIDTH} {height}")}>
                { patterns(id) }
                { for (0..).zip(lines).map(group) }
            </svg>
            <details>
                <summary>{ desk.t(DriveSay::TableBehind { name }) }</summary>
                { table(desk, lines, called) }
            </details>
        </section>
    }
}

/// A name that fits above its bars, beside how far its target is reached; the table has it whole.
fn short(name: &str) -> String {
    let most = if name.is_ascii() { 32 } else { 17 };
    match name.chars().count() > most {
        true => name.chars().take(most).chain("…".chars()).collect(),
        false => name.to_owned(),
    }
}

fn legend(desk: &Desk, id: &str, target: bool) -> Html {
    let [_, rest @ ..] = stages(Funnel::default());
    let part = |(name, stage, _): (DriveSay, &'static str, u64)| {
        html! {
            <span class="part">
                <svg class="chart key" viewBox="0 0 24 14" aria-hidden="true"><rect class={classes!("bar", stage)} width="24" height="14" fill={fill(id, stage)} /></svg>
                { desk.t(name) }
            </span>
        }
    };
    html! {
        <p class="legend">
            { for rest.into_iter().map(part) }
            if target {
                <span class="part"><svg class="chart key" viewBox="0 0 24 14" aria-hidden="true"><line class="target" x1="12" x2="12" y1="0" y2="14" /></svg>{ desk.t(DriveSay::Target) }</span>
            }
        </p>
    }
}

fn table(desk: &Desk, lines: &[FunnelLine], called: impl Fn(&str) -> String) -> Html {
    let heads = [
        DriveSay::Scanned,
        DriveSay::Submitted,
        DriveSay::Approved,
        DriveSay::Filed,
        DriveSay::Target,
        DriveSay::Completion,
    ];
    let row = |line: &FunnelLine| {
        let counts = stages(line.funnel).map(|(.., count)| count);
        html! {
            <tr>
                <th scope="row">{ called(&line.key) }</th>
                { for counts.into_iter().map(|count| html! { <td class="num">{ count }</td> }) }
                <td class="num">{ line.target.map_or_else(|| "—".to_owned(), |target| target.to_string()) }</td>
                <td class="num">{ reached(desk, line.funnel.approved, line.target) }</td>
            </tr>
        }
    };
    html! {
        <div class="table-wrap"><table>
            <thead><tr><td></td>{ for heads.into_iter().map(|text| html! { <th scope="col" class="num">{ desk.t(text) }</th> }) }</tr></thead>
            <tbody>{ for lines.iter().map(row) }</tbody>
        </table></div>
    }
}

/// Completion in percent.
pub(super) fn reached(desk: &Desk, approved: u64, target: Option<u32>) -> String {
    let percent = completion(approved, target);
    percent
        .map_or_else(|| "—".to_owned(), |percent| desk.t(DriveSay::Percent { percent: percent.to_string() }))
}
