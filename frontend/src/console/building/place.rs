//! Places of the building of unions, as the part of the address behind `#`.

use super::form::code;
use shared::report::{Line, Month};
use uuid::Uuid;

/// A place.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Building {
    /// The unions, or some of them.
    Unions(Which),
    /// One union.
    Union(Uuid),
    /// The pipeline.
    Board,
    /// The ledger of the unbuilt.
    Ledger,
    /// The report of a month, the present one if none is named.
    Report(Option<Month>),
    /// The records behind a figure, of one group or of all.
    Records(Month, Line, Option<String>),
    /// The overview.
    Overview,
}

/// Which unions.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Which {
    /// All of them.
    #[default]
    All,
    /// Those that are founded.
    Founded,
    /// Those that were founded on a date that is known.
    Dated,
    /// Those that are not founded yet.
    UnderWay,
    /// Those where something is late.
    Late,
}

impl Building {
    /// The address.
    pub fn href(&self) -> String {
        match self {
            Building::Unions(which) => format!("#/unions/{}", code(which)),
            Building::Union(id) => format!("#/union/{id}"),
            Building::Board => "#/building".to_owned(),
            Building::Ledger => "#/unbuilt".to_owned(),
            Building::Report(None) => "#/report".to_owned(),
            Building::Report(Some(month)) => format!("#/report/{month}"),
            Building::Records(month, line, None) => format!("#/report/{month}/{}", code(line)),
            Building::Records(month, line, Some(group)) => format!("#/report/{month}/{}/{group}", code(line)),
            Building::Overview => "#/overview".to_owned(),
        }
    }

    /// The place at the parts of an address.
    pub fn parse(parts: &[&str]) -> Option<Building> {
        fn named<T: serde::de::DeserializeOwned>(text: &str) -> Option<T> {
            serde_json::from_value(serde_json::Value::String(text.to_owned())).ok()
        }
        Some(match parts {
            ["unions"] => Building::Unions(Which::All),
            ["unions", which] => Building::Unions(named(which)?),
            ["union", id] => Building::Union(id.parse().ok()?),
            ["building"] => Building::Board,
            ["unbuilt"] => Building::Ledger,
            ["report"] => Building::Report(None),
            ["report", month] => Building::Report(Some(month.parse().ok()?)),
            ["report", month, line] => Building::Records(month.parse().ok()?, named(line)?, None),
            ["report", month, line, group] => {
                Building::Records(month.parse().ok()?, named(line)?, Some((*group).to_owned()))
            }
            ["overview"] => Building::Overview,
            _ => return None,
        })
    }
}
