//! The line on top: whose page, language, size of text, one's own receipts.

#[cfg(feature = "ssr")]
use super::parts::hidden;
use crate::widget::model::{Chrome, Screen};
use crate::widget::route::Route;
use crate::widget::text::WidgetText;
use shared::i18n::Lang;
#[cfg(feature = "ssr")]
use shared::sync::ReceiptSecret;
use yew::prelude::*;

pub(super) fn bar(screen: &Screen, chrome: &Chrome) -> Html {
    let route = screen.route();
    let (other, other_tag) = match chrome.lang {
        Lang::ZhCn => (Lang::En, "en"),
        Lang::En => (Lang::ZhCn, "zh-CN"),
    };
    let size = if chrome.large { WidgetText::NormalText } else { WidgetText::LargeText };
    let who = if chrome.title.is_empty() { chrome.t(WidgetText::Competitions) } else { chrome.title.clone() };
    html! {
        <div class="bar" part="bar">
            <a class="who" href={chrome.href(&Route::List)} data-rc="">{ who }</a>
            <div class="tools" role="group" aria-label={chrome.t(WidgetText::Tools)}>
                <a href={chrome.href(&Route::Receipt)} data-rc="">{ chrome.t(WidgetText::MyReceipt) }</a>
                { tool(screen, chrome.href_as(&route, chrome.lang, !chrome.large), None, chrome.t(size)) }
                { tool(screen, chrome.href_as(&route, other, chrome.large), Some(other_tag), chrome.t(WidgetText::OtherLanguage)) }
            </div>
        </div>
    }
}

/// The same page in another way.
fn tool(screen: &Screen, href: String, lang: Option<&'static str>, text: String) -> Html {
    #[cfg(feature = "ssr")]
    if let Some(secret) = opened(screen) {
        // A receipt is not opened by an address, which others may see.
        return html! {
            <form method="post" action={href} data-rc="">
                { hidden("do", "open".to_owned()) }
                { hidden("secret", secret.to_string()) }
                <button type="submit" class="tool" {lang}>{ text }</button>
            </form>
        };
    }
    let _ = screen;
    html! { <a {href} {lang} data-rc="">{ text }</a> }
}

/// The receipt that a screen shows what became of.
#[cfg(feature = "ssr")]
fn opened(screen: &Screen) -> Option<&ReceiptSecret> {
    match screen {
        Screen::Status(status) => status.secret.as_ref(),
        Screen::Application(application) => Some(&application.secret),
        Screen::Receipt(receipt) if !receipt.pending => Some(&receipt.secret),
        _ => None,
    }
}
