//! Fills a database up with copies of rows that are there.

use super::rollcall::Rollcall;
use tests::Raw;
use tests::copies::{STEP, copy, key, series};

/// How many rows there are to be of each.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Entries of one competition.
    pub entries: u64,
    /// Applications to one union.
    pub applications: u64,
    /// Members of one union.
    pub members: u64,
    /// Changes in the feed.
    pub changes: u64,
}

/// Fills up; entries, applications and members are of another person each.
pub async fn fill(raw: &mut Raw, rollcall: &Rollcall, size: Size) {
    let sqlite = matches!(raw, Raw::Sqlite(_));
    if sqlite {
        raw.execute("PRAGMA cache_size = -400000").await.expect("a larger cache");
    }
    let competition = match sqlite {
        true => format!("x'{}'", rollcall.competition.simple()),
        false => format!("'{}'", rollcall.competition),
    };
    let one = format!("WHERE competition_id = {competition}");
    let own = [
        (
            "state",
            "CASE n.i % 20 WHEN 0 THEN 'returned' WHEN 1 THEN 'submitted' ELSE 'eligible' END".to_owned(),
        ),
        ("id_tail_index", key(sqlite, size.entries)),
        ("name", one_is_called("e.name")),
    ];
    copy(raw, "entries", &one, &own, size.entries).await;
    let states =
        "CASE n.i % 20 WHEN 0 THEN 'returned' WHEN 1 THEN 'submitted' ELSE 'withdrawn' END".to_owned();
    people(raw, "applications", ("state", states), size.applications).await;
    let states = "CASE n.i % 20 WHEN 0 THEN 'retained' ELSE 'active' END".to_owned();
    people(raw, "members", ("state", states), size.members).await;
    feed(raw, sqlite, size.changes).await;
    raw.execute("ANALYZE").await.expect("statistics");
}

/// The name of each; one of the oldest has a name that nobody else has.
fn one_is_called(name: &str) -> String {
    format!("CASE WHEN n.i = 7 THEN '欧阳岚' ELSE {name} END")
}

/// Copies an application or a member of the demo, one in thousands with the last four of the document that is looked
/// for or of the rare trade.
async fn people(raw: &mut Raw, table: &str, states: (&'static str, String), rows: u64) {
    let sqlite = matches!(raw, Raw::Sqlite(_));
    let own = [
        states,
        ("name", one_is_called("'王秀英'")),
        ("division", "'130302'".to_owned()),
        (
            "id_tail_index",
            format!("CASE WHEN n.i % 11000 = 0 THEN e.id_tail_index ELSE {} END", key(sqlite, rows)),
        ),
        ("worker_group", "CASE WHEN n.i % 5000 = 0 THEN 'security' ELSE e.worker_group END".to_owned()),
    ];
    let switch = |on: &str| format!("ALTER TABLE {table} {on} TRIGGER {table}_counted");
    // One row that is updated a million times within a transaction is slow there; all are counted afterwards.
    if !sqlite {
        raw.execute(&switch("DISABLE")).await.expect("no counting");
    }
    // 鲁建业 of the courier union.
    copy(raw, table, "WHERE id_mask LIKE '%0318'", &own, rows).await;
    if !sqlite {
        raw.execute(&switch("ENABLE")).await.expect("counting");
        count(raw, table).await;
    }
}

async fn count(raw: &mut Raw, table: &str) {
    let (counts, column, filed) = match table {
        "applications" => ("application_counts", "filed, ", "filed_at IS NOT NULL, "),
        _ => ("member_counts", "", ""),
    };
    raw.execute(&format!("DELETE FROM {counts}")).await.expect("no counts");
    let sql = format!(
        "INSERT INTO {counts} (union_id, state, {column}worker_group, division, counted)
         SELECT union_id, state, {filed}worker_group, division, COUNT(*) FROM {table}
         GROUP BY union_id, state, {filed}worker_group, division"
    );
    raw.execute(&sql).await.expect("counts");
}

/// Changes that tell of nothing that is there.
async fn feed(raw: &mut Raw, sqlite: bool, changes: u64) {
    let end: u64 =
        raw.value("SELECT CAST(change_seq AS TEXT) FROM log_head").await.parse().expect("a number");
    let random = if sqlite { "randomblob(16)" } else { "gen_random_uuid()" };
    for from in (end..changes).step_by(STEP as usize) {
        let series = series(sqlite, from + 1, (from + STEP).min(changes));
        let sql = format!(
            "INSERT INTO changes (seq, at, operation_id, union_id, record_id, version, kind)
             SELECT n.i, c.at, {random}, c.union_id, {random}, 1, c.kind
             FROM {series} n, (SELECT * FROM changes ORDER BY seq DESC LIMIT 1) c"
        );
        raw.execute(&sql).await.expect("changes");
    }
    raw.execute(&format!("UPDATE log_head SET change_seq = {changes}")).await.expect("the end of the feed");
}
