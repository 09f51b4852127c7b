//! Where workers come in: an association's page, with or without the code of a drive.

use super::super::public::the_association;
use crate::App;
use crate::db::tree::Subtree;
use crate::db::{Conn, Db, associations, sources, unions};
use crate::error::{Error, Result};
use chrono::{DateTime, NaiveDate, Utc};
use shared::api::{ErrorCode, JoinPage, JoinSource, PublicAssociation};
use shared::form::{Answer, Answers, FormDefinition};
use shared::i18n::{Problem, Violation};
use shared::membership::{About, Candidate, UnionChoice, application_form, key, offered};
use shared::union::{Level, UnionKind};
use uuid::Uuid;

/// What a worker finds.
pub(super) struct Door {
    pub association: associations::Row,
    /// What the code knows.
    pub source: Option<sources::Source>,
    /// Every union below the federation at the top.
    pub unions: Subtree,
}

impl Door {
    /// Opens it.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] when there is no such association; [`Error::Invalid`] for a code that is unknown or
    /// belongs to another association.
    pub async fn open(db: &Db, conn: &mut Conn, association: &str, code: Option<&str>) -> Result<Door> {
        let association = the_association(conn, association).await?;
        let source = match code {
            Some(code) => {
                let found = sources::by_code(conn, code).await?;
                let found = found.filter(|source| source.association == association.slug);
                Some(found.ok_or_else(|| of_source(Problem::CodeUnknown))?)
            }
            None => None,
        };
        let path = unions::by_id(conn, association.union_id).await?.ok_or(ErrorCode::NotFound)?.path;
        let top = path.split_inclusive('/').next().unwrap_or_default();
        let unions = db.subtree(conn, top).await?;
        Ok(Door { association, source, unions })
    }

    /// The application form as it is here. It offers few of many unions; one that is chosen already, on a page that was
    /// kept or before the form was returned, stays in it if there is such a union.
    pub fn form(&self, chosen: Option<&str>) -> FormDefinition {
        let primary = || self.unions.iter().filter(|union| union.union_kind() != UnionKind::Federation);
        let choice =
            |union: &unions::Row| UnionChoice { slug: union.slug.clone(), name: union.name.0.clone() };
        let unions = primary().map(|union| (candidate(union, &[]), choice(union)));
        let mut choices = offered(unions, &self.about());
        let missing = chosen.filter(|slug| choices.iter().all(|choice| choice.slug != *slug));
        choices.extend(missing.and_then(|slug| primary().find(|union| union.slug == slug)).map(choice));
        application_form(&choices)
    }

    /// What the code is about, or else the association, by the union that it is attached to.
    fn about(&self) -> About<'_> {
        let code = self.source.as_ref();
        let group = code.map(|source| &source.worker_group).filter(|group| !group.is_empty());
        let attached = self.unions.iter().find(|union| union.id == self.association.union_id);
        About {
            groups: match (group, attached) {
                (Some(group), _) => std::slice::from_ref(group),
                (None, Some(union)) => &union.worker_groups.0,
                (None, None) => &[],
            },
            division: code.map_or("", |source| &source.division),
        }
    }

    /// The unions that may take an application of somebody whose employer these cover.
    pub fn candidates(&self, covering: &[Uuid]) -> Vec<Candidate> {
        self.unions.iter().map(|union| candidate(union, covering)).collect()
    }
}

fn candidate(union: &unions::Row, covering: &[Uuid]) -> Candidate {
    Candidate {
        id: union.id,
        kind: union.union_kind(),
        level: union.union_level().unwrap_or(Level::Township),
        division: union.division.clone(),
        scope: union.coverage(),
        groups: union.worker_groups.0.clone(),
        covers_employer: covering.contains(&union.id),
    }
}

/// The slug of the union that answers name.
pub(super) fn chosen(answers: &Answers) -> Option<&str> {
    answers.get(key::UNION).and_then(Answer::as_text)
}

/// Whether a code is taken at a moment: its drive is open and within its days, and it has not expired.
///
/// # Errors
/// [`Error::Invalid`] that names the code.
pub(super) fn check_open(source: &sources::Source, at: DateTime<Utc>, day: NaiveDate) -> Result<()> {
    match source.is_open(at, day) {
        true => Ok(()),
        false => Err(of_source(Problem::CodeExpired)),
    }
}

fn of_source(problem: Problem) -> Error {
    Error::Invalid(vec![Violation::new("source", problem)])
}

/// What the application form needs, for an association's page or for a code; with the union that the answers name.
///
/// # Errors
/// [`ErrorCode::NotFound`] when there is no such association; [`Error::Invalid`] for a code that is unknown or no longer
/// taken.
pub async fn page(app: &App, association: &str, code: Option<&str>, answers: &Answers) -> Result<JoinPage> {
    let mut conn = app.db.read().await?;
    let door = Door::open(&app.db, &mut conn, association, code).await?;
    if let Some(source) = &door.source {
        check_open(source, app.clock.now(), app.clock.today())?;
    }
    let form = door.form(chosen(answers));
    let named = |id| door.unions.iter().find(|union| Some(union.id) == id).map(|union| union.name.0.clone());
    let source = door.source.as_ref().map(|source| JoinSource {
        code: source.code.clone(),
        label: source.label.clone(),
        drive: source.drive_title.0.clone(),
        worker_group: source.worker_group.clone(),
        division: source.division.clone(),
        union: named(source.union_id),
        signature: source.signature,
    });
    Ok(JoinPage {
        seal: app.keys.seal_public().to_owned(),
        id: door.association.id,
        association: PublicAssociation {
            slug: door.association.slug,
            name: door.association.name.0,
            union: door.association.union_name.0,
        },
        source,
        form,
    })
}

/// The association to whose pages a code leads.
///
/// # Errors
/// [`ErrorCode::NotFound`] when there is no such code.
pub async fn association_of(app: &App, code: &str) -> Result<String> {
    let mut conn = app.db.read().await?;
    Ok(sources::by_code(&mut conn, code).await?.ok_or(ErrorCode::NotFound)?.association)
}
