//! The lists of applications and of members as they grow: rows copied from one of the demo's.

use super::rollcall::Rollcall;
use tests::Raw;

/// What is asked, in the order of the table, and the path that asks.
pub const QUESTIONS: [(&str, &str); 8] = [
    ("queue, filtered", "/staff/applications?state=returned"),
    ("queue, by a rare trade", "/staff/applications?group=security&division=130302"),
    ("queue, by receipt code", "/staff/applications?q=7K3M"),
    ("queue, by last four", "/staff/applications?q={tail}"),
    ("queue, by name", "/staff/applications?q=%E7%A7%80"),
    ("members, filtered", "/staff/members?state=retained"),
    ("members, by last four", "/staff/members?q={tail}"),
    ("members, by name", "/staff/members?q=%E7%A7%80"),
];

/// One of so many people has the last four of the document that is looked for, as of all there are.
const SHARE_A_TAIL: u64 = 11_000;
/// One of so many is of the rare trade.
const RARE: u64 = 5_000;

/// Asks a question once.
pub async fn ask(rollcall: &Rollcall, path: &str) {
    // The template's document; see `template`.
    rollcall.get(&path.replace("{tail}", "0318")).await;
}

/// The demo's application, or member, that is copied: 鲁建业 of the courier union.
fn template(table: &str) -> String {
    format!("(SELECT * FROM {table} WHERE id_mask LIKE '%0318' ORDER BY id LIMIT 1) a")
}

/// Fills both lists up to `size` rows of other people.
pub async fn grow(raw: &mut Raw, size: u64) {
    let sqlite = matches!(raw, Raw::Sqlite(_));
    let random = if sqlite { "randomblob(16)" } else { "decode(md5(random()::text || n.i), 'hex')" };
    let hash = match sqlite {
        true => "lower(hex(randomblob(32)))",
        false => "md5(random()::text || n.i) || md5(random()::text || n.i)",
    };
    let person = format!(
        "'王秀英', a.id_type, a.id_sealed, a.id_mask, {random},
         CASE WHEN n.i % {SHARE_A_TAIL} = 0 THEN a.id_tail_index ELSE {random} END, a.mobile_sealed, a.mobile_mask, {random},
         a.birth, a.sex, CASE WHEN n.i % {RARE} = 0 THEN 'security' ELSE a.worker_group END, a.employer, '130302'"
    );
    let columns = "name, id_type, id_sealed, id_mask, id_index, id_tail_index, mobile_sealed, mobile_mask, mobile_index,
                   birth, sex, worker_group, employer, division";
    let applications = format!(
        "INSERT INTO applications (id, association_id, union_id, routed_by, state, version, form_version, {columns}, answers,
             profile, receipt_hash, receipt_code, reason, captured_at, submitted_at, changed_at, retain_until)
         SELECT {{id}}, a.association_id, a.union_id, a.routed_by,
             CASE n.i % 20 WHEN 0 THEN 'returned' WHEN 1 THEN 'submitted' ELSE 'approved' END, 1, a.form_version, {person},
             a.answers, a.profile, {hash}, a.receipt_code, '', a.captured_at, a.submitted_at, a.changed_at, a.retain_until
         FROM {{series}} n, {template}",
        template = template("applications"),
    );
    let members = format!(
        "INSERT INTO members (id, union_id, state, version, {columns}, profile, joined_on, ended_on, created_at, changed_at)
         SELECT {{id}}, a.union_id, CASE n.i % 20 WHEN 0 THEN 'retained' ELSE 'active' END, 1, {person}, a.profile,
             a.joined_on, a.ended_on, a.created_at, a.changed_at
         FROM {{series}} n, {template}",
        template = template("members"),
    );
    for (table, sql) in [("applications", applications), ("members", members)] {
        let there = raw.value(&format!("SELECT CAST(COUNT(*) AS TEXT) FROM {table}")).await;
        let there: u64 = there.parse().expect("a number");
        if there >= size {
            continue;
        }
        let (series, id) = match sqlite {
            true => (
                format!(
                    "(WITH RECURSIVE n(i) AS (SELECT {there} UNION ALL SELECT i + 1 FROM n WHERE i < {size}) SELECT i FROM n)"
                ),
                "unhex(printf('%012x7000a000%012x', 1700000000000 + n.i, n.i))",
            ),
            false => (
                format!("(SELECT generate_series({there}::bigint, {size}) AS i)"),
                "(lpad(to_hex(1700000000000 + n.i), 12, '0') || '7000a000' || lpad(to_hex(n.i), 12, '0'))::uuid",
            ),
        };
        // One row that is updated a million times within a transaction is slow there; all are counted afterwards.
        let switch = |on: &str| format!("ALTER TABLE {table} {on} TRIGGER {table}_counted");
        if !sqlite {
            raw.execute(&switch("DISABLE")).await.expect("no counting");
        }
        raw.execute(&sql.replace("{id}", id).replace("{series}", &series)).await.expect("rows");
        if !sqlite {
            raw.execute(&switch("ENABLE")).await.expect("counting");
            count(raw, table).await;
        }
    }
    raw.execute("ANALYZE").await.expect("statistics");
}

async fn count(raw: &mut Raw, table: &str) {
    let (counts, filed, rows) = match table {
        "applications" => ("application_counts", "filed_at IS NOT NULL, ", ""),
        _ => ("member_counts", "", " WHERE name <> ''"),
    };
    let column = if filed.is_empty() { "" } else { "filed, " };
    raw.execute(&format!("DELETE FROM {counts}")).await.expect("no counts");
    let sql = format!(
        "INSERT INTO {counts} (union_id, state, {column}worker_group, division, counted)
         SELECT union_id, state, {filed}worker_group, division, COUNT(*) FROM {table}{rows}
         GROUP BY union_id, state, {filed}worker_group, division"
    );
    raw.execute(&sql).await.expect("counts");
}
