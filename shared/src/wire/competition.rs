//! What a form needs of its competition, and what the server answers.

use super::{FromWire, Values, value};
use crate::competition::{Eligibility, MembershipRule, Quotas};
use crate::i18n::{Problem, Violation};
use crate::sync::Refusal;
use serde_json::Value;

impl FromWire for Eligibility {
    fn from_wire(wire: &Value) -> Option<Self> {
        let values = wire.as_object()?;
        Some(Eligibility {
            says: value(values, "says")?,
            min_age: value(values, "min_age"),
            max_age: value(values, "max_age"),
            age_on: value(values, "age_on")?,
            min_years: value(values, "min_years"),
            min_grade: value(values, "min_grade"),
            certificate_field: value(values, "certificate_field"),
            membership: value(values, "membership"),
            quotas: value(values, "quotas").unwrap_or_default(),
        })
    }
}

impl FromWire for MembershipRule {
    fn from_wire(wire: &Value) -> Option<Self> {
        let values = wire.as_object()?;
        Some(MembershipRule { field: value(values, "field")?, required: value(values, "required")? })
    }
}

impl FromWire for Quotas {
    fn from_wire(wire: &Value) -> Option<Self> {
        let values = wire.as_object()?;
        Some(Quotas {
            per_employer: value(values, "per_employer"),
            per_division: value(values, "per_division"),
        })
    }
}

impl FromWire for Refusal {
    fn from_wire(wire: &Value) -> Option<Self> {
        Some(match wire.as_str()? {
            "invalid" => Refusal::Invalid,
            "form_changed" => Refusal::FormChanged,
            "entry_not_open" => Refusal::EntryNotOpen,
            "transition_not_allowed" => Refusal::TransitionNotAllowed,
            "forbidden" => Refusal::Forbidden,
            "not_found" => Refusal::NotFound,
            "receipt_unknown" => Refusal::ReceiptUnknown,
            "marks_incomplete" => Refusal::MarksIncomplete,
            "notice_running" => Refusal::NoticeRunning,
            "seal_unknown" => Refusal::SealUnknown,
            "steward_unknown" => Refusal::StewardUnknown,
            "steward_ended" => Refusal::StewardEnded,
            _ => return None,
        })
    }
}

impl FromWire for Violation {
    fn from_wire(wire: &Value) -> Option<Self> {
        Violation::from_values(wire.as_object()?)
    }
}

impl Violation {
    /// Reads what is serialised as `field`, `code` and the values of the code.
    pub(crate) fn from_values(values: &Values) -> Option<Self> {
        let problem = Problem::from_wire(values.get("code")?.as_str()?, values)?;
        Some(Violation { field: value(values, "field")?, problem })
    }
}
