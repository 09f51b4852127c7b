//! Building unions: what is told of them, founding steps, employers, the record of work, rolls of earlier members, the
//! organisation sheet.

mod chronicle;
mod employer;
mod files;
mod roll;
pub mod sheet;
mod steps;
mod union;

pub use files::file;

use super::Staff;
use super::apply::reject;
use super::record::{Done, Sent};
use super::reports;
use crate::App;
use crate::db::{Conn, unions};
use crate::error::Result;
use shared::api::ErrorCode;
use shared::i18n::{Problem, Violation};
use shared::sync::{Action, BuildingRecord, ChangeKind, Outcome, Refusal};
use uuid::Uuid;

/// Longest name of a union, an employer or a document, in characters.
const NAME: u32 = 100;

/// Applies an operation of building unions.
pub(super) async fn apply(app: &App, staff: &Staff, sent: Sent, action: Action) -> Result<Outcome> {
    match action {
        Action::SaveUnion(save) => union::save(app, staff, sent, save).await,
        Action::RecordSteps(record) => steps::record(app, staff, sent, record).await,
        Action::AttachFile(attach) => files::attach(app, staff, sent, attach).await,
        Action::SaveEmployer(save) => employer::save(app, staff, sent, save).await,
        Action::SaveChronicle(save) => chronicle::save(app, staff, sent, save).await,
        Action::EnrolRoll(enrol) => roll::enrol(app, staff, sent, enrol).await,
        Action::SetTarget(set) => reports::set_target(app, staff, sent, set).await,
        Action::CloseMonth(close) => reports::close(app, staff, sent, close).await,
        Action::AdjustMonth(adjust) => reports::adjust(app, staff, sent, adjust).await,
        _ => Ok(reject(Refusal::Forbidden)),
    }
}

/// A union of the caller's part of the tree. Outside it a union does not exist.
pub(super) async fn mine(conn: &mut Conn, staff: &Staff, id: Uuid) -> Result<Option<unions::Row>> {
    let found = unions::by_id(conn, id).await?;
    Ok(found.filter(|union| union.path.starts_with(&staff.path)))
}

/// The union with this id, which must be in the caller's part of the tree.
///
/// # Errors
/// [`ErrorCode::NotFound`] elsewhere.
pub(super) async fn union_of(conn: &mut Conn, staff: &Staff, id: Uuid) -> Result<unions::Row> {
    Ok(mine(conn, staff, id).await?.ok_or(ErrorCode::NotFound)?)
}

/// What a change leaves in the feed and in the audit log.
pub(super) fn done<'a>(
    record: BuildingRecord,
    union_id: Uuid,
    (record_id, version): (Uuid, i32),
    action: &'a str,
    detail: &'a str,
) -> Done<'a> {
    let change = ChangeKind::Building { record };
    Done { union_id, record_id, version, receipt: None, change, action, detail }
}

/// Collects what is wrong with several values.
#[derive(Default)]
struct Wrong(Vec<Violation>);

impl Wrong {
    fn add(&mut self, field: &str, problem: Problem) {
        self.0.push(Violation::new(field, problem));
    }

    /// A text as it is stored, see [`remark::check`](super::remark::check).
    fn text(&mut self, field: &str, text: &str, max: u32, missing: Option<Problem>) -> String {
        match super::remark::check(field, text, max, missing) {
            Ok(text) => text,
            Err(crate::Error::Invalid(violations)) => {
                self.0.extend(violations);
                String::new()
            }
            Err(_) => String::new(),
        }
    }

    /// A credit code as it is stored; empty when there is none.
    fn uscc(&mut self, field: &str, text: &str) -> String {
        if text.trim().is_empty() {
            return String::new();
        }
        match shared::union::check_uscc(text) {
            Ok(code) => code.as_str().to_owned(),
            Err(problem) => {
                self.add(field, problem);
                String::new()
            }
        }
    }

    /// A code of a division; the city's own ends in `00`.
    fn division(&mut self, field: &str, code: &str) -> String {
        let known = shared::union::division(code).is_some() || code == CITY;
        if !known {
            self.add(field, Problem::ChoiceUnknown);
        }
        code.to_owned()
    }

    fn end(self) -> Result<()> {
        super::facts::none_wrong(self.0)
    }
}

/// Code of the city itself.
const CITY: &str = "130300";
