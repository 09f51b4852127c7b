//! Types and rules of Rollcall.
//!
//! Everything here is pure: no I/O, no async, no browser, no SQL, no clock, no randomness. The same code
//! therefore judges an entry while a worker types it on a phone and again when the server receives it.
//!
//! | module | what lives there |
//! |---|---|
//! | [`person`] | names, mobiles, identity documents and how they are masked |
//! | [`union`] | levels and kinds of unions, their credit code; the steps and gates of founding |
//! | [`membership`] | applications to join, members, groups of workers, which union takes whom |
//! | [`drive`] | membership drives, their codes, counts with qualifiers |
//! | [`report`] | months, and the figures of a monthly report |
//! | [`competition`] | the technical document, eligibility, scoring, ranking |
//! | [`form`] | a form as data, and answers checked against it |
//! | [`sync`] | operations, answers, the change feed, receipts |
//! | [`handover`] | what one device holds, as a chain of QR codes for another |
//! | [`api`] | what travels over HTTP besides operations |
//! | [`workbook`] | the real-name workbook: column sets, and rows as people fill them in |
//! | [`wire`] | JSON read by hand, where a derived reader weighs too much |
//! | [`i18n`] | every text a user may read, in both languages |

mod alphabet;
pub mod api;
pub mod competition;
pub mod drive;
pub mod form;
pub mod handover;
pub mod i18n;
pub mod membership;
pub mod person;
pub mod report;
pub mod sync;
mod text;
pub mod union;
pub mod wire;
#[cfg(feature = "staff")]
pub mod workbook;
