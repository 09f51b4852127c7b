//! The catalogues: every text that a user may read, Chinese and English side by side.
//!
//! Each catalogue is an enum made by `messages!`; a variant without a text in one of the languages does
//! not compile. Texts that belong to data (the title of a competition, say) are [`Localized`] instead.

mod kind;
mod lang;
mod macros;
pub mod notice;
mod problem;
pub mod state;

pub(crate) use crate::messages;
pub use lang::{Lang, Localized};
pub use problem::{Problem, Violation};

/// A text of a catalogue.
pub trait Text {
    /// The text in `lang`, with its values filled in.
    fn text(&self, lang: Lang) -> String;

    /// The text in both languages, as data.
    fn both(&self) -> Localized {
        Localized::new(self.text(Lang::ZhCn), self.text(Lang::En))
    }
}
