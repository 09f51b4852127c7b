//! One piece of a parcel, as the bytes of one QR code.
//!
//! | bytes | what |
//! |---|---|
//! | 3 | `RC1` |
//! | 8 | the chain: the first bytes of the SHA-256 of the whole parcel |
//! | 2 | how many frames, big-endian |
//! | 2 | which one, from 0 |
//! | up to 501 | the piece |
//! | 4 | the first bytes of the SHA-256 of all before |

use sha2::{Digest, Sha256};
use std::fmt;

/// What every frame begins with: the kind of QR code, and the version of its format.
const MARK: &[u8; 3] = b"RC1";
/// Bytes before the piece.
const HEAD: usize = 15;
/// Bytes after it.
const TAIL: usize = 4;
/// Bytes of a piece: with head and tail as much as a QR code of version 15 holds at the lowest level of correction. Its 77
/// modules are still large on a phone; a frame that is not read comes round again.
const PIECE: usize = 520 - HEAD - TAIL;

/// A frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Which chain it belongs to.
    pub chain: [u8; 8],
    /// How many frames there are.
    pub total: u16,
    /// Which one this is, from 0.
    pub number: u16,
    /// Its piece of the parcel.
    pub piece: Vec<u8>,
}

/// The parcel does not fit into 65,535 frames.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLong;

impl fmt::Display for TooLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("too long for a chain of QR codes")
    }
}

impl std::error::Error for TooLong {}

/// Cuts a parcel into frames; at least one.
///
/// # Errors
/// [`TooLong`] beyond 30 MB.
pub fn frames(parcel: &[u8]) -> Result<Vec<Frame>, TooLong> {
    let chain = chain_of(parcel);
    let total = u16::try_from(parcel.len().div_ceil(PIECE).max(1)).map_err(|_| TooLong)?;
    let mut pieces = parcel.chunks(PIECE);
    let frame = |number| Frame { chain, total, number, piece: pieces.next().unwrap_or_default().to_vec() };
    Ok((0..total).map(frame).collect())
}

/// What a chain is called: it follows from the parcel, so that a frame cannot slip into another chain.
pub(super) fn chain_of(parcel: &[u8]) -> [u8; 8] {
    first(&Sha256::digest(parcel))
}

/// What tells that somebody has read the whole parcel: eight characters, as a steward's code.
pub fn confirmation(parcel: &[u8]) -> crate::sync::StewardCode {
    let digest = Sha256::new().chain_update(b"rollcall/handed-over/1").chain_update(parcel).finalize();
    crate::sync::StewardCode::from_bytes(first(&digest))
}

fn first<const N: usize>(bytes: &[u8]) -> [u8; N] {
    bytes.first_chunk().copied().unwrap_or([0; N])
}

impl Frame {
    /// The bytes of the QR code.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MARK.to_vec();
        bytes.extend(self.chain);
        bytes.extend(self.total.to_be_bytes());
        bytes.extend(self.number.to_be_bytes());
        bytes.extend(&self.piece);
        let check: [u8; TAIL] = first(&Sha256::digest(&bytes));
        bytes.extend(check);
        bytes
    }

    /// A frame from what a QR code held; none for any other code, and for one that was misread.
    pub fn from_bytes(bytes: &[u8]) -> Option<Frame> {
        let (body, check) = bytes.split_last_chunk::<TAIL>()?;
        let rest = body.strip_prefix(MARK)?;
        let (chain, rest) = rest.split_first_chunk::<8>()?;
        let (total, rest) = rest.split_first_chunk::<2>()?;
        let (number, piece) = rest.split_first_chunk::<2>()?;
        let (total, number) = (u16::from_be_bytes(*total), u16::from_be_bytes(*number));
        let sound = first::<TAIL>(&Sha256::digest(body)) == *check && number < total && piece.len() <= PIECE;
        sound.then(|| Frame { chain: *chain, total, number, piece: piece.to_vec() })
    }
}
