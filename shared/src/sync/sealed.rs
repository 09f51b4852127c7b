//! Operations that waited on a device, sealed to the server's public key.

use super::Outcome;
use crate::form::Answers;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a sealed operation is bound to besides its place: HPKE's `info`.
pub const SEAL_INFO: &str = "rollcall/outbox/1";

/// What a sealed operation is bound to: the association and its own id. HPKE's `aad`.
pub fn seal_place(association: &str, id: Uuid) -> String {
    format!("{association}/{id}")
}

/// An operation that nobody but the server can read: its JSON, sealed with HPKE (RFC 9180) in base mode with
/// DHKEM(P-256, HKDF-SHA256), HKDF-SHA256 and AES-256-GCM.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Sealed {
    /// Id of the operation within.
    pub id: Uuid,
    /// The public key that it was sealed to, as the competition's page gave it.
    pub key: String,
    /// The encapsulated key, base64.
    pub enc: String,
    /// The ciphertext, base64.
    pub body: String,
}

/// A batch of sealed operations; each is answered on its own, in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PushSealed {
    /// At most 1,000.
    pub sealed: Vec<Sealed>,
    /// A steward's code that stands in where the one within an entry is refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub steward: Option<super::StewardCode>,
}

/// The answer to a sealed operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SealedOutcome {
    /// The outcome.
    #[serde(flatten)]
    pub outcome: Outcome,
    /// When it was refused, what was typed: the device itself can no longer read it, and nothing typed is lost. Not for a
    /// refused steward's code, which another code mends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<Answers>,
}

/// The answer to a batch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SealedAnswer {
    /// One per operation, in the same order.
    pub outcomes: Vec<SealedOutcome>,
}
