//! A QR code as vector graphics: no image is loaded, so no content security policy can refuse it.

use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write as _;
use yew::prelude::*;

/// Empty modules around the code, which readers need.
const QUIET: i32 = 2;

/// A QR code; nothing when the text is too long for one.
pub fn qr(text: &str, label: String) -> Html {
    QrCode::encode_text(text, QrCodeEcc::Medium).map(|code| svg(&code, label)).unwrap_or_default()
}

/// A QR code of bytes, at the lowest level of correction; nothing when they are too many for one.
pub fn qr_of(bytes: &[u8], label: String) -> Html {
    QrCode::encode_binary(bytes, QrCodeEcc::Low).map(|code| svg(&code, label)).unwrap_or_default()
}

fn svg(code: &QrCode, label: String) -> Html {
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            // Writing to a String cannot fail.
            let _ = write!(path, "M{} {}h1v1h-1z", x + QUIET, y + QUIET);
        }
    }
    let size = code.size() + 2 * QUIET;
    html! {
        <svg class="qr" role="img" aria-label={label} viewBox={format!("0 0 {size} {size}")} shape-rendering="crispEdges">
            <path d={path} />
        </svg>
    }
}
