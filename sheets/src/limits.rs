//! Limits on what a file may become.

use crate::ReadError;
use std::io::{self, Cursor, Read as _, Write};

/// Largest file, in bytes.
pub const MAX_BYTES: usize = 8 << 20;
/// Most bytes that all parts of a file come to when they are inflated.
pub const MAX_INFLATED: u64 = 96 << 20;
/// Most cells that hold something, in a sheet.
pub const MAX_CELLS: usize = 1_000_000;
/// Most parts of a file. A workbook with twenty sheets and as many images has a hundred.
const MAX_PARTS: usize = 1_000;
/// What every part may come to in any case; beyond it the ratio counts.
const SMALL: u64 = 1 << 20;
/// Highest ratio between a part inflated and as it is in the file. Sheets come to some 10 to 30.
const RATIO: u64 = 250;

/// Counts, and keeps nothing.
struct Counter {
    left: u64,
}

impl Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.left = self.left.checked_sub(bytes.len() as u64).ok_or(io::ErrorKind::FileTooLarge)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Inflates every part once without keeping it: the sizes that a file tells of itself prove nothing.
pub(crate) fn check(bytes: &[u8]) -> Result<(), ReadError> {
    if bytes.len() > MAX_BYTES {
        return Err(ReadError::TooLarge);
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadError::Unreadable)?;
    if archive.len() > MAX_PARTS {
        return Err(ReadError::TooLarge);
    }
    let mut counter = Counter { left: MAX_INFLATED };
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|_| ReadError::Unreadable)?;
        let (before, most) = (counter.left, SMALL.max(part.compressed_size().saturating_mul(RATIO)));
        io::copy(&mut part.take(most + 1), &mut counter).map_err(|error| match error.kind() {
            io::ErrorKind::FileTooLarge => ReadError::TooLarge,
            _ => ReadError::Unreadable,
        })?;
        if before - counter.left > most {
            return Err(ReadError::TooLarge);
        }
    }
    Ok(())
}
