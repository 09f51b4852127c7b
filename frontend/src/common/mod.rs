//! What widget and console share.

pub mod format;
#[cfg(target_arch = "wasm32")]
pub mod id;
