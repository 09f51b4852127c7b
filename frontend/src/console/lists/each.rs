//! A decision on many records, one after the other.

use super::picks::{Done, InTheWay};
use crate::hooks::{Desk, act, said};
use crate::parts::{Answer, Ask};
use crate::text::Say;
use shared::i18n::Problem;
use shared::sync::Action;
use std::rc::Rc;
use uuid::Uuid;
use yew::prelude::*;

/// A record that is decided on.
#[derive(Clone)]
pub(crate) struct Row {
    pub id: Uuid,
    pub version: u32,
    /// Name and code, as it is told of.
    pub name: String,
}

/// The decision on a record, with the reason.
pub(crate) type Deed = Rc<dyn Fn(&Row, String) -> Action>;

/// What is decided.
pub(crate) struct Each {
    pub title: String,
    /// What the button says.
    pub act: String,
    /// Label of the reason, when one must be given.
    pub reason: Option<String>,
    pub deed: Deed,
}

/// Asks, decides on each record, and tells how many were decided on, and by name what stood in the way of the others.
pub(crate) fn ask_each(
    desk: &Desk,
    each: Each,
    rows: Vec<Row>,
    done: Callback<Done>,
    over: Callback<()>,
) -> Html {
    let needs_reason = each.reason.is_some();
    let yes = {
        let (desk, deed) = (desk.clone(), each.deed);
        Callback::from(move |reason: String| -> Answer {
            let (desk, deed, done, rows) = (desk.clone(), deed.clone(), done.clone(), rows.clone());
            Box::pin(async move {
                if needs_reason && reason.trim().is_empty() {
                    return Some(desk.t(Problem::ReasonNeeded));
                }
                let (mut left, mut lines) = (InTheWay::new(), Vec::new());
                for row in &rows {
                    if let Some(why) = said(&act(&desk, deed(row, reason.clone())).await, desk.lang) {
                        lines.push(desk.t(Say::Named { name: row.name.clone(), why: why.clone() }));
                        left.insert(row.id, why);
                    }
                }
                let (count, failed) = (rows.len() - left.len(), left.len());
                lines.insert(
                    0,
                    match failed {
                        0 => desk.t(Say::DecidedAll { count }),
                        failed => desk.t(Say::DecidedSome { done: count, failed }),
                    },
                );
                done.emit((lines, left));
                None
            })
        })
    };
    html! { <Ask desk={desk.clone()} title={each.title} act={each.act} label={each.reason} {yes} {over} /> }
}
