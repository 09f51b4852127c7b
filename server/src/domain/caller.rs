//! Who asks.

use shared::api::Role;
use shared::sync::StewardCode;
use shared::union::UnionKind;
use uuid::Uuid;

/// Who submits an operation.
#[derive(Clone, Debug)]
pub enum Caller {
    /// Anyone, on the pages of this association.
    Public {
        /// Slug of the association.
        association: String,
        /// A steward's code that stands in where the one within an entry is refused.
        steward: Option<StewardCode>,
    },
    /// A member of staff.
    Staff(Staff),
}

impl Caller {
    /// Anyone, on the pages of an association.
    pub fn public(association: impl Into<String>) -> Caller {
        Caller::Public { association: association.into(), steward: None }
    }
}

/// A member of staff, as the session tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staff {
    /// Id.
    pub id: Uuid,
    /// Account.
    pub account: String,
    /// Name to show.
    pub name: String,
    /// Role.
    pub role: Role,
    /// The union they work for.
    pub union_id: Uuid,
    /// Its place in the tree; they see what begins with it.
    pub path: String,
    /// Its kind.
    pub kind: UnionKind,
    /// Its name.
    pub union_name: shared::i18n::Localized,
}
