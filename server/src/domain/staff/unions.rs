//! Unions, for staff.

use crate::App;
use crate::db::{Conn, chronicle, employers, founding, path_range, person_counts, union_profiles, unions};
use crate::domain::Staff;
use crate::domain::building::mine;
use crate::error::Result;
use chrono::NaiveDate;
use shared::api::{ErrorCode, FileRow, StepRow, UnionPage, UnionRow};
use shared::sync::UnionFacts;
use shared::union::{Level, Recorded, alerts, stage};
use std::collections::HashMap;
use uuid::Uuid;

/// The caller's part of the tree as far as it is told.
pub(super) struct Tree {
    unions: Vec<unions::Row>,
    profiles: HashMap<Uuid, union_profiles::Row>,
    steps: HashMap<Uuid, Vec<founding::Row>>,
    members: HashMap<Uuid, i64>,
    covered: HashMap<Uuid, u32>,
}

impl Tree {
    pub async fn read(conn: &mut Conn, path: &str) -> Result<Tree> {
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
            members: person_counts::members(conn, paths).await?,
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

    pub fn rows(&self, top: &str, today: NaiveDate) -> Result<Vec<UnionRow>> {
        self.unions.iter().map(|union| self.row(union, top, today)).collect()
    }
}

/// Judges mark, and see nothing else.
pub(super) fn seen(staff: &Staff) -> Result<()> {
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
        employers: employers.iter().map(|row| super::employers::row(row, &union.name.0, today)).collect(),
        chronicle: chronicle::of_union(&mut conn, id)
            .await?
            .into_iter()
            .filter_map(super::overview::told)
            .collect(),
        may_edit: staff.role.may_manage(),
    })
}

/// What is told of a union; its phone is masked.
pub(in super::super) fn facts(profile: &union_profiles::Row) -> UnionFacts {
    UnionFacts {
        uscc: profile.uscc.clone(),
        scope: profile.scope(),
        worker_groups: None,
        method: profile.method(),
        organ: profile.organ(),
        party: profile.party.clone().unwrap_or_default(),
        term_years: profile.term_years.and_then(|years| u32::try_from(years).ok()),
        term_ends_on: profile.term_ends_on,
        founded_on: profile.founded_on(),
        workers: profile.workers.map(|count| count.0),
        members: profile.members.map(|count| count.0),
        full_time_chair: profile.full_time_chair,
        chair: profile.chair.clone(),
        phone: profile.phone_mask.clone(),
        note: profile.note.clone(),
    }
}
