//! What the programs with entry forms share in the browser: the widget's and the stewards'.

pub mod check;
pub mod dom;
pub mod json;
pub mod net;
pub mod page;
