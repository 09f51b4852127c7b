//! The real-name workbook: members, and unions with their employers, in and out again.
//!
//! Nothing of a file is kept between preview and import: the file is sent again, with a digest of every verdict.

mod export;
mod import;
mod judge;
mod organisations;
mod person;

pub use export::{export, template};
pub use import::import;
pub use judge::{Opened, open, preview};

use crate::App;
use crate::db::{path_range, unions};
use crate::domain::Staff;
use crate::domain::building::union_of;
use crate::error::{Error, Result};
use shared::api::{ErrorCode, SheetChoice, WorkbookPage, WorkbookUnion};
use shared::i18n::{Problem, Violation};
use shared::union::UnionKind;
use shared::workbook::{ColumnSet, SheetKind};

/// What can be imported and exported.
///
/// # Errors
/// [`ErrorCode::Forbidden`] for judges.
pub async fn page(app: &App, staff: &Staff) -> Result<WorkbookPage> {
    if !staff.role.may_see_entries() {
        return Err(ErrorCode::Forbidden.into());
    }
    let (from, to) = path_range(&staff.path);
    let mut unions = unions::in_scope(&mut app.db.read().await?, (&from, &to)).await?;
    unions.sort_by_key(|union| union.id != staff.union_id);
    let sets = app.config.column_sets.iter();
    Ok(WorkbookPage {
        sheets: sets
            .map(|set| SheetChoice { key: set.key.clone(), name: set.name.clone(), sheet: set.sheet })
            .collect(),
        unions: unions
            .into_iter()
            .map(|union| WorkbookUnion {
                id: union.id,
                takes_members: takes_members(&union),
                name: union.name.0,
            })
            .collect(),
        may_import: staff.role.may_manage(),
    })
}

/// Federations stand above the primary unions, which take members.
fn takes_members(union: &unions::Row) -> bool {
    union.union_kind() != UnionKind::Federation
}

/// The column set with this key.
fn set_of(app: &App, key: &str) -> Result<ColumnSet> {
    let set = app.config.column_sets.iter().find(|set| set.key == key);
    set.cloned().ok_or_else(|| invalid("set", Problem::ColumnSetUnknown))
}

/// Whether a kind of sheet tells of unions and employers.
fn is_organisations(app: &App, key: &str) -> bool {
    app.config.column_sets.iter().any(|set| set.key == key && set.sheet == SheetKind::Organisations)
}

fn invalid(field: &str, problem: Problem) -> Error {
    Error::Invalid(vec![Violation::new(field, problem)])
}
