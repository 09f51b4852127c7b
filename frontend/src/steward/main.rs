//! The stewards' program: one device collects the entries of many people, without a network if need be.

#![cfg_attr(not(target_arch = "wasm32"), allow(unused, reason = "a program for browsers"))]

#[cfg(target_arch = "wasm32")]
mod app;
#[cfg(target_arch = "wasm32")]
mod collecting;
#[cfg(target_arch = "wasm32")]
mod giving;
#[cfg(target_arch = "wasm32")]
mod pass;
#[cfg(target_arch = "wasm32")]
mod queue;
#[cfg(target_arch = "wasm32")]
mod scan;
#[cfg(target_arch = "wasm32")]
mod sending;
#[cfg(target_arch = "wasm32")]
mod taking;
#[cfg(target_arch = "wasm32")]
mod text;
#[cfg(target_arch = "wasm32")]
mod view;

fn main() {
    #[cfg(target_arch = "wasm32")]
    if let Some(root) = frontend::browser::dom::place("steward") {
        yew::Renderer::<app::App>::with_root_and_props(root.clone(), app::AppProps::of(&root)).render();
    }
}
