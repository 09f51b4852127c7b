//! Identity documents: kinds, and what a number tells.

use super::number::{birth_of, check_shape, has_checksum, sex_of};
use super::region::{PERMIT_PREFIXES, county_warning, is_province};
use super::{mask_document, shape};
use crate::i18n::Problem;
use crate::text::compact;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A kind of identity document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// 居民身份证, GB 11643.
    ResidentId,
    /// 港澳台居民居住证: 18 digits, prefix 810000, 820000 or 830000.
    ResidencePermit,
    /// 外国人永久居留身份证: 18 digits from 9 on (2023), or 3 letters and 12 digits before.
    ForeignPermanent,
    /// 港澳居民来往内地通行证.
    HomeReturnPermit,
    /// 台湾居民来往大陆通行证.
    TaiwanPermit,
    /// 护照.
    Passport,
}

impl DocumentKind {
    /// All kinds, the commonest first.
    pub const ALL: [DocumentKind; 6] = [
        DocumentKind::ResidentId,
        DocumentKind::ResidencePermit,
        DocumentKind::ForeignPermanent,
        DocumentKind::HomeReturnPermit,
        DocumentKind::TaiwanPermit,
        DocumentKind::Passport,
    ];

    /// The stable code, as serialised.
    pub fn code(self) -> &'static str {
        match self {
            DocumentKind::ResidentId => "resident_id",
            DocumentKind::ResidencePermit => "residence_permit",
            DocumentKind::ForeignPermanent => "foreign_permanent",
            DocumentKind::HomeReturnPermit => "home_return_permit",
            DocumentKind::TaiwanPermit => "taiwan_permit",
            DocumentKind::Passport => "passport",
        }
    }

    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<DocumentKind> {
        DocumentKind::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Whether every valid number of this kind holds a birth date.
    pub fn holds_birth(self) -> bool {
        matches!(self, DocumentKind::ResidentId | DocumentKind::ResidencePermit)
    }
}

/// Sex, as the 17th digit tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// 男: odd.
    Male,
    /// 女: even.
    Female,
}

/// Something about a valid number that staff should look at; never a reason to refuse it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DocumentWarning {
    /// The county prefix is not in use.
    UnknownCounty,
    /// The county prefix was in use once; numbers given out then stay valid.
    RetiredCounty,
    /// The prefix 130399, given to nobody: a number of the demo.
    DemoNumber,
    /// Given as a resident ID, but it looks like a residence permit.
    LooksLikePermit,
}

/// A valid document. Its debug output shows the number masked.
#[derive(Clone, PartialEq, Eq)]
pub struct DocumentFacts {
    /// The number as stored: half-width capitals, no blanks or dashes.
    pub number: String,
    /// Birth date, where the number holds one.
    pub birth: Option<NaiveDate>,
    /// Sex, where the number holds it.
    pub sex: Option<Sex>,
    /// What staff should look at.
    pub warnings: Vec<DocumentWarning>,
}

impl fmt::Debug for DocumentFacts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = mask_document(&self.number);
        f.debug_struct("DocumentFacts")
            .field("number", &number)
            .field("warnings", &self.warnings)
            .finish_non_exhaustive()
    }
}

/// Checks the number of an identity document. `today` is the day in China.
///
/// Full-width characters, small letters, blanks and dashes are put right first. Numbers of 18 characters are
/// checked for province or prefix, birth date and check character; permits and passports for their shape only,
/// since nothing more is public about them.
///
/// # Errors
/// The problem that names what to correct; the order is length, characters, prefix, date, check character,
/// so that the message points at the place where the slip most likely is.
pub fn check_document(kind: DocumentKind, text: &str, today: NaiveDate) -> Result<DocumentFacts, Problem> {
    let number = compact(text);
    let shaped = |holds: bool| if holds { Ok(()) } else { Err(Problem::DocumentShape) };
    match kind {
        DocumentKind::ResidentId | DocumentKind::ResidencePermit => return eighteen(kind, number, today),
        DocumentKind::ForeignPermanent if !shape::is_old_foreign(&number) => {
            return eighteen(kind, number, today);
        }
        DocumentKind::ForeignPermanent => {}
        DocumentKind::HomeReturnPermit => shaped(shape::is_home_return(&number))?,
        DocumentKind::TaiwanPermit => shaped(shape::is_taiwan(&number))?,
        DocumentKind::Passport => shaped(shape::is_passport(&number))?,
    }
    Ok(DocumentFacts { number, birth: None, sex: None, warnings: Vec::new() })
}

fn eighteen(kind: DocumentKind, number: String, today: NaiveDate) -> Result<DocumentFacts, Problem> {
    check_shape(&number, kind == DocumentKind::ResidentId)?;
    check_prefix(kind, &number)?;
    let birth = birth_of(&number).ok_or(Problem::IdDate)?;
    if birth > today {
        return Err(Problem::IdFuture);
    }
    if !has_checksum(&number) {
        return Err(Problem::IdChecksum);
    }
    let warnings = match kind {
        DocumentKind::ResidentId if is_permit(&number) => vec![DocumentWarning::LooksLikePermit],
        DocumentKind::ResidentId => county_warning(&number).into_iter().collect(),
        _ => Vec::new(),
    };
    Ok(DocumentFacts { birth: Some(birth), sex: sex_of(&number), number, warnings })
}

fn check_prefix(kind: DocumentKind, number: &str) -> Result<(), Problem> {
    let foreign = number.starts_with('9');
    match kind {
        DocumentKind::ResidencePermit if !is_permit(number) => Err(Problem::IdPrefix),
        DocumentKind::ForeignPermanent if !foreign => Err(Problem::IdPrefix),
        DocumentKind::ResidentId if foreign => Err(Problem::IdPrefix),
        DocumentKind::ResidentId if !is_province(number) => Err(Problem::IdProvince),
        _ => Ok(()),
    }
}

fn is_permit(number: &str) -> bool {
    PERMIT_PREFIXES.iter().any(|prefix| number.starts_with(prefix))
}

#[cfg(test)]
mod tests;
