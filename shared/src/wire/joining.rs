//! What the application form needs of a code, and which union takes the application.

use super::{FromWire, value};
use crate::api::JoinSource;
use crate::membership::RoutedBy;
use serde_json::Value;

impl FromWire for JoinSource {
    fn from_wire(wire: &Value) -> Option<Self> {
        let values = wire.as_object()?;
        Some(JoinSource {
            code: value(values, "code")?,
            label: value(values, "label")?,
            drive: value(values, "drive")?,
            worker_group: value(values, "worker_group")?,
            division: value(values, "division")?,
            union: value(values, "union"),
            signature: value(values, "signature")?,
        })
    }
}

impl FromWire for RoutedBy {
    fn from_wire(wire: &Value) -> Option<Self> {
        Some(match wire.as_str()? {
            "chosen" => RoutedBy::Chosen,
            "source" => RoutedBy::Source,
            "employer" => RoutedBy::Employer,
            "industry" => RoutedBy::Industry,
            "area" => RoutedBy::Area,
            "superior" => RoutedBy::Superior,
            _ => return None,
        })
    }
}
