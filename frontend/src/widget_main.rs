//! The widget's program: takes over from the server's HTML, with everything that was typed.
//!
//! The loader calls [`prepare`], which fetches what the screen needs, and then [`Widget::mount`] at a moment when
//! nobody is in the middle of composing a character.

#![cfg_attr(not(target_arch = "wasm32"), allow(unused, reason = "a program for browsers"))]

#[cfg(target_arch = "wasm32")]
mod live;

#[cfg(target_arch = "wasm32")]
pub use live::{Widget, prepare};

fn main() {}
