//! What the first six digits of an identity number say.

use super::DocumentWarning;
use crate::union::division;

/// Province codes of GB/T 2260, with 81, 82, 83 of the residence permits. 91 is not among them: numbers that
/// begin with 9 belong to foreigners.
const PROVINCES: &[u8] = &[
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54,
    61, 62, 63, 64, 65, 71, 81, 82, 83,
];

/// Prefixes of the residence permits of Hong Kong, Macao and Taiwan residents.
pub(super) const PERMIT_PREFIXES: [&str; 3] = ["810000", "820000", "830000"];

/// Qinhuangdao, the only city whose counties are known here.
const QINHUANGDAO: &str = "1303";
/// 市辖区: no county, but some early numbers carry it.
const CITY_PROPER: &str = "130301";
/// 抚宁县, a district (130306) since 2015. Numbers given out before stay valid for life.
const RETIRED: &str = "130323";
/// Given to nobody; the demo's people have it.
const DEMO: &str = "130399";

/// Whether the first two digits name a province.
pub(super) fn is_province(number: &str) -> bool {
    number.get(..2).and_then(|code| code.parse().ok()).is_some_and(|code| PROVINCES.contains(&code))
}

/// What to tell about the county prefix.
///
/// Counties are checked within Qinhuangdao only, against the divisions that the product knows. Elsewhere the
/// province alone is checked: the register of all counties since 1980 is large, changes every year, and a
/// number that it lacks is a warning at most.
pub(super) fn county_warning(number: &str) -> Option<DocumentWarning> {
    let county = number.get(..6)?;
    if !county.starts_with(QINHUANGDAO) || county == CITY_PROPER {
        return None;
    }
    match county {
        RETIRED => Some(DocumentWarning::RetiredCounty),
        DEMO => Some(DocumentWarning::DemoNumber),
        _ if division(county).is_some_and(|division| !division.statistical) => None,
        _ => Some(DocumentWarning::UnknownCounty),
    }
}
