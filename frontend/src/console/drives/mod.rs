//! Membership drives: the list, one with its dashboard and its codes, ceremonies.

mod ceremony;
mod chart;
mod drive;
mod forms;
mod list;
mod names;
mod sheet;
mod sources;
mod text;

pub(crate) use ceremony::Ceremony;
pub(crate) use drive::Drive;
pub(crate) use list::Drives;
