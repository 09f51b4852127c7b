//! A QR code as vector graphics: no image is loaded, so no content security policy can refuse it.

use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write as _;
use yew::prelude::*;

/// Empty modules around the code, which readers need.
const QUIET: usize = 2;

/// A QR code; nothing when the text is too long for one.
pub(super) fn qr(text: &str, label: String) -> Html {
    let Ok(code) = QrCode::with_error_correction_level(text, EcLevel::M) else { return Html::default() };
    let width = code.width();
    let mut path = String::new();
    for (at, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            // Writing to a String cannot fail.
            let _ = write!(path, "M{} {}h1v1h-1z", at % width + QUIET, at / width + QUIET);
        }
    }
    let size = width + 2 * QUIET;
    html! {
        <svg class="qr" role="img" aria-label={label} viewBox={format!("0 0 {size} {size}")} shape-rendering="crispEdges">
            <path d={path} />
        </svg>
    }
}
