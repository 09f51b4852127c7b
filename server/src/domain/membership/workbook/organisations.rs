//! The sheet of organisations: a row for each employer that a union covers, or for a union without any.

use crate::App;
use crate::crypto::Place;
use crate::db::employers;
use crate::db::union_profiles::{self, PHONE};
use crate::db::{Conn, path_range, person_counts, unions};
use crate::error::Result;
use shared::workbook::ColumnSet;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// The rows of a union and of those below it, each cell as it is written. Federations stand above and have none.
pub(super) async fn rows(
    app: &App,
    conn: &mut Conn,
    set: &ColumnSet,
    top: &unions::Row,
) -> Result<Vec<Vec<String>>> {
    let (from, to) = path_range(&top.path);
    let paths = (from.as_str(), to.as_str());
    let unions = unions::in_scope(conn, paths).await?;
    let mut names: HashMap<Uuid, String> =
        unions.iter().map(|union| (union.id, union.name.zh.clone())).collect();
    if let Some(parent) = top.parent_id
        && let Some(above) = unions::by_id(conn, parent).await?
    {
        names.insert(above.id, above.name.0.zh);
    }
    let profiles = union_profiles::in_scope(conn, paths).await?;
    let profiles: HashMap<Uuid, union_profiles::Row> =
        profiles.into_iter().map(|row| (row.union_id, row)).collect();
    let mut covered: HashMap<Uuid, Vec<employers::Row>> = HashMap::new();
    for employer in employers::in_scope(conn, paths).await?.into_iter().filter(|row| row.covered) {
        covered.entry(employer.union_id).or_default().push(employer);
    }
    let members = person_counts::members(conn, paths).await?;
    let mut rows = Vec::new();
    for union in unions.iter().filter(|union| super::takes_members(union)) {
        let mut told = of_union(app, union, profiles.get(&union.id), members.get(&union.id).copied())?;
        let superior = union.parent_id.and_then(|parent| names.get(&parent));
        told.insert("superior", superior.cloned().unwrap_or_default());
        let employers = covered.remove(&union.id).unwrap_or_default();
        let mut write = |told: &BTreeMap<&str, String>| {
            let cell = |key: &str| told.get(key).map_or("", String::as_str);
            rows.push(set.columns.iter().map(|column| column.kind.written(cell(&column.key))).collect());
        };
        if employers.is_empty() {
            write(&told);
        }
        for employer in employers {
            let mut told = told.clone();
            told.extend(of_employer(employer));
            write(&told);
        }
    }
    Ok(rows)
}

fn of_union(
    app: &App,
    union: &unions::Row,
    profile: Option<&union_profiles::Row>,
    members: Option<i64>,
) -> Result<BTreeMap<&'static str, String>> {
    let mut told = BTreeMap::from([
        ("union_name", union.name.zh.clone()),
        ("union_kind", union.kind.clone()),
        ("division", union.division.clone()),
    ]);
    // Those who are on the roll count; what was told of their number stands in where the roll is not kept here.
    if let Some(members) = members {
        told.insert("members", members.to_string());
    }
    let Some(profile) = profile else { return Ok(told) };
    let phone = match profile.phone_sealed.as_str() {
        "" => String::new(),
        sealed => app.keys.open(Place { column: PHONE, row: union.id }, sealed)?,
    };
    told.extend([
        ("union_uscc", profile.uscc.clone()),
        ("founded_on", profile.founded_on.clone().unwrap_or_default()),
        ("head", profile.chair.clone()),
        ("phone", phone),
        ("workers", profile.workers.map(|count| count.0.to_string()).unwrap_or_default()),
    ]);
    if members.is_none() {
        told.insert("members", profile.members.map(|count| count.0.to_string()).unwrap_or_default());
    }
    Ok(told)
}

fn of_employer(employer: employers::Row) -> [(&'static str, String); 8] {
    [
        ("employer_name", employer.name),
        ("employer_uscc", employer.uscc),
        ("address", employer.address),
        ("division", employer.division),
        ("nature", employer.nature),
        ("economy", employer.economic_type),
        ("industry", employer.industry),
        ("workers", employer.workers.map(|count| count.0.to_string()).unwrap_or_default()),
    ]
}
