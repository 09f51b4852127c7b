//! Rollcall in the browser: the widget's views, and what widget and console share.
//!
//! The views are compiled twice: for the browser (feature `csr`), and into the server (feature `ssr`), which renders
//! them as plain HTML, so that the content is there before any WebAssembly and the forms work without it.

#[cfg(target_arch = "wasm32")]
pub mod browser;
pub mod common;
#[cfg(feature = "ssr")]
pub mod hall;
pub mod widget;

pub use widget::model::{Chrome, Screen};
#[cfg(feature = "ssr")]
pub use widget::render;
