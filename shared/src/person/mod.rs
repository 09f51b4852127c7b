//! Persons: names, mobiles, identity documents, and how they are masked.
//!
//! The sources of the rules stand with each: GB 11643 for resident IDs and what follows its scheme, GB/T 2260
//! for regions, the issuing authorities' forms for permits.

mod age;
mod document;
mod mask;
mod mobile;
mod name;
mod number;
#[cfg(feature = "pinyin")]
mod pinyin;
mod region;
mod shape;
mod surname;

pub use age::full_years;
pub use document::{DocumentFacts, DocumentKind, DocumentWarning, Sex, check_document};
pub use mask::{mask_document, mask_mobile, mask_name};
pub use mobile::check_mobile;
pub use name::check_name;
pub use number::check_character;
#[cfg(feature = "pinyin")]
pub use pinyin::name_sort_key;
