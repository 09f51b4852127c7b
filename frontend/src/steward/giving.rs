//! Entries are shown to another device, frame by frame, until it confirms that it has all of them.

use crate::app::{App, Msg, Step};
use crate::queue;
use crate::text::Say;
use gloo_timers::callback::Interval;
use shared::handover::{Frame, confirmation, frames};
use shared::sync::StewardCode;
use uuid::Uuid;
use yew::prelude::*;

/// Milliseconds for which a frame shows: long enough for a slow camera to see it whole.
const FRAME: u32 = 350;

/// What is shown.
pub(crate) struct Giving {
    pub ids: Vec<Uuid>,
    pub frames: Vec<Frame>,
    pub at: usize,
    /// Turns the frames; none while it rests.
    pub turning: Option<Interval>,
    pub wrong: bool,
    confirmed_by: StewardCode,
}

impl App {
    /// What happens around handing over; the rest is for taking over.
    pub(crate) fn hand_over(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Give => {
                let association = self.chrome.association.clone();
                ctx.link().send_future(async move { Msg::Packed(pack(&association).await.map(Box::new)) });
            }
            Msg::Packed(None) => self.said = Some(Say::NothingToGive),
            Msg::Packed(Some(mut giving)) => {
                giving.turning = Some(turn(ctx));
                self.show(Step::Giving(giving));
            }
            Msg::Turn(by) => {
                let Step::Giving(giving) = &mut self.step else { return false };
                let total = giving.frames.len() as i32;
                giving.at = (giving.at as i32 + by).rem_euclid(total) as usize;
            }
            Msg::Pause => {
                let Step::Giving(giving) = &mut self.step else { return false };
                giving.turning = match giving.turning.take() {
                    Some(_) => None,
                    None => Some(turn(ctx)),
                };
            }
            Msg::Confirm(typed) => self.confirm(ctx, &typed),
            msg => return self.take_over(ctx, msg),
        }
        true
    }

    /// Only what the other device has for certain goes from here.
    fn confirm(&mut self, ctx: &Context<Self>, typed: &str) {
        let Step::Giving(giving) = &mut self.step else { return };
        giving.wrong = typed.parse() != Ok(giving.confirmed_by.clone());
        if giving.wrong {
            return self.attend("[role=alert]");
        }
        let (ids, association) = (giving.ids.clone(), self.chrome.association.clone());
        self.show(Step::Home);
        self.said = Some(Say::GaveOver { count: ids.len() });
        ctx.link().send_future(async move {
            queue::let_go(&association, &ids).await;
            crate::app::listed(&association).await
        });
    }
}

async fn pack(association: &str) -> Option<Giving> {
    let parcel = queue::pack(association).await.filter(|parcel| !parcel.entries.is_empty())?;
    let bytes = parcel.to_bytes()?;
    Some(Giving {
        ids: parcel.entries.iter().map(|entry| entry.id).collect(),
        frames: frames(&bytes).ok()?,
        at: 0,
        turning: None,
        wrong: false,
        confirmed_by: confirmation(&bytes),
    })
}

fn turn(ctx: &Context<App>) -> Interval {
    let link = ctx.link().clone();
    Interval::new(FRAME, move || link.send_message(Msg::Turn(1)))
}
