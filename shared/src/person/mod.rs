//! Persons: names, mobiles, identity documents, and how they are masked.
//!
//! Numbers and lengths: `domain.md` section 2; GB 11643 for resident IDs.

mod document;
mod mask;
mod mobile;
mod name;
mod pinyin;

pub use document::{DocumentFacts, DocumentKind, DocumentWarning, Sex, check_document};
pub use mask::{mask_document, mask_mobile, mask_name};
pub use mobile::check_mobile;
pub use name::check_name;
