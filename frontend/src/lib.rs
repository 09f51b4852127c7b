//! Rollcall in the browser.
