//! What waits on the device goes to the server; what comes back refused is mended, or sent with another code.

use crate::app::{App, Msg, Step, listed};
use crate::pass::Pass;
use crate::queue::{self, Item, Told};
use crate::text::Say;
use frontend::common::id;
use gloo_timers::callback::Timeout;
use shared::sync::StewardCode;
use uuid::Uuid;
use yew::prelude::*;

/// Shortest and longest wait before sending again, in milliseconds; it doubles each time.
const AGAIN: (u32, u32) = (5_000, 120_000);
/// Most that is added at random, so that devices that lost the same network do not come back together.
const SPREAD: u32 = 5_000;

impl App {
    /// What happens around sending; the rest is for others.
    pub(crate) fn transmit(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Send => self.send(ctx),
            Msg::Sent(told) => self.sent(ctx, told),
            Msg::Mend(id) => self.mend(ctx, id),
            Msg::Mended(item, told) => self.mended(ctx, item, told),
            Msg::Fresh(typed) => self.fresh(ctx, &typed),
            msg => return self.hand_over(ctx, msg),
        }
        true
    }

    /// Sends what waits, if anything does.
    pub(crate) fn send(&mut self, ctx: &Context<Self>) {
        let Some(code) = self.pass.as_ref().map(|pass| pass.code.clone()) else { return };
        if self.sending {
            return;
        }
        (self.sending, self.later) = (true, None);
        let chrome = self.chrome.clone();
        ctx.link().send_future(async move { Msg::Sent(queue::send(&chrome, &code, None).await) });
    }

    fn sent(&mut self, ctx: &Context<Self>, told: Option<Vec<(Uuid, Told)>>) {
        self.sending = false;
        self.look(ctx);
        match told {
            None => {
                self.wait = (self.wait * 2).clamp(AGAIN.0, AGAIN.1);
                let wait = self.wait + id::random().map_or(0, u32::from_be_bytes) % SPREAD;
                self.send_in(ctx, wait);
                if matches!(self.step, Step::Home) {
                    self.said = Some(Say::NoNetwork);
                }
            }
            Some(told) if told.is_empty() => {
                self.wait = 0;
                if matches!(self.said, Some(Say::NoNetwork)) {
                    self.said = None;
                }
            }
            Some(told) => {
                let later = told.iter().filter_map(|(_, told)| match told {
                    Told::Later(after) => Some(*after),
                    _ => None,
                });
                match later.max() {
                    // The server spreads those who come back by itself.
                    Some(after) => self.send_in(ctx, after),
                    None => ctx.link().send_message(Msg::Send),
                }
                for (id, told) in told {
                    self.tell(ctx, id, told);
                }
                if matches!(self.step, Step::Home) {
                    self.said = None;
                }
            }
        }
    }

    fn send_in(&mut self, ctx: &Context<Self>, millis: u32) {
        let link = ctx.link().clone();
        self.later = Some(Timeout::new(millis, move || link.send_message(Msg::Send)));
    }

    /// The person may still be here: the receipt says that the entry is in, or the form comes back with what is wrong.
    fn tell(&mut self, ctx: &Context<Self>, id: Uuid, told: Told) {
        let Step::Receipt(receipt) = &mut self.step else { return };
        if receipt.id != id {
            return;
        }
        match told {
            Told::In => receipt.sent = true,
            Told::Later(_) => {}
            Told::Refused(refusal, violations, answers) if !answers.is_empty() => {
                let item = Item {
                    id,
                    receipt: receipt.receipt.clone(),
                    competition: receipt.competition.clone(),
                    event: receipt.event.clone(),
                    at: queue::now(),
                    why: Some(refusal),
                    wrong: Vec::new(),
                };
                let (secret, chrome) = (receipt.secret.clone(), self.chrome.clone());
                ctx.link().send_future_batch(async move {
                    App::mending(item, secret, (refusal, violations, answers), chrome).await
                });
            }
            // Only the code is wrong: nothing that the person could mend.
            Told::Refused(..) => {}
        }
    }

    /// Asks for what was typed: the server alone can read it, and tells it with the refusal.
    fn mend(&mut self, ctx: &Context<Self>, id: Uuid) {
        let (Some(item), Some(pass)) = (self.items.iter().find(|item| item.id == id).cloned(), &self.pass)
        else {
            return;
        };
        let (chrome, code) = (self.chrome.clone(), pass.code.clone());
        ctx.link().send_future(async move {
            let told = queue::send(&chrome, &code, Some(id)).await;
            let told = told.and_then(|told| told.into_iter().next()).map(|(_, told)| told);
            Msg::Mended(item, told)
        });
    }

    fn mended(&mut self, ctx: &Context<Self>, item: Item, told: Option<Told>) {
        self.look(ctx);
        match told {
            Some(Told::Refused(refusal, violations, answers)) if !answers.is_empty() => {
                let chrome = self.chrome.clone();
                ctx.link().send_future_batch(async move {
                    App::mending(item, None, (refusal, violations, answers), chrome).await
                });
            }
            Some(Told::In) => self.said = Some(Say::MendIn),
            Some(_) => {}
            None => self.said = Some(Say::MendAway),
        }
        self.attend("[role=status], [role=alert]");
    }

    /// Another code stands in for the ones that were refused. It also is the code of this device from now on.
    fn fresh(&mut self, ctx: &Context<Self>, typed: &str) {
        let Ok(code) = typed.parse::<StewardCode>() else {
            self.said = Some(Say::CodeShape);
            return self.attend("[role=alert]");
        };
        let pass = Pass::unchecked(code.clone());
        pass.keep(&self.chrome.association);
        (self.pass, self.said) = (Some(pass), None);
        let chrome = self.chrome.clone();
        let link = ctx.link().clone();
        ctx.link().send_future(async move {
            queue::again(&chrome.association).await;
            link.send_message(listed(&chrome.association).await);
            link.send_message(Msg::Send);
            let told = Pass::check(code.clone(), &chrome).await;
            Msg::Checked(code, told)
        });
    }
}
