//! Places of the building of unions, as the part of the address behind `#`.

use super::form::code;
use shared::report::{Figure, Month};
use shared::union::ChronicleKind;
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
    /// The records behind a figure.
    Records(Behind),
    /// One employer.
    Employer(Uuid),
    /// The record of work, of one kind or of all.
    Work(Option<ChronicleKind>),
    /// One row of the record of work; of a mass enrolment, those of one group or all.
    WorkRow(Uuid, Option<String>),
    /// The overview.
    Overview,
}

/// Which figure's records.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Behind {
    pub month: Month,
    pub figure: Figure,
    /// Only this unit's.
    pub unit: Option<Uuid>,
    /// Only this group's.
    pub group: Option<String>,
}

impl Behind {
    /// Those of all units and groups.
    pub fn all(month: Month, figure: Figure) -> Behind {
        Behind { month, figure, unit: None, group: None }
    }
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
    /// Those that are not founded yet, and where the next step is late.
    Overdue,
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
            Building::Records(Behind { month, figure, unit, group }) => {
                let unit = unit.map_or_else(|| "all".to_owned(), |unit| unit.to_string());
                format!("#/report/{month}/{}/{unit}/{}", code(figure), group.as_deref().unwrap_or("all"))
            }
            Building::Employer(id) => format!("#/employer/{id}"),
            Building::Work(None) => "#/work".to_owned(),
            Building::Work(Some(kind)) => format!("#/work/{}", code(kind)),
            Building::WorkRow(id, None) => format!("#/work/row/{id}"),
            Building::WorkRow(id, Some(group)) => format!("#/work/row/{id}/{group}"),
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
            ["report", month, figure, unit, group] => Building::Records(Behind {
                month: month.parse().ok()?,
                figure: named(figure)?,
                unit: unit.parse().ok(),
                group: (*group != "all").then(|| (*group).to_owned()),
            }),
            ["employer", id] => Building::Employer(id.parse().ok()?),
            ["work"] => Building::Work(None),
            ["work", kind] => Building::Work(Some(named(kind)?)),
            ["work", "row", id] => Building::WorkRow(id.parse().ok()?, None),
            ["work", "row", id, group] => Building::WorkRow(id.parse().ok()?, Some((*group).to_owned())),
            ["overview"] => Building::Overview,
            _ => return None,
        })
    }
}
