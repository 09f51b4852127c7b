//! Partners and the messages to them, for administrators.

use crate::i18n::Localized;
use crate::sync::{Cursor, RecordKind};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A server that mirrors what it may see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PartnerRow {
    /// Id.
    pub id: Uuid,
    /// Name.
    pub name: String,
    /// The union whose part of the tree it sees.
    pub union: Localized,
    /// Slug of the one association that it is limited to.
    pub association: Option<String>,
    /// Kinds of records that it may read.
    pub grants: Vec<RecordKind>,
    /// Where it is told of changes.
    pub hook: Option<String>,
    /// Place in the feed up to which it was told.
    pub told: Cursor,
    /// When it was added.
    pub created_at: DateTime<Utc>,
    /// When its token ceased to be valid.
    pub revoked_at: Option<DateTime<Utc>>,
    /// The last messages to it, newest first.
    pub deliveries: Vec<Delivery>,
}

/// A message to a partner that there is something new.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Delivery {
    /// Id; stands in the header `webhook-id`.
    pub id: Uuid,
    /// State.
    pub state: DeliveryState,
    /// How often it was sent.
    pub attempts: u32,
    /// When it is sent next, while it waits.
    pub next_at: DateTime<Utc>,
    /// What the partner answered last: a status, `timeout` or `unreachable`.
    pub answer: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub changed_at: DateTime<Utc>,
}

/// State of a message to a partner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// To be sent, or sent again.
    Waiting,
    /// The partner has it.
    Delivered,
    /// Given up after the last attempt; may be sent again by hand.
    Dead,
}
