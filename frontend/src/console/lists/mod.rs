//! Lists of records: a search that rests, states with their counts, pages, rows that are picked, decisions on many.

mod each;
mod frame;
mod narrow;
mod pages;
mod picks;

pub(crate) use each::{Each, Row, ask_each};
pub(crate) use frame::{Frame, Searched, Tab, heads, use_list};
pub(crate) use narrow::{go, select, use_rest};
pub(crate) use picks::{Done, InTheWay, Picks, use_picks};
