//! Unions: levels, kinds, credit codes, divisions; how they are built.

mod date;
mod division;
mod founding;
mod kind;
mod profile;
mod uscc;

pub use date::{NotADate, PartialDate, Precision};
pub use division::{DIVISIONS, Division, division};
pub use founding::FoundingStep;
pub use kind::{Level, UnionKind};
pub use profile::{ChronicleKind, Organ, Party, Scope};
pub use uscc::{Uscc, check_uscc};
