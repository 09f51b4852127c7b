//! What takes longer as the database grows: the same requests to servers of three sizes, which take turns, so that
//! whatever else the machine does meanwhile falls on all of them.

use super::fill::{Size, fill};
use super::people::People;
use super::plot::Line;
use super::report::{Table, millis};
use super::rollcall::Rollcall;
use shared::sync::ReceiptSecret;
use std::time::{Duration, Instant};
use tests::Raw;

const SMALL: u64 = 10_000;
const LARGE: u64 = 1_000_000;
const HUGE: u64 = 10_000_000;
/// The sizes. Entries and applications have a committee's or a jury's eye on each; members and changes only add up.
pub const SIZES: [Size; 3] = [
    Size { entries: SMALL, applications: SMALL, members: SMALL, changes: SMALL },
    Size { entries: LARGE, applications: LARGE, members: LARGE, changes: LARGE },
    Size { entries: LARGE, applications: LARGE, members: HUGE, changes: HUGE },
];
/// Requests of each kind to each server.
const SAMPLES: usize = 200;
/// Requests of what may take seconds.
const FEW: usize = 10;

/// The name that one of the oldest has.
const RARE: &str = "&q=%E6%AC%A7%E9%98%B3%E5%B2%9A";

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Question {
    SignUp,
    Status,
    Entries(&'static str),
    Staff(&'static str),
    /// All pages of entries to the last.
    ToTheEnd(&'static str),
    Feed,
}

/// Each with its name, and how often it is asked.
const QUESTIONS: [(&str, Question, usize); 18] = [
    ("sign-up", Question::SignUp, SAMPLES),
    ("status look-up", Question::Status, SAMPLES),
    ("entries, by state", Question::Entries("&state=returned"), SAMPLES),
    ("entries, by receipt code", Question::Entries("&q=7K3M"), SAMPLES),
    ("entries, by a name all have", Question::Entries("&q=%E7%A7%80"), FEW),
    ("entries, by a name one has, an answer", Question::Entries(RARE), FEW),
    ("entries, by a name one has, to the end", Question::ToTheEnd(RARE), FEW),
    ("applications, by state", Question::Staff("/staff/applications?state=returned"), SAMPLES),
    (
        "applications, of a rare trade",
        Question::Staff("/staff/applications?group=security&division=130302"),
        SAMPLES,
    ),
    ("applications, by receipt code", Question::Staff("/staff/applications?q=7K3M"), SAMPLES),
    ("applications, by last four", Question::Staff("/staff/applications?q=0318"), SAMPLES),
    ("members, by state", Question::Staff("/staff/members?state=retained"), SAMPLES),
    ("members, of a rare trade", Question::Staff("/staff/members?group=security&division=130302"), SAMPLES),
    ("members, by last four", Question::Staff("/staff/members?q=0318"), SAMPLES),
    ("members, by a name all have", Question::Staff("/staff/members?q=%E7%A7%80"), FEW),
    (
        "members, by a name one has, an answer",
        Question::Staff("/staff/members?q=%E6%AC%A7%E9%98%B3%E5%B2%9A"),
        FEW,
    ),
    ("what waits today", Question::Staff("/staff/today"), SAMPLES),
    ("page of the feed", Question::Feed, SAMPLES),
];

/// What the plot shows, over the rows of the largest table.
const PLOTTED: [&str; 3] = ["sign-up", "members, by state", "page of the feed"];

/// A server of one size.
struct Grown {
    rollcall: Rollcall,
    people: People,
    secret: ReceiptSecret,
    size: Size,
}

impl Grown {
    async fn new(rollcall: Rollcall, url: &str, size: Size) -> Grown {
        let mut people = People::of(&rollcall);
        let (body, secret) = people.with_receipt();
        rollcall.push(body).await;
        fill(&mut Raw::open(url).await, &rollcall, size).await;
        Grown { rollcall, people, secret, size }
    }

    /// Asks once; `nth` of as many as there will be.
    async fn ask(&mut self, question: Question, nth: u64) -> Duration {
        let rollcall = &self.rollcall;
        // Made up before the clock runs.
        let body = (question == Question::SignUp).then(|| self.people.batch(1));
        let began = Instant::now();
        match (question, body) {
            (Question::SignUp, body) => rollcall.push(body.unwrap_or_default()).await,
            (Question::Status, _) => rollcall.status(&self.secret).await,
            (Question::Entries(more), _) => {
                rollcall.get(&format!("/staff/entries?competition={}{more}", rollcall.competition)).await;
            }
            (Question::ToTheEnd(more), _) => {
                let path = format!("/staff/entries?competition={}{more}", rollcall.competition);
                let mut page = rollcall.get(&path).await;
                while let Some(next) = page["next"].as_str() {
                    page = rollcall.get(&format!("{path}&after={next}")).await;
                }
            }
            (Question::Staff(path), _) => {
                rollcall.get(path).await;
            }
            (Question::Feed, _) => {
                let after = self.size.changes * (nth + 1) / (SAMPLES as u64 + 2);
                rollcall.changes_by(&format!("0.{after}"), 100).await;
            }
        }
        began.elapsed()
    }
}

/// Measures fresh servers, each with the address of its database, at [`SIZES`]; the lines of
/// the plot.
pub async fn measure(fresh: Vec<(Rollcall, String)>, database: &str, table: &mut Table) -> Vec<Line> {
    let mut grown = Vec::new();
    for ((rollcall, url), size) in fresh.into_iter().zip(SIZES) {
        eprintln!("{database}: growing to {size:?}");
        grown.push(Grown::new(rollcall, &url, size).await);
    }
    let mut lines = Vec::new();
    for (name, question, times) in QUESTIONS {
        eprintln!("{database}: {name}");
        let medians = medians(&mut grown, question, times).await;
        let (first, last) = (medians[0], medians[medians.len() - 1]);
        let mut row = vec![database.to_owned(), name.to_owned()];
        row.extend(medians.iter().map(|time| millis(*time)));
        row.push(format!("{:.1}", last.as_secs_f64() / first.as_secs_f64()));
        table.row(&row);
        if PLOTTED.contains(&name) {
            let points = medians.iter().zip(&SIZES);
            let points = points.map(|(time, size)| (size.changes as f64, time.as_secs_f64() * 1e3));
            lines.push((format!("{database}: {name}"), points.collect()));
        }
    }
    lines
}

async fn medians(grown: &mut [Grown], question: Question, times: usize) -> Vec<Duration> {
    let mut taken: Vec<Vec<Duration>> = vec![Vec::new(); grown.len()];
    for nth in 0..times as u64 {
        for (server, taken) in grown.iter_mut().zip(&mut taken) {
            taken.push(server.ask(question, nth).await);
        }
    }
    let middle = |mut times: Vec<Duration>| {
        times.sort_unstable();
        times[times.len() / 2]
    };
    taken.into_iter().map(middle).collect()
}
