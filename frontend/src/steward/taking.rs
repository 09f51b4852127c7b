//! Entries are read from another device: by the camera, or from photos.

use crate::app::{App, Msg, Step, listed};
use crate::queue;
use crate::scan::{self, Camera};
use crate::text::Say;
use shared::handover::{Frame, Gathered, Parcel, Taken, confirmation};
use shared::sync::StewardCode;
use web_sys::HtmlVideoElement;
use yew::prelude::*;

/// What was read so far.
#[derive(Default)]
pub(crate) struct Taking {
    pub gathered: Gathered,
    pub video: NodeRef,
    pub camera: Option<Camera>,
    /// What stands in the way.
    pub wrong: Option<Say>,
    /// All is here and kept: so many entries, and what to tell the other device.
    pub done: Option<(usize, StewardCode)>,
    /// Whole, and on its way into the storage.
    keeping: Option<StewardCode>,
}

impl App {
    /// What happens around taking over.
    pub(crate) fn take_over(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match (msg, &mut self.step) {
            (Msg::Take, _) => self.show(Step::Taking(Box::default())),
            (Msg::Film, Step::Taking(taking)) => {
                let Some(video) = taking.video.cast::<HtmlVideoElement>() else { return false };
                let link = ctx.link().clone();
                ctx.link().send_future(async move {
                    let seen = move |codes| link.send_message(Msg::Seen(codes));
                    Msg::Filmed(scan::camera(video, seen).await)
                });
            }
            (Msg::Filmed(camera), Step::Taking(taking)) => {
                taking.wrong = camera.is_none().then_some(Say::NoCamera);
                taking.camera = camera;
            }
            (Msg::Seen(codes), Step::Taking(_)) => self.seen(ctx, codes),
            (Msg::Took(count), Step::Taking(taking)) => {
                match (count, taking.keeping.take()) {
                    (Some(count), Some(code)) => taking.done = Some((count, code)),
                    _ => taking.wrong = Some(Say::NotTaken),
                }
                taking.camera = None;
                self.attend("[data-focus]");
                let association = self.chrome.association.clone();
                let link = ctx.link().clone();
                ctx.link().send_future(async move {
                    link.send_message(listed(&association).await);
                    Msg::Send
                });
            }
            // The screen has gone, and the camera goes with the message.
            _ => return false,
        }
        true
    }

    fn seen(&mut self, ctx: &Context<Self>, codes: Vec<Vec<u8>>) {
        let Step::Taking(taking) = &mut self.step else { return };
        if taking.done.is_some() || taking.keeping.is_some() {
            return;
        }
        for frame in codes.iter().filter_map(|code| Frame::from_bytes(code)) {
            match taking.gathered.take(frame) {
                Taken::New => taking.wrong = None,
                Taken::Known => {}
                Taken::Other => taking.wrong = Some(Say::OtherChain),
            }
        }
        let (here, total) = taking.gathered.count();
        if total == 0 || here < usize::from(total) {
            return;
        }
        let bytes = taking.gathered.whole();
        let parcel = bytes.as_deref().and_then(Parcel::from_bytes);
        let (Some(bytes), Some(parcel)) = (bytes, parcel) else {
            (taking.gathered, taking.wrong) = (Gathered::default(), Some(Say::Unreadable));
            return;
        };
        if parcel.association != self.chrome.association {
            (taking.gathered, taking.wrong) = (Gathered::default(), Some(Say::NotOurs));
            return;
        }
        taking.keeping = Some(confirmation(&bytes));
        ctx.link().send_future(async move {
            let count = parcel.entries.len();
            Msg::Took(queue::take(parcel).await.then_some(count))
        });
    }
}
