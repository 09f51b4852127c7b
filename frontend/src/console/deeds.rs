//! What was done, in words: the actions, results and details of the audit log.

use crate::hooks::Desk;
use crate::text::Deed;
use serde::de::DeserializeOwned;
use serde_json::Value;
use shared::api::ErrorCode;
use shared::competition::{CompetitionState, MarkPart};

/// What an action is called; its stable name if it is not known here.
pub(crate) fn name(desk: &Desk, action: &str) -> String {
    Deed::named(action).map_or_else(|| action.to_owned(), |deed| desk.t(deed))
}

/// How it ended.
pub(crate) fn result(desk: &Desk, result: &str) -> String {
    match read::<ErrorCode>(result) {
        _ if result == "ok" => desk.t(Deed::Ok),
        Some(code) => desk.t(code),
        None => result.to_owned(),
    }
}

/// The detail, with its stable names in words.
pub(crate) fn detail(desk: &Desk, action: &str, detail: &str) -> String {
    let arrow = |text: &str, word: &dyn Fn(&str) -> String| match text.split_once(" -> ") {
        Some((from, to)) => format!("{} → {}", word(from), word(to)),
        None => text.to_owned(),
    };
    match action {
        "competition.advance" => arrow(detail, &|state| {
            read::<CompetitionState>(state).map_or_else(|| state.to_owned(), |state| desk.t(state))
        }),
        "marks.record" => {
            let mark = |value: &str| match value {
                "" => desk.t(Deed::NoMark),
                "absent" => desk.t(Deed::Absent),
                value => value.to_owned(),
            };
            let one = |text: &str| match text.split_once(": ") {
                Some((part, change)) => {
                    let part = read::<MarkPart>(part).map_or_else(|| part.to_owned(), |part| desk.t(part));
                    format!("{part} {}", arrow(change, &mark))
                }
                None => text.to_owned(),
            };
            detail.split("; ").map(one).collect::<Vec<_>>().join("；")
        }
        "results.publish" => match detail.strip_prefix("version ") {
            Some(version) => desk.t(Deed::Version { version: version.to_owned() }),
            None => detail.to_owned(),
        },
        _ => detail.to_owned(),
    }
}

fn read<T: DeserializeOwned>(name: &str) -> Option<T> {
    serde_json::from_value(Value::String(name.to_owned())).ok()
}
