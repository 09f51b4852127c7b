//! What takes longer as the database grows: the same requests at three sizes.

use super::people::People;
use super::report::{Table, millis};
use super::roll;
use super::rollcall::Rollcall;
use std::time::{Duration, Instant};
use tests::Raw;

/// Entries, and changes in the feed, at each step.
const SIZES: [(u64, u64); 3] = [(10_000, 10_000), (1_000_000, 1_000_000), (1_000_000, 10_000_000)];
/// Requests of each kind.
const SAMPLES: usize = 200;

/// What is asked, in the order of the table.
const QUESTIONS: [&str; 6] = [
    "sign-up",
    "status look-up",
    "staff list, filtered",
    "staff list, by receipt code",
    "staff list, by name",
    "page of the feed",
];

/// Measures at each size; median times of each question, for the plot.
pub async fn measure(
    rollcall: &Rollcall,
    database: &str,
    url: &str,
    table: &mut Table,
) -> Vec<(String, Vec<(f64, f64)>)> {
    let mut people = People::of(rollcall);
    let mut raw = Raw::open(url).await;
    let questions: Vec<&str> = QUESTIONS.into_iter().chain(roll::QUESTIONS.map(|(name, _)| name)).collect();
    let mut lines: Vec<(String, Vec<(f64, f64)>)> =
        questions.iter().map(|question| (format!("{database}: {question}"), Vec::new())).collect();
    let mut medians: Vec<Vec<Duration>> = vec![Vec::new(); questions.len()];
    for (entries, changes) in SIZES {
        eprintln!("{database}: growing to {entries} entries, {changes} changes");
        grow(&mut raw, rollcall, entries, changes).await;
        roll::grow(&mut raw, entries).await;
        let mut times = vec![
            sign_ups(rollcall, &mut people).await,
            look_ups(rollcall, &mut people).await,
            lists(rollcall, "&state=returned").await,
            lists(rollcall, "&q=7K3M").await,
            lists(rollcall, "&q=%E7%A7%80").await,
            pages(rollcall, changes).await,
        ];
        for (_, path) in roll::QUESTIONS {
            times.push(listings(rollcall, path).await);
        }
        for (at, time) in times.into_iter().enumerate() {
            medians[at].push(time);
            let size = if at + 1 == QUESTIONS.len() { changes } else { entries };
            lines[at].1.push((size as f64, time.as_secs_f64() * 1e3));
        }
    }
    for (question, times) in questions.iter().zip(&medians) {
        let (first, last) = (times[0], times[times.len() - 1]);
        let mut row = vec![database.to_owned(), (*question).to_owned()];
        row.extend(times.iter().map(|time| millis(*time)));
        row.push(format!("{:.1}", last.as_secs_f64() / first.as_secs_f64()));
        table.row(&row);
    }
    lines
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

async fn sign_ups(rollcall: &Rollcall, people: &mut People) -> Duration {
    let mut times = Vec::new();
    for _ in 0..SAMPLES {
        let body = people.batch(1);
        let began = Instant::now();
        rollcall.push(body).await;
        times.push(began.elapsed());
    }
    median(times)
}

async fn look_ups(rollcall: &Rollcall, people: &mut People) -> Duration {
    let (body, secret) = people.with_receipt();
    rollcall.push(body).await;
    let mut times = Vec::new();
    for _ in 0..SAMPLES {
        let began = Instant::now();
        rollcall.status(&secret).await;
        times.push(began.elapsed());
    }
    median(times)
}

async fn lists(rollcall: &Rollcall, more: &str) -> Duration {
    let path = format!("/staff/entries?competition={}{more}", rollcall.competition);
    let mut times = Vec::new();
    for _ in 0..SAMPLES / 10 {
        let began = Instant::now();
        rollcall.get(&path).await;
        times.push(began.elapsed());
    }
    median(times)
}

async fn listings(rollcall: &Rollcall, path: &str) -> Duration {
    let mut times = Vec::new();
    for _ in 0..SAMPLES / 10 {
        let began = Instant::now();
        roll::ask(rollcall, path).await;
        times.push(began.elapsed());
    }
    median(times)
}

async fn pages(rollcall: &Rollcall, changes: u64) -> Duration {
    let mut times = Vec::new();
    for at in 1..=SAMPLES as u64 {
        let after = format!("0.{}", changes * at / (SAMPLES as u64 + 2));
        let began = Instant::now();
        rollcall.changes_by(&after, 100).await;
        times.push(began.elapsed());
    }
    median(times)
}

/// Fills up with copies of one entry of another person each, and with changes that tell of them.
async fn grow(raw: &mut Raw, rollcall: &Rollcall, entries: u64, changes: u64) {
    let count = |text: String| text.parse::<u64>().expect("a number");
    let there = count(raw.value("SELECT CAST(COUNT(*) AS TEXT) FROM entries").await);
    let end = count(raw.value("SELECT CAST(change_seq AS TEXT) FROM log_head").await);
    let competition = rollcall.competition;
    let sqlite = matches!(raw, Raw::Sqlite(_));
    let series = |from: u64, to: u64| match sqlite {
        true => format!(
            "(WITH RECURSIVE n(i) AS (SELECT {from} UNION ALL SELECT i + 1 FROM n WHERE i < {to}) SELECT i FROM n)"
        ),
        false => format!("(SELECT generate_series({from}::bigint, {to}) AS i)"),
    };
    let (id, random, hash, own) = match sqlite {
        // Ids rise with time, as those of version 7 do; look-up values do not.
        true => (
            "unhex(printf('%012x7000a000%012x', 1700000000000 + n.i, n.i))",
            "randomblob(16)",
            "lower(hex(randomblob(32)))",
            format!("x'{}'", competition.simple()),
        ),
        false => (
            "(lpad(to_hex(1700000000000 + n.i), 12, '0') || '7000a000' || lpad(to_hex(n.i), 12, '0'))::uuid",
            "decode(md5(random()::text || n.i), 'hex')",
            "md5(random()::text || n.i) || md5(random()::text || n.i)",
            format!("'{competition}'::uuid"),
        ),
    };
    if there < entries {
        let sql = format!(
            "INSERT INTO entries (id, competition_id, event, state, version, form_version, name, id_type, id_sealed, id_mask,
                 id_index, id_tail_index, mobile_sealed, mobile_mask, mobile_index, birth, employer, employer_key, division,
                 answers, publication, receipt_hash, receipt_code, reason, captured_at, submitted_at, changed_at, retain_until)
             SELECT {id}, e.competition_id, e.event, CASE n.i % 20 WHEN 0 THEN 'returned' WHEN 1 THEN 'submitted' ELSE 'eligible' END,
                 1, e.form_version, e.name, e.id_type, e.id_sealed, e.id_mask, {random}, {random}, e.mobile_sealed, e.mobile_mask,
                 {random}, e.birth, e.employer, e.employer_key, e.division, e.answers, e.publication, {hash}, e.receipt_code,
                 '', e.captured_at, e.submitted_at, e.changed_at, e.retain_until
             FROM {series} n, (SELECT * FROM entries WHERE competition_id = {own} ORDER BY id LIMIT 1) e",
            series = series(there, entries - 1),
        );
        raw.execute(&sql).await.expect("entries");
    }
    if end < changes {
        let sql = format!(
            "INSERT INTO changes (seq, at, operation_id, union_id, record_id, version, kind)
             SELECT n.i, c.at, {random_id}, c.union_id, {random_id}, 1, c.kind
             FROM {series} n, (SELECT * FROM changes ORDER BY seq DESC LIMIT 1) c",
            random_id = if sqlite { "randomblob(16)" } else { "gen_random_uuid()" },
            series = series(end + 1, changes),
        );
        raw.execute(&sql).await.expect("changes");
        raw.execute(&format!("UPDATE log_head SET change_seq = {changes}"))
            .await
            .expect("the end of the feed");
    }
    raw.execute("ANALYZE").await.expect("statistics");
}
