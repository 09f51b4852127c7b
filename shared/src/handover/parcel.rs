//! What is handed over: entries as they lie sealed on the device, in as few bytes as they take.
//!
//! A number before every part tells its length: one byte for names and keys, two (big-endian) for what is sealed.

use crate::sync::ReceiptHash;
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// Version of the format.
const VERSION: u8 = 1;

/// Entries of one association.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parcel {
    /// Slug of the association; each entry is sealed for it.
    pub association: String,
    /// The entries.
    pub entries: Vec<SealedEntry>,
}

/// An entry that nobody but the server can read; see [`Sealed`](crate::sync::Sealed).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedEntry {
    /// Id of the operation within.
    pub id: Uuid,
    /// Hash of the receipt's secret, to call the entry by its code.
    pub receipt: ReceiptHash,
    /// When it was collected, by the device's clock.
    pub at: DateTime<Utc>,
    /// Slug of the competition.
    pub competition: String,
    /// Code of the event.
    pub event: String,
    /// The public key that it was sealed to.
    pub key: Vec<u8>,
    /// The encapsulated key.
    pub enc: Vec<u8>,
    /// The ciphertext.
    pub body: Vec<u8>,
}

impl Parcel {
    /// The bytes; none when a part is longer than its length can tell, which no entry's is.
    pub fn to_bytes(&self) -> Option<Vec<u8>> {
        let mut bytes = vec![VERSION];
        short(&mut bytes, self.association.as_bytes())?;
        bytes.extend(u16::try_from(self.entries.len()).ok()?.to_be_bytes());
        for entry in &self.entries {
            bytes.extend(entry.id.as_bytes());
            bytes.extend(entry.receipt.to_bytes());
            bytes.extend(entry.at.timestamp_millis().to_be_bytes());
            for part in [entry.competition.as_bytes(), entry.event.as_bytes(), &entry.key, &entry.enc] {
                short(&mut bytes, part)?;
            }
            bytes.extend(u16::try_from(entry.body.len()).ok()?.to_be_bytes());
            bytes.extend(&entry.body);
        }
        Some(bytes)
    }

    /// The parcel of these bytes; none when they are not exactly one.
    pub fn from_bytes(bytes: &[u8]) -> Option<Parcel> {
        let mut rest = Rest(bytes);
        if rest.array()? != [VERSION] {
            return None;
        }
        let association = rest.text()?;
        let count = u16::from_be_bytes(rest.array()?);
        let entries = (0..count).map(|_| rest.entry()).collect::<Option<_>>()?;
        rest.0.is_empty().then_some(Parcel { association, entries })
    }
}

fn short(bytes: &mut Vec<u8>, part: &[u8]) -> Option<()> {
    bytes.push(u8::try_from(part.len()).ok()?);
    bytes.extend(part);
    Some(())
}

/// What was not read yet.
struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*taken)
    }

    fn bytes(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn short(&mut self) -> Option<Vec<u8>> {
        let [length] = self.array()?;
        Some(self.bytes(length.into())?.to_vec())
    }

    fn text(&mut self) -> Option<String> {
        String::from_utf8(self.short()?).ok()
    }

    fn entry(&mut self) -> Option<SealedEntry> {
        Some(SealedEntry {
            id: Uuid::from_bytes(self.array()?),
            receipt: ReceiptHash::from_bytes(self.array()?),
            at: DateTime::from_timestamp_millis(i64::from_be_bytes(self.array()?))?,
            competition: self.text()?,
            event: self.text()?,
            key: self.short()?,
            enc: self.short()?,
            body: {
                let length = u16::from_be_bytes(self.array()?);
                self.bytes(length.into())?.to_vec()
            },
        })
    }
}
