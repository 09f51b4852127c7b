//! The widget: what a worker sees, on an association's page and on the hosted pages.

pub mod form_post;
pub mod model;
pub mod route;
mod text;
pub mod view;

#[cfg(feature = "ssr")]
pub use text::ReadText;
pub use text::WidgetText;
pub use view::{Page, PageProps};

/// Renders a screen as HTML, without anything that only a browser could add.
#[cfg(feature = "ssr")]
pub async fn render(screen: model::Screen, chrome: model::Chrome) -> String {
    yew::ServerRenderer::<Page>::with_props(move || PageProps {
        screen: screen.into(),
        chrome: chrome.into(),
    })
    .hydratable(false)
    .render()
    .await
}
