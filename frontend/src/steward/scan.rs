//! QR codes in pictures; see `scan.js`.

use js_sys::Function;
use rqrr::PreparedImage;
use wasm_bindgen::prelude::*;
use web_sys::{File, HtmlVideoElement};

#[wasm_bindgen(module = "/src/steward/scan.js")]
extern "C" {
    /// A picture in shades of grey.
    pub(crate) type Picture;
    #[wasm_bindgen(method, getter)]
    fn width(this: &Picture) -> usize;
    #[wasm_bindgen(method, getter)]
    fn height(this: &Picture) -> usize;
    #[wasm_bindgen(method, getter)]
    fn shades(this: &Picture) -> Vec<u8>;

    #[wasm_bindgen(catch, js_name = photo)]
    async fn open(file: &File) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = camera)]
    async fn show(video: &HtmlVideoElement, see: &JsValue) -> Result<JsValue, JsValue>;
}

/// A camera that is on; off when dropped.
pub(crate) struct Camera {
    stop: Function,
    _see: Closure<dyn FnMut(Picture)>,
}

impl Drop for Camera {
    fn drop(&mut self) {
        let _ = self.stop.call0(&JsValue::NULL);
    }
}

/// Shows the camera in a video, and tells what it reads; none without a camera.
pub(crate) async fn camera(
    video: HtmlVideoElement,
    mut seen: impl FnMut(Vec<Vec<u8>>) + 'static,
) -> Option<Camera> {
    let see = Closure::<dyn FnMut(Picture)>::new(move |picture: Picture| {
        let codes = codes(&picture);
        if !codes.is_empty() {
            seen(codes);
        }
    });
    let stop = show(&video, see.as_ref()).await.ok()?.dyn_into().ok()?;
    Some(Camera { stop, _see: see })
}

/// What stands in the QR codes of a photo.
pub(crate) async fn photo(file: File) -> Vec<Vec<u8>> {
    match open(&file).await {
        Ok(picture) => codes(picture.unchecked_ref()),
        Err(_) => Vec::new(),
    }
}

fn codes(picture: &Picture) -> Vec<Vec<u8>> {
    let (width, height, shades) = (picture.width(), picture.height(), picture.shades());
    let shade = |x: usize, y: usize| shades.get(y * width + x).copied().unwrap_or_default();
    let mut image = PreparedImage::prepare_from_greyscale(width, height, shade);
    let read = |grid: rqrr::Grid<_>| {
        let mut bytes = Vec::new();
        grid.decode_to(&mut bytes).ok().map(|_| bytes)
    };
    image.detect_grids().into_iter().filter_map(read).collect()
}
