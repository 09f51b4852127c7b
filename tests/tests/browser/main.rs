//! Journeys in a real browser, each at 360 and at 1280 px: the real server, its demo data, and the demo association's
//! website on an origin of its own.

mod embed;
mod entrant;
mod ladder;
mod offline;
mod receipts;
mod screens;
mod sign_up;
