//! What codes of groups and divisions are called.

use super::text::DriveSay;
use crate::hooks::Desk;
use shared::membership::{GROUPS, group};
use shared::union::{DIVISIONS, division};

/// A group by its code.
pub(super) fn group_name(desk: &Desk, code: &str) -> String {
    match (code, group(code)) {
        ("", _) => desk.t(DriveSay::Unknown),
        (_, Some(known)) => desk.t(*known),
        _ => code.to_owned(),
    }
}

/// A division by its code.
pub(super) fn division_name(desk: &Desk, code: &str) -> String {
    match (code, division(code)) {
        ("", _) => desk.t(DriveSay::Unknown),
        (_, Some(known)) => desk.t(*known),
        _ => code.to_owned(),
    }
}

/// A group within a division by their codes.
pub(super) fn both_names(desk: &Desk, division: &str, group: &str) -> String {
    format!("{} · {}", division_name(desk, division), group_name(desk, group))
}

/// All groups, after a choice of none.
pub(super) fn groups(desk: &Desk, none: DriveSay) -> Vec<(String, String)> {
    let all = GROUPS.iter().map(|group| (group.code.to_owned(), desk.t(*group)));
    [(String::new(), desk.t(none))].into_iter().chain(all).collect()
}

/// All divisions, after a choice of none.
pub(super) fn divisions(desk: &Desk, none: DriveSay) -> Vec<(String, String)> {
    let all = DIVISIONS.iter().map(|division| (division.code.to_owned(), desk.t(*division)));
    [(String::new(), desk.t(none))].into_iter().chain(all).collect()
}
