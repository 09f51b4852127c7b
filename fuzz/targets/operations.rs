//! What `POST …/operations` reads, and what a browser reads of its answer.

#![no_main]

use libfuzzer_sys::fuzz_target;
use serde::Serialize;
use serde::de::DeserializeOwned;
use shared::sync::{Push, PushAnswer};
use std::fmt::Debug;

fuzz_target!(|bytes: &[u8]| {
    same_again::<Push>(bytes);
    same_again::<PushAnswer>(bytes);
});

/// What can be read at all is written so that it is read as the same.
fn same_again<T: Serialize + DeserializeOwned + PartialEq + Debug>(bytes: &[u8]) {
    let Ok(value) = serde_json::from_slice::<T>(bytes) else { return };
    let written = serde_json::to_vec(&value).expect("what was read can be written");
    let again: T = serde_json::from_slice(&written).expect("what was written can be read");
    assert_eq!(again, value);
}
