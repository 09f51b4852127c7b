//! The real-name workbook: which columns a sheet has, and what a row says.
//!
//! Nothing here reads a file: the crate `sheets` turns bytes into [`SheetRow`]s and back. Here the table is found in
//! them, each row is read as tolerantly as can be done safely, and what cannot be read is refused row by row with its
//! reason.

mod cell;
mod columns;
mod header;
mod row;
mod sheet;
pub mod words;

pub use cell::Cell;
pub use columns::{Column, ColumnKind, ColumnSet, ColumnSetError, SheetKind, built_in, column_key};
pub use header::{Header, SheetRow};
pub use row::{CellProblem, Values};
pub use sheet::{MAX_ROWS, Read, ReadRow, SheetProblem, read_sheet};
