//! Spreadsheets: bytes to cells, and cells to bytes.
//!
//! What the cells mean is told by [`shared::workbook`]; nothing here knows. Files come from strangers, so reading has
//! limits on everything that a small file can make large.

mod limits;
mod read;
mod table;
mod write;

pub use limits::{MAX_BYTES, MAX_CELLS, MAX_INFLATED};
pub use read::{ReadError, Sheet, read};
pub use table::{Value, table};
pub use write::{WriteError, write};
