//! From device to device without any signal: what one holds sealed, as a chain of QR codes that another reads.
//!
//! A [`Parcel`] is what is handed over; [`frames`] cuts it into pieces that each fit a QR code; [`Gathered`] puts them
//! together again in whatever order they are seen; [`confirmation`] is what the reader shows once it has all of them, and
//! what the giver wants to see before it lets go of its own.

mod frame;
mod gathered;
mod parcel;
#[cfg(test)]
mod properties;

pub use frame::{Frame, TooLong, confirmation, frames};
pub use gathered::{Gathered, Taken};
pub use parcel::{Parcel, SealedEntry};
