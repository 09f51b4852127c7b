//! Unions, employers and the overview, for staff.

use crate::App;
use crate::db::{
    Conn, chronicle, employers, founding, from_text, path_range, reports, union_profiles, unions,
};
use crate::domain::Staff;
use crate::domain::building::mine;
use crate::error::Result;
use chrono::NaiveDate;
use shared::api::{
    ChronicleRow, EmployerFilter, EmployerRow, Enrolment, ErrorCode, FileRow, Overview, StepRow, UnionPage,
    UnionRow,
};
use shared::i18n::Localized;
use shared::sync::{EmployerFacts, UnionFacts};
use shared::union::{ChronicleKind, FoundingStep, Level, Recorded, alerts, stage};
use std::collections::HashMap;
use uuid::Uuid;

/// The caller's part of the tree as far as it is told.
struct Tree {
    unions: Vec<unions::Row>,
    profiles: HashMap<Uuid, union_profiles::Row>,
    steps: HashMap<Uuid, Vec<founding::Row>>,
    members: HashMap<Uuid, i64>,
    covered: HashMap<Uuid, u32>,
}

impl Tree {
    async fn read(conn: &mut Conn, path: &str) -> Result<Tree> {
        let (from, to) = path_range(path);
        let paths = (from.as_str(), to.as_str());
        let mut steps: HashMap<Uuid, Vec<founding::Row>> = HashMap::new();
        for row in founding::in_scope(conn, paths).await? {
            steps.entry(row.union_id).or_default().push(row);
        }
        let mut covered = HashMap::new();
        for row in employers::in_scope(conn, paths).await?.into_iter().filter(|row| row.covered) {
            *covered.entry(row.union_id).or_default() += 1;
        }
        let profiles = union_profiles::in_scope(conn, paths).await?;
        Ok(Tree {
            unions: unions::in_scope(conn, paths).await?,
            profiles: profiles.into_iter().map(|row| (row.union_id, row)).collect(),
            steps,
            members: reports::members(conn, paths).await?.into_iter().collect(),
            covered,
        })
    }

    fn row(&self, union: &unions::Row, top: &str, today: NaiveDate) -> Result<UnionRow> {
        let profile = self.profiles.get(&union.id);
        let steps = self.steps.get(&union.id).map(Vec::as_slice).unwrap_or_default();
        let recorded: Vec<Recorded> = steps.iter().map(founding::Row::recorded).collect::<Result<_>>()?;
        let stage = stage(&recorded);
        let since = recorded.iter().rev().find(|one| Some(one.step) == stage).and_then(|one| one.on);
        let term_ends_on = profile.and_then(|profile| profile.term_ends_on);
        let depth = union.path.strip_prefix(top).map_or(0, |rest| rest.matches('/').count());
        Ok(UnionRow {
            id: union.id,
            parent_id: union.parent_id.filter(|parent| self.unions.iter().any(|one| one.id == *parent)),
            depth: u32::try_from(depth).unwrap_or(u32::MAX),
            name: union.name.0.clone(),
            kind: union.union_kind(),
            level: union.union_level().unwrap_or(Level::Township),
            division: union.division.clone(),
            scope: profile.and_then(union_profiles::Row::scope),
            method: profile.and_then(union_profiles::Row::method),
            stage,
            since,
            founded_on: profile.and_then(union_profiles::Row::founded_on),
            term_ends_on,
            workers: profile.and_then(|profile| profile.workers).map(|count| count.0),
            told_members: profile.and_then(|profile| profile.members).map(|count| count.0),
            members: self.members.get(&union.id).and_then(|count| u32::try_from(*count).ok()).unwrap_or(0),
            employers: self.covered.get(&union.id).copied().unwrap_or(0),
            alerts: alerts(stage, since, term_ends_on, today),
        })
    }

    fn rows(&self, top: &str, today: NaiveDate) -> Result<Vec<UnionRow>> {
        self.unions.iter().map(|union| self.row(union, top, today)).collect()
    }
}

/// Judges mark, and see nothing else.
fn seen(staff: &Staff) -> Result<()> {
    if staff.role.may_see_entries() { Ok(()) } else { Err(ErrorCode::Forbidden.into()) }
}

/// The unions of the caller's part of the tree, parents first.
///
/// # Errors
/// [`ErrorCode::Forbidden`] for judges.
pub async fn unions(app: &App, staff: &Staff) -> Result<Vec<UnionRow>> {
    seen(staff)?;
    let mut conn = app.db.read().await?;
    Tree::read(&mut conn, &staff.path).await?.rows(&staff.path, app.clock.today())
}

/// One union in full.
///
/// # Errors
/// [`ErrorCode::NotFound`] outside the caller's part of the tree; [`ErrorCode::Forbidden`] for judges.
pub async fn union(app: &App, staff: &Staff, id: Uuid) -> Result<UnionPage> {
    seen(staff)?;
    let (mut conn, today) = (app.db.read().await?, app.clock.today());
    let union = mine(&mut conn, staff, id).await?.ok_or(ErrorCode::NotFound)?;
    let tree = Tree::read(&mut conn, &union.path).await?;
    let row = UnionRow { parent_id: union.parent_id, ..tree.row(&union, &union.path, today)? };
    let above = match union.parent_id {
        Some(parent) => unions::by_id(&mut conn, parent).await?.map(|parent| parent.name.0),
        None => None,
    };
    let files = founding::files_of_union(&mut conn, id).await?;
    let mut steps: Vec<StepRow> = Vec::new();
    for step in tree.steps.get(&id).map(Vec::as_slice).unwrap_or_default() {
        let of_step = files.iter().filter(|file| file.step_id == step.id);
        steps.push(StepRow {
            id: step.id,
            step: step.step()?,
            on: step.on(),
            document_number: step.document_number.clone(),
            no_relatives: step.no_relatives,
            note: step.note.clone(),
            version: step.version.unsigned_abs(),
            by: step.account.clone().unwrap_or_default(),
            at: step.at,
            files: of_step
                .map(|file| FileRow { id: file.id, name: file.name.clone(), size: file.size.unsigned_abs() })
                .collect(),
        });
    }
    steps.sort_by_key(|row| row.step);
    let employers = employers::of_union(&mut conn, id).await?;
    let profile = tree.profiles.get(&id);
    Ok(UnionPage {
        row,
        version: profile.map_or(0, |profile| profile.version.unsigned_abs()),
        facts: UnionFacts {
            worker_groups: Some(union.worker_groups.0.clone()),
            ..profile.map(facts).unwrap_or_default()
        },
        above,
        steps,
        employers: employers.iter().map(|row| employer(row, &union.name.0, today)).collect(),
        may_edit: staff.role.may_manage(),
    })
}

fn facts(profile: &union_profiles::Row) -> UnionFacts {
    UnionFacts {
        uscc: profile.uscc.clone(),
        scope: profile.scope(),
        worker_groups: None,
        method: profile.method(),
        organ: profile.organ(),
        party: profile.party.clone().unwrap_or_default(),
        term_years: profile.term_years.and_then(|years| u32::try_from(years).ok()),
        term_ends_on: profile.term_ends_on,
        workers: profile.workers.map(|count| count.0),
        members: profile.members.map(|count| count.0),
        full_time_chair: profile.full_time_chair,
        chair: profile.chair.clone(),
        phone: profile.phone_mask.clone(),
        note: profile.note.clone(),
    }
}

fn employer(row: &employers::Row, union: &Localized, today: NaiveDate) -> EmployerRow {
    EmployerRow {
        id: row.id,
        version: row.version.unsigned_abs(),
        union_id: row.union_id,
        union: union.clone(),
        facts: EmployerFacts {
            name: row.name.clone(),
            covered: row.covered,
            uscc: row.uscc.clone(),
            address: row.address.clone(),
            division: row.division.clone(),
            nature: row.nature.clone(),
            economic_type: row.economic_type.clone(),
            industry: row.industry.clone(),
            party: row.party(),
            workers: row.workers.map(|count| count.0),
            members: row.members.map(|count| count.0),
            covered_on: row.covered_on(),
            reason: row.reason.clone(),
            plan: row.plan.clone(),
            plan_by: row.plan_by,
        },
        overdue: !row.covered && row.plan_by.is_some_and(|by| by < today),
    }
}

/// The employers of the caller's part of the tree.
///
/// # Errors
/// [`ErrorCode::Forbidden`] for judges.
pub async fn employers(app: &App, staff: &Staff, filter: &EmployerFilter) -> Result<Vec<EmployerRow>> {
    seen(staff)?;
    let mut conn = app.db.read().await?;
    let (from, to) = path_range(&staff.path);
    let unions = unions::in_scope(&mut conn, (&from, &to)).await?;
    let rows = employers::in_scope(&mut conn, (&from, &to)).await?;
    let today = app.clock.today();
    Ok(rows
        .iter()
        .filter(|row| filter.covered.is_none_or(|covered| row.covered == covered))
        .filter_map(|row| {
            let union = unions.iter().find(|union| union.id == row.union_id)?;
            Some(employer(row, &union.name.0, today))
        })
        .collect())
}

/// The overview of the working model: what was done, and every figure with the records behind it.
///
/// # Errors
/// [`ErrorCode::Forbidden`] for judges.
pub async fn overview(app: &App, staff: &Staff) -> Result<Overview> {
    seen(staff)?;
    let mut conn = app.db.read().await?;
    let (from, to) = path_range(&staff.path);
    let rows = chronicle::in_scope(&mut conn, (&from, &to)).await?;
    let mut chronicle = Vec::with_capacity(rows.len());
    let mut enrolments = Vec::new();
    for row in rows {
        let Some(row) = told(row) else { continue };
        let day = row.happened_on.filter(|on| on.earliest() == on.latest()).map(|on| on.earliest());
        if let Some(on) = day.filter(|_| row.kind == ChronicleKind::Enrolment) {
            let days = (on, on + chrono::TimeDelta::days(1));
            let moved = reports::moved(&mut conn, (&from, &to), days, chrono::DateTime::UNIX_EPOCH).await?;
            enrolments.push(enrolment(row.id, on, &moved));
        }
        chronicle.push(row);
    }
    let tree = Tree::read(&mut conn, &staff.path).await?;
    let mut unions: Vec<UnionRow> = tree.rows(&staff.path, app.clock.today())?;
    unions.retain(|row| row.stage.is_some_and(FoundingStep::is_founded));
    unions.sort_by_key(|row| (row.founded_on.is_none(), row.founded_on.map(|on| on.earliest())));
    let dated = unions.iter().filter(|row| row.founded_on.is_some()).count();
    Ok(Overview { chronicle, unions, dated: u32::try_from(dated).unwrap_or(u32::MAX), enrolments })
}

fn told(row: chronicle::Row) -> Option<ChronicleRow> {
    let date = |text: Option<String>| text.and_then(|text| text.parse().ok());
    Some(ChronicleRow {
        id: row.id,
        union_id: row.union_id,
        kind: from_text(&row.kind)?,
        version: row.version.unsigned_abs(),
        title: row.title.0,
        happened_on: date(row.happened_on),
        until: date(row.until),
        count: row.count.map(|count| count.0),
        method: row.method.as_deref().and_then(from_text),
        note: row.note.0,
    })
}

/// Who joined on a day, counted from the members' own records.
fn enrolment(chronicle_id: Uuid, on: NaiveDate, moved: &[reports::Moved]) -> Enrolment {
    let mut by_group: Vec<(String, u32)> = Vec::new();
    for row in moved.iter().filter(|row| row.change == "joined") {
        match by_group.iter_mut().find(|(group, _)| *group == row.worker_group) {
            Some((_, count)) => *count += 1,
            None => by_group.push((row.worker_group.clone(), 1)),
        }
    }
    by_group.sort();
    let total = by_group.iter().map(|(_, count)| count).sum();
    Enrolment { chronicle_id, on, by_group, total }
}
