//! A poster of A4 with a QR code: what to join, how, in three steps.

use super::HallText;
use crate::common::format::day;
use crate::widget::view::qr;
use chrono::NaiveDate;
use shared::i18n::{Lang, Localized, Text as _};
use yew::prelude::*;

/// What stands on a poster.
#[derive(Clone, Debug, PartialEq)]
pub struct Poster {
    /// Title of the drive.
    pub title: Localized,
    /// The union.
    pub union: Localized,
    /// What the code is called, such as the name of a venue.
    pub label: String,
    /// Where the code leads.
    pub url: String,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day.
    pub ends_on: NaiveDate,
}

/// Width of A4, in millimetres; all of the poster is measured in them.
const WIDTH: f64 = 210.0;

/// The poster on a page that prints it.
pub(super) fn page(poster: &Poster, lang: Lang) -> Html {
    let code = poster.url.rsplit('/').next().unwrap_or_default();
    let other = if lang == Lang::ZhCn { Lang::En } else { Lang::ZhCn };
    html! {
        <main>
            <p class="advice">
                { HallText::Print.text(lang) }{ " " }
                <a href={format!("/poster/{code}.svg?lang={}", lang.tag())} download={format!("{code}.svg")}>{ HallText::AsSvg.text(lang) }</a>{ " " }
                <a href={format!("?lang={}", other.tag())} lang={other.tag()}>{ HallText::OtherLanguage.text(lang) }</a>
            </p>
            { svg(poster, lang) }
        </main>
    }
}

/// The poster alone.
pub(super) fn svg(poster: &Poster, lang: Lang) -> Html {
    let t = |text: HallText| text.text(lang);
    let period = HallText::Period { from: day(poster.starts_on, lang), to: day(poster.ends_on, lang) };
    let steps = [HallText::StepScan, HallText::StepFill, HallText::StepReceipt];
    // Without the scheme it is shorter, and a browser adds it by itself.
    let address = poster.url.split_once("://").map_or(poster.url.as_str(), |(_, rest)| rest);
    let (title, size) = fitting(poster.title.get(lang), 15.0, 2);
    html! {
        <svg xmlns="http://www.w3.org/2000/svg" class="poster" width="210mm" height="297mm" viewBox="0 0 210 297"
            font-family="'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif" fill="#1f2328" lang={lang.tag()}>
            <rect width="210" height="297" fill="#ffffff" />
            <rect width="210" height="6" fill="#b3261e" />
            { text(poster.union.get(lang), 26.0, 7.0, "500") }
            { for title.iter().zip(0_u32..).map(|(line, nth)| text(line, 46.0 + f64::from(nth) * size * 1.3, size, "700")) }
            { text(&t(HallText::PosterCall), 92.0, 12.0, "700") }
            <g transform="translate(60 100)">
                <svg width="90" height="90" viewBox="0 0 90 90">{ qr(&poster.url, t(HallText::QrLabel)) }</svg>
            </g>
            { text(&poster.label, 201.0, 8.0, "500") }
            { for steps.into_iter().zip(1_u32..).map(|(step, nth)| line(nth, &t(step))) }
            { text(&t(HallText::OrOpen { address: address.to_owned() }), 274.0, 5.0, "400") }
            { text(&t(period), 284.0, 5.0, "400") }
        </svg>
    }
}

/// A QR code alone.
pub(super) fn code(url: &str, lang: Lang) -> Html {
    html! {
        <svg xmlns="http://www.w3.org/2000/svg" width="90mm" height="90mm" viewBox="0 0 90 90">
            <rect width="90" height="90" fill="#ffffff" />
            { qr(url, HallText::QrLabel.text(lang)) }
        </svg>
    }
}

/// A line in the middle, made smaller until it fits.
fn text(content: &str, y: f64, size: f64, weight: &'static str) -> Html {
    let size = size.min((WIDTH - 24.0) / width(content).max(1.0));
    html! { <text x="105" y={y.to_string()} font-size={size.to_string()} font-weight={weight} text-anchor="middle">{ content }</text> }
}

/// One of the three steps.
fn line(nth: u32, content: &str) -> Html {
    let y = 206.0 + 16.0 * f64::from(nth);
    let size = 7.0_f64.min((WIDTH - 62.0) / width(content).max(1.0));
    html! {
        <>
            <circle cx="34" cy={(y - 2.4).to_string()} r="5.5" fill="#b3261e" />
            <text x="34" y={y.to_string()} font-size="7" font-weight="700" fill="#ffffff" text-anchor="middle">{ nth }</text>
            <text x="44" y={y.to_string()} font-size={size.to_string()}>{ content }</text>
        </>
    }
}

/// A text in at most so many lines, with the size of letters at which they fit.
fn fitting(content: &str, size: f64, lines: u32) -> (Vec<String>, f64) {
    let room = (WIDTH - 24.0) / size;
    let whole = width(content);
    if whole <= room {
        return (vec![content.to_owned()], size);
    }
    let each = whole / f64::from(lines);
    let mut parts = vec![String::new()];
    for c in content.chars() {
        let full = parts.last().is_some_and(|part| width(part) >= each);
        // Latin words stay whole.
        let breaks = c == ' ' || !c.is_ascii();
        match parts.last_mut() {
            Some(part) if !(full && breaks) => part.push(c),
            _ => parts.push(c.to_string().trim_start().to_owned()),
        }
    }
    let widest = parts.iter().map(|part| width(part)).fold(1.0, f64::max);
    (parts, size.min((WIDTH - 24.0) / widest))
}

/// Width of a text in letters of Chinese; a Latin letter takes a little more than half of one.
fn width(content: &str) -> f64 {
    content.chars().map(|c| if c.is_ascii() { 0.56 } else { 1.0 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_title_takes_two_lines_and_stays_on_the_paper() {
        for title in [
            "快递员集中入会行动",
            "秦皇岛市快递员外卖配送员货车司机网约车司机集中入会专项行动启动仪式及慰问活动",
            "Couriers and food-delivery riders of Qinhuangdao join the union together in one day",
        ] {
            let (lines, size) = fitting(title, 15.0, 2);
            assert!(lines.len() <= 2 && size > 4.0, "{lines:?} {size}");
            assert!(lines.iter().all(|line| width(line) * size <= WIDTH - 23.9), "{lines:?} {size}");
            let (joined, whole) = (lines.concat().replace(' ', ""), title.replace(' ', ""));
            assert_eq!(joined, whole);
        }
    }
}
